use std::fs;

use crate::fixture::{Session, interview};

fn s(path: &std::path::Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_redacted_bundle_still_holds_together() {
    let session = Session::sealed();
    let before = fs::read(session.events()).unwrap();
    let (bundle, copy) = (session.bundle(), session.path("copy"));
    let run = interview(&["redact", s(&bundle), "3", "2", "3", "-o", s(&copy)]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(run.err.contains("2 events redacted"), "{}", run.err);
    assert_eq!(fs::read(session.events()).unwrap(), before, "the session stays as it is");
    let log = fs::read_to_string(copy.join("events.jsonl")).unwrap();
    assert!(!log.contains("fix it") && !log.contains("done"));
    let witness = session.witness.to_string();
    let run = interview(&["verify", "--trust", &witness, s(&copy)]);
    assert_eq!(run.code, 1);
    for text in ["incomplete", "redacted     2 events", "by witness.example+", "redacted_line"] {
        assert!(run.out.contains(text), "{}", run.out);
    }
    let run = interview(&["show", s(&copy)]);
    assert!(run.out.contains("  line 2  redacted"), "{}", run.out);
}

#[test]
fn a_bare_log_becomes_a_file() {
    let session = Session::sealed();
    let copy = session.path("copy.jsonl");
    let run = interview(&["redact", s(&session.events()), "2", "-o", s(&copy)]);
    assert_eq!(run.code, 0, "{}", run.err);
    let log = fs::read_to_string(copy).unwrap();
    assert!(log.lines().nth(2).unwrap().starts_with('~'));
}

#[test]
fn nothing_is_overwritten_and_the_frame_stays() {
    let session = Session::sealed();
    let (bundle, events) = (session.bundle(), session.events());
    let copy = session.path("copy");
    let check = |path: &str, seq: &str, output: &str, expected: &str| {
        let run = interview(&["redact", path, seq, "-o", output]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains(expected) && run.err.contains("hint: "), "{}", run.err);
    };
    check(s(&bundle), "2", s(&bundle), "it exists already");
    check(s(&events), "2", s(&events), "it exists already");
    check(s(&bundle), "0", s(&copy), "session_start, which must stay");
    check(s(&bundle), "6", s(&copy), "session_end, which must stay");
    check(s(&bundle), "7", s(&copy), "is no line of the log");
    assert!(!copy.exists());
}
