//! From the library's errors to the package's exceptions, and Python's own errors through the
//! library and out again.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
};

use interview_core::api::{Category, Error, ErrorCode};
use pyo3::{Py, PyAny, PyErr, PyResult, Python, import_exception, pyfunction, types::PyAnyMethods};

import_exception!(interview_core.errors, ArgumentError);
import_exception!(interview_core.errors, InputError);
import_exception!(interview_core.errors, InterviewError);
import_exception!(interview_core.errors, StateError);
import_exception!(interview_core.errors, StorageError);

/// The exception for an error: one class for each category.
pub(crate) fn exception(error: Error) -> PyErr {
    let arguments = (error.code().as_str(), error.to_string());
    match error.code().category() {
        Category::State => StateError::new_err(arguments),
        Category::Input => InputError::new_err(arguments),
        Category::Io => StorageError::new_err(arguments),
        _ => ArgumentError::new_err(arguments),
    }
}

/// Work without the interpreter's lock.
pub(crate) fn detached<T: Send>(
    py: Python<'_>,
    work: impl Send + FnOnce() -> Result<T, Error>,
) -> PyResult<T> {
    caught(py, work)?.map_err(exception)
}

/// Work without the interpreter's lock, in which a panic is an exception that a program can handle.
pub(crate) fn caught<T: Send>(py: Python<'_>, work: impl Send + FnOnce() -> T) -> PyResult<T> {
    // What a panic leaves half done is behind a mutex or dropped.
    py.detach(|| catch_unwind(AssertUnwindSafe(work))).map_err(|_| {
        InterviewError::new_err(("internal", "the library has a fault: its work broke off"))
    })
}

/// For tests: work that panics.
#[pyfunction]
#[expect(clippy::panic, reason = "this is how a fault of the library looks")]
pub(crate) fn panic(py: Python<'_>) -> PyResult<()> {
    caught(py, || panic!("a test asked for this"))
}

/// What Python raised while the library was at work. The library ends with an error of its own then,
/// and [`Raised::or`] gives Python its own back.
pub(crate) struct Raised {
    raised: Option<PyErr>,
    /// Only the main thread is ever interrupted; others needn't wait for the interpreter to ask.
    is_main: bool,
}

impl Raised {
    /// For work that this thread is about to do.
    pub(crate) fn new(py: Python<'_>) -> PyResult<Self> {
        let threading = py.import("threading")?;
        let main = threading.call_method0("main_thread")?.getattr("ident")?;
        let is_main = threading.call_method0("get_ident")?.eq(main)?;
        Ok(Self { raised: None, is_main })
    }

    /// Between two pieces of work: gives signals their turn, and tells the caller where it asked for
    /// that.
    pub(crate) fn between(
        &mut self,
        length: u64,
        progress: Option<&Py<PyAny>>,
    ) -> Result<(), Error> {
        if !self.is_main && progress.is_none() {
            return Ok(());
        }
        self.call(|py| {
            py.check_signals()?;
            progress.map_or(Ok(()), |told| told.call1(py, (length,)).map(|_| ()))
        })
    }

    /// Calls into Python from work without the interpreter's lock.
    pub(crate) fn call<T>(
        &mut self,
        work: impl FnOnce(Python<'_>) -> PyResult<T>,
    ) -> Result<T, Error> {
        match Python::try_attach(work) {
            Some(outcome) => outcome.map_err(|raised| {
                self.raised = Some(raised);
                Error::new(ErrorCode::Io, "the caller ended the work")
            }),
            // The interpreter is gone, this thread is a daemon, and nothing of Python's may be
            // touched any more: as Python itself does, it waits here for the end of the process.
            None => loop {
                thread::park();
            },
        }
    }

    /// What came of the work: what Python raised, where it raised something.
    pub(crate) fn or<T>(self, outcome: Result<T, Error>) -> PyResult<T> {
        match self.raised {
            Some(raised) => Err(raised),
            None => outcome.map_err(exception),
        }
    }
}
