//! Tests of the keys of `checkpoint` through their public names: which keys and signatures are
//! accepted, and in which spelling.

use interview_core::ErrorCode;
use interview_core::checkpoint::{Algorithm, KeyName, PublicKey, SigningKey, VerifierKey};
use proptest::prelude::*;

use crate::shared;

/// The bytes that an even number of hexadecimal digits stands for.
fn hex(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

fn key(text: &str) -> [u8; 32] {
    hex(text).try_into().unwrap()
}

#[test]
fn ed25519_edge_cases_are_rejected_by_their_flags() {
    let test = "ed25519_edge_cases_are_rejected_by_their_flags";
    let path = "vectors/C2SP_CCTV/ed25519/ed25519vectors.json";
    let Some(path) = shared::third_party(test, path) else { return };
    let vectors = shared::read_json(path);
    let vectors = vectors.as_array().unwrap();
    let mut accepted = 0;
    for vector in vectors {
        let field = |name: &str| vector[name].as_str().unwrap();
        let bad = [
            "low_order_A",
            "low_order_R",
            "non_canonical_A",
            "non_canonical_R",
            "low_order_residue",
        ];
        let flags = vector["flags"].as_array();
        let is_bad = flags.into_iter().flatten().any(|flag| bad.contains(&flag.as_str().unwrap()));
        let signature = hex(field("sig")).try_into().unwrap();
        let verifies = PublicKey::from_bytes(&key(field("key")))
            .is_ok_and(|key| key.verify(field("msg").as_bytes(), &signature));
        assert_eq!(verifies, !is_bad, "vector {}", vector["number"]);
        accepted += usize::from(verifies);
    }
    assert_eq!((vectors.len(), accepted), (914, 43));
}

/// Encodings of the y that lie at or above the prime p = 2^255 - 19, with both signs of x, each
/// with the canonical encoding of the same point.
fn unreduced() -> Vec<([u8; 32], [u8; 32])> {
    let mut all = Vec::new();
    for reduced in 0..19_u8 {
        for sign in [0, 0x80] {
            let mut encoding = [0xff; 32];
            encoding[0] = 0xed + reduced;
            encoding[31] = 0x7f | sign;
            let mut canonical = [0; 32];
            canonical[0] = reduced;
            canonical[31] = sign;
            all.push((encoding, canonical));
        }
    }
    all
}

#[test]
fn unreduced_encodings_of_good_keys_are_refused_by_our_own_check() {
    let mut good_points = 0;
    for (encoding, canonical) in unreduced() {
        let refused = PublicKey::from_bytes(&encoding).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::InvalidKey);
        assert_eq!(refused.to_string(), "the public key is not in canonical form");
        if PublicKey::from_bytes(&canonical).is_ok() {
            // The library below accepts them, so nothing else would have refused them.
            assert!(ed25519_dalek::VerifyingKey::from_bytes(&encoding).is_ok());
            good_points += 1;
        }
    }
    assert_eq!(good_points, 20);
}

