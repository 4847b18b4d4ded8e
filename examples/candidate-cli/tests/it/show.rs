use std::fs;

use crate::fixture::{PROMPT, Session, command, interview, legacy, run};

#[test]
fn a_timeline_has_a_row_for_each_event() {
    let session = Session::sealed();
    let run = interview(&["show", session.bundle().to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    let rows: Vec<&str> = run.out.lines().skip(1).collect();
    assert_eq!(rows.len(), 7, "{}", run.out);
    assert!(run.out.starts_with("2027-01-15, times in UTC"), "{}", run.out);
    let row = rows[4];
    for part in ["    4  ", "08:00:07.500", "+0:00:06", "test_run", "tool", "3 passed, 0 failed"] {
        assert!(row.contains(part), "{row:?} lacks {part:?}");
    }
    assert!(rows[5].contains("first 5 lines, signed by witness.example"), "{}", rows[5]);
}

#[test]
fn the_candidates_text_can_not_act_on_a_terminal() {
    let session = Session::sealed();
    let path = session.bundle();
    for arguments in [&["show"][..], &["show", "--full"]] {
        let mut command = command(&[arguments, &[path.to_str().unwrap()]].concat());
        // Colours on, as at a terminal: no sequence is left but those of our own colours.
        let run = run(command.env("CLICOLOR_FORCE", "1"));
        let harmless = |c: char| c == '\n' || !c.is_control() && c != '\u{202e}';
        let rest: String = run
            .out
            .split("\u{1b}[")
            .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';'))
            .collect();
        assert!(rest.chars().all(harmless), "{:?}", run.out);
        let after = run.out.split("\u{1b}[").skip(1);
        assert!(after.into_iter().all(|part| {
            part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').starts_with('m')
        }));
        assert!(run.out.contains("<U+001B>[2J<U+001B>]0;owned<U+0007><U+202E>txt.exe<U+009B>31m"));
    }
}

#[test]
fn full_text_stands_behind_a_bar() {
    let session = Session::sealed();
    let run = interview(&["show", "--full", session.bundle().to_str().unwrap()]);
    assert!(run.out.contains("\n       │ fix it\n       │ <U+001B>[2J"), "{}", run.out);
}

#[test]
fn json_gives_the_lines_as_they_are() {
    let session = Session::sealed();
    let run = interview(&["show", "--json", session.bundle().to_str().unwrap()]);
    assert_eq!(run.out, fs::read_to_string(session.events()).unwrap());
}

#[test]
fn what_is_no_event_is_shown_as_such() {
    let session = Session::sealed();
    let log = fs::read_to_string(session.events()).unwrap();
    let line = log.lines().nth(PROMPT).unwrap();
    session.tamper(line, "no\u{7} event");
    let run = interview(&["show", session.events().to_str().unwrap()]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("    2  not an event (envelope)  no<U+0007> event"), "{}", run.out);
}

#[test]
fn sessions_of_the_older_format_can_be_read() {
    let run = interview(&["show", legacy("01-honest-iteration").to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.out.lines().count(), 53);
    assert!(run.out.contains("session_start"), "{}", run.out);
}

#[test]
fn a_path_that_is_not_there_ends_with_2() {
    let run = interview(&["show", "nowhere\u{1b}[2J"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("`nowhere<U+001B>[2J`") && run.err.contains("hint: "), "{}", run.err);
}
