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
        let is_red = off_ms >= policy.capture_disabled_red_ms;
        let measure = match is_red {
            true => Measure::of(off_ms, policy.capture_disabled_red_ms, "ms"),
            false => Measure::of(times, 1, "time"),
        };
        let detail = format!(
            "The hooks that record were switched off {} in the host's settings, for {} in all.",
            count(times, "time"),
            span(off_ms)
        );
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "capture switched off",
            detail,
            evidence,
            measure,
        ))
    }
}

fn between(from: Moment, until: Moment) -> u64 {
    u64::try_from(until.at_ms.saturating_sub(from.at_ms)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{
        flags::testing::Scene,
        session::{CaptureChange, Moment},
    };

    #[test]
    fn time_adds_up_until_capture_is_on_again_or_the_session_ends() {
        let check = |steps: &[(u64, &str)], expected: &str| {
            let mut scene = Scene::new();
            for (after_ms, what) in steps {
                scene.wait(*after_ms);
                scene.say("capture_changed", "recorder", json!({ "what": what }));
            }
            scene.wait(60_000).end();
            assert_eq!(scene.told("capture_disabled"), expected, "{steps:?}");
        };
        check(&[], "none");
        check(&[(0, "settings"), (900_000, "hooks_enabled")], "none");
        check(
            &[(0, "hooks_disabled"), (119_999, "hooks_enabled")],
            "yellow: 1 time, threshold 1 time, distance 0 times, [1, 2]",
        );
        check(
            &[(0, "hooks_disabled"), (120_000, "hooks_enabled")],
            "red: 120000 ms, threshold 120000 ms, distance 0 ms, [1, 2]",
        );
        check(
            &[(0, "hooks_disabled"), (70_000, "hooks_enabled"), (5, "hooks_disabled")],
            "red: 130000 ms, threshold 120000 ms, distance 10000 ms, [1, 2, 3]",
        );
        check(&[(0, "hooks_disabled")], "yellow: 1 time, threshold 1 time, distance 0 times, [1]");
    }

    #[test]
    fn a_clock_that_jumps_for_ever_overflows_nothing() {
        let mut scene = Scene::new();
        let year_9999_ms = 253_402_300_799_999;
        for seq in 0..150_000 {
            let (what, at_ms) = match seq % 2 {
                0 => ("hooks_disabled", 0),
                _ => ("hooks_enabled", year_9999_ms),
            };
            let change = CaptureChange { told: Moment { seq, at_ms }, what: what.to_owned() };
            scene.session.changes.push(change);
        }
        let flag = scene.flag("capture_disabled").unwrap();
        assert_eq!(flag.measured, format!("{} ms", u64::MAX));
    }
}
