//! JSON as Python's `json.loads` reads it, token by token, without recursion.
//!
//! It differs from RFC 8259 JSON: `NaN`, `Infinity` and `-Infinity` are values, lone surrogates are
//! characters, integers have at most 4300 digits, and nesting ends at [`limits::LEGACY_DEPTH`].
//! Beside reading, it notes whether the text is spelled as `json.dumps` spells it.

use super::{
    number,
    string::{self, Spelling},
};
use crate::limits;

/// Digits of an integer beyond which Python's `int` raises.
const INTEGER_DIGITS: usize = 4300;

/// Why and where `json.loads` refuses a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Offset of the byte at which reading stopped.
    pub offset: usize,
    /// What was wrong there, as a stable snake_case name.
    pub reason: &'static str,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    ObjectOpen,
    ObjectClose,
    ArrayOpen,
    ArrayClose,
    Key,
    Text,
    Int,
    Float,
    Null,
    True,
    False,
    NaN,
    Infinity,
    NegativeInfinity,
}

/// The text isn't JSON; [`Tokens::malformed`] says why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refused;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Value,
    FirstKey,
    FirstItem,
    Next,
}

/// Reads the tokens of one text.
///
/// What is known of the last token stands in the fields: [`Self::next`] is called for each of
/// millions of tokens, and an answer that fits a register is several times faster.
pub(super) struct Tokens<'a> {
    text: &'a [u8],
    position: usize,
    /// Where the last token begins and ends, quotes included.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Of a key or string: printable ASCII without escapes, so its bytes are its characters.
    pub(super) plain: bool,
    /// Of a float as `json.dumps` spells it, its value.
    pub(super) float: Option<f64>,
    /// Everything read so far is spelled as `json.dumps` would spell it.
    pub(super) spelled: bool,
    /// The open containers; true for an object.
    open: Vec<bool>,
    expect: Expect,
    printable: bool,
    reason: &'static str,
}

impl<'a> Tokens<'a> {
    /// `printable` promises that the text is printable ASCII, which makes strings faster to read.
    pub(super) fn new(text: &'a [u8], printable: bool) -> Self {
        let mut tokens = Self {
            text,
            position: 0,
            start: 0,
            end: 0,
            plain: false,
            float: None,
            spelled: true,
            open: Vec::new(),
            expect: Expect::Value,
            printable,
            reason: "",
        };
        tokens.no_gap();
        tokens
    }

    /// Why and where the text was refused.
    pub(super) fn malformed(&self) -> Malformed {
        Malformed { offset: self.position, reason: self.reason }
    }

