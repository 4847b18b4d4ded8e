//! The flag profile `legacy`: the ids and severities that interviewsignal 0.9.25 gives on the same
//! events and manifest, in the order of its table. A rule that meets a value which Python can't
//! compute with gives nothing, as there.
//!
//! It repeats the original, blind spots included: it accuses nobody by itself, and our own rules
//! aren't here. One difference is left: of 64 times or more among which one is NaN, the order that
//! Python's sort gives is not repeated, and `hooks_gap` says nothing.

mod calls;
mod clock;
mod counts;
mod exact;
mod gap;
mod iteration;
mod python;
mod timing;

use super::{
    scan::{Part, Scan},
    value::Value,
};
use crate::limits;

/// A flag of the profile `legacy`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegacyFlag {
    /// Its name, as the original spells it.
    pub id: &'static str,
    /// How much it says.
    pub severity: LegacySeverity,
    /// What was found, with its unit.
    pub measured: String,
    /// What it was held against, with its unit.
    pub threshold: String,
    /// Lines of `events.jsonl` that it rests on, from 0; none where it rests on the manifest or on
    /// what isn't there.
    pub evidence: Vec<u64>,
}

/// How much a [`LegacyFlag`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegacySeverity {
    /// `yellow`.
    Yellow,
    /// `red`.
    Red,
}

impl LegacySeverity {
    /// The original's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }
}

/// The flags of a log, with the bytes of its `manifest.json` if there is one; `None` where the log or
/// manifest is longer than what is read, or isn't UTF-8. Events behind a line that isn't JSON don't
/// count.
#[must_use]
pub fn flags(events: &[u8], manifest: Option<&[u8]>) -> Option<Vec<LegacyFlag>> {
    let mut verifier = super::Verifier::new();
    verifier.push(events);
    verifier.finish(manifest).flags
}

/// What Python raises at: the rule gives nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Raises;

/// The type of an event, as the rules tell types apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    UserPrompt,
    Thinking,
    ToolCall,
    FileRead,
    FileWrite,
    FileEdit,
    BashCommand,
    Other,
    /// A list or object, which Python can't look up in a set.
    Unhashable,
}

impl Type {
    fn of(value: &Value<'_>) -> Self {
        match value {
            Value::Text(text) => match text.as_ref() {
                b"user_prompt" => Self::UserPrompt,
                b"thinking" => Self::Thinking,
                b"tool_call" => Self::ToolCall,
                b"file_read" => Self::FileRead,
                b"file_write" => Self::FileWrite,
                b"file_edit" => Self::FileEdit,
                b"bash_command" => Self::BashCommand,
                _ => Self::Other,
            },
            Value::List(_) | Value::Dict(_) => Self::Unhashable,
            _ => Self::Other,
        }
    }

    fn is_interaction(self) -> bool {
        use Type::{BashCommand, FileEdit, FileRead, FileWrite, ToolCall};
        matches!(self, ToolCall | FileRead | FileWrite | FileEdit | BashCommand)
    }
}

/// The members of an event that rules look at; what isn't there is null or `None`.
struct Event<'a> {
    line: u64,
    kind: Type,
    path: Value<'a>,
    exit_code: Value<'a>,
    timestamp: Value<'a>,
    timestamp_ms: Value<'a>,
    payload: Option<Part<'a>>,
    tool_name: Option<Value<'a>>,
}

/// What the rules keep of the events: constant but for 16 bytes a time and 32 a written path.
#[derive(Default)]
pub(super) struct Seen {
    /// An event isn't an object, so every rule that looks at events raises.
    not_object: bool,
    counts: counts::Counts,
    iteration: iteration::Iteration,
    timing: timing::Timing,
    gap: gap::Gap,
    calls: calls::Calls,
}

