//! A recorder without a journal: the caller keeps the bytes.

use std::sync::{Mutex, MutexGuard, PoisonError};

use interview_core::api::{self, Draft, End, Error, SignedNote, SigningKey};
use interview_journal::{
    System,
    given::{digits, git_trees, start_recorder},
};
use pyo3::{
    Bound, PyResult, Python, exceptions::PyValueError, pybacked::PyBackedBytes, pyclass, pymethods,
    types::PyBytes,
};

use crate::{
    failure::{detached, exception},
    given::{Stamps, closed, stamps},
};

#[pyclass(frozen)]
pub(crate) struct Recorder(Mutex<Option<api::Recorder>>);

#[pymethods]
impl Recorder {
    /// The recorder, and the bytes of lines 0 and 1.
    #[staticmethod]
    #[pyo3(signature = (options, source=None))]
    fn start<'py>(
        py: Python<'py>,
        options: &str,
        source: Stamps,
    ) -> PyResult<(Self, Bound<'py, PyBytes>)> {
        let (recorder, lines) =
            start_recorder(options, stamps(source)?, &mut System).map_err(exception)?;
        Ok((Self(Mutex::new(Some(recorder))), PyBytes::new(py, &lines)))
    }

    /// Takes up a log where it stands.
    #[staticmethod]
    fn resume(py: Python<'_>, events: PyBackedBytes, key_seed: &str) -> PyResult<Self> {
        let key = SigningKey::from_seed(&digits(key_seed).map_err(exception)?);
        let recorder = detached(py, || api::Recorder::resume(&events, key))?;
        Ok(Self(Mutex::new(Some(recorder))))
    }

    /// The bytes of the event's line.
    #[pyo3(signature = (kind, origin, data, source=None))]
    fn append<'py>(
        &self,
        py: Python<'py>,
        kind: &str,
        origin: &str,
        data: &str,
        source: Stamps,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let [stamp] = stamps(source)?;
        let draft = Draft::new(kind, origin, data).map_err(exception)?;
        self.with(py, |recorder| recorder.append(draft, stamp)).map(|line| PyBytes::new(py, &line))
    }

    /// The newest head as a signed note.
    fn checkpoint(&self, py: Python<'_>) -> PyResult<String> {
        self.with(py, |recorder| Ok(recorder.checkpoint().to_string()))
    }

    /// The bytes of the receipt's line.
    #[pyo3(signature = (note, source=None))]
    fn anchor<'py>(
        &self,
        py: Python<'py>,
        note: &str,
        source: Stamps,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let [stamp] = stamps(source)?;
        let note = SignedNote::parse(note.as_bytes()).map_err(exception)?;
        self.with(py, |recorder| recorder.anchor(&note, stamp)).map(|line| PyBytes::new(py, &line))
    }

    /// The bytes of session_end.
    #[pyo3(signature = (reason, diff=None, commits=None, git=None, source=None))]
    fn end<'py>(
        &self,
        py: Python<'py>,
        reason: &str,
        diff: Option<PyBackedBytes>,
        commits: Option<PyBackedBytes>,
        git: Option<&str>,
        source: Stamps,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let [stamp] = stamps(source)?;
        let git = git.map(git_trees).transpose().map_err(exception)?;
        let end = End { reason, diff: diff.as_deref(), commits: commits.as_deref(), git };
        self.with(py, |recorder| recorder.end(&end, stamp)).map(|line| PyBytes::new(py, &line))
    }

    /// The manifest's bytes. The recorder is closed from then on, and its key wiped.
    fn finish<'py>(&self, py: Python<'py>, note: &str) -> PyResult<Bound<'py, PyBytes>> {
        let note = SignedNote::parse(note.as_bytes()).map_err(exception)?;
        let manifest =
            detached(py, || self.lock().take().ok_or_else(|| closed("recorder"))?.finish(&note))?;
        Ok(PyBytes::new(py, &manifest))
    }

    /// What the log says of its session so far, as JSON.
    fn facts(&self, py: Python<'_>) -> PyResult<String> {
        let facts = self.with(py, |recorder| Ok(recorder.facts()))?;
        serde_json::to_string(&facts).map_err(|error| PyValueError::new_err(error.to_string()))
    }
}

impl Recorder {
    fn lock(&self) -> MutexGuard<'_, Option<api::Recorder>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T: Send>(
        &self,
        py: Python<'_>,
        work: impl Send + FnOnce(&mut api::Recorder) -> Result<T, Error>,
    ) -> PyResult<T> {
        detached(py, || work(self.lock().as_mut().ok_or_else(|| closed("recorder"))?))
    }
}
