//! Flags: facts about a session that are worth a look, each with the events that it rests on. They
//! decide nothing about anybody and never change a score. A detector says nothing where the host
//! can't show what it would have to see.

mod flag;
mod known;
mod legacy;
#[cfg(test)]
mod testing;

pub use flag::{Colour, Flag};
pub use known::{ClockStep, Known, Stretch};
pub(crate) use legacy::of_legacy;

use crate::policy::FlagPolicy;

/// Looks for one thing in a session.
pub trait Detector: Sync {
    /// Its name, for ever.
    fn id(&self) -> &'static str;

    /// The flag, where there is something to look at.
    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag>;
}

macro_rules! registry {
    ($($file:ident::$detector:ident,)+) => {
        $(mod $file;)+

        /// The detectors of the profile `standard`, in the order of a Report's flags.
        pub const STANDARD: &[&dyn Detector] = &[$(&$file::$detector,)+];
    };
}

// A line for each detector: its file, and what it is called there. What is in this list is what runs.
registry! {
    overtime::Overtime,
    too_fast::TooFast,
    few_interactions::FewInteractions,
    no_iteration::NoIteration,
    uniform_timing::UniformTiming,
    no_prompts::NoPrompts,
    hooks_gap::HooksGap,
    diff_event_mismatch::DiffEventMismatch,
    prompt_event_ratio::PromptEventRatio,
    commit_event_mismatch::CommitEventMismatch,
    ghost_edits::GhostEdits,
    clock_anomaly::ClockAnomaly,
    anchor_gap::AnchorGap,
    history_rewritten::HistoryRewritten,
    capture_disabled::CaptureDisabled,
    session_restarted::SessionRestarted,
    bulk_paste::BulkPaste,
    grader_injection::GraderInjection,
    unbacked_test_runs::UnbackedTestRuns,
}

/// The flags of the profile `standard`, in the order of the registry.
#[must_use]
pub fn standard(known: &Known<'_>, policy: &FlagPolicy) -> Vec<Flag> {
    STANDARD.iter().filter_map(|detector| detector.detect(known, policy)).collect()
}
