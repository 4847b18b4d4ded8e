//! What the recorder writes for given times, salts and keys, to the byte; and what it refuses. The
//! expected bytes come from this generator's own writer.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    case::Case,
    session::{COMMITS, DIFF, Ending},
    writer::{SESSION, Setup, Writer, text},
};
use crate::vector::hex;

/// Secrets and what must become of them, from the tests of the core. A mark stands inside each, so
/// that no secret scanner takes the file for a leak.
const SCRUB: &str = include_str!("../../../interview-core/tests/data/scrub.json");
const MARK: char = '␟';

pub(super) fn cases() -> Vec<Case> {
    [sessions(), adapted(), clipped(), scrubbed(), refused()].concat()
}

/// Input `start` as the setup says it, and the key.
fn started(case: Case, setup: &Setup) -> Case {
    let member = |name: &str| -> Value {
        let member = setup.members.iter().find(|(known, _)| *known == name);
        member.map_or(Value::Null, |(_, json)| serde_json::from_str(json).unwrap())
    };
    let mut start = json!({});
    for name in [
        "session",
        "log_origin",
        "recorder",
        "host",
        "capture",
        "interview",
        "ticket",
        "continues",
        "system",
    ] {
        if !member(name).is_null() {
            start[name] = member(name);
        }
    }
    case.given("start", start).given("key_seed", hex(setup.session_key.seed()))
}

/// Stamps and line salt as the lines have them.
fn stamped(case: Case, lines: &[Vec<u8>], more: usize) -> Case {
    let field = |line: &str, name: &str| {
        let start = line.find(&format!("\"{name}\":\"")).unwrap() + name.len() + 4;
        line[start..].split('"').next().unwrap().to_owned()
    };
    let texts: Vec<_> = lines.iter().map(|line| String::from_utf8(line.clone()).unwrap()).collect();
    let mut stamps: Vec<_> = texts
        .iter()
        .map(|line| json!({ "at": field(line, "at"), "salt": hex(&base64url(&field(line, "salt"))) }))
        .collect();
    stamps.extend(vec![json!({ "at": "2026-11-20T13:00:00.000Z", "salt": "00".repeat(16) }); more]);
    let (_, data) = texts[1].split_once("\"data\":").unwrap();
    let salt = field(data, "salt");
    case.given("stamps", stamps).given("line_salt", hex(&base64url(&salt)))
}

fn base64url(text: &str) -> Vec<u8> {
    let value = |b: u8| -> u32 {
        let place = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'-' => 62,
            _ => 63,
        };
        place.into()
    };
    let mut bytes = Vec::new();
    for chunk in text.as_bytes().chunks(4) {
        let bits = chunk.iter().fold(0, |word, b| word << 6 | value(*b)) << (6 * (4 - chunk.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..chunk.len()]);
    }
    bytes
}

fn append(kind: &str, origin: &str, data: &str) -> Value {
    json!({ "append": { "kind": kind, "origin": origin, "data": data } })
}

fn witnessed(writer: &Writer) -> Value {
    json!([{ "name": "witness.example/w1", "key_seed": "03".repeat(32), "time_s": writer.witness_s() }])
}

