//! From the library's errors to the package's exceptions, and Python's own errors through the
//! library and out again.

use interview_core::api::{Category, Error, ErrorCode};
use pyo3::{PyErr, PyResult, Python, import_exception};

import_exception!(interview_core.errors, ArgumentError);
import_exception!(interview_core.errors, InputError);
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
    py.detach(work).map_err(exception)
}

/// What Python raised while the library was at work. The library ends with an error of its own then,
/// and [`Raised::or`] gives Python its own back.
#[derive(Default)]
pub(crate) struct Raised(Option<PyErr>);

impl Raised {
    /// Calls into Python from work without the interpreter's lock.
    pub(crate) fn call<T>(
        &mut self,
        work: impl FnOnce(Python<'_>) -> PyResult<T>,
    ) -> Result<T, Error> {
        Python::attach(work).map_err(|raised| {
            self.0 = Some(raised);
            Error::new(ErrorCode::Io, "the caller ended the work")
        })
    }

    /// What came of the work: what Python raised, where it raised something.
    pub(crate) fn or<T>(self, outcome: Result<T, Error>) -> PyResult<T> {
        match self.0 {
            Some(raised) => Err(raised),
            None => outcome.map_err(exception),
        }
    }
}
