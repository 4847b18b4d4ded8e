//! Anchoring: a signed checkpoint goes to a witness, its cosignature comes back into the log. The
//! journal makes the request and takes the answer; carrying them is the caller's.

use interview_core::{
    Error, ErrorCode,
    api::{Checkpoint, SignedNote, Timestamp},
    checkpoint::NoteSignature,
    hash::leaf_hash,
    limits,
    merkle::CompactRange,
    recorder::Progress,
    witness::{AddCheckpoint, Refusal},
};

use crate::{
    disk::{DiskFile, Open},
    failure,
    journal::{Entry, Journal, SyncPolicy},
    process::Process,
    source::{Source, System},
    start::Break,
    state::{Attempt, Held},
};

/// A checkpoint on its way to a witness. While it lives, no other process anchors; dropped, it is
/// given up.
pub struct AnchorRequest {
    body: String,
    note: SignedNote,
    checkpoint: Checkpoint,
    old_size: u64,
    /// Whether the proof was made from the log's lines, and from nothing that is remembered of them.
    is_read: bool,
    held: Held,
    _lock: AnchorLock,
}

/// The lock that is held from signing until the receipt; let go by name, as [`crate::lock::Lock`] is,
/// and by the process that took it.
pub(crate) struct AnchorLock(Box<dyn DiskFile>, Process);

impl Drop for AnchorLock {
    fn drop(&mut self) {
        if self.1.is_this() {
            // If the system refuses, the lock falls with the handle.
            let _ = self.0.unlock();
        }
    }
}

/// What to do where a witness refused a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterRefusal {
    /// Drop the request, and make another with [`Journal::anchor_request_with`].
    AskAgain {
        /// Size of the head that the witness holds.
        old_size: u64,
    },
    /// The witness holds a head that isn't one of this log: [`Journal::continue_as_new`].
    GiveUp(Break),
    /// Nothing that concerns the log; a later request may fare better.
    Leave,
}

impl AnchorRequest {
    /// The body of the `add-checkpoint` request.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The checkpoint as a note that the session's key signed.
    #[must_use]
    pub fn note(&self) -> &SignedNote {
        &self.note
    }

    /// Lines under the checkpoint.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.checkpoint.size
    }

    /// Size of the head that the witness is believed to hold.
    #[must_use]
    pub fn old_size(&self) -> u64 {
        self.old_size
    }

    /// What a refusal of this request calls for. A log is given up only where its own lines don't
    /// lead from the witness's head to the checkpoint: a folder was put back to an older copy, or
    /// two machines recorded.
    #[must_use]
    pub fn refused(&self, refusal: Refusal) -> AfterRefusal {
        let (held, is_other) = match refusal {
            Refusal::Conflict { held_size } => (held_size, held_size != self.old_size),
            Refusal::ProofFailed => (self.old_size, false),
            _ => return AfterRefusal::Leave,
        };
        if held <= self.size() && (is_other || !self.is_read) {
            return AfterRefusal::AskAgain { old_size: held };
        }
        AfterRefusal::GiveUp(Break::HeadUnknown { head_size: held })
    }
}

impl std::fmt::Debug for AnchorRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AnchorRequest").field("size", &self.checkpoint.size).finish_non_exhaustive()
    }
}

/// Events after which an anchor is due at once.
const RISKS: [&str; 4] = ["test_run", "commit", "paste", "session_end"];
/// Events after which an anchor is due.
const EVENTS: u64 = 64;
/// Time after which an anchor is due, and the least time between two.
const LONGEST_MS: i64 = 30_000;
const SHORTEST_MS: i64 = 5_000;

impl Journal {
    /// Whether the log should be anchored now: every 64 events or 30 s and after a test run, a
    /// commit, a paste and the end, but not within 5 s of the last time.
    ///
    /// # Errors
    /// As [`Journal::snapshot`].
    pub fn anchor_due(&mut self, now: Timestamp) -> Result<bool, Error> {
        self.locked(|journal| {
            journal.reload()?;
            journal.fold_whole()?;
            let here = attempt(&journal.folded.progress, now);
            if journal.state.sync_failed || here.events <= journal.state.held.events {
                return Ok(false);
            }
            let Some(last) = journal.state.attempt else { return Ok(true) };
            // A clock that went back says nothing about how long ago that was.
            let since = if here.ms < last.ms { LONGEST_MS } else { here.ms - last.ms };
            let is_much = here.events >= last.events.saturating_add(EVENTS);
            let is_risk = here.risks > last.risks;
            Ok(since >= SHORTEST_MS && (since >= LONGEST_MS || is_much || is_risk))
        })
    }

