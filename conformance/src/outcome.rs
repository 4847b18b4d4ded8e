//! What an operation gives for a vector, and why it gives nothing.

use interview_core::{Error, api::Report};
use serde_json::Value;

/// What an operation gave.
#[derive(Debug)]
pub enum Outcome {
    /// A Report.
    Report(Box<Report>),
    /// Anything else that is JSON.
    Output(Value),
    /// Bytes by role, ordered by role.
    Files(Vec<(&'static str, Vec<u8>)>),
    /// Several Reports, each of which may be an error instead.
    Reports(Vec<Result<Box<Report>, &'static str>>),
    /// What a script left on the disk.
    Recorded(Box<Recorded>),
    /// The code of an error.
    Error(&'static str),
}

/// What a script of a journal left on the disk.
#[derive(Debug)]
pub struct Recorded {
    /// The Report of the session's folder, or the code of the error in which the last step ended.
    pub report: Result<Report, &'static str>,
    /// Every file of `bundle/`, ordered by name.
    pub files: Vec<(String, Vec<u8>)>,
    /// The body of each request to a witness, null where there was none.
    pub requests: Vec<Value>,
}

/// Why an operation gave nothing.
pub(crate) enum Failed {
    /// It answered with an error: what a vector may expect.
    Code(&'static str),
    /// The vector isn't of the form that the operation needs.
    Form(String),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Code(error.code().as_str())
    }
}

impl From<&'static str> for Failed {
    fn from(code: &'static str) -> Self {
        Self::Code(code)
    }
}

impl From<String> for Failed {
    fn from(what: String) -> Self {
        Self::Form(what)
    }
}
