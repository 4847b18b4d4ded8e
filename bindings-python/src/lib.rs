//! The native half of the Python package: bytes, numbers and JSON text in and out. Python's types,
//! and everything that a reader of the package sees, are the Python half's business
//! (`python/interview_core`).

mod failure;
mod given;
mod journal;
mod json;
mod many;
mod operations;
mod recorder;
mod table;
mod verify;

#[pyo3::pymodule]
mod _native {
    #[pymodule_export]
    use crate::{
        failure::panic,
        journal::{AnchorRequest, Journal, SealRequest, new_identity},
        json::plain_json,
        many::VerifyMany,
        operations::{
            adjusted_score, attribute, cosign, default_policy, error_codes, flags, observe,
            overtime, policy_schema, prove, redact, sniff, transcript, verify_proof, version,
        },
        recorder::Recorder,
        table::Table,
        verify::{Verifier, verify},
    };
}
