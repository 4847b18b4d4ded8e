//! Hardly anything was recorded.

use super::{
    Detector, Flag, Known,
    flag::{Measure, count, red_if},
};
use crate::{policy::FlagPolicy, session::What};

pub(super) struct FewInteractions;

impl Detector for FewInteractions {
    fn id(&self) -> &'static str {
        "few_interactions"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        known.session.end?;
        let acts: Vec<_> = known.session.of(What::is_interaction).map(|act| act.seq).collect();
        let found = acts.len() as u64;
        if found >= policy.few_interactions_yellow || known.session.capture == "manual" {
            return None;
        }
        let is_red = found < policy.few_interactions_red
            && known.meant_lines() >= policy.few_interactions_red_lines;
        let detail = format!(
            "The log has {}, and the diff adds {}.",
            count(found, "act"),
            count(known.meant_lines(), "line")
        );
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "few interactions",
            detail,
            acts,
            Measure::of(found, policy.few_interactions_yellow, "acts"),
        ))
    }
}
