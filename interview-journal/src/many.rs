//! Verifies many submissions on all cores: Reports come in the order of the paths, each as soon as
//! those before it are there, and no more are made ahead than the threads need.

use std::{
    collections::BTreeMap,
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use interview_core::{
    Error, ErrorCode,
    api::{Report, Verifier, VerifyOptions},
};

use crate::{process::Process, verify_path_with};

/// A path and what came of it.
pub type Verified = (PathBuf, Result<Report, Error>);

/// Reports in the order of the paths. Dropped early, it breaks off the work that is under way.
///
/// In a forked child, which has no threads of it, it has ended.
pub struct VerifyMany {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

/// Breaks a [`VerifyMany`] off, from whatever thread.
#[derive(Clone)]
pub struct StopMany(Arc<Shared>);

/// More threads than any machine needs; what is asked for beyond is not started.
const THREADS: usize = 1_024;

/// Verifies what each path names, as [`crate::verify_path`] does, with the same options.
///
/// `threads` at `None` is one for each core; there are at most 1,024. An iterator of paths that panics
/// has ended there.
///
/// # Errors
/// `invalid_options` where the options can't be used, `io` where no thread can be started. What is
/// wrong with one path is its own result and stops no other.
pub fn verify_many(
    paths: impl IntoIterator<Item = PathBuf, IntoIter: Send + 'static>,
    options: &VerifyOptions,
    threads: Option<NonZero<usize>>,
) -> Result<VerifyMany, Error> {
    Verifier::new(options)?;
    let threads = threads.or_else(|| thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZero::get).min(THREADS);
    let shared = Arc::new(Shared {
        process: Process::this(),
        paths: Mutex::new(Box::new(paths.into_iter())),
        state: Mutex::new(State { taken: 0, given: 0, done: BTreeMap::new(), closed: false }),
        changed: Condvar::new(),
        stopped: AtomicBool::new(false),
        ahead: 4 * threads as u64,
    });
    let worker = |_| {
        let (shared, options) = (Arc::clone(&shared), options.clone());
        thread::Builder::new().name("verify".to_owned()).spawn(move || shared.work(&options)).ok()
    };
    let workers: Vec<_> = (0..threads).map_while(worker).collect();
    if workers.is_empty() {
        return Err(Error::new(ErrorCode::Io, "the system starts no thread"));
    }
    Ok(VerifyMany { shared, workers })
}

impl VerifyMany {
    /// Threads at work.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.workers.len()
    }

    /// What breaks it off.
    #[must_use]
    pub fn stop(&self) -> StopMany {
        StopMany(Arc::clone(&self.shared))
    }

    /// Waits until [`Self::next`] has its answer, or so long; gives whether it has.
    #[must_use]
    pub fn wait(&self, most: Duration) -> bool {
        !self.shared.process.is_this() || self.shared.wait(most)
    }
}

impl StopMany {
    /// Breaks off what is under way. No Report comes from then on.
    pub fn stop(&self) {
        if self.0.process.is_this() {
            self.0.stop();
        }
    }
}

impl Iterator for VerifyMany {
    type Item = Verified;

    fn next(&mut self) -> Option<Verified> {
        if self.shared.process.is_this() { self.shared.next() } else { None }
    }
}

impl Drop for VerifyMany {
    fn drop(&mut self) {
        if !self.shared.process.is_this() {
            self.workers.drain(..).for_each(std::mem::forget);
            return;
        }
        self.shared.stop();
        for worker in self.workers.drain(..) {
            // A worker catches what goes wrong in its work; there is nothing left to tell.
            let _ = worker.join();
        }
    }
}

impl std::fmt::Debug for StopMany {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StopMany").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for VerifyMany {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VerifyMany").field("threads", &self.workers.len()).finish_non_exhaustive()
    }
}

struct Shared {
    /// Whose threads these are; its forked child has none, and may find the locks taken for ever.
    process: Process,
    /// Apart from the state, so that a slow iterator holds up no Report. Taken before it.
    paths: Mutex<Box<dyn Iterator<Item = PathBuf> + Send>>,
    state: Mutex<State>,
    changed: Condvar,
    /// Nobody wants what is under way.
    stopped: AtomicBool,
    /// Reports that may be made before the first of them is fetched.
    ahead: u64,
}

struct State {
    /// Paths handed to workers, and Reports handed to the caller.
    taken: u64,
    given: u64,
    done: BTreeMap<u64, Verified>,
    /// No path is taken any more.
    closed: bool,
}

impl Shared {
    fn work(&self, options: &VerifyOptions) {
        while let Some((place, path)) = self.take() {
            let report = catch_unwind(AssertUnwindSafe(|| {
                verify_path_with(&path, options, &mut |_| self.is_wanted())
            }));
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

    fn is_wanted(&self) -> Result<(), Error> {
        if self.stopped.load(Ordering::Relaxed) {
            return Err(Error::new(ErrorCode::Closed, "the verification was broken off"));
        }
        Ok(())
    }

    fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn next(&self) -> Option<Verified> {
        let mut state = self.lock();
        while !self.has_next(&state) {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if self.stopped.load(Ordering::Relaxed) {
            return None;
        }
        let place = state.given;
        let verified = state.done.remove(&place)?;
        state.given += 1;
        self.changed.notify_all();
        Some(verified)
    }

    fn wait(&self, most: Duration) -> bool {
        let (since, mut state) = (Instant::now(), self.lock());
        while !self.has_next(&state) {
            let Some(left) = most.checked_sub(since.elapsed()) else { return false };
            let waited = self.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// Whether the next Report is there, or none is to come.
    fn has_next(&self, state: &State) -> bool {
        state.done.contains_key(&state.given)
            || (state.closed && state.given == state.taken)
            || self.stopped.load(Ordering::Relaxed)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