/// A whole session of prompts; `resumed` where the recorder is taken up again in between.
fn session(name: &str, about: &str, setup: Setup, resumed: bool) -> Case {
    let mut writer = Writer::new(name, setup.clone());
    let mut steps = Vec::new();
    for words in [
        "Parse durations — `1h30m`.",
        "Quote \" and \\ and tab \t.",
        "ü \u{1f600}\u{2028}\u{7f}\u{1}",
    ] {
        steps.push(append("user_prompt", "candidate", &format!("{{\"text\":{}}}", text(words))));
        writer.event("user_prompt", "candidate", &format!("{{\"text\":{}}}", text(words)));
    }
    let cosigners = if setup.online { witnessed(&writer) } else { json!([]) };
    steps.push(json!({ "anchor": { "cosigners": cosigners } }));
    writer.anchor();
    if resumed {
        steps.push(json!({ "resume": { "key_seed": hex(setup.session_key.seed()) } }));
    }
    steps.push(append("x.acme.thing", "x.acme", "{\"a\" : [1, {\"b\":null}],\n\"c\":true}"));
    writer.event("x.acme.thing", "x.acme", r#"{"a":[1,{"b":null}],"c":true}"#);
    steps.push(json!({ "end": { "reason": "submitted", "diff": DIFF, "commits": COMMITS } }));
    writer.end_as(&Ending::default());
    let cosigners = if setup.online { witnessed(&writer) } else { json!([]) };
    steps.push(json!({ "finish": { "cosigners": cosigners } }));
    let sealed = writer.seal();
    let case = started(Case::new("recorder", name, about), &setup);
    stamped(case, &writer.lines, 0)
        .given("steps", steps)
        .output_file("events", "expected.jsonl", &sealed.events())
        .output_file("manifest", "manifest.json", sealed.manifest.as_ref().unwrap())
}

fn sessions() -> Vec<Case> {
    vec![
        session(
            "record-session",
            "A session with ticket, anchor and final note.",
            Setup::ticketed(),
            false,
        ),
        session("record-offline", "A session that nobody else knows of.", Setup::offline(), false),
        session(
            "record-resumed",
            "The recorder ends in between and is taken up from the log.",
            Setup::ticketed(),
            true,
        ),
        {
            let setup = Setup::ticketed().without("interview");
            let mut case = session(
                "record-interview-from-ticket",
                "The interview comes from the ticket.",
                Setup::ticketed(),
                false,
            );
            let start =
                started(Case::new("recorder", "x", "x"), &setup).vector.input["start"].clone();
            case.vector.input.insert("start".into(), start);
            case
        },
    ]
}

/// One appended event and the data that must stand in its line.
fn appended(name: &str, about: &str, kind: &str, given: Value, data: &str) -> Case {
    let setup = Setup::offline();
    let mut writer = Writer::new(name, setup.clone());
    writer.event(kind, "candidate", data);
    let session = writer.unsealed();
    let case = started(Case::new("recorder", name, about), &setup);
    stamped(case, &writer.lines, 0)
        .given(
            "steps",
            json!([{ "append": { "kind": kind, "origin": "candidate", "data": given } }]),
        )
        .output_file("events", "expected.jsonl", &session.events())
}

/// What the writer changes so that the data fit the format, and tells.
fn adapted() -> Vec<Case> {
    let free = |name: &str, about: &str, given: &str, data: &str| {
        appended(&format!("adapt-{name}"), about, "x.acme.data", given.into(), data)
    };
    vec![
        free(
            "white-space",
            "White space between tokens is left out.",
            " { \"a\" : [ 1 , 2 ] ,\r\n \"b\" : { } } ",
            r#"{"a":[1,2],"b":{}}"#,
        ),
        free(
            "lone-surrogates",
            "Halves of surrogate pairs become U+FFFD.",
            r#"{"a":"x\ud800y","b":["\udc00\ud800"],"c":"\ud83d\ude00"}"#,
            "{\"a\":\"x\u{fffd}y\",\"b\":[\"\u{fffd}\u{fffd}\"],\"c\":\"\u{1f600}\",\"adapted\":[{\"at\":\"/a\",\"what\":\"replaced\"},{\"at\":\"/b/0\",\"what\":\"replaced\"}]}",
        ),
        free(
            "numbers",
            "Numbers that the format can't hold become strings.",
            r#"{"a":1.5,"b":9007199254740992,"c":-0,"d":1e3,"e":9007199254740991,"f":007}"#,
            r#"{"a":"1.5","b":"9007199254740992","c":"-0","d":"1e3","e":9007199254740991,"f":"007","adapted":[{"at":"/a","what":"replaced"},{"at":"/b","what":"replaced"},{"at":"/c","what":"replaced"},{"at":"/d","what":"replaced"},{"at":"/f","what":"replaced"}]}"#,
        ),
        free(
            "escapes",
            "Strings get the one spelling that the writer has.",
            r#"{"a":"\u0041\/\u00fc\t\u0001\u001f\"\\"}"#,
            "{\"a\":\"A/ü\\t\\u0001\\u001f\\\"\\\\\"}",
        ),
        free(
            "control-characters",
            "Control characters that stand in a string as they are become escapes.",
            "{\"a\":\"x\ty\u{1}\"}",
            r#"{"a":"x\ty\u0001"}"#,
        ),
        {
            let deep = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
            free(
                "deep",
                "A value that is nested too deep is kept as text.",
                &format!("{{\"a\":{}}}", deep(33)),
                &format!(
                    "{{\"a\":{}\"{}\"{},\"adapted\":[{{\"at\":\"/a{}\",\"what\":\"replaced\"}}]}}",
                    "[".repeat(31),
                    deep(2),
                    "]".repeat(31),
                    "/0".repeat(31)
                ),
            )
        },
        free(
            "pointer",
            "Places are JSON pointers.",
            r#"{"a/b":{"~":"\ud800"}}"#,
            "{\"a/b\":{\"~\":\"\u{fffd}\"},\"adapted\":[{\"at\":\"/a~1b/~0\",\"what\":\"replaced\"}]}",
        ),
    ]
}

/// Strings that are too long are cut at a code point, all at one length.
fn clipped() -> Vec<Case> {
    vec![{
        // The line has room for 1,048,256 bytes of data.
        let (room, long) = (1_048_576 - 320, 1_200_000);
        let told = format!(
            ",\"adapted\":[{{\"at\":\"/text\",\"what\":\"clipped\",\"bytes\":{long},\"sha256\":\"{}\"}}]}}",
            interview_core::hash::sha256("a".repeat(long).as_bytes())
        );
        // What the excess is, plus 256 bytes for telling it.
        let full = format!("{{\"text\":\"{}\"}}", "a".repeat(long)).len();
        let kept = long - (full - room + 256);
        let data = format!("{{\"text\":\"{}\"{told}", "a".repeat(kept));
        let given = json!({ "parts": [{ "text": "{\"text\":\"" }, { "repeat": "a", "count": long }, { "text": "\"}" }] });
        appended(
            "clip-long-prompt",
            "A prompt of 1,200,000 letters is cut, which is told with the length and hash of the whole.",
            "user_prompt",
            given,
            &data,
        )
    }]
}

/// For each kind of secret, prompts that hold one and prompts that only look so.
fn scrubbed() -> Vec<Case> {
    let rows: Vec<Value> = serde_json::from_str(SCRUB).unwrap();
    let mut by_kind = BTreeMap::<String, Vec<&Value>>::new();
    for row in &rows {
        let redactions = row["redactions"].as_object().unwrap();
        let kind = redactions.keys().next().map_or("nothing", String::as_str);
        by_kind.entry(kind.to_owned()).or_default().push(row);
    }
    let mut cases = Vec::new();
    for (kind, rows) in by_kind {
        let (name, setup) = (format!("scrub-{}", kind.replace('_', "-")), Setup::offline());
        let mut writer = Writer::new(&name, setup.clone());
        let mut steps = Vec::new();
        for row in rows {
            let output = row["output"].as_str().unwrap().replace(MARK, "");
            let mut data = format!("{{\"text\":{}", text(&output));
            if row["redactions"].as_object().is_some_and(|some| !some.is_empty()) {
                data += &format!(
                    ",\"redactions\":{},\"adapted\":[{{\"at\":\"/text\",\"what\":\"scrubbed\"}}]",
                    row["redactions"]
                );
            }
            data.push('}');
            writer.event("user_prompt", "candidate", &data);
            // The secret's two halves stand apart here too.
            let given = format!("{{\"text\":{}}}", text(row["input"].as_str().unwrap()));
            let parts: Vec<_> = given.split(MARK).map(|part| json!({ "text": part })).collect();
            steps.push(json!({ "append": { "kind": "user_prompt", "origin": "candidate", "data": { "parts": parts } } }));
        }
        let about = match kind.as_str() {
            "nothing" => {
                "Prompts that only look as if they held a secret stay as they are.".to_owned()
            }
            kind => format!("Secrets of kind `{kind}` are taken out before a line is hashed."),
        };
        let case = started(Case::new("recorder", &name, &about), &setup);
        let case = stamped(case, &writer.lines, 0).given("steps", steps);
        cases.push(case.output_file("events", "expected.jsonl", &writer.unsealed().events()));
    }
    cases
}

fn refused() -> Vec<Case> {
    let setup = Setup::offline();
    let lines = Writer::new("refuse", setup.clone()).lines;
    let steps = |name: &str, about: &str, steps: Value, code: &str| {
        let case = started(Case::new("recorder", &format!("refuse-{name}"), about), &setup);
        stamped(case, &lines, 4).given("steps", steps).error(code)
    };
    let event = |name: &str, about: &str, kind: &str, data: &str, code: &str| {
        steps(&format!("event-{name}"), about, json!([append(kind, "recorder", data)]), code)
    };
    let start = |name: &str, about: &str, setup: &Setup, code: &str| {
        let case = started(Case::new("recorder", &format!("refuse-start-{name}"), about), setup);
        stamped(case, &lines, 0).given("steps", json!([])).error(code)
    };
    let end = || json!({ "end": { "reason": "submitted" } });
    let nobody = json!({ "cosigners": [] });
    let ticketed = Setup::ticketed();
    let note = Writer::new("refuse", setup.clone())
        .note(&Writer::new("other", setup.clone()).head(2))
        .to_string();
    let mut other_key = ticketed.clone();
    other_key.session_key = interview_core::api::SigningKey::from_seed(&[66; 32]);
    let reserved = ["session_start", "log_start", "line_salt", "session_end", "anchor"];
    let mut cases: Vec<Case> = reserved
        .iter()
        .map(|kind| {
            let data = match *kind {
                "session_start" => setup.data(),
                "log_start" => Setup::audit().data(),
                "line_salt" => format!("{{\"salt\":\"{}\"}}", "A".repeat(43)),
                "anchor" => format!("{{\"note\":{}}}", text(&note)),
                _ => Writer::new("x", setup.clone()).ending(&Ending::default()),
            };
            event(
                &format!("reserved-{}", kind.replace('_', "-")),
                &format!("Events of kind `{kind}` are the recorder's own."),
                kind,
                &data,
                "invalid_event",
            )
        })
        .collect();
    cases.extend([
        event("kind", "A kind's name isn't one.", "User", "{}", "invalid_event"),
        event("no-object", "The data are an array.", "user_prompt", "[]", "invalid_event"),
        event("no-json", "The data aren't JSON.", "user_prompt", "{\"text\":", "invalid_event"),
        event("text-behind", "Text follows the data.", "user_prompt", "{\"text\":\"a\"}x", "invalid_event"),
        event("key-twice", "A key stands twice.", "user_prompt", r#"{"text":"a","te\u0078t":"b"}"#, "invalid_event"),
        event("missing-member", "A prompt has no text.", "user_prompt", "{}", "invalid_event"),
        event("wrong-type", "A prompt's text is a number.", "user_prompt", r#"{"text":7}"#, "invalid_event"),
        event("path", "A path leaves the work tree.", "file_read", r#"{"path":"../x"}"#, "invalid_event"),
        event("adapted", "What was adapted is the writer's to tell.", "user_prompt", r#"{"text":"a","adapted":[]}"#, "invalid_event"),
        event("redactions", "What was redacted is the writer's to tell.", "user_prompt", r#"{"text":"a","redactions":{}}"#, "invalid_event"),
        steps("event-origin", "An origin's name isn't one.", json!([append("user_prompt", "somebody", r#"{"text":"a"}"#)]), "invalid_event"),
        steps("event-too-large", "An event whose many short strings don't fit into a line.", json!([{ "append": { "kind": "x.acme.data", "origin": "recorder", "data": { "parts": [{ "text": "{\"a\":[0" }, { "repeat": ",\"0123456789\"", "count": 100_000 }, { "text": "]}" }] } } }]), "event_too_large"),
        steps("after-end", "An event follows the end.", json!([end(), append("user_prompt", "candidate", r#"{"text":"a"}"#)]), "sealed"),
        steps("end-twice", "The session is ended twice.", json!([end(), end()]), "sealed"),
        steps("anchor-after-end", "An anchor follows the end.", json!([end(), { "anchor": nobody }]), "sealed"),
        steps("finish-before-end", "The manifest is asked for before the end.", json!([{ "finish": nobody }]), "anchor_state"),
        steps("anchor-not-asked", "A receipt comes for which no checkpoint was asked.", json!([{ "receipt": { "note": note, "asked": false } }]), "anchor_state"),
        steps("anchor-of-other-log", "A receipt comes for the checkpoint of another log.", json!([{ "receipt": { "note": note, "asked": true } }]), "anchor_state"),
        steps("anchor-no-note", "A receipt comes that is no note.", json!([{ "receipt": { "note": "note", "asked": true } }]), "invalid_note"),
        steps("resume-other-key", "The log is taken up with another key.", json!([{ "resume": { "key_seed": "42".repeat(32) } }]), "invalid_key"),
        start("ticket-of-other-key", "The ticket is for another session key.", &other_key, "invalid_ticket"),
        start("ticket-of-other-log", "The ticket is for another log.", &ticketed.clone().with("log_origin", text("relay.example/s/other")), "invalid_ticket"),
        start("ticket-of-other-interview", "The ticket is for another interview.", &ticketed.clone().with("interview", super::writer::interview().replace("4829", "4830")), "invalid_ticket"),
        start("ticket-no-note", "The ticket is no note.", &ticketed.with("ticket", text("ticket")), "invalid_note"),
        start("origin", "The log origin holds a space.", &setup.clone().with("log_origin", text("a b")), "invalid_name"),
        start("session", "The session isn't a ULID.", &setup.clone().with("session", text(&SESSION.to_lowercase())), "invalid_event"),
    ]);
    cases
}
