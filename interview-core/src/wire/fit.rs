//! Whether a string value fits the shape that its member has.

use std::borrow::Cow;

use crate::{
    event::{Shape, is_path, is_word},
    wire::{spelling, strings::unescape},
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
