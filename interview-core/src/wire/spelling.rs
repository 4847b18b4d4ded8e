//! Spellings of short strings, checked without decoding them.

use crate::{event::Timestamp, limits};

/// 16 bytes base64url without padding, the four unused bits zero.
pub(crate) fn is_salt16(text: &[u8]) -> bool {
    text.len() == 22
        && text.iter().all(|b| is_url(*b))
        && matches!(text.last(), Some(b'A' | b'Q' | b'g' | b'w'))
}

/// 32 bytes base64url without padding, the two unused bits zero.
pub(crate) fn is_salt32(text: &[u8]) -> bool {
    text.len() == 43
        && text.iter().all(|b| is_url(*b))
        && text.last().is_some_and(|last| last_of_32(*last))
}

/// 32 bytes base64 with padding, the two unused bits zero.
pub(crate) fn is_key(text: &[u8]) -> bool {
    let Some((b'=', body)) = text.split_last() else { return false };
    body.len() == 43
        && body.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'))
        && body.last().is_some_and(|last| last_of_32(*last))
}

/// Line digests of 9 bytes, 12 characters each.
pub(crate) fn is_digests(text: &[u8]) -> bool {
    text.len().is_multiple_of(12) && text.iter().all(|b| is_url(*b))
}

/// So many lower-case hexadecimal digits.
pub(crate) fn is_hex(text: &[u8], digits: usize) -> bool {
    text.len() == digits && text.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// 26 characters of Crockford's base 32, the first at most 7 so that it fits 128 bits.
pub(crate) fn is_ulid(text: &[u8]) -> bool {
    text.len() == 26
        && matches!(text.first(), Some(b'0'..=b'7'))
        && text.iter().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'Z') && !b"ILOU".contains(b))
}

/// A time as in the envelope.
pub(crate) fn is_time(text: &[u8]) -> bool {
    Timestamp::parse(text).is_some()
}

/// A log origin or key name of the signed-note format: no white space, no `+`, nothing invisible.
pub(crate) fn is_origin(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= limits::NAME_BYTES
        && !text.chars().any(|c| c == '+' || c.is_whitespace() || c.is_control())
}

fn is_url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Whether the last of 43 characters leaves its two unused bits zero.
fn last_of_32(last: u8) -> bool {
    b"AEIMQUYcgkosw048".contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn salts_have_zero_unused_bits() {
        assert!(is_salt16(b"AAAAAAAAAAAAAAAAAAAAAA"));
        assert!(!is_salt16(b"AAAAAAAAAAAAAAAAAAAAAB"));
        assert!(is_salt32(&[b'A'; 43]));
        assert!(!is_salt32(&[b'B'; 43]));
        assert!(is_key(b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
        assert!(!is_key(b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB="));
    }
}
