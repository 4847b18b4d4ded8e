//! What is told of small logs: pairs, turns, gaps, clips.

use serde_json::{Value, json};

use super::{GapReason, Timeline, Transcript, TranscriptOptions, transcript};
use crate::{
    event::{Event, Timestamp},
    limits,
};

/// Milliseconds, kind, payload.
type Told = (i64, &'static str, Value);

fn timeline(events: &[Told]) -> Timeline {
    timeline_with(&TranscriptOptions::default(), events)
}

fn timeline_with(options: &TranscriptOptions, events: &[Told]) -> Timeline {
    let mut transcript = Transcript::new(options).unwrap();
    for (seq, (ms, kind, data)) in (0..).zip(events) {
        let at = Timestamp::from_ms(*ms).unwrap();
        let data = data.to_string();
        transcript.push(&Event { seq, at, kind, origin: "recorder", data: &data });
    }
    transcript.finish()
}

/// The lines of the text form below its head, unwrapped.
fn check(events: &[Told], expected: &[&str]) {
    let text = timeline(events).to_text().replace("\n      ", " ");
    let body: Vec<&str> = text.lines().skip_while(|line| !line.is_empty()).skip(2).collect();
    assert_eq!(body, expected, "{text}");
}

fn call(id: &str) -> Value {
    json!({ "name": "Bash", "call": id })
}

fn result(id: &str) -> Value {
    json!({ "name": "Bash", "status": "ok", "call": id })
}

#[test]
fn a_result_stands_with_its_call() {
    check(
        &[(0, "tool_call", call("a")), (1500, "tool_result", result("a"))],
        &[
            "  #0  00:00:00.000  tool_call by recorder: \"Bash\", result #1 at 00:00:01.500, status \"ok\", about 1.5 s",
        ],
    );
    // Two agents at once, results the other way round, the host's own time.
    let mut timed = result("a");
    timed["duration_ms"] = 7.into();
    check(
        &[
            (0, "tool_call", call("a")),
            (1, "tool_call", call("b")),
            (2, "tool_result", result("b")),
            (3, "tool_result", timed),
        ],
        &[
            "  #0  00:00:00.000  tool_call by recorder: \"Bash\", result #3 at 00:00:00.003, status \"ok\", 7 ms",
            "  #1  00:00:00.001  tool_call by recorder: \"Bash\", result #2 at 00:00:00.002, status \"ok\", about 1 ms",
        ],
    );
}

#[test]
fn a_result_may_stand_before_its_call_in_the_same_turn_only() {
    let [joined, apart] = [
        timeline(&[(5, "tool_result", result("a")), (0, "tool_call", call("a"))]),
        timeline(&[
            (0, "tool_result", result("a")),
            (1, "user_prompt", json!({ "text": "go on" })),
            (2, "tool_call", call("a")),
        ]),
    ];
    assert_eq!(joined.turns[0].items.len(), 1);
    assert!(
        joined
            .to_text()
            .replace("\n      ", " ")
            .contains("result #0 at 00:00:00.005, status \"ok\", about 5 ms")
    );
    assert!(apart.to_text().contains("no call recorded"));
    assert!(apart.to_text().contains("no result recorded"));
}

#[test]
fn a_result_of_an_earlier_turn_stands_in_that_turn() {
    let timeline = timeline(&[
        (0, "tool_call", call("a")),
        (1, "user_prompt", json!({ "text": "x" })),
        (2, "tool_result", result("a")),
    ]);
    assert_eq!((timeline.turns[0].items.len(), timeline.turns[1].items.len()), (1, 0));
    assert_eq!(timeline.turns[0].ended_at.unwrap().ms(), 0);
    assert_eq!(timeline.turns[1].ended_at.unwrap().ms(), 2);
}

#[test]
fn what_has_no_call_id_is_not_said_to_lack_anything() {
    check(
        &[
            (0, "tool_call", json!({ "name": "Bash" })),
            (1, "tool_result", json!({ "name": "Bash", "status": "ok" })),
        ],
        &[
            "  #0  00:00:00.000  tool_call by recorder: \"Bash\", no call id to pair it by",
            "  #1  00:00:00.001  tool_result by recorder: \"Bash\", no call id to pair it by, status \"ok\"",
        ],
    );
}

#[test]
fn a_command_stands_with_its_end() {
    let phase = |phase: &str| json!({ "command": "ls", "phase": phase, "call": "k" });
    let mut end = phase("end");
    end["exit_code"] = (-1).into();
    check(
        &[(0, "command", phase("start")), (20, "command", end), (30, "command", phase("end"))],
        &[
            "  #0  00:00:00.000  command by recorder: ended #1 at 00:00:00.020, exit -1, about 20 ms",
            "    | ls",
            "  #2  00:00:00.030  command by recorder: no start recorded",
            "    | ls",
        ],
    );
    check(
        &[(0, "command", phase("start")), (1, "command", phase("whole"))],
        &[
            "  #0  00:00:00.000  command by recorder: no end recorded",
            "    | ls",
            "  #1  00:00:00.001  command by recorder",
            "    | ls",
        ],
    );
}

#[test]
fn files_are_told_by_lines() {
    let state = json!({ "sha256": "0".repeat(64), "lines": 3 });
    check(
        &[
            (
                0,
                "file_write",
                json!({ "path": "a b.rs", "before": null, "after": state, "hunks": [
                    { "at": 0, "removed": 0, "added": "A".repeat(24) },
                    { "at": 5, "removed": 2, "added": "A".repeat(12) },
                ] }),
            ),
            (0, "file_change", json!({ "path": "x", "after": null, "cause": "shell" })),
            (0, "file_edit", json!({ "path": "x", "binary": true, "user_modified": true })),
        ],
        &[
            "  #0  00:00:00.000  file_write by recorder: \"a b.rs\", +3 -2, new file",
            "  #1  00:00:00.000  file_change by recorder: \"x\", lines not told, file is gone, cause \"shell\"",
            "  #2  00:00:00.000  file_edit by recorder: \"x\", binary, altered by the candidate before it was applied",
        ],
    );
}

#[test]
fn time_without_events_is_told_with_what_is_known_of_it() {
    const MINUTE: i64 = 60_000;
    let check = |events: &[Told], expected: &[(GapReason, Option<u64>, u64)]| {
        let timeline = timeline(events);
        let gaps = timeline.gaps.iter().map(|gap| (gap.reason, gap.duration_ms, gap.heartbeats));
        assert_eq!(gaps.collect::<Vec<_>>(), expected);
    };
    let focus = |ms| (ms, "focus", json!({ "focused": true }));
    check(&[focus(0), focus(5 * MINUTE)], &[]);
    check(&[focus(0), focus(5 * MINUTE + 1)], &[(GapReason::Quiet, Some(300_001), 0)]);
    check(&[focus(10 * MINUTE), focus(0)], &[]);
    check(
        &[focus(0), (MINUTE, "heartbeat", json!({})), focus(6 * MINUTE)],
        &[(GapReason::Quiet, Some(360_000), 1)],
    );
    let gap = |ms, data: Value| (ms, "recorder_gap", data);
    check(
        &[focus(0), gap(6 * MINUTE, json!({ "reason": "off" }))],
        &[(GapReason::RecorderGap, Some(360_000), 0)],
    );
    check(
        &[gap(5, json!({ "reason": "off", "from": "1970-01-01T00:00:00.001Z" }))],
        &[(GapReason::RecorderGap, Some(4), 0)],
    );
    check(&[gap(5, json!({ "reason": "off" }))], &[(GapReason::RecorderGap, None, 0)]);
    let (pause, resume) = ("session_pause", "session_resume");
    check(
        &[focus(0), (1, pause, json!({})), (7 * MINUTE, resume, json!({}))],
        &[(GapReason::Paused, Some(419_999), 0)],
    );
    check(&[focus(0), (7 * MINUTE, resume, json!({}))], &[(GapReason::Quiet, Some(420_000), 0)]);
}

#[test]
fn what_speaks_for_somebody_else_is_claimed() {
    let check = |kind: &'static str, data: Value, expected: Option<&str>| {
        let text = timeline(&[(0, kind, data)]).to_text().replace("\n      ", " ");
        match expected {
            Some(words) => assert!(text.contains(words), "{text}"),
            None => assert!(!text.contains("claimed"), "{text}"),
        }
    };
    check("observer_note", json!({ "text": "x" }), Some("claimed, without a statement"));
    check("session_pause", json!({ "granted_ms": 1 }), Some("claimed, without a statement"));
    check("session_pause", json!({}), None);
}

