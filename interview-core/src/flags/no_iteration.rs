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
        let edits: Vec<_> = session.of(What::is_edit).collect();
        let found = edits.len() as u64;
        let ran = !session.tests.is_empty()
            || session.acts.iter().any(|act| matches!(act.what, What::Command(_)))
            || session.calls.iter().any(|call| call.is_shell);
        if found < policy.no_iteration_edits || ran {
            return None;
        }
        // A file that was looked at again counts as a second thought.
        let mut first = BTreeSet::new();
        let mut last = None;
        for act in &edits {
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
            edits.iter().map(|act| act.seq).collect(),
            Measure::of(found, policy.no_iteration_edits, "edits"),
        ))
    }
}
