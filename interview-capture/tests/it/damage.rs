//! Whatever stands in a transcript, an import ends, and its events can be appended.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::bring::import;

/// A transcript with each tool.
fn whole() -> Vec<u8> {
    let line = |n: usize, kind: &str, message: Value, given: Value| {
        json!({"type": kind, "uuid": n.to_string(), "sessionId": "s", "cwd": "/w", "version": "2", "message": message,
            "timestamp": format!("2026-02-15T10:00:{n:02}Z"), "toolUseResult": given})
    };
    let patch = json!([{"oldStart": 1, "oldLines": 1, "newStart": 1, "newLines": 1, "lines": ["-a", "+b"]}]);
    let calls = [
        (
            "Write",
            json!({"file_path": "/w/a", "content": "a\n"}),
            json!({"type": "create", "originalFile": null}),
        ),
        (
            "Edit",
            json!({"file_path": "/w/a", "old_string": "a", "new_string": "b"}),
            json!({"originalFile": "a\n", "structuredPatch": patch}),
        ),
        (
            "MultiEdit",
            json!({"file_path": "/w/a", "edits": [{"old_string": "b", "new_string": "c"}]}),
            json!({"originalFileContents": "b\n"}),
        ),
        (
            "NotebookEdit",
            json!({"notebook_path": "/w/n"}),
            json!({"original_file": "1\n", "updated_file": "2\n"}),
        ),
        (
            "Read",
            json!({"file_path": "/w/a"}),
            json!({"file": {"content": "c\n", "startLine": 1, "numLines": 1, "totalLines": 1}}),
        ),
        (
            "Bash",
            json!({"command": "pytest"}),
            json!({"stdout": "1 passed in 0.1s", "gitOperation": {"commit": {"sha": "1", "kind": "amended"}}}),
        ),
    ];
    let mut lines = vec![line(0, "user", json!({"content": "go"}), Value::Null)];
    for (n, (name, input, given)) in calls.into_iter().enumerate() {
        let call = json!({"type": "tool_use", "id": n.to_string(), "name": name, "input": input});
        let call = json!({"id": n.to_string(), "usage": {"input_tokens": 1}, "content": [call]});
        let result = json!({"content": [{"type": "tool_result", "tool_use_id": n.to_string(), "content": "ok"}]});
        lines.push(line(2 * n + 1, "assistant", call, Value::Null));
        lines.push(line(2 * n + 2, "user", result, given));
    }
    lines.iter().map(|line| format!("{line}\n")).collect::<String>().into_bytes()
}

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
    let import = import(None, &[&whole()]);
    assert_eq!(import.flaws, []);
    assert!(import.events.len() > 20, "{}", import.events.len());
}

proptest! {
    #[test]
    fn random_bytes_never_panic(files in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 1..4)) {
        let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        import(Some("/w"), &files);
    }

    #[test]
    fn damaged_transcripts_never_panic_and_fit(damages in prop::collection::vec(damage(), 1..8)) {
        let mut text = whole();
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
