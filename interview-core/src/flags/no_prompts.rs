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
        let found = known.activity.tool_calls;
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
        let calls = session.of(|what| matches!(what, What::Call(_))).map(|act| act.seq);
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "no prompts",
            detail,
            calls.collect(),
            Measure::of(found, threshold, "tool call"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::flags::testing::Scene;

    #[test]
    fn calls_count_where_nobody_asked() {
        let check = |capture: &str, prompts: u64, calls: u64, expected: &str| {
            let mut scene = Scene::of(capture, 0);
            scene.repeat(prompts, 0, ("user_prompt", "candidate", json!({ "text": "go on" })));
            scene.repeat(calls, 1_000, ("tool_call", "assistant", json!({ "name": "Read" })));
            let told = scene.told("no_prompts");
            assert!(told.starts_with(expected), "{capture} {prompts} {calls}: {told}");
        };
        check("full", 0, 2, "none");
        check("full", 1, 40, "none");
        check(
            "full",
            0,
            3,
            "yellow: 3 tool calls, threshold 3 tool calls, distance 0 tool calls, [1, 2, 3]",
        );
        check(
            "full",
            0,
            19,
            "yellow: 19 tool calls, threshold 3 tool calls, distance 16 tool calls",
        );
        check("full", 0, 20, "red: 20 tool calls, threshold 20 tool calls, distance 0 tool calls");
        check("partial", 0, 90, "yellow: 90 tool calls, threshold 3 tool calls");
    }
}
