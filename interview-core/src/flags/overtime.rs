//! The session took longer than its limit. What that costs is the score's business.

use super::{
    Detector, Flag, Known,
    flag::{Measure, red_if, span},
};
use crate::policy::FlagPolicy;

pub(super) struct Overtime;

impl Detector for Overtime {
    fn id(&self) -> &'static str {
        "overtime"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let overtime = known.score.overtime.as_ref()?;
        let (limit_ms, over_ms) = (overtime.limit_ms?, overtime.over_ms.filter(|ms| *ms > 0)?);
        let is_red = over_ms > policy.overtime_red_ms;
        let free_ms = if is_red { policy.overtime_red_ms } else { 0 };
        let detail = format!(
            "The session took {} longer than its limit of {}.",
            span(over_ms),
            span(limit_ms)
        );
        let evidence = [known.session.start, known.session.end].into_iter().flatten();
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "over the time limit",
            detail,
            evidence.map(|moment| moment.seq).collect(),
            Measure::of(limit_ms.saturating_add(over_ms), limit_ms.saturating_add(free_ms), "ms"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use crate::flags::testing::Scene;

    #[test]
    fn time_over_the_limit_counts_to_the_millisecond() {
        let check = |limit_ms: u64, took_ms: u64, expected: &str| {
            let mut scene = Scene::of("full", limit_ms);
            scene.wait(took_ms).end();
            assert_eq!(scene.told("overtime"), expected, "{limit_ms} {took_ms}");
        };
        check(0, 9_000_000, "none");
        check(3_600_000, 3_600_000, "none");
        check(
            3_600_000,
            3_600_001,
            "yellow: 3600001 ms, threshold 3600000 ms, distance 1 ms, [0, 1]",
        );
        check(
            3_600_000,
            4_800_000,
            "yellow: 4800000 ms, threshold 3600000 ms, distance 1200000 ms, [0, 1]",
        );
        check(3_600_000, 4_800_001, "red: 4800001 ms, threshold 4800000 ms, distance 1 ms, [0, 1]");
    }
}