impl Seen {
    /// Takes the event of a line that was read.
    pub(super) fn event(&mut self, line: u64, scan: &Scan, text: &[u8]) {
        if !scan.is_object() {
            self.not_object = true;
        }
        if self.not_object {
            return;
        }
        let mut event = Event {
            line,
            kind: Type::Other,
            path: Value::Null,
            exit_code: Value::Null,
            timestamp: Value::Null,
            timestamp_ms: Value::Null,
            payload: None,
            tool_name: None,
        };
        for (key, value) in scan.members(text) {
            match key {
                b"type" => event.kind = Type::of(&Value::of_part(value)),
                b"path" => event.path = Value::of_part(value),
                b"exit_code" => event.exit_code = Value::of_part(value),
                b"timestamp" => event.timestamp = Value::of_part(value),
                b"timestamp_ms" => event.timestamp_ms = Value::of_part(value),
                b"payload" => event.payload = Some(value),
                b"tool_name" => event.tool_name = Some(Value::of_part(value)),
                _ => {}
            }
        }
        self.counts.event(&event);
        self.iteration.event(&event);
        self.timing.event(&event);
        self.gap.event(&event);
        self.calls.event(&event);
    }

    /// The flags; `None` where the manifest is longer than what is read. One that isn't JSON counts
    /// as none.
    pub(super) fn finish(
        self,
        manifest: Option<&[u8]>,
        scan: &mut Scan,
    ) -> Option<Vec<LegacyFlag>> {
        let manifest = manifest.filter(|text| std::str::from_utf8(text).is_ok());
        if manifest.is_some_and(|text| text.len() > limits::LEGACY_MANIFEST_BYTES) {
            return None;
        }
        let manifest = Manifest::read(manifest, scan);
        let events = (!self.not_object).then_some(&self);
        let clock = manifest.as_ref();
        let found = [
            clock.and_then(clock::overtime),
            clock.and_then(clock::too_fast),
            events.and_then(|seen| seen.counts.few_interactions()),
            events.and_then(|seen| seen.iteration.no_iteration(&seen.counts)),
            events.and_then(|seen| seen.timing.uniform_timing()),
            events.and_then(|seen| seen.counts.no_prompts()),
            events.zip(clock).and_then(|(seen, manifest)| seen.gap.hooks_gap(manifest)),
            events.zip(clock).and_then(|(seen, m)| seen.calls.diff_event_mismatch(m)),
            events.and_then(|seen| seen.counts.prompt_event_ratio()),
            events.zip(clock).and_then(|(seen, m)| seen.calls.commit_event_mismatch(m)),
        ];
        Some(found.into_iter().flatten().collect())
    }
}

/// The members of the manifest that rules look at; what isn't there is null or `None`.
#[derive(Default)]
struct Manifest<'a> {
    elapsed: Value<'a>,
    limit: Value<'a>,
    diff_summary: Value<'a>,
    diff_note: Value<'a>,
    commits: Option<Value<'a>>,
}

impl<'a> Manifest<'a> {
    /// `None` where it is JSON, but no object.
    fn read(text: Option<&'a [u8]>, scan: &mut Scan) -> Option<Self> {
        let mut manifest = Self::default();
        let Some(text) = text.filter(|text| scan.read(text, false).is_ok()) else {
            return Some(manifest);
        };
        if !scan.is_object() {
            return None;
        }
        for (key, value) in scan.members(text) {
            match key {
                b"elapsed_minutes" => manifest.elapsed = Value::of_part(value),
                b"time_limit_minutes" => manifest.limit = Value::of_part(value),
                b"git_diff_summary" => manifest.diff_summary = Value::of_part(value),
                b"git_diff_note" => manifest.diff_note = Value::of_part(value),
                b"commit_log" => manifest.commits = Some(Value::of_part(value)),
                _ => {}
            }
        }
        Some(manifest)
    }
}

fn flag(
    id: &'static str,
    is_red: bool,
    measured: impl Into<String>,
    threshold: impl Into<String>,
    evidence: Vec<u64>,
) -> LegacyFlag {
    let severity = if is_red { LegacySeverity::Red } else { LegacySeverity::Yellow };
    LegacyFlag { id, severity, measured: measured.into(), threshold: threshold.into(), evidence }
}
