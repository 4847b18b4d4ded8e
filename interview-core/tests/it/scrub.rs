//! Tests of `scrub` through its public names.
