//! Tests of signed notes, checkpoints and cosignatures through their public names.

use interview_core::ErrorCode;
use interview_core::checkpoint::{
    Algorithm, Checkpoint, KeyName, NoteSignature, SignatureStatus, SignedNote, SigningKey,
    VerifierKey, cosign, verify_cosignature,
};
use interview_core::hash::{Hash, leaf_hash, sha256};
use interview_core::{limits, merkle};
use proptest::prelude::*;

use crate::shared;

pub(crate) fn name(name: &str) -> KeyName {
    KeyName::new(name).unwrap()
}

/// A signing key, its name, and the verifier key that goes with them.
pub(crate) struct Party {
    pub(crate) key: SigningKey,
    pub(crate) name: KeyName,
    pub(crate) vkey: VerifierKey,
}

pub(crate) fn party(key_name: &str, seed: u8, algorithm: Algorithm) -> Party {
    let (key, name) = (SigningKey::from_seed(&[seed; 32]), name(key_name));
    let vkey = VerifierKey::new(name.clone(), algorithm, key.public());
    Party { key, name, vkey }
}

pub(crate) fn log() -> Party {
    party("relay.example/s/1", 1, Algorithm::Ed25519)
}

pub(crate) fn witness() -> Party {
    party("witness.example/w1", 2, Algorithm::CosignatureV1)
}

fn cosigned() -> SignedNote {
    let checkpoint = Checkpoint { origin: log().name, size: 3, root: sha256(b"root") };
    let note = checkpoint.sign(&log().key);
    let cosignature = cosign(note.text(), &witness().key, &witness().name, 1_795_000_000);
    note.with_signature(cosignature).unwrap()
}

/// Every text that is one byte away: each bit flipped, each byte dropped or doubled.
pub(crate) fn one_byte_away(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len()).flat_map(move |place| {
        let flipped = (0..8).map(move |bit| {
            let mut changed = bytes.to_vec();
            changed[place] ^= 1 << bit;
            changed
        });
        let mut dropped = bytes.to_vec();
        dropped.remove(place);
        let mut doubled = bytes.to_vec();
        doubled.insert(place, bytes[place]);
        // Where equal bytes stand side by side, dropping and doubling either is the same.
        flipped.chain([dropped, doubled]).filter(move |changed| changed != bytes)
    })
}

#[test]
fn the_signed_checkpoints_of_tessera_verify() {
    let test = "the_signed_checkpoints_of_tessera_verify";
    let folder = "vectors/transparency-dev_tessera/testdata/log";
    let Some(folder) = shared::third_party(test, folder) else { return };
    let key = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
    let key = VerifierKey::parse(key).unwrap();
    let leaves: Vec<Hash> =
        "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten"
            .split(' ')
            .map(|leaf| leaf_hash(leaf.as_bytes()))
            .collect();
    for size in 0..=15 {
        let bytes = shared::read(folder.join(format!("checkpoint.{size}")));
        let note = SignedNote::parse(&bytes).unwrap();
        assert_eq!(note.to_string().as_bytes(), bytes);
        let checkpoint = Checkpoint::open(&note, &key).unwrap();
        assert_eq!(checkpoint.size, size);
        assert_eq!(checkpoint.root, merkle::root(&leaves[..size as usize]));
        for changed in one_byte_away(&bytes) {
            assert!(!SignedNote::parse(&changed).is_ok_and(|note| note.is_signed_by(&key)));
        }
    }
}

#[test]
fn the_example_of_the_signed_note_specification_verifies() {
    let test = "the_example_of_the_signed_note_specification_verifies";
    let Some(path) = shared::third_party(test, "vectors/C2SP_specs/examples.json") else { return };
    let example = &shared::read_json(path)["signed-note"];
    let key = VerifierKey::parse(example["vkey"].as_str().unwrap()).unwrap();
    let text = example["note"].as_str().unwrap();
    let note = SignedNote::parse(text.as_bytes()).unwrap();
    assert_eq!(note.text(), "This is an example message.\n");
    assert_eq!(note.to_string(), text);
    assert_eq!(note.status(&key), SignatureStatus::Valid);
}

