//! A session on disk. Threads may share one: a call waits for the one before it, without the
//! interpreter's lock.

use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use interview_core::api::{Draft, End, Error, Refusal};
use interview_journal::{
    self as journal, AfterRefusal, Break, Entry, Identity, Options, StartOptions, System,
    given::git_trees,
};
use pyo3::{
    PyResult, Python,
    exceptions::{PyTypeError, PyValueError},
    pybacked::PyBackedBytes,
    pyclass, pyfunction, pymethods,
};

use crate::{
    failure::{detached, exception},
    given::{Stamps, closed, source},
};

/// `seq`, leaf hash and time of a line.
type Told = (u64, String, String);

#[pyclass(frozen)]
pub(crate) struct Journal {
    held: Mutex<Option<journal::Journal>>,
    #[pyo3(get)]
    path: PathBuf,
}

#[pymethods]
impl Journal {
    #[staticmethod]
    #[pyo3(signature = (path, start, options, source=None))]
    fn start(
        py: Python<'_>,
        path: PathBuf,
        start: &str,
        options: &str,
        source: Stamps,
    ) -> PyResult<Self> {
        let mut source = self::source(source)?;
        Self::new(detached(py, || {
            let (start, options) = (StartOptions::from_json(start)?, Options::from_json(options)?);
            journal::Journal::start_with(&path, start, options, &mut *source)
        })?)
    }

    #[staticmethod]
    #[pyo3(signature = (path, options, source=None))]
    fn open(py: Python<'_>, path: PathBuf, options: &str, source: Stamps) -> PyResult<Self> {
        let mut source = self::source(source)?;
        Self::new(detached(py, || {
            journal::Journal::open_with(&path, Options::from_json(options)?, &mut *source)
        })?)
    }

    #[pyo3(signature = (kind, origin, data, source=None))]
    fn append(
        &self,
        py: Python<'_>,
        kind: &str,
        origin: &str,
        data: &str,
        source: Stamps,
    ) -> PyResult<Told> {
        let mut source = self::source(source)?;
        self.with(py, |journal| {
            journal.append_with(Draft::new(kind, origin, data)?, &mut *source).map(told)
        })
    }

