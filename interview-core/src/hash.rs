//! The three SHA-256 hashes of the log: leaf, node and plain.
//!
//! Leaf and node hashes are those of RFC 6962 section 2.1, so one hash for each event serves the
//! chain and the Merkle tree alike. No other hash function occurs in the format.

use std::fmt;

use sha2::{Digest, Sha256};

/// A SHA-256 value, shown as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hash(#[cfg_attr(feature = "schema", schemars(with = "String"))] pub [u8; 32]);

impl Hash {
    /// `prev` of the first line of a log that no ticket opened.
    pub const ZERO: Self = Self([0; 32]);

    /// Reads 64 lower-case hexadecimal digits; every other spelling is `None`.
    #[must_use]
    pub fn from_hex(text: &[u8]) -> Option<Self> {
        let pairs: &[u8; 64] = text.try_into().ok()?;
        let mut bytes = [0; 32];
        let mut bad = 0;
        for (byte, pair) in bytes.iter_mut().zip(pairs.chunks_exact(2)) {
            let [high, low] = pair else { return None };
            let (high, low) = (nibble(*high), nibble(*low));
            bad |= high | low;
            *byte = high << 4 | low & 0x0f;
        }
        (bad < 16).then_some(Self(bytes))
    }

    /// The 64 lower-case hexadecimal digits as bytes.
    #[must_use]
    pub fn to_hex(self) -> [u8; 64] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 64];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            if let [high, low] = pair {
                *high = DIGITS.get(usize::from(byte >> 4)).copied().unwrap_or(b'0');
                *low = DIGITS.get(usize::from(byte & 15)).copied().unwrap_or(b'0');
            }
        }
        text
    }
}

/// Value of a lower-case hexadecimal digit, or 16 and more for any other byte.
fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => 0xff,
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // INVARIANT: hexadecimal digits are UTF-8.
        f.write_str(std::str::from_utf8(&self.to_hex()).unwrap_or_default())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Hash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Hash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_hex(text.as_bytes())
            .ok_or_else(|| serde::de::Error::custom("not 64 lower-case hexadecimal digits"))
    }
}

/// SHA-256 of the bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Hash {
    Hash(Sha256::digest(bytes).into())
}

/// RFC 6962 leaf hash of a line without its LF: `SHA-256(0x00 || line)`.
#[must_use]
pub fn leaf_hash(line: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([0]);
    hasher.update(line);
    Hash(hasher.finalize().into())
}

/// RFC 6962 node hash of two subtrees: `SHA-256(0x01 || left || right)`.
#[must_use]
pub fn node_hash(left: Hash, right: Hash) -> Hash {
    let mut block = [1; 65];
    let (head, tail) = block.split_at_mut(33);
    if let Some(slot) = head.get_mut(1..) {
        slot.copy_from_slice(&left.0);
    }
    tail.copy_from_slice(&right.0);
    sha256(&block)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sha256_gives_the_fips_180_4_examples() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(sha256(bytes).to_string(), expected);
        check(b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        check(b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        check(
            &[b'a'; 1_000_000],
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
        );
    }

    #[test]
    fn hexadecimal_has_one_spelling() {
        let text = sha256(b"x").to_hex();
        assert_eq!(Hash::from_hex(&text), Some(sha256(b"x")));
        assert_eq!(Hash::from_hex(&text.to_ascii_uppercase()), None);
        assert_eq!(Hash::from_hex(&text[1..]), None);
        assert_eq!(Hash::from_hex(&[b'g'; 64]), None);
    }
}
