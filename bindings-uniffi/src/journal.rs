//! A session on disk. Threads may share one: a call waits for the one before it.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use interview_core::api::{Draft, End};
use interview_journal::{self as shell, Break, Identity, Options, StartOptions, given::git_trees};

use crate::{
    anchor::{AnchorRequest, SealRequest},
    failure::{InterviewError, guarded, whole},
    fixed::source,
    json::record,
    results::{Entry, Observed, Snapshot},
};

/// A session on disk, open for recording. Many processes may hold the same folder, each with a
/// journal of its own. Closing it lets go of the session, which can be opened again until it is
/// sealed.
#[derive(uniffi::Object)]
pub struct Journal(Mutex<shell::Journal>);

/// What a session ends with.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Ending {
    /// Why, such as `submitted`.
    pub reason: String,
    /// `changes.diff`.
    #[uniffi(default = None)]
    pub diff: Option<Vec<u8>>,
    /// `commits.json`.
    #[uniffi(default = None)]
    pub commits: Option<Vec<u8>>,
    /// `GitTrees` as JSON: the trees that the diff compares.
    #[uniffi(default = None)]
    pub git: Option<String>,
}

/// A new identity for `Journal.start` or `Recorder.start`, under a relay's authority such as
/// `relay.example`, as JSON. It holds the session's key: a secret.
#[uniffi::export(default(authority = None))]
pub fn new_identity(authority: Option<String>) -> Result<String, InterviewError> {
    guarded(|| Ok(Identity::new(authority.as_deref(), &mut *source())?.to_json().to_string()))
}

#[uniffi::export]
impl Journal {
    /// Starts a session in a folder, which is made where it isn't there. `start` are `StartOptions`
    /// as JSON, `options` are `JournalOptions` as JSON.
    #[uniffi::constructor(default(options = None))]
    pub fn start(
        path: String,
        start: String,
        options: Option<String>,
    ) -> Result<Arc<Self>, InterviewError> {
        guarded(|| {
            let start = StartOptions::from_json(&start)?;
            let (path, options) = (PathBuf::from(path), journal_options(options)?);
            Ok(Self::new(shell::Journal::start_with(&path, start, options, &mut *source())?))
        })
    }

    /// Opens a session's folder; what a crash left is mended first.
    #[uniffi::constructor(default(options = None))]
    pub fn open(path: String, options: Option<String>) -> Result<Arc<Self>, InterviewError> {
        guarded(|| {
            let (path, options) = (PathBuf::from(path), journal_options(options)?);
            Ok(Self::new(shell::Journal::open_with(&path, options, &mut *source())?))
        })
    }

    /// The session's folder.
    pub fn path(&self) -> Result<String, InterviewError> {
        self.with(|journal| Ok(journal.path().to_string_lossy().into_owned()))
    }

    /// Appends an event: `data` is its data as JSON.
    pub fn append(
        &self,
        kind: String,
        origin: String,
        data: String,
    ) -> Result<Entry, InterviewError> {
        self.with(|journal| {
            record(&journal.append_with(Draft::new(&kind, &origin, &data)?, &mut *source())?)
        })
    }

    /// As the function `observe`, under the salt of this journal's own log.
    #[uniffi::method(default(full = false))]
    pub fn observe(
        &self,
        before: Option<Vec<u8>>,
        after: Option<Vec<u8>>,
        full: bool,
    ) -> Result<Vec<Observed>, InterviewError> {
        self.with(|journal| record(&journal.observe(before.as_deref(), after.as_deref(), full)?))
    }

    /// Whether the log should be anchored now.
    pub fn anchor_due(&self) -> Result<bool, InterviewError> {
        self.with(|journal| Ok(journal.anchor_due(source().now()?)?))
    }

    /// A checkpoint of all lines, synced and signed, for a witness. Null where there is nothing to
    /// anchor, or another process is at it. `oldSize` is the size of the head that the witness said it
    /// holds.
    #[uniffi::method(default(old_size = None))]
    pub fn anchor_request(
        &self,
        old_size: Option<i64>,
    ) -> Result<Option<Arc<AnchorRequest>>, InterviewError> {
        self.with(|journal| {
            let old_size = old_size.map(whole).transpose()?;
            let request = journal.anchor_request_with(old_size, &mut *source())?;
            Ok(request.map(|request| Arc::new(AnchorRequest::new(request))))
        })
    }

    /// Appends the receipt with the cosignatures that came back, one on each line. The request is
    /// used up, whatever comes of it.
    pub fn apply_anchor(
        &self,
        request: Arc<AnchorRequest>,
        answer: String,
    ) -> Result<Entry, InterviewError> {
        self.with(|journal| {
            record(&journal.apply_anchor_with(request.take()?, &answer, &mut *source())?)
        })
    }

    /// Gives this log up and starts a session that goes on where it stops: because the key is lost, or
    /// because a witness holds a head of `headSize` lines that this log doesn't have.
    #[uniffi::method(default(head_size = None))]
    pub fn continue_as_new(
        &self,
        path: String,
        start: String,
        head_size: Option<i64>,
    ) -> Result<Arc<Journal>, InterviewError> {
        self.with(|journal| {
            let start = StartOptions::from_json(&start)?;
            let head_size = head_size.map(whole).transpose()?;
            let why =
                head_size.map_or(Break::KeyLost, |head_size| Break::HeadUnknown { head_size });
            let path = PathBuf::from(path);
            Ok(Self::new(journal.continue_as_new_with(&path, start, why, &mut *source())?))
        })
    }

    /// What the folder holds now, without reading the log again.
    pub fn snapshot(&self) -> Result<Snapshot, InterviewError> {
        self.with(|journal| record(&journal.snapshot()?))
    }

    /// Ends the session: the files and session_end are on the disk when this returns. Called again
    /// after a crash it goes on.
    #[uniffi::method(default(old_size = None))]
    pub fn seal(
        &self,
        ending: Ending,
        old_size: Option<i64>,
    ) -> Result<Arc<SealRequest>, InterviewError> {
        self.with(|journal| {
            let Ending { reason, diff, commits, git } = &ending;
            let git = git.as_deref().map(git_trees).transpose()?;
            let end = End { reason, diff: diff.as_deref(), commits: commits.as_deref(), git };
            let old_size = old_size.map(whole).transpose()?;
            let request = journal.seal_with(&end, old_size, &mut *source())?;
            Ok(Arc::new(SealRequest::new(request)))
        })
    }

    /// Completes the bundle, with the cosignatures that came back where there are any, wipes the key
    /// and gives the bundle's folder. The request is used up, whatever comes of it.
    #[uniffi::method(default(answer = None))]
    pub fn finish(
        &self,
        request: Arc<SealRequest>,
        answer: Option<String>,
    ) -> Result<String, InterviewError> {
        self.with(|journal| {
            let bundle = journal.finish(request.take()?, answer.as_deref())?;
            Ok(bundle.to_string_lossy().into_owned())
        })
    }
}

impl Journal {
    fn new(journal: shell::Journal) -> Arc<Self> {
        Arc::new(Self(Mutex::new(journal)))
    }

    fn with<T>(
        &self,
        work: impl FnOnce(&mut shell::Journal) -> Result<T, InterviewError>,
    ) -> Result<T, InterviewError> {
        guarded(|| work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

fn journal_options(json: Option<String>) -> Result<Options, InterviewError> {
    Ok(json.as_deref().map(Options::from_json).transpose()?.unwrap_or_default())
}
