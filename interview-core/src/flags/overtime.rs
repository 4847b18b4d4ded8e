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
        let detail = format!(
            "The session took {} longer than its limit of {}.",
            span(over_ms),
            span(limit_ms)
        );
        let evidence = [known.session.start, known.session.end].into_iter().flatten();
        Some(Flag::new(
            self.id(),
            red_if(over_ms > policy.overtime_red_ms),
            "over the time limit",
            detail,
            evidence.map(|moment| moment.seq).collect(),
            Measure::of(limit_ms.saturating_add(over_ms), limit_ms, "ms"),
        ))
    }
}
