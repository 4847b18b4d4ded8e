//! Verdict and first place of bundles, for comparing verifiers.
//!
//! `printf '%s\n' FOLDER... | cargo run --release -p interview-core --example first_place`
//!
//! A folder holds `events.jsonl`, any of the other files of a bundle, and `options.json` where the
//! options aren't the defaults. For each folder one line of JSON is printed:
//! `{"verdict", "code", "first_place": {"file", "line", "seq"}}`, the last two null where the log is
//! intact, or `{"error"}`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "an example is a program: it reads files and prints"
)]

use std::{
    fs,
    io::{self, BufRead as _},
    path::Path,
};

use interview_core::{
    Error,
    api::{Bundle, Verdict, VerifyOptions, verify},
    report::{COMMITS, DIFF, EVENTS, MANIFEST},
};
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    for folder in io::stdin().lock().lines() {
        let first = first_place(Path::new(&folder?));
        println!("{}", first.unwrap_or_else(|error| json!({ "error": error.to_string() })));
    }
    Ok(())
}

fn first_place(folder: &Path) -> Result<Value, Error> {
    let file = |name: &str| fs::read(folder.join(name)).ok();
    let options = match file("options.json") {
        Some(json) => VerifyOptions::from_json(&String::from_utf8_lossy(&json))?,
        None => VerifyOptions::default(),
    };
    let (manifest, diff, commits) = (file(MANIFEST), file(DIFF), file(COMMITS));
    let bundle = Bundle {
        events: &file(EVENTS).unwrap_or_default(),
        manifest: manifest.as_deref(),
        diff: diff.as_deref(),
        commits: commits.as_deref(),
    };
    let report = verify(&bundle, &options)?;
    let cause = report.first_cause().filter(|_| report.verdict != Verdict::Intact);
    let place = cause.map(|finding| {
        let place = &finding.place;
        json!({ "file": place.file, "line": place.line, "seq": place.seq })
    });
    Ok(json!({
        "verdict": report.verdict,
        "code": cause.map(|finding| finding.code),
        "first_place": place,
        "passes": report.passes(),
    }))
}
