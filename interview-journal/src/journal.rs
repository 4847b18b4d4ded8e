//! A session on disk, open for recording. Many processes and threads may hold the same one, each
//! with its own [`Journal`]; what they share is on the disk, under the lock.

use std::{fmt, path::Path, sync::Arc, time::Duration};

use interview_core::{
    Error, ErrorCode,
    api::{Draft, Hash, SigningKey, Timestamp, VerifierKey},
    recorder::{Progress, allowed},
    report::{MANIFEST, SessionFacts},
    wire::Prepared,
};
use serde::Serialize;

use crate::{
    disk::{Disk, DiskFile, Open, RealDisk},
    folder::Folder,
    key,
    lock::{Closed, Intent, Lock},
    log::{End, Ending, Log},
    source::{self, Source, System},
    state::State,
};

/// When written lines are made to reach the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SyncPolicy {
    /// Before a checkpoint is signed. A power cut can take the lines since the last one.
    #[default]
    AtAnchor,
    /// After every event.
    EveryEvent,
    /// Never: for logs that nobody would miss.
    Never,
}

/// How a journal behaves.
#[derive(Clone)]
#[non_exhaustive]
pub struct Options {
    /// When lines are made to reach the disk.
    pub sync: SyncPolicy,
    /// How long to wait for the lock.
    pub lock_wait: Duration,
    /// Keys of the witnesses that are asked for cosignatures. Only theirs are recorded, and only
    /// those that hold; without keys, anchors bear the session's own signature alone.
    pub witnesses: Vec<VerifierKey>,
    /// The disk.
    pub disk: Arc<dyn Disk>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            sync: SyncPolicy::default(),
            lock_wait: Duration::from_secs(5),
            witnesses: Vec::new(),
            disk: Arc::new(RealDisk),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options").field("sync", &self.sync).finish_non_exhaustive()
    }
}

/// A line that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entry {
    /// Its number.
    pub seq: u64,
    /// Its leaf hash, which is the chain's head now.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub leaf_hash: Hash,
    /// Its time.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub at: Timestamp,
}

/// What a session's folder holds now.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Snapshot {
    /// What the log says of its session so far.
    pub facts: SessionFacts,
    /// Lines under the newest anchor.
    pub anchored: u64,
    /// Lines under the newest checkpoint that was signed.
    pub signed: u64,
    /// Whether a sync failed, after which no checkpoint is signed.
    pub sync_failed: bool,
    /// Whether the session's key is there.
    pub has_key: bool,
    /// Whether the bundle is complete: the manifest is written.
    pub is_sealed: bool,
    /// Why the log was given up for another session: `key_lost` or `head_unknown`.
    pub closed: Option<String>,
}

/// A session on disk.
pub struct Journal {
    pub(crate) folder: Folder,
    pub(crate) options: Options,
    pub(crate) log: Log,
    pub(crate) lock: Lock,
    pub(crate) key: Option<SigningKey>,
    pub(crate) intent: Intent,
    pub(crate) folded: Folded,
    pub(crate) state: State,
    /// The file from which the state was read: it loses its name when another is written.
    pub(crate) state_file: Option<Box<dyn DiskFile>>,
}

/// What the log came to at some length.
#[derive(Clone, Debug)]
pub(crate) struct Folded {
    pub(crate) progress: Progress,
    pub(crate) bytes: u64,
}

impl Journal {
    /// Opens a session's folder. After another start of the machine, what was written since the last
    /// sync is checked, and moved aside from the first bad byte.
    ///
    /// A session whose key is lost opens too, for [`Journal::continue_as_new`].
    ///
    /// # Errors
    /// `not_found` where there is no session, `io` or `locked` where its files can't be had,
    /// `invalid_log` where the log's beginning isn't that of a session.
    pub fn open(path: &Path, options: Options) -> Result<Self, Error> {
        Self::open_with(path, options, &mut System)
    }

