//! The session that exhaustive tampering damages: 40 events, ticket, anchors, cosigned to the end.

use serde_json::Value;

use super::writer::{Setup, Writer};

/// The files of a submission and what its verifier knows.
#[derive(Clone, Debug)]
pub struct Submission {
    /// `events.jsonl`.
    pub events: Vec<u8>,
    /// `manifest.json`.
    pub manifest: Vec<u8>,
    /// `changes.diff`.
    pub diff: Vec<u8>,
    /// `commits.json`.
    pub commits: Vec<u8>,
    /// VerifyOptions as JSON.
    pub options: Value,
}

/// A sealed, anchored, ticketed session of 40 events.
#[must_use]
pub fn forty() -> Submission {
    let mut writer = Writer::new("forty", Setup::ticketed());
    writer.work();
    while writer.size() < 39 {
        match writer.size() % 12 {
            0 => writer.anchor(),
            3 => writer.event("assistant_message", "assistant", r#"{"text":"Done.\n"}"#),
            6 => writer.event("x.acme.thing", "x.acme", r#"{"n":[1,-2,{"a":null}],"b":true}"#),
            _ => {
                let words = format!("Prompt {} — ü?", writer.size());
                writer.prompt(&words)
            }
        };
    }
    let session = writer.end().seal();
    Submission {
        events: session.events(),
        manifest: session.manifest.unwrap_or_default(),
        diff: session.diff.unwrap_or_default(),
        commits: session.commits.unwrap_or_default(),
        options: session.options,
    }
}
