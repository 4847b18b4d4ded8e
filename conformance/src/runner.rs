//! Runs a vector through the public API of the Rust crates and tells in what it differs.

use std::collections::BTreeSet;

use interview_core::api::{self, Bundle, Report, Verifier, VerifyOptions};
use serde_json::{Value, json};

use crate::{
    operations,
    outcome::{Outcome, Recorded},
    vector::Loaded,
};

/// Longest Report that is a file of its own; of longer ones the vector has the hash.
pub const REPORT_FILE_BYTES: usize = 32_768;

/// Runs a vector.
///
/// # Errors
///
/// One line that says in what the outcome differs from what is expected.
pub fn run(loaded: &Loaded) -> Result<(), String> {
    let outcome = operations::perform(loaded)?;
    let expected = &loaded.vector.expected;
    match outcome {
        Outcome::Error(code) => same("error", &Some(code.to_owned()), &expected.error),
        Outcome::Output(output) => same("output", &Some(output), &expected.output),
        Outcome::Files(files) => {
            let wanted = expected.output.as_ref().and_then(Value::as_object);
            let wanted = wanted.ok_or("files where none are expected")?;
            let names: Vec<_> = files.iter().map(|(role, _)| *role).collect();
            same("outputs", &names, &wanted.keys().map(String::as_str).collect())?;
            files.iter().try_for_each(|(role, bytes)| {
                let recorded = loaded.bytes(&wanted[*role])?;
                same(role, &String::from_utf8_lossy(bytes), &String::from_utf8_lossy(&recorded))
            })
        }
        Outcome::Report(report) => {
            agree(loaded, &report)?;
            recorded(loaded, &report.to_json())
        }
        Outcome::Recorded(session) => {
            left(loaded, &session)?;
            match session.report {
                Err(code) => same("error", &Some(code.to_owned()), &expected.error),
                Ok(report) => {
                    agree(loaded, &report)?;
                    recorded(loaded, &report.to_json())
                }
            }
        }
        Outcome::Reports(reports) => {
            same("outcomes", &Some(outcomes(&reports)), &expected.output)?;
            recorded(loaded, &lines(&reports))
        }
    }
}

/// Verdict or error of each of several Reports.
#[must_use]
pub fn outcomes(reports: &[Result<Box<Report>, &'static str>]) -> Value {
    let outcome = |report: &Result<Box<Report>, &'static str>| match report {
        Ok(report) => json!({ "verdict": report.verdict.as_str() }),
        Err(code) => json!({ "error": code }),
    };
    reports.iter().map(outcome).collect()
}

/// Several Reports as they are recorded: a line for each, and for an error its code.
#[must_use]
pub fn lines(reports: &[Result<Box<Report>, &'static str>]) -> String {
    let line = |report: &Result<Box<Report>, &'static str>| match report {
        Ok(report) => report.to_json(),
        Err(code) => json!({ "error": code }).to_string(),
    };
    reports.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Whether a script left the files, and made the requests, that it must.
fn left(loaded: &Loaded, session: &Recorded) -> Result<(), String> {
    let expected = &loaded.vector.expected;
    let wanted = expected.files.as_ref().ok_or("no files are expected")?;
    let names: Vec<_> = session.files.iter().map(|(name, _)| name.as_str()).collect();
    same("files", &names, &wanted.keys().map(String::as_str).collect())?;
    for (name, bytes) in &session.files {
        let given = &wanted[name.as_str()];
        match given.get("sha256") {
            Some(hash) => same(&format!("sha256 of {name}"), &json!(sha256_hex(bytes)), hash)?,
            None => {
                let recorded = loaded.bytes(given)?;
                same(name, &String::from_utf8_lossy(bytes), &String::from_utf8_lossy(&recorded))?;
            }
        }
    }
    same("requests", &Some(&session.requests), &expected.requests.as_ref())
}

fn recorded(loaded: &Loaded, json: &str) -> Result<(), String> {
    match &loaded.vector.expected.report {
        Some(Value::Object(hash)) => {
            same("sha256 of the report", &json!(sha256_hex(json.as_bytes())), &hash["sha256"])
        }
        Some(name) if loaded.bytes(name)? == format!("{json}\n").as_bytes() => Ok(()),
        Some(_) => Err(format!("another report: {json}")),
        None => Err("no report is recorded".into()),
    }
}

/// SHA-256 in hexadecimal digits.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    interview_core::hash::sha256(bytes).to_string()
}

/// Whether a Report says what the generator wrote down before there was one.
///
/// # Errors
///
/// One line that says in what it differs.
pub fn agree(loaded: &Loaded, report: &Report) -> Result<(), String> {
    let expected = &loaded.vector.expected;
    if expected.verdict.is_none() {
        return Err(format!("a report, verdict {}", report.verdict.as_str()));
    }
    let listed: Vec<_> = report.findings.iter().map(|finding| finding.code.as_str()).collect();
    let told = |what: String| format!("{what}; findings: {}", places(report));
    same("verdict", &Some(report.verdict.as_str().to_owned()), &expected.verdict).map_err(told)?;
    let cause = report.first_cause().filter(|_| report.verdict.as_str() != "intact");
    let wanted = |value: &Option<Value>| value.clone().unwrap_or_default();
    let code = cause.map_or(Value::Null, |finding| finding.code.as_str().into());
    same("finding", &code, &wanted(&expected.finding)).map_err(told)?;
    let place = cause.map_or(Value::Null, |finding| {
        let place = &finding.place;
        json!({ "file": place.file, "line": place.line, "seq": place.seq })
    });
    same("place", &place, &wanted(&expected.place)).map_err(told)?;
    for code in expected.also.iter().flatten() {
        if !listed.contains(&code.as_str()) {
            return Err(told(format!("no finding `{code}`")));
        }
    }
    if report.verdict.as_str() == "intact" {
        let told_of: BTreeSet<_> = listed.iter().map(|code| (*code).to_owned()).collect();
        let wanted = expected.also.iter().flatten().cloned().collect();
        same("all findings", &told_of, &wanted)?;
    }
    let assurance = serde_json::to_value(&report.assurance).map_err(|error| error.to_string())?;
    let wanted = expected.assurance.clone().unwrap_or_default();
    for (name, value) in &wanted {
        same(&format!("assurance.{name}"), assurance.get(name).unwrap_or(&Value::Null), value)
            .map_err(told)?;
    }
    same("exit status", &u8::from(!report.passes()), &expected.exit_status).map_err(told)
}

fn places(report: &Report) -> String {
    let told = report.findings.iter().take(12).map(|finding| {
        let place = &finding.place;
        format!("{} {}:{:?}", finding.code.as_str(), place.file.unwrap_or("-"), place.line)
    });
    told.collect::<Vec<_>>().join(", ")
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, expected: &T) -> Result<(), String> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what}: found {found:?}, expected {expected:?}"))
}

/// Verifies in chunks, whose sizes come from a function.
///
/// # Errors
///
/// The code of the error.
pub fn stream(
    bundle: &Bundle<'_>,
    options: &VerifyOptions,
    mut size: impl FnMut() -> usize,
) -> Result<Report, &'static str> {
    let code = |error: interview_core::Error| error.code().as_str();
    let mut verifier = Verifier::new(options).map_err(code)?;
    let mut rest = bundle.events;
    while !rest.is_empty() {
        let (chunk, tail) = rest.split_at(size().clamp(1, rest.len()));
        verifier.push(chunk).map_err(code)?;
        rest = tail;
    }
    verifier.finish(&bundle.artefacts()).map_err(code)
}

/// The version that runs.
#[must_use]
pub fn version() -> &'static str {
    api::version()
}
