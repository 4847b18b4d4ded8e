//! A session on disk. Calls on other threads take turns with those on this one.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use interview_core::api::{
    Draft, End, ErrorCode, GitTrees, Interview, Program, SigningKey, VerifierKey,
};
use interview_journal::{self as shell, Break, Options, StartOptions, SyncPolicy, System};
use napi::bindgen_prelude::{AsyncTask, Buffer, BufferSlice};
use napi_derive::napi;
use serde::Deserialize;

use crate::{
    anchor::{AnchorRequest, Sealing},
    fixed::{Stamped, bytes, source, time},
    operations::json,
    outcome::{Failure, Job, Outcome, guarded, later, whole},
};

/// Who a session is.
#[napi(object)]
pub struct Identity {
    /// The session's ULID.
    pub session: String,
    /// Name of the log in checkpoints and proofs.
    pub log_origin: String,
    /// 32 bytes that the key is made from.
    pub key_seed: Buffer,
}

/// What a session starts with.
#[napi(object, object_to_js = false)]
pub struct Start {
    /// `Begin` as JSON.
    pub begin: String,
    /// The identity; a new one where it is left out.
    pub identity: Option<Identity>,
    /// The salt of line digests; random where it is left out.
    pub line_salt: Option<Buffer>,
}

/// How a journal behaves.
#[napi(object, object_to_js = false)]
pub struct Behaviour {
    /// `at_anchor`, `every_event` or `never`.
    pub sync: Option<String>,
    /// How long to wait for the lock.
    pub lock_wait_ms: Option<i64>,
    /// vkeys of the witnesses that are asked for cosignatures.
    pub witnesses: Option<Vec<String>>,
}

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

/// The same, for another thread.
struct OwnedEnding {
    reason: String,
    diff: Option<Vec<u8>>,
    commits: Option<Vec<u8>>,
    git: Option<String>,
}

/// The members of a start that are plain data.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Begin {
    recorder: Program,
    host: Option<Program>,
    capture: Option<String>,
    interview: Option<Interview>,
    ticket: Option<String>,
    system: Option<String>,
}

/// What is open is behind the mutex; `None` once it is closed.
type Shared = Arc<Mutex<Option<shell::Journal>>>;

/// A session on disk, open for recording.
#[napi]
pub struct Journal(Shared);

/// A new identity, under a relay's authority or none.
#[napi(catch_unwind)]
pub fn new_identity(authority: Option<String>, stamped: Option<Stamped>) -> Outcome<Identity> {
    guarded(|| {
        let identity = shell::Identity::new(authority.as_deref(), source(stamped)?.as_mut())?;
        let key_seed = identity.key.seed().to_vec().into();
        Ok(Identity { session: identity.session, log_origin: identity.log_origin, key_seed })
    })
}

/// The public key of a seed: what a relay writes into a ticket.
#[napi(catch_unwind)]
pub fn public_key(seed: BufferSlice<'_>) -> Outcome<Buffer> {
    guarded(|| Ok(signing_key(&seed)?.public().as_bytes().to_vec().into()))
}

#[napi]
impl Journal {
    /// Starts a session in a folder.
    #[napi(catch_unwind)]
    pub fn start(
        path: String,
        start: Start,
        behaviour: Behaviour,
        stamped: Option<Stamped>,
    ) -> Outcome<Journal> {
        guarded(|| started(path.into(), start.options()?, behaviour, stamped))
    }

    /// As `start`, on another thread.
    #[napi(catch_unwind)]
    pub fn start_async(
        path: String,
        start: Start,
        behaviour: Behaviour,
    ) -> AsyncTask<Job<Journal>> {
        // The buffers of a start belong to this thread.
        let start = start.options();
        later(move || started(path.into(), start?, behaviour, None))
    }

    /// Opens a session's folder.
    #[napi(catch_unwind)]
    pub fn open(path: String, behaviour: Behaviour, stamped: Option<Stamped>) -> Outcome<Journal> {
        guarded(|| opened(path.into(), behaviour, stamped))
    }

