//! Many verifications on all cores. The caller's thread feeds paths in as it fetches results, so no
//! thread of ours ever calls into Python.

use std::{
    num::NonZero,
    path::PathBuf,
    sync::{
        Mutex, PoisonError,
        mpsc::{Sender, channel},
    },
    time::Duration,
};

use interview_journal::{StopMany, verify_many};
use pyo3::{Py, PyResult, Python, exceptions::PyBaseException, pyclass, pymethods};

use crate::{
    failure::{caught, detached, exception},
    given::{closed, options},
};

/// A Report as JSON, or an exception.
type Outcome = (Option<String>, Option<Py<PyBaseException>>);

/// Between two looks at signals.
const PATIENCE: Duration = Duration::from_millis(100);

/// Reports in the order in which paths were fed.
#[pyclass(frozen)]
pub(crate) struct VerifyMany {
    // INVARIANT: dropped before `many`, whose threads wait for paths.
    feed: Mutex<Option<Sender<PathBuf>>>,
    many: Mutex<Option<interview_journal::VerifyMany>>,
    stop: StopMany,
    #[pyo3(get)]
    ahead: usize,
}

#[pymethods]
impl VerifyMany {
    #[new]
    #[pyo3(signature = (options=None, threads=None))]
    fn new(
        py: Python<'_>,
        options: Option<&str>,
        threads: Option<NonZero<usize>>,
    ) -> PyResult<Self> {
        let (feed, paths) = channel();
        let options = self::options(options)?;
        let many = detached(py, || verify_many(paths, &options, threads))?;
        Ok(Self {
            feed: Mutex::new(Some(feed)),
            stop: many.stop(),
            ahead: 4 * many.threads(),
            many: Mutex::new(Some(many)),
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

    /// The result of the next path that was fed: a Report as JSON, or an exception.
    fn next(&self, py: Python<'_>) -> PyResult<Outcome> {
        let next = loop {
            let next = caught(py, || {
                let mut many = self.many.lock().unwrap_or_else(PoisonError::into_inner);
                let Some(many) = many.as_mut() else { return Some(None) };
                many.wait(PATIENCE)
                    .then(|| many.next().map(|(_, it)| it.map(|report| report.to_json())))
            })?;
            py.check_signals()?;
            if let Some(next) = next {
                break next;
            }
        };
        Ok(match next.ok_or_else(|| exception(closed("verification")))? {
            Ok(report) => (Some(report), None),
            Err(error) => (None, Some(exception(error).into_value(py))),
        })
    }

    /// Says that no path follows.
    fn end(&self) {
        self.feed.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Breaks off what is under way.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        self.end();
        caught(py, || {
            self.stop.stop();
            drop(self.many.lock().unwrap_or_else(PoisonError::into_inner).take());
        })
    }
}
