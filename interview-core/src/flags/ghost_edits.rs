//! A large block of lines stood there at once, and the log doesn't tell who wrote it.

use super::{
    Detector, Flag, Known,
    flag::{Measure, count, red_if},
};
use crate::policy::FlagPolicy;

pub(super) struct GhostEdits;

impl Detector for GhostEdits {
    fn id(&self) -> &'static str {
        "ghost_edits"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let appeared = known.evidence.nowhere.appeared();
        let blocks: Vec<_> =
            appeared.filter(|(_, lines)| *lines >= policy.ghost_edits_yellow_lines).collect();
        let most = blocks.iter().map(|(_, lines)| *lines).max()?;
        let is_red = most >= policy.ghost_edits_red_lines;
        let threshold =
            if is_red { policy.ghost_edits_red_lines } else { policy.ghost_edits_yellow_lines };
        let detail = format!(
            "{} of lines appeared in a file at once, the largest with {}, and the log doesn't tell who wrote them. A scaffold, a file copied from elsewhere or an editor that isn't captured look like this.",
            count(blocks.len() as u64, "block"),
            count(most, "line")
        );
        let measure = Measure::of(most, threshold, "line");
        let evidence = blocks.iter().map(|(seq, _)| *seq).collect();
        Some(Flag::new(self.id(), red_if(is_red), "lines from nowhere", detail, evidence, measure))
    }
}

#[cfg(test)]
mod tests {
    use crate::{evidence::Class, flags::testing::Scene};

    #[test]
    fn only_blocks_that_nobody_wrote_count() {
        let check = |blocks: &[(u64, Class, Option<u64>)], expected: &str| {
            let mut scene = Scene::new();
            for (lines, class, seq) in blocks {
                scene.adds(*lines, *class, *seq);
            }
            assert_eq!(scene.told("ghost_edits"), expected, "{blocks:?}");
        };
        let nobody = Class::Unexplained;
        check(&[(29, nobody, Some(4))], "none");
        check(&[(29, nobody, Some(4)), (29, nobody, Some(5))], "none");
        check(&[(90, Class::AssistantEdit, Some(4)), (90, Class::RecorderGap, Some(5))], "none");
        check(&[(90, nobody, None)], "none");
        check(
            &[(30, nobody, Some(4)), (29, nobody, Some(5))],
            "yellow: 30 lines, threshold 30 lines, distance 0 lines, [4]",
        );
        check(
            &[(79, nobody, Some(4))],
            "yellow: 79 lines, threshold 30 lines, distance 49 lines, [4]",
        );
        check(
            &[(40, nobody, Some(7)), (80, nobody, Some(4))],
            "red: 80 lines, threshold 80 lines, distance 0 lines, [4, 7]",
        );
    }
}
