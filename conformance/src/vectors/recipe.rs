//! Recipes of long inputs: a run of one repeated unit is written as the unit and its count, so that
//! a line of a million bytes takes a line in `vector.json`.

use serde_json::{Value, json};

use crate::vector::hex;

/// Inputs shorter than this stay files.
const WORTH_IT: usize = 32_768;
/// Runs shorter than this stay text.
const RUN: usize = 4_096;
/// Longest unit that is looked for.
const UNIT: usize = 80;

/// The parts that the bytes are made of, or `None` where they are short or don't repeat themselves.
pub(super) fn of(bytes: &[u8]) -> Option<Vec<Value>> {
    if bytes.len() < WORTH_IT {
        return None;
    }
    let mut parts = Vec::new();
    let (mut plain, mut at) = (0, 0);
    while at < bytes.len() {
        match run(&bytes[at..]) {
            Some((unit, count)) => {
                push_plain(&bytes[plain..at], &mut parts);
                let text = std::str::from_utf8(&bytes[at..at + unit]).ok()?;
                parts.push(json!({ "repeat": text, "count": count }));
                at += unit * count;
                plain = at;
            }
            None => at += 1,
        }
    }
    push_plain(&bytes[plain..], &mut parts);
    parts.iter().any(|part| part.get("repeat").is_some()).then_some(parts)
}

fn push_plain(bytes: &[u8], parts: &mut Vec<Value>) {
    match std::str::from_utf8(bytes) {
        Ok("") => {}
        Ok(text) => parts.push(json!({ "text": text })),
        Err(_) => parts.push(hex_part(bytes)),
    }
}

/// The shortest unit that repeats itself here for long enough, and how often.
fn run(bytes: &[u8]) -> Option<(usize, usize)> {
    (1..=UNIT).find_map(|unit| {
        let same = bytes.iter().zip(bytes.get(unit..)?).take_while(|(a, b)| a == b).count();
        let count = same / unit + 1;
        (same >= RUN && std::str::from_utf8(&bytes[..unit]).is_ok()).then_some((unit, count))
    })
}

/// Part of an input in hexadecimal digits.
pub(super) fn hex_part(bytes: &[u8]) -> Value {
    json!({ "hex": hex(bytes) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_gives_the_bytes_back() {
        let loaded = crate::vector::Loaded {
            vector: super::super::case::Case::new("verify", "n", "a").vector,
            files: Vec::new(),
        };
        let check = |bytes: &[u8], expected: Option<usize>| {
            let parts = of(bytes);
            assert_eq!(parts.as_ref().map(Vec::len), expected);
            if let Some(parts) = parts {
                assert_eq!(loaded.bytes(&json!({ "parts": parts })).unwrap(), bytes);
            }
        };
        check(b"short", None);
        check(&b"a".repeat(WORTH_IT - 1), None);
        check(&b"a".repeat(WORTH_IT), Some(1));
        check(&[b"x\xff".to_vec(), b"ab".repeat(40_000), b"ac".to_vec()].concat(), Some(3));
        check(&(0..9_000_u32).flat_map(u32::to_be_bytes).collect::<Vec<_>>(), None);
    }
}
