//! Whatever stands in a transcript, an import ends, and its events can be appended.

use proptest::prelude::*;
use serde_json::Value;

use crate::bring::import;

/// A transcript with each tool, and with each type of line that becomes an event.
const WHOLE: &[u8] = include_bytes!("../data/every_tool.jsonl");

/// One thing that happens to a transcript.
#[derive(Clone, Debug)]
enum Damage {
    Set(usize, u8),
    Cut(usize, usize),
    Copy(usize, usize, usize),
    Swap(usize, usize),
    /// Puts another value in the place of a member, counted over all members of all lines.
    Value(usize, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = 0usize..8_000;
    prop_oneof![
        (at.clone(), any::<u8>()).prop_map(|(at, byte)| Damage::Set(at, byte)),
        (at.clone(), 0usize..50).prop_map(|(at, n)| Damage::Cut(at, n)),
        (at.clone(), at.clone(), 0usize..500).prop_map(|(from, to, n)| Damage::Copy(from, to, n)),
        (0usize..20, 0usize..20).prop_map(|(a, b)| Damage::Swap(a, b)),
        (0usize..400, 0usize..STRANGE.len())
            .prop_map(|(member, value)| Damage::Value(member, value)),
    ]
}

/// Values that have no business where they are put.
const STRANGE: [&str; 12] = [
    "null",
    "true",
    "-1",
    "9007199254740993",
    "1e300",
    "\"\"",
    "\"..\"",
    "\"/w/../x\"",
    "[]",
    "{}",
    "[[{}]]",
    "\"\\u0000%\\n=\"",
];

fn damaged(text: &mut Vec<u8>, damage: &Damage) {
    let place = |at: usize| at % (text.len() + 1);
    match *damage {
        Damage::Set(at, byte) => {
            if let Some(slot) = text.get_mut(at) {
                *slot = byte;
            }
        }
        Damage::Cut(at, n) => {
            let (from, to) = (place(at), place(at + n));
            text.drain(from.min(to)..from.max(to));
        }
        Damage::Copy(from, to, n) => {
            let (from, to) = (place(from), place(to));
            let part: Vec<u8> = text.iter().skip(from).take(n).copied().collect();
            text.splice(to..to, part);
        }
        Damage::Swap(a, b) => {
            let mut lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
            let (a, b) = (a % lines.len(), b % lines.len());
            lines.swap(a, b);
            *text = lines.join(&b'\n');
        }
        Damage::Value(member, value) => {
            let mut left = member;
            let lines = text.split(|byte| *byte == b'\n').map(|line| {
                let Ok(mut json) = serde_json::from_slice::<Value>(line) else {
                    return line.to_vec();
                };
                replace(&mut json, &mut left, STRANGE[value]);
                json.to_string().into_bytes()
            });
            *text = lines.collect::<Vec<_>>().join(&b'\n');
        }
    }
}

fn replace(value: &mut Value, left: &mut usize, by: &str) {
    let members: Vec<&mut Value> = match value {
        Value::Object(members) => members.values_mut().collect(),
        Value::Array(items) => items.iter_mut().collect(),
        _ => return,
    };
    for member in members {
        if *left == 0 {
            *member = serde_json::from_str(by).unwrap();
        }
        *left = left.wrapping_sub(1);
        replace(member, left, by);
    }
}

#[test]
fn the_transcript_to_be_damaged_is_whole() {
    let import = import(None, &[WHOLE]);
    assert_eq!(import.flaws, []);
    assert!(import.events.len() > 40, "{}", import.events.len());
}

proptest! {
    #[test]
    fn random_bytes_never_panic(files in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 1..4)) {
        let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        import(Some("/w"), &files);
    }

    #[test]
    fn damaged_transcripts_never_panic_and_fit(damages in prop::collection::vec(damage(), 1..8)) {
        let mut text = WHOLE.to_vec();
        for damage in &damages {
            damaged(&mut text, damage);
        }
        import(None, &[&text]);
    }

    #[test]
    fn test_output_of_any_shape_is_read(command in "(pytest|go test|npm test|a)?[ -~]{0,20}", output in "([0-9]{0,20} (passed|failed|passing|examples?|tests run)[,;:.()= \n]{0,3}|in 1s|Ran |Tests|test result: |[ -~]){0,12}") {
        let run = interview_capture::test_output::recognise(&command, &output);
        prop_assert!(run.is_none_or(|run| !run.framework.is_empty()));
    }
}
