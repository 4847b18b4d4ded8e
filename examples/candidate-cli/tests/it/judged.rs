//! What a Report says of a session beyond the verdict: flags, time, lines, commits and activity.

use crate::fixture::{Session, interview, legacy, vector};

/// The page's lines of one section.
fn section(page: &str, head: &str) -> Vec<String> {
    let lines = page.lines().skip_while(|line| line.split("  ").next() != Some(head)).skip(1);
    lines.take_while(|line| line.starts_with(' ')).map(str::to_owned).collect()
}

/// The page has this section with lines that begin so, in this order.
fn check(page: &str, head: &str, expected: &[&str]) {
    let lines = section(page, head);
    assert_eq!(lines.len(), expected.len(), "{head}:\n{page}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.starts_with(expected), "{line:?} isn't {expected:?}");
    }
}

fn page(name: &str) -> String {
    interview(&["verify", vector(name).to_str().unwrap()]).out
}

#[test]
fn flags_are_told_with_what_they_rest_on_red_ones_first() {
    check(
        &page("honest-every-kind"),
        "flags",
        &[
            "  red      history rewritten: The history that was submitted lacks 1 commit",
            "           amended, rebased or squashed on record. The commit",
            "           submitted. [history_rewritten]",
            "           measured 0 thousandths of the lines explained, threshold 500 thousandths of the lines",
            "  yellow   very short: The session took 51 s of 1 h 0 min allowed",
            "           hand may be all there is to it. [too_fast]",
            "           measured 51.000 s, threshold 9 min 00 s; events 0, 34",
        ],
    );
    assert!(page("honest-unsealed").contains("\nflags  none\n"));
    let legacy = interview(&["verify", legacy("01-honest-iteration").to_str().unwrap()]).out;
    check(
        &legacy,
        "flags",
        &[
            "  yellow   no iteration: ",
            "           rule of interviewsignal",
            "           measured 0 iterations",
        ],
    );
}

#[test]
fn time_names_the_clocks_and_the_limit() {
    check(
        &page("honest"),
        "time",
        &[
            "  elapsed      21.000 s",
            "  start        2026-11-20 12:00:00 UTC, by the recorder's clock",
            "  end          2026-11-20 12:00:21 UTC, by the recorder's clock",
            "  limit        1 h 00 min, kept",
        ],
    );
    let keys = [
        "relay.example/tickets+d1b30636+AYE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU",
        "witness.example/w1+d9ed62c5+BO1JKMYo0cLG6ukDOJBZlWEpWSc6XGP5NjbBRhSshzfR",
    ];
    let bundle = vector("honest");
    let arguments = ["verify", "--trust", keys[0], "--trust", keys[1], bundle.to_str().unwrap()];
    check(
        &interview(&arguments).out,
        "time",
        &[
            "  elapsed      1 min 22 s; 21.000 s by the recorder's clock",
            "  start        2026-11-20 11:59:00 UTC, by the ticket",
            "  end          2026-11-20 12:00:22 UTC, by a signature over the end",
            "  limit        1 h 00 min, kept",
        ],
    );
    check(&page("honest-unsealed"), "time", &[]);
}

#[test]
fn lines_and_commits_are_told_where_there_are_some() {
    let shown = page("honest-every-kind");
    check(
        &shown,
        "lines",
        &[
            "  added        2",
            "  explained    0 of 2",
            "  classes      recorder_gap 2",
            "  src/duration.rs  +2 -1  recorder_gap 2",
        ],
    );
    check(
        &shown,
        "commits",
        &[
            "  told         1 in the log, 1 submitted",
            "  base         the commit at the start is no ancestor",
            "  missing      a56145270ce6 (event 23)",
            "  untouched    src/café 100%25 %FF.rs +9007199254740991 (event 23)",
        ],
    );
    check(&page("honest-unsealed"), "lines", &[]);
    check(&page("honest-unsealed"), "commits", &[]);
}

#[test]
fn a_diff_that_can_not_be_read_is_named_with_its_line() {
    let session = Session::sealed();
    let diff = session.bundle().join("changes.diff");
    std::fs::write(diff, "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ nonsense @@\n").unwrap();
    let run = interview(&["verify", session.bundle().to_str().unwrap()]);
    check(&run.out, "lines", &["  not read     changes.diff line 4: hunk_header"]);
}

