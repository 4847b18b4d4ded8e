//! The diff adds lines of which the log tells nothing at all, not even that they appeared.

use super::{
    Detector, Flag, Known,
    flag::{Measure, count, red_if},
    known::permille,
};
use crate::policy::FlagPolicy;

pub(super) struct DiffEventMismatch;

impl Detector for DiffEventMismatch {
    fn id(&self) -> &'static str {
        "diff_event_mismatch"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let untold = known.untold_spans().filter(|span| span.seq.is_none());
        let lines: u64 = untold.map(|span| span.lines).sum();
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
        let files = known.evidence.files.iter().filter(|file| {
            file.spans.iter().any(|span| span.is_from_nowhere() && span.seq.is_none())
        });
        let detail = format!(
            "The diff adds {} in {} of which the log tells nothing.",
            count(lines, "line"),
            count(files.count() as u64, "file")
        );
        let evidence = known.session.end.map(|end| end.seq).into_iter().collect();
        let measure = Measure::of(lines, threshold, "lines");
        Some(Flag::new(self.id(), red_if(is_red), "diff without events", detail, evidence, measure))
    }
}
