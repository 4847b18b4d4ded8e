//! Flags: one that is raised and its threshold, none, where nothing can be searched, policies that
//! are refused, and the bounds of what a flag rests on.

use interview_core::limits;
use serde_json::{Value, json};

use super::{
    case::Case,
    evidence::added,
    session::Session,
    writer::{Setup, Writer},
};

pub(super) fn cases() -> Vec<Case> {
    [pastes(), refused(), bounds()].concat()
}

fn of(name: &str, about: &str, session: &Session) -> Case {
    Case::verify("x", "x", session).again("flags", &format!("flags-{name}"), about).bare()
}

/// A log that goes on, in which so many lines were pasted so often.
fn pasted(lines: u64, times: usize) -> Session {
    let mut writer = Writer::new("flags", Setup::ticketed());
    for _ in 0..times {
        writer.event("paste", "editor", &format!("{{\"bytes\":900,\"lines\":{lines}}}"));
    }
    writer.unsealed()
}

/// The flag of pastes of 30 lines.
fn bulk_paste(pastes: &str, evidence: Vec<usize>) -> Value {
    json!([{
        "id": "bulk_paste",
        "severity": "yellow",
        "label": "large paste",
        "detail": format!(
            "{pastes} of many lines went into the editor, the largest with 30 lines. The log doesn't \
             tell where they were copied."
        ),
        "evidence": evidence,
        "measured": "30 lines",
        "threshold": "25 lines",
        "distance": "5 lines",
    }])
}

fn pastes() -> Vec<Case> {
    let with =
        |yellow: u64| json!({ "policy": { "flags": { "bulk_paste_yellow_lines": yellow } } });
    let mut no_log = pasted(30, 1);
    no_log.replace_events(b"no log\n");
    let legacy = json!({ "policy": { "profile": "legacy" } });
    vec![
        of("paste", "30 lines were pasted.", &pasted(30, 1))
            .output(bulk_paste("1 paste", vec![2]))
            .negative(),
        of("none", "24 lines are below the threshold.", &pasted(24, 1)).output(json!([])),
        of("policy", "The caller's policy has a threshold of 31 lines.", &pasted(30, 1))
            .options(with(31))
            .output(json!([])),
        of(
            "profile-legacy",
            "The profile of older logs has no flags for this format.",
            &pasted(30, 1),
        )
        .options(legacy)
        .output(Value::Null)
        .negative(),
        of("no-log", "A log that can't be read isn't searched.", &no_log)
            .output(Value::Null)
            .negative(),
    ]
}

fn refused() -> Vec<Case> {
    let refused = |name: &str, about: &str, policy: Value| {
        of(name, about, &pasted(30, 1))
            .options(json!({ "policy": policy }))
            .error("invalid_options")
    };
    let threshold = |value: Value| json!({ "flags": { "bulk_paste_yellow_lines": value } });
    vec![
        refused("profile-unknown", "There is no such profile.", json!({ "profile": "strict" })),
        refused("threshold-negative", "A threshold is negative.", threshold(json!(-1))),
        refused("threshold-fraction", "A threshold is no whole number.", threshold(json!(25.5))),
        refused(
            "threshold-2-64",
            "A threshold is 2^64.",
            threshold(json!(18_446_744_073_709_551_616_f64)),
        ),
        refused("threshold-text", "A threshold is text.", threshold(json!("25"))),
        refused(
            "threshold-misspelt",
            "A threshold is misspelt.",
            json!({ "flags": { "bulk_paste": 25 } }),
        ),
    ]
}

fn bounds() -> Vec<Case> {
    let most = limits::FLAG_EVIDENCE;
    let seqs: Vec<usize> = (2..2 + most).collect();
    let dated = |commits: usize, listed: usize| {
        let mut session = pasted(24, 0);
        let unit = "{\"commit_time_s\":0}";
        session.commits =
            Some(format!("[{}{unit}]", format!("{unit},").repeat(commits - 1)).into());
        let about = match commits == listed {
            true => "As many commits outside the session as are listed.",
            false => "One commit more than are listed.",
        };
        of(&format!("{commits}-commits"), about, &session)
            .output(json!([{
                "id": "commit_event_mismatch",
                "severity": "yellow",
                "label": "commits without events",
                "detail": format!("{listed} commits are dated outside the session."),
                "evidence": [],
                "measured": format!("{listed} commits"),
                "threshold": "1 commit",
                "distance": format!("{} commits", listed - 1),
            }]))
            .negative()
    };
    // Each line is a span of its own, and the file counts as one more.
    let untold = |spans: usize, about: &str| {
        let mut session = pasted(24, 0);
        let lines: Vec<&str> = ["x", "}"].into_iter().cycle().take(spans - 1).collect();
        session.diff = Some(added("a", &lines).into());
        of(&format!("{spans}-spans"), about, &session)
            .output(json!([{
                "id": "diff_event_mismatch",
                "severity": "red",
                "label": "diff without events",
                "detail": "The diff adds 50000 lines in 1 file of which the log tells nothing.",
                "evidence": [],
                "measured": "50000 lines",
                "threshold": "100 lines",
                "distance": "49900 lines",
            }]))
            .negative()
    };
    vec![
        untold(limits::SPANS, "As many spans as are listed, half of them of lines."),
        untold(
            limits::SPANS + 1,
            "One more than are listed: what isn't listed counts all the same.",
        ),
        of("50-events", "A flag with as many events as are listed.", &pasted(30, most))
            .output(bulk_paste(&format!("{most} pastes"), seqs.clone()))
            .negative(),
        of("51-events", "Of more events the first are listed.", &pasted(30, most + 1))
            .output(bulk_paste(&format!("{} pastes", most + 1), seqs))
            .negative(),
        dated(limits::COMMIT_PLACES, limits::COMMIT_PLACES),
        dated(limits::COMMIT_PLACES + 1, limits::COMMIT_PLACES),
    ]
}
