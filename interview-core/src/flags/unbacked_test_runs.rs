//! Test runs that no call or command in the log could have made, or that contradict it.

use super::{
    Detector, Flag, Known,
    flag::{Measure, red_if},
};
use crate::{
    policy::FlagPolicy,
    session::{CallId, Session, TestRun, What},
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
        let is_red = found >= policy.unbacked_test_runs_red;
        let threshold = if is_red { policy.unbacked_test_runs_red } else { 1 };
        let detail = format!(
            "{} told that no call or command in the log could have made, or that the call's own exit code contradicts.",
            if found == 1 { "1 test run is".to_owned() } else { format!("{found} test runs are") }
        );
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "test runs without a call",
            detail,
            unbacked.iter().map(|run| run.told.seq).collect(),
            Measure::of(found, threshold, "test run"),
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
        None => nearest_shell(run, session).is_some_and(fits),
    }
}

/// The nearest shell call before a run that names none. A call that another run names has told its
/// run, and backs no second one.
fn nearest_shell(run: &TestRun, session: &Session) -> Option<CallId> {
    let before = session.acts.partition_point(|act| act.seq <= run.told.seq);
    let acts = session.acts.get(..before).unwrap_or_default().iter().rev();
    let calls = acts.filter_map(|act| match act.what {
        What::Call(id) | What::Result(id) | What::Command(id) | What::CommandEnd(id) => Some(id),
        _ => None,
    });
    let call = |id: &_| session.calls.get(*id);
    calls
        .take(NEAR)
        .find(|id| call(id).is_some_and(|call| call.is_shell))
        .filter(|id| call(id).is_some_and(|call| !call.runs_tests))
}

/// Acts before a test run among which its call is looked for.
const NEAR: usize = 64;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::flags::testing::Scene;

    #[test]
    fn runs_count_that_no_call_could_have_made() {
        let check = |runs: u64, origin: &str, call: &str, exit_code: i64, expected: &str| {
            let mut scene = Scene::new();
            let begun = json!({ "name": "Bash", "call": "a", "input": "{\"command\":\"make\"}" });
            let ended =
                json!({ "name": "Bash", "call": "a", "status": "ok", "exit_code": exit_code });
            scene.say("tool_call", "assistant", begun).say("tool_result", "tool", ended);
            let run = json!({ "passed": 4, "failed": 0, "call": call });
            scene.repeat(runs, 1_000, ("test_run", origin, run));
            assert_eq!(scene.told("unbacked_test_runs"), expected, "{runs} {origin} {call}");
        };
        check(9, "recorder", "a", 0, "none");
        check(9, "editor", "b", 0, "none");
        check(
            1,
            "recorder",
            "b",
            0,
            "yellow: 1 test run, threshold 1 test run, distance 0 test runs, [3]",
        );
        check(
            2,
            "recorder",
            "a",
            1,
            "yellow: 2 test runs, threshold 1 test run, distance 1 test run, [3, 4]",
        );
        check(
            3,
            "recorder",
            "b",
            0,
            "red: 3 test runs, threshold 3 test runs, distance 0 test runs, [3, 4, 5]",
        );
    }
}
