//! A generated file, and where the repository lies that it belongs to.

use std::path::{Path, PathBuf};

/// A file as it must be, by its path in the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// Path from the root of the repository, `/` between its parts.
    pub path: String,
    /// All its bytes.
    pub bytes: Vec<u8>,
}

/// The root of this repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
