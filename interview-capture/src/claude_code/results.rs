//! Results of tools: how a call ended, and what of its output may be told.

use std::borrow::Cow;

use interview_core::event::{Commit, Token, ToolResult, is_kind_name};
use serde_json::Value;

use super::calls::Call;
use crate::json;

/// How a call ended.
#[derive(Debug)]
pub(super) struct Outcome<'a> {
    /// As in `tool_result`.
    pub(super) status: &'static str,
    /// What the tool said.
    pub(super) text: Cow<'a, str>,
    /// What it gave back, where that is an object.
    pub(super) result: Option<&'a Value>,
    /// Exit code of a shell, where the host tells it.
    pub(super) exit_code: Option<i64>,
    /// How long it took, where the host tells it.
    pub(super) duration_ms: Option<u64>,
    /// Whether it goes on in the background.
    pub(super) background: Option<bool>,
}

/// Beginnings of what the host says where the candidate or a rule didn't allow a call.
const DENIED: &[&str] = &[
    "The user doesn't want to proceed with this tool use",
    "The user doesn't want to take this action",
    "Permission to use ",
    "Claude requested permissions to ",
    "User rejected",
];

impl<'a> Outcome<'a> {
    /// The outcome that a part of a message tells, and beside it what the tool gave back.
    pub(super) fn of(block: &'a Value, result: Option<&'a Value>) -> Self {
        let text = said(block);
        let result = result.filter(|result| result.is_object());
        let bare = bare(&text);
        let code = bare.strip_prefix("Exit code ").and_then(|rest| rest.lines().next());
        let told = |name| result.and_then(|result| json::count(result, name));
        Self {
            status: status(block, result, bare),
            exit_code: code
                .and_then(|code| code.trim().parse().ok())
                .filter(|code| (i64::from(i32::MIN)..=i64::from(u32::MAX)).contains(code)),
            duration_ms: ["durationMs", "totalDurationMs"].into_iter().find_map(told),
            background: result.and_then(|result| result.get("backgroundTaskId")).map(|_| true),
            text,
            result,
        }
    }

    /// All that a shell printed.
    pub(super) fn printed(&self) -> Cow<'_, str> {
        let stream = |name| self.result.and_then(|result| json::text(result, name));
        match (stream("stdout"), stream("stderr")) {
            (None, None) => Cow::Borrowed(&self.text),
            (out, err) => Cow::Owned(format!("{}\n{}", out.unwrap_or(""), err.unwrap_or(""))),
        }
    }

    /// Its payload but for paths, and how many bytes of its output were left out.
    pub(super) fn payload(&self, call: &Call) -> (ToolResult, Option<u64>) {
        let mut payload = ToolResult::new(call.name.clone(), self.status.into());
        payload.class = Some(call.class.into());
        payload.exit_code = self.exit_code;
        payload.duration_ms = self.duration_ms;
        payload.background = self.background;
        let stream = |name| self.result.and_then(|result| json::text(result, name));
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let failed = self.status != "ok";
        let left_out = match (failed, call.gives_contents()) {
            (false, true) => self.text.len(),
            (false, false) => {
                payload.output = some(stream("stdout").unwrap_or(&self.text));
                payload.error = stream("stderr").and_then(some);
                0
            }
            // What didn't fit is quoted below the first line.
            (true, true) => {
                let first = self.text.lines().next().unwrap_or_default();
                payload.error = some(first.trim_start_matches("<tool_use_error>"));
                self.text.len() - first.len()
            }
            (true, false) => {
                payload.output = stream("stdout").and_then(some);
                payload.error = some(&self.text);
                0
            }
        };
        (payload, Some(left_out as u64).filter(|bytes| *bytes > 0))
    }

    /// The commit that a shell command made.
    pub(super) fn commit(&self) -> Option<Commit> {
        let told = self.result?.get("gitOperation")?.get("commit")?;
        let mut commit = Commit::new();
        commit.short = json::text(told, "sha").map(str::to_owned);
        commit.branch = json::text(told, "branch").map(str::to_owned);
        let is_token = |word: &&str| is_kind_name(word) && !word.contains('.');
        commit.cause = json::text(told, "kind").filter(is_token).map(Token::from);
        Some(commit)
    }
}

fn status(block: &Value, result: Option<&Value>, text: &str) -> &'static str {
    let told = |name| result.is_some_and(|result| json::flag(result, name));
    if told("interrupted") || text.starts_with("[Request interrupted by user") {
        "interrupted"
    } else if result.is_some_and(|result| result.get("timedOutAfterMs").is_some_and(Value::is_u64))
    {
        "timeout"
    } else if !json::flag(block, "is_error") {
        "ok"
    } else if DENIED.iter().any(|beginning| text.starts_with(beginning)) {
        "denied"
    } else if text.starts_with("Command timed out") {
        "timeout"
    } else {
        "error"
    }
}

/// The text without what the host puts before an error.
fn bare(text: &str) -> &str {
    let text = text.trim_start();
    let text = text.strip_prefix("<tool_use_error>").unwrap_or(text);
    text.strip_prefix("Error: ").unwrap_or(text)
}

/// The text of a result: a string, or parts of which some are texts.
fn said(block: &Value) -> Cow<'_, str> {
    match block.get("content") {
        Some(Value::String(text)) => Cow::Borrowed(text),
        Some(Value::Array(parts)) => {
            let texts: Vec<&str> =
                parts.iter().filter_map(|part| json::text(part, "text")).collect();
            Cow::Owned(texts.join("\n"))
        }
        _ => Cow::Borrowed(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_what_the_host_says() {
        let check = |block: &str, result: &str, expected: (&str, Option<i64>)| {
            let (block, result) = (json::parse(block.as_bytes()), json::parse(result.as_bytes()));
            let block = block.unwrap();
            let outcome = Outcome::of(&block, result.as_ref());
            assert_eq!((outcome.status, outcome.exit_code), expected, "{block}");
        };
        check(r#"{"content":"done"}"#, "null", ("ok", None));
        check(
            r#"{"content":"Exit code 2\nno","is_error":true}"#,
            "\"Error: x\"",
            ("error", Some(2)),
        );
        check(
            r#"{"content":[{"text":"Error: Exit code 1"}],"is_error":true}"#,
            "0",
            ("error", Some(1)),
        );
        check(r#"{"content":"Exit code 99999999999999","is_error":true}"#, "0", ("error", None));
        check(
            r#"{"content":"The user doesn't want to proceed with this tool use. …","is_error":true}"#,
            "\"User rejected tool use\"",
            ("denied", None),
        );
        check(r#"{"content":""}"#, r#"{"interrupted":true}"#, ("interrupted", None));
        check(r#"{"content":""}"#, r#"{"timedOutAfterMs":1000}"#, ("timeout", None));
        check(
            r#"{"content":"Command timed out after 2m","is_error":true}"#,
            "0",
            ("timeout", None),
        );
    }
}
