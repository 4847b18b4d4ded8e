//! Checkpoints in a log: whose signatures they bear, and whether those hold.

use crate::{
    checkpoint::{Algorithm, Checkpoint, SignedNote, VerifierKey, verify_cosignature},
    report::{FindingCode, Findings, Place, params},
    verify::KnownKey,
};

/// A checkpoint that the session's key signed, with the times at which known keys cosigned it.
#[derive(Debug)]
pub(super) struct CheckedNote {
    pub(super) checkpoint: Checkpoint,
    /// (index of the known key, time in ms) of each cosignature that holds and counts.
    pub(super) cosigned: Vec<(usize, i64)>,
    pub(super) unknown: u64,
}

/// Checks a note's form, origin and signatures. Findings on single cosignatures are added; what is
/// wrong with the note itself is the error.
pub(super) fn check(
    text: &str,
    session: &VerifierKey,
    known: &[KnownKey],
    place: &Place,
    findings: &mut Findings,
) -> Result<CheckedNote, &'static str> {
    let note = SignedNote::parse(text.as_bytes()).map_err(|_| "not_a_note")?;
    let checkpoint = Checkpoint::parse(note.text()).map_err(|_| "not_a_checkpoint")?;
    if checkpoint.origin != *session.name() {
        return Err("origin");
    }
    if !note.is_signed_first_by(session) {
        return Err("session_signature");
    }
    let mut checked = CheckedNote { checkpoint, cosigned: Vec::new(), unknown: 0 };
    for signature in note.signatures().iter().filter(|signature| !signature.is_by(session)) {
        let mut is_known = false;
        for (index, key) in known.iter().enumerate().filter(|(_, key)| signature.is_by(&key.key)) {
            is_known = true;
            if key.key.algorithm() != Algorithm::CosignatureV1 {
                continue;
            }
            let Some(time_s) = verify_cosignature(note.text(), signature, &key.key) else {
                findings.add(
                    FindingCode::CosignatureInvalid,
                    place.clone(),
                    params! { key: key.label() },
                );
                continue;
            };
            let ms = i64::try_from(time_s).unwrap_or(i64::MAX).saturating_mul(1000);
            if key.is_valid_at(ms) {
                checked.cosigned.push((index, ms));
            } else {
                findings.add(
                    FindingCode::KeyNotValidThen,
                    place.clone(),
                    params! { key: key.label() },
                );
            }
        }
        if !is_known {
            checked.unknown += 1;
            if findings.count(FindingCode::UnknownCosigner) < UNKNOWN_TOLD {
                let key = format!("{}+{:08x}", signature.name(), signature.key_id());
                findings.add(FindingCode::UnknownCosigner, place.clone(), params! { key: key });
            }
        }
    }
    Ok(checked)
}

/// Signatures by unknown keys that are told one by one; all of them are counted.
const UNKNOWN_TOLD: u64 = 16;
