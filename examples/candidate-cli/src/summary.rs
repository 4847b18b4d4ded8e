//! One line of words for each event: what it says, not what it means. Words of people and programs
//! come out quoted, and harmless for a terminal.

use serde_json::{Map, Value};

use interview_core::checkpoint::{Checkpoint, SignedNote};

use crate::{
    render::count,
    term::{QUOTED, clip, paint},
};

/// Characters of a text that somebody else wrote.
const TEXT: usize = 96;
/// Characters of a name or number.
const NAME: usize = 48;
/// Members that are named of a kind that has no words of its own.
const MEMBERS: usize = 6;

type Data = Map<String, Value>;

/// The line on an event of this kind.
pub(crate) fn summary(kind: &str, data: &Data) -> String {
    let parts = match kind {
        "session_start" if data.contains_key("log_origin") => vec![
            name(data, "session"),
            data.get("interview")
                .and_then(Value::as_object)
                .map_or_else(String::new, |interview| {
                    format!("interview {}", name(interview, "code"))
                }),
            if data.contains_key("ticket") { "ticket".to_owned() } else { "no ticket".to_owned() },
        ],
        "line_salt" => vec!["salt of the line digests".to_owned()],
        "session_end" => vec![name(data, "reason"), artefacts(data)],
        "user_prompt" | "thinking" => vec![quote(data, "text")],
        "assistant_message" => {
            vec![quote(data, "text"), name(data, "stop_reason"), quote(data, "error")]
        }
        "tool_call" => vec![name(data, "name"), paths(data), quote(data, "input")],
        "tool_result" => vec![
            name(data, "name"),
            name(data, "status"),
            exit(data),
            paths(data),
            quote(data, "error"),
            quote(data, "output"),
        ],
        "command" => vec![name(data, "phase"), quote(data, "command"), exit(data)],
        "test_run" => vec![name(data, "framework"), tests(data), exit(data)],
        "file_read" | "file_write" | "file_edit" | "file_change" | "file_delete"
        | "file_rename" | "code_snapshot" => {
            vec![quote(data, "path"), from(data), change(data)]
        }
        "paste" => vec![
            number(data, "lines").map_or_else(String::new, |n| count(n, "line")),
            number(data, "bytes").map_or_else(String::new, |n| count(n, "byte")),
            quote(data, "path"),
        ],
        "git_snapshot" => vec![
            name(data, "cause"),
            name(data, "head").chars().take(12).collect(),
            list(data, "files").map_or_else(String::new, |files| {
                format!("{} changed", count(files.len() as u64, "file"))
            }),
        ],
        "commit" => vec![commit_id(data), quote(data, "subject")],
        "anchor" => vec![anchor(data)],
        "recorder_gap" => vec![name(data, "reason"), quote(data, "detail")],
        "intervention" | "observer_note" => vec![quote(data, "text")],
        _ => vec![members(data)],
    };
    let words = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
    if words.is_empty() { members(data) } else { words }
}

/// Members whose whole text `show --full` prints, in the order in which they are read.
pub(crate) fn texts(data: &Data) -> impl Iterator<Item = (&'static str, &str)> {
    ["text", "command", "input", "output", "error", "detail", "subject"]
        .into_iter()
        .filter_map(|name| data.get(name).and_then(Value::as_str).map(|text| (name, text)))
        .filter(|(_, text)| !text.is_empty())
}

/// A text in quotes, or nothing where there is none.
fn quote(data: &Data, member: &str) -> String {
    match data.get(member).and_then(Value::as_str) {
        None | Some("") => String::new(),
        Some(text) => paint(QUOTED, format_args!("“{}”", clip(text.trim(), TEXT))),
    }
}

/// A name or number, or nothing where there is none.
fn name(data: &Data, member: &str) -> String {
    match data.get(member) {
        None | Some(Value::Null | Value::Array(_) | Value::Object(_)) => String::new(),
        Some(Value::String(text)) => clip(text, NAME),
        Some(value) => clip(&value.to_string(), NAME),
    }
}

fn number(data: &Data, member: &str) -> Option<u64> {
    data.get(member).and_then(Value::as_u64)
}

fn list<'a>(data: &'a Data, member: &str) -> Option<&'a Vec<Value>> {
    data.get(member).and_then(Value::as_array)
}

fn exit(data: &Data) -> String {
    match name(data, "exit_code") {
        code if code.is_empty() => code,
        code => format!("exit {code}"),
    }
}

