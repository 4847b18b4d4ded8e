//! Verifies many submissions on all cores: Reports come in the order of the paths, each as soon as
//! those before it are there, and no more are made ahead than the threads need.

use std::{
    collections::BTreeMap,
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
};

use interview_core::{
    Error, ErrorCode,
    api::{Report, Verifier, VerifyOptions},
};

use crate::verify_path;

/// A path and what came of it.
pub type Verified = (PathBuf, Result<Report, Error>);

/// Reports in the order of the paths. Dropped early, it ends after the work that is under way.
pub struct VerifyMany {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

/// Verifies what each path names, as [`verify_path`] does, with the same options.
///
/// `threads` at `None` is one for each core. An iterator of paths that panics has ended there.
///
/// # Errors
/// `invalid_options` where the options can't be used, `io` where no thread can be started. What is
/// wrong with one path is its own result
/// and stops no other.
pub fn verify_many(
    paths: impl IntoIterator<Item = PathBuf, IntoIter: Send + 'static>,
    options: &VerifyOptions,
    threads: Option<NonZero<usize>>,
) -> Result<VerifyMany, Error> {
    Verifier::new(options)?;
    let threads = threads.or_else(|| thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZero::get);
    let shared = Arc::new(Shared {
        paths: Mutex::new(Box::new(paths.into_iter())),
        state: Mutex::new(State { taken: 0, given: 0, done: BTreeMap::new(), closed: false }),
        changed: Condvar::new(),
        ahead: 4 * threads as u64,
    });
    let worker = |_| {
        let (shared, options) = (Arc::clone(&shared), options.clone());
        thread::Builder::new().name("verify".to_owned()).spawn(move || shared.work(&options)).ok()
    };
    let workers: Vec<_> = (0..threads).filter_map(worker).collect();
    if workers.is_empty() {
        return Err(Error::new(ErrorCode::Io, "the system starts no thread"));
    }
    Ok(VerifyMany { shared, workers })
}

impl Iterator for VerifyMany {
    type Item = Verified;

    fn next(&mut self) -> Option<Verified> {
        self.shared.next()
    }
}

impl Drop for VerifyMany {
    fn drop(&mut self) {
        self.shared.lock().closed = true;
        self.shared.changed.notify_all();
        for worker in self.workers.drain(..) {
            // A worker catches what goes wrong in its work; there is nothing left to tell.
            let _ = worker.join();
        }
    }
}

impl std::fmt::Debug for VerifyMany {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VerifyMany").field("threads", &self.workers.len()).finish_non_exhaustive()
    }
}

struct Shared {
    /// Apart from the state, so that a slow iterator holds up no Report. Taken before it.
    paths: Mutex<Box<dyn Iterator<Item = PathBuf> + Send>>,
    state: Mutex<State>,
    changed: Condvar,
    /// Reports that may be made before the first of them is fetched.
    ahead: u64,
}

struct State {
    /// Paths handed to workers, and Reports handed to the caller.
    taken: u64,
    given: u64,
    done: BTreeMap<u64, Verified>,
    closed: bool,
}

impl Shared {
    fn work(&self, options: &VerifyOptions) {
        while let Some((place, path)) = self.take() {
            let report = catch_unwind(AssertUnwindSafe(|| verify_path(&path, options)));
            let report = report.unwrap_or_else(|_| {
                let message = format!("the verification of `{}` broke off", path.display());
                Err(Error::new(ErrorCode::Io, message))
            });
            self.lock().done.insert(place, (path, report));
            self.changed.notify_all();
        }
    }

    fn take(&self) -> Option<(u64, PathBuf)> {
        let mut paths = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self.lock();
        while !state.closed && state.taken >= state.given + self.ahead {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return None;
        }
        drop(state);
        // An iterator that panics has ended: whoever waits must not wait for ever.
        let path = catch_unwind(AssertUnwindSafe(|| paths.next())).unwrap_or_default();
        let mut state = self.lock();
        let Some(path) = path else {
            state.closed = true;
            self.changed.notify_all();
            return None;
        };
        let place = state.taken;
        state.taken += 1;
        Some((place, path))
    }

    fn next(&self) -> Option<Verified> {
        let mut state = self.lock();
        loop {
            let place = state.given;
            if let Some(verified) = state.done.remove(&place) {
                state.given += 1;
                self.changed.notify_all();
                return Some(verified);
            }
            if state.closed && place == state.taken {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