    /// The bytes of the last token.
    pub(super) fn token(&self) -> &'a [u8] {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    /// The next token; `None` at the end of a whole value with nothing behind it.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Option<Kind>, Refused> {
        // Nearly all are expected behind a value, so that comes first.
        if self.expect == Expect::Next {
            self.no_gap();
            return match (self.open.last(), self.peek()) {
                (Some(is_object), Some(b',')) => {
                    let is_object = *is_object;
                    self.position += 1;
                    self.one_space();
                    if is_object { self.key() } else { self.value() }.map(Some)
                }
                (Some(true), Some(b'}')) | (Some(false), Some(b']')) => self.close().map(Some),
                (None, None) => Ok(None),
                (None, Some(_)) => Err(self.refuse("extra_data")),
                _ => Err(self.refuse("delimiter")),
            };
        }
        if self.expect == Expect::Value {
            return self.value().map(Some);
        }
        self.no_gap();
        match (self.expect, self.peek()) {
            (Expect::FirstKey, Some(b'}')) | (Expect::FirstItem, Some(b']')) => self.close(),
            (Expect::FirstKey, _) => self.key(),
            _ => self.value(),
        }
        .map(Some)
    }

    /// The value behind a key, where [`Self::next`] would find the same.
    pub(super) fn value(&mut self) -> Result<Kind, Refused> {
        match self.peek() {
            Some(b'"') => {
                self.quoted()?;
                self.expect = Expect::Next;
                Ok(Kind::Text)
            }
            Some(b'{') => self.open(Kind::ObjectOpen, Expect::FirstKey),
            Some(b'[') => self.open(Kind::ArrayOpen, Expect::FirstItem),
            Some(b'0'..=b'9') => self.number(),
            Some(b'-') if self.rest().starts_with(b"-Infinity") => {
                self.word("-Infinity", Kind::NegativeInfinity)
            }
            Some(b'-') => self.number(),
            Some(b'n') => self.word("null", Kind::Null),
            Some(b't') => self.word("true", Kind::True),
            Some(b'f') => self.word("false", Kind::False),
            Some(b'N') => self.word("NaN", Kind::NaN),
            Some(b'I') => self.word("Infinity", Kind::Infinity),
            _ => Err(self.refuse("value")),
        }
    }

    fn key(&mut self) -> Result<Kind, Refused> {
        if self.peek() != Some(b'"') {
            return Err(self.refuse("key"));
        }
        self.quoted()?;
        self.no_gap();
        if self.peek() != Some(b':') {
            return Err(self.refuse("delimiter"));
        }
        self.position += 1;
        self.one_space();
        self.expect = Expect::Value;
        Ok(Kind::Key)
    }

    #[inline]
    fn quoted(&mut self) -> Result<(), Refused> {
        let content = self.position + 1;
        let (length, spelling) =
            string::scan(self.text.get(content..).unwrap_or_default(), self.printable);
        match spelling {
            Spelling::Plain => self.plain = true,
            Spelling::Dumped => self.plain = false,
            Spelling::Other => (self.plain, self.spelled) = (false, false),
            Spelling::Refused(reason) => {
                self.position = content + length;
                return Err(self.refuse(reason.as_str()));
            }
        }
        // The content and two quotes.
        self.take(length + 2);
        Ok(())
    }

    fn open(&mut self, kind: Kind, expect: Expect) -> Result<Kind, Refused> {
        if self.open.len() >= limits::LEGACY_DEPTH {
            return Err(self.refuse("nesting"));
        }
        self.open.push(kind == Kind::ObjectOpen);
        self.expect = expect;
        self.take(1);
        Ok(kind)
    }

    fn close(&mut self) -> Result<Kind, Refused> {
        let is_object = self.open.pop() == Some(true);
        self.expect = Expect::Next;
        self.take(1);
        Ok(if is_object { Kind::ObjectClose } else { Kind::ArrayClose })
    }

    fn word(&mut self, word: &str, kind: Kind) -> Result<Kind, Refused> {
        if !self.rest().starts_with(word.as_bytes()) {
            return Err(self.refuse("value"));
        }
        self.expect = Expect::Next;
        self.take(word.len());
        Ok(kind)
    }

    fn number(&mut self) -> Result<Kind, Refused> {
        let Some((length, is_float)) = number::scan(self.rest()) else {
            return Err(self.refuse("value"));
        };
        self.expect = Expect::Next;
        self.take(length);
        let token = self.token();
        if is_float {
            self.float = number::float_of_repr(token);
            self.spelled &= self.float.is_some();
            return Ok(Kind::Float);
        }
        let digits = token.strip_prefix(b"-").unwrap_or(token);
        if digits.len() > INTEGER_DIGITS {
            self.position = self.start;
            return Err(self.refuse("integer_digits"));
        }
        self.spelled &= token != b"-0";
        Ok(Kind::Int)
    }

    /// The next `length` bytes are a token.
    fn take(&mut self, length: usize) {
        self.start = self.position;
        self.position += length;
        self.end = self.position;
    }

    /// Skips white space where `json.dumps` writes none.
    #[inline]
    fn no_gap(&mut self) {
        if self.peek().is_some_and(is_gap) {
            self.spelled = false;
            self.skip_gap();
        }
    }

    /// Skips white space where `json.dumps` writes one space.
    #[inline]
    fn one_space(&mut self) {
        match self.rest() {
            [b' ', next, ..] if !is_gap(*next) => self.position += 1,
            _ => {
                self.spelled = false;
                self.skip_gap();
            }
        }
    }

    fn skip_gap(&mut self) {
        while self.peek().is_some_and(is_gap) {
            self.position += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.position).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.text.get(self.position..).unwrap_or_default()
    }

    #[cold]
    fn refuse(&mut self, reason: &'static str) -> Refused {
        self.reason = reason;
        Refused
    }
}

