//! Transcripts of real sessions. What must come out is counted over the raw JSON here, with no help
//! of the library.

use std::collections::{BTreeMap, BTreeSet};

use interview_capture::{Flaw, Reason};
use interview_core::{
    event::{Event, Timestamp},
    evidence::Collector,
    policy::EvidencePolicy,
};
use serde_json::Value;

use crate::{
    bring::{SALT, added, data, digest_of, import, of_kind},
    shared::{files_below, read, third_party},
};

/// The lines that are objects.
fn lines(text: &[u8]) -> Vec<Value> {
    let lines = text.split(|byte| *byte == b'\n');
    lines.filter_map(|line| serde_json::from_slice(line).ok()).filter(Value::is_object).collect()
}

/// The parts of the messages of one role that have one type, no copies.
fn parts(lines: &[Value], role: &str, part: &str) -> Vec<Value> {
    let messages = lines.iter().filter(|line| line["type"] == role).map(|line| &line["message"]);
    let parts = messages.filter_map(|message| message["content"].as_array()).flatten();
    parts.filter(|item| item["type"] == part).cloned().collect()
}

/// Blocks whose text isn't only white space.
fn spoken(parts: &[Value], member: &str) -> usize {
    parts.iter().filter(|part| !part[member].as_str().unwrap().trim().is_empty()).count()
}

#[test]
fn every_real_transcript_is_read_to_its_end() {
    let test = "every_real_transcript_is_read_to_its_end";
    let Some(folder) = third_party(test, "transcripts") else { return };
    let mut imported = 0;
    for path in files_below(&folder) {
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
        let is_ours = name.ends_with(".jsonl")
            && (name.contains("claude") || name.starts_with("entire-checkpoint/"));
        if !is_ours {
            continue;
        }
        imported += 1;
        let text = read(&path);
        let import = import(None, &[&text]);
        let raw = lines(&text);
        // The fourteenth to the eighteenth line of that file are broken on purpose.
        let expected = match name.as_str() {
            "claude-code-log/edge_cases.jsonl" => vec![
                (10, Reason::NoContent),
                (11, Reason::NoMessage),
                (13, Reason::NotAnObject),
                (14, Reason::NoType),
                (15, Reason::NotAnObject),
                (16, Reason::NotAnObject),
                (18, Reason::NoContent),
            ],
            _ => Vec::new(),
        };
        let expected: Vec<Flaw> =
            expected.into_iter().map(|(line, reason)| Flaw { file: 0, line, reason }).collect();
        assert_eq!(import.flaws, expected, "{name}");

        let count = |kind| of_kind(&import, kind).len();
        assert_eq!(count("tool_call"), parts(&raw, "assistant", "tool_use").len(), "{name}");
        assert_eq!(count("tool_result"), parts(&raw, "user", "tool_result").len(), "{name}");
        assert_eq!(count("thinking"), spoken(&parts(&raw, "assistant", "thinking"), "thinking"));
        let durations = raw.iter().filter(|line| line["subtype"] == "turn_duration").count();
        let spoken = spoken(&parts(&raw, "assistant", "text"), "text");
        assert_eq!(count("assistant_message"), spoken + durations, "{name}");
        for event in &import.events {
            let data = data(event);
            assert!(data["conversation"].is_string(), "{name}: {data}");
            assert_eq!(data["occurred_at"], event.at.unwrap().to_string());
        }
    }
    assert_eq!(imported, 7);
}

#[test]
fn a_whole_session_explains_the_commit_that_it_made() {
    let test = "a_whole_session_explains_the_commit_that_it_made";
    let Some(folder) = third_party(test, "transcripts/entire-checkpoint") else { return };
    let text = read(folder.join("60-61721bc409-0.full.jsonl"));
    let diff = read(folder.join("11e74530f1830e51d0a0be3c9adba6c7583f4ccc.diff"));
    let import = import(None, &[&text]);

    let diff = String::from_utf8(diff).unwrap();
    let lines: Vec<&str> = diff
        .lines()
        .filter(|line| !line.starts_with("+++"))
        .filter_map(|line| line.strip_prefix('+'))
        .filter(|line| !line.trim().is_empty())
        .collect();
    assert_eq!(lines.len(), 22);
    let added: BTreeSet<_> = added(&import).into_iter().collect();
    let missing: Vec<_> = lines.iter().filter(|line| !added.contains(&digest_of(line))).collect();
    assert!(missing.is_empty(), "{missing:?}");

    let [write] = of_kind(&import, "file_write").try_into().unwrap();
    assert_eq!(write["path"], "CHANGELOG.md");
    assert_eq!(write["before"], Value::Null);
    assert_eq!(write["after"]["lines"], 37);
    assert_eq!(write["hunks"].as_array().unwrap().len(), 1);
}

