//! The typed results and options of the bindings, generated for each language from one model of the
//! API's data. An emitter is a module with `generate`, and a line in [`generate()`].

pub mod model;
mod node;
mod python;
mod uniffi;

use std::{io, path::Path};

use interview_core::api::{
    Disclosed, Observed, OvertimePolicy, Policy, Report, TranscriptOptions, VerifyOptions,
};
use interview_journal::{
    Entry, Snapshot,
    given::{GitTreesGiven, IdentityGiven, JournalGiven, StartGiven},
};
use schemars::JsonSchema;
use serde::Serialize;

use crate::generated::Generated;
use model::{Model, Roots};

/// An error code.
#[derive(Serialize, JsonSchema)]
struct ErrorInfo {
    /// The code, for ever the same.
    code: String,
    /// Its category.
    category: String,
    /// What it means.
    meaning: String,
}

/// Makes the files of every language.
///
/// # Errors
/// Where a type has a form that the model doesn't know.
pub fn generate(_: &Path) -> io::Result<Vec<Generated>> {
    let (results, options) = (results()?, options()?);
    let files = [
        python::generate(&results, &options),
        node::generate(&results, &options),
        uniffi::generate(&results, &options),
    ];
    Ok(files.concat())
}

/// What the library gives: the Report and all within it, what a proof shows, what a file event says,
/// and what a journal tells.
///
/// # Errors
/// Where a type has a form that the model doesn't know.
pub fn results() -> io::Result<Model> {
    Roots::results()
        .with::<Report>()
        .with::<Disclosed>()
        .with::<Observed>()
        .with::<Snapshot>()
        .with::<Entry>()
        .with::<ErrorInfo>()
        .model()
}

/// What the library is given as JSON.
///
/// # Errors
/// Where a type has a form that the model doesn't know.
pub fn options() -> io::Result<Model> {
    Roots::options()
        .with::<VerifyOptions>()
        .with::<Policy>()
        .with::<TranscriptOptions>()
        .with::<OvertimePolicy>()
        .with::<StartGiven>()
        .with::<JournalGiven>()
        .with::<IdentityGiven>()
        .with::<GitTreesGiven>()
        .model()
}
