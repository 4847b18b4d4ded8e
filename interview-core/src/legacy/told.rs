//! A value of a legacy log as a Report tells it: JSON that every reader takes, and never more than
//! the Report needs. How values are read and compared is `value`'s business.

use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::value::RawValue;

use super::{number, value::Value};

/// Bytes of a value's JSON text; longer ones are told as a text that is cut there.
const BYTES: usize = 64 << 10;
/// Containers within one another; what is nested deeper is told as a text.
const DEPTH: usize = 32;

/// A value of Python as JSON text: numbers as Python writes them, NaN and infinities as strings,
/// U+FFFD for lone surrogates. What is nested deeper than 32 containers, longer than 64 KiB, or has a
/// lone surrogate in a key, is a string: its beginning, and how many bytes it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PythonJson(String);

impl PythonJson {
    /// The JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn null() -> Self {
        Self("null".to_owned())
    }

    pub(super) fn of(value: &Value<'_>) -> Self {
        let mut json = String::new();
        write(value, &mut json);
        if json.len() <= BYTES && depth(value) <= DEPTH && are_keys_text(value) {
            return Self(json);
        }
        let text = match value {
            Value::Text(text) => text_of(text),
            _ => json,
        };
        let end = (0..=BYTES.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
        let kept = text.get(..end.unwrap_or_default()).unwrap_or_default();
        Self(quoted(&format!("{kept}… ({} bytes)", text.len())))
    }

    pub(super) fn minutes(minutes: Option<f64>) -> Self {
        minutes.map_or_else(Self::null, |minutes| Self::of(&Value::Float(minutes)))
    }
}

impl Serialize for PythonJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.clone()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

/// Writes a value as compact JSON.
fn write(value: &Value<'_>, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Int(digits) => out.push_str(&text_of(digits)),
        Value::Float(float) if float.is_finite() => out.push_str(&spelled(*float)),
        Value::Float(float) => out.push_str(&quoted(&spelled(*float))),
        Value::Text(text) => out.push_str(&quoted(&text_of(text))),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(index, out);
                write(item, out);
            }
            out.push(']');
        }
        Value::Dict(members) => {
            out.push('{');
            for (index, (key, member)) in members.iter().enumerate() {
                separate(index, out);
                out.push_str(&quoted(&text_of(key)));
                out.push(':');
                write(member, out);
            }
            out.push('}');
        }
    }
}

fn separate(index: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
}

/// As Python spells a number.
fn spelled(float: f64) -> String {
    let mut text = Vec::new();
    number::write_float(float, &mut text);
    text_of(&text)
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The text that WTF-8 spells. A lone surrogate is three bytes there, the first of them 0xED, none of
/// which UTF-8 takes.
fn text_of(wtf8: &[u8]) -> String {
    let mut text = String::with_capacity(wtf8.len());
    for chunk in wtf8.utf8_chunks() {
        text.push_str(chunk.valid());
        if chunk.invalid().first() == Some(&0xED) {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    text
}

/// Containers within one another, a value that isn't one at 0.
fn depth(value: &Value<'_>) -> usize {
    match value {
        Value::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Dict(members) => {
            1 + members.iter().map(|(_, member)| depth(member)).max().unwrap_or(0)
        }
        _ => 0,
    }
}

/// Whether no key has a lone surrogate: two such keys would be the same one.
fn are_keys_text(value: &Value<'_>) -> bool {
    match value {
        Value::List(items) => items.iter().all(are_keys_text),
        Value::Dict(members) => members
            .iter()
            .all(|(key, member)| std::str::from_utf8(key).is_ok() && are_keys_text(member)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_told_as_every_reader_of_json_takes_it() {
        let check = |text: &str, expected: &str| {
            let value = Value::read(text.as_bytes()).unwrap();
            assert_eq!(PythonJson::of(&value).as_str(), expected, "{text}");
        };
        check("[1, -0, 1.50, 1e16, NaN, -Infinity]", r#"[1,0,1.5,1e+16,"NaN","-Infinity"]"#);
        check(r#"{"b": null, "a": "é\u00e9", "b": true}"#, r#"{"a":"éé","b":true}"#);
        check(r#""a\ud800b\udfff""#, "\"a\u{fffd}b\u{fffd}\"");
        check(
            r#""\ud83d\ude00\u0000\u007f\n\"\\\u2028""#,
            "\"😀\\u0000\u{7f}\\n\\\"\\\\\u{2028}\"",
        );
    }

    #[test]
    fn what_no_reader_could_take_is_a_short_text() {
        let check = |text: &str, expected: &str| {
            let value = Value::read(text.as_bytes()).unwrap();
            assert_eq!(PythonJson::of(&value).as_str(), expected);
        };
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        check(&nested(DEPTH), &nested(DEPTH));
        check(
            r#"{"\ud800": 1, "\udfff": 2}"#,
            &quoted("{\"\u{fffd}\":1,\"\u{fffd}\":2}… (17 bytes)"),
        );
        check(&nested(DEPTH + 1), &quoted(&format!("{}… (66 bytes)", nested(DEPTH + 1))));
        let deepest = nested(900);
        check(&deepest, &quoted(&format!("{deepest}… (1800 bytes)")));
        let fits = "é".repeat(BYTES / 2 - 1);
        check(&quoted(&fits), &quoted(&fits));
        let long = "x".to_owned() + &"é".repeat(BYTES);
        let kept = "x".to_owned() + &"é".repeat(BYTES / 2 - 1);
        check(&quoted(&long), &quoted(&format!("{kept}… ({} bytes)", 2 * BYTES + 1)));
    }
}
