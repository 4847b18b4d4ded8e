//! Tests of the flag profile `legacy` through its public names.
#![expect(clippy::disallowed_methods, reason = "reads the recorded sessions of the corpus")]

use std::{fs, path::Path};

use interview_core::legacy::flags;
use serde_json::{Value, json};

fn ids(events: &[u8], manifest: Option<&[u8]>) -> Value {
    let flags = flags(events, manifest).unwrap();
    flags.iter().map(|flag| json!({ "id": flag.id, "severity": flag.severity.as_str() })).collect()
}

/// What the documentation of the original promises to stand in a manifest and doesn't: the limit, and
/// what session_end says of the diff.
fn completed(case: &str, events: &str, manifest: &[u8]) -> Vec<u8> {
    let mut manifest: Value = serde_json::from_slice(manifest).unwrap();
    let limit = if ["06-overtime", "17-full-rewrite"].contains(&case) { 20 } else { 60 };
    manifest["time_limit_minutes"] = limit.into();
    let mut lines = events.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let end = lines.rfind(|event| event["type"] == "session_end").unwrap();
    for member in ["git_diff_summary", "git_diff_note"] {
        manifest[member] = end["payload"][member].clone();
    }
    serde_json::to_vec(&manifest).unwrap()
}

#[test]
fn recorded_sessions_get_the_flags_of_the_original() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/legacy");
    let (mut plain, mut complete) = (0, 0);
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let recorded = |file: &str| -> Option<Value> {
            Some(serde_json::from_slice(&fs::read(path.join(file)).ok()?).unwrap())
        };
        let Some(expected) = recorded("flags.json") else { continue };
        let events = fs::read(path.join("events.jsonl")).unwrap();
        let manifest = fs::read(path.join("manifest.json")).ok();
        assert_eq!(ids(&events, manifest.as_deref()), expected, "{name}");
        plain += 1;
        let Some(expected) = recorded("flags_if_manifest_complete.json") else { continue };
        let text = std::str::from_utf8(&events).unwrap();
        let manifest = completed(&name, text, &manifest.unwrap());
        assert_eq!(ids(&events, Some(&manifest)), expected, "{name}, completed");
        complete += 1;
    }
    assert_eq!((plain, complete), (23, 10), "the corpus is there as a whole");
}

#[test]
fn a_flag_says_what_it_rests_on() {
    let line =
        |minute: u64| format!("{{\"type\": \"x\", \"timestamp_ms\": {}}}\n", minute * 60_000);
    let events = [0, 1, 2, 9, 10].map(line).concat();
    let flags = flags(events.as_bytes(), Some(br#"{"elapsed_minutes": 10}"#)).unwrap();
    let gap = flags.iter().find(|flag| flag.id == "hooks_gap").unwrap();
    assert_eq!((gap.measured.as_str(), gap.threshold.as_str()), ("0.7 of the session", "0.5"));
    assert_eq!(gap.evidence, [2, 3]);
}

#[test]
fn what_is_not_read_whole_gets_no_flags() {
    assert_eq!(flags(b"{}\n\xff", None), None);
    let long = vec![b' '; interview_core::limits::LEGACY_LINE_BYTES + 1];
    assert_eq!(flags(&long, None), None);
    let manifest = vec![b' '; interview_core::limits::LEGACY_MANIFEST_BYTES + 1];
    assert_eq!(flags(b"", Some(&manifest)), None);
}

/// The original compares every pair of a write and a later edit; that many would not end in any time
/// worth waiting for.
#[test]
fn writes_and_edits_are_compared_in_linear_time() {
    let line = |kind: &str, path: u32| format!("{{\"type\": \"{kind}\", \"path\": {path}}}\n");
    let mut events: String = (1..200_000).map(|path| line("file_write", path)).collect();
    events.extend((200_000..400_000).map(|path| line("file_edit", path)));
    let has = |events: &str| {
        flags(events.as_bytes(), None).unwrap().iter().any(|flag| flag.id == "no_iteration")
    };
    assert!(has(&events));
    events += &line("file_edit", 7);
    assert!(!has(&events));
}
