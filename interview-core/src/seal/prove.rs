//! Disclosure: one event shown to somebody who doesn't get the log, with the proof that it stands
//! in it. The proof is a C2SP tlog-proof; the event's line travels beside it.

use crate::{
    Error, ErrorCode,
    checkpoint::{Algorithm, Checkpoint, SignedNote, TlogProof, VerifierKey, verify_cosignature},
    event::{Anchor, SessionStart, Timestamp},
    hash::{Hash, leaf_hash},
    merkle,
    seal::{Bundle, final_note_of},
    verify::VerifyOptions,
    wire::{EventLine, Line, read_line},
};

/// What a proof shows.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Disclosed {
    /// Name of the log.
    pub log_origin: String,
    /// Number of the event.
    pub seq: u64,
    /// Lines of the log that the checkpoint covers.
    pub size: u64,
    /// Leaf hash of the event.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub leaf_hash: Hash,
    /// Known keys that cosigned the checkpoint, as `name+key id`, each with its time.
    pub cosigned_by: Vec<Cosigned>,
}

/// A cosignature that holds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cosigned {
    /// The known key, as `name+key id`.
    pub key: String,
    /// When it cosigned.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub at: Timestamp,
}

/// The proof that the event with this number stands in the log, as tlog-proof text.
///
/// It leans on the final note where the bundle has one that covers the log, else on the last anchor
/// behind the event.
///
/// # Errors
/// `out_of_range` where the log has no such event, or no checkpoint covers it; `invalid_log` where
/// a line isn't of the format, or the checkpoint's root isn't that of the lines.
pub fn prove(bundle: &Bundle<'_>, seq: u64) -> Result<TlogProof, Error> {
    let mut leaves = Vec::new();
    let mut note = bundle.manifest.and_then(final_note_of);
    let mut anchor = None;
    let body = bundle.events.strip_suffix(b"\n").unwrap_or(bundle.events);
    for line in body.split(|byte| *byte == b'\n') {
        let leaf =
            match read_line(line).map_err(|flaw| unusable(leaves.len(), flaw.reason.as_str()))? {
                Line::Redacted(hash) => hash,
                Line::Event(event) => {
                    if event.kind == "anchor" && seq < leaves.len() as u64 {
                        anchor = noted(&event).or(anchor);
                    }
                    leaf_hash(line)
                }
            };
        leaves.push(leaf);
    }
    let size = leaves.len() as u64;
    if seq >= size {
        return Err(Error::new(
            ErrorCode::OutOfRange,
            format!("`{seq}` is no line of the log, which has {size}"),
        ));
    }
    note = note.filter(|note| covers(note, seq, size));
    let text = note.or_else(|| anchor.filter(|note| covers(note, seq, size))).ok_or_else(|| {
        Error::new(
            ErrorCode::OutOfRange,
            format!("no checkpoint of the log covers the event `{seq}`"),
        )
    })?;
    let note = SignedNote::parse(text.as_bytes())?;
    let checkpoint = Checkpoint::parse(note.text())?;
    let covered = usize::try_from(checkpoint.size)
        .ok()
        .and_then(|size| leaves.get(..size))
        .unwrap_or_default();
    if merkle::root(covered) != checkpoint.root {
        return Err(Error::new(
            ErrorCode::InvalidLog,
            "the checkpoint's root isn't that of the lines",
        ));
    }
    let hashes = merkle::inclusion_proof(covered, seq).ok_or_else(|| {
        Error::new(ErrorCode::OutOfRange, format!("`{seq}` is no line of the checkpoint"))
    })?;
    TlogProof::new(seq, hashes, None, note)
}

/// Checks a proof alone: `line` is the event's line without LF, `start` the log's first line, which
/// tells its name and key; `proof` is tlog-proof text.
///
/// # Errors
/// `invalid_options`, `invalid_proof`, `invalid_log` where an argument can't be used; `proof_failed`
/// or `bad_signature` where the proof doesn't hold.
pub fn verify_proof(
    line: &[u8],
    proof: &[u8],
    session: &VerifierKey,
    options: &VerifyOptions,
) -> Result<Disclosed, Error> {
    let proof = TlogProof::parse(proof)?;
    let leaf = match read_line(line) {
        Ok(Line::Event(event)) if event.seq == proof.index() => leaf_hash(line),
        Ok(Line::Event(_)) => {
            return Err(Error::new(
                ErrorCode::ProofFailed,
                "the event's seq isn't the proof's index",
            ));
        }
        Ok(Line::Redacted(_)) | Err(_) => {
            return Err(Error::new(ErrorCode::InvalidLog, "the line isn't an event of the format"));
        }
    };
    proof.verify(leaf, session)?;
    let known = crate::verify::known_keys(options)?;
    let mut cosigned_by = Vec::new();
    for key in known.iter().filter(|key| key.key.algorithm() == Algorithm::CosignatureV1) {
        for signature in
            proof.note().signatures().iter().filter(|signature| signature.is_by(&key.key))
        {
            let time_s =
                verify_cosignature(proof.note().text(), signature, &key.key).ok_or_else(|| {
                    Error::new(
                        ErrorCode::BadSignature,
                        format!("the cosignature by `{}` doesn't hold", key.label()),
                    )
                })?;
            let ms = i64::try_from(time_s).unwrap_or(i64::MAX).saturating_mul(1000);
            if let Some(at) = Timestamp::from_ms(ms).filter(|_| key.is_valid_at(ms)) {
                cosigned_by.push(Cosigned { key: key.label(), at });
            }
        }
    }
    Ok(Disclosed {
        log_origin: session.name().as_str().to_owned(),
        seq: proof.index(),
        size: proof.checkpoint().size,
        leaf_hash: leaf,
        cosigned_by,
    })
}

/// The key under which a log signs its checkpoints, as its first line tells it.
///
/// # Errors
/// `invalid_log` where the line isn't a session_start with a usable key.
pub fn log_key(first_line: &[u8]) -> Result<VerifierKey, Error> {
    let refused =
        || Error::new(ErrorCode::InvalidLog, "the line isn't a session_start with a usable key");
    let Ok(Line::Event(event)) = read_line(first_line) else { return Err(refused()) };
    let start: SessionStart = serde_json::from_str(event.data).map_err(|_| refused())?;
    crate::verify::session_key(&start.log_origin.0, &start.session_key.0).ok_or_else(refused)
}

fn unusable(line: usize, reason: &str) -> Error {
    Error::new(ErrorCode::InvalidLog, format!("line {line} isn't of the format: {reason}"))
}

fn noted(event: &EventLine<'_>) -> Option<String> {
    serde_json::from_str::<Anchor>(event.data).ok().map(|anchor| anchor.note.0)
}

/// Whether a note is a checkpoint that covers the event and no more than the log.
fn covers(note: &str, seq: u64, lines: u64) -> bool {
    SignedNote::parse(note.as_bytes())
        .and_then(|note| Checkpoint::parse(note.text()))
        .is_ok_and(|checkpoint| seq < checkpoint.size && checkpoint.size <= lines)
}
