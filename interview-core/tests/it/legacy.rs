//! Tests of `legacy` through its public names.
#![expect(clippy::disallowed_methods, reason = "reads the recorded sessions of the corpus")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use interview_core::legacy::{LegacyFinding, Outcome, Verification, Verifier};
use proptest::prelude::*;
use serde_json::Value;

/// A case of the corpus: its name, log, manifest and what the original answered.
struct Case {
    name: String,
    events: Vec<u8>,
    manifest: Option<Vec<u8>>,
    recorded: Value,
}

fn corpus() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/legacy");
    let mut cases = Vec::new();
    for folder in [root.clone(), root.join("compat")] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let Ok(events) = fs::read(path.join("events.jsonl")) else { continue };
            let recorded = fs::read(path.join("verify.json")).unwrap();
            cases.push(Case {
                name: path.file_name().unwrap().to_string_lossy().into_owned(),
                events,
                manifest: fs::read(path.join("manifest.json")).ok(),
                recorded: serde_json::from_slice(&recorded).unwrap(),
            });
        }
    }
    assert_eq!(cases.len(), 42, "the corpus is there as a whole");
    cases
}

fn case(name: &str) -> Case {
    corpus().into_iter().find(|case| case.name == name).unwrap()
}

fn verify<'a>(chunks: impl IntoIterator<Item = &'a [u8]>, manifest: Option<&[u8]>) -> Verification {
    let mut verifier = Verifier::new();
    chunks.into_iter().for_each(|chunk| verifier.push(chunk));
    verifier.finish(manifest)
}

#[test]
fn every_recorded_session_gets_the_verdict_of_the_original() {
    for case in corpus() {
        let verification = verify([&case.events[..]], case.manifest.as_deref());
        let ours = match &verification.outcome {
            Outcome::Verified(verdict) => serde_json::to_value(verdict).unwrap(),
            Outcome::Raises { exception, .. } => serde_json::json!({ "raises": exception }),
            Outcome::BeyondLimits { place } => panic!("{}: {place:?}", case.name),
        };
        assert_eq!(ours, case.recorded, "{}", case.name);
        let raised = verification.findings.iter().any(|f| f.code == "legacy_verifier_raises");
        assert_eq!(raised, case.recorded.get("raises").is_some(), "{}", case.name);
    }
}

#[test]
fn honest_sessions_have_no_finding_but_that_hooks_ran_at_once() {
    for name in ["01-honest-iteration", "06-overtime", "22-codex-honest", "25-uniform-bot-timing"] {
        let case = case(name);
        let mut findings = verify([&case.events[..]], case.manifest.as_deref()).findings;
        findings.retain(|finding| finding.code != "legacy_time_goes_back");
        assert_eq!(findings, [], "{name}");
    }
}

/// `expected` are codes with their lines.
fn check_findings(events: &[u8], manifest: Option<&[u8]>, expected: &[(&str, Option<u64>)]) {
    let found = verify([events], manifest).findings;
    let found: Vec<_> = found.iter().map(|f| (f.code, f.place.line)).collect();
    assert_eq!(found, expected);
}

#[test]
fn altered_bytes_that_keep_the_verdict_are_findings() {
    let honest = case("01-honest-iteration");
    let manifest = honest.manifest.as_deref();
    let text = String::from_utf8(honest.events.clone()).unwrap();
    let verdict = verify([text.as_bytes()], manifest).outcome;
    let check = |altered: String, expected: &[(&str, Option<u64>)]| {
        assert_eq!(verify([altered.as_bytes()], manifest).outcome, verdict);
        check_findings(altered.as_bytes(), manifest, expected);
    };
    check(
        text.replacen("{\"type\"", "{\"type\": 0, \"type\"", 1),
        &[("legacy_duplicate_key", Some(0))],
    );
    check(text.replacen(", ", ",", 1), &[("legacy_respelled", Some(0))]);
    check(
        text.replacen('\n', " \n", 2),
        &[("legacy_respelled", Some(0)), ("legacy_respelled", Some(1))],
    );
    check(text.replace('\n', "\r\n"), &[("legacy_line_end", Some(0))]);
    check(text.replacen('\n', "\u{2028}", 1), &[("legacy_line_end", Some(0))]);
    check(text.replacen('\n', "\n\n", 1), &[("legacy_blank_line", Some(1))]);
    check(text.trim_end().to_owned(), &[("legacy_line_end", Some(51))]);
}

#[test]
fn a_broken_chain_is_placed() {
    let check = |name: &str, expected: &[(&str, Option<u64>)]| {
        let case = case(name);
        check_findings(&case.events, case.manifest.as_deref(), expected);
    };
    check("07-tampered-payload", &[("legacy_hash_mismatch", Some(10))]);
    check("08-deleted-event", &[("legacy_link_mismatch", Some(12))]);
    check(
        "10-truncated-tail",
        &[("legacy_no_session_end", None), ("legacy_manifest_mismatch", None)],
    );
    check("11-altered-manifest-final-hash", &[("legacy_manifest_mismatch", None)]);
    check(
        "15-malformed-torn-last-line",
        &[("legacy_parse_error", Some(51)), ("legacy_line_end", Some(51))],
    );
    let back = "legacy_time_goes_back";
    check(
        "20-timestamps-go-backwards",
        &[(back, Some(1)), (back, Some(2)), ("legacy_manifest_absent", None)],
    );
}

