//! The session took a small part of its time.

use super::{
    Detector, Flag, Known,
    flag::{Measure, red_if, span},
    known::permille,
};
use crate::policy::FlagPolicy;

pub(super) struct TooFast;

impl Detector for TooFast {
    fn id(&self) -> &'static str {
        "too_fast"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        known.session.end?;
        let (elapsed_ms, limit_ms) = (known.elapsed_ms(), known.session.limit_ms);
        let share = permille(elapsed_ms, limit_ms);
        let (is_short, threshold_ms) = match limit_ms {
            0 => {
                let threshold_ms = policy.too_fast_without_limit_ms;
                (elapsed_ms < threshold_ms, threshold_ms)
            }
            _ => {
                let threshold_ms = limit_ms / 1000 * policy.too_fast_yellow_permille;
                (share < policy.too_fast_yellow_permille, threshold_ms)
            }
        };
        if !is_short {
            return None;
        }
        let is_red = limit_ms > 0
            && share < policy.too_fast_red_permille
            && known.meant_lines() >= policy.too_fast_red_lines;
        let allowed = match limit_ms {
            0 => String::new(),
            _ => format!(" of {} allowed", span(limit_ms)),
        };
        let detail = format!(
            "The session took {}{allowed} and adds {} lines. A small task or a practised hand may be all there is to it.",
            span(elapsed_ms),
            known.meant_lines()
        );
        let evidence = [known.session.start, known.session.end].into_iter().flatten();
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "very short",
            detail,
            evidence.map(|moment| moment.seq).collect(),
            Measure::of(elapsed_ms, threshold_ms, "ms"),
        ))
    }
}
