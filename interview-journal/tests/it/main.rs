//! Integration tests of the journal: one binary, a module for each subject.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its helpers too"
)]

mod bundles;
mod open;
mod archive;
mod session;
mod mending;
mod rollback;
mod strays;
mod witness;
mod processes;
mod faulty;
mod faults;
mod bounds;
mod inherited;
mod steps;
mod memory;
#[cfg(unix)]
mod owners;
