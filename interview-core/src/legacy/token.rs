//! JSON as Python's `json.loads` reads it, token by token, without recursion.
//!
//! It differs from RFC 8259 JSON: `NaN`, `Infinity` and `-Infinity` are values, lone surrogates are
//! characters, integers have at most 4300 digits, and nesting ends at [`limits::LEGACY_DEPTH`].
//! Beside reading, it notes whether the text is spelled as `json.dumps` spells it.

use super::{number, string};
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

/// A token and the bytes that spell it, quotes included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Of a key or string: printable ASCII without escapes, so its bytes are its characters.
    pub(super) plain: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Value,
    FirstKey,
    FirstItem,
    Next,
}

/// Reads the tokens of one text.
pub(super) struct Tokens<'a> {
    text: &'a [u8],
    position: usize,
    /// The open containers; true for an object.
    open: Vec<bool>,
    expect: Expect,
    spelled: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        let mut tokens =
            Self { text, position: 0, open: Vec::new(), expect: Expect::Value, spelled: true };
        tokens.no_gap();
        tokens
    }

    /// Whether everything read so far is spelled as `json.dumps` would spell it.
    pub(super) fn spelled(&self) -> bool {
        self.spelled
    }

    /// The next token; `None` at the end of a whole value with nothing behind it.
    pub(super) fn next(&mut self) -> Result<Option<Token>, Malformed> {
        match self.expect {
            Expect::Value => self.value().map(Some),
            Expect::FirstKey => {
                self.no_gap();
                if self.peek() == Some(b'}') { self.close() } else { self.key() }.map(Some)
            }
            Expect::FirstItem => {
                self.no_gap();
                if self.peek() == Some(b']') { self.close() } else { self.value() }.map(Some)
            }
            Expect::Next => {
                self.no_gap();
                match (self.open.last(), self.peek()) {
                    (None, None) => Ok(None),
                    (None, Some(_)) => Err(self.malformed("extra_data")),
                    (Some(true), Some(b'}')) | (Some(false), Some(b']')) => self.close().map(Some),
                    (Some(is_object), Some(b',')) => {
                        let is_object = *is_object;
                        self.position += 1;
                        self.one_space();
                        if is_object { self.key() } else { self.value() }.map(Some)
                    }
                    _ => Err(self.malformed("delimiter")),
                }
            }
        }
    }

    fn value(&mut self) -> Result<Token, Malformed> {
        let start = self.position;
        match self.peek() {
            Some(b'"') => {
                self.expect = Expect::Next;
                self.quoted(Kind::Text)
            }
            Some(b'{') => self.open(Kind::ObjectOpen),
            Some(b'[') => self.open(Kind::ArrayOpen),
            Some(b'0'..=b'9') => self.number(start),
            Some(b'-') if self.rest().starts_with(b"-Infinity") => {
                self.word("-Infinity", Kind::NegativeInfinity)
            }
            Some(b'-') => self.number(start),
            Some(b'n') => self.word("null", Kind::Null),
            Some(b't') => self.word("true", Kind::True),
            Some(b'f') => self.word("false", Kind::False),
            Some(b'N') => self.word("NaN", Kind::NaN),
            Some(b'I') => self.word("Infinity", Kind::Infinity),
            _ => Err(self.malformed("value")),
        }
    }

    fn key(&mut self) -> Result<Token, Malformed> {
        if self.peek() != Some(b'"') {
            return Err(self.malformed("key"));
        }
        let key = self.quoted(Kind::Key)?;
        self.no_gap();
        if self.peek() != Some(b':') {
            return Err(self.malformed("delimiter"));
        }
        self.position += 1;
        self.one_space();
        self.expect = Expect::Value;
        Ok(key)
    }

    fn quoted(&mut self, kind: Kind) -> Result<Token, Malformed> {
        let start = self.position;
        let found = string::scan(self.rest().get(1..).unwrap_or_default())
            .map_err(|(at, reason)| Malformed { offset: start + 1 + at, reason })?;
        self.spelled &= found.spelled;
        // The content and two quotes.
        self.position += found.length + 2;
        Ok(Token { kind, start, end: self.position, plain: found.plain })
    }

    fn open(&mut self, kind: Kind) -> Result<Token, Malformed> {
        if self.open.len() >= limits::LEGACY_DEPTH {
            return Err(self.malformed("nesting"));
        }
        let is_object = kind == Kind::ObjectOpen;
        self.open.push(is_object);
        self.expect = if is_object { Expect::FirstKey } else { Expect::FirstItem };
        Ok(self.take(kind, 1))
    }

    fn close(&mut self) -> Result<Token, Malformed> {
        let is_object = self.open.pop() == Some(true);
        self.expect = Expect::Next;
        Ok(self.take(if is_object { Kind::ObjectClose } else { Kind::ArrayClose }, 1))
    }

    fn word(&mut self, word: &str, kind: Kind) -> Result<Token, Malformed> {
        if !self.rest().starts_with(word.as_bytes()) {
            return Err(self.malformed("value"));
        }
        self.expect = Expect::Next;
        Ok(self.take(kind, word.len()))
    }

    fn number(&mut self, start: usize) -> Result<Token, Malformed> {
        let Some((length, is_float)) = number::scan(self.rest()) else {
            return Err(self.malformed("value"));
        };
        self.expect = Expect::Next;
        let token = self.take(if is_float { Kind::Float } else { Kind::Int }, length);
        let text = self.text.get(start..token.end).unwrap_or_default();
        if is_float {
            self.spelled &= number::is_float_repr(text);
        } else {
            let digits = text.strip_prefix(b"-").unwrap_or(text);
            if digits.len() > INTEGER_DIGITS {
                return Err(Malformed { offset: start, reason: "integer_digits" });
            }
            self.spelled &= text != b"-0";
        }
        Ok(token)
    }

    fn take(&mut self, kind: Kind, length: usize) -> Token {
        let start = self.position;
        self.position += length;
        Token { kind, start, end: self.position, plain: false }
    }

    /// Skips white space where `json.dumps` writes none.
    fn no_gap(&mut self) {
        if matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.spelled = false;
            self.skip_gap();
        }
    }

    /// Skips white space where `json.dumps` writes one space.
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

    fn malformed(&self, reason: &'static str) -> Malformed {
        Malformed { offset: self.position, reason }
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
        let mut tokens = Tokens::new(text.as_bytes());
        let mut count = 0;
        loop {
            match tokens.next() {
                Ok(Some(_)) => count += 1,
                Ok(None) => return Ok((count, tokens.spelled())),
                Err(malformed) => return Err((malformed.offset, malformed.reason)),
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