    /// A checkpoint of all lines, synced and signed, for a witness that holds the newest anchor.
    /// `None` where there is nothing to anchor, or another process is at it.
    ///
    /// # Errors
    /// `key_lost` or `sealed` where the log can't be anchored; `io` where it could not be synced, and
    /// from then on; `locked`, `invalid_log`.
    pub fn anchor_request(&mut self) -> Result<Option<AnchorRequest>, Error> {
        self.anchor_request_with(None, &mut System)
    }

    /// As [`Journal::anchor_request`], for a witness that says that it holds a head of another size
    /// ([`AfterRefusal::AskAgain`]), and with time and salts from a source.
    ///
    /// # Errors
    /// As [`Journal::anchor_request`]; `out_of_range` where the witness's head is larger than the
    /// log, which then must go on in a new session ([`crate::Break::HeadUnknown`]).
    pub fn anchor_request_with(
        &mut self,
        old_size: Option<u64>,
        source: &mut dyn Source,
    ) -> Result<Option<AnchorRequest>, Error> {
        let Some(lock) = self.anchor_lock()? else { return Ok(None) };
        self.locked(|journal| {
            journal.writable()?;
            journal.end(source)?;
            journal.reload()?;
            journal.fold(journal.log.len()?)?;
            let events = attempt(&journal.folded.progress, Timestamp::EPOCH).events;
            if old_size.is_none() && events <= journal.state.held.events {
                return Ok(None);
            }
            journal.request(old_size, lock, source).map(Some)
        })
    }

    /// Appends the receipt: the checkpoint with the cosignatures that came back, one on each line.
    /// Those that don't hold, or are by none of [`crate::Options::witnesses`], aren't recorded.
    ///
    /// # Errors
    /// `invalid_note` where the answer isn't cosignature lines; `bad_signature` where those by known
    /// witnesses are there and none holds; `anchor_state` where the log has moved too far since; else as
    /// [`Journal::append`].
    pub fn apply_anchor(&mut self, request: AnchorRequest, response: &str) -> Result<Entry, Error> {
        self.apply_anchor_with(request, response, &mut System)
    }

    /// As [`Journal::apply_anchor`], with time and salt from a source.
    ///
    /// # Errors
    /// As [`Journal::apply_anchor`].
    pub fn apply_anchor_with(
        &mut self,
        request: AnchorRequest,
        response: &str,
        source: &mut dyn Source,
    ) -> Result<Entry, Error> {
        let note = self.cosigned(&request.note, response)?;
        self.locked(|journal| {
            journal.writable()?;
            let end = journal.end(source)?;
            journal.reload()?;
            journal.fold(end.len)?;
            let event = journal.folded.progress.anchor(&note, &request.checkpoint)?;
            let entry = journal.link(end, &event, source)?;
            journal.fold(journal.log.len()?)?;
            journal.state.held = request.held.clone();
            journal.save()?;
            Ok(entry)
        })
    }

    /// Syncs, signs, and remembers what was signed before anybody sees it. The log may have ended.
    pub(crate) fn request(
        &mut self,
        old_size: Option<u64>,
        lock: AnchorLock,
        source: &mut dyn Source,
    ) -> Result<AnchorRequest, Error> {
        self.sync_to_sign(source)?;
        let checkpoint = self.folded.progress.head();
        let (tree, bytes) = match (old_size, self.remembered_tree()) {
            (None, Some(tree)) => tree,
            (size, _) => self.tree_at(size.unwrap_or(self.folded.progress.anchored()))?,
        };
        let key = self.key.as_ref().ok_or_else(|| Error::new(ErrorCode::KeyLost, "no key"))?;
        let note = checkpoint.sign(key);
        let mut later = Vec::new();
        self.log.walk(bytes, self.folded.bytes, &mut |line| {
            later.push(leaf_hash(line));
            true
        })?;
        let proof = tree.consistency_proof(&later);
        let body = AddCheckpoint::new(tree.size(), proof, note.clone())?.to_string();
        let here = attempt(&self.folded.progress, source.now()?);
        self.state.signed = self.state.signed.max(checkpoint.size);
        self.state.attempt = Some(here);
        self.save()?;
        let held = Held::new(self.folded.progress.tree(), self.folded.bytes, here.events);
        let (old_size, is_read) = (tree.size(), old_size.is_some());
        Ok(AnchorRequest { body, note, checkpoint, old_size, is_read, held, _lock: lock })
    }

