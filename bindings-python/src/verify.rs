//! Verification: of what is given at once, and of chunks. Between pieces of a log the interpreter is
//! asked whether somebody wants to interrupt.

use std::{
    cell::RefCell,
    sync::{Mutex, MutexGuard, PoisonError},
    thread::{self, ThreadId},
};

use interview_core::api::{self, Error, ErrorCode, VerifyOptions};
use interview_journal::{verify_bytes_with, verify_path_with, verify_read_with};
use pyo3::{Py, PyAny, PyResult, Python, pybacked::PyBackedBytes, pyclass, pyfunction, pymethods};

use crate::{
    failure::{Raised, caught, detached, exception},
    given::{Beside, Given, Reading, closed, options},
};

/// Bytes that are verified between two looks at signals.
const PIECE: usize = 1 << 22;

/// The Report on a bundle as JSON.
#[pyfunction]
#[pyo3(signature = (src, options=None, manifest=None, diff=None, commits=None, progress=None))]
pub(crate) fn verify(
    py: Python<'_>,
    src: Given,
    options: Option<&str>,
    manifest: Option<PyBackedBytes>,
    diff: Option<PyBackedBytes>,
    commits: Option<PyBackedBytes>,
    progress: Option<Py<PyAny>>,
) -> PyResult<String> {
    let options = self::options(options)?;
    let beside = Beside { manifest, diff, commits };
    if !matches!(src, Given::Bytes(_)) {
        beside.must_be_empty()?;
    }
    let raised = Raised::new(py)?;
    let (outcome, raised) = caught(py, move || {
        let raised = RefCell::new(raised);
        let each = &mut |length| raised.borrow_mut().between(length, progress.as_ref());
        let outcome = report(&src, &beside, &options, each, &raised);
        (outcome, raised.into_inner())
    })?;
    raised.or(outcome)
}

fn report(
    src: &Given,
    beside: &Beside,
    options: &VerifyOptions,
    each: &mut dyn FnMut(u64) -> Result<(), Error>,
    raised: &RefCell<Raised>,
) -> Result<String, Error> {
    let report = match src {
        Given::Path(path) => verify_path_with(path, options, each)?,
        Given::File(file) => verify_read_with(Reading { file, raised }, options, each)?,
        Given::Bytes(bytes) if beside.is_empty() => verify_bytes_with(bytes, options, each)?,
        Given::Bytes(bytes) => {
            let mut verifier = api::Verifier::new(options)?;
            push(&mut verifier, bytes, each)?;
            verifier.finish(&beside.artefacts())?
        }
    };
    Ok(report.to_json())
}

fn push(
    verifier: &mut api::Verifier,
    bytes: &[u8],
    each: &mut dyn FnMut(u64) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut length = 0;
    for piece in bytes.chunks(PIECE) {
        verifier.push(piece)?;
        length += piece.len() as u64;
        each(length)?;
    }
    Ok(())
}

/// A verification that takes the log in chunks.
#[pyclass(frozen)]
pub(crate) struct Verifier {
    held: Mutex<Option<api::Verifier>>,
    /// Who takes a chunk: what Python runs meanwhile on the same thread would wait for itself.
    owner: Mutex<Option<ThreadId>>,
}

#[pymethods]
impl Verifier {
    #[new]
    #[pyo3(signature = (options=None))]
    fn new(options: Option<&str>) -> PyResult<Self> {
        let verifier = api::Verifier::new(&self::options(options)?).map_err(exception)?;
        Ok(Self { held: Mutex::new(Some(verifier)), owner: Mutex::new(None) })
    }

    /// Takes the next bytes. Interrupted, it is closed: some of them were taken.
    fn push(&self, py: Python<'_>, chunk: PyBackedBytes) -> PyResult<()> {
        let mut raised = Raised::new(py)?;
        self.must_be_free()?;
        let pushed = caught(py, move || {
            let mut held = lock(&self.held);
            *lock(&self.owner) = Some(thread::current().id());
            let outcome = match held.as_mut() {
                None => Err(closed("verifier")),
                Some(verifier) => {
                    let mut rest = chunk.len();
                    push(verifier, &chunk, &mut |_| {
                        rest = rest.saturating_sub(PIECE);
                        if rest == 0 { Ok(()) } else { raised.between(0, None) }
                    })
                }
            };
            if outcome.is_err() {
                *held = None;
            }
            *lock(&self.owner) = None;
            (outcome, raised)
        });
        let (outcome, raised) = pushed.inspect_err(|_| {
            *lock(&self.owner) = None;
            *lock(&self.held) = None;
        })?;
        raised.or(outcome)
    }

    /// The Report as JSON. The verifier is closed from then on.
    #[pyo3(signature = (manifest=None, diff=None, commits=None))]
    fn finish(
        &self,
        py: Python<'_>,
        manifest: Option<PyBackedBytes>,
        diff: Option<PyBackedBytes>,
        commits: Option<PyBackedBytes>,
    ) -> PyResult<String> {
        let beside = Beside { manifest, diff, commits };
        self.must_be_free()?;
        detached(py, || {
            let mut verifier = lock(&self.held).take().ok_or_else(|| closed("verifier"))?;
            verifier.finish(&beside.artefacts()).map(|report| report.to_json())
        })
    }
}

impl Verifier {
    fn must_be_free(&self) -> PyResult<()> {
        if *lock(&self.owner) == Some(thread::current().id()) {
            let message = "the verifier is taking a chunk on this very thread";
            return Err(exception(Error::new(ErrorCode::Closed, message)));
        }
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
