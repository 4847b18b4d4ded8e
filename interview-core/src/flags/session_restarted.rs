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
            red_if(lines >= policy.session_restarted_red_lines),
            "session restarted",
            detail,
            known.session.start.map(|start| start.seq).into_iter().collect(),
            Measure::of(lines, policy.session_restarted_red_lines, "events"),
        ))
    }
}
