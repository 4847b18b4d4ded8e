//! Writes a session without I/O: every call gives the bytes to append to `events.jsonl`.
//!
//! The caller supplies time and salts, puts the bytes on disk, and carries checkpoints to a witness.
//! A caller with a disk uses `interview-journal`, which does all that for many processes at once.

mod start;
mod end;

use std::collections::BTreeMap;

pub use end::End;
pub use start::Start;

use crate::{
    Error, ErrorCode,
    chain::Tip,
    checkpoint::{Algorithm, Checkpoint, KeyName, SignedNote, SigningKey, VerifierKey},
    event::{Anchor, Artefact, NoteText, SessionStart, Timestamp},
    hash::{Hash, leaf_hash},
    limits,
    merkle::CompactRange,
    report::SessionFacts,
    seal,
    wire::{Draft, Line, Prepared, Salt, read_line},
};

/// Kinds that only the recorder itself writes.
pub const RESERVED: [&str; 5] =
    ["session_start", "log_start", "line_salt", "session_end", "anchor"];

/// A session that is being recorded.
#[derive(Debug)]
pub struct Recorder {
    facts: SessionFacts,
    origin: KeyName,
    key: SigningKey,
    tip: Tip,
    tree: CompactRange,
    kinds: BTreeMap<String, u64>,
    anchored: u64,
    /// The newest checkpoint that was asked for and isn't in the log yet.
    asked: Option<Checkpoint>,
    ended: Option<Vec<Artefact>>,
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
        let mut recorder = Self::new(&payload, key)?;
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
        let mut lines = events.strip_suffix(b"\n").ok_or_else(|| broken(0))?.split(|b| *b == b'\n');
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
        let Ok(Line::Event(event)) = read_line(first) else { return Err(broken(0)) };
        let payload: SessionStart = match event.kind {
            "session_start" => serde_json::from_str(event.data).map_err(|_| broken(0))?,
            _ => return Err(broken(0)),
        };
        let mut recorder = Self::new(&payload, key)?;
        if event.prev != recorder.tip.prev || event.seq != 0 {
            return Err(broken(0));
        }
        recorder.took(event.kind, first);
        Ok(recorder)
    }

    /// Takes a line that is in the log already, without its LF.
    ///
    /// # Errors
    /// `invalid_log` where it doesn't follow from the line before.
    pub fn replay(&mut self, line: &[u8]) -> Result<(), Error> {
        let seq = self.tip.size;
        let Ok(Line::Event(event)) = read_line(line) else { return Err(broken(seq)) };
        if event.prev != self.tip.prev || event.seq != seq || self.ended.is_some() {
            return Err(broken(seq));
        }
        match event.kind {
            "anchor" => {
                let anchor: Anchor = serde_json::from_str(event.data).map_err(|_| broken(seq))?;
                let note = SignedNote::parse(anchor.note.0.as_bytes()).map_err(|_| broken(seq))?;
                self.anchored = Checkpoint::parse(note.text()).map_err(|_| broken(seq))?.size;
            }
            "session_end" => {
                let end: crate::event::SessionEnd =
                    serde_json::from_str(event.data).map_err(|_| broken(seq))?;
                self.ended = Some(end.artefacts);
            }
            _ => {}
        }
        self.took(event.kind, line);
        Ok(())
    }

    /// Appends an event; the bytes are its line with LF.
    ///
    /// # Errors
    /// `sealed` after the end; `invalid_event` or `event_too_large` where it can't be written.
    pub fn append(&mut self, event: Draft, stamp: Stamp) -> Result<Vec<u8>, Error> {
        self.open()?;
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
    /// [`limits::ANCHOR_LAG`] lines follow it; `bad_signature` where it doesn't begin with the
    /// session's signature; `sealed` after the end.
    pub fn anchor(&mut self, note: &SignedNote, stamp: Stamp) -> Result<Vec<u8>, Error> {
        self.open()?;
        let refused = |message: &str| Error::new(ErrorCode::AnchorState, message);
        let size = match &self.asked {
            Some(asked) if asked.text() == note.text() && asked.size > self.anchored => asked.size,
            _ => return Err(refused("the note isn't the checkpoint that was asked for last")),
        };
        if self.tip.size - size > limits::ANCHOR_LAG {
            return Err(refused("the checkpoint lies too far behind; a newer one is needed"));
        }
        self.check_signature(note)?;
        let event =
            Draft::of("recorder", &Anchor { note: NoteText(note.to_string()) })?.prepare()?;
        self.asked = None;
        self.anchored = size;
        Ok(self.link(&event, stamp))
    }

    /// Appends session_end. Nothing follows it but the final note.
    ///
    /// # Errors
    /// `sealed` where the log has ended; `invalid_event` where the end can't be written.
    pub fn end(&mut self, end: &End<'_>, stamp: Stamp) -> Result<Vec<u8>, Error> {
        self.open()?;
        let mut kinds = self.kinds.clone();
        *kinds.entry("session_end".to_owned()).or_default() += 1;
        let payload = end.payload(self.tip.size + 1, kinds);
        let event = Draft::of("recorder", &payload)?.prepare()?;
        let line = self.link(&event, stamp);
        self.ended = Some(payload.artefacts);
        Ok(line)
    }

    /// The manifest's bytes, with a final note that [`Recorder::checkpoint`] gave after the end,
    /// and the cosignatures that came back. The key is wiped with the recorder.
    ///
    /// # Errors
    /// `anchor_state` where the log hasn't ended, or the note isn't of its last head;
    /// `bad_signature` where it doesn't begin with the session's signature.
    pub fn finish(self, final_note: &SignedNote) -> Result<Vec<u8>, Error> {
        let refused = |message: &str| Error::new(ErrorCode::AnchorState, message);
        let artefacts =
            self.ended.as_deref().ok_or_else(|| refused("the session has no end yet"))?;
        if final_note.text() != self.head().text() {
            return Err(refused("the note isn't the checkpoint of the whole log"));
        }
        self.check_signature(final_note)?;
        Ok(seal::derive_manifest(
            &self.facts,
            self.tip.size,
            self.tip.prev,
            artefacts,
            &final_note.to_string(),
        ))
    }

    /// Lines so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.tip.size
    }

    /// Where the chain ends.
    #[must_use]
    pub fn tip(&self) -> Tip {
        self.tip
    }

    /// The Merkle tree over the lines so far.
    #[must_use]
    pub fn tree(&self) -> &CompactRange {
        &self.tree
    }

    /// Size of the checkpoint in the newest anchor.
    #[must_use]
    pub fn anchored(&self) -> u64 {
        self.anchored
    }

    /// Whether session_end is in the log.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.ended.is_some()
    }

    /// What the log says of its session so far.
    #[must_use]
    pub fn facts(&self) -> SessionFacts {
        SessionFacts {
            sealed: self.ended.is_some(),
            lines: self.tip.size,
            head: self.tip.prev,
            root: self.tree.root(),
            kinds: self.kinds.clone(),
            ..self.facts.clone()
        }
    }

    /// The head as a checkpoint that isn't signed.
    #[must_use]
    pub fn head(&self) -> Checkpoint {
        Checkpoint { origin: self.origin.clone(), size: self.tip.size, root: self.tree.root() }
    }

    fn new(payload: &SessionStart, key: SigningKey) -> Result<Self, Error> {
        let origin = KeyName::new(&payload.log_origin.0)?;
        if payload.session_key.0 != start::key_text(&key) {
            return Err(Error::new(
                ErrorCode::InvalidKey,
                "the key isn't the one that the session names",
            ));
        }
        let ticket = payload.ticket.as_ref().map(|note| note.0.as_str());
        Ok(Self {
            facts: SessionFacts::of_start(payload),
            origin,
            key,
            tip: Tip::empty(ticket),
            tree: CompactRange::new(),
            kinds: BTreeMap::new(),
            anchored: 0,
            asked: None,
            ended: None,
        })
    }

    /// Refuses a note on its way back that a verifier would call altered.
    fn check_signature(&self, note: &SignedNote) -> Result<(), Error> {
        let key = VerifierKey::new(self.origin.clone(), Algorithm::Ed25519, self.key.public());
        let is_first = note.signatures().first().is_some_and(|signature| signature.is_by(&key));
        if is_first && note.is_signed_by(&key) {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::BadSignature,
            "the note doesn't begin with the signature of the session's key",
        ))
    }

    fn open(&self) -> Result<(), Error> {
        match self.ended {
            None => Ok(()),
            Some(_) => Err(Error::new(ErrorCode::Sealed, "the session has ended")),
        }
    }

    fn link(&mut self, event: &Prepared, stamp: Stamp) -> Vec<u8> {
        let mut line = event.line(self.tip.prev, self.tip.size, stamp.at, stamp.salt).into_bytes();
        self.took(event.kind(), &line);
        line.push(b'\n');
        line
    }

    fn took(&mut self, kind: &str, line: &[u8]) {
        let hash: Hash = leaf_hash(line);
        self.tip = Tip { size: self.tip.size + 1, prev: hash };
        self.tree.append(hash);
        *self.kinds.entry(kind.to_owned()).or_default() += 1;
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

fn broken(seq: u64) -> Error {
    Error::new(ErrorCode::InvalidLog, format!("line {seq} doesn't follow from the line before"))
}
