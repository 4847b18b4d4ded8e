//! Commits have files that no event touched since the commit before.

use super::{
    Detector, Flag, Known,
    flag::{Measure, count, red_if},
};
use crate::policy::FlagPolicy;

pub(super) struct CommitEventMismatch;

impl Detector for CommitEventMismatch {
    fn id(&self) -> &'static str {
        "commit_event_mismatch"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let commits = &known.evidence.commits;
        let rewrites: Vec<u64> = known
            .session
            .commits
            .iter()
            .filter(|commit| commit.cause.as_deref().is_some_and(|cause| cause != "committed"))
            .map(|commit| commit.told.seq)
            .collect();
        // What was amended, rebased or merged brings along what was committed before.
        let plain: Vec<_> = commits
            .untouched
            .iter()
            .filter(|place| place.seq.is_none_or(|seq| rewrites.binary_search(&seq).is_err()))
            .collect();
        let (first, outside) = (plain.first(), commits.outside_session.len() as u64);
        if first.is_none() && outside == 0 {
            return None;
        }
        let lines: u64 = plain.iter().filter_map(|place| place.lines).sum();
        let detail = format!(
            "Commits have {} that no event touched since the commit before, with {}. Dated outside the session: {}.",
            count(plain.len() as u64, "file"),
            count(lines, "added line"),
            count(outside, "commit")
        );
        let evidence = plain.iter().filter_map(|place| place.seq).collect();
        Some(Flag::new(
            self.id(),
            red_if(lines >= policy.commit_event_mismatch_red_lines),
            "commits without events",
            detail,
            evidence,
            Measure::of(lines, policy.commit_event_mismatch_red_lines, "lines"),
        ))
    }
}
