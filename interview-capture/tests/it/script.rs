//! Writes small transcripts.

use interview_capture::Import;
use serde_json::{Value, json};

use crate::bring;

/// A transcript in the making.
#[derive(Default)]
pub(crate) struct Script {
    pub(crate) lines: Vec<Value>,
}

impl Script {
    /// A line with an envelope, one second after the one before.
    pub(crate) fn line(&mut self, kind: &str, more: Value) -> &mut Self {
        let n = self.lines.len();
        let mut line = json!({
            "type": kind, "uuid": format!("u{n}"), "sessionId": "s", "cwd": "/w", "version": "2.1.0",
            "timestamp": format!("2026-02-15T10:{:02}:{:02}.000Z", n / 60, n % 60),
        });
        line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.lines.push(line);
        self
    }

    pub(crate) fn prompt(&mut self, text: &str) -> &mut Self {
        self.line("user", json!({"message": {"role": "user", "content": text}}))
    }

    pub(crate) fn call(&mut self, id: &str, name: &str, input: Value) -> &mut Self {
        let block = json!({"type": "tool_use", "id": id, "name": name, "input": input});
        self.line("assistant", json!({"message": {"id": id, "model": "m", "content": [block]}}))
    }

    pub(crate) fn result(&mut self, id: &str, text: &str, given: Value) -> &mut Self {
        let block = json!({"type": "tool_result", "tool_use_id": id, "content": text});
        self.line("user", json!({"message": {"content": [block]}, "toolUseResult": given}))
    }

    pub(crate) fn failed(&mut self, id: &str, text: &str) -> &mut Self {
        let block =
            json!({"type": "tool_result", "tool_use_id": id, "content": text, "is_error": true});
        self.line("user", json!({"message": {"content": [block]}, "toolUseResult": text}))
    }

    /// A call that did what it was asked to.
    pub(crate) fn done(&mut self, id: &str, name: &str, input: Value, given: Value) -> &mut Self {
        self.call(id, name, input).result(id, "done", given)
    }

    pub(crate) fn text(&self) -> Vec<u8> {
        self.lines.iter().map(|line| format!("{line}\n")).collect::<String>().into_bytes()
    }

    pub(crate) fn import(&self) -> Import {
        let import = bring::import(None, &[&self.text()]);
        assert_eq!(import.flaws, []);
        import
    }
}

pub(crate) fn write(path: &str, content: &str) -> Value {
    json!({"file_path": path, "content": content})
}

pub(crate) fn edit(path: &str, old: &str, new: &str) -> Value {
    json!({"file_path": path, "old_string": old, "new_string": new})
}
