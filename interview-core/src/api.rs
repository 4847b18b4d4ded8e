//! The facade: all that bindings import from the core. Nothing is defined here; each type has its
//! one place, and this is the list of those that belong to the surface.

pub use crate::{
    Category, Error, ErrorCode,
    chain::Tip,
    change::{Observed, line_salt, observe, observe_full, observe_in_log},
    checkpoint::{
        Checkpoint, KeyName, SignedNote, SigningKey, Ticket, TlogProof, VerifierKey, cosign,
    },
    event::{Continues, GitTrees, Interview, KINDS, Program, Timestamp},
    evidence::Evidence,
    flags::Flag,
    hash::Hash,
    policy::Policy,
    recorder::{End, Recorder, Stamp, Start},
    report::{Finding, FindingCode, Report, SessionFacts, Severity, Verdict},
    score::{Overtime, OvertimePolicy, adjusted_score, overtime},
    seal::{Artefacts, Bundle, Disclosed, log_key, prove, redact, verify_proof},
    transcript::{TranscriptFormat, TranscriptOptions, transcript},
    verify::{Context, Verifier, VerifyOptions, attribute, flags, sniff, verify},
    wire::{Draft, Salt},
    witness::Refusal,
};

/// The policy that holds where a caller names none, as canonical JSON.
#[must_use]
pub fn default_policy() -> String {
    Policy::default().to_json()
}

/// The JSON schema of a policy.
#[must_use]
pub fn policy_schema() -> &'static str {
    include_str!("../schema/policy.schema.json")
}

/// All error codes with their category and meaning, in the order of the documentation.
pub fn error_codes() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    ErrorCode::ALL.iter().map(|code| (code.as_str(), code.category().as_str(), code.meaning()))
}

/// The version of the library.
#[must_use]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
