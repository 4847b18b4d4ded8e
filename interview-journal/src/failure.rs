//! From errors of the operating system to the core's one error type.

use std::{
    io::{self, ErrorKind},
    path::Path,
};

use interview_core::{Error, ErrorCode};

/// What the operating system said, while doing something with a file.
pub(crate) fn io(doing: &str, path: &Path, error: &io::Error) -> Error {
    let code = match error.kind() {
        ErrorKind::NotFound => ErrorCode::NotFound,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            ErrorCode::DiskFull
        }
        _ => ErrorCode::Io,
    };
    Error::new(code, format!("{doing} `{}`: {}", path.display(), lower(error)))
}

/// A file that isn't what it must be.
pub(crate) fn unfit(path: &Path, what: &str) -> Error {
    Error::new(ErrorCode::Io, format!("`{}` {what}", path.display()))
}

/// The system's words as messages are written here: lower case.
fn lower(error: &io::Error) -> String {
    let mut text = error.to_string();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    text
}
