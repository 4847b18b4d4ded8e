//! Tests of `legacy` through its public names.
