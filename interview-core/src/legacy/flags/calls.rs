//! `diff_event_mismatch` and `commit_event_mismatch`: changes and commits held against the tool calls
//! that write or edit.

use super::{Event, LegacyFlag, Manifest, Raises, Type, flag, python};
use crate::legacy::{
    scan::Part,
    token::{Kind, Tokens},
    value::Value,
};

/// Tool calls that write or edit.
#[derive(Default)]
pub(super) struct Calls {
    writing: u64,
    raises: bool,
}

impl Calls {
    pub(super) fn event(&mut self, event: &Event<'_>) {
        if event.kind != Type::ToolCall || self.raises {
            return;
        }
        match writes(event) {
            Ok(writes) => self.writing += u64::from(writes),
            Err(Raises) => self.raises = true,
        }
    }

    /// 50 changed lines or more and fewer than 3 writing calls: red from 100.
    pub(super) fn diff_event_mismatch(&self, manifest: &Manifest<'_>) -> Option<LegacyFlag> {
        let is_explained =
            ["no-git-repo", "no-changes"].iter().any(|note| manifest.diff_note.is_text(note));
        let Value::Text(summary) = &manifest.diff_summary else { return None };
        if is_explained || self.raises || self.writing >= 3 {
            return None;
        }
        let lines = python::first_number(summary).filter(|lines| *lines >= 50)?;
        let measured = format!("{lines} changed lines, {} writing tool calls", self.writing);
        let is_red = lines >= 100;
        let threshold = format!("{} lines, 3 calls", if is_red { 100 } else { 50 });
        Some(flag("diff_event_mismatch", is_red, measured, threshold, vec![]))
    }

    /// Commits without a writing call, red; or 3 writing calls without a commit.
    pub(super) fn commit_event_mismatch(&self, manifest: &Manifest<'_>) -> Option<LegacyFlag> {
        let commits = commits(manifest).ok()?;
        if self.raises {
            return None;
        }
        let measured = format!("{commits} commits, {} writing tool calls", self.writing);
        let id = "commit_event_mismatch";
        if commits > 0 && self.writing == 0 {
            return Some(flag(id, true, measured, "1 writing tool call", vec![]));
        }
        let is_met = commits == 0 && self.writing >= 3;
        is_met.then(|| flag(id, false, measured, "1 commit", vec![]))
    }
}

/// Whether a call's tool name says that it writes or edits.
fn writes(event: &Event<'_>) -> Result<bool, Raises> {
    let inner = event.payload.map_or(Value::Null, tool_name);
    let name = if inner.is_true() { Some(&inner) } else { event.tool_name.as_ref() };
    match name {
        None => Ok(false),
        Some(Value::Text(name)) => {
            // No other character has a lower case within these letters.
            let name = name.to_ascii_lowercase();
            let has = |word: &[u8]| memchr::memmem::find(&name, word).is_some();
            Ok(has(b"write") || has(b"edit"))
        }
        Some(_) => Err(Raises),
    }
}

/// The member `tool_name` of a payload, null where the payload is no object or has none.
fn tool_name(payload: Part<'_>) -> Value<'_> {
    let mut tokens = Tokens::new(payload.text, false);
    let (mut depth, mut is_named, mut from) = (0_usize, false, None);
    let mut found = Value::Null;
    if !payload.text.starts_with(b"{") {
        return found;
    }
    while let Ok(Some(kind)) = tokens.next() {
        match kind {
            Kind::ObjectOpen | Kind::ArrayOpen => {
                if depth == 1 && is_named {
                    from = Some(tokens.start);
                }
                depth += 1;
                continue;
            }
            Kind::ObjectClose | Kind::ArrayClose => depth = depth.saturating_sub(1),
            Kind::Key => {
                if depth == 1 {
                    is_named =
                        Value::read(tokens.token()).is_ok_and(|key| key.is_text("tool_name"));
                }
                continue;
            }
            _ if depth == 1 && is_named => from = Some(tokens.start),
            _ => {}
        }
        // Of duplicates, the last one counts.
        if let Some(start) = from.filter(|_| depth == 1) {
            let text = payload.text.get(start..tokens.end).unwrap_or_default();
            found = Value::read(text).unwrap_or(Value::Null);
            (from, is_named) = (None, false);
        }
    }
    found
}

/// Commits whose message doesn't say that the session starts.
fn commits(manifest: &Manifest<'_>) -> Result<u64, Raises> {
    let entries = match &manifest.commits {
        None => return Ok(0),
        Some(Value::List(entries)) => entries.as_slice(),
        // Nothing to walk over.
        Some(Value::Text(text)) if text.is_empty() => &[],
        Some(Value::Dict(members)) if members.is_empty() => &[],
        Some(_) => return Err(Raises),
    };
    let mut commits = 0;
    for entry in entries {
        let Value::Dict(members) = entry else { return Err(Raises) };
        let start = "session start";
        let is_start = match members.iter().find(|(key, _)| key.as_ref() == b"message") {
            None => false,
            Some((_, Value::Text(text))) => memchr::memmem::find(text, start.as_bytes()).is_some(),
            Some((_, Value::List(items))) => items.iter().any(|item| item.is_text(start)),
            Some((_, Value::Dict(members))) => {
                members.iter().any(|(key, _)| key.as_ref() == start.as_bytes())
            }
            Some(_) => return Err(Raises),
        };
        commits += u64::from(!is_start);
    }
    Ok(commits)
}
