//! Integration tests of the conformance crate: one binary, a module for each subject.
mod generated;
