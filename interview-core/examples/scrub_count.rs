//! Counts what `scrub` would take out of files: a way to look for false positives.
//!
//! `cargo run --release -p interview-core --example scrub_count -- FILE...`
//!
//! A file of JSON, or of one JSON value a line, is searched string by string as a recorder would;
//! any other file as one text. For each redaction its line is printed with the markers in place,
//! never the secret; then the counts by kind.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "an example is a program: it reads files and prints"
)]

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde_json::Value;

use interview_core::scrub::{Scrubbed, scrub, scrub_member};

fn main() -> ExitCode {
    let mut counts = BTreeMap::new();
    let mut searched = 0;
    let mut failed = false;
    for path in std::env::args().skip(1) {
        match std::fs::read(&path) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes);
                searched += text.len();
                count(&path, &text, &mut counts);
            }
            Err(error) => {
                eprintln!("{path}: {error}");
                failed = true;
            }
        }
    }
    println!("{searched} bytes searched");
    for (kind, count) in &counts {
        println!("{count:6} {kind}");
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Adds what is found in one file.
fn count(path: &str, text: &str, counts: &mut BTreeMap<&'static str, u32>) {
    let mut add = |scrubbed: Scrubbed<'_>| {
        for redaction in &scrubbed.redactions {
            *counts.entry(redaction.kind).or_default() += redaction.count;
        }
        if !scrubbed.redactions.is_empty() {
            show(path, &scrubbed.text);
        }
    };
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        return walk("", &value, &mut add);
    }
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let values: Result<Vec<Value>, _> =
        lines.iter().map(|line| serde_json::from_str(line)).collect();
    match values {
        Ok(values) => values.iter().for_each(|value| walk("", value, &mut add)),
        Err(_) => add(scrub(text)),
    }
}

/// Scrubs every string below `value`, which is named `key`.
fn walk<'a>(key: &str, value: &'a Value, add: &mut impl FnMut(Scrubbed<'a>)) {
    match value {
        Value::String(text) => add(scrub_member(key, text)),
        Value::Array(items) => items.iter().for_each(|item| walk(key, item, add)),
        Value::Object(members) => members.iter().for_each(|(key, value)| walk(key, value, add)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Prints each marker with what stands around it.
fn show(path: &str, text: &str) {
    for (at, _) in text.match_indices("[redacted:") {
        let before: String = text.chars().take(text[..at].chars().count()).collect();
        let before: String =
            before.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
        let behind: String = text[at..].chars().take(60).collect();
        println!("{path}: {}", format!("{before}{behind}").escape_debug());
    }
}
