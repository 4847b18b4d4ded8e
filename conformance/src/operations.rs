//! What each operation of surface.json does with the input of a vector, through the public API.

use std::{
    fs, io,
    num::NonZero,
    path::{Path, PathBuf},
};

use interview_core::{
    Error,
    api::{self, Bundle, OvertimePolicy, Policy, Report, TranscriptOptions, Verifier},
};
use interview_journal::{read_bundle, verify_path};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    given::{Files, form, input, key, options},
    outcome::{Failed, Outcome},
    recording, script,
    vector::Loaded,
};

/// Does what the vector's operation says.
///
/// # Errors
///
/// Where the vector isn't of the form that its operation needs.
pub fn perform(loaded: &Loaded) -> Result<Outcome, String> {
    let outcome = match loaded.vector.operation.as_str() {
        "verify" => verify(loaded),
        "verifier" => verifier(loaded),
        "attribute" => attribute(loaded),
        "flags" => flags(loaded),
        "prove" => prove(loaded),
        "verify_proof" => verify_proof(loaded),
        "redact" => redact(loaded),
        "sniff" => sniff(loaded),
        "overtime" => overtime(loaded),
        "adjusted_score" => adjusted_score(loaded),
        "transcript" => transcript(loaded),
        "recorder" => recording::recorder(loaded),
        "observe" => observe(loaded),
        "journal" => journal(loaded),
        "verify_many" => verify_many(loaded),
        "error_codes" | "default_policy" | "policy_schema" | "version" => constant(loaded),
        other => return Err(format!("no operation `{other}`")),
    };
    match outcome {
        Ok(outcome) => Ok(outcome),
        Err(Failed::Code(code)) => Ok(Outcome::Error(code)),
        Err(Failed::Form(what)) => Err(what),
    }
}

fn bytes(loaded: &Loaded, role: &str) -> Result<Vec<u8>, String> {
    loaded.bytes(input(loaded, role)?)
}

fn verify(loaded: &Loaded) -> Result<Outcome, Failed> {
    let files = Files::of(loaded)?;
    let report = api::verify(&files.bundle(), &options(loaded)?)?;
    Ok(Outcome::Report(Box::new(report)))
}

fn attribute(loaded: &Loaded) -> Result<Outcome, Failed> {
    let files = Files::of(loaded)?;
    output(api::attribute(&files.bundle(), &options(loaded)?)?)
}

fn flags(loaded: &Loaded) -> Result<Outcome, Failed> {
    let files = Files::of(loaded)?;
    output(api::flags(&files.bundle(), &options(loaded)?)?)
}

fn output(value: impl serde::Serialize) -> Result<Outcome, Failed> {
    Ok(Outcome::Output(serde_json::to_value(value).map_err(|error| error.to_string())?))
}

/// Chunks of the sizes of input `chunks`, over and over; with input `then`, another call behind the
/// end.
fn verifier(loaded: &Loaded) -> Result<Outcome, Failed> {
    let files = Files::of(loaded)?;
    let bundle = files.bundle();
    let sizes: Vec<usize> = form(input(loaded, "chunks")?)?;
    let mut verifier = Verifier::new(&options(loaded)?)?;
    let mut rest = bundle.events;
    for size in sizes.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (chunk, tail) = rest.split_at((*size).clamp(1, rest.len()));
        verifier.push(chunk)?;
        rest = tail;
    }
    let report = verifier.finish(&bundle.artefacts())?;
    match loaded.vector.input.get("then").and_then(Value::as_str) {
        None => Ok(Outcome::Report(Box::new(report))),
        Some("push") => Err(verifier.push(b"x").err().map_or(form_error("push"), Failed::from)),
        Some(_) => {
            let again = verifier.finish(&bundle.artefacts());
            Err(again.err().map_or(form_error("finish"), Failed::from))
        }
    }
}

fn form_error(call: &str) -> Failed {
    Failed::Form(format!("`{call}` went through behind the end"))
}

