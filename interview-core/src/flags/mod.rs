//! Flags: facts about a session that are worth a look, each with the events that it rests on. They
//! decide nothing about anybody and never change a score. A detector says nothing where the host
//! can't show what it would have to see.

mod flag;
mod known;
mod registry;
mod legacy;
mod overtime;
mod too_fast;
mod few_interactions;
mod no_iteration;
mod uniform_timing;
mod no_prompts;
mod hooks_gap;
mod diff_event_mismatch;
mod prompt_event_ratio;
mod commit_event_mismatch;
mod ghost_edits;
mod clock_anomaly;
mod anchor_gap;
mod history_rewritten;
mod capture_disabled;
mod session_restarted;
mod bulk_paste;
mod grader_injection;
mod unbacked_test_runs;

pub use flag::{Colour, Flag};
pub use known::{ClockStep, Known, Stretch};
pub(crate) use legacy::of_legacy;
pub use registry::STANDARD;

use crate::policy::FlagPolicy;

/// Looks for one thing in a session.
pub trait Detector: Sync {
    /// Its name, for ever.
    fn id(&self) -> &'static str;

    /// The flag, where there is something to look at.
    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag>;
}

/// The flags of the profile `standard`, in the order of the registry.
#[must_use]
pub fn standard(known: &Known<'_>, policy: &FlagPolicy) -> Vec<Flag> {
    STANDARD.iter().filter_map(|detector| detector.detect(known, policy)).collect()
}
