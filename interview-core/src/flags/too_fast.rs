//! The session took a small part of its time.

use super::{
    Detector, Flag, Known,
    flag::{Measure, count, red_if, span},
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
        let is_short = match limit_ms {
            0 => elapsed_ms < policy.too_fast_without_limit_ms,
            _ => share < policy.too_fast_yellow_permille,
        };
        if !is_short {
            return None;
        }
        let is_red = limit_ms > 0
            && share < policy.too_fast_red_permille
            && known.meant_lines() >= policy.too_fast_red_lines;
        let threshold_ms = match (limit_ms, is_red) {
            (0, _) => policy.too_fast_without_limit_ms,
            (_, false) => limit_ms / 1000 * policy.too_fast_yellow_permille,
            (_, true) => limit_ms / 1000 * policy.too_fast_red_permille,
        };
        let allowed = match limit_ms {
            0 => String::new(),
            _ => format!(" of {} allowed", span(limit_ms)),
        };
        let detail = format!(
            "The session took {}{allowed} and adds {}. A small task or a practised hand may be all there is to it.",
            span(elapsed_ms),
            count(known.meant_lines(), "line")
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

#[cfg(test)]
mod tests {
    use crate::{evidence::Class, flags::testing::Scene};

    #[test]
    fn red_needs_little_time_and_many_lines() {
        let check = |limit_ms: u64, took_ms: u64, lines: u64, expected: &str| {
            let mut scene = Scene::of("full", limit_ms);
            scene.adds(lines, Class::AssistantEdit, Some(0)).wait(took_ms).end();
            assert_eq!(scene.told("too_fast"), expected, "{limit_ms} {took_ms} {lines}");
        };
        let hour = 3_600_000;
        check(hour, 540_000, 400, "none");
        check(hour, 539_999, 400, "yellow: 539999 ms, threshold 540000 ms, distance 1 ms, [0, 1]");
        check(
            hour,
            179_999,
            99,
            "yellow: 179999 ms, threshold 540000 ms, distance 360001 ms, [0, 1]",
        );
        check(
            hour,
            180_000,
            100,
            "yellow: 180000 ms, threshold 540000 ms, distance 360000 ms, [0, 1]",
        );
        check(hour, 179_999, 100, "red: 179999 ms, threshold 180000 ms, distance 1 ms, [0, 1]");
        check(0, 300_000, 400, "none");
        check(0, 299_999, 400, "yellow: 299999 ms, threshold 300000 ms, distance 1 ms, [0, 1]");
        assert_eq!(Scene::of("full", hour).told("too_fast"), "none", "it goes on");
    }
}