/// Does input `steps`; or opens input `archive` or `folder` by its path, where with input `missing`
/// there is nothing, and with `load` the bytes are loaded.
fn journal(loaded: &Loaded) -> Result<Outcome, Failed> {
    let scratch = scratch()?;
    if loaded.vector.input.contains_key("steps") {
        return script::perform(loaded, &scratch.path().join("session"));
    }
    let path = put(loaded, &loaded.vector.input, &scratch.path().join("bundle"))?;
    if loaded.vector.input.contains_key("load") {
        let owned = read_bundle(&path)?;
        let Bundle { events, manifest, diff, commits } = owned.bundle();
        let events = ("events", Some(events));
        let files = [("commits", commits), ("diff", diff), events, ("manifest", manifest)];
        let files = files.into_iter().filter_map(|(role, bytes)| Some((role, bytes?.to_vec())));
        return Ok(Outcome::Files(files.collect()));
    }
    let report = verify_path(&path, &options(loaded)?)?;
    Ok(Outcome::Report(Box::new(report)))
}

/// Opens all of input `bundles`, each given as for `journal`.
fn verify_many(loaded: &Loaded) -> Result<Outcome, Failed> {
    let scratch = scratch()?;
    let bundles: Vec<Map<String, Value>> = form(input(loaded, "bundles")?)?;
    let put = |(place, given): (usize, &Map<String, Value>)| {
        put(loaded, given, &scratch.path().join(place.to_string()))
    };
    let paths: Vec<PathBuf> = bundles.iter().enumerate().map(put).collect::<Result<_, _>>()?;
    let threads = NonZero::new(2);
    let outcome = |(_, verified): (PathBuf, Result<Report, Error>)| match verified {
        Ok(report) => Ok(Box::new(report)),
        Err(error) => Err(error.code().as_str()),
    };
    let reports = interview_journal::verify_many(paths, &options(loaded)?, threads)?;
    Ok(Outcome::Reports(reports.map(outcome).collect()))
}

pub(crate) fn scratch() -> Result<tempfile::TempDir, String> {
    tempfile::tempdir().map_err(|error| error.to_string())
}

/// Puts an input where a path can name it.
fn put(loaded: &Loaded, given: &Map<String, Value>, path: &Path) -> Result<PathBuf, String> {
    let io = |error: io::Error| error.to_string();
    if let Some(archive) = given.get("archive").or_else(|| given.get("load")) {
        fs::write(path, loaded.bytes(archive)?).map_err(io)?;
    }
    for (name, bytes) in given.get("folder").and_then(Value::as_object).into_iter().flatten() {
        let file = path.join(name);
        fs::create_dir_all(file.parent().unwrap_or(path)).map_err(io)?;
        fs::write(file, loaded.bytes(bytes)?).map_err(io)?;
    }
    Ok(path.to_owned())
}

fn prove(loaded: &Loaded) -> Result<Outcome, Failed> {
    let files = Files::of(loaded)?;
    let proof = api::prove(&files.bundle(), form(input(loaded, "seq")?)?)?;
    Ok(Outcome::Files(vec![("proof", proof.to_string().into_bytes())]))
}

/// The log's key is input `key`, a vkey, or what line 0 in input `first_line` tells.
fn verify_proof(loaded: &Loaded) -> Result<Outcome, Failed> {
    let session = match loaded.vector.input.get("key") {
        Some(vkey) => key(vkey)?,
        None => api::log_key(&bytes(loaded, "first_line")?)?,
    };
    let (line, proof) = (bytes(loaded, "line")?, bytes(loaded, "proof")?);
    let shown = api::verify_proof(&line, &proof, &session, &options(loaded)?)?;
    Ok(Outcome::Output(serde_json::to_value(shown).map_err(|error| error.to_string())?))
}

