//! Commits beside the log: what a clock that was set, or a long list, must not turn into a finding.

use interview_core::{
    event::{Event, Timestamp},
    evidence::{Collector, CommitEvidence},
    limits,
    policy::EvidencePolicy,
};

const START_MS: i64 = 1_790_000_000_000;

/// What the commits of `commits.json` say beside prompts at these minutes and one commit of these
/// files at the last of them.
fn check(minutes: &[i64], files: u64, commits: &str) -> CommitEvidence {
    let mut collector = Collector::new(&EvidencePolicy::default());
    let paths: Vec<_> = (0..files).map(|n| format!("{{\"path\":\"f{n}\"}}")).collect();
    let commit = format!("{{\"files\":[{}]}}", paths.join(","));
    for (seq, minute) in (0..).zip(minutes) {
        let (kind, data) = match seq + 1 == minutes.len() as u64 {
            true => ("commit", commit.as_str()),
            false => ("user_prompt", "{\"text\":\"go on\"}"),
        };
        let at = Timestamp::from_ms(START_MS + minute * 60_000).unwrap();
        collector.take(&Event { seq, at, kind, origin: "recorder", data });
    }
    let (evidence, _) = collector.finish(None, Some(commits.as_bytes()));
    evidence.commits
}

#[test]
fn a_clock_that_is_set_back_moves_no_commit_out_of_the_session() {
    let at = |minute: i64| format!("[{{\"commit_time_s\":{}}}]", START_MS / 1000 + minute * 60);
    let outside = |minutes: &[i64], minute| check(minutes, 0, &at(minute)).outside_session.len();
    assert_eq!(outside(&[0, 20, -100, -80], 15), 0);
    assert_eq!(outside(&[0, 20, -100, -80], -90), 0);
    assert_eq!(outside(&[0, 20, -100, -80], 30), 1);
    assert_eq!(outside(&[0, 20], 60), 1);
}

#[test]
fn what_is_not_listed_is_counted() {
    let many = limits::COMMIT_PLACES as u64 + 7;
    let found = check(&[0, 1], many, "[]");
    assert_eq!((found.untouched.len() as u64, found.omitted), (many - 7, 7));
    let outside = vec!["{\"commit_time_s\":0}"; limits::COMMIT_PLACES + 7].join(",");
    let found = check(&[0, 1], 0, &format!("[{outside}]"));
    assert_eq!((found.outside_session.len() as u64, found.omitted), (many - 7, 7));
    assert_eq!(found.submitted, Some(many));
}

#[test]
fn what_differed_at_the_start_may_be_committed_once() {
    let mut collector = Collector::new(&EvidencePolicy::default());
    let events = [
        ("git_snapshot", r#"{"cause":"start","files":[{"path":"scaffold.py"}]}"#),
        ("commit", r#"{"files":[{"path":"scaffold.py","added":300}]}"#),
        ("commit", r#"{"files":[{"path":"scaffold.py","added":300}]}"#),
    ];
    for (seq, (kind, data)) in (0..).zip(&events) {
        let at = Timestamp::from_ms(START_MS).unwrap();
        collector.take(&Event { seq, at, kind, origin: "recorder", data });
    }
    let (evidence, _) = collector.finish(None, None);
    let untouched: Vec<_> = evidence.commits.untouched.iter().map(|place| place.seq).collect();
    assert_eq!(untouched, [Some(2)]);
}
