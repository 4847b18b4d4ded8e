//! Logs of interviewsignal 0.9, from the copied corpus. What the original says of each is recorded
//! beside it; the expectations here follow from what was done to them.

use std::{fs, path::Path};

use interview_core::hash::sha256;
use serde_json::{Map, Value, json};

use super::case::{At, Case};
use crate::generated::root;

pub(super) fn cases() -> Vec<Case> {
    let event = |line: u64| At::Event(line, line);
    let mut cases = vec![
        corpus("01-honest-iteration", "honest", "An honest session.")
            .intact(nothing())
            .also(&["legacy_unsigned"]),
        corpus("12-unicode-emoji", "unicode", "Text of all planes, and a clock that went back.")
            .intact(nothing())
            .also(&["legacy_time_goes_back", "legacy_unsigned"]),
        corpus("07-tampered-payload", "tampered", "The content of an event was changed.").altered(
            "legacy_hash_mismatch",
            event(10),
            nothing(),
        ),
        corpus("08-deleted-event", "deleted", "An event was deleted.").altered(
            "legacy_link_mismatch",
            event(12),
            nothing(),
        ),
        corpus("10-truncated-tail", "truncated", "The end is missing, and the manifest tells.")
            .altered("legacy_manifest_mismatch", At::File("manifest.json"), nothing()),
        corpus(
            "10b-truncated-tail-manifest-patched",
            "truncated-patched",
            "The end is missing, and the manifest was patched: the original calls it intact.",
        )
        .incomplete("legacy_no_session_end", At::File("events.jsonl"), nothing()),
        corpus("11-altered-manifest-final-hash", "manifest", "The manifest's hash was changed.")
            .altered("legacy_manifest_mismatch", At::File("manifest.json"), nothing()),
        corpus("15-malformed-torn-last-line", "torn", "The last line is torn.").incomplete(
            "legacy_torn_tail",
            event(51),
            nothing(),
        ),
        corpus("14-empty", "empty", "No event at all.").unreadable_legacy("legacy_no_events"),
        corpus(
            "18-duplicate-json-keys",
            "key-twice",
            "A key stands twice; the original takes the last value.",
        )
        .intact(nothing())
        .also(&["legacy_duplicate_key", "legacy_unsigned"]),
        corpus("19b-missing-type", "raises", "An event has no type, at which the original raises.")
            .incomplete("legacy_verifier_raises", At::Event(0, 0), nothing()),
    ];
    cases.push(
        corpus(
            "compat/last_hash_empty",
            "last-hash-empty",
            "The last event stores no hash, so the manifest is compared with nothing.",
        )
        .altered("legacy_hash_mismatch", event(2), nothing())
        .also(&["legacy_manifest_not_compared"]),
    );
    cases.extend(small());
    let mut auto = corpus(
        "01-honest-iteration",
        "auto",
        "Under `auto` a log without the marks of format 1 is a legacy log.",
    )
    .intact(nothing())
    .also(&["legacy_unsigned"]);
    auto.vector.options = json!({ "policy": { "format": "auto" } });
    cases.push(auto);
    let session = super::session::standard("format-auto");
    let session = session.with_policy("format", json!("auto"));
    let assured = session.assured();
    cases.push(
        Case::verify(
            "format-auto",
            "Under `auto` a log with the marks of format 1 is of format 1.",
            &session,
        )
        .intact(assured),
    );
    let session =
        super::session::standard("format-legacy-asked").with_policy("format", json!("legacy"));
    let mut case = Case::verify(
        "format-legacy-asked",
        "A log of format 1 where the policy asks for a legacy log.",
        &session,
    );
    case.vector.options = json!({ "policy": { "format": "legacy" } });
    cases.push(case.altered("legacy_hash_mismatch", At::Event(0, 0), nothing()));
    let honest = corpus(
        "01-honest-iteration",
        "whole-under-1",
        "A whole legacy session where the policy asks for format 1.",
    );
    let mut honest = honest.unreadable("legacy_format", super::case::EVENTS);
    honest.vector.options = json!({});
    cases.push(honest);
    let demanding =
        corpus("01-honest-iteration", "demands", "No demand can be met by a legacy log.")
            .intact(nothing())
            .also(&["legacy_unsigned", "demand_unmet"])
            .unmet();
    let mut demanding = demanding;
    demanding.vector.options =
        json!({ "policy": { "format": "legacy", "demands": { "ticket": true } } });
    cases.push(demanding);
    let mut ticketed = corpus(
        "01-honest-iteration",
        "ticket-expected",
        "The caller knows a ticket, and no legacy log has one.",
    )
    .altered("ticket_unexpected", At::File("events.jsonl"), nothing());
    ticketed.vector.options =
        json!({ "policy": { "format": "legacy" }, "context": { "expected_ticket": "a ticket" } });
    cases.push(ticketed);
    cases
}

