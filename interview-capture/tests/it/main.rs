//! Integration tests of the capture crate: one binary, a module for each subject.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its helpers too"
)]

mod bring;
mod damage;
mod files;
mod lines;
mod real;
mod script;
mod shared;
