//! The history no longer has commits that the log tells.

use super::{
    Detector, Flag, Known,
    flag::{Measure, count, red_if},
    known::permille,
};
use crate::policy::FlagPolicy;

pub(super) struct HistoryRewritten;

impl Detector for HistoryRewritten {
    fn id(&self) -> &'static str {
        "history_rewritten"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let commits = &known.evidence.commits;
        let lost_base = commits.base_is_ancestor == Some(false);
        if commits.missing.is_empty() && !lost_base {
            return None;
        }
        let missing = commits.missing.len() as u64;
        let hidden = missing.saturating_sub(commits.rewritten_openly);
        let share = permille(known.evidence.coverage.n, known.evidence.coverage.of);
        let is_red = (hidden > 0 || lost_base)
            && known.meant_lines() > 0
            && share < policy.history_rewritten_red_permille;
        let base =
            if lost_base { " The commit at the start is not among its ancestors." } else { "" };
        let detail = format!(
            "The history that was submitted lacks {} that the log tells; {} of them were amended, rebased or squashed on record.{base}",
            count(missing, "commit"),
            commits.rewritten_openly
        );
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "history rewritten",
            detail,
            commits.missing.iter().filter_map(|place| place.seq).collect(),
            Measure::of(missing, 0, "commits"),
        ))
    }
}
