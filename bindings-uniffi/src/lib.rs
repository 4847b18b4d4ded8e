//! Kotlin and Swift bindings of interview-core, and a Python one for the vectors. They convert and
//! nothing else: operations are those of [`interview_core::api`] and of the journal, results are
//! records of the same members, options go in as JSON text.
//!
//! Every export is synchronous and guarded: a panic becomes an error with the code `internal`.

mod anchor;
mod facts;
mod failure;
mod fixed;
mod journal;
mod json;
mod many;
mod operations;
mod options;
mod recorder;
mod results;
mod source;
mod testing;
mod verifier;

uniffi::setup_scaffolding!("interview_core");
