//! How a command ends: its exit status, and errors with a hint.

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use interview_core::{Error, ErrorCode};

use crate::term::{BAD, HEAD, paint, visible};

/// The exit status; of several, the greatest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// 0: all that was asked for holds.
    Holds,
    /// 1: something doesn't hold.
    Fails,
    /// 2: it could not be found out.
    Unknown,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// To be told to the user: one line, and one that says what to do.
    Told {
        /// What happened.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// Whoever read the output went away; there is nobody to tell.
    ReaderGone,
}

impl Failure {
    /// An error with its hint.
    pub(crate) fn new(message: impl Into<String>, hint: &str) -> Self {
        Self::Told { message: message.into(), hint: Some(hint.to_owned()) }
    }

    /// An error about a file that the user named.
    pub(crate) fn of_file(path: &Path, error: &io::Error) -> Self {
        let hint = match error.kind() {
            io::ErrorKind::NotFound => Some("check the name; paths are relative to this folder"),
            io::ErrorKind::AlreadyExists => {
                Some("nothing is overwritten: choose a name that doesn't exist yet")
            }
            io::ErrorKind::PermissionDenied => Some("check the rights of the file and its folder"),
            _ => None,
        };
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "it doesn't exist".to_owned(),
            io::ErrorKind::AlreadyExists => "it exists already".to_owned(),
            _ => error.to_string().to_lowercase(),
        };
        Self::Told { message: format!("{}: {reason}", quoted(path)), hint: hint.map(str::to_owned) }
    }

    /// An error of the library about a path that the user named.
    pub(crate) fn about(path: &Path, error: &Error) -> Self {
        Self::Told {
            message: format!("{}: {error}", quoted(path)),
            hint: hint(error.code()).map(str::to_owned),
        }
    }

    /// Tells it on standard error.
    pub(crate) fn tell(&self) {
        let Self::Told { message, hint } = self else { return };
        let mut err = anstream::stderr().lock();
        // Where standard error is gone, nobody is left to tell.
        let _ = writeln!(err, "{} {}", paint(BAD, "error:"), visible(message));
        if let Some(hint) = hint {
            let _ = writeln!(err, "{} {}", paint(HEAD, "hint:"), visible(hint));
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Told { message: error.to_string(), hint: hint(error.code()).map(str::to_owned) }
    }
}

/// An error of writing to standard output.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ReaderGone,
            _ => Self::new(
                format!("the output can't be written: {}", error.to_string().to_lowercase()),
                "check where standard output goes",
            ),
        }
    }
}

/// A path as messages show it.
pub(crate) fn quoted(path: &Path) -> String {
    format!("`{}`", visible(&path.to_string_lossy()))
}

fn hint(code: ErrorCode) -> Option<&'static str> {
    Some(match code {
        ErrorCode::NotFound => {
            "name a bundle folder, an archive, a bare `events.jsonl`, or `-` for standard input"
        }
        ErrorCode::InvalidOptions => {
            "`interview verify --help` shows an example of a policy, a context and a key"
        }
        ErrorCode::InvalidKey | ErrorCode::InvalidName => {
            "a verifier key has the form `name+key id+base64`, as the witness publishes it"
        }
        ErrorCode::InvalidScore => "a score is written like `7.5`: at most 6 digits and 6 decimals",
        ErrorCode::OutOfRange => "`interview show` lists the numbers of all events",
        ErrorCode::NotRedactable => "the first line and session_end stay; name other events",
        ErrorCode::InvalidLog => "`interview verify` tells what is wrong with a log, and where",
        ErrorCode::InvalidProof | ErrorCode::InvalidNote => {
            "`interview prove` writes proofs in the form that is read here"
        }
        ErrorCode::Exists => "nothing is overwritten: choose a name that doesn't exist yet",
        ErrorCode::Locked => "another process holds the session; try again",
        _ => return None,
    })
}
