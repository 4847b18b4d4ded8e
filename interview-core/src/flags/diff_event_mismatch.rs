//! The diff adds lines of which the log tells nothing at all, not even that they appeared.

use super::{
    Detector, Flag, Known,
    flag::{Measure, count, red_if},
    known::permille,
};
use crate::{evidence::Untold, policy::FlagPolicy};

pub(super) struct DiffEventMismatch;

impl Detector for DiffEventMismatch {
    fn id(&self) -> &'static str {
        "diff_event_mismatch"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let Untold { lines, files } = known.evidence.nowhere.untold();
        let share = permille(lines, known.meant_lines());
        if lines < policy.diff_event_mismatch_yellow_lines
            || share < policy.diff_event_mismatch_permille
            || known.session.capture == "manual"
        {
            return None;
        }
        let is_red = lines >= policy.diff_event_mismatch_red_lines;
        let threshold = if is_red {
            policy.diff_event_mismatch_red_lines
        } else {
            policy.diff_event_mismatch_yellow_lines
        };
        let detail = format!(
            "The diff adds {} in {} of which the log tells nothing.",
            count(lines, "line"),
            count(files, "file")
        );
        let evidence = known.session.end.map(|end| end.seq).into_iter().collect();
        let measure = Measure::of(lines, threshold, "line");
        Some(Flag::new(self.id(), red_if(is_red), "diff without events", detail, evidence, measure))
    }
}

#[cfg(test)]
mod tests {
    use crate::{evidence::Class, flags::testing::Scene};

    #[test]
    fn many_lines_and_a_large_share_must_be_untold() {
        let check = |capture: &str, untold: u64, told: u64, expected: &str| {
            let mut scene = Scene::of(capture, 0);
            scene.adds(untold, Class::Unexplained, None);
            scene.adds(told, Class::AssistantEdit, Some(0)).end();
            assert_eq!(scene.told("diff_event_mismatch"), expected, "{capture} {untold} {told}");
        };
        check("full", 49, 0, "none");
        check("full", 50, 117, "none");
        check("manual", 400, 0, "none");
        check("full", 50, 116, "yellow: 50 lines, threshold 50 lines, distance 0 lines, [1]");
        check("partial", 99, 0, "yellow: 99 lines, threshold 50 lines, distance 49 lines, [1]");
        check("full", 100, 200, "red: 100 lines, threshold 100 lines, distance 0 lines, [1]");
    }
}