    /// As [`Journal::open`], with time and salts from a source.
    ///
    /// # Errors
    /// As [`Journal::open`].
    pub fn open_with(
        path: &Path,
        options: Options,
        source: &mut dyn Source,
    ) -> Result<Self, Error> {
        let folder = Folder::new(path);
        let disk = Arc::clone(&options.disk);
        let log = Log::open(disk.as_ref(), &folder)?;
        disk.create_dir(&folder.private())
            .map_err(|error| crate::failure::io("can't make", &folder.private(), &error))?;
        let lock = Lock::open(disk.as_ref(), &folder.lock(), options.lock_wait)?;
        let progress = Progress::begin(&log.first_line()?)?;
        let key = key::read(disk.as_ref(), &folder.key())?.filter(|key| progress.is_of(key));
        let bytes = log.first_line()?.len() as u64 + 1;
        let state = State::fresh(&progress, bytes);
        let folded = Folded { progress, bytes };
        let intent = Intent::default();
        let state_file = None;
        let mut journal =
            Self { folder, options, log, lock, key, intent, folded, state, state_file };
        journal.locked(|journal| journal.settle(source))?;
        Ok(journal)
    }

    /// Appends an event: `data` is the payload as JSON text.
    ///
    /// # Errors
    /// `invalid_event` or `event_too_large` where it can't be written; `sealed` after the end;
    /// `key_lost` where the log goes on in another session; `locked`, `disk_full`, `io`, and then
    /// the log is as it was.
    pub fn append(&mut self, kind: &str, origin: &str, data: &str) -> Result<Entry, Error> {
        self.append_with(Draft::new(kind, origin, data)?, &mut System)
    }

