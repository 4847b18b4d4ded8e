//! Ed25519 keys, strict: a key and a signature have one spelling each, and no key is so weak that
//! a signature could be made without its seed.

use std::fmt;

use ed25519_dalek::{Signature, Signer as _, VerifyingKey};

use crate::checkpoint::base64;
use crate::{Error, ErrorCode};

/// A private key. Wiped from memory when dropped; never shown.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key of a seed of 32 random bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The seed. It is the whole secret: only the journal's private folder may keep it.
    #[must_use]
    pub fn seed(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signature of the message, as in RFC 8032.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

/// A public key that is a canonical encoding of a point of large order.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads the 32 bytes of RFC 8032.
    ///
    /// # Errors
    /// `invalid_key` if they aren't the canonical encoding of a point, or the point has small order.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Error> {
        let refused = |reason: &str| Error::new(ErrorCode::InvalidKey, reason);
        let mut y = *bytes;
        let [.., last] = &mut y;
        *last &= 0x7f;
        if !is_reduced(&y) {
            return Err(refused("the public key is not in canonical form"));
        }
        if SMALL_ORDER_Y.contains(&y) {
            return Err(refused("the public key has small order"));
        }
        VerifyingKey::from_bytes(bytes)
            .map(Self)
            .map_err(|_| refused("the public key is not a point of the curve"))
    }

    /// The 32 bytes of RFC 8032.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Whether the signature is one of this key over the message, by the strict equation without
    /// cofactor; a non-canonical or small-order R and a non-canonical S are refused.
    #[must_use]
    pub fn verify(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", base64::encode(self.as_bytes()))
    }
}

/// Whether a little-endian y, its sign bit cleared, is below the field's prime 2^255 - 19.
fn is_reduced(y: &[u8; 32]) -> bool {
    match y {
        [low, middle @ .., 0x7f] => *low < 0xed || middle.iter().any(|byte| *byte != 0xff),
        _ => true,
    }
}

/// The y of the eight points whose order divides 8: order 1, 4, 2 and twice 8. Each but the first
/// and the third stands for two points, one for each sign.
const SMALL_ORDER_Y: [[u8; 32]; 5] = [
    [
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0,
    ],
    [0; 32],
    [
        0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0x7f,
    ],
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signing_key_shows_nothing() {
        assert_eq!(format!("{:?}", SigningKey::from_seed(&[7; 32])), "SigningKey(..)");
    }

    #[test]
    fn a_signing_key_is_wiped_when_dropped() {
        fn check<T: zeroize::ZeroizeOnDrop>(_: &T) {}
        check(&SigningKey::from_seed(&[7; 32]).0);
    }

    #[test]
    fn rfc_8032_test_1_signs_and_verifies() {
        let hex = |text: &str| crate::hash::Hash::from_hex(text.as_bytes()).unwrap().0;
        let seed = hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        let public = hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        let key = SigningKey::from_seed(&seed);
        assert_eq!(key.public().as_bytes(), &public);
        let signature = key.sign(b"");
        let (r, s) = signature.split_at(32);
        assert_eq!(r, hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"));
        assert_eq!(s, hex("5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));
        assert!(key.public().verify(b"", &signature));
        assert!(!key.public().verify(b"x", &signature));
    }

    #[test]
    fn reduced_ends_at_the_prime() {
        let mut y = [0xff; 32];
        y[31] = 0x7f;
        for (low, expected) in [(0xec, true), (0xed, false), (0xff, false)] {
            y[0] = low;
            assert_eq!(is_reduced(&y), expected);
        }
        y[17] = 0xfe;
        assert!(is_reduced(&y));
    }
}
