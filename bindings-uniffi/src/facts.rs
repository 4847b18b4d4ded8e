//! Operations without a log: scores, and what the library says of itself.

use interview_core::api::{self, OvertimePolicy, Policy};

use crate::{
    failure::{InterviewError, guarded, whole},
    json::record,
    results::{ErrorInfo, Overtime},
};

/// What the time over a limit costs; `limitMs` is 0 for no limit, and `raw` the score before, a plain
/// decimal as it was written. `policy` is an `OvertimePolicy` as JSON.
#[uniffi::export(default(raw = None, policy = None))]
pub fn overtime(
    elapsed_ms: i64,
    limit_ms: i64,
    raw: Option<String>,
    policy: Option<String>,
) -> Result<Overtime, InterviewError> {
    guarded(|| {
        let policy = overtime_policy(policy.as_deref())?;
        record(&api::overtime(whole(elapsed_ms)?, whole(limit_ms)?, raw.as_deref(), &policy)?)
    })
}

/// What is left of a score after the deduction for time over a limit: the member `final` of
/// `overtime`.
#[uniffi::export(default(policy = None))]
pub fn adjusted_score(
    elapsed_ms: i64,
    limit_ms: i64,
    raw: String,
    policy: Option<String>,
) -> Result<String, InterviewError> {
    guarded(|| {
        let policy = overtime_policy(policy.as_deref())?;
        Ok(api::adjusted_score(whole(elapsed_ms)?, whole(limit_ms)?, &raw, &policy)?)
    })
}

/// The policy that holds where a caller names none, as canonical JSON with all its members; or the
/// same with changes, a `Policy` as JSON.
#[uniffi::export(default(changes = None))]
pub fn default_policy(changes: Option<String>) -> Result<String, InterviewError> {
    guarded(|| match changes {
        Some(changes) => Ok(Policy::from_json(&changes)?.to_json()),
        None => Ok(api::default_policy()),
    })
}

/// The JSON schema of a policy.
#[uniffi::export]
pub fn policy_schema() -> String {
    api::policy_schema().to_owned()
}

/// Every code that an error may have, with its category and meaning.
#[uniffi::export]
pub fn error_codes() -> Vec<ErrorInfo> {
    let info = |(code, category, meaning): (&str, &str, &str)| ErrorInfo {
        code: code.to_owned(),
        category: category.to_owned(),
        meaning: meaning.to_owned(),
    };
    api::error_codes().map(info).collect()
}

/// The version of the library.
#[uniffi::export]
pub fn version() -> String {
    api::version().to_owned()
}

fn overtime_policy(json: Option<&str>) -> Result<OvertimePolicy, InterviewError> {
    Ok(json.map(OvertimePolicy::from_json).transpose()?.unwrap_or_default())
}
