//! What a log comes to, line by line: chain, tree, counts, anchors, end. It reads what a recorder
//! wrote and judges nobody; damage is the verifier's business.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Error, ErrorCode,
    chain::Tip,
    checkpoint::{Checkpoint, KeyName, SignedNote, SigningKey, VerifierKey},
    event::{Anchor, Artefact, NoteText, SessionEnd, SessionStart},
    hash::{Hash, leaf_hash},
    limits,
    merkle::CompactRange,
    recorder::{End, start},
    report::SessionFacts,
    seal, verify,
    wire::{Draft, Line, Prepared, read_line},
};

/// A session's log after so many lines.
#[derive(Clone, Debug)]
pub struct Progress {
    facts: SessionFacts,
    origin: KeyName,
    tip: Tip,
    tree: CompactRange,
    kinds: BTreeMap<String, u64>,
    anchored: u64,
    ended: Option<Vec<Artefact>>,
}

/// What must be remembered of a log so that its lines needn't be read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// Lines.
    pub size: u64,
    /// Leaf hash of the last.
    pub head: Hash,
    /// Roots of the perfect subtrees that the tree is made of, from the largest.
    pub tree: Vec<Hash>,
    /// Lines of each kind.
    pub kinds: BTreeMap<String, u64>,
    /// Size of the checkpoint in the newest anchor.
    pub anchored: u64,
    /// The artefacts of session_end, where it is there.
    pub ended: Option<Vec<Artefact>>,
}

impl Progress {
    /// A log of one line, which must be a session_start.
    ///
    /// # Errors
    /// `invalid_log` where it isn't one, `invalid_name` where its origin can't name a log.
    pub fn begin(first: &[u8]) -> Result<Self, Error> {
        let (mut progress, prev) = Self::empty(first)?;
        if prev != progress.tip.prev {
            return Err(broken(0));
        }
        progress.took("session_start", first);
        Ok(progress)
    }

