//! Very many tool calls for each prompt.

use super::{
    Detector, Flag, Known,
    flag::{Colour, Measure, count},
};
use crate::{policy::FlagPolicy, session::What};

pub(super) struct PromptEventRatio;

impl Detector for PromptEventRatio {
    fn id(&self) -> &'static str {
        "prompt_event_ratio"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let (prompts, calls) = (known.activity.prompts, known.activity.tool_calls);
        let ratio = calls.checked_div(prompts)?;
        if ratio <= policy.prompt_event_ratio {
            return None;
        }
        let detail = format!(
            "There were {} for {}. An assistant that works long on one prompt looks like this too.",
            count(calls, "tool call"),
            count(prompts, "prompt")
        );
        let prompts = known.session.of(|what| what == What::Prompt).map(|act| act.seq);
        Some(Flag::new(
            self.id(),
            Colour::Yellow,
            "few prompts",
            detail,
            prompts.collect(),
            Measure::of(ratio, policy.prompt_event_ratio, "tool calls for each prompt"),
        ))
    }
}
