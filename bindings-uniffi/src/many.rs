//! Many verifications on all cores.

use std::{
    num::NonZero,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use interview_core::api::{Error, ErrorCode};
use interview_journal as shell;

use crate::{
    failure::{InterviewError, guarded},
    json::recorded,
    operations::verify_options,
    results::Report,
};

/// Results in the order of the paths: `next` until it gives null. Nothing is read ahead but a few
/// paths for each thread.
#[derive(uniffi::Object)]
pub struct VerifyMany(Mutex<shell::VerifyMany>);

/// What came of one of many verifications.
#[derive(Clone, Debug, uniffi::Enum)]
#[expect(clippy::large_enum_variant, reason = "nearly all are Reports, and none is kept here")]
pub enum Verified {
    /// A Report.
    Reported {
        /// The path as it was given.
        path: String,
        /// The Report.
        report: Report,
    },
    /// An error, which stops no other.
    Failed {
        /// The path as it was given.
        path: String,
        /// A code out of `errorCodes()`.
        code: String,
        /// What was met, in words.
        reason: String,
    },
}

/// Verifies what each path names, with `threads` threads, or one for each core. `options` are
/// `VerifyOptions` as JSON.
#[uniffi::export(default(options = None, threads = None))]
pub fn verify_many(
    paths: Vec<String>,
    options: Option<String>,
    threads: Option<i32>,
) -> Result<Arc<VerifyMany>, InterviewError> {
    guarded(|| {
        let refused = || Error::new(ErrorCode::OutOfRange, "there is at least one thread");
        let count = |threads| usize::try_from(threads).ok().and_then(NonZero::new);
        let threads = threads.map(|it| count(it).ok_or_else(refused)).transpose()?;
        let options = verify_options(options.as_deref())?;
        let paths = paths.into_iter().map(PathBuf::from);
        Ok(Arc::new(VerifyMany(Mutex::new(shell::verify_many(paths, &options, threads)?))))
    })
}

#[uniffi::export]
impl VerifyMany {
    /// The next result, in the order of the paths; null where there is none to come.
    pub fn next(&self) -> Result<Option<Verified>, InterviewError> {
        guarded(|| {
            let next = self.0.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((path, outcome)) = next else { return Ok(None) };
            let path = path.to_string_lossy().into_owned();
            Ok(Some(match outcome {
                Ok(report) => Verified::Reported { path, report: recorded(&report.to_json())? },
                Err(error) => Verified::Failed {
                    path,
                    code: error.code().as_str().to_owned(),
                    reason: error.to_string(),
                },
            }))
        })
    }
}
