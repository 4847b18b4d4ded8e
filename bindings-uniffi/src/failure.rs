//! The one error of all operations, and the guard of every export.

use std::panic::{AssertUnwindSafe, catch_unwind};

use interview_core::api::{Category, Error, ErrorCode};

/// The work could not be done at all. What is wrong with a *log* is never an error: it stands in the
/// Report. The variants tell who can mend it; `code` is one of `errorCodes()`, stable for ever, and
/// `reason` says in words what was met.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum InterviewError {
    /// The caller passed something that can't be used.
    #[error("{reason}")]
    Argument {
        /// What went wrong: a code out of `errorCodes()`.
        code: String,
        /// What was met, in words.
        reason: String,
    },
    /// The object was used in an order that it doesn't allow: it is closed, or the log is sealed.
    #[error("{reason}")]
    State {
        /// What went wrong: a code out of `errorCodes()`.
        code: String,
        /// What was met, in words.
        reason: String,
    },
    /// The input bytes aren't of the format that the operation needs.
    #[error("{reason}")]
    Input {
        /// What went wrong: a code out of `errorCodes()`.
        code: String,
        /// What was met, in words.
        reason: String,
    },
    /// Disk, lock or operating system.
    #[error("{reason}")]
    Storage {
        /// What went wrong: a code out of `errorCodes()`.
        code: String,
        /// What was met, in words.
        reason: String,
    },
    /// The library itself has a fault: please report it.
    #[error("{reason}")]
    Internal {
        /// Always `internal`.
        code: String,
        /// What was met, in words.
        reason: String,
    },
}

impl From<Error> for InterviewError {
    fn from(error: Error) -> Self {
        let (code, reason) = (error.code().as_str().to_owned(), error.to_string());
        match error.code().category() {
            Category::State => Self::State { code, reason },
            Category::Input => Self::Input { code, reason },
            Category::Io => Self::Storage { code, reason },
            _ => Self::Argument { code, reason },
        }
    }
}

impl InterviewError {
    /// The object has given what it had to give.
    pub(crate) fn closed(what: &str) -> Self {
        Error::new(ErrorCode::Closed, format!("the {what} is closed")).into()
    }

    pub(crate) fn internal(reason: String) -> Self {
        Self::Internal { code: "internal".to_owned(), reason }
    }
}

/// Does something, whatever it may come to.
pub(crate) fn guarded<T>(
    work: impl FnOnce() -> Result<T, InterviewError>,
) -> Result<T, InterviewError> {
    // What a panic leaves half done is behind a mutex or dropped.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(InterviewError::internal("the library has a fault: its work broke off".to_owned()))
    })
}

/// A whole number for Kotlin and Swift, which the library keeps below 2^53.
pub(crate) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A whole number from Kotlin or Swift.
pub(crate) fn whole(value: i64) -> Result<u64, InterviewError> {
    let refused = |_| Error::new(ErrorCode::OutOfRange, format!("`{value}` is below 0"));
    Ok(u64::try_from(value).map_err(refused)?)
}
