//! Many verifications on all cores. The caller's thread feeds paths in as it fetches results, so no
//! thread of ours ever calls into Python.

use std::{
    num::NonZero,
    path::PathBuf,
    sync::{
        Mutex, PoisonError,
        mpsc::{Sender, channel},
    },
    thread,
};

use pyo3::{Py, PyResult, Python, exceptions::PyBaseException, pyclass, pymethods};

use crate::{
    failure::exception,
    given::{closed, options},
};

/// A Report as JSON, or an exception.
type Outcome = (Option<String>, Option<Py<PyBaseException>>);

/// Reports in the order in which paths were fed.
#[pyclass(frozen)]
pub(crate) struct VerifyMany {
    // INVARIANT: dropped before `many`, whose threads wait for paths.
    feed: Mutex<Option<Sender<PathBuf>>>,
    many: Mutex<Option<interview_journal::VerifyMany>>,
    #[pyo3(get)]
    ahead: usize,
}

#[pymethods]
impl VerifyMany {
    #[new]
    #[pyo3(signature = (options=None, threads=None))]
    fn new(options: Option<&str>, threads: Option<NonZero<usize>>) -> PyResult<Self> {
        let threads = threads.or_else(|| thread::available_parallelism().ok());
        let threads = threads.unwrap_or(NonZero::<usize>::MIN);
        let (feed, paths) = channel();
        let options = self::options(options)?;
        let many = interview_journal::verify_many(paths, &options, Some(threads));
        Ok(Self {
            feed: Mutex::new(Some(feed)),
            many: Mutex::new(Some(many.map_err(exception)?)),
            ahead: 4 * threads.get(),
        })
    }

    /// Takes the next path.
    fn feed(&self, path: PathBuf) -> PyResult<()> {
        let feed = self.feed.lock().unwrap_or_else(PoisonError::into_inner);
        match feed.as_ref().map(|feed| feed.send(path)) {
            Some(Ok(())) => Ok(()),
            _ => Err(exception(closed("verification"))),
        }
    }

    /// The next result: a Report as JSON, or an exception; `None` where there is none to come.
    fn next(&self, py: Python<'_>) -> PyResult<Option<Outcome>> {
        let next = py.detach(|| {
            let mut many = self.many.lock().unwrap_or_else(PoisonError::into_inner);
            let (_, outcome) = many.as_mut()?.next()?;
            Some(outcome.map(|report| report.to_json()))
        });
        py.check_signals()?;
        Ok(next.map(|outcome| match outcome {
            Ok(report) => (Some(report), None),
            Err(error) => (None, Some(exception(error).into_value(py))),
        }))
    }

    /// Says that no path follows.
    fn end(&self) {
        self.feed.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Ends after the work that is under way.
    fn close(&self, py: Python<'_>) {
        self.end();
        py.detach(|| drop(self.many.lock().unwrap_or_else(PoisonError::into_inner).take()));
    }
}
