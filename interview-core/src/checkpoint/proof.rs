//! C2SP tlog-proof: one leaf's inclusion proof together with the signed checkpoint that it leads
//! to, as a text file that can be checked alone.

use std::fmt;

use crate::checkpoint::{Checkpoint, SignedNote, VerifierKey, base64, lines};
use crate::hash::Hash;
use crate::{Error, ErrorCode};
use crate::{limits, merkle};

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// A proof that a leaf stands in a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    // INVARIANT: at most limits::PROOF_HASHES hashes; extra, if any, is not empty; the note's text
    // is `checkpoint`; the proof written out has at most limits::PROOF_BYTES.
    index: u64,
    hashes: Vec<Hash>,
    extra: Option<Vec<u8>>,
    checkpoint: Checkpoint,
    note: SignedNote,
}

impl TlogProof {
    /// A proof from its parts: index of the leaf, hashes from its sibling to the root's child,
    /// bytes that nobody vouches for, and the signed checkpoint.
    ///
    /// # Errors
    /// `invalid_checkpoint` if the note isn't a checkpoint; `invalid_proof` if `extra` is empty or a
    /// bound of [`limits`] is passed.
    pub fn new(
        index: u64,
        hashes: Vec<Hash>,
        extra: Option<Vec<u8>>,
        note: SignedNote,
    ) -> Result<Self, Error> {
        let checkpoint = Checkpoint::parse(note.text())?;
        if hashes.len() > limits::PROOF_HASHES {
            return Err(refused("the proof has too many hashes"));
        }
        if extra.as_ref().is_some_and(Vec::is_empty) {
            return Err(refused("the proof's extra data are empty"));
        }
        let proof = Self { index, hashes, extra, checkpoint, note };
        if proof.to_string().len() > limits::PROOF_BYTES {
            return Err(refused("the proof is too long"));
        }
        Ok(proof)
    }

    /// Reads a proof in the only spelling that it has. Nothing is verified.
    ///
    /// # Errors
    /// `invalid_proof`, `invalid_note` or `invalid_checkpoint`, after the part that isn't well
    /// formed.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > limits::PROOF_BYTES {
            return Err(refused("the proof is too long"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| refused("the proof is not utf-8"))?;
        let malformed = || refused("the text is not that of a `c2sp.org/tlog-proof@v1`");
        let rest =
            text.strip_prefix(HEADER).and_then(|t| t.strip_prefix('\n')).ok_or_else(malformed)?;
        let (line, after) = rest.split_once('\n').ok_or_else(malformed)?;
        let (extra, rest) = match line.strip_prefix("extra ") {
            Some(extra) => (Some(base64::decode(extra).ok_or_else(malformed)?), after),
            None => (None, rest),
        };
        let (line, rest) = rest.split_once('\n').ok_or_else(malformed)?;
        let index = line.strip_prefix("index ").and_then(lines::decimal).ok_or_else(malformed)?;
        let (hashes, note) = lines::proof(rest).ok_or_else(malformed)?;
        Self::new(index, hashes, extra, SignedNote::parse(note.as_bytes())?)
    }

    /// Index of the leaf.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The inclusion proof, from the leaf's sibling up to the root's child.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// Data for the application, which nothing authenticates.
    #[must_use]
    pub fn extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }

    /// The checkpoint that the note states.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The signed checkpoint, as it was issued.
    #[must_use]
    pub fn note(&self) -> &SignedNote {
        &self.note
    }

    /// Checks the log's signature, and that the leaf stands at the index in the log. Cosignatures
    /// are the caller's to weigh: see [`crate::checkpoint::verify_cosignature`].
    ///
    /// # Errors
    /// `invalid_checkpoint` or `bad_signature` as [`Checkpoint::open`]; `proof_failed` if the hashes
    /// don't lead from the leaf to the checkpoint's root.
    pub fn verify(&self, leaf: Hash, log: &VerifierKey) -> Result<(), Error> {
        let Checkpoint { size, root, .. } = Checkpoint::open(&self.note, log)?;
        if !merkle::verify_inclusion(leaf, self.index, size, &self.hashes, root) {
            return Err(Error::new(
                ErrorCode::ProofFailed,
                "the proof does not lead from the line to the checkpoint",
            ));
        }
        Ok(())
    }
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", base64::encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        lines::write_proof(&self.hashes, f)?;
        write!(f, "{}", self.note)
    }
}

fn refused(reason: &str) -> Error {
    Error::new(ErrorCode::InvalidProof, reason)
}
