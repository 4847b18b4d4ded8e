//! tlog-proofs, and what a client asks a witness: one spelling, and no proof leads from what it
//! doesn't prove.
#![no_main]

use interview_core::{
    api::{SigningKey, TlogProof, VerifierKey},
    checkpoint::Algorithm,
    hash::leaf_hash,
    witness::AddCheckpoint,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(proof) = TlogProof::parse(bytes) {
        assert_eq!(proof.to_string().as_bytes(), bytes);
        let checkpoint = proof.checkpoint();
        let key = SigningKey::from_seed(&[7; 32]);
        let log = VerifierKey::new(checkpoint.origin.clone(), Algorithm::Ed25519, key.public());
        // No hash of the input can stand in the input, whoever signed it.
        let leaf = leaf_hash(bytes);
        assert!(proof.verify(leaf, &log).is_err());
        let hashes = proof.hashes().to_vec();
        let signed = TlogProof::new(proof.index(), hashes, None, checkpoint.sign(&key)).unwrap();
        assert!(signed.verify(leaf, &log).is_err());
    }
    if let Ok(request) = AddCheckpoint::parse(bytes) {
        assert_eq!(request.to_string().as_bytes(), bytes);
    }
});
