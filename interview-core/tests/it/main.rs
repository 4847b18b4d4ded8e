//! Integration tests of the core: one binary, a module for each subject.
mod checkpoint;
mod legacy;
mod merkle;
mod scrub;
