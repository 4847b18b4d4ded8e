//! Integration tests of the conformance crate: one binary, a module for each subject.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod arrows;
mod attacks;
mod attribution;
mod generated;
mod same_bytes;
mod tamper;
mod vectors;