#[test]
fn a_session_tells_how_it_was_worked() {
    let lines = section(&page("honest-unsealed"), "session");
    for expected in [
        "  activity     2 prompts, 2 turns, 1 tool call, 2 edits; active for 16.500 s",
        "  tests        1 of 1 run passed, the first at event 11 after 16.500 s; the last passed",
        "  longest gap  3.000 s, before event 8",
    ] {
        assert!(lines.iter().any(|line| line == expected), "{expected:?} in {lines:#?}");
    }
    assert_eq!(section(&page("honest-log-start"), "flags"), [""; 0]);
}

#[test]
fn a_flag_is_explained_by_its_events() {
    let bundle = vector("honest-every-kind");
    let run = interview(&["verify", "--explain", "history_rewritten", bundle.to_str().unwrap()]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for expected in [
        "red      history rewritten: ",
        "\n     23  2026-11-20 12:00:34  commit  recorder\n         {",
        "\"id\":\"a56145270ce6b3bebd1dd012b73948677dd618d4\"",
    ] {
        assert!(run.out.contains(expected), "{expected:?} in {}", run.out);
    }
    assert!(!run.out.contains("\n      0  "), "{}", run.out);
    let run = interview(&[
        "verify",
        "--explain",
        "no_iteration",
        legacy("01-honest-iteration").to_str().unwrap(),
    ]);
    assert!(run.out.contains("no event is behind it"), "{}", run.out);
}

#[test]
fn what_a_flag_rests_on_can_not_act_on_a_terminal() {
    let session = Session::sealed();
    let bundle = session.bundle();
    let run = interview(&["verify", "--explain", "few_interactions", bundle.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("<U+202E>"), "{}", run.out);
    assert!(!run.out.contains(['\u{1b}', '\u{202e}']), "{:?}", run.out);
}

#[test]
fn a_flag_that_was_not_raised_is_an_error_that_lists_the_others() {
    let check = |name: &str, arguments: &[&str], error: &str, hint: &str| {
        let bundle = vector(name);
        let run = interview(&[&["verify"], arguments, &[bundle.to_str().unwrap()]].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert_eq!(run.err, format!("error: {error}\nhint: {hint}\n"));
    };
    let raised = "raised: too_fast, history_rewritten";
    let name = "honest-every-kind";
    check(name, &["--explain", "overtime"], "`overtime` was not raised on this session", raised);
    check(name, &["--explain", "\u{1b}[2J"], "`<U+001B>[2J` is no flag", raised);
    check(
        name,
        &["--profile", "legacy", "--explain", "bulk_paste"],
        "`bulk_paste` was not looked for: this log was not searched for flags",
        "no flag was raised on it",
    );
    let bundle = vector(name);
    let bundle = bundle.to_str().unwrap();
    let run = interview(&["verify", "--explain", "history_rewritten", bundle, bundle]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("hint: name one path"), "{}", run.err);
}

#[test]
fn only_the_log_is_checked_where_that_is_asked_for() {
    let session = Session::sealed();
    let bundle = session.bundle();
    let report = |arguments: &[&str]| -> serde_json::Value {
        let run = interview(&[&["verify", "--json", bundle.to_str().unwrap()], arguments].concat());
        serde_json::from_str(&run.out).unwrap()
    };
    let (whole, log) = (report(&[]), report(&["--only-log"]));
    for member in ["evidence", "flags", "score"] {
        assert!(!whole[member].is_null() && log[member].is_null(), "{member}");
    }
    for member in ["verdict", "findings", "assurance"] {
        assert_eq!(whole[member], log[member]);
    }
}

#[test]
fn a_profile_goes_before_that_of_the_policy() {
    let session = Session::sealed();
    let policy = session.file("policy.json", r#"{"profile":"legacy"}"#);
    let bundle = session.bundle();
    let flags = |arguments: &[&str]| {
        let arguments = [&["verify", "--json", bundle.to_str().unwrap()], arguments].concat();
        let run = interview(&arguments);
        let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        (report["policy"]["profile"].as_str().unwrap().to_owned(), report["flags"].is_null())
    };
    let policy = policy.to_str().unwrap();
    assert_eq!(flags(&[]), ("standard".to_owned(), false));
    assert_eq!(flags(&["--profile", "legacy"]), ("legacy".to_owned(), true));
    assert_eq!(flags(&["--policy", policy]), ("legacy".to_owned(), true));
    assert_eq!(
        flags(&["--policy", policy, "--profile", "standard"]),
        ("standard".to_owned(), false)
    );
    assert_eq!(interview(&["verify", "--profile", "mine", policy]).code, 2);
}
