//! Test runs that no call or command in the log could have made, or that contradict it.

use super::{
    Detector, Flag, Known,
    flag::{Measure, red_if},
};
use crate::{
    policy::FlagPolicy,
    session::{Session, TestRun, What},
};

pub(super) struct UnbackedTestRuns;

impl Detector for UnbackedTestRuns {
    fn id(&self) -> &'static str {
        "unbacked_test_runs"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let session = known.session;
        let unbacked: Vec<_> =
            session.tests.iter().filter(|run| !is_backed(run, session)).collect();
        let found = unbacked.len() as u64;
        if found == 0 {
            return None;
        }
        let detail = format!(
            "{} told that no call or command in the log could have made, or that the call's own exit code contradicts.",
            if found == 1 { "1 test run is".to_owned() } else { format!("{found} test runs are") }
        );
        Some(Flag::new(
            self.id(),
            red_if(found >= policy.unbacked_test_runs_red),
            "test runs without a call",
            detail,
            unbacked.iter().map(|run| run.told.seq).collect(),
            Measure::of(found, policy.unbacked_test_runs_red, "test runs"),
        ))
    }
}

/// Whether an editor told it, or a call or command that had begun and that doesn't contradict it.
fn is_backed(run: &TestRun, session: &Session) -> bool {
    if run.by_editor {
        return true;
    }
    let fits = |id| {
        session.calls.get(id).is_some_and(|call| {
            let began = call.start.or(call.end).is_some_and(|moment| moment.seq <= run.told.seq);
            let contradicts = run.is_pass() && call.exit_code.is_some_and(|code| code != 0);
            began && !contradicts
        })
    };
    match run.call {
        Some(call) => fits(call),
        // Without an id, the nearest shell call before it.
        None => {
            let before = session.acts.partition_point(|act| act.seq <= run.told.seq);
            let acts = session.acts.get(..before).unwrap_or_default().iter().rev();
            let calls = acts.filter_map(|act| match act.what {
                What::Call(id) | What::Result(id) | What::Command(id) | What::CommandEnd(id) => {
                    Some(id)
                }
                _ => None,
            });
            let is_shell = |id: &_| session.calls.get(*id).is_some_and(|call| call.is_shell);
            calls.take(NEAR).find(is_shell).is_some_and(fits)
        }
    }
}

/// Acts before a test run among which its call is looked for.
const NEAR: usize = 64;
