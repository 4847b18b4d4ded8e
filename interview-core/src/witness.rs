//! The decision of a C2SP tlog-witness on `add-checkpoint`, without its server: held head, request
//! and time go in, a new head and a cosignature or a refusal come out.
//!
//! The caller looks up the log by the checkpoint's origin, and must store the new head before it
//! answers, in one transaction with reading the held one.

use std::fmt;

use crate::checkpoint::{
    Checkpoint, KeyName, NoteSignature, SignedNote, SigningKey, VerifierKey, cosign, lines,
};
use crate::hash::{Hash, sha256};
use crate::{Error, ErrorCode};
use crate::{limits, merkle};

/// Content type of a refusal with status 409 and of its body.
pub const SIZE_CONTENT_TYPE: &str = "text/x.tlog.size";

/// The latest head of a log that the witness cosigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of leaves.
    pub size: u64,
    /// RFC 6962 root.
    pub root: Hash,
    /// Time of the cosignature, in Unix seconds.
    pub time_s: u64,
}

/// The body of an `add-checkpoint` request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    // INVARIANT: at most limits::PROOF_HASHES hashes; the note's text is `checkpoint`.
    old_size: u64,
    proof: Vec<Hash>,
    checkpoint: Checkpoint,
    note: SignedNote,
}

/// The key with which the witness signs, and its name.
#[derive(Clone, Copy, Debug)]
pub struct Cosigner<'a> {
    /// The witness's own key, which signs nothing but cosignatures.
    pub key: &'a SigningKey,
    /// Name of the witness.
    pub name: &'a KeyName,
}

/// What the witness answers with status 200.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// The head to hold from now on; stored before the answer leaves.
    pub head: Head,
    /// The cosignature; the answer's body is its line and an LF.
    pub cosignature: NoteSignature,
}

/// Why the witness doesn't cosign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The old size is larger than the checkpoint's.
    OldSizeTooLarge,
    /// The log is not one that the witness knows.
    UnknownOrigin,
    /// The log's key did not sign the checkpoint.
    NotSigned,
    /// The old size is not that of the head held, or the checkpoint has the held size and another
    /// root.
    Conflict {
        /// Size of the head held; 0 if none is.
        held_size: u64,
    },
    /// The consistency proof doesn't hold.
    ProofFailed,
}

impl Refusal {
    /// The refusal that an answer tells; `None` where it tells none, as of a server that is down.
    #[must_use]
    pub fn of(status: u16, body: &str) -> Option<Self> {
        let held_size = || body.strip_suffix('\n').unwrap_or(body).parse().ok();
        Some(match status {
            400 => Self::OldSizeTooLarge,
            403 => Self::NotSigned,
            404 => Self::UnknownOrigin,
            409 => Self::Conflict { held_size: held_size()? },
            422 => Self::ProofFailed,
            _ => return None,
        })
    }

    /// The HTTP status that the specification names. A body that [`AddCheckpoint::parse`] refuses is
    /// answered with 400.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::OldSizeTooLarge => 400,
            Self::NotSigned => 403,
            Self::UnknownOrigin => 404,
            Self::Conflict { .. } => 409,
            Self::ProofFailed => 422,
        }
    }

    /// The body that the specification names: of a conflict, the held size and an LF, with content
    /// type [`SIZE_CONTENT_TYPE`]; else empty.
    #[must_use]
    pub fn body(self) -> String {
        match self {
            Self::Conflict { held_size } => format!("{held_size}\n"),
            _ => String::new(),
        }
    }
}

/// Decides on a request. `log` is the key trusted for the checkpoint's origin, `None` if the origin
/// is unknown; `held` is what [`Cosigned::head`] was last time, `None` if nothing was cosigned yet.
///
/// The new head's time is `now_s` (Unix seconds), but never less than the held one's.
///
/// # Errors
/// The refusal, checked in the order of the specification.
pub fn add_checkpoint(
    request: &AddCheckpoint,
    held: Option<&Head>,
    log: Option<&VerifierKey>,
    now_s: u64,
    cosigner: Cosigner<'_>,
) -> Result<Cosigned, Refusal> {
    let AddCheckpoint { old_size, proof, checkpoint, note } = request;
    let log = log.filter(|log| *log.name() == checkpoint.origin).ok_or(Refusal::UnknownOrigin)?;
    Checkpoint::open(note, log).map_err(|_| Refusal::NotSigned)?;
    if *old_size > checkpoint.size {
        return Err(Refusal::OldSizeTooLarge);
    }
    let nothing = Head { size: 0, root: sha256(b""), time_s: 0 };
    let held = held.unwrap_or(&nothing);
    let same_size = checkpoint.size == held.size;
    if *old_size != held.size || same_size && checkpoint.root != held.root {
        return Err(Refusal::Conflict { held_size: held.size });
    }
    // Every tree begins with the empty one; there is nothing that a proof could show.
    let consistent = if held.size == 0 {
        proof.is_empty()
    } else {
        merkle::verify_consistency(held.size, checkpoint.size, proof, held.root, checkpoint.root)
    };
    if !consistent {
        return Err(Refusal::ProofFailed);
    }
    let time_s = now_s.max(held.time_s).min(limits::COSIGNATURE_SECONDS_MAX);
    Ok(Cosigned {
        head: Head { size: checkpoint.size, root: checkpoint.root, time_s },
        cosignature: cosign(note.text(), cosigner.key, cosigner.name, time_s),
    })
}

impl AddCheckpoint {
    /// A request from its parts: the size held by the witness, the consistency proof from there, and
    /// the signed checkpoint.
    ///
    /// # Errors
    /// `invalid_checkpoint` if the note isn't a checkpoint; `invalid_proof` if there are more than
    /// [`limits::PROOF_HASHES`] hashes.
    pub fn new(old_size: u64, proof: Vec<Hash>, note: SignedNote) -> Result<Self, Error> {
        let checkpoint = Checkpoint::parse(note.text())?;
        if proof.len() > limits::PROOF_HASHES {
            return Err(Error::new(ErrorCode::InvalidProof, "the proof has too many hashes"));
        }
        Ok(Self { old_size, proof, checkpoint, note })
    }

    /// Reads a request body.
    ///
    /// # Errors
    /// `invalid_proof`, `invalid_note` or `invalid_checkpoint`, after the part that isn't well
    /// formed; the answer's status is 400.
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        let malformed =
            || Error::new(ErrorCode::InvalidProof, "the body is not that of an add-checkpoint");
        let text = std::str::from_utf8(body).map_err(|_| malformed())?;
        let (old, rest) = text
            .strip_prefix("old ")
            .and_then(|text| text.split_once('\n'))
            .ok_or_else(malformed)?;
        let old_size = lines::decimal(old).ok_or_else(malformed)?;
        let (proof, note) = lines::proof(rest).ok_or_else(malformed)?;
        Self::new(old_size, proof, SignedNote::parse(note.as_bytes())?)
    }

    /// Size of the head that the client believes the witness to hold.
    #[must_use]
    pub fn old_size(&self) -> u64 {
        self.old_size
    }

    /// Consistency proof from that size to the checkpoint's.
    #[must_use]
    pub fn proof(&self) -> &[Hash] {
        &self.proof
    }

    /// The checkpoint that the note states.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The signed checkpoint.
    #[must_use]
    pub fn note(&self) -> &SignedNote {
        &self.note
    }
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old_size)?;
        lines::write_proof(&self.proof, f)?;
        write!(f, "{}", self.note)
    }
}
