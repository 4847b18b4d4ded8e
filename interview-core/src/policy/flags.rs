//! Thresholds of the flags. None is a law of nature: each says when a fact is worth a look, and red
//! is kept for what hardly happens to an honest person. They are to be calibrated by whoever uses
//! them, and are published with each Report.

use serde::{Deserialize, Serialize};

macro_rules! thresholds {
    ($($(#[doc = $doc:literal])+ $name:ident = $value:literal;)+) => {
        /// Thresholds of the flags.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct FlagPolicy {
            $($(#[doc = $doc])+ pub $name: u64,)+
        }

        impl Default for FlagPolicy {
            fn default() -> Self {
                Self { $($name: $value,)+ }
            }
        }
    };
}

thresholds! {
    /// `overtime`: time over the limit beyond which it is red, in ms.
    overtime_red_ms = 1_200_000;
    /// `too_fast`: share of the limit under which a session is yellow, in thousandths.
    too_fast_yellow_permille = 150;
    /// `too_fast`: share under which it is red where it adds `too_fast_red_lines`, in thousandths.
    too_fast_red_permille = 50;
    /// `too_fast`: added lines from which it can be red.
    too_fast_red_lines = 100;
    /// `too_fast`: without a limit, time under which a session is yellow, in ms.
    too_fast_without_limit_ms = 300_000;
    /// `few_interactions`: fewer than these are yellow.
    few_interactions_yellow = 5;
    /// `few_interactions`: fewer than these are red where `few_interactions_red_lines` are added.
    few_interactions_red = 3;
    /// `few_interactions`: added lines from which it can be red.
    few_interactions_red_lines = 50;
    /// `no_iteration`: edits from which a session without a test run, a failed command or a second
    /// look at a file is yellow.
    no_iteration_edits = 10;
    /// `uniform_timing`: stretches between acts of one sort from which their regularity is judged.
    uniform_timing_gaps = 10;
    /// `uniform_timing`: stretches shorter than this on average are a machine's own pace, in ms.
    uniform_timing_mean_ms = 5_000;
    /// `uniform_timing`: standard deviation by mean under which it is yellow, in thousandths.
    uniform_timing_yellow_permille = 200;
    /// `uniform_timing`: the same for red.
    uniform_timing_red_permille = 100;
    /// `no_prompts`: tool calls of an assistant from which a session without a prompt is yellow.
    no_prompts_yellow_calls = 3;
    /// `no_prompts`: the same for red.
    no_prompts_red_calls = 20;
    /// `prompt_event_ratio`: tool calls for each prompt beyond which it is yellow.
    prompt_event_ratio = 60;
    /// `hooks_gap`: stretch without an event that is yellow, in ms.
    hooks_gap_ms = 900_000;
    /// `hooks_gap`: and the share of the session that it must be, in thousandths.
    hooks_gap_permille = 250;
    /// `hooks_gap`: unexplained lines that appear right behind it from which it is red.
    hooks_gap_red_lines = 40;
    /// `hooks_gap`: stretch without an event from which such lines make it red, in ms.
    hooks_gap_red_ms = 300_000;
    /// `hooks_gap`: how long behind it lines count as having appeared in it, in ms.
    hooks_gap_settle_ms = 60_000;
    /// `diff_event_mismatch`: added lines of which the log tells nothing at all that are yellow.
    diff_event_mismatch_yellow_lines = 50;
    /// `diff_event_mismatch`: the same for red.
    diff_event_mismatch_red_lines = 100;
    /// `diff_event_mismatch`: and the share of the added lines that they must be, in thousandths.
    diff_event_mismatch_permille = 300;
    /// `ghost_edits`: unexplained lines that appear by one event in one file that are yellow.
    ghost_edits_yellow_lines = 30;
    /// `ghost_edits`: the same for red.
    ghost_edits_red_lines = 80;
    /// `commit_event_mismatch`: lines of commits in files that no event touched that are red.
    commit_event_mismatch_red_lines = 100;
    /// `history_rewritten`: share of explained lines under which a history that lost recorded commits
    /// is red, in thousandths; above it, it is yellow.
    history_rewritten_red_permille = 500;
    /// `clock_anomaly`: change of the clock that is yellow, in ms.
    clock_anomaly_yellow_ms = 60_000;
    /// `clock_anomaly`: the same for red.
    clock_anomaly_red_ms = 600_000;
    /// `anchor_gap`: width of a bracket between trusted times that is yellow, in ms.
    anchor_gap_ms = 1_200_000;
    /// `anchor_gap`: events that the bracket must hold.
    anchor_gap_events = 20;
    /// `capture_disabled`: time that capture may be off without being red, in ms.
    capture_disabled_red_ms = 120_000;
    /// `session_restarted`: lines of another session's log from which it is red.
    session_restarted_red_lines = 50;
    /// `bulk_paste`: lines of one paste that are yellow.
    bulk_paste_yellow_lines = 25;
    /// `bulk_paste`: the same for red.
    bulk_paste_red_lines = 80;
    /// `unbacked_test_runs`: test runs that no command or call in the log could have made that are red.
    unbacked_test_runs_red = 3;
}
