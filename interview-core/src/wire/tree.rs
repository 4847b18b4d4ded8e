//! JSON as callers hand it over: lenient where foreign programs are sloppy, and nothing is lost.
//! Only the writer uses it; logs are read by the strict scanner.

use std::collections::HashSet;

use crate::{Error, ErrorCode, limits, wire::strings};

/// A value that is on its way into a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    /// An integer that the format can hold, as written.
    Integer(String),
    /// A string. `replaced` where it isn't what the caller gave: lone surrogates became U+FFFD, or
    /// it was no string before.
    Text {
        text: String,
        replaced: bool,
    },
    /// A string of a fixed spelling that its kind's shape was checked for; it is never cut.
    Fixed(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

/// Reads one JSON object. Raw control characters in strings are taken; lone surrogates become
/// U+FFFD; a number that the format can't hold, and a value nested too deep, become strings.
pub(crate) fn parse_object(json: &str) -> Result<Vec<(String, Node)>, Error> {
    let mut parser = Parser { text: json, at: 0 };
    parser.skip_space();
    let root = match parser.peek() {
        Some(b'{') => parser.value(1)?,
        _ => return Err(parser.wrong("data must be a JSON object")),
    };
    parser.skip_space();
    match root {
        Node::Object(members) if parser.at == json.len() => Ok(members),
        _ => Err(parser.wrong("text follows the JSON object")),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn wrong(&self, what: &str) -> Error {
        wrong_at(self.at, what)
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, Error> {
        match self.peek() {
            Some(b'{' | b'[') if depth > limits::DATA_DEPTH => self.deep(),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => self.string(),
            Some(b'-' | b'0'..=b'9') => Ok(self.number()),
            Some(b't') => self.literal("true", Node::Bool(true)),
            Some(b'f') => self.literal("false", Node::Bool(false)),
            Some(b'n') => self.literal("null", Node::Null),
            _ => Err(self.wrong("no JSON value")),
        }
    }

    fn literal(&mut self, word: &str, node: Node) -> Result<Node, Error> {
        if !self.text.as_bytes().get(self.at..).unwrap_or_default().starts_with(word.as_bytes()) {
            return Err(self.wrong("no JSON value"));
        }
        self.at += word.len();
        Ok(node)
    }

    fn object(&mut self, depth: usize) -> Result<Node, Error> {
        let mut members = Vec::new();
        let mut keys = HashSet::new();
        self.at += 1;
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Node::Object(members));
        }
        loop {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return Err(self.wrong("no key"));
            }
            let Node::Text { text: key, .. } = self.string()? else {
                return Err(self.wrong("no key"));
            };
            if is_twice(&key, &members, &mut keys) {
                return Err(self.wrong("an object has a key twice"));
            }
            self.skip_space();
            if self.peek() != Some(b':') {
                return Err(self.wrong("no colon"));
            }
            self.at += 1;
            self.skip_space();
            members.push((key, self.value(depth + 1)?));
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Node::Object(members));
                }
                _ => return Err(self.wrong("no comma or brace")),
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Node, Error> {
        let mut items = Vec::new();
        self.at += 1;
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Node::List(items));
        }
        loop {
            self.skip_space();
            items.push(self.value(depth + 1)?);
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Node::List(items));
                }
                _ => return Err(self.wrong("no comma or bracket")),
            }
        }
    }

    fn number(&mut self) -> Node {
        let start = self.at;
        while let Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        let text = self.text.get(start..self.at).unwrap_or_default().to_owned();
        let fits = text.len() <= limits::SEQ_DIGITS + 1
            && text.parse::<i64>().is_ok_and(|value| {
                value.unsigned_abs() <= limits::INTEGER_MAX && value.to_string() == text
            });
        if fits { Node::Integer(text) } else { Node::Text { text, replaced: true } }
    }

    fn string(&mut self) -> Result<Node, Error> {
        let opening = self.at;
        self.at += 1;
        let mut out = String::new();
        let mut replaced = false;
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let run = memchr::memchr2(b'"', b'\\', rest)
                .ok_or_else(|| wrong_at(opening, "a string has no end"))?;
            out.push_str(self.text.get(self.at..self.at + run).unwrap_or_default());
            self.at += run;
            if self.peek() == Some(b'"') {
                self.at += 1;
                return Ok(Node::Text { text: out, replaced });
            }
            let decoded = self.escape()?;
            replaced |= decoded.is_none();
            out.push(decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }

    /// One escape; `None` is half of a surrogate pair.
    fn escape(&mut self) -> Result<Option<char>, Error> {
        let simple = match self.text.as_bytes().get(self.at + 1) {
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(other @ (b'"' | b'\\' | b'/')) => char::from(*other),
            Some(b'u') => {
                let high = self.unit(self.at).ok_or_else(|| self.wrong("a bad escape"))?;
                self.at += 6;
                let low = match high {
                    0xd800..=0xdbff => {
                        self.unit(self.at).filter(|low| (0xdc00..=0xdfff).contains(low))
                    }
                    _ => return Ok(char::from_u32(high)),
                };
                let Some(low) = low else { return Ok(None) };
                self.at += 6;
                return Ok(char::from_u32(0x10000 + ((high & 0x3ff) << 10 | low & 0x3ff)));
            }
            _ => return Err(self.wrong("a bad escape")),
        };
        self.at += 2;
        Ok(Some(simple))
    }

    fn unit(&self, at: usize) -> Option<u32> {
        let escape = self.text.as_bytes().get(at..at + 6)?;
        escape.strip_prefix(b"\\u").and_then(strings::hex4)
    }

    /// A container nested too deep, kept as its text.
    fn deep(&mut self) -> Result<Node, Error> {
        let start = self.at;
        let mut open = 0_usize;
        loop {
            match self.peek() {
                None => return Err(self.wrong("a value has no end")),
                Some(b'"') => {
                    self.string()?;
                    continue;
                }
                Some(b'{' | b'[') => open += 1,
                Some(b'}' | b']') => open = open.saturating_sub(1),
                Some(_) => {}
            }
            self.at += 1;
            if open == 0 {
                let text = self.text.get(start..self.at).unwrap_or_default().to_owned();
                return Ok(Node::Text { text, replaced: true });
            }
        }
    }
}

