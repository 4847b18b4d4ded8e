//! The bytes of a log as lines, in chunks of any size: strict UTF-8, then Python's universal
//! newlines and `str.splitlines`. It knows no JSON, and a line longer than
//! [`limits::LEGACY_LINE_BYTES`] is reported without its bytes.

use memchr::memchr;

use crate::limits;

/// Every line end of `str.splitlines` but LF, and the name that a finding gives it.
const LINE_ENDS: [&str; 11] =
    ["crlf", "cr", "vt", "ff", "fs", "gs", "rs", "nel", "ls", "ps", "none"];

/// One line without its end.
pub(super) struct Line<'a> {
    /// Its number in the file, from 0.
    pub(super) number: u64,
    /// Where it begins in the file, in bytes.
    pub(super) offset: u64,
    /// Its bytes; `None` if it is too long.
    pub(super) bytes: Option<&'a [u8]>,
    /// They are known to be printable ASCII.
    pub(super) printable: bool,
}

/// How often a line end other than LF was met, and where first.
#[derive(Clone, Copy, Default)]
pub(super) struct LineEnd {
    pub(super) count: u64,
    pub(super) line: u64,
    pub(super) offset: u64,
}

/// Splits a log into lines.
#[derive(Default)]
pub(super) struct Splitter {
    /// Bytes of a line that began in an earlier chunk.
    held: Vec<u8>,
    /// The line in hand is too long; `held` is empty.
    overlong: bool,
    /// The two bytes before the next one, 0 where a line begins.
    last: [u8; 2],
    /// The byte before the next one is a CR, whose line was given out already.
    after_cr: bool,
    /// Offset of the next byte.
    offset: u64,
    /// Offset at which the line in hand begins.
    start: u64,
    /// Number of the line in hand.
    number: u64,
    ends: [LineEnd; LINE_ENDS.len()],
}