/// JSON's white space.
pub(super) fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(usize, bool), (usize, &'static str)> {
        let mut tokens = Tokens::new(text.as_bytes(), false);
        let mut count = 0;
        loop {
            match tokens.next() {
                Ok(Some(_)) => count += 1,
                Ok(None) => return Ok((count, tokens.spelled)),
                Err(Refused) => {
                    let Malformed { offset, reason } = tokens.malformed();
                    return Err((offset, reason));
                }
            }
        }
    }

    #[test]
    fn what_python_reads_is_read() {
        let check = |text: &str, tokens, spelled| {
            assert_eq!(read(text), Ok((tokens, spelled)), "{text}");
        };
        check("null", 1, true);
        check(r#"{"a": [1, -2.5, "x", {}], "b": []}"#, 13, true);
        check("[NaN, Infinity, -Infinity, true, false]", 7, true);
        check(" 1\n", 1, false);
        check("[1,2]", 4, false);
        check("[1,  2]", 4, false);
        check("{ }", 2, false);
        check(r#"{"a":1}"#, 4, false);
        check("-0", 1, false);
        check("1.0e3", 1, false);
        check("1e400", 1, false);
        check(r#""\/""#, 1, false);
        check("\"é\"", 1, false);
        check(r#""\u00e9\ud83d\ude00\ud800""#, 1, true);
    }

    #[test]
    fn what_python_refuses_is_refused() {
        let check = |text: &str, offset, reason| {
            assert_eq!(read(text), Err((offset, reason)), "{text}");
        };
        check("", 0, "value");
        check("\u{feff}1", 0, "value");
        check("1 2", 2, "extra_data");
        check("01", 1, "extra_data");
        check("1.", 1, "extra_data");
        check("-", 0, "value");
        check("+1", 0, "value");
        check("-NaN", 0, "value");
        check("nul", 0, "value");
        check("[1,]", 3, "value");
        check("[1 2]", 3, "delimiter");
        check("[1}", 2, "delimiter");
        check("[1", 2, "delimiter");
        check(r#"{"a": 1,}"#, 8, "key");
        check("{1: 2}", 1, "key");
        check(r#"{"a" 1}"#, 5, "delimiter");
        check("\"a\tb\"", 2, "control_character");
        check(r#""\x""#, 1, "escape");
        check(r#""\u12g4""#, 1, "escape");
        check(r#""abc"#, 4, "unterminated_string");
    }

    #[test]
    fn integers_have_at_most_4300_digits() {
        let digits = "9".repeat(INTEGER_DIGITS);
        assert_eq!(read(&format!("-{digits}")), Ok((1, true)));
        assert_eq!(read(&format!("[{digits}9]")), Err((1, "integer_digits")));
        assert_eq!(read(&format!("{digits}9.5")), Ok((1, false)));
    }

    #[test]
    fn nesting_has_a_bound_and_no_recursion() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(read(&nested(limits::LEGACY_DEPTH)), Ok((2 * limits::LEGACY_DEPTH, true)));
        let too_deep = Err((limits::LEGACY_DEPTH, "nesting"));
        assert_eq!(read(&nested(limits::LEGACY_DEPTH + 1)), too_deep);
        assert_eq!(read(&nested(100_000)), too_deep);
    }
}
