//! Verifier keys in their text form, `name+key id+base64(type || public key)`, as the C2SP signed
//! note specification and Go's `sumdb/note` write them.

use std::fmt;

use crate::checkpoint::{KeyName, PublicKey, base64};
use crate::hash::sha256;
use crate::{Error, ErrorCode};

/// What a key signs, and how: the signature type of the C2SP signed note specification.
///
/// 0x06 (ML-DSA-44 cosignature) is reserved and not read yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// 0x01: Ed25519 over the note's text.
    Ed25519,
    /// 0x04: `cosignature/v1`, Ed25519 over a time and the text of a checkpoint.
    CosignatureV1,
}

impl Algorithm {
    /// The type byte.
    #[must_use]
    pub fn type_byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::CosignatureV1 => 0x04,
        }
    }
}

/// The key id that a signature line begins with: the first four bytes of
/// SHA-256(name || LF || type || public key).
pub(crate) fn key_id(name: &KeyName, algorithm: Algorithm, key: &PublicKey) -> u32 {
    let mut input = Vec::with_capacity(name.as_str().len() + 34);
    input.extend_from_slice(name.as_str().as_bytes());
    input.extend_from_slice(&[b'\n', algorithm.type_byte()]);
    input.extend_from_slice(key.as_bytes());
    let [a, b, c, d, ..] = sha256(&input).0;
    u32::from_be_bytes([a, b, c, d])
}

/// A named public key for one kind of signature.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct VerifierKey {
    // INVARIANT: key_id is that of the other three.
    name: KeyName,
    algorithm: Algorithm,
    key: PublicKey,
    key_id: u32,
}

impl VerifierKey {
    /// The verifier key of a name, a kind of signature and a public key.
    #[must_use]
    pub fn new(name: KeyName, algorithm: Algorithm, key: PublicKey) -> Self {
        let key_id = key_id(&name, algorithm, &key);
        Self { name, algorithm, key, key_id }
    }

    /// Reads the text form.
    ///
    /// # Errors
    /// `invalid_key` for any spelling but the one that `Display` writes, a key id that isn't that
    /// of the key, an unknown type, or a public key that [`PublicKey::from_bytes`] refuses;
    /// `invalid_name` for a name that [`KeyName::new`] refuses.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let refused = |reason: &str| Error::new(ErrorCode::InvalidKey, reason);
        let malformed = || refused("a verifier key has the form `name+key id+base64`");
        let (name, rest) = text.split_once('+').ok_or_else(malformed)?;
        let (id, key) = rest.split_once('+').ok_or_else(malformed)?;
        let key: [u8; 33] = base64::decode_array(key).ok_or_else(malformed)?;
        let [type_byte, key @ ..] = key;
        let algorithm = match type_byte {
            0x01 => Algorithm::Ed25519,
            0x04 => Algorithm::CosignatureV1,
            _ => return Err(refused("the signature type of the verifier key is not supported")),
        };
        let key = Self::new(KeyName::new(name)?, algorithm, PublicKey::from_bytes(&key)?);
        if format!("{:08x}", key.key_id) != id {
            return Err(refused("the key id of the verifier key is not that of its key"));
        }
        Ok(key)
    }

    /// Name of the key; for the key of a log, the log's origin.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// Kind of signature.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The public key.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.key
    }

    /// The key id that stands in signature lines.
    #[must_use]
    pub fn key_id(&self) -> u32 {
        self.key_id
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![self.algorithm.type_byte()];
        key.extend_from_slice(self.key.as_bytes());
        write!(f, "{}+{:08x}+{}", self.name, self.key_id, base64::encode(&key))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for VerifierKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}
