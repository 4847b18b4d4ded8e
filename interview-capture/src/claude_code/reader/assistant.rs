//! Lines of the assistant, and what came of its calls.

use interview_core::event::{AssistantMessage, Command, Common, Thinking};
use serde_json::Value;

use super::{Reader, content};
use crate::{
    claude_code::{calls::Call, files::Done, line::Line, results::Outcome},
    flaw::Reason,
    json, test_output,
};

impl Reader {
    pub(super) fn assistant(&mut self, line: &Line, mut common: Common) -> Result<(), Reason> {
        let message = line.value.get("message");
        let content = content(&line.value)?;
        let id = message.and_then(|message| json::text(message, "id")).unwrap_or_default();
        let model = message.and_then(|message| json::text(message, "model"));
        common.model = model.filter(|model| *model != "<synthetic>").map(str::to_owned);
        let blocks = match content {
            Value::String(text) => return self.text(line, &common, id, text),
            Value::Array(blocks) if blocks.iter().all(Value::is_object) => blocks,
            _ => return Err(Reason::NoContent),
        };
        let mut strange = Ok(());
        for block in blocks {
            let text = |name| json::text(block, name).unwrap_or_default();
            match text("type") {
                "text" => self.text(line, &common, id, text("text"))?,
                "thinking" => self.thinking(line, &common, id, text("thinking")),
                "redacted_thinking" => {}
                "tool_use" | "server_tool_use" => self.call(line, common.clone(), id, block),
                name if name.ends_with("_tool_result") => self.result(line, &common, block, None),
                name => strange = strange.and(Err(Reason::unknown(name))),
            }
        }
        strange
    }

    fn text(&mut self, line: &Line, common: &Common, id: &str, text: &str) -> Result<(), Reason> {
        if text.trim().is_empty() || !self.once_of(id, "text", text) {
            return Ok(());
        }
        let mut message = AssistantMessage::new();
        if json::flag(&line.value, "isApiErrorMessage") {
            message.stop_reason = Some("error".into());
            message.error = Some(text.to_owned());
        } else {
            let told =
                line.value.get("message").and_then(|message| json::text(message, "stop_reason"));
            message.stop_reason = told.filter(|reason| *reason != "tool_use").map(str::to_owned);
            message.text = Some(text.to_owned());
        }
        let mut common = common.clone();
        common.tokens = self.used.remove(id);
        self.tell(line, "assistant", &message, &common);
        Ok(())
    }

    fn thinking(&mut self, line: &Line, common: &Common, id: &str, text: &str) {
        if !text.trim().is_empty() && self.once_of(id, "thinking", text) {
            let mut common = common.clone();
            common.tokens = self.used.remove(id);
            self.tell(line, "assistant", &Thinking::new(text.to_owned()), &common);
        }
    }

    fn call(&mut self, line: &Line, mut common: Common, message: &str, block: &Value) {
        let id = json::text(block, "id");
        if id.is_some_and(|id| !self.once(&["call", id])) {
            return;
        }
        let call = Call::of(block, json::text(&line.value, "cwd"));
        common.call = id.map(str::to_owned);
        let (payload, clipped) = call.payload(self.tree.as_ref());
        common.clipped = clipped;
        common.tokens = self.used.remove(message);
        self.tell(line, "assistant", &payload, &common);
        (common.clipped, common.tokens) = (None, None);
        if let Some(text) = call.shell() {
            let mut command = Command::new(text.to_owned(), "start".into());
            command.cwd = call.cwd(self.tree.as_ref());
            command.background = call.background();
            self.tell(line, "assistant", &command, &common);
        }
        if let Some(id) = id {
            self.calls.insert(id.to_owned(), call);
        }
    }

    pub(super) fn result(
        &mut self,
        line: &Line,
        common: &Common,
        block: &Value,
        given: Option<&Value>,
    ) {
        let id = json::text(block, "tool_use_id");
        if id.is_some_and(|id| !self.once(&["result", id])) {
            return;
        }
        let called = id.and_then(|id| self.calls.remove(id));
        let call = called.unwrap_or_else(|| Call::of(&Value::Null, None));
        let outcome = Outcome::of(block, given);
        let mut common = common.clone();
        common.call = id.map(str::to_owned);
        let told = |name| outcome.result.and_then(|result| json::text(result, name));
        let file = told("filePath").or_else(|| told("notebook_path")).or(call.file());
        let path = self.path(call.cwd.as_deref(), file);
        if let (Some(path), "ok") = (path.clone(), outcome.status) {
            let (result, text) = (outcome.result, outcome.text.as_ref());
            let done = Done { call: &call, path, result, text, at: line.when(), common: &common };
            self.events.extend(self.files.done(&done));
        }
        let (mut payload, clipped) = outcome.payload(&call);
        payload.paths = path.map(|path| vec![path]);
        common.clipped = clipped;
        self.tell(line, "tool", &payload, &common);
        common.clipped = None;
        if let Some(text) = call.shell().filter(|_| outcome.status != "denied") {
            self.ended(line, &common, &call, text, &outcome);
        }
    }

    /// The events of a shell command that ended.
    fn ended(
        &mut self,
        line: &Line,
        common: &Common,
        call: &Call,
        text: &str,
        outcome: &Outcome<'_>,
    ) {
        if outcome.background.or(call.background()).is_some() {
            return;
        }
        let mut command = Command::new(text.to_owned(), "end".into());
        command.cwd = call.cwd(self.tree.as_ref());
        command.exit_code = outcome.exit_code;
        command.duration_ms = outcome.duration_ms;
        self.tell(line, "tool", &command, common);
        if let Some(mut run) = test_output::recognise(text, &outcome.printed()) {
            run.exit_code = outcome.exit_code;
            run.duration_ms = outcome.duration_ms;
            self.tell(line, "tool", &run, common);
        }
        if let Some(commit) = outcome.commit() {
            self.tell(line, "tool", &commit, common);
        }
    }
}
