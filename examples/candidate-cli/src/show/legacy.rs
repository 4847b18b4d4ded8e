//! Events of interviewsignal 0.9 as events of format 1, as far as both tell the same: only to be
//! read, never to be recorded. What has no counterpart is shown as it stands, under its own name.

use interview_core::event::{Event, Timestamp, is_kind_name};
use serde_json::{Map, Value, json};

/// A legacy event under the names of format 1.
pub(super) struct Told {
    at: Timestamp,
    kind: String,
    data: String,
}

impl Told {
    /// The event, with its number.
    pub(super) fn event(&self, seq: u64) -> Event<'_> {
        let Self { at, kind, data } = self;
        Event { seq, at: *at, kind, origin: ORIGIN, data }
    }
}

const ORIGIN: &str = "x.interviewsignal";

/// A line as a legacy event, as far as it has the members that the original writes.
pub(super) fn event(line: &[u8]) -> Option<Told> {
    const MS: f64 = 1000.0;
    let mut event: Map<String, Value> = serde_json::from_slice(line).ok()?;
    let Some(Value::String(kind)) = event.remove("type") else { return None };
    event.get("prev_hash")?;
    // The cast saturates, and a time beyond the year 9999 is shown as the earliest.
    let seconds = event.get("timestamp").and_then(Value::as_f64).unwrap_or_default();
    let at = Timestamp::from_ms((seconds * MS) as i64).unwrap_or(Timestamp::EPOCH);
    let payload = event.remove("payload").unwrap_or_default();
    let (kind, data) = match counterpart(&kind, &payload) {
        Some(data) => (kind, data),
        None => match format!("{ORIGIN}.{kind}") {
            name if is_kind_name(&name) => (name, payload),
            _ => (format!("{ORIGIN}.other"), json!({ "type": kind, "payload": payload })),
        },
    };
    Some(Told { at, kind, data: data.to_string() })
}

/// The payload that format 1 would have, where it has one.
fn counterpart(kind: &str, payload: &Value) -> Option<Value> {
    let text = |name: &str| payload.get(name).and_then(Value::as_str);
    let whole = |name: &str| match payload.get(name) {
        None | Some(Value::Null) => Value::from(""),
        Some(Value::String(text)) => text.as_str().into(),
        Some(value) => value.to_string().into(),
    };
    Some(match kind {
        "user_prompt" | "assistant_message" | "thinking" => json!({ "text": text("text")? }),
        "tool_call" => json!({ "name": text("tool_name")?, "input": whole("tool_input") }),
        "tool_result" => json!({
            "name": text("tool_name")?, "status": "ended", "output": whole("response_summary"),
        }),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(i64, &str, &str)>) {
        let told = event(text.as_bytes());
        let told = told.as_ref().map(|told| (told.at.ms(), told.kind.as_str(), told.data.as_str()));
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn lines_of_the_older_format_are_shown_too() {
        check(
            r#"{"type":"a","timestamp":1.5,"prev_hash":"","payload":{}}"#,
            Some((1500, "x.interviewsignal.a", "{}")),
        );
        check(
            r#"{"type":"user_prompt","timestamp":1e300,"prev_hash":"","payload":{"text":"x","_n":1.5}}"#,
            Some((0, "user_prompt", r#"{"text":"x"}"#)),
        );
        check(
            r#"{"type":"tool_call","timestamp":0,"prev_hash":"","payload":{"tool_name":"Bash","tool_input":{"command":"ls"}}}"#,
            Some((0, "tool_call", r#"{"input":"{\"command\":\"ls\"}","name":"Bash"}"#)),
        );
        check(
            r#"{"type":"A b","timestamp":0,"prev_hash":""}"#,
            Some((0, "x.interviewsignal.other", r#"{"payload":null,"type":"A b"}"#)),
        );
        check(r#"{"type":"a","timestamp":1.5}"#, None);
        check(r#"{"type":1,"prev_hash":""}"#, None);
        check("[]", None);
        check("", None);
    }
}