fn paths(data: &Data) -> String {
    let Some(paths) = list(data, "paths").filter(|paths| !paths.is_empty()) else {
        return String::new();
    };
    let first = paths.first().and_then(Value::as_str).unwrap_or_default();
    let more = match paths.len() - 1 {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    paint(QUOTED, format_args!("“{}”{more}", clip(first, TEXT)))
}

fn from(data: &Data) -> String {
    match quote(data, "from") {
        from if from.is_empty() => from,
        from => format!("from {from}"),
    }
}

/// Lines put in and taken out.
fn change(data: &Data) -> String {
    const DIGEST_CHARACTERS: usize = 12;
    let Some(hunks) = list(data, "hunks") else {
        return number(data, "lines").map_or_else(String::new, |n| count(n, "line"));
    };
    let (mut added, mut removed) = (0, 0);
    for hunk in hunks.iter().filter_map(Value::as_object) {
        added += hunk.get("added").and_then(Value::as_str).map_or(0, str::len) / DIGEST_CHARACTERS;
        removed += number(hunk, "removed").unwrap_or(0);
    }
    format!("+{added} -{removed}")
}

fn tests(data: &Data) -> String {
    let counted = ["passed", "failed", "errored", "skipped"];
    let counted = counted.into_iter().filter_map(|what| Some((number(data, what)?, what)));
    counted.map(|(n, what)| format!("{n} {what}")).collect::<Vec<_>>().join(", ")
}

fn commit_id(data: &Data) -> String {
    match name(data, "short") {
        short if short.is_empty() => name(data, "id").chars().take(12).collect(),
        short => short,
    }
}

fn artefacts(data: &Data) -> String {
    let artefacts = list(data, "artefacts").into_iter().flatten().filter_map(Value::as_object);
    artefacts.map(|artefact| name(artefact, "name")).collect::<Vec<_>>().join(", ")
}

/// What a checkpoint covers, and whose signatures it bears: claims, until they are verified.
fn anchor(data: &Data) -> String {
    let note = data.get("note").and_then(Value::as_str).unwrap_or_default();
    let Ok(note) = SignedNote::parse(note.as_bytes()) else {
        return "not a signed note".to_owned();
    };
    let Ok(checkpoint) = Checkpoint::parse(note.text()) else {
        return "not a checkpoint".to_owned();
    };
    let others = note.signatures().iter().map(|signature| signature.name().as_str());
    let others: Vec<String> = others
        .filter(|name| *name != checkpoint.origin.as_str())
        .map(|name| clip(name, NAME))
        .collect();
    let by = match others.is_empty() {
        true => String::new(),
        false => format!(", signed by {}", others.join(", ")),
    };
    format!("first {}{by}", count(checkpoint.size, "line"))
}

/// The first members, as `name=value`; of lists and objects only that they are there.
fn members(data: &Data) -> String {
    let shown = data.iter().take(MEMBERS).map(|(key, value)| {
        let value = match value {
            Value::String(text) => format!("“{}”", clip(text, NAME)),
            Value::Array(items) => format!("[{}]", items.len()),
            Value::Object(_) => "{…}".to_owned(),
            value => clip(&value.to_string(), NAME),
        };
        paint(QUOTED, format_args!("{}={value}", clip(key, NAME)))
    });
    let mut shown: Vec<String> = shown.collect();
    if data.len() > MEMBERS {
        shown.push(format!("and {} more", data.len() - MEMBERS));
    }
    shown.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: &str, data: &str, expected: &str) {
        let data: Data = serde_json::from_str(data).unwrap();
        let plain = anstream::adapter::strip_str(&summary(kind, &data)).to_string();
        assert_eq!(plain, expected);
    }

    #[test]
    fn each_kind_has_words() {
        check("user_prompt", r#"{"text":"make it\nfast"}"#, "“make it↵fast”");
        check("command", r#"{"phase":"end","command":"ls","exit_code":2}"#, "end  “ls”  exit 2");
        check(
            "test_run",
            r#"{"framework":"pytest","passed":3,"failed":1}"#,
            "pytest  3 passed, 1 failed",
        );
        check(
            "file_edit",
            r#"{"path":"a.py","hunks":[{"at":0,"removed":1,"added":"AAAAAAAAAAAABBBBBBBBBBBB"}]}"#,
            "“a.py”  +2 -1",
        );
        check("x.acme.thing", r#"{"a":1,"b":"c","d":[1,2]}"#, "a=1 b=“c” d=[2]");
        check("anchor", r#"{"note":"nonsense"}"#, "not a signed note");
        check("user_prompt", "{}", "");
        // As the older format names its members.
        check("tool_call", r#"{"tool_name":"Read"}"#, "tool_name=“Read”");
    }

    #[test]
    fn words_of_others_cannot_act() {
        check("user_prompt", r#"{"text":"a\u001b[2Jb"}"#, "“a<U+001B>[2Jb”");
        check("x.a.b", r#"{"\u202ek":"\u0007"}"#, "<U+202E>k=“<U+0007>”");
    }
}
