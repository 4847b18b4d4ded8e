//! What every implementation and document is held against: the generated parts of the
//! documentation, and the conformance vectors with their seeded generator and runner.

pub mod docs;
pub mod generate;
pub mod generated;
#[cfg(feature = "schema")]
pub mod schemas;
#[cfg(feature = "schema")]
pub mod typed;
pub mod surface;
pub mod vector;
pub mod runner;
pub mod operations;
pub mod given;
pub mod outcome;
mod recording;
mod work_tree;
mod script;
pub mod vectors;
pub mod tamper;
pub mod mutants;
pub mod naive;
pub mod attacks;
pub mod attribution;
