//! `interview prove` and `interview verify-proof`: one event shown to somebody who doesn't get the
//! log.

use std::{
    io::{self, Write},
    path::Path,
};

use interview_core::{
    Error, ErrorCode,
    api::{
        Disclosed, VerifierKey, VerifyOptions, log_key, prove as prove_event, verify_proof as check,
    },
};

use crate::{
    args::{Prove, VerifyProof},
    outcome::{Failure, Status, quoted},
    render::{clock, count},
    source::{self, read_file},
    term::{BAD, GOOD, WARN, clip, paint},
};

/// Characters of the name of a log or key.
const NAME: usize = 120;

/// Writes a proof, and the event's line beside it.
pub(crate) fn prove(args: &Prove) -> Result<Status, Failure> {
    let session = source::read(&args.path)?;
    let bundle = session.bundle();
    let about = |error: &Error| Failure::about(&args.path, error);
    let proof = prove_event(&bundle, args.seq).map_err(|error| about(&error))?;
    let mut lines = bundle.events.split(|byte| *byte == b'\n');
    let first = lines.clone().next().unwrap_or_default();
    let key = log_key(first).map_err(|error| about(&error))?;
    if let Some(path) = &args.line {
        let place = usize::try_from(args.seq).unwrap_or(usize::MAX);
        source::create(path, lines.nth(place).unwrap_or_default())?;
    }
    match &args.output {
        Some(path) => source::create(path, proof.to_string().as_bytes())?,
        None => {
            let mut out = io::stdout().lock();
            out.write_all(proof.to_string().as_bytes())?;
            out.flush()?;
        }
    }
    let mut err = anstream::stderr().lock();
    // Talk on standard error may get lost; the proof is written.
    let _ = writeln!(err, "log key: {}", clip(&key.to_string(), 4 * NAME));
    Ok(Status::Holds)
}

/// Checks a proof together with the line that it is about.
pub(crate) fn verify_proof(args: &VerifyProof) -> Result<Status, Failure> {
    let key = key(args)?;
    let mut options = VerifyOptions::default();
    options.trusted_keys.clone_from(&args.trust);
    let line = read_file(&args.line)?;
    let line = line.strip_suffix(b"\n").unwrap_or(&line);
    let proof = read_file(&args.proof)?;
    match check(line, &proof, &key, &options) {
        Ok(shown) => holds(args, &shown),
        Err(error) => match error.code() {
            ErrorCode::ProofFailed | ErrorCode::BadSignature | ErrorCode::InvalidCheckpoint => {
                fails(args, &error)
            }
            ErrorCode::InvalidLog => Err(Failure::about(&args.line, &error)),
            ErrorCode::InvalidOptions => Err(error.into()),
            _ => Err(Failure::about(&args.proof, &error)),
        },
    }
}

/// The key of the log, given itself or by the log's first line.
fn key(args: &VerifyProof) -> Result<VerifierKey, Failure> {
    match (&args.log_key, &args.start) {
        (Some(text), _) => Ok(VerifierKey::parse(text)?),
        (None, Some(path)) => first_line_key(path),
        (None, None) => Err(Failure::new(
            "the log's key is not given",
            "name it with `--log-key`, or the log's first line with `--start`",
        )),
    }
}

fn first_line_key(path: &Path) -> Result<VerifierKey, Failure> {
    let bytes = read_file(path)?;
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    log_key(first).map_err(|error| Failure::about(path, &error))
}

fn holds(args: &VerifyProof, shown: &Disclosed) -> Result<Status, Failure> {
    if args.json {
        let mut out = io::stdout().lock();
        // INVARIANT: plain data with string keys can't fail to serialise.
        writeln!(out, "{}", serde_json::to_string(shown).unwrap_or_default())?;
        out.flush()?;
        return Ok(Status::Holds);
    }
    let mut out = anstream::stdout().lock();
    writeln!(
        out,
        "{}  event {} of {} stands in the log {}",
        paint(GOOD, "holds"),
        shown.seq,
        count(shown.size, "line"),
        clip(&shown.log_origin, NAME),
    )?;
    for by in &shown.cosigned_by {
        let (key, at) = (clip(&by.key, NAME), clock(by.at));
        writeln!(out, "  written before {at} UTC, says {key}")?;
    }
    if shown.cosigned_by.is_empty() {
        let nobody = "no witness that you trust says so: only the log's own key does";
        writeln!(out, "  {}", paint(WARN, nobody))?;
    }
    out.flush()?;
    Ok(Status::Holds)
}

fn fails(args: &VerifyProof, error: &Error) -> Result<Status, Failure> {
    if !args.json {
        let mut out = anstream::stdout().lock();
        writeln!(out, "{}  {}: {error}", paint(BAD, "fails"), quoted(&args.proof))?;
        out.flush()?;
    }
    Ok(Status::Fails)
}
