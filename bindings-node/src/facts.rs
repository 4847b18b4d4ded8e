//! Operations without a bundle: scores, proofs, changes of files, and what the library says of itself.

use interview_core::api::{self, OvertimePolicy, Policy, VerifierKey};
use napi::bindgen_prelude::BufferSlice;
use napi_derive::napi;
use serde_json::json;

use crate::{
    operations::{json, verify_options},
    outcome::{Failure, Outcome, guarded, whole},
};

/// What the time over a limit costs, as JSON.
#[napi(catch_unwind)]
pub fn overtime(
    elapsed_ms: i64,
    limit_ms: i64,
    raw: Option<String>,
    policy: Option<String>,
) -> Outcome<String> {
    guarded(|| {
        let policy = overtime_policy(policy)?;
        json(&api::overtime(whole(elapsed_ms)?, whole(limit_ms)?, raw.as_deref(), &policy)?)
    })
}

/// The score that is left.
#[napi(catch_unwind)]
pub fn adjusted_score(
    elapsed_ms: i64,
    limit_ms: i64,
    raw: String,
    policy: Option<String>,
) -> Outcome<String> {
    guarded(|| {
        let policy = overtime_policy(policy)?;
        Ok(api::adjusted_score(whole(elapsed_ms)?, whole(limit_ms)?, &raw, &policy)?)
    })
}

fn overtime_policy(json: Option<String>) -> Result<OvertimePolicy, Failure> {
    Ok(json.as_deref().map(OvertimePolicy::from_json).transpose()?.unwrap_or_default())
}

/// What a file event tells of a change, as JSON: a list with one entry for each event.
#[napi(catch_unwind)]
pub fn observe(
    log: BufferSlice<'_>,
    before: Option<BufferSlice<'_>>,
    after: Option<BufferSlice<'_>>,
    full: bool,
) -> Outcome<String> {
    guarded(|| json(&api::observe_in_log(&log, before.as_deref(), after.as_deref(), full)?))
}

/// What a proof shows, as JSON. The log's key is a vkey, or what its first line tells.
#[napi(catch_unwind)]
pub fn verify_proof(
    line: BufferSlice<'_>,
    proof: BufferSlice<'_>,
    vkey: Option<String>,
    first_line: Option<BufferSlice<'_>>,
    options: Option<String>,
) -> Outcome<String> {
    guarded(|| {
        let key: VerifierKey = match vkey {
            Some(vkey) => vkey.parse()?,
            None => api::log_key(first_line.as_deref().unwrap_or_default())?,
        };
        let options = verify_options(options.as_deref())?;
        json(&api::verify_proof(&line, &proof, &key, &options)?)
    })
}

/// The default policy as canonical JSON.
#[napi(catch_unwind)]
pub fn default_policy() -> String {
    api::default_policy()
}

/// A policy as canonical JSON.
#[napi(catch_unwind)]
pub fn read_policy(policy: String) -> Outcome<String> {
    guarded(|| Ok(Policy::from_json(&policy)?.to_json()))
}

/// The JSON schema of a policy.
#[napi(catch_unwind)]
pub fn policy_schema() -> String {
    api::policy_schema().to_owned()
}

/// All error codes as JSON.
#[napi(catch_unwind)]
pub fn error_codes() -> String {
    let all = api::error_codes().map(|(code, category, meaning)| {
        json!({ "code": code, "category": category, "meaning": meaning })
    });
    all.collect::<serde_json::Value>().to_string()
}

/// The version of the library.
#[napi(catch_unwind)]
pub fn version() -> String {
    api::version().to_owned()
}
