//! The operations without a state.

use interview_core::api::{
    self, KeyName, OvertimePolicy, Policy, SignedNote, SigningKey, TranscriptOptions, VerifierKey,
};
use interview_journal::given::digits;
use pyo3::{
    Bound, PyResult, Python, exceptions::PyValueError, pybacked::PyBackedBytes, pyfunction,
    types::PyBytes,
};
use serde::Serialize;

use crate::{
    failure::{detached, exception},
    given::{Beside, Given, Loaded, options},
};

#[pyfunction]
#[pyo3(signature = (src, manifest=None))]
pub(crate) fn sniff(
    py: Python<'_>,
    src: Given,
    manifest: Option<PyBackedBytes>,
) -> PyResult<&'static str> {
    let loaded = Loaded::new(py, src, Beside { manifest, ..Beside::default() })?;
    let bundle = loaded.bundle();
    Ok(api::sniff(bundle.events, bundle.manifest))
}

#[pyfunction]
#[pyo3(signature = (src, options=None, manifest=None, diff=None, commits=None))]
pub(crate) fn attribute(
    py: Python<'_>,
    src: Given,
    options: Option<&str>,
    manifest: Option<PyBackedBytes>,
    diff: Option<PyBackedBytes>,
    commits: Option<PyBackedBytes>,
) -> PyResult<String> {
    let options = self::options(options)?;
    let loaded = Loaded::new(py, src, Beside { manifest, diff, commits })?;
    json(&detached(py, || api::attribute(&loaded.bundle(), &options))?)
}

#[pyfunction]
#[pyo3(signature = (src, options=None, manifest=None, diff=None, commits=None))]
pub(crate) fn flags(
    py: Python<'_>,
    src: Given,
    options: Option<&str>,
    manifest: Option<PyBackedBytes>,
    diff: Option<PyBackedBytes>,
    commits: Option<PyBackedBytes>,
) -> PyResult<String> {
    let options = self::options(options)?;
    let loaded = Loaded::new(py, src, Beside { manifest, diff, commits })?;
    json(&detached(py, || api::flags(&loaded.bundle(), &options))?)
}

#[pyfunction]
#[pyo3(signature = (src, seq, manifest=None, diff=None, commits=None))]
pub(crate) fn prove(
    py: Python<'_>,
    src: Given,
    seq: u64,
    manifest: Option<PyBackedBytes>,
    diff: Option<PyBackedBytes>,
    commits: Option<PyBackedBytes>,
) -> PyResult<String> {
    let loaded = Loaded::new(py, src, Beside { manifest, diff, commits })?;
    detached(py, || api::prove(&loaded.bundle(), seq).map(|proof| proof.to_string()))
}

/// The log's key is `key`, or what the log's first line tells.
#[pyfunction]
#[pyo3(signature = (line, proof, key=None, first_line=None, options=None))]
pub(crate) fn verify_proof(
    py: Python<'_>,
    line: PyBackedBytes,
    proof: PyBackedBytes,
    key: Option<&str>,
    first_line: Option<PyBackedBytes>,
    options: Option<&str>,
) -> PyResult<String> {
    let key = match (key, first_line) {
        (Some(key), None) => VerifierKey::parse(key),
        (None, Some(first)) => api::log_key(&first),
        _ => return Err(PyValueError::new_err("either `key` or `first_line` is needed")),
    };
    let (key, options) = (key.map_err(exception)?, self::options(options)?);
    json(&detached(py, || api::verify_proof(&line, &proof, &key, &options))?)
}

#[pyfunction]
pub(crate) fn redact<'py>(
    py: Python<'py>,
    src: Given,
    seqs: Vec<u64>,
) -> PyResult<Bound<'py, PyBytes>> {
    let loaded = Loaded::new(py, src, Beside::default())?;
    let copy = detached(py, || api::redact(loaded.bundle().events, &seqs))?;
    Ok(PyBytes::new(py, &copy))
}

/// What a file event tells of a change, as JSON: a list with one entry for each event.
#[pyfunction]
#[pyo3(signature = (log, before=None, after=None, full=false))]
pub(crate) fn observe(
    py: Python<'_>,
    log: PyBackedBytes,
    before: Option<PyBackedBytes>,
    after: Option<PyBackedBytes>,
    full: bool,
) -> PyResult<String> {
    json(&detached(py, || api::observe_in_log(&log, before.as_deref(), after.as_deref(), full))?)
}

#[pyfunction]
#[pyo3(signature = (src, options=None))]
pub(crate) fn transcript(py: Python<'_>, src: Given, options: Option<&str>) -> PyResult<String> {
    let options = options.map(TranscriptOptions::from_json).transpose().map_err(exception)?;
    let loaded = Loaded::new(py, src, Beside::default())?;
    detached(py, || api::transcript(loaded.bundle().events, &options.unwrap_or_default()))
}

#[pyfunction]
#[pyo3(signature = (elapsed_ms, limit_ms, raw=None, policy=None))]
pub(crate) fn overtime(
    elapsed_ms: u64,
    limit_ms: u64,
    raw: Option<&str>,
    policy: Option<&str>,
) -> PyResult<String> {
    let policy = overtime_policy(policy)?;
    json(&api::overtime(elapsed_ms, limit_ms, raw, &policy).map_err(exception)?)
}

#[pyfunction]
#[pyo3(signature = (elapsed_ms, limit_ms, raw, policy=None))]
pub(crate) fn adjusted_score(
    elapsed_ms: u64,
    limit_ms: u64,
    raw: &str,
    policy: Option<&str>,
) -> PyResult<String> {
    let policy = overtime_policy(policy)?;
    api::adjusted_score(elapsed_ms, limit_ms, raw, &policy).map_err(exception)
}

fn overtime_policy(json: Option<&str>) -> PyResult<OvertimePolicy> {
    json.map_or_else(|| Ok(OvertimePolicy::default()), OvertimePolicy::from_json).map_err(exception)
}

/// The default policy, with changes, as canonical JSON.
#[pyfunction]
#[pyo3(signature = (changes=None))]
pub(crate) fn default_policy(changes: Option<&str>) -> PyResult<String> {
    match changes {
        None => Ok(api::default_policy()),
        Some(json) => Policy::from_json(json).map(|policy| policy.to_json()).map_err(exception),
    }
}

#[pyfunction]
pub(crate) fn policy_schema() -> &'static str {
    api::policy_schema()
}

/// Code, category and meaning of each error.
#[pyfunction]
pub(crate) fn error_codes() -> Vec<(&'static str, &'static str, &'static str)> {
    api::error_codes().collect()
}

#[pyfunction]
pub(crate) fn version() -> &'static str {
    api::version()
}

/// For tests: a note with the cosignature of a witness.
#[pyfunction]
pub(crate) fn cosign(note: &str, name: &str, key_seed: &str, time_s: u64) -> PyResult<String> {
    let cosigned = || {
        let note = SignedNote::parse(note.as_bytes())?;
        let key = SigningKey::from_seed(&digits(key_seed)?);
        let signature = api::cosign(note.text(), &key, &KeyName::new(name)?, time_s);
        note.with_signature(signature).map(|note| note.to_string())
    };
    cosigned().map_err(exception)
}

fn json(value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyValueError::new_err(error.to_string()))
}