/// A line as the original writes it, its hash included.
fn line(kind: &str, time: &str, prev: &str) -> (String, String) {
    let body = format!("{{\"payload\": {{}}, \"timestamp\": {time}, \"type\": \"{kind}\"}}");
    let hash = sha256(format!("{prev}{body}").as_bytes()).to_string()[..16].to_owned();
    let line = format!(
        "{{\"type\": \"{kind}\", \"timestamp\": {time}, \"prev_hash\": \"{prev}\", \
         \"payload\": {{}}, \"hash\": \"{hash}\"}}\n"
    );
    (line, hash)
}

/// Logs of these kinds and times, and the hash of the last event.
fn log(events: &[(&str, &str)]) -> (String, String) {
    let (mut log, mut prev) = (String::new(), String::new());
    for (kind, time) in events {
        let (next, hash) = line(kind, time, &prev);
        log += &next;
        prev = hash;
    }
    (log, prev)
}

/// What becomes of the files of a small session.
fn small() -> Vec<Case> {
    let events = [
        ("session_start", "1700000000.5"),
        ("tool_call", "1700000010.5"),
        ("session_end", "1700000100.5"),
    ];
    let (good, last) = log(&events);
    let matching = |hash: &str| format!("{{\"final_hash\": \"{hash}\"}}").into_bytes();
    let manifest = matching(&last);
    let case = |name: &str, about: &str, events: &[u8], manifest: Option<&[u8]>| {
        let mut case = Case::new("verify", &format!("legacy-{name}"), about).file(
            "events",
            "events.jsonl",
            events,
        );
        if let Some(manifest) = manifest {
            case = case.file("manifest", "manifest.json", manifest);
        }
        case.vector.options = json!({ "policy": { "format": "legacy" } });
        case.vector.expected.chain_holds = Some(false);
        case
    };
    let told = |name: &str, about: &str, events: &[u8], manifest: Option<&[u8]>, code: &str| {
        case(name, about, events, manifest).intact(nothing()).also(&[code, "legacy_unsigned"])
    };
    let at_manifest = |name: &str, about: &str, manifest: &[u8], code: &str| {
        case(name, about, good.as_bytes(), Some(manifest)).incomplete(
            code,
            At::File("manifest.json"),
            nothing(),
        )
    };
    let (no_start, no_start_last) = log(&events[1..]);
    let (not_finite, not_finite_last) = log(&[events[0], ("tool_call", "NaN"), events[2]]);
    let lines: Vec<&str> = good.split_inclusive('\n').collect();
    // The Report tells what the last event stores as its hash.
    let stored = |name: &str, about: &str, hash: &str| {
        let events = good.replacen(&format!("\"{last}\""), hash, 1);
        case(name, about, events.as_bytes(), Some(&manifest)).altered(
            "legacy_hash_mismatch",
            At::Event(2, 2),
            nothing(),
        )
    };
    vec![
        stored(
            "told-text",
            "A Report tells text of all planes as it is, and U+FFFD for a lone surrogate.",
            r#""\u00e9é\u0001\u007f\u2028\ud83d\ude00\ud800\" \\""#,
        ),
        stored(
            "told-deep",
            "What is nested deeper than 32 containers is told as a text.",
            &("[".repeat(990) + &"]".repeat(990)),
        ),
        stored(
            "told-long",
            "A text of more than 64 KiB is told by its beginning.",
            &format!("\"{}\"", "\\u00e9x".repeat(30_000)),
        ),
        case("small", "Three events.", good.as_bytes(), Some(&manifest))
            .intact(nothing())
            .also(&["legacy_unsigned"]),
        case("manifest-absent", "There is no manifest.", good.as_bytes(), None).incomplete(
            "legacy_manifest_absent",
            At::File("manifest.json"),
            nothing(),
        ),
        at_manifest(
            "manifest-unreadable",
            "The manifest isn't JSON.",
            b"final",
            "legacy_manifest_unreadable",
        ),
        at_manifest(
            "manifest-without-hash",
            "The manifest has no final hash.",
            b"{}",
            "legacy_manifest_without_hash",
        ),
        at_manifest(
            "manifest-too-long",
            "The manifest has 64 MiB and a byte.",
            &[b"{\"a\": \"".as_slice(), &b"a".repeat(67_108_864 - 8), b"\"}"].concat(),
            "legacy_manifest_too_long",
        ),
        case(
            "no-start",
            "There is no session_start.",
            no_start.as_bytes(),
            Some(&matching(&no_start_last)),
        )
        .incomplete("legacy_no_session_start", At::File("events.jsonl"), nothing()),
        case(
            "cut",
            "The last line is cut and has no LF.",
            &good.as_bytes()[..good.len() - 20],
            Some(&manifest),
        )
        .incomplete("legacy_torn_tail", At::Event(2, 2), nothing()),
        case(
            "line-too-long",
            "A line of 16 MiB and a byte.",
            &[lines[0].as_bytes(), &b"a".repeat(16_777_217), b"\n"].concat(),
            Some(&manifest),
        )
        .incomplete("legacy_line_too_long", At::Event(1, 1), nothing()),
        case(
            "not-utf8",
            "A byte isn't UTF-8.",
            &[good.as_bytes(), b"\xff\n"].concat(),
            Some(&manifest),
        )
        .unreadable_legacy("legacy_not_utf8"),
        told(
            "blank-line",
            "A blank line, which no hash tells of.",
            format!("{}\n{}{}", lines[0], lines[1], lines[2]).as_bytes(),
            Some(&manifest),
            "legacy_blank_line",
        ),
        told(
            "line-ends",
            "The line ends were converted, which no hash tells of.",
            good.replace('\n', "\r\n").as_bytes(),
            Some(&manifest),
            "legacy_line_end",
        ),
        case(
            "last-line-bad",
            "The last line is cut and ends with a LF all the same.",
            format!("{}\n", &good[..good.len() - 20]).as_bytes(),
            Some(&manifest),
        )
        .altered("legacy_parse_error", At::Event(2, 2), nothing()),
        told(
            "respelled",
            "White space was added, which no hash tells of.",
            good.replacen("{\"type\"", "{ \"type\"", 1).as_bytes(),
            Some(&manifest),
            "legacy_respelled",
        ),
        told(
            "time-not-finite",
            "A time is NaN, which Python writes and reads.",
            not_finite.as_bytes(),
            Some(&matching(&not_finite_last)),
            "legacy_time_not_finite",
        ),
    ]
}

/// No signature, no ticket, no anchor.
fn nothing() -> Map<String, Value> {
    let Value::Object(nothing) = json!({
        "ticket": "none", "self_signed": false, "cosigned_by": [], "final_cosigned": false, "anchors": 0
    }) else {
        return Map::new();
    };
    nothing
}

/// A session of the corpus. `chain_holds` is of format 1, and false for all of them.
fn corpus(folder: &str, name: &str, about: &str) -> Case {
    let path = root().join("interview-core/tests/data/legacy").join(folder);
    let read = |file: &str| fs::read(Path::new(&path).join(file));
    let mut case = Case::new("verify", &format!("legacy-{name}"), about).file(
        "events",
        "events.jsonl",
        &read("events.jsonl").unwrap(),
    );
    if let Ok(manifest) = read("manifest.json") {
        case = case.file("manifest", "manifest.json", &manifest);
    }
    case.vector.options = json!({ "policy": { "format": "legacy" } });
    case.vector.expected.chain_holds = Some(false);
    case
}

impl Case {
    /// A legacy log of which nothing can be read.
    fn unreadable_legacy(self, code: &str) -> Self {
        self.unreadable(code, super::case::EVENTS)
    }
}
