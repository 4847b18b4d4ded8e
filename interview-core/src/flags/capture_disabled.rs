//! Capture was switched off in the host's settings.

use super::{
    Detector, Flag, Known,
    flag::{Measure, count, red_if, span},
};
use crate::{policy::FlagPolicy, session::Moment};

pub(super) struct CaptureDisabled;

impl Detector for CaptureDisabled {
    fn id(&self) -> &'static str {
        "capture_disabled"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let session = known.session;
        let mut evidence = Vec::new();
        let (mut times, mut off_ms, mut since) = (0_u64, 0_u64, None::<Moment>);
        for change in &session.changes {
            match change.what.as_str() {
                "hooks_disabled" => {
                    times += 1;
                    evidence.push(change.told.seq);
                    since.get_or_insert(change.told);
                }
                "hooks_enabled" => {
                    if let Some(since) = since.take() {
                        evidence.push(change.told.seq);
                        off_ms += between(since, change.told);
                    }
                }
                _ => {}
            }
        }
        if let Some((since, end)) = since.zip(session.end.or(session.last)) {
            off_ms += between(since, end);
        }
        if times == 0 {
            return None;
        }
        let detail = format!(
            "The hooks that record were switched off {} in the host's settings, for {} in all.",
            count(times, "time"),
            span(off_ms)
        );
        Some(Flag::new(
            self.id(),
            red_if(off_ms >= policy.capture_disabled_red_ms),
            "capture switched off",
            detail,
            evidence,
            Measure::of(off_ms, policy.capture_disabled_red_ms, "ms"),
        ))
    }
}

fn between(from: Moment, until: Moment) -> u64 {
    u64::try_from(until.at_ms.saturating_sub(from.at_ms)).unwrap_or(0)
}
