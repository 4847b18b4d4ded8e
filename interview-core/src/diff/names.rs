//! The paths of a file's headers: quoted as in C, with prefixes that the options choose, and on the
//! first line with nothing but a space between them.

use std::borrow::Cow;

use super::DiffReason;

/// How git says that there is no file on one side.
const NO_FILE: &[u8] = b"/dev/null";
/// First letters of the prefixes that git gives by itself: `a/` and `b/`, those that
/// `diff.mnemonicPrefix` names (commit, index, object, work tree), and `1/` and `2/`.
const OWN_PREFIXES: &[[u8; 2]] = &[
    *b"ab", *b"ba", *b"ci", *b"ic", *b"cw", *b"wc", *b"iw", *b"wi", *b"ow", *b"wo", *b"12", *b"21",
];

/// The texts of one file's headers that hold paths, as they are printed.
#[derive(Default)]
pub(super) struct Printed<'a> {
    /// Behind `diff --git `.
    pub(super) both: &'a [u8],
    /// Behind `--- ` and `+++ `.
    pub(super) sides: Option<(&'a [u8], &'a [u8])>,
    /// Behind `rename from ` and `rename to `, or those of a copy.
    pub(super) moved: Option<(&'a [u8], &'a [u8])>,
}

/// Paths before and after, where each side has one.
type Pair<'a> = (Cow<'a, [u8]>, Cow<'a, [u8]>);

impl<'a> Printed<'a> {
    /// Whether the side before, and the side after, is said to have no file.
    pub(super) fn missing(&self) -> Option<(bool, bool)> {
        self.sides.map(|(old, new)| (old == NO_FILE, new == NO_FILE))
    }

    /// Paths before and after, without prefixes; the same where one side has no file.
    pub(super) fn paths(&self) -> Result<Pair<'a>, DiffReason> {
        let Some((from, to)) = self.moved else {
            let (old, new) = self.split()?;
            return Ok(without_prefixes(unquoted(old)?, unquoted(new)?));
        };
        let (from, to) = (unquoted(from)?, unquoted(to)?);
        if self.sides.is_some() {
            let (old, new) = self.split()?;
            if !unquoted(old)?.ends_with(&from) || !unquoted(new)?.ends_with(&to) {
                return Err(DiffReason::PathsDisagree);
            }
        }
        Ok((from, to))
    }

    /// The two halves of the first line.
    fn split(&self) -> Result<(&'a [u8], &'a [u8]), DiffReason> {
        let Some((old, new)) = self.sides else { return halves(self.both) };
        let above = |new| self.both.strip_suffix(new).and_then(|both| both.strip_suffix(b" "));
        let split = match (old == NO_FILE, new == NO_FILE) {
            (true, true) => None,
            (true, false) => above(new).map(|old| (old, new)),
            (false, true) => {
                let rest = self.both.strip_prefix(old).and_then(|both| both.strip_prefix(b" "));
                rest.map(|new| (old, new))
            }
            (false, false) => above(new).filter(|above| *above == old).map(|_| (old, new)),
        };
        split.ok_or(DiffReason::PathsDisagree)
    }
}

/// The two paths of a first line that no other line repeats. Where neither is quoted, both are of
/// one length, as with git's own prefixes, or there is but one space.
fn halves(both: &[u8]) -> Result<(&[u8], &[u8]), DiffReason> {
    let quote = memchr::memchr(b'"', both);
    let end = match quote {
        Some(0) => Some(quoted_len(both).ok_or(DiffReason::Quoting)?),
        Some(start) => start.checked_sub(1),
        None => {
            let middle = both.len() / 2;
            let (old, new) = both.split_at_checked(middle).unwrap_or_default();
            let new = new.strip_prefix(b" ");
            let fits = new.is_some_and(|new| {
                let (old, new) = without_prefixes(old.into(), new.into());
                old == new
            });
            let only = || {
                let mut spaces = memchr::memchr_iter(b' ', both);
                spaces.next().filter(|_| spaces.next().is_none())
            };
            if fits { Some(middle) } else { only() }
        }
    };
    let (old, rest) =
        end.and_then(|end| both.split_at_checked(end)).ok_or(DiffReason::AmbiguousPaths)?;
    rest.strip_prefix(b" ").map(|new| (old, new)).ok_or(DiffReason::AmbiguousPaths)
}

/// Without the prefixes that git gives by itself, or as they are where both are the same.
fn own_paths<'a>(old: &'a [u8], new: &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
    match (old, new) {
        _ if old == new => Some((old, new)),
        ([a, b'/', old @ ..], [b, b'/', new @ ..]) => {
            OWN_PREFIXES.contains(&[*a, *b]).then_some((old, new))
        }
        _ => None,
    }
}

/// Prefixes of someone's choice are what the paths don't have in common.
fn without_prefixes<'a>(old: Cow<'a, [u8]>, new: Cow<'a, [u8]>) -> Pair<'a> {
    let (from, to) = match own_paths(&old, &new) {
        Some((a, b)) => (old.len() - a.len(), new.len() - b.len()),
        None => {
            let common = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
            let (from, to) = (old.len() - common, new.len() - common);
            let whole = |path: &[u8], at: usize| at == 0 || path.get(at - 1) == Some(&b'/');
            let slash = || memchr::memchr(b'/', old.get(from..)?).map(|slash| slash + 1);
            match whole(&old, from) && whole(&new, to) && common > 0 {
                true => (from, to),
                false => slash().map_or((0, 0), |slash| (from + slash, to + slash)),
            }
        }
    };
    (below(old, from), below(new, to))
}

fn below(path: Cow<'_, [u8]>, from: usize) -> Cow<'_, [u8]> {
    match path {
        Cow::Borrowed(path) => Cow::Borrowed(path.get(from..).unwrap_or_default()),
        Cow::Owned(mut path) => {
            path.drain(..from.min(path.len()));
            Cow::Owned(path)
        }
    }
}

/// Bytes of the quoted string that stands first, with its quotes.
fn quoted_len(text: &[u8]) -> Option<usize> {
    let mut escaped = true;
    text.iter()
        .position(|byte| {
            let ends = *byte == b'"' && !escaped;
            escaped = (*byte == b'\\' || ends) && !escaped;
            ends
        })
        .map(|end| end + 1)
}

/// The path that a text stands for.
fn unquoted(text: &[u8]) -> Result<Cow<'_, [u8]>, DiffReason> {
    let Some(quoted) = text.strip_prefix(b"\"") else { return Ok(Cow::Borrowed(text)) };
    let mut path = Vec::with_capacity(quoted.len());
    let mut rest = quoted;
    loop {
        let (byte, below) = match rest {
            [b'"'] => return Ok(Cow::Owned(path)),
            [b'\\', a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', below @ ..] => {
                ((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'), below)
            }
            [b'\\', letter, below @ ..] => (escape(*letter).ok_or(DiffReason::Quoting)?, below),
            [b'"' | b'\\', ..] | [] => return Err(DiffReason::Quoting),
            [byte, below @ ..] => (*byte, below),
        };
        path.push(byte);
        rest = below;
    }
}

/// What a backslash and this letter stand for.
fn escape(letter: u8) -> Option<u8> {
    Some(match letter {
        b'a' => 0x07,
        b'b' => 0x08,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 0x0b,
        b'f' => 0x0c,
        b'r' => b'\r',
        b'"' | b'\\' => letter,
        _ => return None,
    })
}