    /// Appends an event, with time and salt from a source.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub fn append_with(&mut self, event: Draft, source: &mut dyn Source) -> Result<Entry, Error> {
        let event = event.prepare()?;
        allowed(&event)?;
        self.locked(|journal| {
            journal.writable()?;
            let end = journal.end(source)?;
            journal.link(end, &event, source)
        })
    }

    /// What the folder holds now, from what is remembered and the lines since.
    ///
    /// # Errors
    /// `locked`, `io`, or `invalid_log` where a line doesn't follow from the one before.
    pub fn snapshot(&mut self) -> Result<Snapshot, Error> {
        self.locked(|journal| {
            journal.reload()?;
            journal.fold_whole()?;
            let is_sealed = journal.is_sealed()?;
            Ok(Snapshot {
                facts: journal.folded.progress.facts(),
                anchored: journal.folded.progress.anchored(),
                signed: journal.state.signed,
                sync_failed: journal.state.sync_failed,
                has_key: journal.key.is_some(),
                is_sealed,
                closed: journal.intent.closed.as_ref().map(|closed| closed.reason.clone()),
            })
        })
    }

    /// The session's folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.root()
    }

    /// Does something under the lock.
    pub(crate) fn locked<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.intent = self.lock.acquire(self.options.disk.as_ref())?;
        let outcome = work(self);
        self.lock.release();
        outcome
    }

    /// Whether the bundle is complete: the log has ended, and the manifest is there. A file of that
    /// name beside a log that goes on is nothing of ours.
    pub(crate) fn is_sealed(&mut self) -> Result<bool, Error> {
        let manifest = self.folder.submitted(MANIFEST);
        Ok(self.options.disk.open(&manifest, Open::Existing).is_ok()
            && matches!(self.log.ending()?, Ending::Whole(end) if end.has_ended))
    }

    /// Whether anything may be appended.
    pub(crate) fn writable(&mut self) -> Result<(), Error> {
        if let Some(Closed { reason, .. }) = &self.intent.closed {
            let message = format!("the log goes on in another session: {reason}");
            return Err(Error::new(ErrorCode::KeyLost, message));
        }
        if self.key.is_none() {
            if matches!(self.log.ending()?, Ending::Whole(end) if end.has_ended) {
                return Err(Error::new(ErrorCode::Sealed, "the session has ended"));
            }
            let message = "the session's key is lost; it goes on in another session";
            return Err(Error::new(ErrorCode::KeyLost, message));
        }
        Ok(())
    }

    /// The end of the log, whole, behind which a line may stand. A log that is shorter than what was
    /// signed was rolled back, and is closed: its next line would stand where a witness saw another.
    pub(crate) fn end(&mut self, source: &mut dyn Source) -> Result<End, Error> {
        let end = self.whole_end(source)?;
        if end.tip.size < self.state.signed {
            self.close("head_unknown", Some(self.state.signed), source)?;
            self.writable()?;
        }
        Ok(end)
    }

    /// The end of the log, whole: what was left torn is moved aside first.
    pub(crate) fn whole_end(&mut self, source: &mut dyn Source) -> Result<End, Error> {
        self.refresh()?;
        if !self.intent.notices.is_empty() {
            self.resume_recovery(source)?;
        }
        let end = match self.log.ending()? {
            Ending::Whole(end) => end,
            Ending::Torn { cut, len } => self.mend(cut, len, source)?,
        };
        if end.has_ended {
            return Err(Error::new(ErrorCode::Sealed, "the session has ended"));
        }
        Ok(end)
    }

    /// Links an event behind the end.
    pub(crate) fn link(
        &mut self,
        end: End,
        event: &Prepared,
        source: &mut dyn Source,
    ) -> Result<Entry, Error> {
        let stamp = source::stamp(source)?;
        let mut tip = end.tip;
        let mut line = tip.append(event, stamp.at, stamp.salt).into_bytes();
        line.push(b'\n');
        self.log.append(end, line, tip)?;
        if self.options.sync == SyncPolicy::EveryEvent && self.log.sync().is_err() {
            self.sync_failed(source)?;
        }
        Ok(Entry { seq: end.tip.size, leaf_hash: tip.prev, at: stamp.at })
    }

    /// Takes the lines up to a length into what is remembered.
    pub(crate) fn fold(&mut self, to: u64) -> Result<(), Error> {
        if self.fold_some(to)? == to && self.is_folded_to_end(to)? {
            return Ok(());
        }
        // Somebody may have put another log in this one's place; then only its beginning tells.
        self.unfold()?;
        if self.fold_some(to)? == to {
            return Ok(());
        }
        let message = format!(
            "`{}` doesn't hold together behind line {}",
            self.log.path().display(),
            self.folded.progress.size(),
        );
        Err(Error::new(ErrorCode::InvalidLog, message))
    }

    /// Whether what is remembered ends as the log does, where that ends at this length.
    fn is_folded_to_end(&mut self, at: u64) -> Result<bool, Error> {
        Ok(match self.log.ending()? {
            Ending::Whole(end) if end.len == at => self.folded.progress.tip() == end.tip,
            _ => true,
        })
    }

    /// Takes the whole lines into what is remembered, and leaves a torn tail to who appends next.
    pub(crate) fn fold_whole(&mut self) -> Result<(), Error> {
        let whole = match self.log.ending()? {
            Ending::Whole(end) => end.len,
            Ending::Torn { cut, .. } => cut,
        };
        self.fold(whole)
    }

    /// Takes lines as far as they follow from one another; gives the length that was reached.
    pub(crate) fn fold_some(&mut self, to: u64) -> Result<u64, Error> {
        let Folded { progress, bytes } = &mut self.folded;
        if *bytes > to {
            return Ok(0);
        }
        *bytes = self.log.walk(*bytes, to, &mut |line| progress.replay(line).is_ok())?;
        Ok(*bytes)
    }

    /// Forgets all but the first line.
    pub(crate) fn unfold(&mut self) -> Result<(), Error> {
        let first = self.log.first_line()?;
        let bytes = first.len() as u64 + 1;
        self.folded = Folded { progress: Progress::begin(&first)?, bytes };
        Ok(())
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal").field("folder", &self.folder.root()).finish_non_exhaustive()
    }
}
