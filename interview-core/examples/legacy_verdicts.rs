//! Prints the verdict on each legacy session whose folder is named on standard input, a line for
//! each: the original's members as JSON, `{"raises": CLASS}` where it raises, `{"limit": true}` where
//! a line or the manifest is longer than what is read; behind it, after tabs, the events that are
//! spelled in another way than the original writes and those with a duplicate key, with commas, and
//! the flags as `severity:id`, or `unread`.
//! `scripts/legacy_differential.py` holds them against the original's own answers.
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
        let verification = verifier.finish(manifest.as_deref());
        let events = |code| {
            let found = verification.findings.iter().filter(move |finding| finding.code == code);
            let events = found.filter_map(|finding| finding.place.event).map(|e| e.to_string());
            events.collect::<Vec<_>>().join(",")
        };
        let (respelled, duplicate) = (events("legacy_respelled"), events("legacy_duplicate_key"));
        let flags = match &verification.flags {
            Some(flags) => {
                let flags =
                    flags.iter().map(|flag| format!("{}:{}", flag.severity.as_str(), flag.id));
                flags.collect::<Vec<_>>().join(",")
            }
            None => "unread".to_owned(),
        };
        let verdict = match verification.outcome {
            Outcome::Verified(verdict) => serde_json::to_string(&verdict)?,
            Outcome::Raises { exception, .. } => format!(r#"{{"raises":"{exception}"}}"#),
            Outcome::BeyondLimits { .. } => r#"{"limit":true}"#.to_owned(),
        };
        writeln!(out, "{verdict}\t{respelled}\t{duplicate}\t{flags}")?;
    }
    out.flush()
}
