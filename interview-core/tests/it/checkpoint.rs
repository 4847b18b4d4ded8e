//! Tests of `checkpoint` through its public names.
