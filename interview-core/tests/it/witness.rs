//! Tests of `witness` through its public names: each answer that the specification names.

use interview_core::checkpoint::{
    Algorithm, Checkpoint, SignedNote, VerifierKey, verify_cosignature,
};
use interview_core::hash::{Hash, leaf_hash, sha256};
use interview_core::witness::{AddCheckpoint, Cosigned, Cosigner, Head, Refusal, add_checkpoint};
use interview_core::{ErrorCode, limits, merkle};
use proptest::prelude::*;

use crate::checkpoint::{log, one_byte_away, party, witness};

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|index| leaf_hash(&index.to_be_bytes())).collect()
}

fn signed(size: u64) -> SignedNote {
    let root = merkle::root(&leaves(size));
    Checkpoint { origin: log().name, size, root }.sign(&log().key)
}

fn request(old: u64, size: u64) -> AddCheckpoint {
    let proof = merkle::consistency_proof(&leaves(size), old).unwrap_or_default();
    AddCheckpoint::new(old, proof, signed(size)).unwrap()
}

fn head(size: u64, time_s: u64) -> Head {
    Head { size, root: merkle::root(&leaves(size)), time_s }
}

fn answer(
    request: &AddCheckpoint,
    held: Option<Head>,
    log: Option<&VerifierKey>,
    now_s: u64,
) -> Result<Cosigned, Refusal> {
    let witness = witness();
    let cosigner = Cosigner { key: &witness.key, name: &witness.name };
    add_checkpoint(request, held.as_ref(), log, now_s, cosigner)
}

fn check_refused(request: &AddCheckpoint, held: Option<Head>, expected: Refusal, status: u16) {
    assert_eq!(answer(request, held, Some(&log().vkey), 100), Err(expected));
    assert_eq!(expected.status(), status);
}

#[test]
fn a_consistent_checkpoint_is_cosigned() {
    let check = |held: Option<Head>, old: u64, size: u64| {
        let cosigned = answer(&request(old, size), held, Some(&log().vkey), 100).unwrap();
        assert_eq!(cosigned.head, head(size, 100));
        let note = signed(size);
        let time = verify_cosignature(note.text(), &cosigned.cosignature, &witness().vkey);
        assert_eq!(time, Some(100));
        assert!(note.with_signature(cosigned.cosignature).unwrap().is_signed_by(&witness().vkey));
    };
    check(None, 0, 0);
    check(None, 0, 1);
    check(None, 0, 64);
    check(Some(head(0, 50)), 0, 5);
    check(Some(head(5, 50)), 5, 5);
    check(Some(head(5, 50)), 5, 6);
    check(Some(head(64, 50)), 64, 128);
    check(Some(head(63, 50)), 63, 65);
}

#[test]
fn the_time_of_a_log_never_goes_back() {
    let check = |held_s, now_s, expected| {
        let cosigned =
            answer(&request(5, 6), Some(head(5, held_s)), Some(&log().vkey), now_s).unwrap();
        assert_eq!(cosigned.head.time_s, expected);
        let time = verify_cosignature(signed(6).text(), &cosigned.cosignature, &witness().vkey);
        assert_eq!(time, Some(expected));
    };
    check(100, 101, 101);
    check(100, 100, 100);
    check(100, 99, 100);
    check(100, 0, 100);
    check(100, u64::MAX, (1 << 63) - 1);
}

#[test]
fn an_unknown_origin_is_not_found() {
    let known = log().vkey;
    let other = party("other", 1, Algorithm::Ed25519).vkey;
    assert!(answer(&request(0, 1), None, Some(&known), 1).is_ok());
    assert_eq!(answer(&request(0, 1), None, None, 1), Err(Refusal::UnknownOrigin));
    assert_eq!(answer(&request(0, 1), None, Some(&other), 1), Err(Refusal::UnknownOrigin));
    assert_eq!(Refusal::UnknownOrigin.status(), 404);
}

