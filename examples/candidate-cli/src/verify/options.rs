//! Options of a verification from the command line. Unlike the library, the command reads any
//! format where no policy is given.

use std::path::Path;

use interview_core::{
    api::{Context, Policy, VerifierKey, VerifyOptions},
    policy::FormatPolicy,
};

use crate::{
    args::Trust,
    outcome::{Failure, quoted},
    policy::{self, text},
    term::clip,
};

/// Reads policy, keys and context.
pub(super) fn load(trust: &Trust) -> Result<VerifyOptions, Failure> {
    let mut options = VerifyOptions::default();
    options.policy = match &trust.policy {
        None => {
            let mut policy = Policy::default();
            policy.format = FormatPolicy::Auto;
            policy
        }
        Some(path) => policy::load(path)?,
    };
    if let Some(profile) = &trust.profile {
        options.policy.profile.clone_from(profile);
    }
    if let Some(path) = &trust.context {
        options.context = serde_json::from_str::<Context>(&text(path)?)
            .map_err(|error| unusable(path, &error))?;
    }
    for vkey in &trust.trust {
        VerifierKey::parse(vkey).map_err(|error| {
            Failure::new(
                format!("`{}`: {error}", clip(vkey, 80)),
                "give the witness's key as it publishes it: `name+key id+base64`",
            )
        })?;
    }
    options.trusted_keys.clone_from(&trust.trust);
    Ok(options)
}

fn unusable(path: &Path, error: &serde_json::Error) -> Failure {
    Failure::new(
        format!("{}: the context can't be read: {error}", quoted(path)),
        "`interview verify --help` shows an example",
    )
}