    /// As `open`, on another thread.
    #[napi(catch_unwind)]
    pub fn open_async(path: String, behaviour: Behaviour) -> AsyncTask<Job<Journal>> {
        later(move || opened(path.into(), behaviour, None))
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
        let owned = |slice: Option<BufferSlice<'_>>| slice.map(|slice| slice.to_vec());
        let Ending { reason, diff, commits, git } = ending;
        let ending = OwnedEnding { reason, diff: owned(diff), commits: owned(commits), git };
        let shared = Arc::clone(&self.0);
        later(move || {
            let OwnedEnding { reason, diff, commits, git } = ending;
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
        start: Start,
        head_size: Option<i64>,
        stamped: Option<Stamped>,
    ) -> Outcome<Journal> {
        guarded(|| continue_as_new(&self.0, path.into(), start.options()?, head_size, stamped))
    }

    /// As `continueAsNew`, on another thread.
    #[napi(catch_unwind)]
    pub fn continue_as_new_async(
        &self,
        path: String,
        start: Start,
        head_size: Option<i64>,
    ) -> AsyncTask<Job<Journal>> {
        let (shared, start) = (Arc::clone(&self.0), start.options());
        later(move || continue_as_new(&shared, path.into(), start?, head_size, None))
    }

    /// Lets go of the folder.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

fn opened(path: PathBuf, how: Behaviour, stamped: Option<Stamped>) -> Result<Journal, Failure> {
    let journal = shell::Journal::open_with(&path, how.options()?, source(stamped)?.as_mut())?;
    Ok(Journal::of(journal))
}

fn started(
    path: PathBuf,
    start: StartOptions,
    how: Behaviour,
    stamped: Option<Stamped>,
) -> Result<Journal, Failure> {
    let options = how.options()?;
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
    start: StartOptions,
    head_size: Option<i64>,
    stamped: Option<Stamped>,
) -> Result<Journal, Failure> {
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

/// The trees that a diff compares, from JSON.
pub(crate) fn trees(json: Option<String>) -> Result<Option<GitTrees>, Failure> {
    json.map(|json| read(&json, "git")).transpose()
}

/// A key from its seed.
pub(crate) fn signing_key(seed: &[u8]) -> Result<SigningKey, Failure> {
    Ok(SigningKey::from_seed(&bytes(seed, "the seed of a key")?))
}

/// Plain data of an argument, from JSON.
pub(crate) fn read<T: serde::de::DeserializeOwned>(json: &str, what: &str) -> Result<T, Failure> {
    serde_json::from_str(json).map_err(|error| {
        Failure::new(ErrorCode::InvalidEvent, format!("`{what}` can't be read: {error}"))
    })
}

impl Journal {
    fn of(journal: shell::Journal) -> Self {
        Self(Arc::new(Mutex::new(Some(journal))))
    }
}

impl Behaviour {
    fn options(self) -> Result<Options, Failure> {
        let mut options = Options::default();
        options.sync = match self.sync.as_deref() {
            None | Some("at_anchor") => SyncPolicy::AtAnchor,
            Some("every_event") => SyncPolicy::EveryEvent,
            Some("never") => SyncPolicy::Never,
            Some(other) => {
                let message = format!("`sync` is `{other}`: no way to sync");
                return Err(Failure::new(ErrorCode::InvalidOptions, message));
            }
        };
        if let Some(ms) = self.lock_wait_ms {
            options.lock_wait = Duration::from_millis(whole(ms)?);
        }
        for vkey in self.witnesses.unwrap_or_default() {
            options.witnesses.push(VerifierKey::parse(&vkey)?);
        }
        Ok(options)
    }
}

impl Start {
    fn options(self) -> Result<StartOptions, Failure> {
        let Begin { recorder, host, capture, interview, ticket, system } =
            read(&self.begin, "start")?;
        let mut start = StartOptions::new(recorder);
        (start.host, start.interview, start.ticket, start.system) =
            (host, interview, ticket, system);
        if let Some(capture) = capture {
            start.capture = capture;
        }
        if let Some(Identity { session, log_origin, key_seed }) = self.identity {
            let key = signing_key(&key_seed)?;
            start.identity = Some(shell::Identity { session, log_origin, key });
        }
        let salt = self.line_salt.map(|salt| bytes(&salt, "the salt of line digests"));
        start.line_salt = salt.transpose()?;
        Ok(start)
    }
}
