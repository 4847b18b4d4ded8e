//! What a caller may choose of a transcript. Plain data; what it means is the builder's business.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Error, ErrorCode, given};

/// Options of a transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TranscriptOptions {
    /// The form.
    pub format: TranscriptFormat,
    /// Bytes that are kept of a prompt, a message or a remark.
    pub text_bytes: usize,
    /// Bytes that are kept of a tool's input and output, of a command and of a payload.
    pub output_bytes: usize,
    /// Time without an event that is told as a gap once it is longer, in ms; at least 1.
    pub gap_ms: u64,
    /// Whether the assistant's reasoning is shown; else only its length is.
    pub thinking: bool,
}

impl Default for TranscriptOptions {
    fn default() -> Self {
        Self {
            format: TranscriptFormat::default(),
            text_bytes: 4_096,
            output_bytes: 1_024,
            gap_ms: 300_000,
            thinking: false,
        }
    }
}

impl TranscriptOptions {
    /// Reads options from JSON; members that are left out have their defaults.
    ///
    /// # Errors
    /// `invalid_options` where it isn't JSON of this form.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        given::read(json).map_err(|error| {
            Error::new(ErrorCode::InvalidOptions, format!("the options can't be read: {error}"))
        })
    }
}

/// The form of a transcript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum TranscriptFormat {
    /// Lines for a terminal of 80 columns.
    #[default]
    Text,
    /// CommonMark.
    Markdown,
    /// One line of JSON.
    Json,
}

impl FromStr for TranscriptFormat {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        match name {
            "text" => Ok(Self::Text),
            "markdown" => Ok(Self::Markdown),
            "json" => Ok(Self::Json),
            _ => Err(Error::new(
                ErrorCode::InvalidOptions,
                "a transcript is `text`, `markdown` or `json`",
            )),
        }
    }
}
