//! Integration tests of the core: one binary, a module for each subject.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its helpers too"
)]

mod checkpoint;
mod commits;
mod keys;
mod legacy;
mod legacy_flags;
mod merkle;
mod proof;
mod samples;
mod scrub;
mod shared;
mod ticket;
mod witness;
mod session;
mod wire;
mod recorder;
mod attack;
mod diff;
mod evidence;
mod git;
mod git_diff;
mod transcript;