#[test]
fn what_was_changed_before_it_was_hashed_is_told() {
    let data = json!({
        "text": "x", "clipped": 1234, "redactions": { "aws": 1, "jwt": 1 },
        "adapted": [{ "at": "/text", "what": "scrubbed" }], "agent": "a1",
    });
    check(
        &[(0, "assistant_message", data)],
        &[
            "  #0  00:00:00.000  assistant_message by recorder: agent \"a1\", 1,234 bytes left out by the host, 1 string adapted when written, 2 secrets taken out",
            "    | x",
        ],
    );
}

#[test]
fn a_misfit_and_an_unknown_kind_are_shown_as_such() {
    check(
        &[
            (0, "user_prompt", json!({ "words": "x" })),
            (0, "paste", json!({ "bytes": "x", "lines": 1 })),
            (0, "line_salt", json!({ "salt": "secret" })),
            (0, "x.acme.mood", json!({ "face": "calm" })),
        ],
        &[
            "  #0  00:00:00.000  user_prompt by recorder: unreadable payload, `text` is missing",
            "    payload",
            "    | {\"words\":\"x\"}",
            "  #1  00:00:00.000  paste by recorder: unreadable payload, `bytes` doesn't fit the kind",
            "    payload",
            "    | {\"bytes\":\"x\",\"lines\":1}",
            "  #2  00:00:00.000  line_salt by recorder: unreadable payload, `salt` doesn't fit the kind",
            "    payload",
            "    … 17 of 17 bytes left out",
            "  #3  00:00:00.000  unknown kind `x.acme.mood` by recorder",
            "    payload",
            "    | {\"face\":\"calm\"}",
        ],
    );
}

