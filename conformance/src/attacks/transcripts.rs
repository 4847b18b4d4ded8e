//! Honest sessions that happened: transcripts of Claude Code as the importer reads them, with their
//! own times.

use std::{fs, io, path::Path};

use interview_capture::claude_code::{Importer, Options};
use interview_core::api::Timestamp;
use serde_json::Value;

use super::{
    record::line_salt,
    story::{Story, Told},
};
use crate::work_tree::Tree;

/// A transcript, and the diff of the commit that came of it where that is known.
#[derive(Clone, Copy, Debug)]
pub struct Transcript {
    /// Its path in the folder of transcripts.
    pub path: &'static str,
    /// The path of the diff.
    pub diff: Option<&'static str>,
    /// Flags that may be yellow.
    pub yellow: &'static [&'static str],
}

/// Every transcript that is read.
pub const TRANSCRIPTS: &[Transcript] = &[
    Transcript {
        path: "entire-checkpoint/60-61721bc409-0.full.jsonl",
        diff: Some("entire-checkpoint/11e74530f1830e51d0a0be3c9adba6c7583f4ccc.diff"),
        yellow: &["hooks_gap", "anchor_gap"],
    },
    short("git-ai-tests/claude-code-with-plan.jsonl"),
    short("git-ai-tests/claude-code-with-thinking.jsonl"),
    short("git-ai-tests/claude-model-not-last.jsonl"),
    short("claude-code-log/representative_messages.jsonl"),
    short("claude-code-log/edge_cases.jsonl"),
    short("claude-code-log/session_b.jsonl"),
];

/// A conversation of a few messages.
const fn short(path: &'static str) -> Transcript {
    Transcript { path, diff: None, yellow: &["too_fast", "few_interactions"] }
}

/// The story that a transcript tells.
///
/// # Errors
///
/// Where a file can't be read, or nothing in it can.
pub(super) fn story(transcript: &Transcript, folder: &Path, seed: u64) -> io::Result<Story> {
    let bytes = fs::read(folder.join(transcript.path))?;
    let diff = transcript.diff.map(|path| fs::read(folder.join(path))).transpose()?;
    let mut story = Story {
        name: transcript.path.to_owned(),
        seed,
        capture: "full",
        limit_ms: 4 * 3_600_000,
        start_ms: 0,
        end_ms: 0,
        told: Vec::new(),
        base: Tree::new(),
        end: Tree::new(),
        diff: Some(diff.unwrap_or_default()),
        commits: Vec::new(),
        ticket: true,
        offline: Vec::new(),
        clock: Vec::new(),
        script: None,
        others: Vec::new(),
    };
    let mut importer = Importer::new(Options { root: None, line_salt: line_salt(&story) });
    for line in bytes.split(|byte| *byte == b'\n') {
        importer.push_line(0, line);
    }
    let events = importer.finish().events;
    let first = events.iter().find_map(|event| event.at).map(Timestamp::ms);
    story.start_ms = first.ok_or_else(|| io::Error::other("the transcript tells no time"))? - 5_000;
    story.end_ms = story.start_ms;
    for event in events {
        // Without a time of its own, an event belongs to the one before.
        let at_ms = event.at.map_or(story.end_ms, Timestamp::ms);
        story.end_ms = story.end_ms.max(at_ms);
        let data: Value = serde_json::from_str(&event.data).map_err(io::Error::other)?;
        story.told.push(Told::new(at_ms, event.kind, event.origin, data));
    }
    story.end_ms += 15_000;
    Ok(story)
}
