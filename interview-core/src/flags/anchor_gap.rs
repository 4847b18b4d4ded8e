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
