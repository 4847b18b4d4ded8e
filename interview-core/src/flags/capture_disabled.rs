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
                        off_ms = off_ms.saturating_add(between(since, change.told));
                    }
                }
                _ => {}
            }
        }
        if let Some((since, end)) = since.zip(session.end.or(session.last)) {
            off_ms = off_ms.saturating_add(between(since, end));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        evidence::Evidence,
        policy::EvidencePolicy,
        score::Score,
        session::{CaptureChange, Session},
    };

    #[test]
    fn a_clock_that_jumps_for_ever_overflows_nothing() {
        let mut session = Session::new(&EvidencePolicy::default());
        let year_9999_ms = 253_402_300_799_999;
        for seq in 0..150_000 {
            let (what, at_ms) = match seq % 2 {
                0 => ("hooks_disabled", 0),
                _ => ("hooks_enabled", year_9999_ms),
            };
            session.changes.push(CaptureChange { told: Moment { seq, at_ms }, what: what.into() });
        }
        let known = Known {
            session: &session,
            activity: &session.activity(),
            evidence: &Evidence::default(),
            score: &Score { elapsed: None, overtime: None },
            clock: &[],
            drift: None,
            stretches: &[],
            other_sessions: &[],
        };
        let flag = CaptureDisabled.detect(&known, &FlagPolicy::default()).unwrap();
        assert_eq!(flag.measured, format!("{} ms", u64::MAX));
    }
}
