//! What a call of the journal draws from the salt that a step gives it.

use interview_core::hash::sha256;

/// Time and salt of a step.
#[derive(Clone)]
pub(super) struct Drawn {
    pub(super) at: String,
    pub(super) salt: [u8; 16],
}

impl Drawn {
    /// The n-th 16 bytes that a call gets.
    pub(super) fn bytes(&self, n: u64) -> [u8; 16] {
        if n == 0 {
            return self.salt;
        }
        let drawn = sha256(&[&self.salt[..], &n.to_be_bytes()].concat());
        drawn.0[..16].try_into().unwrap()
    }

    /// The n-th 16 bytes and those after them.
    pub(super) fn two(&self, n: u64) -> [u8; 32] {
        [self.bytes(n), self.bytes(n + 1)].concat().try_into().unwrap()
    }
}

/// A ULID of 48 bits of time and the first 80 of 128 random bits.
pub(super) fn ulid(at_ms: i64, random: [u8; 16]) -> String {
    let time = u64::try_from(at_ms).unwrap().to_be_bytes();
    let bits = u128::from_be_bytes([&time[2..], &random[..10]].concat().try_into().unwrap());
    let digit =
        |place: u32| b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(bits >> (5 * place)) as usize & 31];
    (0..26).rev().map(digit).map(char::from).collect()
}
