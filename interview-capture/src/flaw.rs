//! What could not be read of a transcript. A flaw is data: the rest of the transcript goes on.

use std::fmt;

/// A line that gave no event though it should have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flaw {
    /// The file, by the number that the caller gave it.
    pub file: usize,
    /// 1-based line.
    pub line: u64,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reason {
    /// It is longer than [`crate::limits::LINE_BYTES`].
    TooLong,
    /// The transcript is longer than [`crate::limits::IMPORT_BYTES`].
    TooMuch,
    /// It isn't JSON, or nested too deep.
    NotJson,
    /// It is JSON, but not an object.
    NotAnObject,
    /// It doesn't say of what type it is.
    NoType,
    /// A type of line, message part or attachment that this version doesn't know.
    UnknownType(String),
    /// It has no message.
    NoMessage,
    /// Its message has no content, or a part of it isn't an object.
    NoContent,
}

impl Reason {
    /// Its code, stable for ever.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::TooMuch => "too_much",
            Self::NotJson => "not_json",
            Self::NotAnObject => "not_an_object",
            Self::NoType => "no_type",
            Self::UnknownType(_) => "unknown_type",
            Self::NoMessage => "no_message",
            Self::NoContent => "no_content",
        }
    }

    /// An unknown type by its name, which is cut: it comes from outside.
    pub(crate) fn unknown(name: &str) -> Self {
        Self::UnknownType(name.chars().filter(|c| !c.is_control()).take(48).collect())
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "file {}, line {}: ", self.file, self.line)?;
        match &self.reason {
            Reason::TooLong => f.write_str("longer than a line may be"),
            Reason::TooMuch => f.write_str("the transcript is longer than an import may be"),
            Reason::NotJson => f.write_str("not JSON"),
            Reason::NotAnObject => f.write_str("not a JSON object"),
            Reason::NoType => f.write_str("no `type`"),
            Reason::UnknownType(name) => write!(f, "unknown type `{name}`"),
            Reason::NoMessage => f.write_str("no `message`"),
            Reason::NoContent => f.write_str("no readable `content`"),
        }
    }
}
