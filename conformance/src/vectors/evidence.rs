//! Attribution: who wrote which line of a small file, what can't be attributed, and the bounds.

use interview_core::{api::observe, limits};
use serde_json::{Value, json};

use super::{
    case::Case,
    session::{COMMITS, Session},
    writer::{Setup, Writer},
};

pub(super) fn cases() -> Vec<Case> {
    [written(), unread(), bounds()].concat()
}

/// `attribute` of a log with a diff and commits beside it; nobody sealed it.
fn of(name: &str, about: &str, session: &Session) -> Case {
    Case::verify("x", "x", session).again("attribute", &format!("attribute-{name}"), about).bare()
}

fn submitted(writer: &Writer, diff: &str) -> Session {
    let mut session = writer.unsealed();
    session.diff = Some(diff.into());
    session.commits = Some(COMMITS.into());
    session
}

/// A file event from what the file held before and after.
fn edit(writer: &mut Writer, kind: &str, origin: &str, cause: &str, texts: [Option<&str>; 2]) {
    let [before, after] = texts.map(|text| text.map(str::as_bytes));
    for observed in observe(&writer.line_salt(), before, after) {
        let mut data = json!(observed);
        data["path"] = "src/units.rs".into();
        data["cause"] = cause.into();
        writer.event(kind, origin, &data.to_string());
    }
}

/// A diff that adds a file of these lines.
pub(super) fn added(path: &str, lines: &[&str]) -> String {
    let body: String = lines.iter().map(|line| format!("+{line}\n")).collect();
    format!(
        "diff --git a/{path} b/{path}\nnew file mode 100644\nindex {}..{}\n--- /dev/null\n+++ b/{path}\n\
         @@ -0,0 +1,{} @@\n{body}",
        "0".repeat(40),
        "1".repeat(40),
        lines.len()
    )
}

/// Counts of lines by class, those that aren't named 0.
fn classes(named: &[(&str, u64)]) -> Value {
    let mut classes = json!({
        "assistant_edit": 0, "assistant_shell": 0, "formatter": 0, "candidate_editor": 0,
        "generated": 0, "trivial": 0, "recorder_gap": 0, "out_of_step": 0, "unexplained": 0,
    });
    for (class, lines) in named {
        classes[*class] = (*lines).into();
    }
    classes
}

fn span(line: u64, lines: u64, class: &str, seq: Option<u64>) -> Value {
    json!({ "line": line, "lines": lines, "class": class, "seq": seq, "note": null })
}

/// What the commits of every session say beside a log that tells none.
fn commits() -> Value {
    json!({
        "recorded": 0, "submitted": 1, "base_is_ancestor": null, "missing": [],
        "rewritten_openly": 0, "outside_session": [], "untouched": [],
        "turns_without_commit": 0, "omitted": 0,
    })
}

fn written() -> Vec<Case> {
    let mut writer = Writer::new("attribute", Setup::ticketed());
    writer.prompt("Parse units, please.");
    let first = "fn hours() {\n    60\n}\n";
    edit(&mut writer, "file_edit", "assistant", "tool", [None, Some(first)]);
    let second = "fn hours() {\n    60\n}\nfn days() -> u64 { 1_440 }\n";
    edit(&mut writer, "file_change", "editor", "typing", [Some(first), Some(second)]);
    let lines = [
        "fn hours() {",
        "    60",
        "}",
        "fn days() -> u64 { 1_440 }",
        "fn weeks() -> u64 { 10_080 }",
    ];
    let hands = [("assistant_edit", 2), ("candidate_editor", 1), ("trivial", 1)];
    let file = |path: &str, counts: Value, spans: Value| {
        json!({
            "path": path, "added": 5, "removed": 0, "binary": false, "out_of_step_since": null,
            "classes": counts, "spans": spans,
        })
    };
    let counts = classes(&[&hands[..], &[("unexplained", 1)]].concat());
    let spans = json!([
        span(1, 2, "assistant_edit", Some(3)),
        span(3, 1, "trivial", Some(3)),
        span(4, 1, "candidate_editor", Some(4)),
        span(5, 1, "unexplained", None),
    ]);
    let diff = added("src/units.rs", &lines);
    let told = json!({
        "added": 5, "classes": counts, "coverage": { "n": 3, "of": 4 },
        "files": [file("src/units.rs", counts.clone(), spans)], "files_omitted": 0,
        "commits": commits(), "flaws": [],
    });
    let counts = classes(&[("trivial", 1), ("unexplained", 4)]);
    let spans = json!([
        span(1, 2, "unexplained", None),
        span(3, 1, "trivial", None),
        span(4, 2, "unexplained", None),
    ]);
    let untold = json!({
        "added": 5, "classes": counts, "coverage": { "n": 0, "of": 4 },
        "files": [file("src/other.rs", counts.clone(), spans)], "files_omitted": 0,
        "commits": commits(), "flaws": [],
    });
    let again = diff.repeat(3);
    let mut thrice = told.clone();
    let third = json!([
        span(1, 2, "unexplained", None),
        span(3, 1, "trivial", None),
        span(4, 2, "unexplained", None),
    ]);
    let third = file("src/units.rs", classes(&[("trivial", 1), ("unexplained", 4)]), third);
    thrice["files"] = json!([told["files"][0], told["files"][0], third]);
    thrice["added"] = 15.into();
    thrice["coverage"] = json!({ "n": 6, "of": 12 });
    thrice["classes"] = classes(&[
        ("assistant_edit", 4),
        ("candidate_editor", 2),
        ("trivial", 3),
        ("unexplained", 6),
    ]);
    vec![
        of(
            "path-thrice",
            "A diff has a path three times: the log is asked for it twice, as git's own diffs need.",
            &submitted(&writer, &again),
        )
        .output(thrice)
        .negative(),
        of(
            "three-hands",
            "An assistant and an editor wrote lines, and one the log doesn't tell.",
            &submitted(&writer, &diff),
        )
        .output(told),
        of(
            "other-path",
            "The same lines stand in a file that the log doesn't tell.",
            &submitted(&writer, &added("src/other.rs", &lines)),
        )
        .output(untold)
        .negative(),
    ]
}

