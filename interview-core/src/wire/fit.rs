//! Whether a string value fits the shape that its member has, and the decoding that this needs.

use std::borrow::Cow;

use crate::{
    event::{Shape, is_path, is_word},
    wire::spelling,
};

/// Whether the string between the quotes fits. Strings of a fixed spelling need no escapes, but
/// may have them.
pub(crate) fn string_fits(raw: &[u8], escaped: bool, shape: &Shape) -> bool {
    if matches!(shape, Shape::Text | Shape::Note) {
        return true;
    }
    let text = if escaped { Cow::Owned(unescape(raw)) } else { Cow::Borrowed(raw) };
    text_fits(&text, shape)
}

/// Whether the decoded string fits.
pub(crate) fn text_fits(text: &[u8], shape: &Shape) -> bool {
    match shape {
        Shape::Text | Shape::Note => true,
        Shape::Token => std::str::from_utf8(text).is_ok_and(|text| is_word(text, 48)),
        Shape::Path => is_path(text),
        Shape::Sha256 => spelling::is_hex(text, 64),
        Shape::ObjectId => spelling::is_hex(text, 40) || spelling::is_hex(text, 64),
        Shape::Ulid => spelling::is_ulid(text),
        Shape::Time => spelling::is_time(text),
        Shape::PublicKey => spelling::is_key(text),
        Shape::Salt32 => spelling::is_salt32(text),
        Shape::Digests => spelling::is_digests(text),
        Shape::LogOrigin => std::str::from_utf8(text).is_ok_and(spelling::is_origin),
        Shape::Nullable(inner) => text_fits(text, inner),
        Shape::Bool
        | Shape::Count
        | Shape::Integer
        | Shape::Object(_)
        | Shape::List(_)
        | Shape::Map(_) => false,
    }
}

/// Decodes a string whose escapes the scanner has checked.
pub(crate) fn unescape(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    let mut buffer = [0; 4];
    while let Some(place) = memchr::memchr(b'\\', rest) {
        let (plain, tail) = rest.split_at(place);
        out.extend_from_slice(plain);
        let (decoded, tail) = match tail {
            [b'\\', b'u', a, b, c, d, tail @ ..] => {
                let unit = hex4(&[*a, *b, *c, *d]).unwrap_or(0xfffd);
                match (unit, tail) {
                    (0xd800..=0xdbff, [b'\\', b'u', a, b, c, d, tail @ ..]) => {
                        let low = hex4(&[*a, *b, *c, *d]).unwrap_or(0xfffd);
                        let code = 0x10000 + ((unit & 0x3ff) << 10 | low & 0x3ff);
                        (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), tail)
                    }
                    _ => (char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER), tail),
                }
            }
            [b'\\', b'b', tail @ ..] => ('\u{8}', tail),
            [b'\\', b'f', tail @ ..] => ('\u{c}', tail),
            [b'\\', b'n', tail @ ..] => ('\n', tail),
            [b'\\', b'r', tail @ ..] => ('\r', tail),
            [b'\\', b't', tail @ ..] => ('\t', tail),
            [b'\\', other, tail @ ..] => (char::from(*other), tail),
            _ => break,
        };
        out.extend_from_slice(decoded.encode_utf8(&mut buffer).as_bytes());
        rest = tail;
    }
    out.extend_from_slice(rest);
    out
}

/// Value of four hexadecimal digits of either case.
pub(crate) fn hex4(digits: &[u8]) -> Option<u32> {
    if digits.len() != 4 {
        return None;
    }
    digits.iter().try_fold(0, |value, digit| Some(value << 4 | char::from(*digit).to_digit(16)?))
}
