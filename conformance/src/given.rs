//! What a vector gives an operation: its inputs, its bundle, its options.

use interview_core::api::{Bundle, VerifierKey, VerifyOptions};
use serde_json::Value;

use crate::vector::Loaded;

/// The input of a vector in a role.
pub(crate) fn input<'a>(loaded: &'a Loaded, role: &str) -> Result<&'a Value, String> {
    loaded.vector.input.get(role).ok_or_else(|| format!("no input `{role}`"))
}

/// JSON of a form.
pub(crate) fn form<T: serde::de::DeserializeOwned>(value: &Value) -> Result<T, String> {
    T::deserialize(value).map_err(|error| format!("{error}: {value}"))
}

/// The bytes of a bundle by role.
pub struct Files {
    events: Vec<u8>,
    manifest: Option<Vec<u8>>,
    diff: Option<Vec<u8>>,
    commits: Option<Vec<u8>>,
}

impl Files {
    /// The bundle of a vector.
    ///
    /// # Errors
    ///
    /// Where a file is missing.
    pub fn of(loaded: &Loaded) -> Result<Self, String> {
        let input = &loaded.vector.input;
        let bytes = |role: &str| input.get(role).map(|given| loaded.bytes(given)).transpose();
        Ok(Self {
            events: bytes("events")?.ok_or("no events")?,
            manifest: bytes("manifest")?,
            diff: bytes("diff")?,
            commits: bytes("commits")?,
        })
    }

    /// The bundle as the API takes it.
    #[must_use]
    pub fn bundle(&self) -> Bundle<'_> {
        Bundle {
            events: &self.events,
            manifest: self.manifest.as_deref(),
            diff: self.diff.as_deref(),
            commits: self.commits.as_deref(),
        }
    }
}

/// The options of a vector, or the code of the error that they are.
///
/// # Errors
///
/// The code.
pub fn options(loaded: &Loaded) -> Result<VerifyOptions, &'static str> {
    match &loaded.vector.options {
        Value::Null => Ok(VerifyOptions::default()),
        options => {
            VerifyOptions::from_json(&options.to_string()).map_err(|error| error.code().as_str())
        }
    }
}

/// The key of a vector's input `key`: a vkey.
pub(crate) fn key(given: &Value) -> Result<VerifierKey, &'static str> {
    given
        .as_str()
        .unwrap_or_default()
        .parse()
        .map_err(|error: interview_core::Error| error.code().as_str())
}