fn find(verification: &Verification, code: &str) -> LegacyFinding {
    verification.findings.iter().find(|finding| finding.code == code).unwrap().clone()
}

#[test]
fn a_line_that_is_not_json_is_placed_to_the_byte() {
    let events = b"{\"type\": \"x\"}\n\n  {\"type\": tru}\n{\"type\": \"y\"}\n";
    let verification = verify([&events[..]], None);
    let finding = find(&verification, "legacy_parse_error");
    assert_eq!(finding.place.line, Some(2));
    assert_eq!(finding.place.event, Some(1));
    assert_eq!(finding.place.offset, Some(15 + 2 + 9));
    assert_eq!(finding.params, [("reason", "value".to_owned())]);
}

#[test]
fn a_byte_that_is_not_utf8_hides_everything_else() {
    let mut events = b"{\n5\n".to_vec();
    events.push(0xff);
    let verification = verify([&events[..]], None);
    let Outcome::Raises { exception, place } = verification.outcome else { panic!() };
    assert_eq!((exception, place.offset), ("UnicodeDecodeError", Some(4)));
}

#[test]
fn what_is_too_long_to_be_read_is_told() {
    let line = vec![b' '; interview_core::limits::LEGACY_LINE_BYTES + 1];
    let verification = verify([&line[..], b"\n{\n"], None);
    assert!(matches!(verification.outcome, Outcome::BeyondLimits { .. }));
    assert_eq!(find(&verification, "legacy_line_too_long").place.line, Some(0));

    let manifest = vec![b' '; interview_core::limits::LEGACY_MANIFEST_BYTES + 1];
    let honest = case("01-honest-iteration");
    let verification = verify([&honest.events[..]], Some(&manifest));
    assert!(matches!(verification.outcome, Outcome::BeyondLimits { .. }));
    assert_eq!(find(&verification, "legacy_manifest_too_long").file, "manifest.json");
}

#[test]
fn nesting_of_any_depth_is_survived() {
    for open in ["[", "{\"a\":"] {
        let line = format!("{{\"type\": {}", open.repeat(100_000));
        let Outcome::Verified(verdict) = verify([line.as_bytes()], None).outcome else { panic!() };
        assert_eq!(verdict.broken_event_type.as_str(), "\"parse_error\"");
    }
}

/// Lines that reach every step of the verifier.
fn any_line() -> impl Strategy<Value = Vec<u8>> {
    let lines = [
        r#"{"type": "session_start", "timestamp": 5, "payload": {"b": 1, "a": 2}, "prev_hash": ""}"#,
        r#"{"type": "session_end", "timestamp": 1e3, "prev_hash": "x", "hash": "é"}"#,
        r#"{"type":"x","hash":5,"hash":6,"prev_hash":null}"#,
        r#"{"timestamp": NaN, "prev_hash": "\ud800"}"#,
        "[1, 2]",
        "{",
        "",
        " \u{a0}",
    ];
    prop_oneof![
        12 => prop::sample::select(lines.to_vec()).prop_map(|line| line.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..8),
    ]
}

fn any_log() -> impl Strategy<Value = Vec<u8>> {
    let ends = ["\n", "\n", "\r\n", "\r", "\u{b}", "\u{1e}", "\u{85}", "\u{2028}", "\u{2029}", ""];
    let line = (any_line(), prop::sample::select(ends.to_vec()))
        .prop_map(|(line, end)| [line.as_slice(), end.as_bytes()].concat());
    prop::collection::vec(line, 0..12).prop_map(|lines| lines.concat())
}

proptest! {
    #[test]
    fn the_result_does_not_depend_on_chunks(log in any_log(), sizes in prop::collection::vec(1usize..9, 1..9)) {
        let whole = verify([&log[..]], Some(br#"{"final_hash": 6.0}"#));
        let mut rest = &log[..];
        let chunks = sizes.iter().cycle().map_while(|size| {
            let (chunk, after) = rest.split_at(rest.len().min(*size));
            rest = after;
            (!chunk.is_empty()).then_some(chunk)
        });
        prop_assert_eq!(verify(chunks, Some(br#"{"final_hash": 6.0}"#)), whole);
    }

    #[test]
    fn any_bytes_get_an_outcome(log in prop::collection::vec(any::<u8>(), 0..200), manifest in prop::collection::vec(any::<u8>(), 0..50)) {
        let verification = verify([&log[..]], Some(&manifest));
        if let Outcome::Verified(verdict) = verification.outcome {
            prop_assert!(serde_json::to_string(&verdict).is_ok());
        }
    }
}