fn check_note(bytes: impl AsRef<[u8]>, text: Option<&str>) {
    let bytes = bytes.as_ref();
    let shown = String::from_utf8_lossy(bytes).chars().take(80).collect::<String>();
    match (SignedNote::parse(bytes), text) {
        (Ok(note), Some(text)) => {
            assert_eq!(note.text(), text, "{shown:?}");
            assert_eq!(note.to_string().as_bytes(), bytes);
        }
        (Err(error), None) => assert_eq!(error.code(), ErrorCode::InvalidNote),
        (found, _) => panic!("{shown:?}: {found:?}"),
    }
}

#[test]
fn a_note_has_one_spelling() {
    check_note("a\n\n— n AAAAAAE=\n", Some("a\n"));
    check_note("a\n\n— n AAAAAAE=\n— m AAAAAAE=\n", Some("a\n"));
    check_note("a\n\nb\n\n— n AAAAAAE=\n", Some("a\n\nb\n"));
    check_note("a\n\n\n— n AAAAAAE=\n", Some("a\n\n"));
    check_note("\n\n— n AAAAAAE=\n", Some("\n"));
    check_note("— n AAAAAAE=\n\n— n AAAAAAE=\n", Some("— n AAAAAAE=\n"));
    check_note("\u{7f}\u{85}\u{2028}\n\n— n AAAAAAE=\n", Some("\u{7f}\u{85}\u{2028}\n"));

    check_note("", None);
    check_note("\n", None);
    check_note("\n\n", None);
    check_note("a\n\n", None);
    check_note("a\n\n\n", None);
    check_note("a\n— n AAAAAAE=\n", None);
    check_note("\n— n AAAAAAE=\n", None);
    check_note("— n AAAAAAE=\n", None);
    check_note("a\n\n— n AAAAAAE=", None);
    check_note("a\n\n— n AAAAAAE=\n\n", None);
    check_note("a\n\n— n AAAAAAE=\nb\n", None);
    check_note("a\n\n- n AAAAAAE=\n", None);
    check_note("a\n\n—  n AAAAAAE=\n", None);
    check_note("a\n\n— n  AAAAAAE=\n", None);
    check_note("a\n\n— n AAAAAAE= \n", None);
    check_note("a\n\n— n\u{a0}AAAAAAE=\n", None);
    check_note("a\n\n—\u{a0}n AAAAAAE=\n", None);
    check_note("a\n\n— n+ AAAAAAE=\n", None);
    check_note("a\n\n— n\u{2003}m AAAAAAE=\n", None);
    check_note("a\n\n—  AAAAAAE=\n", None);
    check_note("a\n\n— n\n", None);
    check_note("a\n\n— n \n", None);
}

#[test]
fn a_note_has_one_spelling_of_its_base64() {
    check_note("a\n\n— n AAAAAAE\n", None);
    check_note("a\n\n— n AAAAAAF=\n", None);
    check_note("a\n\n— n AAAAAAE==\n", None);
    check_note("a\n\n— n AAAAA-E=\n", None);
    check_note("a\n\n— n AAAAAA==\n", None);
    check_note("a\n\n— n AAA=\n", None);
    check_note("a\n\n— n ====\n", None);
}

#[test]
fn a_note_has_no_control_characters_and_is_utf_8() {
    for control in (0..0x20).filter(|byte| *byte != b'\n') {
        let control = char::from(control);
        check_note(format!("a{control}\n\n— n AAAAAAE=\n"), None);
        check_note(format!("a\n\n— n{control}m AAAAAAE=\n"), None);
        check_note(format!("a\n\n— n AAAAAAE={control}\n"), None);
    }
    check_note("a\r\n\r\n— n AAAAAAE=\r\n", None);
    check_note(b"a\xff\n\n\xe2\x80\x94 n AAAAAAE=\n", None);
    check_note(b"a\xed\xa0\x80\n\n\xe2\x80\x94 n AAAAAAE=\n", None);
    check_note(b"a\xc0\x8a\n\n\xe2\x80\x94 n AAAAAAE=\n", None);
    check_note(b"a\n\n\xe2\x80", None);
}

