use std::fs;

use crate::fixture::{PROMPT, Session, interview, legacy};

#[test]
fn a_timeline_tells_each_event() {
    let session = Session::sealed();
    let run = interview(&["show", session.bundle().to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    for part in [
        "Transcript: 7 events, 2 turns, 1 test run, 0 gaps\n",
        "\nTurn 1: 2027-01-15 08:00:04, 6.0 s\n  #2  08:00:04.500  user_prompt by candidate\n",
        "  #4  08:00:07.500  test_run by tool: \"pytest\", 3 passed, 0 failed\n",
        "  #5  08:00:09.000  anchor by recorder: size 5, signed_by \"witness.example\"\n",
        "  #6  ",
    ] {
        assert!(run.out.contains(part), "{part:?} in {}", run.out);
    }
}

#[test]
fn the_candidates_text_can_not_act_on_a_terminal() {
    let session = Session::sealed();
    let path = session.bundle();
    for arguments in [&[][..], &["--full"], &["--format", "markdown"], &["--format", "json"]] {
        let run = interview(&[&["show", path.to_str().unwrap()], arguments].concat());
        let harmless = |c: char| c == '\n' || !c.is_control() && c != '\u{202e}';
        assert!(run.out.chars().all(harmless), "{:?}", run.out);
        assert!(run.out.contains("[2J") && run.out.contains("owned"), "{}", run.out);
    }
}

#[test]
fn words_stand_behind_a_bar_or_in_a_fence() {
    let session = Session::sealed();
    let show =
        |format| interview(&["show", "--format", format, session.bundle().to_str().unwrap()]).out;
    let shown = "\\u{1b}[2J\\u{1b}]0;owned\\u{7}\\u{202e}txt.exe\\u{9b}31m\n";
    let text = show("text");
    assert!(text.contains(&format!("\n    | fix it\n    | {shown}")), "{text}");
    let markdown = show("markdown");
    assert!(markdown.contains(&format!("\n```\nfix it\n{shown}```\n")), "{markdown}");
}

#[test]
fn a_timeline_as_json_keeps_what_was_said() {
    let session = Session::sealed();
    let run = interview(&["show", "--format", "json", session.bundle().to_str().unwrap()]);
    let read: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let prompt = &read["turns"][1]["prompt"]["text"]["text"];
    assert_eq!(prompt.as_str(), Some(crate::fixture::HOSTILE));
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
    let expected = "  line 2  not an event: `envelope` at byte 0\n    | no\\u{7} event\n";
    assert!(run.out.contains(expected), "{}", run.out);
}

#[test]
fn sessions_of_the_older_format_can_be_read() {
    let run = interview(&["show", legacy("01-honest-iteration").to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    for part in ["Transcript: 52 events, ", "unknown kind `x.interviewsignal.session_start`"] {
        assert!(run.out.contains(part), "{part:?} in {}", run.out);
    }
    assert!(run.out.contains("\n    | Before coding: compare token bucket"), "{}", run.out);
}

#[test]
fn a_path_that_is_not_there_ends_with_2() {
    let run = interview(&["show", "nowhere\u{1b}[2J"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("`nowhere<U+001B>[2J`") && run.err.contains("hint: "), "{}", run.err);
}
