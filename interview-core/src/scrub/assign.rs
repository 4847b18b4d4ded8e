//! Secrets that a name beside them gives away: `PASSWORD=...` of a shell, `"api_key": "..."` of
//! JSON, `client_secret: ...` of YAML, `--token ...` of a command, `<password>...</password>`.
//!
//! The regexes here find name and separator; the value behind it is cut out by hand, since its end
//! depends on how it is quoted and how often the quotes are escaped. Whether a value looks like a
//! secret is judged in `looks.rs`.

use std::ops::Range;

use memchr::memmem;

use super::looks::{self, Context};
use super::scan::Found;

/// What may stand between the name of a password and its value; group 1 is the separator.
macro_rules! separator {
    () => {
        r#"(?:[_-]?(?:[0-9]{1,3}|value|plain|text|string|prod|production|dev|development|test|live
        |staging|local|default|root|admin|user|db|main|old|new|current|base|b64|base64|hex|env))?
        (?:\\*["'`])?\]?
        ([\ \t]*(?:=>|:=|\?=|[!=]==?|[=:])
        |(?:\s|\\+[nrt])*,(?:\s|\\+[nrt])*(?:\\*["']value\\*["'](?:\s|\\+[nrt])*:)?
        |\s*(?:\n|\\+n)[\ \t-]*value:
        |>
        |[\ \t]+)"#
    };
}

/// Names of values that people choose, so that a short value can be one.
pub(super) const PASSWORD: &str = concat!("(?:passw(?:or)?d|passphrase|pwd|secret)", separator!());

/// Names of values that machines draw: long and without sense.
pub(super) const TOKEN: &str = concat!(
    "(?:token|api[_-]?key|(?:secret|access|private|auth|signing|encryption|account|master|service
    |session|client)[_-]?key|token[_-]?secret|token[_-]?key|secret[_-]?key[_-]?base)",
    separator!()
);

/// The kinds of the rows that use [`PASSWORD`] and [`TOKEN`].
pub(super) const KINDS: [&str; 2] = ["password", "secret"];

/// Longest value that is judged whole, in bytes; of a longer one the beginning decides. A bound,
/// since a refused value is searched again from its second byte on.
const JUDGED: usize = 128;

/// Place of a password behind its name.
pub(super) fn password(found: &Found<'_>) -> Option<Range<usize>> {
    Value::behind(found)?.place_if(found.text, looks::password)
}

/// Place of a drawn secret behind its name.
pub(super) fn token(found: &Found<'_>) -> Option<Range<usize>> {
    Value::behind(found)?.place_if(found.text, looks::token)
}

/// A value behind a name.
struct Value {
    /// Where it is; an unquoted one of more than [`JUDGED`] bytes may go on.
    place: Range<usize>,
    context: Context,
    quoted: bool,
}

impl Value {
    /// The place of the whole value, if its beginning `looks` like a secret.
    fn place_if(self, text: &str, looks: fn(&str, Context) -> bool) -> Option<Range<usize>> {
        let Range { start, end } = self.place;
        let judged =
            (start..=end.min(start + JUDGED)).rev().find(|at| text.is_char_boundary(*at))?;
        if !looks(text.get(start..judged)?, self.context) {
            return None;
        }
        let rest = Cursor { text, at: end };
        Some(start..if self.quoted { end } else { rest.until(usize::MAX, ends_bare).end })
    }

    /// The value that the match of [`PASSWORD`] or [`TOKEN`] stands before.
    fn behind(found: &Found<'_>) -> Option<Self> {
        let name = Name::of(found);
        let separator = found.secret();
        let mut at = Cursor { text: found.text, at: found.matched.end };
        if separator.trim() == ":" {
            at.skip_annotation();
        }
        let spaces = at.skip(|byte| matches!(byte, b' ' | b'\t'));
        let bare = at.at;
        if name.closed || separator.contains(':') {
            at.skip_white();
        }
        at.skip_call();
        let Some(quote) = at.opening_quote() else {
            at.at = bare;
            return name.unquoted(separator, spaces, at);
        };
        let weak = separator.trim_start().starts_with(',')
            && !separator.contains(':')
            && !name.is_option();
        if separator.trim().is_empty() && !name.is_option() || weak && !name.closed {
            return None;
        }
        let context = if weak { Context::Code } else { Context::Text };
        Some(Self { place: at.quoted(quote), context, quoted: true })
    }
}

