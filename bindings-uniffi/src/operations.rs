//! What can be asked of a log that is there.

use interview_core::api::{self, TranscriptOptions, VerifierKey, VerifyOptions};

use crate::{
    failure::{InterviewError, guarded, whole},
    json::{record, recorded},
    results::{Disclosed, Evidence, Flag, Observed, Report},
    source::Source,
};

/// Says which format the beginning of a log shows: `interview-log/1` or `legacy`.
#[uniffi::export]
pub fn sniff(source: Source) -> Result<String, InterviewError> {
    guarded(|| Ok(source.bundle(|it| Ok(api::sniff(it.events, it.manifest).to_owned()))?))
}

/// Verifies a session and says what was found. Damage is told in the Report and never thrown.
///
/// `options` are `VerifyOptions` as JSON.
#[uniffi::export(default(options = None))]
pub fn verify(source: Source, options: Option<String>) -> Result<Report, InterviewError> {
    guarded(|| recorded(&source.verify(&verify_options(options.as_deref())?)?.to_json()))
}

/// Says which lines of the diff came from where: the Report's `evidence`. Null where the log is of no
/// session of format 1 that can be read.
#[uniffi::export(default(options = None))]
pub fn attribute(
    source: Source,
    options: Option<String>,
) -> Result<Option<Evidence>, InterviewError> {
    guarded(|| {
        let options = verify_options(options.as_deref())?;
        record(&source.bundle(|bundle| api::attribute(bundle, &options))?)
    })
}

/// Looks for what is worth a look: the Report's `flags`. Null where there is nothing to search.
#[uniffi::export(default(options = None))]
pub fn flags(source: Source, options: Option<String>) -> Result<Option<Vec<Flag>>, InterviewError> {
    guarded(|| {
        let options = verify_options(options.as_deref())?;
        record(&source.bundle(|bundle| api::flags(bundle, &options))?)
    })
}

/// The proof that the event with this number stands in the log, as tlog-proof text.
#[uniffi::export]
pub fn prove(source: Source, seq: i64) -> Result<String, InterviewError> {
    guarded(|| {
        let seq = whole(seq)?;
        Ok(source.bundle(|bundle| api::prove(bundle, seq))?.to_string())
    })
}

/// What a proof shows of one line of a log. The log's key is `key`, a verifier key, or what the log's
/// `firstLine` tells.
#[uniffi::export(default(key = None, first_line = None, options = None))]
pub fn verify_proof(
    line: Vec<u8>,
    proof: Vec<u8>,
    key: Option<String>,
    first_line: Option<Vec<u8>>,
    options: Option<String>,
) -> Result<Disclosed, InterviewError> {
    guarded(|| {
        let key = match key {
            Some(key) => VerifierKey::parse(&key)?,
            None => api::log_key(first_line.as_deref().unwrap_or_default())?,
        };
        record(&api::verify_proof(&line, &proof, &key, &verify_options(options.as_deref())?)?)
    })
}

/// A copy of the log in which the lines with these numbers are replaced by their hashes.
#[uniffi::export]
pub fn redact(source: Source, seqs: Vec<i64>) -> Result<Vec<u8>, InterviewError> {
    guarded(|| {
        let seqs = seqs.into_iter().map(whole).collect::<Result<Vec<_>, _>>()?;
        Ok(source.bundle(|bundle| api::redact(bundle.events, &seqs))?)
    })
}

/// What a file event tells of a change: from the bytes on disk before to those after, null where there
/// is no such file. One event, or as many as a large change has parts; `observedToJson` of each is the
/// event's data, but for `path` and `cause`.
///
/// `log` is the session's log from its beginning: `firstLines` of a recorder are enough, for the second
/// has the salt of the digests. With `full`, everything is replaced: for a file whose state before
/// isn't the one that the log tells.
#[uniffi::export(default(full = false))]
pub fn observe(
    log: Vec<u8>,
    before: Option<Vec<u8>>,
    after: Option<Vec<u8>>,
    full: bool,
) -> Result<Vec<Observed>, InterviewError> {
    guarded(|| record(&api::observe_in_log(&log, before.as_deref(), after.as_deref(), full)?))
}

/// What happened, turn by turn, as text, Markdown or one line of JSON (docs/transcript.schema.json).
///
/// `options` are `TranscriptOptions` as JSON.
#[uniffi::export(default(options = None))]
pub fn transcript(source: Source, options: Option<String>) -> Result<String, InterviewError> {
    guarded(|| {
        let options = options.as_deref().map(TranscriptOptions::from_json).transpose()?;
        let options = options.unwrap_or_default();
        Ok(source.bundle(|bundle| api::transcript(bundle.events, &options))?)
    })
}

/// Options from their JSON text.
pub(crate) fn verify_options(json: Option<&str>) -> Result<VerifyOptions, InterviewError> {
    Ok(json.map(VerifyOptions::from_json).transpose()?.unwrap_or_default())
}
