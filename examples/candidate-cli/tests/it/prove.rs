use std::fs;

use crate::fixture::{Session, interview};

/// The text of a path.
fn s(path: &std::path::Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_proof_is_checked_with_the_line_alone() {
    let session = Session::sealed();
    let (bundle, proof, line) = (session.bundle(), session.path("3.proof"), session.path("3.json"));
    let run = interview(&["prove", s(&bundle), "3", "-o", s(&proof), "--line", s(&line)]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    let key = run.err.trim_end().strip_prefix("log key: ").unwrap();
    let witness = session.witness.to_string();
    let arguments =
        ["verify-proof", s(&proof), "--line", s(&line), "--log-key", key, "--trust", &witness];
    let run = interview(&arguments);
    assert_eq!(run.code, 0, "{}", run.err);
    for text in [
        "holds",
        "event 3 of 7 lines",
        "written before 2027-01-15 08:00:20 UTC, says witness.example",
    ] {
        assert!(run.out.contains(text), "{}", run.out);
    }
    let run = interview(&[&arguments[..], &["--json"]].concat());
    let shown: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((shown["seq"].as_u64(), shown["size"].as_u64()), (Some(3), Some(7)));

    let log = fs::read_to_string(session.events()).unwrap();
    let start = session.file("start.json", log.lines().next().unwrap());
    let run = interview(&["verify-proof", s(&proof), "--line", s(&line), "--start", s(&start)]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("no witness that you trust"), "{}", run.out);
}

#[test]
fn a_changed_line_or_another_key_fails() {
    let session = Session::sealed();
    let bundle = session.bundle();
    let run = interview(&["prove", s(&bundle), "3"]);
    assert!(run.out.starts_with("c2sp.org/tlog-proof@v1\nindex 3\n"), "{}", run.out);
    let proof = session.file("3.proof", &run.out);
    let key = run.err.trim_end().strip_prefix("log key: ").unwrap().to_owned();
    let log = fs::read_to_string(session.events()).unwrap();
    let original = log.lines().nth(3).unwrap();
    let line = session.file("3.json", original);
    let changed = session.file("changed.json", original.replace("done", "dome"));
    let check = |proof: &str, line: &str, key: &str, code: i32, expected: &str| {
        let run = interview(&["verify-proof", proof, "--line", line, "--log-key", key]);
        assert_eq!(run.code, code, "{}{}", run.out, run.err);
        let text = if code == 2 { &run.err } else { &run.out };
        assert!(text.contains(expected), "{text}");
    };
    check(s(&proof), s(&line), &key, 0, "holds");
    check(s(&proof), s(&changed), &key, 1, "fails");
    check(s(&proof), s(&line), &session.relay.to_string(), 1, "fails");
    check(s(&line), s(&line), &key, 2, "hint: ");
    check(s(&proof), s(&proof), &key, 2, "hint: ");
    check(s(&proof), s(&line), "no key", 2, "hint: ");
    check("nowhere", s(&line), &key, 2, "hint: ");
}

#[test]
fn an_event_that_is_not_there_can_not_be_proved() {
    let session = Session::sealed();
    let run = interview(&["prove", s(&session.bundle()), "7"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("`7` is no line of the log") && run.err.contains("hint: "));
}
