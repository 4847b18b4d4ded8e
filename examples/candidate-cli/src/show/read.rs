//! A line of either format as something to show. Whether it may stand where it stands is not asked.

use std::borrow::Cow;

use interview_core::{
    event::Timestamp,
    hash::Hash,
    wire::{Line, read_line},
};
use serde_json::{Map, Value};

/// What a line turned out to be.
pub(super) enum Entry<'a> {
    /// An event.
    Event(Shown<'a>),
    /// A line that was taken out of a copy.
    Redacted(Hash),
    /// Something else, and why.
    Unread(&'static str),
}

/// An event to be shown.
pub(super) struct Shown<'a> {
    pub(super) at: Option<Timestamp>,
    pub(super) kind: Cow<'a, str>,
    pub(super) origin: &'a str,
    pub(super) data: Map<String, Value>,
    pub(super) misfit: Option<&'static str>,
}

/// Reads a line of format 1, or else of interviewsignal 0.9.
pub(super) fn line(line: &[u8]) -> Entry<'_> {
    match read_line(line) {
        Ok(Line::Event(event)) => Entry::Event(Shown {
            at: Some(event.at),
            kind: event.kind.into(),
            origin: event.origin,
            // INVARIANT: a line that was read has an object there.
            data: serde_json::from_str(event.data).unwrap_or_default(),
            misfit: event.misfit.map(|misfit| misfit.member),
        }),
        Ok(Line::Redacted(hash)) => Entry::Redacted(hash),
        Err(flaw) => legacy(line).map_or(Entry::Unread(flaw.reason.as_str()), Entry::Event),
    }
}

/// A legacy event, as far as it has the members that the original writes.
fn legacy(line: &[u8]) -> Option<Shown<'_>> {
    const MS: f64 = 1000.0;
    let mut event: Map<String, Value> = serde_json::from_slice(line).ok()?;
    let Some(Value::String(kind)) = event.remove("type") else { return None };
    event.get("prev_hash")?;
    // The cast saturates, and a time beyond the year 9999 is shown as none.
    let seconds = event.get("timestamp").and_then(Value::as_f64);
    let at = seconds.and_then(|seconds| Timestamp::from_ms((seconds * MS) as i64));
    let data = match event.remove("payload") {
        Some(Value::Object(data)) => data,
        _ => Map::new(),
    };
    Some(Shown { at, kind: kind.into(), origin: "", data, misfit: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, Option<i64>)>) {
        let read = match line(text.as_bytes()) {
            Entry::Event(event) => Some((event.kind.into_owned(), event.at.map(Timestamp::ms))),
            _ => None,
        };
        assert_eq!(read.as_ref().map(|(kind, at)| (kind.as_str(), *at)), expected, "{text}");
    }

    #[test]
    fn lines_of_the_older_format_are_shown_too() {
        check(
            r#"{"type":"a","timestamp":1.5,"prev_hash":"","payload":{}}"#,
            Some(("a", Some(1500))),
        );
        check(r#"{"type":"a","timestamp":1e300,"prev_hash":""}"#, Some(("a", None)));
        check(r#"{"type":"a","timestamp":1.5}"#, None);
        check(r#"{"type":1,"prev_hash":""}"#, None);
        check("[]", None);
        check("", None);
    }
}