    /// Takes the next line, without its LF.
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
                let end: SessionEnd = serde_json::from_str(event.data).map_err(|_| broken(seq))?;
                self.ended = Some(end.artefacts);
            }
            _ => {}
        }
        self.took(event.kind, line);
        Ok(())
    }

    /// What must be remembered beside the first line.
    #[must_use]
    pub fn memory(&self) -> Memory {
        Memory {
            size: self.tip.size,
            head: self.tip.prev,
            tree: self.tree.hashes().to_vec(),
            kinds: self.kinds.clone(),
            anchored: self.anchored,
            ended: self.ended.clone(),
        }
    }

    /// The log of which this is the first line and that the memory tells of.
    ///
    /// # Errors
    /// `invalid_log` where the line isn't a session_start, or the memory fits no log.
    pub fn recall(first: &[u8], memory: Memory) -> Result<Self, Error> {
        let (progress, _) = Self::empty(first)?;
        let Memory { size, head, tree, kinds, anchored, ended } = memory;
        let lines = kinds.values().try_fold(0, |sum: u64, count| sum.checked_add(*count));
        let is_size = (1..limits::INTEGER_MAX).contains(&size) && lines == Some(size);
        let tree = CompactRange::from_parts(size, tree)
            .filter(|_| anchored <= size && is_size)
            .ok_or_else(|| Error::new(ErrorCode::InvalidLog, "the memory fits no log"))?;
        Ok(Self { tip: Tip { size, prev: head }, tree, kinds, anchored, ended, ..progress })
    }

    /// Whether this is the key that the session names.
    #[must_use]
    pub fn is_of(&self, key: &SigningKey) -> bool {
        self.facts.session_key.as_deref() == Some(start::key_text(key).as_str())
    }

    /// The receipt of a checkpoint of this log that was asked for, ready to be linked: refused where
    /// a verifier would call it altered.
    ///
    /// # Errors
    /// `anchor_state` where the note is of another checkpoint, the log has an anchor as new, or more
    /// than [`limits::ANCHOR_LAG`] lines follow it; `bad_signature` where it doesn't begin with the
    /// session's signature; `sealed` after the end.
    pub fn anchor(&self, note: &SignedNote, asked: &Checkpoint) -> Result<Prepared, Error> {
        self.open()?;
        let refused = |message: &str| Err(Error::new(ErrorCode::AnchorState, message));
        if asked.text() != note.text() || asked.size > self.tip.size {
            return refused("the note isn't the checkpoint that was asked for last");
        }
        if asked.size <= self.anchored {
            return refused("the log has an anchor as new as this checkpoint");
        }
        if self.tip.size - asked.size > limits::ANCHOR_LAG {
            return refused("the checkpoint lies too far behind; a newer one is needed");
        }
        self.check_signature(note)?;
        Draft::of("recorder", &Anchor { note: NoteText(note.to_string()) })?.prepare()
    }

    /// The session_end that follows, ready to be linked, and the artefacts that it names.
    ///
    /// # Errors
    /// `sealed` where the log has ended; `invalid_event` where the end can't be written.
    pub fn end(&self, end: &End<'_>) -> Result<(Prepared, Vec<Artefact>), Error> {
        self.open()?;
        end.fits()?;
        let mut kinds = self.kinds.clone();
        *kinds.entry("session_end".to_owned()).or_default() += 1;
        let payload = end.payload(self.tip.size + 1, kinds);
        Ok((Draft::of("recorder", &payload)?.prepare()?, payload.artefacts))
    }

    /// The manifest's bytes, with a signed checkpoint of the whole log.
    ///
    /// # Errors
    /// `anchor_state` where the log hasn't ended, or the note isn't of its last head;
    /// `bad_signature` where it doesn't begin with the session's signature.
    pub fn manifest(&self, final_note: &SignedNote) -> Result<Vec<u8>, Error> {
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

    /// The artefacts that session_end names; none before it.
    #[must_use]
    pub fn artefacts(&self) -> &[Artefact] {
        self.ended.as_deref().unwrap_or_default()
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

    /// Refuses a note on its way back that a verifier would call altered.
    fn check_signature(&self, note: &SignedNote) -> Result<(), Error> {
        let text = self.facts.session_key.as_deref().unwrap_or_default();
        let key = verify::session_key(self.origin.as_str(), text);
        let is_signed = |key: &VerifierKey| {
            note.signatures().first().is_some_and(|signature| signature.is_by(key))
                && note.is_signed_first_by(key)
        };
        if key.is_some_and(|key| is_signed(&key)) {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::BadSignature,
            "the note doesn't begin with the signature of the session's key",
        ))
    }

    /// An empty log with what its start says.
    pub(super) fn of_start(payload: &SessionStart) -> Result<Self, Error> {
        let ticket = payload.ticket.as_ref().map(|note| note.0.as_str());
        Ok(Self {
            facts: SessionFacts::of_start(payload),
            origin: KeyName::new(&payload.log_origin.0)?,
            tip: Tip::empty(ticket),
            tree: CompactRange::new(),
            kinds: BTreeMap::new(),
            anchored: 0,
            ended: None,
        })
    }

    /// # Errors
    /// `sealed` after the end.
    pub(super) fn open(&self) -> Result<(), Error> {
        match self.ended {
            None => Ok(()),
            Some(_) => Err(Error::new(ErrorCode::Sealed, "the session has ended")),
        }
    }

    /// Counts a line that was made here and so needs no check.
    pub(super) fn took(&mut self, kind: &str, line: &[u8]) {
        let hash: Hash = leaf_hash(line);
        self.tip = Tip { size: self.tip.size + 1, prev: hash };
        self.tree.append(hash);
        *self.kinds.entry(kind.to_owned()).or_default() += 1;
    }

    pub(super) fn set_anchored(&mut self, size: u64) {
        self.anchored = size;
    }

    pub(super) fn set_ended(&mut self, artefacts: Vec<Artefact>) {
        self.ended = Some(artefacts);
    }

    /// An empty log with what a first line says, and that line's `prev`.
    fn empty(first: &[u8]) -> Result<(Self, Hash), Error> {
        let Ok(Line::Event(event)) = read_line(first) else { return Err(broken(0)) };
        if event.kind != "session_start" || event.seq != 0 {
            return Err(broken(0));
        }
        let payload: SessionStart = serde_json::from_str(event.data).map_err(|_| broken(0))?;
        Ok((Self::of_start(&payload)?, event.prev))
    }
}

pub(super) fn broken(seq: u64) -> Error {
    Error::new(ErrorCode::InvalidLog, format!("line {seq} doesn't follow from the line before"))
}
