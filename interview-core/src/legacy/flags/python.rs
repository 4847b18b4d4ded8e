//! Python's `float(value)` and `int(value)`, and a key that is the same for values that are equal.

use super::Raises;
use crate::legacy::{
    text,
    value::{Number, Value},
};

/// Code point of the digit zero in every script of Unicode 14; its nine successors follow each.
const ZEROS: [u32; 66] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50,
    0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];
/// Digits of a text beyond which `int` raises.
const INTEGER_DIGITS: usize = 4300;

/// `float(value)`.
pub(super) fn float(value: &Value<'_>) -> Result<f64, Raises> {
    if let Value::Text(text) = value {
        return plain(text).and_then(|text| text.parse().ok()).ok_or(Raises);
    }
    let number = value.as_number().ok_or(Raises)?;
    let float = number.to_float();
    let overflows = matches!(number, Number::Int(_)) && float.is_infinite();
    if overflows { Err(Raises) } else { Ok(float) }
}

/// Whether `int(exit_code)` isn't 0. What is no integer is no failure, but for infinity, at which
/// the rule raises.
pub(super) fn is_failure(exit_code: &Value<'_>) -> Result<bool, Raises> {
    match exit_code {
        Value::Float(float) if float.is_infinite() => Err(Raises),
        Value::Float(float) => Ok(float.abs() >= 1.0),
        Value::Bool(_) | Value::Int(_) => Ok(exit_code.is_true()),
        Value::Text(text) => Ok(plain(text).is_some_and(|text| {
            let digits = text.strip_prefix(['+', '-']).unwrap_or(&text);
            !digits.is_empty()
                && digits.len() <= INTEGER_DIGITS
                && digits.bytes().all(|b| b.is_ascii_digit())
                && digits.bytes().any(|b| b != b'0')
        })),
        _ => Ok(false),
    }
}

/// The number that stands first in a text, digits alone up to white space, as far as it is one.
pub(super) fn first_number(text: &[u8]) -> Option<u128> {
    let text = std::str::from_utf8(text::strip_start(text)).ok()?;
    let end = text.char_indices().find(|(at, _)| is_space(text, *at)).map_or(text.len(), |it| it.0);
    let digits = ascii_digits(text.get(..end)?);
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    // A number too large to be shown is still one of many lines.
    (is_number && digits.len() <= INTEGER_DIGITS).then(|| digits.parse().unwrap_or(u128::MAX))
}

fn is_space(text: &str, at: usize) -> bool {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    text::strip_start(rest).len() < rest.len()
}

/// A text as number parsers take it: white space around it stripped, digits of any script as ASCII,
/// single underscores between digits left out.
fn plain(text: &[u8]) -> Option<String> {
    let text = ascii_digits(std::str::from_utf8(text::strip(text)).ok()?);
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut is_digit = false;
    while let Some(character) = characters.next() {
        if character == '_' {
            let is_between = is_digit && characters.peek().is_some_and(char::is_ascii_digit);
            if !is_between {
                return None;
            }
        } else {
            plain.push(character);
        }
        is_digit = character.is_ascii_digit();
    }
    Some(plain)
}

fn ascii_digits(text: &str) -> String {
    let ascii = |character: char| {
        if character.is_ascii() {
            return character;
        }
        let code = u32::from(character);
        let digit = ZEROS.iter().rev().find(|zero| **zero <= code).map_or(10, |zero| code - zero);
        char::from_digit(digit, 10).unwrap_or(character)
    };
    text.chars().map(ascii).collect()
}

/// Bytes that are the same for two values exactly if Python takes them for equal; `None` for NaN,
/// which equals nothing.
pub(super) fn key(value: &Value<'_>) -> Option<Vec<u8>> {
    if matches!(value, Value::Float(float) if float.is_nan()) {
        return None;
    }
    let mut key = Vec::new();
    write_key(value, &mut key);
    Some(key)
}

