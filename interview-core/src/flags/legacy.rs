//! Flags of interviewsignal's own profile, as flags of a Report.

use super::{Colour, Flag};
use crate::legacy::{LegacyFlag, LegacySeverity};

/// A flag of the profile `legacy`.
pub(crate) fn of_legacy(flag: LegacyFlag) -> Flag {
    let LegacyFlag { id, severity, measured, threshold, mut evidence } = flag;
    evidence.truncate(crate::limits::FLAG_EVIDENCE);
    let severity = match severity {
        LegacySeverity::Yellow => Colour::Yellow,
        LegacySeverity::Red => Colour::Red,
    };
    let (label, what) = words(id);
    let detail =
        format!("{what}: {measured}; the rule of interviewsignal 0.9 asks for {threshold}.");
    Flag { id, severity, label, detail, evidence, measured, threshold, distance: String::new() }
}

/// A few words, and the beginning of a sentence.
fn words(id: &str) -> (&'static str, &'static str) {
    match id {
        "overtime" => ("over the time limit", "The session took longer than its limit"),
        "too_fast" => ("very short", "The session was very short"),
        "few_interactions" => ("few interactions", "There were few interactions"),
        "no_iteration" => ("no iteration", "No edit followed a failure or an earlier edit"),
        "uniform_timing" => ("uniform timing", "Events came at even distances"),
        "no_prompts" => ("no prompts", "No prompt was recorded"),
        "hooks_gap" => ("long gap", "There was a long stretch without an event"),
        "diff_event_mismatch" => ("diff without edits", "The diff is larger than the edits told"),
        "prompt_event_ratio" => ("few prompts", "There were many tool calls for few prompts"),
        "commit_event_mismatch" => ("commits without edits", "Commits and edits don't fit"),
        _ => ("flag", "A rule was met"),
    }
}
