//! The canonical form: what Python's `json.dumps(value, sort_keys=True)` writes for what
//! `json.loads` read. The text is copied around the objects that the first pass, `scan`, kept; each
//! byte is written once.

use super::{
    number,
    scan::Scan,
    span::{Span, Task},
    string,
    token::Malformed,
};

/// Python's `json.dumps(json.loads(text), sort_keys=True)`.
///
/// # Errors
///
/// Says where and why `json.loads` refuses the text.
pub fn canonical_json(text: &[u8]) -> Result<Vec<u8>, Malformed> {
    let mut scan = Scan::default();
    scan.read(text, false)?;
    let mut out = Vec::with_capacity(text.len());
    scan.write(text, &mut out);
    Ok(out)
}

impl Scan {
    /// Writes the canonical form of an event's hashed members.
    pub(super) fn write_body(&mut self, text: &[u8], out: &mut Vec<u8>) {
        if let Some(members) = self.root() {
            out.push(b'{');
            self.run(text, Task::Members { members, first: true, hashed_only: true }, out);
        }
    }

    /// Writes the canonical form.
    fn write(&mut self, text: &[u8], out: &mut Vec<u8>) {
        let objects = Span::new(0, self.objects.len());
        self.run(text, Task::Copy { text: Span::new(0, text.len()), objects }, out);
    }

    fn run(&mut self, text: &[u8], task: Task, out: &mut Vec<u8>) {
        let mut tasks = std::mem::take(&mut self.tasks);
        tasks.push(task);
        'tasks: while let Some(task) = tasks.pop() {
            match task {
                Task::Copy { text: span, objects } => {
                    let Some(object) = objects.of(&self.objects).first() else {
                        self.copy(span.of(text), out);
                        continue;
                    };
                    let Some(members) = object.members else {
                        // Its text stays; the objects inside it come next in the list.
                        let objects = Span { start: objects.start + 1, ..objects };
                        tasks.push(Task::Copy { text: span, objects });
                        continue;
                    };
                    self.copy(Span { end: object.text.start, ..span }.of(text), out);
                    let rest = Span { start: object.text.end, ..span };
                    let objects = Span { start: object.objects_end, ..objects };
                    tasks.push(Task::Copy { text: rest, objects });
                    out.push(b'{');
                    tasks.push(Task::Members { members, first: true, hashed_only: false });
                }
                Task::Members { mut members, mut first, hashed_only } => {
                    while let Some(member) = members.of(&self.members).first() {
                        members.start += 1;
                        if hashed_only && member.unhashed {
                            continue;
                        }
                        if !first {
                            out.extend_from_slice(b", ");
                        }
                        first = false;
                        let whole = Span { start: member.key.start, end: member.value.end };
                        if !member.objects.is_empty() {
                            tasks.push(Task::Members { members, first, hashed_only });
                            tasks.push(Task::Copy { text: whole, objects: member.objects });
                            continue 'tasks;
                        }
                        self.copy(whole.of(text), out);
                    }
                    out.push(b'}');
                }
            }
        }
        self.tasks = tasks;
    }

    /// Writes a piece of the text that holds whole tokens, as `json.dumps` spells them.
    fn copy(&self, piece: &[u8], out: &mut Vec<u8>) {
        if self.spelled { out.extend_from_slice(piece) } else { respell(piece, out) }
    }
}

