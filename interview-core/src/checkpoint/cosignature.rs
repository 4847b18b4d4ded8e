//! C2SP tlog-cosignature, `cosignature/v1`: a witness's word that at a time it saw this checkpoint
//! as the largest consistent one of its log.

use crate::checkpoint::verifier_key::key_id;
use crate::checkpoint::{Algorithm, KeyName, NoteSignature, SigningKey, VerifierKey};
use crate::limits::COSIGNATURE_SECONDS_MAX;

/// Cosigns the text of a checkpoint at a Unix time in seconds. A later time than
/// [`COSIGNATURE_SECONDS_MAX`] is written as that.
#[must_use]
pub fn cosign(note_text: &str, key: &SigningKey, name: &KeyName, time_s: u64) -> NoteSignature {
    let time_s = time_s.min(COSIGNATURE_SECONDS_MAX);
    let mut signature = time_s.to_be_bytes().to_vec();
    signature.extend_from_slice(&key.sign(message(note_text, time_s).as_bytes()));
    NoteSignature::from_parts(
        name.clone(),
        key_id(name, Algorithm::CosignatureV1, &key.public()),
        signature,
    )
}

/// The Unix time in seconds at which the key cosigned the text; `None` if the signature doesn't bear
/// the key's name and id, the key is of another type, or the signature doesn't verify.
#[must_use]
pub fn verify_cosignature(
    note_text: &str,
    signature: &NoteSignature,
    key: &VerifierKey,
) -> Option<u64> {
    if key.algorithm() != Algorithm::CosignatureV1 || !signature.is_by(key) {
        return None;
    }
    let (time, signature) = signature.signature().split_first_chunk()?;
    let time_s = u64::from_be_bytes(*time);
    let signature = signature.try_into().ok()?;
    let message = message(note_text, time_s);
    (time_s <= COSIGNATURE_SECONDS_MAX && key.public_key().verify(message.as_bytes(), signature))
        .then_some(time_s)
}

fn message(note_text: &str, time_s: u64) -> String {
    format!("cosignature/v1\ntime {time_s}\n{note_text}")
}