#[test]
fn lines_that_are_no_event_are_listed() {
    let hash = "0".repeat(64);
    let text = transcript(format!("~{hash}\nno\u{7} event\n\n").as_bytes(), &Default::default());
    let text = text.unwrap();
    for part in [
        "Transcript: 0 events, 1 turn,",
        "Redacted: 1 line.",
        "No event: 2 lines.",
        &format!("  line 0  redacted:\n      leaf hash {hash}\n"),
        "  line 1  not an event: `envelope` at byte 0\n    | no\\u{7} event\n",
        "  line 2  not an event: `empty` at byte 0\n    (empty)\n",
    ] {
        assert!(text.contains(part), "{part:?} in {text}");
    }
    let empty = transcript(b"", &Default::default()).unwrap();
    assert!(empty.starts_with("Transcript: 0 events, 0 turns, 0 test runs, 0 gaps\n"), "{empty}");
}

#[test]
fn clipping_says_what_it_left_out() {
    let mut options = TranscriptOptions::default();
    let prompt = |text: &str| (0, "user_prompt", json!({ "text": text }));
    options.text_bytes = 3;
    let text = timeline_with(&options, &[prompt("ab\u{1f600}")]).to_text();
    assert!(text.ends_with("\n    | ab\n    … 4 of 6 bytes left out\n"), "{text}");
    let thought = (0, "thinking", json!({ "text": "abc" }));
    let text = timeline_with(&options, std::slice::from_ref(&thought)).to_text();
    assert!(text.ends_with("\n    … 3 of 3 bytes left out\n"), "{text}");
    options.thinking = true;
    let text = timeline_with(&options, &[thought]).to_text();
    assert!(text.ends_with("\n    | abc\n"), "{text}");
}

#[test]
fn what_is_kept_has_a_bound() {
    let mut transcript = Transcript::new(&TranscriptOptions::default()).unwrap();
    let data = r#"{"focused":true}"#;
    for seq in 0..limits::TRANSCRIPT_EVENTS as u64 + 2 {
        let at = Timestamp::EPOCH;
        transcript.push(&Event { seq, at, kind: "focus", origin: "editor", data });
    }
    let timeline = transcript.finish();
    assert_eq!(timeline.turns[0].items.len(), limits::TRANSCRIPT_EVENTS);
    assert_eq!((timeline.omitted.lines, timeline.omitted.from_seq), (2, Some(100_000)));
    assert!(timeline.to_text().contains("2 lines, from #100000 on."));
}

#[test]
fn options_that_make_no_sense_are_refused() {
    let check = |json: &str, expected: bool| {
        let options = TranscriptOptions::from_json(json);
        let is_usable = options.and_then(|options| transcript(b"", &options)).is_ok();
        assert_eq!(is_usable, expected, "{json}");
    };
    check("{}", true);
    check(r#"{"format":"markdown","gap_ms":1,"thinking":true,"text_bytes":0}"#, true);
    check(r#"{"gap_ms":0}"#, false);
    check(r#"{"format":"html"}"#, false);
    check(r#"{"gap":1}"#, false);
}
