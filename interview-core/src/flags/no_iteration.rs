//! Many edits, and nothing that looks like trying them out.

use std::collections::BTreeSet;

use super::{
    Detector, Flag, Known,
    flag::{Colour, Measure, count},
};
use crate::{policy::FlagPolicy, session::What};

pub(super) struct NoIteration;

impl Detector for NoIteration {
    fn id(&self) -> &'static str {
        "no_iteration"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let session = known.session;
        let found = known.activity.edits;
        let ran = !session.tests.is_empty()
            || session.acts.iter().any(|act| matches!(act.what, What::Command(_)))
            || session.calls.iter().any(|call| call.is_shell);
        if found < policy.no_iteration_edits || ran {
            return None;
        }
        // A file that was looked at again counts as a second thought.
        let mut first = BTreeSet::new();
        let mut last = None;
        for act in session.of(What::is_edit) {
            let path = match act.what {
                What::ToolEdit(path) | What::EditorEdit(path) | What::Change(path) => path,
                _ => continue,
            };
            if last != Some(path) && !first.insert(path) {
                return None;
            }
            last = Some(path);
        }
        let detail = format!(
            "There were {} and no command, test run or return to an earlier file between them.",
            count(found, "edit")
        );
        Some(Flag::new(
            self.id(),
            Colour::Yellow,
            "no iteration",
            detail,
            session.of(What::is_edit).map(|act| act.seq).collect(),
            Measure::of(found, policy.no_iteration_edits, "edit"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::flags::testing::Scene;

    #[test]
    fn edits_count_until_something_is_tried() {
        let check = |edits: u64, then: Option<&str>, expected: &str| {
            let mut scene = Scene::new();
            for edit in 0..edits {
                let path = json!({ "path": format!("src/{edit}.rs"), "cause": "tool" });
                scene.wait(1_000).say("file_edit", "assistant", path);
            }
            if let Some(kind) = then {
                let data = json!({ "path": "src/0.rs", "command": "make", "passed": 1 });
                scene.say(kind, "assistant", data);
            }
            assert_eq!(scene.told("no_iteration"), expected, "{edits} {then:?}");
        };
        check(9, None, "none");
        check(
            10,
            None,
            "yellow: 10 edits, threshold 10 edits, distance 0 edits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]",
        );
        check(10, Some("command"), "none");
        check(10, Some("test_run"), "none");
        check(10, Some("file_edit"), "none");
    }
}
