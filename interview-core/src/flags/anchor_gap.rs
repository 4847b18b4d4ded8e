//! Many events lie between two trusted times that are far apart. A network that was down looks the
//! same, so this is never red.

use super::{
    Detector, Flag, Known,
    flag::{Colour, Measure, count, span},
};
use crate::policy::FlagPolicy;

pub(super) struct AnchorGap;

impl Detector for AnchorGap {
    fn id(&self) -> &'static str {
        "anchor_gap"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let wide = known.stretches.iter().filter(|stretch| {
            stretch.width_ms >= policy.anchor_gap_ms
                && stretch.to - stretch.from >= policy.anchor_gap_events
        });
        let widest = wide.max_by_key(|stretch| stretch.width_ms)?;
        let detail = format!(
            "{} lie between two trusted times that are {} apart, so nobody else can say when in that time they were written. A network that was down looks the same.",
            count(widest.to - widest.from, "event"),
            span(widest.width_ms)
        );
        Some(Flag::new(
            self.id(),
            Colour::Yellow,
            "wide time bracket",
            detail,
            vec![widest.from, widest.to.saturating_sub(1)],
            Measure::of(widest.width_ms, policy.anchor_gap_ms, "ms"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use crate::flags::{Stretch, testing::Scene};

    #[test]
    fn much_time_and_many_events_are_yellow_and_never_red() {
        let check = |events: u64, width_ms: u64, expected: &str| {
            let mut scene = Scene::new();
            scene.stretches = vec![Stretch { from: 4, to: 4 + events, width_ms }];
            assert_eq!(scene.told("anchor_gap"), expected, "{events} {width_ms}");
        };
        check(20, 1_199_999, "none");
        check(19, 1_200_000, "none");
        check(20, 1_200_000, "yellow: 1200000 ms, threshold 1200000 ms, distance 0 ms, [4, 23]");
        check(
            9_000,
            90_000_000,
            "yellow: 90000000 ms, threshold 1200000 ms, distance 88800000 ms, [4, 9003]",
        );
    }
}