    /// Takes the lock that is held from signing until the receipt; `None` where another has it.
    pub(crate) fn anchor_lock(&self) -> Result<Option<AnchorLock>, Error> {
        let path = self.folder.anchor_lock();
        let file = self.options.disk.open(&path, Open::Lock);
        let file = file.map_err(|error| failure::io("can't open", &path, &error))?;
        let is_taken = file.try_lock().map_err(|error| failure::io("can't lock", &path, &error))?;
        Ok(is_taken.then(|| AnchorLock(file, Process::this())))
    }

    /// The note with the cosignatures of an answer that hold, one by each witness that is known
    /// here. Others stay out: whoever knows their key later would find a log altered by one that
    /// doesn't hold.
    pub(crate) fn cosigned(&self, note: &SignedNote, response: &str) -> Result<SignedNote, Error> {
        let lines = response.strip_suffix('\n').unwrap_or(response);
        if lines.is_empty() || response.len() > limits::NOTE_BYTES {
            return Err(Error::new(ErrorCode::InvalidNote, "the answer holds no cosignature"));
        }
        let (mut cosigned, mut failed) = (note.clone(), None);
        for line in lines.split('\n') {
            let signature = NoteSignature::parse(line)?;
            let mut witnesses = self.options.witnesses.iter();
            let Some(witness) = witnesses.find(|witness| signature.is_by(witness)) else {
                continue;
            };
            if !note.clone().with_signature(signature.clone())?.is_signed_by(witness) {
                failed = Some(witness);
            } else if !cosigned.is_signed_by(witness) {
                cosigned = cosigned.with_signature(signature)?;
            }
        }
        match failed.filter(|_| cosigned == *note) {
            None => Ok(cosigned),
            Some(witness) => {
                let message = format!("the cosignature by `{}` doesn't hold", witness.name());
                Err(Error::new(ErrorCode::BadSignature, message))
            }
        }
    }

    /// Data are on the disk before a checkpoint of them leaves the machine.
    fn sync_to_sign(&mut self, source: &mut dyn Source) -> Result<(), Error> {
        if self.state.sync_failed {
            let message = "the log could not be synced; it is anchored no more";
            return Err(Error::new(ErrorCode::Io, message));
        }
        if self.options.sync == SyncPolicy::Never {
            return Ok(());
        }
        if let Err(error) = self.log.sync() {
            self.sync_failed(source)?;
            return Err(error);
        }
        self.state.synced = self.mark();
        Ok(())
    }

    /// The tree under the newest anchor and where its lines end, if that is remembered.
    fn remembered_tree(&self) -> Option<(CompactRange, u64)> {
        let held = &self.state.held;
        let is_newest = held.lines == self.folded.progress.anchored();
        let tree = held.tree().filter(|_| is_newest && held.bytes <= self.folded.bytes);
        Some((tree?, held.bytes))
    }

    /// The tree over the first lines, and where they end.
    fn tree_at(&self, size: u64) -> Result<(CompactRange, u64), Error> {
        let (mut tree, mut bytes) = (CompactRange::new(), 0);
        self.log.walk(0, self.folded.bytes, &mut |line| {
            let is_wanted = tree.size() < size;
            if is_wanted {
                tree.append(leaf_hash(line));
                bytes += line.len() as u64 + 1;
            }
            is_wanted
        })?;
        if tree.size() < size {
            let message = format!("the log has no `{size}` lines");
            return Err(Error::new(ErrorCode::OutOfRange, message));
        }
        Ok((tree, bytes))
    }
}

/// Counts of what an anchor depends on.
fn attempt(progress: &Progress, now: Timestamp) -> Attempt {
    let kinds = progress.facts().kinds;
    let count = |kind: &str| kinds.get(kind).copied().unwrap_or(0);
    Attempt {
        ms: now.ms(),
        events: progress.size() - count("anchor"),
        risks: RISKS.iter().map(|kind| count(kind)).sum(),
    }
}
