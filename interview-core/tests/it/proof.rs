//! Tests of tlog-proofs through their public names.

use interview_core::checkpoint::{Algorithm, Checkpoint, SignedNote, TlogProof, VerifierKey};
use interview_core::hash::{Hash, leaf_hash, sha256};
use interview_core::{ErrorCode, limits, merkle};
use proptest::prelude::*;

use crate::checkpoint::{log, one_byte_away, party};

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|index| leaf_hash(&index.to_be_bytes())).collect()
}

fn proof(index: u64, size: u64, extra: Option<&[u8]>) -> TlogProof {
    let leaves = leaves(size);
    let checkpoint = Checkpoint { origin: log().name, size, root: merkle::root(&leaves) };
    let hashes = merkle::inclusion_proof(&leaves, index).unwrap();
    TlogProof::new(index, hashes, extra.map(Vec::from), checkpoint.sign(&log().key)).unwrap()
}

#[test]
fn a_proof_holds_for_its_leaf_and_log_alone() {
    let proof = proof(4, 7, Some(b"extra"));
    let leaves = leaves(7);
    let check = |leaf, key: &VerifierKey, expected: Result<(), ErrorCode>| {
        assert_eq!(proof.verify(leaf, key).map_err(|error| error.code()), expected);
    };
    check(leaves[4], &log().vkey, Ok(()));
    check(leaves[5], &log().vkey, Err(ErrorCode::ProofFailed));
    let other_key = party(log().name.as_str(), 9, Algorithm::Ed25519);
    check(leaves[4], &other_key.vkey, Err(ErrorCode::BadSignature));
    let other_log = party("other", 1, Algorithm::Ed25519);
    check(leaves[4], &other_log.vkey, Err(ErrorCode::InvalidCheckpoint));
}

#[test]
fn a_proof_beyond_its_checkpoint_fails() {
    let right = proof(6, 7, None);
    for index in [7, 8, u64::MAX] {
        let wrong =
            TlogProof::new(index, right.hashes().to_vec(), None, right.note().clone()).unwrap();
        let refused = wrong.verify(leaves(7)[6], &log().vkey).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::ProofFailed);
    }
}

#[test]
fn a_proof_with_any_byte_changed_is_refused_or_fails() {
    let proof = proof(4, 7, None).to_string();
    let leaf = leaves(7)[4];
    for changed in one_byte_away(proof.as_bytes()) {
        let holds = TlogProof::parse(&changed).is_ok_and(|p| p.verify(leaf, &log().vkey).is_ok());
        assert!(!holds, "{}", String::from_utf8_lossy(&changed));
    }
}

#[test]
fn a_proof_has_one_spelling() {
    let text = proof(1, 3, Some(&[0xff])).to_string();
    let check = |from: &str, to: &str, expected: Option<ErrorCode>| {
        assert!(text.contains(from), "{from:?}");
        let changed = text.replacen(from, to, 1);
        let parsed = TlogProof::parse(changed.as_bytes());
        assert_eq!(parsed.as_ref().err().map(|error| error.code()), expected, "{from:?} {to:?}");
        if let Ok(parsed) = parsed {
            assert_eq!(parsed.to_string(), changed);
        }
    };
    let invalid = Some(ErrorCode::InvalidProof);
    check("index 1", "index 2", None);
    check("extra /w==\n", "", None);
    check("extra /w==\n", "extra \n", invalid);
    check("extra /w==\n", "extra\n", invalid);
    check("extra /w==", "extra /x==", invalid);
    check("extra /w==", "extra /w", invalid);
    check("extra /w==", "extra  /w==", invalid);
    check("extra /w==\n", "extra /w==\nextra /w==\n", invalid);
    check("@v1", "@v2", invalid);
    check("@v1\n", "@v1\r\n", invalid);
    check("c2sp", " c2sp", invalid);
    check("index 1", "index 01", invalid);
    check("index 1", "index +1", invalid);
    check("index 1", "index ", invalid);
    check("index 1", "index  1", invalid);
    check("index 1", "index 18446744073709551615", None);
    check("index 1", "index 18446744073709551616", invalid);
    check("index 1\n", "", invalid);
    check("index 1\n", "index 1\n\n", Some(ErrorCode::InvalidCheckpoint));
    check("\n\n", "\n", invalid);
    check("— ", "- ", Some(ErrorCode::InvalidNote));
    check("\n3\n", "\n03\n", Some(ErrorCode::InvalidCheckpoint));
}

#[test]
fn a_proof_is_bounded() {
    let note = proof(1, 3, None).note().clone();
    let check = |hashes: usize, extra: Option<usize>, made: bool| {
        let extra = extra.map(|length| vec![7; length]);
        let made_proof = TlogProof::new(0, vec![Hash::ZERO; hashes], extra.clone(), note.clone());
        assert_eq!(made_proof.is_ok(), made, "{hashes} {:?}", extra.map(|extra| extra.len()));
        if let Ok(proof) = made_proof {
            assert_eq!(TlogProof::parse(proof.to_string().as_bytes()), Ok(proof));
        }
    };
    check(0, None, true);
    check(limits::PROOF_HASHES, Some(40_000), true);
    check(limits::PROOF_HASHES + 1, None, false);
    check(0, Some(0), false);
    check(0, Some(limits::PROOF_BYTES / 4 * 3), false);
    check(0, Some(10_000_000), false);
    let not_a_checkpoint = SignedNote::sign("a\n".to_owned(), &log().key, &log().name).unwrap();
    let refused = TlogProof::new(0, vec![], None, not_a_checkpoint).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::InvalidCheckpoint);
}

#[test]
fn hostile_bytes_are_no_proof() {
    let check = |bytes: &[u8], expected: ErrorCode| {
        assert_eq!(TlogProof::parse(bytes).unwrap_err().code(), expected);
    };
    let invalid = ErrorCode::InvalidProof;
    check(b"", invalid);
    check(b"\n", invalid);
    check(b"c2sp.org/tlog-proof@v1", invalid);
    check(b"c2sp.org/tlog-proof@v1\n", invalid);
    check(b"c2sp.org/tlog-proof@v1\nindex 0\n", invalid);
    check(b"c2sp.org/tlog-proof@v1\nindex 0\n\n", ErrorCode::InvalidNote);
    check(&[0xff; 1000], invalid);
    let text = proof(1, 3, None).to_string();
    check(format!("\u{feff}{text}").as_bytes(), invalid);
    check(text.replace('\n', "\r\n").as_bytes(), invalid);
    let signatures = "— n AAAAAAE=\n".repeat(10_000);
    check(format!("{text}{signatures}").as_bytes(), invalid);
    check(format!("{text}{}", "— n AAAAAAE=\n".repeat(16)).as_bytes(), ErrorCode::InvalidNote);
    check(&vec![b'\n'; 1_000_000], invalid);
}

proptest! {
    #[test]
    fn proofs_come_back_from_their_bytes(
        size in 1..60_u64,
        index: prop::sample::Index,
        extra in prop::option::of(prop::collection::vec(any::<u8>(), 1..50)),
    ) {
        let index = index.index(size as usize) as u64;
        let proof = proof(index, size, extra.as_deref());
        prop_assert_eq!(proof.index(), index);
        prop_assert_eq!(proof.extra(), extra.as_deref());
        prop_assert_eq!(proof.checkpoint().size, size);
        prop_assert!(proof.verify(leaves(size)[index as usize], &log().vkey).is_ok());
        prop_assert!(proof.verify(sha256(b"other"), &log().vkey).is_err());
        prop_assert_eq!(TlogProof::parse(proof.to_string().as_bytes()), Ok(proof));
    }
}
