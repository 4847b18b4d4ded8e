//! The lines that the C2SP texts are made of: decimals, and hashes in base64.

use crate::checkpoint::base64;
use crate::hash::Hash;
use crate::limits;

/// A decimal of `u64` without sign or leading zeros; every other spelling is `None`.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    // A first digit rules out the sign that the standard library would take.
    matches!(text.as_bytes(), [b'0'] | [b'1'..=b'9', ..]).then(|| text.parse().ok())?
}

/// A SHA-256 hash in standard base64.
pub(crate) fn hash(text: &str) -> Option<Hash> {
    base64::decode_array(text).map(Hash)
}

/// Hash lines up to the first empty line, and the text behind that line; `None` if a line isn't a
/// hash, there are too many of them, or no empty line ends them.
pub(crate) fn proof(text: &str) -> Option<(Vec<Hash>, &str)> {
    let mut hashes = Vec::new();
    let mut text = text;
    loop {
        let (line, rest) = text.split_once('\n')?;
        if line.is_empty() {
            return Some((hashes, rest));
        }
        if hashes.len() == limits::PROOF_HASHES {
            return None;
        }
        hashes.push(hash(line)?);
        text = rest;
    }
}

/// The lines that [`proof`] reads, with the empty line that ends them.
pub(crate) fn write_proof(hashes: &[Hash], f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    hashes.iter().try_for_each(|hash| writeln!(f, "{}", base64::encode(&hash.0)))?;
    writeln!(f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_has_one_spelling() {
        let check = |text, expected| assert_eq!(decimal(text), expected, "{text}");
        check("0", Some(0));
        check("7", Some(7));
        check("18446744073709551615", Some(u64::MAX));
        check("18446744073709551616", None);
        check("00", None);
        check("07", None);
        check("+7", None);
        check("-0", None);
        check("", None);
        check(" 7", None);
        check("7 ", None);
        check("1_0", None);
        check("0x7", None);
        check("٧", None);
        check(&"9".repeat(100_000), None);
    }

    #[test]
    fn a_proof_ends_at_its_empty_line() {
        let line = format!("{}\n", base64::encode(&[7; 32]));
        let check = |text: &str, expected: Option<(usize, &str)>| {
            let found = proof(text);
            assert_eq!(found.as_ref().map(|(hashes, rest)| (hashes.len(), *rest)), expected);
        };
        check("\nrest", Some((0, "rest")));
        check(&format!("{line}{line}\n\nrest"), Some((2, "\nrest")));
        check(&format!("{}\n", line.repeat(63)), Some((63, "")));
        check(&format!("{}\n", line.repeat(64)), None);
        check(&line, None);
        check("", None);
        check("AAAA\n\n", None);
    }
}