/// The name before a value and how it stands there.
struct Name<'a> {
    /// The whole name, such as `--db-password`.
    full: &'a str,
    /// What stands on the line before it.
    before: &'a str,
    /// Whether a quote or bracket stands between name and separator.
    closed: bool,
}

impl<'a> Name<'a> {
    fn of(found: &Found<'a>) -> Self {
        let text = found.text;
        let before = found.before();
        let in_name =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        let left = before.bytes().rev().take_while(in_name).count();
        let head = text.get(found.matched.start..found.secret.start).unwrap_or_default();
        let right = head.bytes().take_while(in_name).count();
        let start = found.matched.start - left;
        Self {
            full: text.get(start..found.matched.start + right).unwrap_or_default(),
            before: before.get(..before.len() - left).unwrap_or_default(),
            closed: right < head.len(),
        }
    }

    /// Whether the name is an option of a command: `--password`.
    fn is_option(&self) -> bool {
        self.full.starts_with("--")
    }

    /// Whether it is `PASSWORD`, as environment variables are.
    fn is_upper(&self) -> bool {
        !self.full.bytes().any(|byte| byte.is_ascii_lowercase())
    }

    /// Whether nothing stands before it on its line that belongs to code.
    fn begins_line(&self) -> bool {
        let line = memmem::rfind(self.before.as_bytes(), b"\\n").map_or(0, |at| at + 2);
        let line = self.before.get(line..).unwrap_or_default();
        let before = line.trim_start_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, ' ' | '\t' | '→' | '|' | '+' | '-' | '>' | '#')
        });
        matches!(before.trim(), "" | "export" | "set" | "env" | "ENV" | "-e" | "//")
    }

    fn unquoted(&self, separator: &str, spaces: usize, at: Cursor<'_>) -> Option<Value> {
        let text = at.text;
        let sign = separator.trim();
        let tight = spaces == 0 && !separator.starts_with([' ', '\t']);
        if sign == ">" {
            let place = at.until(JUDGED, |rest| rest.starts_with(b"<"));
            let closes = text.get(place.end..).is_some_and(|rest| rest.starts_with("</"));
            let opened = self.before.ends_with('<') && closes;
            return opened.then_some(Value { place, context: Context::Text, quoted: true });
        }
        let is_url_user = sign == ":" && self.before.ends_with("//");
        if is_url_user || sign.starts_with(',') || (sign.is_empty() && !self.is_option()) {
            return None;
        }
        let place = at.until(JUDGED, ends_bare);
        let rest = text.get(place.end..).unwrap_or_default();
        let ends_line = rest.is_empty() || rest.starts_with(['\n', '\r', '\\']);
        let assigned = sign == "=" && tight;
        let plain = self.is_option()
            || assigned && (self.is_upper() || self.full.starts_with('-'))
            || assigned && self.before.ends_with(['?', '&', ';'])
            || assigned && self.begins_line() && ends_line
            || sign.ends_with(':') && self.begins_line() && ends_line;
        let context = if plain { Context::Text } else { Context::Code };
        Some(Value { place, context, quoted: false })
    }
}

/// Whether an unquoted value ends before `rest`.
fn ends_bare(rest: &[u8]) -> bool {
    match rest {
        [] => true,
        [b',', next @ ..] => {
            matches!(next, [] | [b'"' | b'\'' | b'\\', ..])
                || next.first().is_some_and(u8::is_ascii_whitespace)
        }
        [b'\\', next @ ..] => {
            matches!(next, [] | [b'n' | b'r' | b't' | b'u' | b'"' | b'\'' | b'\\', ..])
        }
        [byte, ..] => b"\"'`&;|<>)}]".contains(byte) || byte.is_ascii_whitespace(),
    }
}

