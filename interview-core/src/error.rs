//! The one error type of the crate. An error means that the work could not be done at all;
//! tampering, gaps and mismatches are findings in a Report and never come through here.

use std::fmt;

use thiserror::Error as ThisError;

/// What went wrong, as a stable snake_case code and one line of text.
///
/// The text never holds a candidate's words, a key or a token.
#[derive(Clone, PartialEq, Eq, ThisError)]
#[error("{message}")]
pub struct Error {
    code: ErrorCode,
    message: String,
}

impl Error {
    /// An error with its code and one line that says what was met and where.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.code
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.message)
    }
}

/// Who can mend an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Category {
    /// The caller passed something that can't be used.
    Argument,
    /// The object was used in an order that it doesn't allow.
    State,
    /// The input bytes aren't of the format that the operation needs.
    Input,
    /// Disk, lock or operating system.
    Io,
}

impl Category {
    /// The name in documents and bindings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Argument => "argument",
            Self::State => "state",
            Self::Input => "input",
            Self::Io => "io",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident, $code:literal, $category:ident;)+) => {
        /// Every error code. Codes are stable for ever; new ones come in minor versions.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode { $($(#[doc = $doc])+ $variant,)+ }

        impl ErrorCode {
            /// All codes, in the order of their documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable snake_case name.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Who can mend it.
            #[must_use]
            pub fn category(self) -> Category {
                match self { $(Self::$variant => Category::$category,)+ }
            }

            /// What it means, as in the documentation.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc,)+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// An option or policy has a value that can't be used.
    InvalidOptions, "invalid_options", Argument;
    /// A key isn't a valid signing or verifier key.
    InvalidKey, "invalid_key", Argument;
    /// A name isn't allowed as a key name or log origin.
    InvalidName, "invalid_name", Argument;
    /// An event's kind, origin or data can't be written.
    InvalidEvent, "invalid_event", Argument;
    /// A line would be longer than the format allows, even after its strings were clipped.
    EventTooLarge, "event_too_large", Argument;
    /// A time lies outside the years 1970 to 9999.
    InvalidTime, "invalid_time", Argument;
    /// A sequence number lies outside the log.
    OutOfRange, "out_of_range", Argument;
    /// A score isn't a plain decimal: digits, and perhaps a point with up to 6 digits behind it.
    InvalidScore, "invalid_score", Argument;
    /// A line that must stay can't be redacted.
    NotRedactable, "not_redactable", Argument;
    /// The recorder or verifier is already finished.
    Closed, "closed", State;
    /// The session is sealed; nothing can be added.
    Sealed, "sealed", State;
    /// A checkpoint is being anchored already, or none was asked for.
    AnchorState, "anchor_state", State;
    /// The signed note isn't in canonical form.
    InvalidNote, "invalid_note", Input;
    /// The checkpoint's text isn't a tlog checkpoint.
    InvalidCheckpoint, "invalid_checkpoint", Input;
    /// The ticket isn't a valid session ticket.
    InvalidTicket, "invalid_ticket", Input;
    /// The statement isn't a valid signed statement.
    InvalidStatement, "invalid_statement", Input;
    /// The proof isn't in the tlog-proof format.
    InvalidProof, "invalid_proof", Input;
    /// The proof is well formed but doesn't hold.
    ProofFailed, "proof_failed", Input;
    /// A signature doesn't verify.
    BadSignature, "bad_signature", Input;
    /// The log isn't in the state that the operation needs.
    InvalidLog, "invalid_log", Input;
    /// The archive isn't in the bundle's archive form.
    InvalidArchive, "invalid_archive", Input;
    /// The path doesn't exist or holds no session.
    NotFound, "not_found", Io;
    /// A file could not be read or written.
    Io, "io", Io;
    /// The disk is full; what was begun was taken back.
    DiskFull, "disk_full", Io;
    /// The lock could not be had in time.
    Locked, "locked", Io;
    /// The session folder already holds a session.
    Exists, "exists", Io;
    /// The session's key or state is lost; the log goes on in a new session.
    KeyLost, "key_lost", Io;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_snake_case() {
        let mut names: Vec<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
        assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ErrorCode::ALL.len());
    }
}
