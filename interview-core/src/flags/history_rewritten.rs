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
        let measure = match is_red {
            true => Measure {
                of_what: " of the lines explained",
                ..Measure::of(share, policy.history_rewritten_red_permille, "thousandth")
            },
            false => Measure::of(missing + u64::from(lost_base), 1, "commit"),
        };
        let lacks = (missing > 0).then(|| {
            format!(
                "The history that was submitted lacks {} that the log tells; {} amended, rebased or squashed on record.",
                count(missing, "commit"),
                match commits.rewritten_openly {
                    1 => "1 of them was".to_owned(),
                    openly => format!("{openly} of them were"),
                }
            )
        });
        let base = lost_base.then(|| {
            "The commit at the start is not among the ancestors of those submitted.".to_owned()
        });
        let detail = lacks.into_iter().chain(base).collect::<Vec<_>>().join(" ");
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "history rewritten",
            detail,
            commits.missing.iter().filter_map(|place| place.seq).collect(),
            measure,
        ))
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        evidence::{Class, CommitPlace},
        flags::testing::Scene,
    };

    #[test]
    fn red_needs_commits_that_vanished_and_lines_that_nobody_explains() {
        let check = |missing: u64, openly: u64, base: Option<bool>, told: u64, expected: &str| {
            let mut scene = Scene::new();
            scene.adds(told, Class::AssistantEdit, Some(0));
            scene.adds(1_000 - told, Class::Unexplained, None);
            let place = |seq| CommitPlace { id: None, seq: Some(seq), path: None, lines: None };
            let commits = &mut scene.evidence.commits;
            commits.missing = (0..missing).map(|n| place(5 + n)).collect();
            commits.rewritten_openly = openly;
            commits.base_is_ancestor = base;
            let told = scene.told("history_rewritten");
            assert_eq!(told, expected, "{missing} {openly} {base:?}");
        };
        check(0, 0, Some(true), 0, "none");
        check(0, 0, None, 0, "none");
        check(2, 2, None, 0, "yellow: 2 commits, threshold 1 commit, distance 1 commit, [5, 6]");
        check(1, 0, None, 500, "yellow: 1 commit, threshold 1 commit, distance 0 commits, [5]");
        check(
            0,
            0,
            Some(false),
            500,
            "yellow: 1 commit, threshold 1 commit, distance 0 commits, []",
        );
        let red = "red: 499 thousandths of the lines explained, \
                   threshold 500 thousandths of the lines explained, \
                   distance 1 thousandth of the lines explained";
        check(2, 1, None, 499, &format!("{red}, [5, 6]"));
        check(0, 0, Some(false), 499, &format!("{red}, []"));
    }
}