#[test]
fn a_note_is_bounded() {
    let line = "— n AAAAAAE=\n";
    check_note(format!("a\n\n{}", line.repeat(16)), Some("a\n"));
    check_note(format!("a\n\n{}", line.repeat(17)), None);
    check_note(format!("a\n\n{}", line.repeat(10_000)), None);
    let longest = "a".repeat(limits::NOTE_BYTES - line.len() - 2);
    check_note(format!("{longest}\n\n{line}"), Some(&format!("{longest}\n")));
    check_note(format!("{longest}a\n\n{line}"), None);
    check_note("\n".repeat(100_000), None);
    check_note("\n".repeat(limits::NOTE_BYTES), None);
    let name = "n".repeat(limits::NAME_BYTES);
    check_note(format!("a\n\n— {name} AAAAAAE=\n"), Some("a\n"));
    check_note(format!("a\n\n— n{name} AAAAAAE=\n"), None);
}

#[test]
fn a_note_can_be_made_only_as_it_can_be_read() {
    let line = || NoteSignature::parse("— n AAAAAAE=").unwrap();
    let check = |text: &str, signatures: usize, made: bool| {
        let note = SignedNote::new(text.to_owned(), vec![line(); signatures]);
        match note {
            Ok(note) => check_note(note.to_string(), Some(text)),
            Err(error) => assert_eq!(error.code(), ErrorCode::InvalidNote),
        }
        let again = SignedNote::new(text.to_owned(), vec![line(); signatures]);
        assert_eq!(again.is_ok(), made, "{text:?}");
    };
    check("a\n", 1, true);
    check("a\n\n", 16, true);
    check("\n", 1, true);
    check("a\n", 0, false);
    check("a\n", 17, false);
    check("", 1, false);
    check("a", 1, false);
    check("a\r\n", 1, false);
    check(&format!("{}\n", "a".repeat(limits::NOTE_BYTES)), 1, false);
    assert!(NoteSignature::new(name("n"), 0, vec![]).is_err());
    let full = SignedNote::new("a\n".to_owned(), vec![line(); 16]).unwrap();
    assert_eq!(full.with_signature(line()).unwrap_err().code(), ErrorCode::InvalidNote);
}

#[test]
fn only_signatures_of_the_key_are_looked_at() {
    let (log, witness, note) = (log(), witness(), cosigned());
    let check = |note: &SignedNote, key: &VerifierKey, expected| {
        assert_eq!(note.status(key), expected);
        assert_eq!(note.is_signed_by(key), expected == SignatureStatus::Valid);
    };
    check(&note, &log.vkey, SignatureStatus::Valid);
    check(&note, &witness.vkey, SignatureStatus::Valid);
    // The same key under another name or type is another key.
    check(&note, &party("other", 1, Algorithm::Ed25519).vkey, SignatureStatus::Absent);
    let retyped = VerifierKey::new(log.name.clone(), Algorithm::CosignatureV1, log.key.public());
    check(&note, &retyped, SignatureStatus::Absent);

    let forged = |key: &VerifierKey, length| {
        NoteSignature::new(key.name().clone(), key.key_id(), vec![7; length]).unwrap()
    };
    for length in [1, 8, 63, 64, 65, 71, 72, 73, 1000] {
        // One bad signature of a key spoils its good one, and nobody else's.
        let note = note.clone().with_signature(forged(&log.vkey, length)).unwrap();
        check(&note, &log.vkey, SignatureStatus::Invalid);
        check(&note, &witness.vkey, SignatureStatus::Valid);
        let note = note.with_signature(forged(&witness.vkey, length)).unwrap();
        check(&note, &witness.vkey, SignatureStatus::Invalid);
    }
    // A stranger who shares the key's name or its id, but not both.
    let same_name = NoteSignature::new(log.name.clone(), 7, vec![7; 64]).unwrap();
    let same_id = NoteSignature::new(name("other"), log.vkey.key_id(), vec![7; 64]).unwrap();
    let note = note.with_signature(same_name).unwrap().with_signature(same_id).unwrap();
    check(&note, &log.vkey, SignatureStatus::Valid);
}