fn redact(loaded: &Loaded) -> Result<Outcome, Failed> {
    let seqs: Vec<u64> = form(input(loaded, "seqs")?)?;
    let copy = api::redact(&bytes(loaded, "events")?, &seqs)?;
    Ok(Outcome::Files(vec![("events", copy)]))
}

fn sniff(loaded: &Loaded) -> Result<Outcome, Failed> {
    let files = Files::of(loaded)?;
    let bundle = files.bundle();
    Ok(Outcome::Output(api::sniff(bundle.events, bundle.manifest).into()))
}

/// The change from input `before` to `after`, of which one that is left out is no file.
fn observe(loaded: &Loaded) -> Result<Outcome, Failed> {
    let file =
        |role: &str| loaded.vector.input.get(role).map(|given| loaded.bytes(given)).transpose();
    let (before, after) = (file("before")?, file("after")?);
    let full = loaded.vector.input.get("full") == Some(&Value::Bool(true));
    let log = bytes(loaded, "events")?;
    let told = api::observe_in_log(&log, before.as_deref(), after.as_deref(), full)?;
    let json = serde_json::to_vec(&told).map_err(|error| error.to_string())?;
    Ok(Outcome::Files(vec![("observed", json)]))
}

/// What overtime is computed from. Without `policy`, the default one holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Timed {
    elapsed_ms: u64,
    limit_ms: u64,
    raw: Option<String>,
    policy: Option<Value>,
}

impl Timed {
    fn of(loaded: &Loaded) -> Result<(Self, OvertimePolicy), Failed> {
        let timed: Self = form(&Value::Object(loaded.vector.input.clone()))?;
        let policy =
            timed.policy.as_ref().map(|policy| OvertimePolicy::from_json(&policy.to_string()));
        Ok((timed, policy.transpose()?.unwrap_or_default()))
    }
}

fn overtime(loaded: &Loaded) -> Result<Outcome, Failed> {
    let (timed, policy) = Timed::of(loaded)?;
    let raw = timed.raw.as_deref();
    let overtime = api::overtime(timed.elapsed_ms, timed.limit_ms, raw, &policy)?;
    Ok(Outcome::Output(serde_json::to_value(overtime).map_err(|error| error.to_string())?))
}

fn adjusted_score(loaded: &Loaded) -> Result<Outcome, Failed> {
    let (timed, policy) = Timed::of(loaded)?;
    let raw = timed.raw.as_deref().ok_or_else(|| "no input `raw`".to_owned())?;
    let left = api::adjusted_score(timed.elapsed_ms, timed.limit_ms, raw, &policy)?;
    Ok(Outcome::Output(left.into()))
}

fn transcript(loaded: &Loaded) -> Result<Outcome, Failed> {
    let options = TranscriptOptions::from_json(&input(loaded, "options")?.to_string())?;
    let transcript = api::transcript(&bytes(loaded, "events")?, &options)?;
    Ok(Outcome::Files(vec![("transcript", transcript.into_bytes())]))
}

/// Operations without input: whether input `claim` is what they give, or for `default_policy` what
/// reading `policy` gives, and for `error_codes` whether `claim` is among the codes.
fn constant(loaded: &Loaded) -> Result<Outcome, Failed> {
    if let Some(policy) = loaded.vector.input.get("policy") {
        let policy = Policy::from_json(&policy.to_string())?;
        return Ok(Outcome::Output(policy.to_json().into()));
    }
    let claim = input(loaded, "claim")?;
    let holds = match loaded.vector.operation.as_str() {
        "error_codes" => {
            let codes: Vec<Value> = api::error_codes()
                .map(|(code, category, meaning)| {
                    json!({ "code": code, "category": category, "meaning": meaning })
                })
                .collect();
            match claim {
                Value::Array(all) => codes == *all,
                one => codes.contains(one),
            }
        }
        "default_policy" => *claim == api::default_policy(),
        "policy_schema" => loaded.bytes(claim)? == api::policy_schema().as_bytes(),
        _ => *claim == api::version(),
    };
    Ok(Outcome::Output(holds.into()))
}