/// Evidence without lines.
fn without_lines(flaws: Value) -> Value {
    json!({
        "added": null, "classes": classes(&[]), "coverage": { "n": 0, "of": 0 }, "files": [],
        "files_omitted": 0, "commits": commits(), "flaws": flaws,
    })
}

fn unread() -> Vec<Case> {
    let mut writer = Writer::new("attribute-unread", Setup::ticketed());
    writer.prompt("Parse units, please.");
    let mut none = submitted(&writer, "");
    none.diff = None;
    let mut no_log = submitted(&writer, "");
    no_log.replace_events(b"no log\n");
    let refused = |name: &str, about: &str, policy: Value| {
        of(name, about, &submitted(&writer, ""))
            .options(json!({ "policy": policy }))
            .error("invalid_options")
    };
    vec![
        of("no-diff", "Without a diff no line can be attributed.", &none)
            .output(without_lines(json!([])))
            .negative(),
        of("no-log", "A log that can't be read attributes nothing.", &no_log)
            .output(Value::Null)
            .negative(),
        refused("profile-unknown", "There is no such profile.", json!({ "profile": "strict" })),
        refused(
            "window-negative",
            "A time is negative.",
            json!({ "evidence": { "shell_window_ms": -1 } }),
        ),
        refused(
            "pattern-empty",
            "A pattern would match no file.",
            json!({ "evidence": { "generated": [""] } }),
        ),
        refused(
            "patterns-257",
            "There is one pattern too many.",
            json!({ "evidence": { "generated": vec!["*.lock"; limits::PATTERNS + 1] } }),
        ),
    ]
}

/// Lines of two classes by turns, so that each is a span of its own.
fn bounds() -> Vec<Case> {
    let mut writer = Writer::new("attribute-bounds", Setup::ticketed());
    writer.prompt("Parse units, please.");
    // The file itself counts as one.
    let most = limits::SPANS - 1;
    let lines: Vec<&str> = ["x", "}"].into_iter().cycle().take(most + 1).collect();
    let half = lines.len() as u64 / 2;
    let counts = classes(&[("trivial", half), ("unexplained", half)]);
    let mut evidence = without_lines(json!([]));
    evidence["added"] = lines.len().into();
    evidence["classes"] = counts;
    evidence["coverage"] = json!({ "n": 0, "of": half });
    evidence["files_omitted"] = 1.into();
    vec![
        of(
            "100000-spans",
            "A file with more spans than are listed is counted as left out, and its lines as well.",
            &submitted(&writer, &added("a", &lines)),
        )
        .output(evidence),
        of(
            "4000001-lines",
            "A diff with one line more than may be is told as a flaw.",
            &submitted(&writer, &added("a", &vec!["x"; limits::DIFF_LINES as usize + 1])),
        )
        .output(without_lines(json!([
            { "file": "changes.diff", "line": 6, "reason": "too_many_lines" }
        ])))
        .negative(),
    ]
}
