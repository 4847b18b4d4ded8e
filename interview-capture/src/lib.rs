//! Turns what coding assistants tell about themselves into events of log format 1.
//!
//! The crate is pure: lines in, events out. It opens no file and reads no clock; whoever calls it
//! reads the transcript and appends the events. It stands apart from `interview-core` because
//! assistants change from month to month, and what an auditor reads must not.
//!
//! A transcript is the candidate's own file. What it tells is good for reconciling a log, not for
//! proving one.

pub mod claude_code;
pub mod test_output;
mod captured;
mod flaw;
pub mod limits;
mod json;
mod host_time;
mod worktree;

pub use captured::{Captured, Import};
pub use flaw::{Flaw, Reason};
