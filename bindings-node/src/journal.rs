//! A session on disk. Calls on other threads take turns with those on this one.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use interview_core::api::{Draft, End, GitTrees, SigningKey};
use interview_journal::{
    self as shell, Break, Identity, Options, StartOptions, System,
    given::{digits, git_trees},
};
use napi::bindgen_prelude::{AsyncTask, Buffer, BufferSlice};
use napi_derive::napi;

use crate::{
    anchor::{AnchorRequest, Sealing},
    fixed::{Stamped, source, time},
    operations::json,
    outcome::{Failure, Job, Outcome, guarded, later, whole},
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

/// What is open is behind the mutex; `None` once it is closed.
type Shared = Arc<Mutex<Option<shell::Journal>>>;

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
        guarded(|| started(path.into(), &start, options, stamped))
    }

    /// As `start`, on another thread.
    #[napi(catch_unwind)]
    pub fn start_async(
        path: String,
        start: String,
        options: Option<String>,
    ) -> AsyncTask<Job<Journal>> {
        later(move || started(path.into(), &start, options, None))
    }

    /// Opens a session's folder.
    #[napi(catch_unwind)]
    pub fn open(
        path: String,
        options: Option<String>,
        stamped: Option<Stamped>,
    ) -> Outcome<Journal> {
        guarded(|| opened(path.into(), options, stamped))
    }

    /// As `open`, on another thread.
    #[napi(catch_unwind)]
    pub fn open_async(path: String, options: Option<String>) -> AsyncTask<Job<Journal>> {
        later(move || opened(path.into(), options, None))
    }

    /// Appends an event; the entry as JSON.
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

    /// Appends the receipt; the entry as JSON. The request is used up.
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
        guarded(|| continue_as_new(&self.0, path.into(), &start, head_size, stamped))
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
        later(move || continue_as_new(&shared, path.into(), &start, head_size, None))
    }

    /// Lets go of the folder.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

fn opened(
    path: PathBuf,
    options: Option<String>,
    stamped: Option<Stamped>,
) -> Result<Journal, Failure> {
    let journal = shell::Journal::open_with(&path, behaviour(options)?, source(stamped)?.as_mut())?;
    Ok(Journal::of(journal))
}

fn started(
    path: PathBuf,
    start: &str,
    options: Option<String>,
    stamped: Option<Stamped>,
) -> Result<Journal, Failure> {
    let (start, options) = (StartOptions::from_json(start)?, behaviour(options)?);
    let journal = shell::Journal::start_with(&path, start, options, source(stamped)?.as_mut())?;
    Ok(Journal::of(journal))
}

fn appended(
    shared: &Shared,
    kind: &str,
    origin: &str,
    data: &str,
    stamped: Option<Stamped>,
) -> Result<String, Failure> {
    let draft = Draft::new(kind, origin, data)?;
    with(shared, |journal| json(&journal.append_with(draft, source(stamped)?.as_mut())?))
}

fn snapshot(shared: &Shared) -> Result<String, Failure> {
    with(shared, |journal| json(&journal.snapshot()?))
}

fn anchor_request(
    shared: &Shared,
    old_size: Option<i64>,
    stamped: Option<Stamped>,
) -> Result<Option<AnchorRequest>, Failure> {
    let old_size = old_size.map(whole).transpose()?;
    with(shared, |journal| {
        let request = journal.anchor_request_with(old_size, source(stamped)?.as_mut())?;
        Ok(request.map(AnchorRequest::of))
    })
}

fn apply_anchor(
    shared: &Shared,
    request: shell::AnchorRequest,
    answer: &str,
    stamped: Option<Stamped>,
) -> Result<String, Failure> {
    with(shared, |journal| {
        json(&journal.apply_anchor_with(request, answer, source(stamped)?.as_mut())?)
    })
}

fn seal(
    shared: &Shared,
    end: &End<'_>,
    old_size: Option<i64>,
    stamped: Option<Stamped>,
) -> Result<Sealing, Failure> {
    let old_size = old_size.map(whole).transpose()?;
    with(shared, |journal| {
        Ok(Sealing::of(journal.seal_with(end, old_size, source(stamped)?.as_mut())?))
    })
}

fn finish(
    shared: &Shared,
    sealing: shell::SealRequest,
    answer: Option<String>,
) -> Result<String, Failure> {
    with(shared, |journal| {
        Ok(journal.finish(sealing, answer.as_deref())?.to_string_lossy().into_owned())
    })
}

fn continue_as_new(
    shared: &Shared,
    path: PathBuf,
    start: &str,
    head_size: Option<i64>,
    stamped: Option<Stamped>,
) -> Result<Journal, Failure> {
    let start = StartOptions::from_json(start)?;
    let head_size = head_size.map(whole).transpose()?;
    let why = head_size.map_or(Break::KeyLost, |head_size| Break::HeadUnknown { head_size });
    with(shared, |journal| {
        let mut source = source(stamped)?;
        Ok(Journal::of(journal.continue_as_new_with(&path, start, why, source.as_mut())?))
    })
}

fn with<T>(
    shared: &Shared,
    work: impl FnOnce(&mut shell::Journal) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut journal = shared.lock().unwrap_or_else(PoisonError::into_inner);
    work(journal.as_mut().ok_or_else(|| Failure::closed("journal"))?)
}

/// How a journal behaves, from JSON.
fn behaviour(json: Option<String>) -> Result<Options, Failure> {
    Ok(json.as_deref().map(Options::from_json).transpose()?.unwrap_or_default())
}

/// The trees that a diff compares, from JSON.
pub(crate) fn trees(json: Option<String>) -> Result<Option<GitTrees>, Failure> {
    Ok(json.as_deref().map(git_trees).transpose()?)
}

/// A key from its seed in hexadecimal.
pub(crate) fn signing_key(seed: &str) -> Result<SigningKey, Failure> {
    Ok(SigningKey::from_seed(&digits(seed)?))
}

impl Journal {
    fn of(journal: shell::Journal) -> Self {
        Self(Arc::new(Mutex::new(Some(journal))))
    }
}
