use std::fs;

use crate::fixture::{Session, interview};

#[test]
fn the_demo_tells_keys_lines_and_reasons_on_a_page() {
    let run = interview(&["demo"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines.len() <= 60, "{}", lines.len());
    assert!(lines.iter().all(|line| line.chars().count() <= 120), "{}", run.out);
    for text in [
        "     relay.example+",
        "     witness.example+",
        "intact  session",
        "altered  events.jsonl line ",
        "NOT MET  ticket: signed by key relay.example+",
        "NOT MET  cosigned: signed by key witness.example+",
        "A witness keeps a head of size ",
        "The session passes; neither of the others does.",
    ] {
        assert!(run.out.contains(text), "lacks {text:?}:\n{}", run.out);
    }
    assert!(!run.out.contains("[unbacked_test_runs]"), "each run has its command: {}", run.out);
}

#[test]
fn the_sessions_can_be_kept_and_verified_by_hand() {
    let scratch = Session::sealed();
    let dir = scratch.path("demo");
    let run = interview(&["demo", "--dir", dir.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    let policy = dir.join("policy.json");
    for (name, code) in [("session", 0), ("changed", 1), ("rewritten", 1)] {
        let path = dir.join(name);
        let run =
            interview(&["verify", "--policy", policy.to_str().unwrap(), path.to_str().unwrap()]);
        assert_eq!(run.code, code, "{name}: {}", run.out);
    }
    let log = |name: &str| interview_journal::read_bundle(&dir.join(name)).unwrap();
    let (session, changed) = (log("session"), log("changed"));
    let pairs = session.bundle().events.iter().zip(changed.bundle().events);
    assert_eq!(pairs.filter(|(a, b)| a != b).count(), 1, "one byte differs");
    let again = interview(&["demo", "--dir", dir.to_str().unwrap()]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("it exists already") && again.err.contains("hint: "));
}

#[test]
fn nothing_is_left_behind() {
    let scratch = Session::sealed();
    let temporary = scratch.path("temporary");
    fs::create_dir(&temporary).unwrap();
    let mut command = crate::fixture::command(&["demo"]);
    let run = crate::fixture::run(command.env("TMPDIR", &temporary));
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0);
}
