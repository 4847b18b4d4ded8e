//! Tests of `merkle` through its public names.
