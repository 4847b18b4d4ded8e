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
        let found = known.session.count(What::is_interaction);
        if found >= policy.few_interactions_yellow || known.session.capture == "manual" {
            return None;
        }
        let is_red = found < policy.few_interactions_red
            && known.meant_lines() >= policy.few_interactions_red_lines;
        let threshold =
            if is_red { policy.few_interactions_red } else { policy.few_interactions_yellow };
        let detail = format!(
            "The log has {}, and the diff adds {}.",
            count(found, "act"),
            count(known.meant_lines(), "line")
        );
        let acts = known.session.of(What::is_interaction).map(|act| act.seq);
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "few interactions",
            detail,
            acts.collect(),
            Measure::of(found, threshold, "act"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{evidence::Class, flags::testing::Scene};

    #[test]
    fn red_needs_few_acts_and_many_lines() {
        let check = |capture: &str, acts: u64, lines: u64, expected: &str| {
            let mut scene = Scene::of(capture, 0);
            scene.repeat(acts, 1_000, ("user_prompt", "candidate", json!({ "text": "go on" })));
            scene.say("assistant_message", "assistant", json!({ "text": "done" }));
            scene.adds(lines, Class::AssistantEdit, Some(0)).end();
            assert_eq!(scene.told("few_interactions"), expected, "{capture} {acts} {lines}");
        };
        check("full", 5, 400, "none");
        check("manual", 0, 400, "none");
        check("full", 4, 400, "yellow: 4 acts, threshold 5 acts, distance 1 act, [1, 2, 3, 4]");
        check("full", 3, 50, "yellow: 3 acts, threshold 5 acts, distance 2 acts, [1, 2, 3]");
        check("full", 2, 49, "yellow: 2 acts, threshold 5 acts, distance 3 acts, [1, 2]");
        check("full", 2, 50, "red: 2 acts, threshold 3 acts, distance 1 act, [1, 2]");
        check("full", 0, 50, "red: 0 acts, threshold 3 acts, distance 3 acts, []");
    }
}