#[test]
fn a_whole_session_is_attributed_line_by_line() {
    let test = "a_whole_session_is_attributed_line_by_line";
    let Some(folder) = third_party(test, "transcripts/entire-checkpoint") else { return };
    let text = read(folder.join("60-61721bc409-0.full.jsonl"));
    let diff = read(folder.join("11e74530f1830e51d0a0be3c9adba6c7583f4ccc.diff"));
    let mut collector = Collector::new(&EvidencePolicy::default());
    collector.salted(SALT);
    for (seq, captured) in (0..).zip(&import(None, &[&text]).events) {
        let at = captured.at.unwrap_or(Timestamp::EPOCH);
        let (kind, origin) = (captured.kind, captured.origin);
        collector.take(&Event { seq, at, kind, origin, data: &captured.data });
    }
    let (evidence, _) = collector.finish(Some(&diff), None);
    assert_eq!(evidence.flaws, []);
    assert_eq!(evidence.classes.assistant_edit, 22);
    assert_eq!(evidence.classes.trivial, evidence.added.unwrap() - 22);
}

#[test]
fn a_whole_session_tells_its_prompts_calls_and_tokens() {
    let test = "a_whole_session_tells_its_prompts_calls_and_tokens";
    let Some(folder) = third_party(test, "transcripts/entire-checkpoint") else { return };
    let text = read(folder.join("60-61721bc409-0.full.jsonl"));
    let import = import(None, &[&text]);
    let raw = lines(&text);

    let said = raw.iter().filter(|line| line["type"] == "user");
    let said: Vec<&str> = said.filter_map(|line| line["message"]["content"].as_str()).collect();
    let prompts = of_kind(&import, "user_prompt");
    assert_eq!(prompts.len(), 4);
    assert!(prompts.iter().zip(&said).all(|(prompt, text)| prompt["text"] == **text));

    let [host] = of_kind(&import, "capture_changed").try_into().unwrap();
    assert_eq!(
        (&host["what"], &host["host"]["version"]),
        (&"host_started".into(), &"2.1.37".into())
    );

    let metadata: Value =
        serde_json::from_slice(&read(folder.join("60-61721bc409-0.metadata.json"))).unwrap();
    let mut sums = BTreeMap::new();
    for event in &import.events {
        for (name, number) in data(event)["tokens"].as_object().into_iter().flatten() {
            *sums.entry(name.clone()).or_insert(0) += number.as_u64().unwrap();
        }
    }
    let told = &metadata["token_usage"];
    for (ours, theirs) in [
        ("input", "input_tokens"),
        ("output", "output_tokens"),
        ("cache_read", "cache_read_tokens"),
        ("cache_write", "cache_creation_tokens"),
    ] {
        assert_eq!(Some(sums[ours]), told[theirs].as_u64(), "{ours}");
    }

    let shells = parts(&raw, "assistant", "tool_use");
    let shells: Vec<&Value> = shells.iter().filter(|call| call["name"] == "Bash").collect();
    let commands = of_kind(&import, "command");
    assert_eq!(commands.len(), 2 * shells.len());
    for shell in shells {
        let phases: Vec<&str> = commands
            .iter()
            .filter(|command| command["call"] == shell["id"])
            .map(|command| command["phase"].as_str().unwrap())
            .collect();
        assert_eq!(phases, ["start", "end"]);
    }
}

#[test]
fn the_sample_of_a_transcript_fills_what_the_table_of_samples_says() {
    let test = "the_sample_of_a_transcript_fills_what_the_table_of_samples_says";
    let Some(path) = third_party(test, "samples/claude-code/transcript.jsonl") else { return };
    let import = import(None, &[&read(path)]);
    assert_eq!(import.flaws, []);
    let kinds: Vec<_> = import.events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["capture_changed", "user_prompt", "tool_call", "file_edit", "tool_result"]);
    let [edit] = of_kind(&import, "file_edit").try_into().unwrap();
    assert_eq!((&edit["before"]["lines"], &edit["after"]["lines"]), (&3.into(), &6.into()));
    assert_eq!(edit["hunks"].as_array().unwrap().len(), 1);
    let call = &of_kind(&import, "tool_call")[0];
    assert_eq!((&call["clipped"], &call["paths"][0]), (&87.into(), &"ledger.py".into()));
}

#[test]
fn a_real_edit_is_told_line_by_line() {
    let test = "a_real_edit_is_told_line_by_line";
    let path = "transcripts/git-ai-tests/claude-code-with-thinking.jsonl";
    let Some(path) = third_party(test, path) else { return };
    let import = import(None, &[&read(path)]);
    let [edit] = of_kind(&import, "file_edit").try_into().unwrap();
    assert_eq!(edit["path"], "index.ts");
    assert_eq!(edit["user_modified"], false);
    assert_eq!(
        edit["after"]["lines"].as_u64().unwrap(),
        edit["before"]["lines"].as_u64().unwrap() + 1
    );
    assert_eq!(added(&import), [digest_of("console.log('hello world');")]);
}

#[test]
fn no_line_of_a_file_stands_in_the_log() {
    let test = "no_line_of_a_file_stands_in_the_log";
    let path = "transcripts/git-ai-tests/claude-code-with-thinking.jsonl";
    let Some(path) = third_party(test, path) else { return };
    let import = import(None, &[&read(path)]);
    let file = ["// Hello World", "CLI initialized", "hello from claude code"];
    for event in &import.events {
        assert!(file.iter().all(|line| !event.data.contains(line)), "{event:?}");
    }
}
