//! Policies from files that the user names.

use std::path::Path;

use interview_core::api::Policy;

use crate::{
    outcome::{Failure, quoted},
    source::read_file,
};

/// Reads a policy, and refuses one that can't be used.
pub(crate) fn load(path: &Path) -> Result<Policy, Failure> {
    let policy = Policy::from_json(&text(path)?).map_err(|error| Failure::about(path, &error))?;
    policy.check().map_err(|error| Failure::about(path, &error))?;
    Ok(policy)
}

/// A file that holds JSON, as text.
pub(crate) fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read_file(path)?).map_err(|_| {
        Failure::new(format!("{}: it isn't UTF-8", quoted(path)), "save the file as UTF-8")
    })
}
