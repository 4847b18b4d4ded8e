//! The recorder's clock was set while it recorded, or runs otherwise than the witnesses'.

use super::{
    Detector, Flag, Known,
    flag::{Measure, count, red_if, span},
};
use crate::policy::FlagPolicy;

pub(super) struct ClockAnomaly;

impl Detector for ClockAnomaly {
    fn id(&self) -> &'static str {
        "clock_anomaly"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let large = |ms: &u64| *ms >= policy.clock_anomaly_yellow_ms;
        let steps: Vec<_> =
            known.clock.iter().filter(|step| large(&step.ms.unsigned_abs())).collect();
        let most = steps.iter().map(|step| step.ms.unsigned_abs()).max()?;
        let detail = format!(
            "The recorder's clock changed by more than expected {}, at most by {}. Computers set their clock by themselves, rarely by so much.",
            count(steps.len() as u64, "time"),
            span(most)
        );
        let is_red = most >= policy.clock_anomaly_red_ms;
        let threshold =
            if is_red { policy.clock_anomaly_red_ms } else { policy.clock_anomaly_yellow_ms };
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "clock changed",
            detail,
            steps.iter().map(|step| step.seq).collect(),
            Measure::of(most, threshold, "ms"),
        ))
    }
}
