//! The two base64 forms of the format, each with one accepted spelling: RFC 4648 section 4 with
//! padding, and section 5 (url-safe) without. Unused bits are zero; nothing is skipped.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// Standard base64 with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Bytes of standard base64; `None` for every spelling but the one that [`encode`] writes.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// As [`decode`], where exactly `N` bytes are due.
pub(crate) fn decode_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    decode(text)?.try_into().ok()
}

/// Url-safe base64 without padding.
pub(crate) fn encode_url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Bytes of url-safe base64; `None` for every spelling but the one that [`encode_url`] writes.
pub(crate) fn decode_url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// As [`decode_url`], where exactly `N` bytes are due.
pub(crate) fn decode_url_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    decode_url(text)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn standard_has_one_spelling() {
        let check = |text, expected: Option<&[u8]>| assert_eq!(decode(text).as_deref(), expected);
        check("", Some(b""));
        check("+/8=", Some(&[0xfb, 0xff]));
        check("-_8=", None);
        check("+/9=", None);
        check("+/8", None);
        check("+/8==", None);
        check("+/8= ", None);
        check("+/8=\n", None);
        check(" +/8=", None);
        check("+/\n8=", None);
        check("====", None);
        check("A===", None);
        check("A", None);
    }

    #[test]
    fn url_safe_has_one_spelling() {
        let check =
            |text, expected: Option<&[u8]>| assert_eq!(decode_url(text).as_deref(), expected);
        check("", Some(b""));
        check("-_8", Some(&[0xfb, 0xff]));
        check("+/8", None);
        check("-_9", None);
        check("-_8=", None);
        check("A", None);
    }

    proptest! {
        #[test]
        fn what_decodes_is_what_encodes(text in "[A-Za-z0-9+/=_-]{0,12}") {
            if let Some(bytes) = decode(&text) {
                prop_assert_eq!(encode(&bytes), text.clone());
            }
            if let Some(bytes) = decode_url(&text) {
                prop_assert_eq!(encode_url(&bytes), text);
            }
        }

        #[test]
        fn bytes_come_back(bytes: Vec<u8>) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes.clone()));
            prop_assert_eq!(decode_url(&encode_url(&bytes)), Some(bytes));
        }
    }
}
