//! What the calls of a session on disk do, on whichever thread they run; their form for JavaScript is
//! in `journal`.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use interview_core::api::{Draft, End, GitTrees, SigningKey};
use interview_journal::{
    self as shell, Break, Entry, Options, StartOptions,
    given::{digits, git_trees},
};

use crate::{
    anchor::{AnchorRequest, Sealing},
    fixed::{Stamped, source},
    operations::json,
    outcome::{Failure, whole},
};

/// What is open is behind the mutex; `None` once it is closed.
pub(crate) type Shared = Arc<Mutex<Option<shell::Journal>>>;

pub(crate) fn opened(
    path: PathBuf,
    options: Option<String>,
    stamped: Option<Stamped>,
) -> Result<shell::Journal, Failure> {
    let options = behaviour(options)?;
    Ok(shell::Journal::open_with(&path, options, source(stamped)?.as_mut())?)
}

pub(crate) fn started(
    path: PathBuf,
    start: &str,
    options: Option<String>,
    stamped: Option<Stamped>,
) -> Result<shell::Journal, Failure> {
    let (start, options) = (StartOptions::from_json(start)?, behaviour(options)?);
    Ok(shell::Journal::start_with(&path, start, options, source(stamped)?.as_mut())?)
}

pub(crate) fn appended(
    shared: &Shared,
    kind: &str,
    origin: &str,
    data: &str,
    stamped: Option<Stamped>,
) -> Result<String, Failure> {
    let draft = Draft::new(kind, origin, data)?;
    with(shared, |journal| Ok(told(journal.append_with(draft, source(stamped)?.as_mut())?)))
}

pub(crate) fn snapshot(shared: &Shared) -> Result<String, Failure> {
    with(shared, |journal| json(&journal.snapshot()?))
}

pub(crate) fn anchor_request(
    shared: &Shared,
    old_size: Option<i64>,
    stamped: Option<Stamped>,
) -> Result<Option<AnchorRequest>, Failure> {
    let old_size = old_size.map(whole).transpose()?;
    with(shared, |journal| {
        let request = journal.anchor_request_with(old_size, source(stamped)?.as_mut())?;
        Ok(request.map(AnchorRequest::of))
    })
}

pub(crate) fn apply_anchor(
    shared: &Shared,
    request: shell::AnchorRequest,
    answer: &str,
    stamped: Option<Stamped>,
) -> Result<String, Failure> {
    with(shared, |journal| {
        Ok(told(journal.apply_anchor_with(request, answer, source(stamped)?.as_mut())?))
    })
}

pub(crate) fn seal(
    shared: &Shared,
    end: &End<'_>,
    old_size: Option<i64>,
    stamped: Option<Stamped>,
) -> Result<Sealing, Failure> {
    let old_size = old_size.map(whole).transpose()?;
    with(shared, |journal| {
        Ok(Sealing::of(journal.seal_with(end, old_size, source(stamped)?.as_mut())?))
    })
}

pub(crate) fn finish(
    shared: &Shared,
    sealing: shell::SealRequest,
    answer: Option<String>,
) -> Result<String, Failure> {
    with(shared, |journal| {
        Ok(journal.finish(sealing, answer.as_deref())?.to_string_lossy().into_owned())
    })
}

pub(crate) fn continue_as_new(
    shared: &Shared,
    path: PathBuf,
    start: &str,
    head_size: Option<i64>,
    stamped: Option<Stamped>,
) -> Result<shell::Journal, Failure> {
    let start = StartOptions::from_json(start)?;
    let head_size = head_size.map(whole).transpose()?;
    let why = head_size.map_or(Break::KeyLost, |head_size| Break::HeadUnknown { head_size });
    with(shared, |journal| {
        let mut source = source(stamped)?;
        Ok(journal.continue_as_new_with(&path, start, why, source.as_mut())?)
    })
}

/// An entry in one text of fixed places, which is read much faster than JSON: its leaf hash in 64
/// digits, its time in 24 signs, its number.
fn told(Entry { seq, leaf_hash, at }: Entry) -> String {
    format!("{leaf_hash}{at}{seq}")
}

pub(crate) fn with<T>(
    shared: &Shared,
    work: impl FnOnce(&mut shell::Journal) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut journal = shared.lock().unwrap_or_else(PoisonError::into_inner);
    work(journal.as_mut().ok_or_else(|| Failure::closed("journal"))?)
}

/// How a journal behaves, from JSON.
fn behaviour(json: Option<String>) -> Result<Options, Failure> {
    Ok(json.as_deref().map(Options::from_json).transpose()?.unwrap_or_default())
}

/// The trees that a diff compares, from JSON.
pub(crate) fn trees(json: Option<String>) -> Result<Option<GitTrees>, Failure> {
    Ok(json.as_deref().map(git_trees).transpose()?)
}

/// A key from its seed in hexadecimal.
pub(crate) fn signing_key(seed: &str) -> Result<SigningKey, Failure> {
    Ok(SigningKey::from_seed(&digits(seed)?))
}
