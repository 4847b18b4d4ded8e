//! Reads foreign JSON, in which nothing is certain: a member of another type counts as absent.

use interview_core::limits::INTEGER_MAX;
use serde_json::Value;

/// Reads a line. A lone surrogate, which hosts leave behind where they cut a text in the middle of
/// a character, becomes U+FFFD.
pub(crate) fn parse(line: &[u8]) -> Option<Value> {
    serde_json::from_slice(line)
        .ok()
        .or_else(|| serde_json::from_slice(&without_lone_surrogates(line)?).ok())
}

/// A member that is a string.
pub(crate) fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

/// A member that is a count which the log can hold.
pub(crate) fn count(value: &Value, name: &str) -> Option<u64> {
    value.get(name)?.as_u64().filter(|number| *number <= INTEGER_MAX)
}

/// Whether a member is `true`.
pub(crate) fn flag(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool).unwrap_or(false)
}

/// The items of a member that is a list.
pub(crate) fn items<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The text with `\ufffd` in place of each escape that names half a character; `None` where there
/// is none.
fn without_lone_surrogates(line: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some((first, tail)) = rest.split_first() {
        let step = match (escape(rest), rest.get(6..).and_then(escape)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => 12,
            (Some(0xd800..0xe000), _) => {
                out.extend_from_slice(b"\\ufffd");
                rest = rest.get(6..).unwrap_or_default();
                continue;
            }
            _ if *first == b'\\' && !tail.is_empty() => 2,
            _ => 1,
        };
        let (taken, after) = rest.split_at_checked(step)?;
        out.extend_from_slice(taken);
        rest = after;
    }
    (out != line).then_some(out)
}

/// The code unit of a `\uXXXX` at the beginning.
fn escape(text: &[u8]) -> Option<u32> {
    let digits = std::str::from_utf8(text.strip_prefix(b"\\u")?.get(..4)?).ok()?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_character_is_replaced_and_a_whole_one_kept() {
        let check = |json: &str, expected: &str| {
            assert_eq!(parse(json.as_bytes()), Some(Value::from(expected)), "{json}");
        };
        check(r#""a\ud83d""#, "a\u{fffd}");
        check(r#""\ude00\ud83d\ude00""#, "\u{fffd}😀");
        check(r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀");
        check(r#""\\ud83d \udc00""#, "\\ud83d \u{fffd}");
        assert_eq!(parse(br#""\ud83"#), None);
        assert_eq!(parse(b"\"\xff\""), None);
    }

    #[test]
    fn a_count_that_no_log_can_hold_is_absent() {
        let value =
            parse(br#"{"a":9007199254740991,"b":9007199254740992,"c":-1,"d":1.5}"#).unwrap();
        assert_eq!(count(&value, "a"), Some(INTEGER_MAX));
        assert!(["b", "c", "d"].iter().all(|name| count(&value, name).is_none()));
    }
}
