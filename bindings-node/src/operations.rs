//! The operations on a bundle, each twice: on the calling thread, which lends its bytes, and on
//! another, for which they are copied once. Results are JSON as the core writes it.

use interview_core::api::{self, Error, ErrorCode, TranscriptOptions, VerifyOptions};
use interview_journal::Each;
use napi::bindgen_prelude::{AsyncTask, Buffer};
use napi_derive::napi;
use serde::Serialize;

use crate::{
    outcome::{Failure, Job, Outcome, guarded, later, whole},
    source::{Input, Source},
    stop::Stop,
};

/// Which format a log shows.
#[napi(catch_unwind)]
pub fn sniff(source: Source<'_>) -> Outcome<String> {
    guarded(|| sniffed(&source.borrowed(), &mut |_| Ok(())))
}

/// As `sniff`, on another thread.
#[napi(catch_unwind)]
pub fn sniff_async(
    source: Source<'_>,
    _options: Option<String>,
    stop: &Stop,
) -> AsyncTask<Job<String>> {
    let (input, stop) = (source.owned(), stop.clone());
    later(move || sniffed(&input?, &mut |_| stop.check()))
}

/// A Report as JSON.
#[napi(catch_unwind)]
pub fn verify(source: Source<'_>, options: Option<String>) -> Outcome<String> {
    guarded(|| verified(&source.borrowed(), options, &mut |_| Ok(())))
}

/// As `verify`, on another thread.
#[napi(catch_unwind)]
pub fn verify_async(
    source: Source<'_>,
    options: Option<String>,
    stop: &Stop,
) -> AsyncTask<Job<String>> {
    let (input, stop) = (source.owned(), stop.clone());
    later(move || verified(&input?, options, &mut |_| stop.check()))
}

/// The Report's `evidence` as JSON.
#[napi(catch_unwind)]
pub fn attribute(source: Source<'_>, options: Option<String>) -> Outcome<String> {
    guarded(|| attributed(&source.borrowed(), options, &mut |_| Ok(())))
}

/// As `attribute`, on another thread.
#[napi(catch_unwind)]
pub fn attribute_async(
    source: Source<'_>,
    options: Option<String>,
    stop: &Stop,
) -> AsyncTask<Job<String>> {
    let (input, stop) = (source.owned(), stop.clone());
    later(move || attributed(&input?, options, &mut |_| stop.check()))
}

/// The Report's `flags` as JSON.
#[napi(catch_unwind)]
pub fn flags(source: Source<'_>, options: Option<String>) -> Outcome<String> {
    guarded(|| flagged(&source.borrowed(), options, &mut |_| Ok(())))
}

/// As `flags`, on another thread.
#[napi(catch_unwind)]
pub fn flags_async(
    source: Source<'_>,
    options: Option<String>,
    stop: &Stop,
) -> AsyncTask<Job<String>> {
    let (input, stop) = (source.owned(), stop.clone());
    later(move || flagged(&input?, options, &mut |_| stop.check()))
}

/// A transcript in the form that the options name.
#[napi(catch_unwind)]
pub fn transcript(source: Source<'_>, options: Option<String>) -> Outcome<String> {
    guarded(|| transcribed(&source.borrowed(), options, &mut |_| Ok(())))
}

/// As `transcript`, on another thread.
#[napi(catch_unwind)]
pub fn transcript_async(
    source: Source<'_>,
    options: Option<String>,
    stop: &Stop,
) -> AsyncTask<Job<String>> {
    let (input, stop) = (source.owned(), stop.clone());
    later(move || transcribed(&input?, options, &mut |_| stop.check()))
}

/// A proof as tlog-proof text.
#[napi(catch_unwind)]
pub fn prove(source: Source<'_>, seq: i64) -> Outcome<String> {
    guarded(|| proved(&source.borrowed(), seq, &mut |_| Ok(())))
}

/// As `prove`, on another thread.
#[napi(catch_unwind)]
pub fn prove_async(source: Source<'_>, seq: i64, stop: &Stop) -> AsyncTask<Job<String>> {
    let (input, stop) = (source.owned(), stop.clone());
    later(move || proved(&input?, seq, &mut |_| stop.check()))
}

/// The log with lines taken out.
#[napi(catch_unwind)]
pub fn redact(source: Source<'_>, seqs: Vec<i64>) -> Outcome<Buffer> {
    guarded(|| redacted(&source.borrowed(), seqs, &mut |_| Ok(())))
}

/// As `redact`, on another thread.
#[napi(catch_unwind)]
pub fn redact_async(source: Source<'_>, seqs: Vec<i64>, stop: &Stop) -> AsyncTask<Job<Buffer>> {
    let (input, stop) = (source.owned(), stop.clone());
    later(move || redacted(&input?, seqs, &mut |_| stop.check()))
}

fn sniffed(input: &Input<'_>, each: Each<'_>) -> Result<String, Failure> {
    Ok(input.bundle(each, |bundle| Ok(api::sniff(bundle.events, bundle.manifest).to_owned()))?)
}

fn verified(input: &Input<'_>, options: Option<String>, each: Each<'_>) -> Result<String, Failure> {
    Ok(input.verify(&verify_options(options.as_deref())?, each)?.to_json())
}

fn attributed(
    input: &Input<'_>,
    options: Option<String>,
    each: Each<'_>,
) -> Result<String, Failure> {
    let options = verify_options(options.as_deref())?;
    json(&input.bundle(each, |bundle| api::attribute(bundle, &options))?)
}

fn flagged(input: &Input<'_>, options: Option<String>, each: Each<'_>) -> Result<String, Failure> {
    let options = verify_options(options.as_deref())?;
    json(&input.bundle(each, |bundle| api::flags(bundle, &options))?)
}

fn transcribed(
    input: &Input<'_>,
    options: Option<String>,
    each: Each<'_>,
) -> Result<String, Failure> {
    let options = options.as_deref().map(TranscriptOptions::from_json).transpose()?;
    let options = options.unwrap_or_default();
    Ok(input.bundle(each, |bundle| api::transcript(bundle.events, &options))?)
}

fn proved(input: &Input<'_>, seq: i64, each: Each<'_>) -> Result<String, Failure> {
    let seq = whole(seq)?;
    Ok(input.bundle(each, |bundle| Ok(api::prove(bundle, seq)?.to_string()))?)
}

fn redacted(input: &Input<'_>, seqs: Vec<i64>, each: Each<'_>) -> Result<Buffer, Failure> {
    let seqs = seqs.into_iter().map(whole).collect::<Result<Vec<_>, _>>()?;
    Ok(input.bundle(each, |bundle| api::redact(bundle.events, &seqs))?.into())
}

/// Options from JSON, or the default ones.
pub(crate) fn verify_options(json: Option<&str>) -> Result<VerifyOptions, Error> {
    json.map_or_else(|| Ok(VerifyOptions::default()), VerifyOptions::from_json)
}

/// A result as JSON, as the core itself writes it.
pub(crate) fn json(value: &impl Serialize) -> Result<String, Failure> {
    let told = |error| Failure::new(ErrorCode::Io, format!("a result can't be written: {error}"));
    serde_json::to_string(value).map_err(told)
}
