//! Many submissions at once. JavaScript hands paths over as it gets them, and fetches Reports in
//! their order.

use std::{
    num::NonZero,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, mpsc},
};

use interview_journal::{StopMany, VerifyMany, verify_many};
use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;

use crate::{
    operations::verify_options,
    outcome::{Failure, Job, Outcome, guarded, later, number},
};

/// What came of one path: one of the two is there.
#[napi(object, object_from_js = false)]
pub struct Verified {
    /// The Report as JSON.
    pub report: Option<String>,
    /// Why there is none.
    pub failure: Option<Failure>,
}

/// Verifications under way.
#[napi]
pub struct Many {
    // Dropped first: a worker that waits for a path gets the end.
    paths: Mutex<Option<mpsc::Sender<PathBuf>>>,
    many: Arc<Mutex<Option<VerifyMany>>>,
    stop: StopMany,
    threads: usize,
}

#[napi]
impl Many {
    /// Starts the threads: one for each core at 0.
    #[napi(catch_unwind)]
    pub fn create(options: Option<String>, threads: u32) -> Outcome<Many> {
        guarded(|| {
            let options = verify_options(options.as_deref())?;
            let (paths, taken) = mpsc::channel();
            let many = verify_many(taken, &options, NonZero::new(threads as usize))?;
            let (stop, threads) = (many.stop(), many.threads());
            let paths = Mutex::new(Some(paths));
            Ok(Self { paths, many: Arc::new(Mutex::new(Some(many))), stop, threads })
        })
    }

    /// How many paths the threads can use at once.
    #[napi(getter, catch_unwind)]
    pub fn threads(&self) -> i64 {
        number(self.threads as u64)
    }

    /// Hands a path over.
    #[napi(catch_unwind)]
    pub fn push(&self, path: String) {
        // Where nobody takes paths any more, there is nothing to tell.
        let paths = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = paths.as_ref().map(|paths| paths.send(path.into()));
    }

    /// No more paths come.
    #[napi(catch_unwind)]
    pub fn end(&self) {
        self.paths.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// What came of the next path, which must have been handed over.
    #[napi(catch_unwind)]
    pub fn next(&self) -> AsyncTask<Job<Option<Verified>>> {
        let many = Arc::clone(&self.many);
        later(move || {
            let mut many = many.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(many.as_mut().and_then(Iterator::next).map(|(_, report)| match report {
                Ok(report) => Verified { report: Some(report.to_json()), failure: None },
                Err(error) => Verified { report: None, failure: Some(error.into()) },
            }))
        })
    }

    /// Breaks off what is under way, at once, and ends the threads.
    #[napi(catch_unwind)]
    pub fn close(&self) -> AsyncTask<Job<()>> {
        self.end();
        // Not in the queue: there, calls of `next` that wait for a Report may stand before it.
        self.stop.stop();
        let many = Arc::clone(&self.many);
        later(move || {
            drop(many.lock().unwrap_or_else(PoisonError::into_inner).take());
            Ok(())
        })
    }
}
