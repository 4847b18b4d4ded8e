//! The operations that every language offers, and what they are called there: surface.json. And the
//! list of error codes that all of them share: errors.json.

use std::{io, path::Path};

use interview_core::ErrorCode;
use serde::Serialize;
use serde_json::{Value, json};

use crate::generated::Generated;

/// An operation and its names.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Operation {
    /// Its row, which vectors name.
    pub operation: &'static str,
    /// Paths in the Rust crates.
    pub rust: &'static [&'static str],
    /// Names in the module `interview_core`.
    pub python: &'static [&'static str],
    /// Names in the package `interview-core`.
    pub node: &'static [&'static str],
    /// Names in the package `interview_core`.
    pub kotlin: &'static [&'static str],
}

macro_rules! operations {
    ($($name:literal: $rust:tt $python:tt $node:tt $kotlin:tt)+) => {
        &[$(Operation {
            operation: $name,
            rust: &$rust,
            python: &$python,
            node: &$node,
            kotlin: &$kotlin,
        },)+]
    };
}

/// Every operation.
pub const OPERATIONS: &[Operation] = operations! {
    "sniff": ["interview_core::api::sniff"] ["sniff"] ["sniff"] ["sniff"]
    "verify": ["interview_core::api::verify"] ["verify"] ["verify", "verifyAsync"] ["verify"]
    "verifier": ["interview_core::api::Verifier"] ["Verifier"] ["Verifier", "verifyStream"] ["Verifier"]
    "attribute": ["interview_core::api::attribute"] ["attribute"] ["attribute"] ["attribute"]
    "flags": ["interview_core::api::flags"] ["flags"] ["flags"] ["flags"]
    "verify_many": ["interview_journal::verify_many"] ["verify_many"] ["verifyMany"] ["verifyMany"]
    "journal": ["interview_journal::Journal"] ["Journal"] ["Journal"] ["Journal"]
    "recorder": ["interview_core::api::Recorder"] ["Recorder"] ["Recorder"] ["Recorder"]
    "observe": ["interview_core::api::observe", "interview_core::api::observe_in_log"] ["observe"] ["observe"] ["observe"]
    "prove": ["interview_core::api::prove"] ["prove"] ["prove"] ["prove"]
    "verify_proof": ["interview_core::api::verify_proof"] ["verify_proof"] ["verifyProof"] ["verifyProof"]
    "redact": ["interview_core::api::redact"] ["redact"] ["redact"] ["redact"]
    "overtime": ["interview_core::api::overtime"] ["overtime"] ["overtime"] ["overtime"]
    "adjusted_score": ["interview_core::api::adjusted_score"] ["adjusted_score"] ["adjustedScore"] ["adjustedScore"]
    "transcript": ["interview_core::api::transcript"] ["transcript"] ["transcript"] ["transcript"]
    "error_codes": ["interview_core::api::error_codes"] ["error_codes"] ["errorCodes"] ["errorCodes"]
    "default_policy": ["interview_core::api::default_policy"] ["default_policy"] ["defaultPolicy"] ["defaultPolicy"]
    "policy_schema": ["interview_core::api::policy_schema"] ["policy_schema"] ["policySchema"] ["policySchema"]
    "version": ["interview_core::api::version"] ["version"] ["version"] ["version"]
};

/// Makes surface.json and errors.json.
///
/// # Errors
///
/// Never; the form is that of every generator.
pub fn generate(_: &Path) -> io::Result<Vec<Generated>> {
    let file = |name: &str, value: &Value| -> io::Result<Generated> {
        let mut bytes = serde_json::to_vec_pretty(value)?;
        bytes.push(b'\n');
        Ok(Generated { path: format!("conformance/{name}"), bytes })
    };
    Ok(vec![
        file("surface.json", &json!({ "operations": OPERATIONS }))?,
        file("errors.json", &errors())?,
    ])
}

/// The error codes as the vectors spell them.
#[must_use]
pub fn errors() -> Value {
    let error = |code: &ErrorCode| {
        let (name, category) = (code.as_str(), code.category().as_str());
        json!({ "code": name, "category": category, "meaning": code.meaning() })
    };
    ErrorCode::ALL.iter().map(error).collect()
}