#[test]
fn a_checkpoint_that_the_log_did_not_sign_is_forbidden() {
    let stranger = party(log().name.as_str(), 9, Algorithm::Ed25519);
    let note = Checkpoint::parse(signed(1).text()).unwrap().sign(&stranger.key);
    let forged = AddCheckpoint::new(0, vec![], note).unwrap();
    check_refused(&forged, None, Refusal::NotSigned, 403);
    // A cosigner's key signs no checkpoints.
    let retyped = party(log().name.as_str(), 1, Algorithm::CosignatureV1);
    assert_eq!(answer(&request(0, 1), None, Some(&retyped.vkey), 1), Err(Refusal::NotSigned));
}

#[test]
fn an_old_size_over_the_checkpoints_is_a_bad_request() {
    check_refused(&request(6, 5), Some(head(6, 1)), Refusal::OldSizeTooLarge, 400);
    check_refused(&request(u64::MAX, 5), None, Refusal::OldSizeTooLarge, 400);
}

#[test]
fn an_old_size_that_is_not_held_is_a_conflict() {
    let conflict = |held_size| Refusal::Conflict { held_size };
    check_refused(&request(0, 7), Some(head(5, 1)), conflict(5), 409);
    check_refused(&request(4, 7), Some(head(5, 1)), conflict(5), 409);
    check_refused(&request(6, 7), Some(head(5, 1)), conflict(5), 409);
    check_refused(&request(1, 7), None, conflict(0), 409);
    // A log that went back.
    check_refused(&request(4, 4), Some(head(5, 1)), conflict(5), 409);
    assert_eq!(conflict(5).body(), "5\n");
    assert_eq!(Refusal::ProofFailed.body(), "");
}

#[test]
fn a_refusal_is_known_by_its_answer() {
    let all = [
        Refusal::OldSizeTooLarge,
        Refusal::UnknownOrigin,
        Refusal::NotSigned,
        Refusal::Conflict { held_size: 7 },
        Refusal::ProofFailed,
    ];
    for refusal in all {
        assert_eq!(Refusal::of(refusal.status(), &refusal.body()), Some(refusal));
    }
    assert_eq!(Refusal::of(409, "7"), Some(Refusal::Conflict { held_size: 7 }));
    for (status, body) in [(409, ""), (409, "-1\n"), (200, ""), (500, ""), (429, "7\n")] {
        assert_eq!(Refusal::of(status, body), None, "{status} {body:?}");
    }
}

#[test]
fn another_root_for_the_held_size_is_a_conflict() {
    let held = Head { root: sha256(b"other"), ..head(5, 1) };
    check_refused(&request(5, 5), Some(held), Refusal::Conflict { held_size: 5 }, 409);
    let root = sha256(b"not the empty tree");
    let note = Checkpoint { origin: log().name, size: 0, root }.sign(&log().key);
    let request = AddCheckpoint::new(0, vec![], note).unwrap();
    check_refused(&request, None, Refusal::Conflict { held_size: 0 }, 409);
}

#[test]
fn a_proof_that_does_not_hold_is_unprocessable() {
    let check = |old, size, proof: Vec<Hash>, held| {
        let request = AddCheckpoint::new(old, proof, signed(size)).unwrap();
        check_refused(&request, held, Refusal::ProofFailed, 422);
    };
    let right = request(5, 7).proof().to_vec();
    check(5, 7, right[1..].to_vec(), Some(head(5, 1)));
    check(5, 7, vec![], Some(head(5, 1)));
    check(5, 7, vec![Hash::ZERO; 63], Some(head(5, 1)));
    check(5, 7, right, Some(Head { root: sha256(b"another history"), ..head(5, 1) }));
    check(5, 5, vec![Hash::ZERO], Some(head(5, 1)));
    check(0, 5, vec![Hash::ZERO], None);
    check(0, 5, vec![Hash::ZERO], Some(head(0, 1)));
}

