//! Generates the JSON schemas of Policy, VerifyOptions and Report. They are made from the types
//! themselves, so the core needs the feature `schema`; nothing that ships has it.

use std::{io, path::Path};

use interview_core::{policy::Policy, report::Report, transcript::Timeline, verify::VerifyOptions};
use schemars::{JsonSchema, generate::SchemaSettings};

use crate::generated::Generated;

/// The schema files.
///
/// # Errors
/// Where a schema can't be written as JSON.
pub fn generate(_root: &Path) -> io::Result<Vec<Generated>> {
    Ok(vec![
        file::<Policy>("interview-core/schema/policy.schema.json", SchemaSettings::draft2020_12())?,
        file::<VerifyOptions>("docs/options.schema.json", SchemaSettings::draft2020_12())?,
        file::<Report>("docs/report.schema.json", SchemaSettings::draft2020_12().for_serialize())?,
        file::<Timeline>(
            "docs/transcript.schema.json",
            SchemaSettings::draft2020_12().for_serialize(),
        )?,
    ])
}

fn file<T: JsonSchema>(path: &str, settings: SchemaSettings) -> io::Result<Generated> {
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let mut bytes = serde_json::to_vec_pretty(&schema)?;
    bytes.push(b'\n');
    Ok(Generated { path: path.to_owned(), bytes })
}
