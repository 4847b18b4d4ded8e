//! Writes a session without I/O: every call gives the bytes to append to `events.jsonl`.
//!
//! The caller supplies time and salts, puts the bytes on disk, and carries checkpoints to a witness.
//! A caller with a disk uses `interview-journal`, which does all that for many processes at once.

mod start;
mod end;

mod progress;

pub use end::End;
pub use progress::{Memory, Progress};
pub use start::Start;

use crate::{
    Error, ErrorCode,
    chain::Tip,
    checkpoint::{Checkpoint, SignedNote, SigningKey},
    event::Timestamp,
    merkle::CompactRange,
    report::SessionFacts,
    wire::{Draft, Prepared, Salt},
};

/// Kinds that only the recorder itself writes.
pub const RESERVED: [&str; 5] =
    ["session_start", "log_start", "line_salt", "session_end", "anchor"];

/// A session that is being recorded.
#[derive(Debug)]
pub struct Recorder {
    progress: Progress,
    key: SigningKey,
    /// The newest checkpoint that was asked for and isn't in the log yet.
    asked: Option<Checkpoint>,
}

/// A time and a salt: what each line needs from outside.
#[derive(Clone, Copy)]
pub struct Stamp {
    /// Local time.
    pub at: Timestamp,
    /// 128 random bits, never used before.
    pub salt: Salt,
}

impl Recorder {
    /// Begins a session: the recorder and the bytes of lines 0 and 1.
    ///
    /// # Errors
    /// `invalid_event`, `invalid_name` or `invalid_ticket` where the start can't be written.
    pub fn start(
        start: Start,
        key: SigningKey,
        line_salt: [u8; 32],
        stamps: [Stamp; 2],
    ) -> Result<(Self, Vec<u8>), Error> {
        let (payload, first, second) = start.prepare(&key, line_salt)?;
        let mut recorder = Self::of(Progress::of_start(&payload)?, key)?;
        let [at_first, at_second] = stamps;
        let mut bytes = recorder.link(&first, at_first);
        bytes.extend(recorder.link(&second, at_second));
        Ok((recorder, bytes))
    }

    /// Takes up a log where it stands: the recorder reads the whole lines again.
    ///
    /// # Errors
    /// `invalid_log` where a line doesn't follow from the one before, or the log is another
    /// session's; `invalid_key` where the key isn't the session's.
    pub fn resume(events: &[u8], key: SigningKey) -> Result<Self, Error> {
        let mut lines =
            events.strip_suffix(b"\n").ok_or_else(|| progress::broken(0))?.split(|b| *b == b'\n');
        let first = lines.next().unwrap_or_default();
        let mut recorder = Self::begin(first, key)?;
        lines.try_for_each(|line| recorder.replay(line))?;
        Ok(recorder)
    }

    /// Takes up a log behind its first line, which must be a session_start with this key. The other
    /// lines follow through [`Recorder::replay`].
    ///
    /// # Errors
    /// `invalid_log` or `invalid_key`.
    pub fn begin(first: &[u8], key: SigningKey) -> Result<Self, Error> {
        Self::of(Progress::begin(first)?, key)
    }

    /// Takes a line that is in the log already, without its LF.
    ///
    /// # Errors
    /// `invalid_log` where it doesn't follow from the line before.
    pub fn replay(&mut self, line: &[u8]) -> Result<(), Error> {
        self.progress.replay(line)
    }

    /// Appends an event; the bytes are its line with LF.
    ///
    /// # Errors
    /// `sealed` after the end; `invalid_event` or `event_too_large` where it can't be written.
    pub fn append(&mut self, event: Draft, stamp: Stamp) -> Result<Vec<u8>, Error> {
        self.progress.open()?;
        let event = event.prepare()?;
        allowed(&event)?;
        Ok(self.link(&event, stamp))
    }

