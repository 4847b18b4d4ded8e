//! Prints the verdict on each legacy session whose folder is named on standard input, one JSON
//! object a line: the original's members, `{"raises": CLASS}` where it raises, `{"limit": true}`
//! where a line or the manifest is longer than what is read. `scripts/legacy_differential.py` holds
//! them against the original's own answers.
#![expect(clippy::disallowed_methods, reason = "an example is a shell around the pure core")]

use std::{
    fs,
    io::{self, BufRead, Write},
    path::Path,
};

use interview_core::legacy::{Outcome, Verifier};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for folder in io::stdin().lock().lines() {
        let folder = folder?;
        let mut verifier = Verifier::new();
        verifier.push(&fs::read(Path::new(&folder).join("events.jsonl"))?);
        let manifest = fs::read(Path::new(&folder).join("manifest.json")).ok();
        let line = match verifier.finish(manifest.as_deref()).outcome {
            Outcome::Verified(verdict) => serde_json::to_string(&verdict)?,
            Outcome::Raises { exception, .. } => format!(r#"{{"raises":"{exception}"}}"#),
            Outcome::BeyondLimits { .. } => r#"{"limit":true}"#.to_owned(),
        };
        writeln!(out, "{line}")?;
    }
    out.flush()
}
