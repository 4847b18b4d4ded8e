//! A session on disk. Calls on other threads take turns with those on this one.

use std::sync::{Arc, Mutex, PoisonError};

use interview_core::api::End;
use interview_journal::{self as shell, Identity, System};
use napi::bindgen_prelude::{AsyncTask, Buffer, BufferSlice};
use napi_derive::napi;

use crate::{
    anchor::{AnchorRequest, Sealing},
    fixed::{Stamped, source, time},
    operations::json,
    outcome::{Job, Outcome, guarded, later},
    session::{
        Shared, anchor_request, appended, apply_anchor, continue_as_new, finish, opened, seal,
        signing_key, snapshot, started, trees, with,
    },
    source::copied,
};

/// What a session ends with.
#[napi(object, object_to_js = false)]
pub struct Ending<'a> {
    /// Why, such as `submitted`.
    pub reason: String,
    /// `changes.diff`.
    pub diff: Option<BufferSlice<'a>>,
    /// `commits.json`.
    pub commits: Option<BufferSlice<'a>>,
    /// `GitTrees` as JSON.
    pub git: Option<String>,
}

/// A session on disk, open for recording.
#[napi]
pub struct Journal(Shared);

/// A new identity as JSON, under a relay's authority or none.
#[napi(catch_unwind)]
pub fn new_identity(authority: Option<String>, stamped: Option<Stamped>) -> Outcome<String> {
    guarded(|| {
        let identity = Identity::new(authority.as_deref(), source(stamped)?.as_mut())?;
        Ok(identity.to_json().to_string())
    })
}

/// The public key of a seed in hexadecimal: what a relay writes into a ticket.
#[napi(catch_unwind)]
pub fn public_key(key_seed: String) -> Outcome<Buffer> {
    guarded(|| Ok(signing_key(&key_seed)?.public().as_bytes().to_vec().into()))
}

#[napi]
impl Journal {
    /// Starts a session in a folder.
    #[napi(catch_unwind)]
    pub fn start(
        path: String,
        start: String,
        options: Option<String>,
        stamped: Option<Stamped>,
    ) -> Outcome<Journal> {
        guarded(|| started(path.into(), &start, options, stamped).map(Journal::of))
    }

    /// As `start`, on another thread.
    #[napi(catch_unwind)]
    pub fn start_async(
        path: String,
        start: String,
        options: Option<String>,
    ) -> AsyncTask<Job<Journal>> {
        later(move || started(path.into(), &start, options, None).map(Journal::of))
    }

    /// Opens a session's folder.
    #[napi(catch_unwind)]
    pub fn open(
        path: String,
        options: Option<String>,
        stamped: Option<Stamped>,
    ) -> Outcome<Journal> {
        guarded(|| opened(path.into(), options, stamped).map(Journal::of))
    }

    /// As `open`, on another thread.
    #[napi(catch_unwind)]
    pub fn open_async(path: String, options: Option<String>) -> AsyncTask<Job<Journal>> {
        later(move || opened(path.into(), options, None).map(Journal::of))
    }

    /// Appends an event; the entry as `session::told` writes it.
    #[napi(catch_unwind)]
    pub fn append(
        &self,
        kind: String,
        origin: String,
        data: String,
        stamped: Option<Stamped>,
    ) -> Outcome<String> {
        guarded(|| appended(&self.0, &kind, &origin, &data, stamped))
    }

    /// As `append`, on another thread.
    #[napi(catch_unwind)]
    pub fn append_async(
        &self,
        kind: String,
        origin: String,
        data: String,
    ) -> AsyncTask<Job<String>> {
        let shared = Arc::clone(&self.0);
        later(move || appended(&shared, &kind, &origin, &data, None))
    }

    /// The change of a file, as JSON: members of as many events as it has parts.
    #[napi(catch_unwind)]
    pub fn observe(
        &self,
        before: Option<BufferSlice<'_>>,
        after: Option<BufferSlice<'_>>,
        full: bool,
    ) -> Outcome<String> {
        guarded(|| {
            with(&self.0, |journal| {
                json(&journal.observe(before.as_deref(), after.as_deref(), full)?)
            })
        })
    }

    /// What the folder holds now, as JSON.
    #[napi(catch_unwind)]
    pub fn snapshot(&self) -> Outcome<String> {
        guarded(|| snapshot(&self.0))
    }

    /// As `snapshot`, on another thread.
    #[napi(catch_unwind)]
    pub fn snapshot_async(&self) -> AsyncTask<Job<String>> {
        let shared = Arc::clone(&self.0);
        later(move || snapshot(&shared))
    }