fn write_key(value: &Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.push(b'n'),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => match value.as_number() {
            Some(Number::Float(float)) if float.is_finite() && float.fract() == 0.0 => {
                // Adding 0 takes the sign from a negative zero.
                write_bytes(b'i', format!("{:.0}", float + 0.0).as_bytes(), out);
            }
            // Inside a container every NaN is one and the same object.
            Some(Number::Float(float)) if float.is_nan() => out.push(b'N'),
            Some(Number::Float(float)) => write_bytes(b'f', &float.to_be_bytes(), out),
            Some(Number::Int(digits)) => write_bytes(b'i', digits, out),
            None => {}
        },
        Value::Text(text) => write_bytes(b's', text, out),
        Value::List(items) => {
            write_bytes(b'l', &items.len().to_be_bytes(), out);
            items.iter().for_each(|item| write_key(item, out));
        }
        Value::Dict(members) => {
            write_bytes(b'd', &members.len().to_be_bytes(), out);
            for (key, member) in members {
                write_bytes(b's', key, out);
                write_key(member, out);
            }
        }
    }
}

fn write_bytes(tag: u8, bytes: &[u8], out: &mut Vec<u8>) {
    out.push(tag);
    out.extend_from_slice(&bytes.len().to_be_bytes());
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Value<'_> {
        Value::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn texts_are_floats_as_in_python() {
        let check = |text: &str, expected: Option<f64>| {
            let value = Value::Text(text.as_bytes().into());
            assert_eq!(float(&value).ok(), expected, "{text:?}");
        };
        check(" 60.5\n", Some(60.5));
        check("6_0", Some(60.0));
        check("1_0e1_0", Some(1e11));
        check("٣٫٥", None);
        check("٣5", Some(35.0));
        check("+.5", Some(0.5));
        check("5.", Some(5.0));
        check("-inf", Some(f64::NEG_INFINITY));
        check("1e400", Some(f64::INFINITY));
        for text in ["", "_6", "6_", "6__0", "6_.0", "0x10", "1,5", "x", "6 0", "6\0", "infi"] {
            check(text, None);
        }
    }

    #[test]
    fn exit_codes_are_integers_as_in_python() {
        let check = |text: &str, expected: Result<bool, Raises>| {
            assert_eq!(is_failure(&read(text)), expected, "{text}");
        };
        for text in ["1", "-1", "true", "1.5", "\" 1 \"", "\"1_0\"", "\"-07\"", "\"٢\"", "1e308"] {
            check(text, Ok(true));
        }
        for text in [
            "0",
            "false",
            "null",
            "0.99",
            "NaN",
            "\"\"",
            "\"x\"",
            "\"1.5\"",
            "\"0_0\"",
            "[1]",
            "{\"a\": 1}",
            "\"+\"",
            "\"+-1\"",
        ] {
            check(text, Ok(false));
        }
        check("Infinity", Err(Raises));
        check(&format!("\"{}\"", "1".repeat(4301)), Ok(false));
    }

    #[test]
    fn a_summary_begins_with_its_number() {
        let check = |text: &str, expected| assert_eq!(first_number(text.as_bytes()), expected);
        check(" 100 lines changed", Some(100));
        check("0100\u{a0}lines", Some(100));
        check("٥٠٠ lines", Some(500));
        for text in ["100lines", "+100 x", "1_00 x", "100.5 x", "x 100", "", " ", "1e3"] {
            check(text, None);
        }
    }

    #[test]
    fn equal_values_have_equal_keys() {
        let values = [
            "1",
            "1.0",
            "true",
            "0",
            "-0.0",
            "false",
            "null",
            "\"1\"",
            "[1, NaN]",
            "[true, NaN]",
            "[[1], []]",
            "[[], [1]]",
            "{\"a\": 1.0}",
            "{\"a\": 1}",
            "{\"a\": 1, \"b\": 2}",
            "1.5",
            "100000000000000000000000",
            "1e23",
            "99999999999999991611392",
            "\"i\"",
            "Infinity",
            "{}",
            "[]",
            "\"\"",
        ];
        for a in values {
            for b in values {
                assert_eq!(key(&read(a)) == key(&read(b)), read(a).equals(&read(b)), "{a} {b}");
            }
        }
        assert_eq!(key(&read("NaN")), None);
    }
}