    /// The newest head as a note that the session's key signed. Its bytes must be on disk, synced,
    /// before the note leaves the machine.
    pub fn checkpoint(&mut self) -> SignedNote {
        let checkpoint = self.head();
        let note = checkpoint.sign(&self.key);
        self.asked = Some(checkpoint);
        note
    }

    /// Appends the receipt of a checkpoint: the note that [`Recorder::checkpoint`] gave, with the
    /// cosignatures that came back.
    ///
    /// # Errors
    /// `anchor_state` where no checkpoint was asked for, the note is of another, or more than
    /// [`limits::ANCHOR_LAG`](crate::limits::ANCHOR_LAG) lines follow it; `bad_signature` where it
    /// doesn't begin with the session's signature; `sealed` after the end.
    pub fn anchor(&mut self, note: &SignedNote, stamp: Stamp) -> Result<Vec<u8>, Error> {
        self.progress.open()?;
        let Some(asked) = self.asked.as_ref() else {
            return Err(Error::new(ErrorCode::AnchorState, "no checkpoint was asked for"));
        };
        let event = self.progress.anchor(note, asked)?;
        let size = asked.size;
        self.asked = None;
        let line = self.link(&event, stamp);
        self.progress.set_anchored(size);
        Ok(line)
    }

    /// Appends session_end. Nothing follows it but the final note.
    ///
    /// # Errors
    /// `sealed` where the log has ended; `invalid_event` where the end can't be written.
    pub fn end(&mut self, end: &End<'_>, stamp: Stamp) -> Result<Vec<u8>, Error> {
        self.progress.open()?;
        let (event, artefacts) = self.progress.end(end)?;
        let line = self.link(&event, stamp);
        self.progress.set_ended(artefacts);
        Ok(line)
    }

    /// The manifest's bytes, with a final note that [`Recorder::checkpoint`] gave after the end,
    /// and the cosignatures that came back. The key is wiped with the recorder.
    ///
    /// # Errors
    /// `anchor_state` where the log hasn't ended, or the note isn't of its last head;
    /// `bad_signature` where it doesn't begin with the session's signature.
    pub fn finish(self, final_note: &SignedNote) -> Result<Vec<u8>, Error> {
        self.progress.manifest(final_note)
    }

    /// Lines so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.progress.size()
    }

    /// Where the chain ends.
    #[must_use]
    pub fn tip(&self) -> Tip {
        self.progress.tip()
    }

    /// The Merkle tree over the lines so far.
    #[must_use]
    pub fn tree(&self) -> &CompactRange {
        self.progress.tree()
    }

    /// Size of the checkpoint in the newest anchor.
    #[must_use]
    pub fn anchored(&self) -> u64 {
        self.progress.anchored()
    }

    /// Whether session_end is in the log.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.progress.has_ended()
    }

    /// What the log says of its session so far.
    #[must_use]
    pub fn facts(&self) -> SessionFacts {
        self.progress.facts()
    }

    /// The head as a checkpoint that isn't signed.
    #[must_use]
    pub fn head(&self) -> Checkpoint {
        self.progress.head()
    }

    fn of(progress: Progress, key: SigningKey) -> Result<Self, Error> {
        if progress.is_of(&key) {
            return Ok(Self { progress, key, asked: None });
        }
        Err(Error::new(ErrorCode::InvalidKey, "the key isn't the one that the session names"))
    }

    fn link(&mut self, event: &Prepared, stamp: Stamp) -> Vec<u8> {
        let tip = self.progress.tip();
        let mut line = event.line(tip.prev, tip.size, stamp.at, stamp.salt).into_bytes();
        self.progress.took(event.kind(), &line);
        line.push(b'\n');
        line
    }
}

/// Whether a caller may write an event of this kind.
///
/// # Errors
/// `invalid_event` for a kind that only the recorder itself writes.
pub fn allowed(event: &Prepared) -> Result<(), Error> {
    if RESERVED.contains(&event.kind()) {
        let message = format!("events of kind `{}` are the recorder's own", event.kind());
        return Err(Error::new(ErrorCode::InvalidEvent, message));
    }
    Ok(())
}