impl Splitter {
    /// Gives every line that ends in `chunk` to `take`.
    pub(super) fn push(&mut self, mut chunk: &[u8], mut take: impl FnMut(Line<'_>)) {
        while !chunk.is_empty() {
            let newline = memchr(b'\n', chunk);
            let (piece, rest) = chunk.split_at(newline.unwrap_or(chunk.len()));
            let piece_is_simple = !piece.iter().fold(false, |any, byte| any | is_special(*byte));
            if piece_is_simple {
                self.simple(piece, newline.is_some(), &mut take);
            } else {
                piece.iter().for_each(|byte| self.byte(*byte, &mut take));
            }
            chunk = rest;
            if let Some(after) = rest.strip_prefix(b"\n") {
                // A simple piece has given its line out, and `newline` only moves on.
                self.newline(piece_is_simple, &mut take);
                chunk = after;
            }
        }
    }

    /// Gives the last line to `take`, if the file doesn't end in a line end.
    pub(super) fn finish(&mut self, mut take: impl FnMut(Line<'_>)) {
        self.settle_cr();
        if self.offset > self.start {
            self.count("none", 0);
            self.give_held(&mut take);
        }
    }

    /// The line ends other than LF that were met.
    pub(super) fn line_ends(&self) -> impl Iterator<Item = (&'static str, LineEnd)> {
        LINE_ENDS.into_iter().zip(self.ends).filter(|(_, end)| end.count > 0)
    }

    /// A piece of a line without control characters and beyond ASCII.
    fn simple(&mut self, piece: &[u8], ends_here: bool, take: &mut impl FnMut(Line<'_>)) {
        if piece.is_empty() && self.after_cr {
            return;
        }
        if !piece.is_empty() {
            self.settle_cr();
            self.last = [0; 2];
        }
        let whole = ends_here && self.held.is_empty() && !self.overlong;
        self.offset = self.offset.saturating_add(piece.len() as u64);
        if whole {
            let bytes = (piece.len() <= limits::LEGACY_LINE_BYTES).then_some(piece);
            take(Line { number: self.number, offset: self.start, bytes, printable: true });
            return;
        }
        self.hold(piece);
        if ends_here {
            self.give_held(take);
        }
    }

    /// An LF; `given` if the line before it was given out.
    fn newline(&mut self, given: bool, take: &mut impl FnMut(Line<'_>)) {
        self.offset = self.offset.saturating_add(1);
        if self.after_cr {
            self.after_cr = false;
            self.count_at("crlf", self.number.saturating_sub(1), self.offset.saturating_sub(2));
            self.start = self.offset;
            return;
        }
        if !given {
            self.give_held(take);
        }
        self.begin_line();
    }

    /// One byte that isn't an LF.
    fn byte(&mut self, byte: u8, take: &mut impl FnMut(Line<'_>)) {
        self.settle_cr();
        let [before, last] = self.last;
        self.offset = self.offset.saturating_add(1);
        self.hold(&[byte]);
        self.last = [last, byte];
        let (name, length) = match (before, last, byte) {
            (_, _, b'\r') => ("cr", 1),
            (_, _, 0x0b) => ("vt", 1),
            (_, _, 0x0c) => ("ff", 1),
            (_, _, 0x1c) => ("fs", 1),
            (_, _, 0x1d) => ("gs", 1),
            (_, _, 0x1e) => ("rs", 1),
            (_, 0xc2, 0x85) => ("nel", 2),
            (0xe2, 0x80, 0xa8) => ("ls", 3),
            (0xe2, 0x80, 0xa9) => ("ps", 3),
            _ => return,
        };
        self.held.truncate(self.held.len().saturating_sub(length));
        self.give_held(take);
        if name == "cr" {
            self.after_cr = true;
        } else {
            self.count(name, length as u64);
        }
        self.begin_line();
    }

    fn hold(&mut self, bytes: &[u8]) {
        // A line end has up to three bytes and is held until it is known to be one.
        let longest = limits::LEGACY_LINE_BYTES + 3;
        if self.overlong || self.held.len() + bytes.len() > longest {
            self.overlong = true;
            self.held = Vec::new();
        } else {
            self.held.extend_from_slice(bytes);
        }
    }

    fn give_held(&mut self, take: &mut impl FnMut(Line<'_>)) {
        let fits = !self.overlong && self.held.len() <= limits::LEGACY_LINE_BYTES;
        let bytes = fits.then_some(self.held.as_slice());
        take(Line { number: self.number, offset: self.start, bytes, printable: false });
        self.held.clear();
        self.overlong = false;
    }

    fn begin_line(&mut self) {
        self.number = self.number.saturating_add(1);
        self.start = self.offset;
        self.last = [0; 2];
    }

    /// A CR that no LF follows is a line end of its own.
    fn settle_cr(&mut self) {
        if self.after_cr {
            self.after_cr = false;
            self.count_at("cr", self.number.saturating_sub(1), self.offset.saturating_sub(1));
        }
    }

    fn count(&mut self, name: &str, length: u64) {
        self.count_at(name, self.number, self.offset.saturating_sub(length));
    }

    fn count_at(&mut self, name: &str, line: u64, offset: u64) {
        for (end, _) in self.ends.iter_mut().zip(LINE_ENDS).filter(|(_, known)| *known == name) {
            if end.count == 0 {
                *end = LineEnd { count: 0, line, offset };
            }
            end.count = end.count.saturating_add(1);
        }
    }
}

/// Whether a byte isn't printable ASCII. Every line end has only such bytes.
fn is_special(byte: u8) -> bool {
    !(0x20..0x7f).contains(&byte)
}

/// Tells whether bytes that come in chunks are UTF-8.
#[derive(Default)]
pub(super) struct Utf8 {
    /// A sequence that the last chunk began.
    begun: Vec<u8>,
    /// Offset of the first byte that was not given out.
    offset: u64,
}

impl Utf8 {
    /// Gives the chunk's whole characters to `take`, as far as it is UTF-8. Answers with the offset
    /// in the file of the first byte that isn't.
    pub(super) fn push(&mut self, chunk: &[u8], mut take: impl FnMut(&[u8])) -> Option<u64> {
        let mut rest = chunk;
        while !self.begun.is_empty() {
            let (byte, after) = rest.split_first()?;
            self.begun.push(*byte);
            match std::str::from_utf8(&self.begun) {
                Ok(_) => {
                    take(&self.begun);
                    self.offset = self.offset.saturating_add(self.begun.len() as u64);
                    self.begun.clear();
                }
                Err(error) if error.error_len().is_none() => {}
                Err(_) => return Some(self.offset),
            }
            rest = after;
        }
        // Most chunks are ASCII, and telling that is faster still.
        let error = if rest.is_ascii() { None } else { std::str::from_utf8(rest).err() };
        let (valid, bad) = rest.split_at(error.map_or(rest.len(), |error| error.valid_up_to()));
        take(valid);
        self.offset = self.offset.saturating_add(valid.len() as u64);
        if error.is_some_and(|error| error.error_len().is_some()) {
            return Some(self.offset);
        }
        self.begun.extend_from_slice(bad);
        None
    }

    /// The offset of a sequence that the end of the file cuts off.
    pub(super) fn finish(&self) -> Option<u64> {
        (!self.begun.is_empty()).then_some(self.offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Ends = Vec<(&'static str, u64, u64, u64)>;

    fn split(chunks: &[&[u8]]) -> (Vec<(u64, u64, String)>, Ends) {
        let mut splitter = Splitter::default();
        let mut lines = Vec::new();
        let mut take = |line: Line<'_>| {
            let text = line.bytes.map_or("too long".into(), |b| String::from_utf8_lossy(b).into());
            lines.push((line.number, line.offset, text));
        };
        chunks.iter().for_each(|chunk| splitter.push(chunk, &mut take));
        splitter.finish(&mut take);
        let ends = splitter.line_ends();
        (lines, ends.map(|(name, end)| (name, end.count, end.line, end.offset)).collect())
    }

    /// `expected` are the lines with their offsets, `ends` name, count, first line, first offset.
    fn check(text: &str, expected: &[(u64, &str)], ends: &[(&'static str, u64, u64, u64)]) {
        let lines = (0..).zip(expected).map(|(n, (offset, line))| (n, *offset, (*line).to_owned()));
        let expected = (lines.collect::<Vec<_>>(), ends.to_vec());
        assert_eq!(split(&[text.as_bytes()]), expected, "{text:?} in one piece");
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(split(&bytes), expected, "{text:?} byte by byte");
    }

    #[test]
    fn lines_end_where_python_ends_them() {
        check("", &[], &[]);
        check("a\nb\n", &[(0, "a"), (2, "b")], &[]);
        check("\n\na\n", &[(0, ""), (1, ""), (2, "a")], &[]);
        check("a\nb", &[(0, "a"), (2, "b")], &[("none", 1, 1, 3)]);
        check("a\r\nb\r\n", &[(0, "a"), (3, "b")], &[("crlf", 2, 0, 1)]);
        check("a\rb\r\r\n", &[(0, "a"), (2, "b"), (4, "")], &[("crlf", 1, 2, 4), ("cr", 2, 0, 1)]);
        check("a\r", &[(0, "a")], &[("cr", 1, 0, 1)]);
        check(
            "a\u{b}b\u{c}\n",
            &[(0, "a"), (2, "b"), (4, "")],
            &[("vt", 1, 0, 1), ("ff", 1, 1, 3)],
        );
        check(
            "\u{1c}\u{1d}\u{1e}\u{1f}\n",
            &[(0, ""), (1, ""), (2, ""), (3, "\u{1f}")],
            &[("fs", 1, 0, 0), ("gs", 1, 1, 1), ("rs", 1, 2, 2)],
        );
        check(
            "a\u{85}é\u{2028}b\u{2029}",
            &[(0, "a"), (3, "é"), (8, "b")],
            &[("nel", 1, 0, 1), ("ls", 1, 1, 5), ("ps", 1, 2, 9)],
        );
        check("\u{2027}\u{80a8}\u{c5}\n", &[(0, "\u{2027}\u{80a8}\u{c5}")], &[]);
    }

    #[test]
    fn a_line_too_long_has_no_bytes_and_the_next_one_has() {
        let text = |length| [vec![b'x'; length], b"\ny\n".to_vec()].concat();
        let lengths = |chunk: usize, length| {
            let text = text(length);
            let (lines, _) = split(&text.chunks(chunk).collect::<Vec<_>>());
            lines.into_iter().map(|(_, _, line)| line.len()).collect::<Vec<_>>()
        };
        for chunk in [usize::MAX, 1 << 20] {
            assert_eq!(lengths(chunk, limits::LEGACY_LINE_BYTES), [limits::LEGACY_LINE_BYTES, 1]);
            assert_eq!(lengths(chunk, limits::LEGACY_LINE_BYTES + 1), ["too long".len(), 1]);
            assert_eq!(lengths(chunk, limits::LEGACY_LINE_BYTES + 9), ["too long".len(), 1]);
        }
    }

    #[test]
    fn the_first_byte_that_is_not_utf8_is_found_in_any_chunks() {
        let check = |bytes: &[u8], expected: Option<u64>| {
            for size in 1..=bytes.len() {
                let mut utf8 = Utf8::default();
                let found = bytes.chunks(size).find_map(|chunk| utf8.push(chunk, |_| {}));
                assert_eq!(found.or(utf8.finish()), expected, "{bytes:?} in chunks of {size}");
            }
        };
        check("aé€😀b".as_bytes(), None);
        check(b"a\xffb", Some(1));
        check(b"a\xe2\x82b", Some(1));
        check(b"ab\xf0\x9f\x98", Some(2));
        check(b"\xed\xa0\x80", Some(0));
        check(b"a\xc0\x80", Some(1));
    }
}
