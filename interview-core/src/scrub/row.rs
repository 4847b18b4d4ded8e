//! What a row of the table in `patterns.rs` consists of, and what its columns mean.

use std::ops::Range;

use super::scan::Found;

/// One shape of secret.
pub(super) struct Pattern {
    /// Name in the marker and in the counts.
    pub(super) kind: &'static str,
    /// Literals one of which begins every match, lower-case where `case` is `Ignore`.
    pub(super) starts: &'static [&'static str],
    pub(super) case: Case,
    pub(super) left: Left,
    /// Matched from the literal on, in verbose mode. Lengths are lower bounds, so that a run is
    /// taken whole.
    pub(super) regex: &'static str,
    pub(super) check: Check,
}

/// Whether letter case matters in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Exact,
    Ignore,
}

impl Case {
    /// Whether `text` begins with `literal`.
    pub(super) fn begins(self, text: &str, literal: &str) -> bool {
        text.get(..literal.len()).is_some_and(|head| match self {
            Self::Exact => head == literal,
            Self::Ignore => head.eq_ignore_ascii_case(literal),
        })
    }

    /// The spellings of one byte of a literal.
    pub(super) fn spellings(self, byte: u8) -> [u8; 2] {
        match self {
            Self::Exact => [byte; 2],
            Self::Ignore => [byte.to_ascii_lowercase(), byte.to_ascii_uppercase()],
        }
    }
}

/// What may stand on the left of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// Anything.
    Any,
    /// No letter, digit, `_` or `-`, unless an escape ends there: `\n`, `%3D`, a colour of a
    /// terminal.
    Boundary,
}

impl Left {
    /// Whether a match may begin behind `before`.
    pub(super) fn allows(self, before: &str) -> bool {
        let mut bytes = before.bytes().rev();
        let (last, second, third) = (bytes.next(), bytes.next(), bytes.next());
        let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        match (self, last) {
            (Self::Any, _) | (_, None) => true,
            (Self::Boundary, Some(last)) if !word(last) => true,
            (Self::Boundary, Some(b'n' | b'r' | b't' | b'b' | b'f')) if second == Some(b'\\') => {
                true
            }
            (Self::Boundary, Some(last)) if last.is_ascii_hexdigit() && third == Some(b'%') => {
                second.is_some_and(|byte| byte.is_ascii_hexdigit())
            }
            (Self::Boundary, Some(b'm')) => ends_colour(before),
            (Self::Boundary, Some(last)) => last.is_ascii_hexdigit() && ends_unicode_escape(before),
        }
    }
}

/// Whether `text` ends with a terminal's colour: `[`, digits and `;`, `m`.
fn ends_colour(text: &str) -> bool {
    let mut bytes = text.bytes().rev().skip(1).take(20);
    bytes.find(|byte| !matches!(byte, b'0'..=b'9' | b';')) == Some(b'[')
}

/// Whether `text` ends with `\u` and four hexadecimal digits that spell an ASCII character.
fn ends_unicode_escape(text: &str) -> bool {
    let at = text.len().checked_sub(6);
    at.and_then(|at| text.get(at..)).is_some_and(|tail| tail.starts_with("\\u00"))
}

/// What decides whether a match is a secret.
pub(super) enum Check {
    /// The shape alone, if this holds of the secret.
    If(fn(&str) -> bool),
    /// The secret's place is found, or refused, by looking around.
    Place(fn(&Found<'_>) -> Option<Range<usize>>),
}

impl Check {
    /// Where the secret of a match is, if it is one.
    pub(super) fn secret(&self, found: &Found<'_>) -> Option<Range<usize>> {
        match self {
            Self::If(holds) => holds(found.secret()).then(|| found.secret.clone()),
            Self::Place(place) => place(found),
        }
    }
}