#[test]
fn small_order_keys_are_refused_in_every_encoding() {
    let check = |text: &str| {
        for sign in [0, 0x80] {
            let mut key = key(text);
            key[31] |= sign;
            let refused = PublicKey::from_bytes(&key).unwrap_err();
            assert_eq!(refused.code(), ErrorCode::InvalidKey);
            // It is a point, and a weak one: refused for its order, not by chance.
            assert!(ed25519_dalek::VerifyingKey::from_bytes(&key).is_ok_and(|key| key.is_weak()));
        }
    };
    check("0000000000000000000000000000000000000000000000000000000000000000");
    check("0100000000000000000000000000000000000000000000000000000000000000");
    check("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
    check("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
    check("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    check("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    check("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
}

#[test]
fn a_key_that_is_no_point_is_refused() {
    let mut no_point = [0; 32];
    no_point[0] = 2;
    assert_eq!(PublicKey::from_bytes(&no_point).unwrap_err().code(), ErrorCode::InvalidKey);
}

#[test]
fn s_has_one_spelling() {
    let key = SigningKey::from_seed(&[7; 32]);
    let signature = key.sign(b"text");
    assert!(key.public().verify(b"text", &signature));
    // S + L, which the equation itself doesn't tell from S.
    let order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    let mut other = signature;
    let mut carry = 0;
    for (byte, add) in other[32..].iter_mut().zip(order) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    assert_ne!(other, signature);
    assert!(!key.public().verify(b"text", &other));
}

const VKEY: &str = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

#[test]
fn a_verifier_key_has_one_spelling() {
    let check = |text: &str, expected: Result<(), ErrorCode>| {
        let parsed = VerifierKey::parse(text);
        assert_eq!(parsed.as_ref().map(|_| ()).map_err(|error| error.code()), expected, "{text}");
        if let Ok(key) = parsed {
            assert_eq!(key.to_string(), text);
        }
    };
    check(VKEY, Ok(()));
    let invalid = Err(ErrorCode::InvalidKey);
    check("", invalid);
    check("example.com/log/testdata", invalid);
    check("example.com/log/testdata+33d7b496", invalid);
    check(&VKEY.replace("33d7b496", "33D7B496"), invalid);
    check(&VKEY.replace("33d7b496", "33d7b497"), invalid);
    check(&VKEY.replace("33d7b496", "033d7b496"), invalid);
    check(&VKEY.replace("33d7b496", ""), invalid);
    check(&format!("{VKEY}="), invalid);
    check(&format!("{VKEY}\n"), invalid);
    check(&format!(" {VKEY}"), Err(ErrorCode::InvalidName));
    check(&VKEY.replace("example", "other"), invalid);
    check(&VKEY.replace("example", "exa mple"), Err(ErrorCode::InvalidName));
    check(&VKEY.replace("example.com/log/testdata", ""), Err(ErrorCode::InvalidName));
    check(&"+".repeat(100_000), Err(ErrorCode::InvalidKey));
    check(&"a".repeat(1_000_000), Err(ErrorCode::InvalidKey));
}

#[test]
fn a_verifier_key_of_another_type_is_refused() {
    use base64::Engine as _;
    let public = SigningKey::from_seed(&[7; 32]).public();
    for type_byte in [0x00, 0x02, 0x03, 0x05, 0x06, 0xff] {
        let mut bytes = vec![type_byte];
        bytes.extend_from_slice(public.as_bytes());
        let mut input = b"name\n".to_vec();
        input.extend_from_slice(&bytes);
        let id = interview_core::hash::sha256(&input).to_string();
        let key = base64::engine::general_purpose::STANDARD.encode(&bytes);
        let text = format!("name+{}+{key}", &id[..8]);
        let refused = VerifierKey::parse(&text).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::InvalidKey);
        assert!(refused.to_string().contains("not supported"), "{refused}");
    }
}

#[test]
fn a_verifier_key_with_a_weak_key_is_refused() {
    use base64::Engine as _;
    let mut bytes = vec![1];
    bytes.extend_from_slice(&[0; 32]);
    let mut input = b"name\n".to_vec();
    input.extend_from_slice(&bytes);
    let id = interview_core::hash::sha256(&input).to_string();
    let key = base64::engine::general_purpose::STANDARD.encode(&bytes);
    let refused = VerifierKey::parse(&format!("name+{}+{key}", &id[..8])).unwrap_err();
    assert_eq!(refused.to_string(), "the public key has small order");
}

proptest! {
    #[test]
    fn keys_come_back_from_their_text(seed: [u8; 32], name in "[a-zA-Z0-9./é–-]{1,40}") {
        let public = SigningKey::from_seed(&seed).public();
        prop_assert_eq!(PublicKey::from_bytes(public.as_bytes()), Ok(public));
        let name = KeyName::new(&name).unwrap();
        for algorithm in [Algorithm::Ed25519, Algorithm::CosignatureV1] {
            let key = VerifierKey::new(name.clone(), algorithm, public);
            prop_assert_eq!(VerifierKey::parse(&key.to_string()), Ok(key.clone()));
        }
    }

    #[test]
    fn a_changed_signature_or_message_does_not_verify(
        seed: [u8; 32], message: Vec<u8>, place in 0..64_usize, bit in 0..8_u32,
    ) {
        let key = SigningKey::from_seed(&seed);
        let mut signature = key.sign(&message);
        prop_assert!(key.public().verify(&message, &signature));
        signature[place] ^= 1 << bit;
        prop_assert!(!key.public().verify(&message, &signature));
    }
}