fn wrong_at(at: usize, what: &str) -> Error {
    Error::new(ErrorCode::InvalidEvent, format!("{what} at byte {at}"))
}

/// Whether a key is among the members already. From the ninth member on, keys are found by hash.
fn is_twice(key: &str, members: &[(String, Node)], keys: &mut HashSet<String>) -> bool {
    const FEW: usize = 8;
    if members.len() < FEW {
        return members.iter().any(|(other, _)| other == key);
    }
    if keys.is_empty() {
        keys.extend(members.iter().map(|(other, _)| other.clone()));
    }
    !keys.insert(key.to_owned())
}

impl Node {
    /// Appends the value as JSON without white space.
    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(true) => out.push_str("true"),
            Self::Bool(false) => out.push_str("false"),
            Self::Integer(text) => out.push_str(text),
            Self::Text { text, .. } | Self::Fixed(text) => write_string(text, out),
            Self::List(items) => {
                out.push('[');
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(members) => write_object(members, out),
        }
    }
}

/// Appends an object without white space, members in the order given.
pub(crate) fn write_object(members: &[(String, Node)], out: &mut String) {
    out.push('{');
    for (place, (key, value)) in members.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        write_string(key, out);
        out.push(':');
        value.write(out);
    }
    out.push('}');
}

/// Appends a JSON string: `"`, `\` and control characters escaped, all else as it is.
pub(crate) fn write_string(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    loop {
        let (plain, tail) = rest.split_at(strings::plain_run(rest.as_bytes()));
        out.push_str(plain);
        let mut chars = tail.chars();
        match chars.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\u{c}') => out.push_str("\\f"),
            Some(control) => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            None => break,
        }
        rest = chars.as_str();
    }
    out.push('"');
}

/// Length of a JSON string with its quotes.
pub(crate) fn string_length(text: &str) -> usize {
    2 + text
        .bytes()
        .map(|byte| match byte {
            b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 8 | 12 => 2,
            0..0x20 => 6,
            _ => 1,
        })
        .sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &str) {
        let mut out = String::new();
        write_object(&parse_object(json).unwrap(), &mut out);
        assert_eq!(out, expected);
        assert_eq!(crate::wire::scan_object(out.as_bytes()), Ok(()));
    }

    #[test]
    fn what_the_format_cannot_hold_becomes_a_string() {
        check(r#"{ "a" : [1, -2 ,true,null] }"#, r#"{"a":[1,-2,true,null]}"#);
        check(
            r#"{"a":1.5,"b":1e3,"c":-0,"d":9007199254740992}"#,
            r#"{"a":"1.5","b":"1e3","c":"-0","d":"9007199254740992"}"#,
        );
        check(r#"{"a":"\ud800x\ud83d\ude00\udc00"}"#, "{\"a\":\"\u{fffd}x\u{1f600}\u{fffd}\"}");
        check("{\"a\":\"\u{1}\n\u{7f}\"}", "{\"a\":\"\\u0001\\n\u{7f}\"}");
    }

    #[test]
    fn deep_values_are_kept_as_text() {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        let mut out = String::new();
        write_object(&parse_object(&deep).unwrap(), &mut out);
        assert_eq!(crate::wire::scan_object(out.as_bytes()), Ok(()));
        assert!(out.len() > 200_000);
    }

    #[test]
    fn a_key_that_comes_twice_is_refused_among_few_and_many() {
        let object = |keys: &[usize]| {
            let members: Vec<_> = keys.iter().map(|key| format!("\"k{key}\":0")).collect();
            parse_object(&format!("{{{}}}", members.join(",")))
        };
        for most in 1..20 {
            let mut keys: Vec<_> = (0..most).collect();
            assert_eq!(object(&keys).unwrap().len(), most);
            for again in 0..most {
                keys.push(again);
                assert_eq!(object(&keys).unwrap_err().code(), ErrorCode::InvalidEvent);
                keys.pop();
            }
        }
    }

    #[test]
    fn what_is_no_json_object_is_an_error() {
        for bad in [
            "",
            "[]",
            "1",
            "{",
            "{\"a\":}",
            "{\"a\":1}x",
            "{\"a\":1,\"a\":2}",
            "{\"a\":\"\\x\"}",
            "{\"a",
        ] {
            assert_eq!(parse_object(bad).unwrap_err().code(), ErrorCode::InvalidEvent, "{bad}");
        }
    }
}
