//! tlog-proofs, and what a client asks a witness: one spelling, and no proof holds for a log that
//! didn't sign it.
#![no_main]

use interview_core::{
    api::{SigningKey, TlogProof, VerifierKey},
    checkpoint::{Algorithm, KeyName},
    hash::leaf_hash,
    witness::AddCheckpoint,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(proof) = TlogProof::parse(bytes) {
        assert_eq!(proof.to_string().as_bytes(), bytes);
        assert!(proof.index() < proof.checkpoint().size);
        let origin = KeyName::new(proof.checkpoint().origin.as_str()).unwrap();
        let stranger = SigningKey::from_seed(&[7; 32]).public();
        let stranger = VerifierKey::new(origin, Algorithm::Ed25519, stranger);
        assert!(proof.verify(leaf_hash(bytes), &stranger).is_err());
    }
    if let Ok(request) = AddCheckpoint::parse(bytes) {
        assert_eq!(request.to_string().as_bytes(), bytes);
    }
});