/// Spells tokens as `json.dumps` does. They were read before, so grammar needs no second look.
fn respell(piece: &[u8], out: &mut Vec<u8>) {
    let mut rest = piece;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {}
            b',' => out.extend_from_slice(b", "),
            b':' => out.extend_from_slice(b": "),
            b'"' => {
                let length = string::scan(after, false).0;
                let (content, close) = after.split_at(length);
                out.push(b'"');
                string::encode(&string::decode(content), out);
                out.push(b'"');
                rest = close.strip_prefix(b"\"").unwrap_or(close);
            }
            b'-' | b'0'..=b'9' => {
                let from = piece.get(piece.len() - after.len() - 1..).unwrap_or_default();
                let Some((length, is_float)) = number::scan(from) else {
                    // The sign of an infinity.
                    out.push(*byte);
                    continue;
                };
                let (token, after) = from.split_at(length);
                if is_float {
                    number::write_float(number::parse_float(token), out);
                } else {
                    out.extend_from_slice(number::integer_repr(token));
                }
                rest = after;
            }
            _ => out.push(*byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{hash::sha256, limits};

    fn check(text: &str, expected: &str) {
        let canonical = canonical_json(text.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(canonical).unwrap(), expected, "{text}");
    }

    #[test]
    fn members_are_sorted_by_code_point_at_every_depth() {
        check(r#"{"b": 1, "a": 2}"#, r#"{"a": 2, "b": 1}"#);
        check(
            r#"[{"b": {"d": 1, "c": [{}]}, "a": []}]"#,
            r#"[{"a": [], "b": {"c": [{}], "d": 1}}]"#,
        );
        check(
            r#"{"a": {"z": {"b": 1, "a": 2}}, "b": 3}"#,
            r#"{"a": {"z": {"a": 2, "b": 1}}, "b": 3}"#,
        );
        check(r#"{"ab": 1, "a": 2, "": 3}"#, r#"{"": 3, "a": 2, "ab": 1}"#);
        check("{\"\u{1f600}\":1,\"\u{ffff}\":2}", r#"{"\uffff": 2, "\ud83d\ude00": 1}"#);
        check(r#"{"\ue000": 1, "\ud800": 2, "z": 3}"#, r#"{"z": 3, "\ud800": 2, "\ue000": 1}"#);
        check(r#"{"\u00e9": 1, "z": 2}"#, r#"{"z": 2, "\u00e9": 1}"#);
    }

    #[test]
    fn the_last_of_duplicate_keys_wins() {
        check(r#"{"a": 1, "a": 2}"#, r#"{"a": 2}"#);
        check(
            r#"{"a": {"y": 1, "x": 2}, "b": 0, "\u0061": [{"q": 1, "p": 2}]}"#,
            r#"{"a": [{"p": 2, "q": 1}], "b": 0}"#,
        );
        check(r#"[{"a": 1, "a": {"b": 1, "a": 2}, "a": 3}]"#, r#"[{"a": 3}]"#);
    }

    #[test]
    fn tokens_are_respelled() {
        check(
            " [ 1 ,2.50,\t-0 , 1E5,-Infinity,NaN, true]\n",
            "[1, 2.5, 0, 100000.0, -Infinity, NaN, true]",
        );
        check("{\"é\":\"\\/\u{7f}\",\"a\":1e999}", r#"{"a": Infinity, "\u00e9": "/\u007f"}"#);
    }

    /// Quadratic work would keep this test from ending in any time worth waiting for.
    #[test]
    fn a_long_string_is_written_in_one_pass() {
        let escapes = r#"\n\""#.repeat(1_000_000);
        check(&format!(r#"{{"a":"{escapes}"}}"#), &format!(r#"{{"a": "{escapes}"}}"#));
    }

    #[test]
    fn the_worked_examples_of_the_format_hold() {
        let check = |prev: &str, line: &str, preimage: &str, expected: &str| {
            let mut scan = Scan::default();
            scan.read(line.as_bytes(), true).unwrap();
            let mut out = prev.as_bytes().to_vec();
            scan.write_body(line.as_bytes(), &mut out);
            assert_eq!(String::from_utf8(out.clone()).unwrap(), format!("{prev}{preimage}"));
            assert_eq!(sha256(&out).to_string().get(..16), Some(expected));
        };
        check(
            "",
            r#"{"type": "session_start", "timestamp": 1700000000.123, "prev_hash": "", "payload": {"problem_hash": "ab12", "candidate_email": "zo\u00eb@example.com", "git_snapshot": {"commit": null, "branch": "main", "dirty_files": ""}}, "hash": "b19591cb36620082"}"#,
            r#"{"payload": {"candidate_email": "zo\u00eb@example.com", "git_snapshot": {"branch": "main", "commit": null, "dirty_files": ""}, "problem_hash": "ab12"}, "timestamp": 1700000000.123, "type": "session_start"}"#,
            "b19591cb36620082",
        );
        check(
            "b19591cb36620082",
            "{\"type\":\"tool_call\",\"timestamp\":1e16,\"payload\":{\"tool_name\":\"Écrire\",\"tool_input\":{\"é\":1,\"e\u{301}\":2,\"\u{1f600}\":\"astral after U+FFFF\",\"\u{ffff}\":\"BMP last\",\"\u{e000}\":\"PUA\",\"b\":{\"z\":1,\"a\":[true,null,{\"y\":2,\"x\":\"\u{2028}\\t\\\"\\\\\\/\u{7f}\"}]},\"Z\":\"upper before lower\",\"\":\"empty\"}}}",
            r#"{"payload": {"tool_input": {"": "empty", "Z": "upper before lower", "b": {"a": [true, null, {"x": "\u2028\t\"\\/\u007f", "y": 2}], "z": 1}, "e\u0301": 2, "\u00e9": 1, "\ue000": "PUA", "\uffff": "BMP last", "\ud83d\ude00": "astral after U+FFFF"}, "tool_name": "\u00c9crire"}, "timestamp": 1e+16, "type": "tool_call"}"#,
            "84471e55f4026a59",
        );
        check(
            "84471e55f4026a59",
            r#"{"type": "tool_result", "timestamp": 1700000001.00, "payload": {"tool_name": "Probe", "response_summary": {"nan": NaN, "inf": 1e400, "-inf": -Infinity, "-0.0": -0.0, "0.00001": 0.00001, "0.0001": 1e-4, "0.1+0.2": 0.30000000000000004, "1.0": 1.0, "123456789012345680.0": 123456789012345680.0, "1e15": 1e15, "1e16": 1e16, "1e22": 1e22, "1e40 int": 10000000000000000000000000000000000000000, "2^53+1": 9007199254740993, "5e-324": 5e-324, "9999999999999998.0": 9999999999999998.0, "max": 1.7976931348623157e308, "neg": -9223372036854775809, "u64max": 18446744073709551615}}}"#,
            r#"{"payload": {"response_summary": {"-0.0": -0.0, "-inf": -Infinity, "0.00001": 1e-05, "0.0001": 0.0001, "0.1+0.2": 0.30000000000000004, "1.0": 1.0, "123456789012345680.0": 1.2345678901234568e+17, "1e15": 1000000000000000.0, "1e16": 1e+16, "1e22": 1e+22, "1e40 int": 10000000000000000000000000000000000000000, "2^53+1": 9007199254740993, "5e-324": 5e-324, "9999999999999998.0": 9999999999999998.0, "inf": Infinity, "max": 1.7976931348623157e+308, "nan": NaN, "neg": -9223372036854775809, "u64max": 18446744073709551615}, "tool_name": "Probe"}, "timestamp": 1700000001.0, "type": "tool_result"}"#,
            "0967f6d6720180b5",
        );
    }

    #[test]
    fn the_deepest_object_is_written_without_recursion() {
        let depth = limits::LEGACY_DEPTH;
        let text = r#"{"b":1,"a":"#.repeat(depth) + "0" + &"}".repeat(depth);
        check(&text, &(r#"{"a": "#.repeat(depth) + "0" + &r#", "b": 1}"#.repeat(depth)));
    }

    fn any_json() -> impl Strategy<Value = String> {
        let text = prop_oneof![
            "\"[a-c]{0,2}\"",
            "\"[ -!#-\\[\\]-~é€😀]{0,4}\"",
            r#""(\\u[0-9a-fA-F]{4}|\\[nrtbf/"\\]|[a-z]){0,4}""#,
        ];
        let number = prop_oneof![
            "-?(0|[1-9][0-9]{0,30})",
            "-?(0|[1-9][0-9]{0,3})\\.[0-9]{1,20}([eE][+-]?[0-9]{1,3})?"
        ];
        let word = prop_oneof![Just("null"), Just("true"), Just("NaN"), Just("-Infinity")];
        let gap = || "[ \t]{0,1}";
        let leaf = prop_oneof![text.clone(), number, word.prop_map(str::to_owned)];
        leaf.prop_recursive(4, 40, 5, move |inner| {
            prop_oneof![
                prop::collection::vec((inner.clone(), gap()), 0..5)
                    .prop_map(|items| items.into_iter().map(|(i, g)| g + &i).collect::<Vec<_>>())
                    .prop_map(|items| format!("[{}]", items.join(","))),
                prop::collection::vec((text.clone(), inner, gap()), 0..5)
                    .prop_map(|m| m
                        .into_iter()
                        .map(|(k, v, g)| format!("{k}{g}:{v}"))
                        .collect::<Vec<_>>())
                    .prop_map(|members| format!("{{{}}}", members.join(", "))),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_canonical_form_is_its_own_canonical_form(text in any_json()) {
            let once = canonical_json(text.as_bytes()).unwrap();
            prop_assert_eq!(canonical_json(&once).unwrap(), once);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = canonical_json(&bytes);
        }
    }
}