    /// Whether the log should be anchored at a time, or now.
    #[napi(catch_unwind)]
    pub fn anchor_due(&self, at: Option<String>) -> Outcome<bool> {
        guarded(|| {
            let at = match at {
                Some(at) => time(&at)?,
                None => shell::Source::now(&mut System)?,
            };
            with(&self.0, |journal| Ok(journal.anchor_due(at)?))
        })
    }

    /// A checkpoint for a witness; none where there is nothing to anchor.
    #[napi(catch_unwind)]
    pub fn anchor_request(
        &self,
        old_size: Option<i64>,
        stamped: Option<Stamped>,
    ) -> Outcome<Option<AnchorRequest>> {
        guarded(|| anchor_request(&self.0, old_size, stamped))
    }

    /// As `anchorRequest`, on another thread.
    #[napi(catch_unwind)]
    pub fn anchor_request_async(
        &self,
        old_size: Option<i64>,
    ) -> AsyncTask<Job<Option<AnchorRequest>>> {
        let shared = Arc::clone(&self.0);
        later(move || anchor_request(&shared, old_size, None))
    }

    /// Appends the receipt; the entry as `session::told` writes it. The request is used up.
    #[napi(catch_unwind)]
    pub fn apply_anchor(
        &self,
        request: &AnchorRequest,
        answer: String,
        stamped: Option<Stamped>,
    ) -> Outcome<String> {
        guarded(|| apply_anchor(&self.0, request.take()?, &answer, stamped))
    }

    /// As `applyAnchor`, on another thread.
    #[napi(catch_unwind)]
    pub fn apply_anchor_async(
        &self,
        request: &AnchorRequest,
        answer: String,
    ) -> AsyncTask<Job<String>> {
        let (shared, request) = (Arc::clone(&self.0), request.take());
        later(move || apply_anchor(&shared, request?, &answer, None))
    }

    /// Ends the session.
    #[napi(catch_unwind)]
    pub fn seal(
        &self,
        ending: Ending<'_>,
        old_size: Option<i64>,
        stamped: Option<Stamped>,
    ) -> Outcome<Sealing> {
        guarded(|| {
            let Ending { reason, diff, commits, git } = ending;
            let (diff, commits) = (diff.as_deref(), commits.as_deref());
            let end = End { reason: &reason, diff, commits, git: trees(git)? };
            seal(&self.0, &end, old_size, stamped)
        })
    }

    /// As `seal`, on another thread.
    #[napi(catch_unwind)]
    pub fn seal_async(&self, ending: Ending<'_>, old_size: Option<i64>) -> AsyncTask<Job<Sealing>> {
        let Ending { reason, diff, commits, git } = ending;
        let files = [diff, commits].map(|slice| copied(slice.as_deref()));
        let shared = Arc::clone(&self.0);
        later(move || {
            let [diff, commits] = files;
            let (diff, commits) = (diff?, commits?);
            let (diff, commits) = (diff.as_deref(), commits.as_deref());
            let end = End { reason: &reason, diff, commits, git: trees(git)? };
            seal(&shared, &end, old_size, None)
        })
    }

    /// Completes the bundle; gives its folder. What was sealed is used up.
    #[napi(catch_unwind)]
    pub fn finish(&self, sealing: &Sealing, answer: Option<String>) -> Outcome<String> {
        guarded(|| finish(&self.0, sealing.take()?, answer))
    }

    /// As `finish`, on another thread.
    #[napi(catch_unwind)]
    pub fn finish_async(
        &self,
        sealing: &Sealing,
        answer: Option<String>,
    ) -> AsyncTask<Job<String>> {
        let (shared, sealing) = (Arc::clone(&self.0), sealing.take());
        later(move || finish(&shared, sealing?, answer))
    }

    /// Gives this log up and starts a session that goes on where it stops. Without the size of a
    /// witness's head, the key is lost.
    #[napi(catch_unwind)]
    pub fn continue_as_new(
        &self,
        path: String,
        start: String,
        head_size: Option<i64>,
        stamped: Option<Stamped>,
    ) -> Outcome<Journal> {
        guarded(|| {
            continue_as_new(&self.0, path.into(), &start, head_size, stamped).map(Journal::of)
        })
    }

    /// As `continueAsNew`, on another thread.
    #[napi(catch_unwind)]
    pub fn continue_as_new_async(
        &self,
        path: String,
        start: String,
        head_size: Option<i64>,
    ) -> AsyncTask<Job<Journal>> {
        let shared = Arc::clone(&self.0);
        later(move || {
            continue_as_new(&shared, path.into(), &start, head_size, None).map(Journal::of)
        })
    }

    /// Lets go of the folder.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl Journal {
    fn of(journal: shell::Journal) -> Self {
        Self(Arc::new(Mutex::new(Some(journal))))
    }
}