#[test]
fn a_request_has_one_spelling() {
    let text = request(5, 7).to_string();
    let check = |from: &str, to: &str, expected: Option<ErrorCode>| {
        assert!(text.contains(from), "{from:?}");
        let changed = text.replacen(from, to, 1);
        let parsed = AddCheckpoint::parse(changed.as_bytes());
        assert_eq!(parsed.as_ref().err().map(|error| error.code()), expected, "{from:?} {to:?}");
        if let Ok(parsed) = parsed {
            assert_eq!(parsed.to_string(), changed);
        }
    };
    let invalid = Some(ErrorCode::InvalidProof);
    check("old 5", "old 5", None);
    check("old 5", "old 0", None);
    check("old 5", "old 05", invalid);
    check("old 5", "old -5", invalid);
    check("old 5", "old  5", invalid);
    check("old 5", "Old 5", invalid);
    check("old 5", "old 18446744073709551615", None);
    check("old 5", "old 18446744073709551616", invalid);
    check("old 5\n", "", invalid);
    check("old 5\n", "old 5\r\n", invalid);
    check("old 5\n", "old 5\n\n", Some(ErrorCode::InvalidCheckpoint));
    check("\n\n", "\n", invalid);
    check("=\n", "\n", invalid);
    check("— ", "- ", Some(ErrorCode::InvalidNote));
    let lines = |count| format!("old 5\n{}", format!("{}=\n", "A".repeat(43)).repeat(count));
    check("old 5\n", &lines(59), None);
    check("old 5\n", &lines(60), invalid);
    check("old 5\n", &lines(100_000), invalid);
}

#[test]
fn a_request_has_at_most_63_hashes() {
    let check = |hashes: usize, made: bool| {
        assert_eq!(AddCheckpoint::new(1, vec![Hash::ZERO; hashes], signed(2)).is_ok(), made);
    };
    check(limits::PROOF_HASHES, true);
    check(limits::PROOF_HASHES + 1, false);
}

#[test]
fn hostile_bodies_are_refused() {
    let check = |body: &[u8]| assert!(AddCheckpoint::parse(body).is_err());
    check(b"");
    check(b"old 0");
    check(b"old 0\n");
    check(b"old 0\n\n");
    check(&[0xff; 1000]);
    check(&vec![b'\n'; 1_000_000]);
    let text = request(5, 7).to_string();
    check(format!("{text}\n").as_bytes());
    check(format!("{text}{}", "— n AAAAAAE=\n".repeat(10_000)).as_bytes());
}

#[test]
fn a_request_with_any_byte_changed_is_refused() {
    let body = request(5, 7).to_string();
    for changed in one_byte_away(body.as_bytes()) {
        let cosigned = AddCheckpoint::parse(&changed)
            .is_ok_and(|r| answer(&r, Some(head(5, 1)), Some(&log().vkey), 100).is_ok());
        assert!(!cosigned, "{}", String::from_utf8_lossy(&changed));
    }
}

proptest! {
    #[test]
    fn a_witness_follows_one_history(sizes in prop::collection::vec(0..80_u64, 1..8)) {
        let mut held: Option<Head> = None;
        for (now, size) in (100..).zip(sizes) {
            let old = held.map_or(0, |head| head.size);
            let request = request(old.min(size), size);
            let parsed = AddCheckpoint::parse(request.to_string().as_bytes());
            prop_assert_eq!(parsed, Ok(request.clone()));
            match answer(&request, held, Some(&log().vkey), now) {
                Ok(cosigned) => {
                    prop_assert!(size >= old);
                    prop_assert_eq!(cosigned.head, head(size, now));
                    held = Some(cosigned.head);
                }
                Err(refusal) => {
                    prop_assert!(size < old);
                    prop_assert_eq!(refusal, Refusal::Conflict { held_size: old });
                }
            }
        }
    }
}
