//! An assistant worked, and nobody is recorded to have asked it anything.

use super::{
    Detector, Flag, Known,
    flag::{Measure, count, red_if},
};
use crate::{policy::FlagPolicy, session::What};

pub(super) struct NoPrompts;

impl Detector for NoPrompts {
    fn id(&self) -> &'static str {
        "no_prompts"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let session = known.session;
        let calls: Vec<_> =
            session.of(|what| matches!(what, What::Call(_))).map(|act| act.seq).collect();
        let found = calls.len() as u64;
        if known.activity.prompts > 0 || found < policy.no_prompts_yellow_calls {
            return None;
        }
        let is_red = session.sees_assistants() && found >= policy.no_prompts_red_calls;
        let threshold =
            if is_red { policy.no_prompts_red_calls } else { policy.no_prompts_yellow_calls };
        let detail = format!(
            "The log has {} of an assistant and no prompt. Not every host tells prompts.",
            count(found, "tool call")
        );
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "no prompts",
            detail,
            calls,
            Measure::of(found, threshold, "tool calls"),
        ))
    }
}
