//! The same candidate opened another session for the same interview that this one doesn't go on from.

use super::{
    Detector, Flag, Known,
    flag::{Measure, count, red_if},
};
use crate::policy::FlagPolicy;

pub(super) struct SessionRestarted;

impl Detector for SessionRestarted {
    fn id(&self) -> &'static str {
        "session_restarted"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let others = known.other_sessions.len() as u64;
        if others == 0 {
            return None;
        }
        let lines = known.other_sessions.iter().copied().flatten().max().unwrap_or(0);
        let is_red = lines >= policy.session_restarted_red_lines;
        let measure = match is_red {
            true => Measure::of(lines, policy.session_restarted_red_lines, "event"),
            false => Measure::of(others, 1, "other session"),
        };
        let detail = format!(
            "{} opened for this interview that this one doesn't go on from, the largest with {}.",
            if others == 1 {
                "1 other session was".to_owned()
            } else {
                format!("{others} other sessions were")
            },
            count(lines, "event")
        );
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "session restarted",
            detail,
            known.session.start.map(|start| start.seq).into_iter().collect(),
            measure,
        ))
    }
}

#[cfg(test)]
mod tests {
    use crate::flags::testing::Scene;

    #[test]
    fn the_largest_other_session_decides() {
        let check = |sizes: &[Option<u64>], expected: &str| {
            let mut scene = Scene::new();
            scene.other_sessions = sizes.to_vec();
            assert_eq!(scene.told("session_restarted"), expected, "{sizes:?}");
        };
        check(&[], "none");
        let one =
            "yellow: 1 other session, threshold 1 other session, distance 0 other sessions, [0]";
        check(&[None], one);
        check(&[Some(49)], one);
        check(
            &[Some(49), Some(50), None],
            "red: 50 events, threshold 50 events, distance 0 events, [0]",
        );
    }
}
