//! The detectors of the profile `standard`, one line each. What is in this list is what runs.

use super::{
    Detector, anchor_gap, bulk_paste, capture_disabled, clock_anomaly, commit_event_mismatch,
    diff_event_mismatch, few_interactions, ghost_edits, grader_injection, history_rewritten,
    hooks_gap, no_iteration, no_prompts, overtime, prompt_event_ratio, session_restarted, too_fast,
    unbacked_test_runs, uniform_timing,
};

/// The detectors of the profile `standard`, in the order of a Report's flags.
pub const STANDARD: &[&dyn Detector] = &[
    &overtime::Overtime,
    &too_fast::TooFast,
    &few_interactions::FewInteractions,
    &no_iteration::NoIteration,
    &uniform_timing::UniformTiming,
    &no_prompts::NoPrompts,
    &hooks_gap::HooksGap,
    &diff_event_mismatch::DiffEventMismatch,
    &prompt_event_ratio::PromptEventRatio,
    &commit_event_mismatch::CommitEventMismatch,
    &ghost_edits::GhostEdits,
    &clock_anomaly::ClockAnomaly,
    &anchor_gap::AnchorGap,
    &history_rewritten::HistoryRewritten,
    &capture_disabled::CaptureDisabled,
    &session_restarted::SessionRestarted,
    &bulk_paste::BulkPaste,
    &grader_injection::GraderInjection,
    &unbacked_test_runs::UnbackedTestRuns,
];
