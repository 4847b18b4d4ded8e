//! The seeded generator of the vectors. Each function that makes or damages bytes says with them
//! what a verifier must answer; only then is the verifier asked, for the full Report, and it must
//! agree.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a generator that meets what it didn't make must stop"
)]

mod case;
mod recipe;
mod session;
mod writer;

mod forty;
mod honest;
mod events;
mod changed;
mod tails;
mod grammar;
mod frame;
mod tickets;
mod anchors;
mod cosignatures;
mod files;
mod caller;
mod statements;
mod operations;
mod proofs;
mod archive;
mod archives;
mod paths;
mod recorder;
mod observed;
mod drawn;
mod script;
mod journal;
mod journal_refusals;
mod legacy;
mod evidence;
mod flags;
mod score;
mod transcript;

use std::{collections::BTreeSet, fs, io, path::Path};

use serde_json::json;

pub use self::forty::{Submission, forty};

use self::case::Case;
use crate::{
    generated::Generated,
    outcome::Outcome,
    runner::{self, REPORT_FILE_BYTES},
    vector::{FOLDER, Loaded, VECTOR},
};

/// The file with the full Report.
const REPORT: &str = "report.json";

/// Makes every vector.
///
/// # Errors
///
/// Where an operation doesn't answer what the generator wrote down before.
pub fn generate(root: &Path) -> io::Result<Vec<Generated>> {
    let mut generated = Vec::new();
    let mut names = BTreeSet::new();
    let mut wrong = Vec::new();
    for case in cases() {
        let name = case.vector.name.clone();
        if !names.insert(name.clone()) {
            wrong.push(format!("{name}: there are two of this name"));
        }
        match record(case) {
            Ok(loaded) => generated.extend(files(&loaded)?),
            Err(what) => wrong.push(format!("{name}: {what}")),
        }
    }
    wrong.extend(surplus(root, &names)?);
    if wrong.is_empty() {
        return Ok(generated);
    }
    Err(io::Error::other(wrong.join("\n")))
}

fn cases() -> Vec<Case> {
    [
        honest::cases(),
        events::cases(),
        changed::cases(),
        tails::cases(),
        grammar::cases(),
        frame::cases(),
        tickets::cases(),
        anchors::cases(),
        cosignatures::cases(),
        files::cases(),
        caller::cases(),
        statements::cases(),
        operations::cases(),
        proofs::cases(),
        archives::cases(),
        paths::cases(),
        recorder::cases(),
        observed::cases(),
        journal::cases(),
        journal_refusals::cases(),
        legacy::cases(),
        evidence::cases(),
        flags::cases(),
        score::cases(),
        transcript::cases(),
    ]
    .concat()
}

/// Asks for the full Report, which must agree with what was expected before.
fn record(case: Case) -> Result<Loaded, String> {
    let mut loaded = Loaded { vector: case.vector, files: case.files };
    let json = match crate::operations::perform(&loaded)? {
        Outcome::Report(report) => {
            runner::agree(&loaded, &report)?;
            Some(report.to_json())
        }
        Outcome::Reports(reports) => Some(runner::lines(&reports)),
        Outcome::Recorded(session) => match session.report {
            Ok(report) => {
                runner::agree(&loaded, &report)?;
                Some(report.to_json())
            }
            Err(_) => None,
        },
        Outcome::Output(_) | Outcome::Files(_) | Outcome::Error(_) => None,
    };
    if let Some(json) = json {
        loaded.vector.expected.report = Some(if json.len() <= REPORT_FILE_BYTES {
            loaded.files.push((REPORT.to_owned(), format!("{json}\n").into_bytes()));
            REPORT.into()
        } else {
            json!({ "sha256": runner::sha256_hex(json.as_bytes()) })
        });
    }
    runner::run(&loaded)?;
    Ok(loaded)
}

fn files(loaded: &Loaded) -> io::Result<Vec<Generated>> {
    let folder = format!("{FOLDER}/{}", loaded.vector.name);
    let mut vector = serde_json::to_vec_pretty(&loaded.vector)?;
    vector.push(b'\n');
    let mut files = vec![Generated { path: format!("{folder}/{VECTOR}"), bytes: vector }];
    files.extend(
        loaded.files.iter().map(|(name, bytes)| Generated {
            path: format!("{folder}/{name}"),
            bytes: bytes.clone(),
        }),
    );
    Ok(files)
}

/// Committed vectors that nobody generates.
fn surplus(root: &Path, names: &BTreeSet<String>) -> io::Result<Vec<String>> {
    let mut surplus = Vec::new();
    let Ok(entries) = fs::read_dir(root.join(FOLDER)) else { return Ok(surplus) };
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !names.contains(&name) {
            surplus.push(format!("{FOLDER}/{name}: no such vector is generated"));
        }
    }
    Ok(surplus)
}
