//! The recorder's clock was set while it recorded, or runs otherwise than the witnesses'. Small steps
//! that go one way add up: a log that a script writes later moves from anchor to anchor.

use super::{
    ClockStep, Detector, Flag, Known,
    flag::{Measure, count, red_if, span},
};
use crate::policy::FlagPolicy;

pub(super) struct ClockAnomaly;

impl Detector for ClockAnomaly {
    fn id(&self) -> &'static str {
        "clock_anomaly"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let is_large = |step: &&ClockStep| step.ms.unsigned_abs() >= policy.clock_anomaly_yellow_ms;
        let steps: Vec<_> = known.clock.iter().filter(is_large).collect();
        let drift = known.drift.as_ref().filter(is_large);
        let most = steps.iter().copied().chain(drift).map(|step| step.ms.unsigned_abs()).max()?;
        let detail = format!(
            "The recorder's clock moved by {} against a witness's or its own earlier time, in {}. Computers set their clock by themselves, rarely by so much.",
            span(most),
            match steps.len() as u64 {
                0 => "many small steps".to_owned(),
                steps => count(steps, "large step"),
            }
        );
        let is_red = most >= policy.clock_anomaly_red_ms;
        let threshold =
            if is_red { policy.clock_anomaly_red_ms } else { policy.clock_anomaly_yellow_ms };
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "clock changed",
            detail,
            steps.into_iter().chain(drift).map(|step| step.seq).collect(),
            Measure::of(most, threshold, "ms"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flags::testing::Scene;

    #[test]
    fn steps_count_either_way_and_small_ones_add_up() {
        let check = |steps: &[i64], drift: Option<i64>, expected: &str| {
            let mut scene = Scene::new();
            let steps = steps.iter().zip(3..);
            scene.clock = steps.map(|(ms, seq)| ClockStep { seq, ms: *ms }).collect();
            scene.drift = drift.map(|ms| ClockStep { seq: 9, ms });
            assert_eq!(scene.told("clock_anomaly"), expected, "{drift:?}");
        };
        check(&[59_999, -59_999], Some(59_999), "none");
        check(&[5, -60_000], None, "yellow: 60000 ms, threshold 60000 ms, distance 0 ms, [4]");
        check(&[599_999], None, "yellow: 599999 ms, threshold 60000 ms, distance 539999 ms, [3]");
        check(&[], Some(-600_000), "red: 600000 ms, threshold 600000 ms, distance 0 ms, [9]");
        check(
            &[70_000],
            Some(600_001),
            "red: 600001 ms, threshold 600000 ms, distance 1 ms, [3, 9]",
        );
    }
}