#[test]
fn a_checkpoint_has_one_spelling() {
    let root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    let check = |text: &str, read: bool| {
        let parsed = Checkpoint::parse(text);
        assert_eq!(parsed.is_ok(), read, "{text:?}");
        match parsed {
            Ok(checkpoint) => assert_eq!(checkpoint.text(), text),
            Err(error) => assert_eq!(error.code(), ErrorCode::InvalidCheckpoint),
        }
    };
    check(&format!("log\n0\n{root}\n"), true);
    check(&format!("log\n18446744073709551615\n{root}\n"), true);
    check(&format!("log\n18446744073709551616\n{root}\n"), false);
    check(&format!("log\n{}\n{root}\n", "9".repeat(5000)), false);
    check(&format!("log\n00\n{root}\n"), false);
    check(&format!("log\n+1\n{root}\n"), false);
    check(&format!("log\n-1\n{root}\n"), false);
    check(&format!("log\n\n{root}\n"), false);
    check(&format!("\n1\n{root}\n"), false);
    check(&format!("my log\n1\n{root}\n"), false);
    check(&format!("log\n1\n{root}"), false);
    check(&format!("log\n1\n{root}\n\n"), false);
    check(&format!("log\n1\n{root}\nextension\n"), false);
    check(&format!("log\n1\n{}\n", root.replace("FU=", "FV=")), false);
    check(&format!("log\n1\n{}\n", root.replace("47DE", "")), false);
    check("log\n1\n\n", false);
    check("log\n1\n", false);
    check("", false);
}

#[test]
fn a_checkpoint_opens_with_the_key_of_its_log_alone() {
    let (log, note) = (log(), cosigned());
    let check = |key: &VerifierKey, expected: Result<u64, ErrorCode>| {
        let opened = Checkpoint::open(&note, key);
        assert_eq!(opened.map(|c| c.size).map_err(|error| error.code()), expected);
    };
    check(&log.vkey, Ok(3));
    let other_key = party("relay.example/s/1", 3, Algorithm::Ed25519);
    check(&other_key.vkey, Err(ErrorCode::BadSignature));
    let other_log = party("relay.example/s/2", 1, Algorithm::Ed25519);
    check(&other_log.vkey, Err(ErrorCode::InvalidCheckpoint));
    check(&witness().vkey, Err(ErrorCode::InvalidCheckpoint));
    let cosigner = party("relay.example/s/1", 1, Algorithm::CosignatureV1);
    check(&cosigner.vkey, Err(ErrorCode::InvalidCheckpoint));
}

#[test]
fn a_cosignature_tells_its_time() {
    let (note, witness) = (cosigned(), witness());
    let check = |time, expected| {
        let cosignature = cosign(note.text(), &witness.key, &witness.name, time);
        assert_eq!(cosignature.signature().len(), 72);
        assert_eq!(verify_cosignature(note.text(), &cosignature, &witness.vkey), Some(expected));
    };
    check(0, 0);
    check(1_795_000_000, 1_795_000_000);
    check((1 << 63) - 1, (1 << 63) - 1);
    check(u64::MAX, (1 << 63) - 1);
}