/// A quote that opens a string.
#[derive(Clone, Copy)]
struct Quote {
    byte: u8,
    /// Backslashes before it: 0 in plain text, 1 in a JSON string, 3 in one inside another.
    escapes: usize,
}

/// A place in a text that moves forward.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn bytes(&self) -> &[u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Skips bytes that `belongs` to, and says how many.
    fn skip(&mut self, belongs: impl Fn(u8) -> bool) -> usize {
        let count = self.bytes().iter().take_while(|byte| belongs(**byte)).count();
        self.at += count;
        count
    }

    /// Skips white space, escaped or not.
    fn skip_white(&mut self) {
        loop {
            self.skip(|byte| byte.is_ascii_whitespace());
            let escapes = self.bytes().iter().take_while(|byte| **byte == b'\\').count();
            match self.bytes().get(escapes) {
                Some(b'n' | b'r' | b't') if escapes > 0 => self.at += escapes + 1,
                _ => return,
            }
        }
    }

    /// Skips a type between name and value: `password: &'static str = "..."`.
    fn skip_annotation(&mut self) {
        let in_type = |byte: &u8| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'_' | b'.' | b':' | b'<' | b'>' | b'[' | b']' | b'&' | b'|')
                || matches!(byte, b'?' | b'\'' | b' ')
        };
        let length = self.bytes().iter().take(48).take_while(|byte| in_type(byte)).count();
        if let [b'=', next, ..] = self.bytes().get(length..).unwrap_or_default()
            && !matches!(next, b'=' | b'>')
            && self.bytes().get(length.saturating_sub(1)) == Some(&b' ')
        {
            self.at += length + 1;
        }
    }

    /// Skips the head of a call or a prefix of a string: `String::from(`, `b`. Arguments of a
    /// method, as in `password.encode("latin1")`, are no values.
    fn skip_call(&mut self) {
        let in_path = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':');
        let path = self.bytes().iter().take(40).take_while(|byte| in_path(byte)).count();
        let call = usize::from(self.bytes().get(path) == Some(&b'('));
        let mut behind = Cursor { text: self.text, at: self.at + path + call };
        if (call == 1 || path <= 2) && behind.opening_quote().is_some() {
            self.at += path + call;
        }
    }

    /// Takes the quote that stands here, if one does.
    fn opening_quote(&mut self) -> Option<Quote> {
        let escapes = self.bytes().iter().take(16).take_while(|byte| **byte == b'\\').count();
        let byte = *self.bytes().get(escapes)?;
        if !matches!(byte, b'"' | b'\'' | b'`') {
            return None;
        }
        self.at += escapes + 1;
        let triple = [byte, byte];
        if escapes == 0 && self.bytes().starts_with(&triple) {
            self.at += 2;
        }
        Some(Quote { byte, escapes })
    }

    /// The string that `quote` opened, up to its closing quote or the end of the line.
    fn quoted(self, quote: Quote) -> Range<usize> {
        let mut escapes = 0;
        for (offset, byte) in self.bytes().iter().enumerate() {
            match *byte {
                b'\\' => escapes += 1,
                b'\n' => return self.at..self.at + offset,
                byte if byte == quote.byte && escapes <= quote.escapes => {
                    return self.at..self.at + offset - escapes;
                }
                _ => escapes = 0,
            }
        }
        self.at..self.text.len()
    }

    /// The text up to where `ends` holds of the bytes that follow, or `limit` bytes and the rest
    /// of a character.
    fn until(self, limit: usize, ends: fn(&[u8]) -> bool) -> Range<usize> {
        let bytes = self.bytes();
        let mut end = 0;
        while end < limit && bytes.get(end..).is_some_and(|rest| !rest.is_empty() && !ends(rest)) {
            end += 1;
        }
        while !self.text.is_char_boundary(self.at + end) {
            end += 1;
        }
        self.at..self.at + end
    }
}