    /// What a file event tells of a change, as JSON: a list with one entry for each event.
    #[pyo3(signature = (before=None, after=None, full=false))]
    fn observe(
        &self,
        py: Python<'_>,
        before: Option<PyBackedBytes>,
        after: Option<PyBackedBytes>,
        full: bool,
    ) -> PyResult<String> {
        let (before, after) = (before.as_deref(), after.as_deref());
        let told = self.with(py, |journal| journal.observe(before, after, full))?;
        serde_json::to_string(&told).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// Whether the log should be anchored now.
    #[pyo3(signature = (source=None))]
    fn anchor_due(&self, py: Python<'_>, source: Stamps) -> PyResult<bool> {
        let mut source = self::source(source)?;
        self.with(py, |journal| journal.anchor_due(source.now()?))
    }

    #[pyo3(signature = (old_size=None, source=None))]
    fn anchor_request(
        &self,
        py: Python<'_>,
        old_size: Option<u64>,
        source: Stamps,
    ) -> PyResult<Option<AnchorRequest>> {
        let mut source = self::source(source)?;
        let request =
            self.with(py, |journal| journal.anchor_request_with(old_size, &mut *source))?;
        Ok(request.map(AnchorRequest::new))
    }

    /// The request is used up, whatever comes of it.
    #[pyo3(signature = (request, answer, source=None))]
    fn apply_anchor(
        &self,
        py: Python<'_>,
        request: &AnchorRequest,
        answer: &str,
        source: Stamps,
    ) -> PyResult<Told> {
        let mut source = self::source(source)?;
        self.with(py, |journal| {
            let request = request.lock().take().ok_or_else(|| closed("request"))?;
            journal.apply_anchor_with(request, answer, &mut *source).map(told)
        })
    }

    /// `head_size` is that of a head that only the witness knows; without one the key is lost.
    #[pyo3(signature = (path, start, head_size=None, source=None))]
    fn continue_as_new(
        &self,
        py: Python<'_>,
        path: PathBuf,
        start: &str,
        head_size: Option<u64>,
        source: Stamps,
    ) -> PyResult<Self> {
        let mut source = self::source(source)?;
        let why = head_size.map_or(Break::KeyLost, |head_size| Break::HeadUnknown { head_size });
        Self::new(self.with(py, |journal| {
            let start = StartOptions::from_json(start)?;
            journal.continue_as_new_with(&path, start, why, &mut *source)
        })?)
    }

    /// What the folder holds now, as JSON.
    fn snapshot(&self, py: Python<'_>) -> PyResult<String> {
        let snapshot = self.with(py, journal::Journal::snapshot)?;
        serde_json::to_string(&snapshot).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    #[pyo3(signature = (reason, diff=None, commits=None, git=None, old_size=None, source=None))]
    #[expect(clippy::too_many_arguments, reason = "Python calls it by name")]
    fn seal(
        &self,
        py: Python<'_>,
        reason: &str,
        diff: Option<PyBackedBytes>,
        commits: Option<PyBackedBytes>,
        git: Option<&str>,
        old_size: Option<u64>,
        source: Stamps,
    ) -> PyResult<SealRequest> {
        let mut source = self::source(source)?;
        let request = self.with(py, |journal| {
            let git = git.map(git_trees).transpose()?;
            let (diff, commits) = (diff.as_deref(), commits.as_deref());
            journal.seal_with(&End { reason, diff, commits, git }, old_size, &mut *source)
        })?;
        Ok(SealRequest {
            body: request.request().map(|request| request.body().to_owned()),
            note: request.note().to_string(),
            held: Mutex::new(Some(request)),
        })
    }

    /// The bundle's folder. The request is used up, whatever comes of it.
    #[pyo3(signature = (request, answer=None))]
    fn finish(
        &self,
        py: Python<'_>,
        request: &SealRequest,
        answer: Option<&str>,
    ) -> PyResult<PathBuf> {
        self.with(py, |journal| {
            let taken = request.held.lock().unwrap_or_else(PoisonError::into_inner).take();
            journal.finish(taken.ok_or_else(|| closed("request"))?, answer)
        })
    }

    fn close(&self, py: Python<'_>) {
        py.detach(|| drop(self.lock().take()));
    }
}

impl Journal {
    fn new(journal: journal::Journal) -> PyResult<Self> {
        Ok(Self { path: journal.path().to_owned(), held: Mutex::new(Some(journal)) })
    }

    fn lock(&self) -> MutexGuard<'_, Option<journal::Journal>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T: Send>(
        &self,
        py: Python<'_>,
        work: impl Send + FnOnce(&mut journal::Journal) -> Result<T, Error>,
    ) -> PyResult<T> {
        detached(py, || work(self.lock().as_mut().ok_or_else(|| closed("journal"))?))
    }
}

fn told(entry: Entry) -> Told {
    let Entry { seq, leaf_hash, at } = entry;
    (seq, leaf_hash.to_string(), at.to_string())
}

/// A checkpoint on its way to a witness.
#[pyclass(frozen)]
pub(crate) struct AnchorRequest {
    held: Mutex<Option<journal::AnchorRequest>>,
    #[pyo3(get)]
    body: String,
    #[pyo3(get)]
    note: String,
    #[pyo3(get)]
    size: u64,
    #[pyo3(get)]
    old_size: u64,
}

#[pymethods]
impl AnchorRequest {
    /// `ask_again` with the size that the witness holds, `give_up` with that of its head, or `leave`.
    #[pyo3(signature = (status, held_size=None))]
    fn refused(
        &self,
        status: u16,
        held_size: Option<u64>,
    ) -> PyResult<(&'static str, Option<u64>)> {
        let refusal = match (status, held_size) {
            (409, Some(held_size)) => Refusal::Conflict { held_size },
            (409, None) => return Err(PyTypeError::new_err("a conflict tells `held_size`")),
            (422, _) => Refusal::ProofFailed,
            (400, _) => Refusal::OldSizeTooLarge,
            (403, _) => Refusal::NotSigned,
            _ => Refusal::UnknownOrigin,
        };
        let held = self.lock();
        let request = held.as_ref().ok_or_else(|| exception(closed("request")))?;
        Ok(match request.refused(refusal) {
            AfterRefusal::AskAgain { old_size } => ("ask_again", Some(old_size)),
            AfterRefusal::GiveUp(Break::HeadUnknown { head_size }) => ("give_up", Some(head_size)),
            AfterRefusal::GiveUp(Break::KeyLost) => ("give_up", None),
            AfterRefusal::Leave => ("leave", None),
        })
    }

    /// Gives the request up, so that another may anchor.
    fn close(&self) {
        self.lock().take();
    }
}

impl AnchorRequest {
    fn new(request: journal::AnchorRequest) -> Self {
        Self {
            body: request.body().to_owned(),
            note: request.note().to_string(),
            size: request.size(),
            old_size: request.old_size(),
            held: Mutex::new(Some(request)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<journal::AnchorRequest>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A session that has ended and waits for its last cosignature.
#[pyclass(frozen)]
pub(crate) struct SealRequest {
    held: Mutex<Option<journal::SealRequest>>,
    #[pyo3(get)]
    body: Option<String>,
    #[pyo3(get)]
    note: String,
}

/// A new identity, as JSON; it holds the key.
#[pyfunction]
#[pyo3(signature = (authority=None))]
pub(crate) fn new_identity(authority: Option<&str>) -> PyResult<String> {
    let identity = Identity::new(authority, &mut System).map_err(exception)?;
    Ok(identity.to_json().to_string())
}