#[test]
fn a_cosignature_holds_for_its_text_time_and_key_alone() {
    let (note, witness, log) = (cosigned(), witness(), log());
    let [plain, cosignature] = note.signatures() else { panic!("two signatures") };
    let check = |text: &str, signature: &NoteSignature, key: &VerifierKey, expected| {
        assert_eq!(verify_cosignature(text, signature, key), expected);
    };
    check(note.text(), cosignature, &witness.vkey, Some(1_795_000_000));
    check("other\n", cosignature, &witness.vkey, None);
    check(note.text(), plain, &witness.vkey, None);
    check(note.text(), plain, &log.vkey, None);
    let other_key = party("witness.example/w1", 3, Algorithm::CosignatureV1);
    check(note.text(), cosignature, &other_key.vkey, None);
    let plain_key = party("witness.example/w1", 2, Algorithm::Ed25519);
    check(note.text(), cosignature, &plain_key.vkey, None);
    let other_name = party("witness.example/w2", 2, Algorithm::CosignatureV1);
    check(note.text(), cosignature, &other_name.vkey, None);
    // The right bytes under the id of a key that signs no cosignatures.
    let (name, id) = (plain_key.name.clone(), plain_key.vkey.key_id());
    let retyped = NoteSignature::new(name, id, cosignature.signature().to_vec()).unwrap();
    check(note.text(), &retyped, &plain_key.vkey, None);

    let rebuilt = |bytes: Vec<u8>| {
        NoteSignature::new(witness.name.clone(), witness.vkey.key_id(), bytes).unwrap()
    };
    for place in 0..72 {
        let mut bytes = cosignature.signature().to_vec();
        bytes[place] ^= 1;
        check(note.text(), &rebuilt(bytes), &witness.vkey, None);
    }
    check(note.text(), &rebuilt(cosignature.signature()[..71].to_vec()), &witness.vkey, None);
    // A time that the format doesn't allow, although the key signed it.
    let message = format!("cosignature/v1\ntime {}\n{}", 1_u64 << 63, note.text());
    let mut bytes = (1_u64 << 63).to_be_bytes().to_vec();
    bytes.extend_from_slice(&witness.key.sign(message.as_bytes()));
    check(note.text(), &rebuilt(bytes), &witness.vkey, None);
}

#[test]
fn a_cosigned_checkpoint_with_any_byte_changed_is_refused_or_fails() {
    let (note, log, witness) = (cosigned().to_string(), log(), witness());
    for changed in one_byte_away(note.as_bytes()) {
        let holds = SignedNote::parse(&changed)
            .is_ok_and(|note| note.is_signed_by(&log.vkey) && note.is_signed_by(&witness.vkey));
        assert!(!holds, "{}", String::from_utf8_lossy(&changed));
    }
}

proptest! {
    #[test]
    fn notes_come_back_from_their_bytes(
        text in "([^\\x00-\\x1f]{0,20}\n){1,5}",
        names in prop::collection::vec("[^\\s\\p{Cc}+]{1,20}", 1..=16),
        signature in prop::collection::vec(any::<u8>(), 1..100),
        key_id: u32,
    ) {
        let lines = names.iter().map(|line| {
            NoteSignature::new(name(line), key_id, signature.clone()).unwrap()
        });
        let note = SignedNote::new(text, lines.collect()).unwrap();
        prop_assert_eq!(SignedNote::parse(note.to_string().as_bytes()), Ok(note));
    }

    #[test]
    fn what_parses_as_a_note_is_written_as_it_was(
        note in "[a\n]{0,4}\n\n(— n{0,2} ?[A-Q=]{6,9}\n?){0,3}",
    ) {
        if let Ok(parsed) = SignedNote::parse(note.as_bytes()) {
            prop_assert_eq!(parsed.to_string(), note);
        }
    }

    #[test]
    fn no_bytes_make_the_parsers_panic(bytes: Vec<u8>) {
        prop_assert!(SignedNote::parse(&bytes).is_err());
        let text = String::from_utf8_lossy(&bytes);
        prop_assert!(Checkpoint::parse(&text).is_err());
        prop_assert!(VerifierKey::parse(&text).is_err());
    }

    #[test]
    fn checkpoints_come_back_from_their_text(size: u64, root: [u8; 32]) {
        let checkpoint = Checkpoint { origin: log().name, size, root: Hash(root) };
        prop_assert_eq!(Checkpoint::parse(&checkpoint.text()), Ok(checkpoint.clone()));
        let note = checkpoint.sign(&log().key);
        prop_assert_eq!(Checkpoint::open(&note, &log().vkey), Ok(checkpoint));
    }
}
