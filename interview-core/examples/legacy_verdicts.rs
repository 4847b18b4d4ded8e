//! Prints the verdict on each legacy session whose folder is named on standard input, one JSON
//! object a line: the original's members, `{"raises": CLASS}` where it raises, `{"limit": true}`
//! where a line or the manifest is longer than what is read. `scripts/legacy_differential.py` holds
//! them against the original's own answers.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "an example is a shell around the pure core"
)]

use std::{
    fs,
    io::{self, BufRead, Read, Write},
    path::Path,
};

use interview_core::legacy::{Outcome, Verifier};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut chunk = vec![0; 1 << 18];
    for folder in io::stdin().lock().lines() {
        let folder = folder?;
        let mut verifier = Verifier::new();
        let mut events = fs::File::open(Path::new(&folder).join("events.jsonl"))?;
        loop {
            let length = events.read(&mut chunk)?;
            let Some(bytes) = chunk.get(..length).filter(|bytes| !bytes.is_empty()) else { break };
            verifier.push(bytes);
        }
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
