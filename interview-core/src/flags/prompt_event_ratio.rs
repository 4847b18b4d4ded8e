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
            Measure {
                of_what: " for each prompt",
                ..Measure::of(ratio, policy.prompt_event_ratio, "tool call")
            },
        ))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::flags::testing::Scene;

    #[test]
    fn calls_count_for_each_prompt() {
        let check = |prompts: u64, calls: u64, expected: &str| {
            let mut scene = Scene::new();
            scene.repeat(prompts, 0, ("user_prompt", "candidate", json!({ "text": "go on" })));
            scene.repeat(calls, 1_000, ("tool_call", "assistant", json!({ "name": "Read" })));
            assert_eq!(scene.told("prompt_event_ratio"), expected, "{prompts} {calls}");
        };
        check(0, 400, "none");
        check(2, 121, "none");
        check(
            2,
            122,
            "yellow: 61 tool calls for each prompt, threshold 60 tool calls for each prompt, \
             distance 1 tool call for each prompt, [1, 2]",
        );
    }
}
