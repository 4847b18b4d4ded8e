//! The timeline as data. Times are the recorder's own; nothing here says whether they are true.

use serde::Serialize;

use super::{Item, TestCounts, Text, TranscriptFormat};
use crate::event::Timestamp;

/// What happened in a log, turn by turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Timeline {
    /// `interview-transcript/1`.
    pub transcript: &'static str,
    /// Time of the first event.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub started_at: Option<Timestamp>,
    /// Time of the last event.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub ended_at: Option<Timestamp>,
    /// From the first to the last event; null where the clock went back between them.
    pub duration_ms: Option<u64>,
    /// Events of the log.
    pub events: u64,
    /// Lines that were taken out of a copy.
    pub redacted: u64,
    /// Lines that are no event.
    pub bad_lines: u64,
    /// Every turn, in the order of the log.
    pub turns: Vec<Turn>,
    /// Times without events, pauses, and what the recorder says that it missed.
    pub gaps: Vec<Gap>,
    /// Every run of tests.
    pub test_runs: Vec<TestRunRow>,
    /// What stands in the log and not here.
    pub omitted: Omitted,
}

impl Timeline {
    /// The timeline in a form.
    #[must_use]
    pub fn render(&self, format: TranscriptFormat) -> String {
        match format {
            TranscriptFormat::Text => self.to_text(),
            TranscriptFormat::Markdown => self.to_markdown(),
            TranscriptFormat::Json => self.to_json(),
        }
    }
}

/// A prompt and what followed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Turn {
    /// Its number: 0 for what stands before the first prompt.
    pub n: u64,
    /// Time of its first event.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub started_at: Option<Timestamp>,
    /// Time of its last event, heartbeats aside.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub ended_at: Option<Timestamp>,
    /// From its first to its last event; null where the clock went back between them.
    pub duration_ms: Option<u64>,
    /// The prompt that opened it; null in turn 0.
    pub prompt: Option<Item>,
    /// What followed, in the order of the log; a result stands with its call.
    pub items: Vec<Item>,
}

/// A time in which nothing happened, or of which the recorder knows nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Gap {
    /// The turn in which it lies.
    pub turn: u64,
    /// Why there is nothing, as far as the log says.
    pub reason: GapReason,
    /// The event before; null where there is none.
    pub after_seq: Option<u64>,
    /// The event that ends it.
    pub before_seq: u64,
    /// Since when.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub from: Option<Timestamp>,
    /// Until when.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub until: Timestamp,
    /// How long; null where it isn't known or the clock went back.
    pub duration_ms: Option<u64>,
    /// Signs of life that the recorder gave in it.
    pub heartbeats: u64,
    /// Lines in it that were redacted or can't be read.
    pub unread: u64,
    /// The recorder's own word for it, where it was the recorder that missed something.
    pub told: Option<Text>,
}

/// Why there is nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum GapReason {
    /// No event was recorded, which says nothing about why.
    Quiet,
    /// The candidate had paused the session.
    Paused,
    /// The recorder says that it was off or lost something.
    RecorderGap,
}

/// A run of tests, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TestRunRow {
    /// The turn.
    pub turn: u64,
    /// The event.
    pub seq: u64,
    /// When.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub at: Timestamp,
    /// Name of the framework.
    pub framework: Text,
    /// What came out.
    #[serde(flatten)]
    pub counts: TestCounts,
}

/// What stands in the log and not in the timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Omitted {
    /// Events that say only that the recorder lives.
    pub heartbeats: u64,
    /// Lines behind the bound on what is kept: events, redacted and bad ones.
    pub lines: u64,
    /// Number of the first event behind the bound.
    pub from_seq: Option<u64>,
}
