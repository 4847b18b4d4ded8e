//! What a session was like, in numbers: active time, turns, test runs, commands, gaps.

use serde::Serialize;

use super::{Session, What};

/// Stretches longer than this without an act count as no activity, in ms.
const IDLE_MS: i64 = 300_000;

/// What a session was like. Times are by the recorder's clock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Activity {
    /// Time between acts that follow on each other within five minutes, in ms.
    pub active_ms: u64,
    /// Longest stretch between two acts, in ms.
    pub longest_gap_ms: u64,
    /// `seq` of the act behind it; null without one.
    pub longest_gap_seq: Option<u64>,
    /// Prompts.
    pub prompts: u64,
    /// Turns of an assistant: prompts that were followed by an act of one.
    pub turns: u64,
    /// Tool calls.
    pub tool_calls: u64,
    /// Events that tell an edit of a file.
    pub edits: u64,
    /// From the first event to the first edit, in ms; null without one.
    pub first_edit_ms: Option<u64>,
    /// The series of test runs.
    pub tests: TestSeries,
    /// Shell commands by the name of the program, most frequent first.
    pub commands: Vec<CommandCount>,
    /// Pastes.
    pub pastes: u64,
    /// Lines that were pasted.
    pub pasted_lines: u64,
    /// Commits.
    pub commits: u64,
}

/// A series of test runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TestSeries {
    /// Runs.
    pub runs: u64,
    /// Runs that passed.
    pub passed: u64,
    /// `seq` of the first run that passed; null where none did.
    pub first_pass_seq: Option<u64>,
    /// From the first event to that run, in ms.
    pub first_pass_ms: Option<u64>,
    /// Whether the last run passed; null without one.
    pub last_passed: Option<bool>,
}

/// How often a program was run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CommandCount {
    /// Its name; empty for all whose names are not kept.
    pub command: String,
    /// How often.
    pub runs: u64,
}

impl Session {
    /// What it was like.
    #[must_use]
    pub fn activity(&self) -> Activity {
        let start_ms = self.start.map_or(0, |start| start.at_ms);
        let since_start = |at_ms: i64| u64::try_from(at_ms - start_ms).unwrap_or(0);
        let mut activity = Activity { tests: self.series(), ..Activity::default() };
        let mut asked = false;
        let mut before_ms = None;
        for act in &self.acts {
            let before_ms = before_ms.replace(act.at_ms).unwrap_or(act.at_ms);
            let ms = act.at_ms.saturating_sub(before_ms).max(0);
            if ms <= IDLE_MS {
                activity.active_ms += ms.unsigned_abs();
            }
            if ms.unsigned_abs() > activity.longest_gap_ms {
                activity.longest_gap_ms = ms.unsigned_abs();
                activity.longest_gap_seq = Some(act.seq);
            }
            match act.what {
                What::Prompt => {
                    activity.prompts += 1;
                    asked = true;
                }
                What::Answer | What::Call(_) | What::Result(_) | What::ToolEdit(_) if asked => {
                    activity.turns += 1;
                    asked = false;
                }
                _ => {}
            }
            activity.tool_calls += u64::from(matches!(act.what, What::Call(_)));
            if act.what.is_edit() {
                activity.edits += 1;
                activity.first_edit_ms.get_or_insert(since_start(act.at_ms));
            }
        }
        activity.tests.first_pass_ms =
            self.tests.iter().find(|run| run.is_pass()).map(|run| since_start(run.told.at_ms));
        activity.pastes = self.pastes.len() as u64;
        activity.pasted_lines =
            self.pastes.iter().fold(0, |sum, paste| sum.saturating_add(paste.lines));
        activity.commits = self.commits.len() as u64;
        let (counts, other) = self.commands.counts();
        let named = counts.iter().map(|(command, runs)| (command.clone(), *runs));
        let other = (other > 0).then(|| (String::new(), other));
        activity.commands =
            named.chain(other).map(|(command, runs)| CommandCount { command, runs }).collect();
        activity.commands.sort_by_key(|count| std::cmp::Reverse(count.runs));
        activity
    }

    fn series(&self) -> TestSeries {
        TestSeries {
            runs: self.tests.len() as u64,
            passed: self.tests.iter().filter(|run| run.is_pass()).count() as u64,
            first_pass_seq: self.tests.iter().find(|run| run.is_pass()).map(|run| run.told.seq),
            first_pass_ms: None,
            last_passed: self.tests.last().map(|run| run.is_pass()),
        }
    }
}
