//! Lines in the candidate's place: prompts, shell commands of their own, and results of tools.

use interview_core::event::{
    AssistantMessage, Attachment, CaptureChanged, Command, Common, Program, UserPrompt,
};
use serde_json::Value;

use super::{Reader, content};
use crate::{
    claude_code::{
        line::Line,
        said::{self, Said},
    },
    flaw::Reason,
    json, limits,
};

impl Reader {
    pub(super) fn user(&mut self, line: &Line, common: Common) -> Result<(), Reason> {
        let value = &line.value;
        let content = content(value)?;
        let is_hosts = json::flag(value, "isMeta") || json::flag(value, "isCompactSummary");
        let blocks = match content {
            Value::String(text) if !is_hosts => {
                self.said(line, &common, vec![said::said(text)], 0);
                return Ok(());
            }
            Value::Array(blocks) if blocks.iter().all(Value::is_object) => blocks,
            Value::String(_) => return Ok(()),
            _ => return Err(Reason::NoContent),
        };
        let is_result = |block: &&Value| json::text(block, "type") == Some("tool_result");
        let is_only = blocks.iter().filter(is_result).count() == 1;
        let given = value.get("toolUseResult").filter(|_| is_only);
        for block in blocks.iter().filter(is_result) {
            self.result(line, &common, block, given);
        }
        if !is_hosts {
            let (said, attached) = said::blocks(blocks);
            self.said(line, &common, said, attached);
        }
        unknown(blocks, &["text", "image", "document", "tool_result"])
    }

    pub(super) fn said(&mut self, line: &Line, common: &Common, said: Vec<Said>, attached: usize) {
        if common.agent.is_some() {
            return;
        }
        let uuid = line.uuid().unwrap_or_default();
        for said in said {
            let common = common.clone();
            match said {
                Said::Prompt(text) => self.prompt(line, common, text, attached),
                Said::Stopped => {
                    let mut message = AssistantMessage::new();
                    message.stop_reason = Some("aborted".into());
                    self.tell(line, "assistant", &message, &common);
                }
                Said::Shell(text) => {
                    let typed = (uuid.to_owned(), text.clone());
                    self.typed.insert(line.conversation().to_owned(), typed);
                    self.typed(line, common, uuid, Command::new(text, "start".into()));
                }
                Said::Printed(output) => {
                    if let Some((call, text)) = self.typed.remove(line.conversation()) {
                        let mut command = Command::new(text, "end".into());
                        command.output = Some(output);
                        self.typed(line, common, &call, command);
                    }
                }
                Said::Host => {}
            }
        }
    }

    fn prompt(&mut self, line: &Line, mut common: Common, text: String, attached: usize) {
        let place = || format!("{}:{}", line.file, line.number);
        let moment = line.at.map_or_else(place, |at| at.to_string());
        if !self.once(&["prompt", &moment, &text]) {
            return;
        }
        self.host(line, &common);
        let turn = json::text(&line.value, "promptId").or(line.uuid()).map(str::to_owned);
        if let Some(turn) = turn.clone() {
            self.turns.insert(line.conversation().to_owned(), turn);
        }
        common.turn = turn;
        common.mode = json::text(&line.value, "permissionMode").map(str::to_owned);
        let mut prompt = UserPrompt::new(text);
        let image = || Attachment::new("image".into());
        prompt.attachments = (attached > 0)
            .then(|| (0..attached.min(limits::ATTACHMENTS)).map(|_| image()).collect());
        self.tell(line, "candidate", &prompt, &common);
    }

    fn typed(&mut self, line: &Line, mut common: Common, call: &str, mut command: Command) {
        let cwd = json::text(&line.value, "cwd");
        command.cwd = self.path(cwd, cwd);
        common.call = Some(call.to_owned());
        self.tell(line, "candidate", &command, &common);
    }

    /// Tells the host, once for each of its versions in a conversation.
    fn host(&mut self, line: &Line, common: &Common) {
        let Some(version) = json::text(&line.value, "version") else { return };
        if self.once(&["host", line.conversation(), version]) {
            let mut changed = CaptureChanged::new("host_started".into());
            changed.host = Some(Program::new("claude-code".into(), version.to_owned()));
            self.tell(line, "recorder", &changed, common);
        }
    }

    pub(super) fn attachment(&mut self, line: &Line, common: Common) {
        let Some(attached) = line.value.get("attachment") else { return };
        if json::text(attached, "type") != Some("queued_command") {
            return;
        }
        match attached.get("prompt") {
            Some(Value::String(text)) => self.said(line, &common, vec![said::said(text)], 0),
            Some(Value::Array(blocks)) => {
                let (said, images) = said::blocks(blocks);
                self.said(line, &common, said, images);
            }
            _ => {}
        }
    }
}

/// A flaw for the first part of a message whose type isn't among these.
fn unknown(blocks: &[Value], types: &[&str]) -> Result<(), Reason> {
    let mut names = blocks.iter().map(|block| json::text(block, "type").unwrap_or_default());
    names.find(|name| !types.contains(name)).map_or(Ok(()), |name| Err(Reason::unknown(name)))
}
