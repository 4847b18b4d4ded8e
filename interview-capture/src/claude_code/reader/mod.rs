//! From lines in their order to events: keeps what later lines need to know of earlier ones.

mod assistant;
mod candidate;

use std::collections::{BTreeMap, BTreeSet};

use interview_core::{
    event::{AssistantMessage, CaptureChanged, Common, Path, Payload, Tokens},
    hash::{Hash, sha256},
};
use serde_json::Value;

use super::{
    calls::Call,
    files::Files,
    line::{self, Line},
    options::Options,
    said,
};
use crate::{captured::Captured, flaw::Reason, json, worktree::Worktree};

/// Reads lines one after the other.
pub(super) struct Reader {
    tree: Option<Worktree>,
    files: Files,
    /// Calls without a result, by id.
    calls: BTreeMap<String, Call>,
    /// What each message used, until one of its events tells it.
    used: BTreeMap<String, Tokens>,
    /// What was told, by hash: subagents and forks repeat lines under other ids.
    told: BTreeSet<Hash>,
    /// The last prompt of each conversation.
    turns: BTreeMap<String, String>,
    /// The subagent of each line that names none, by the line's id.
    agents: BTreeMap<String, String>,
    /// The candidate's own shell command of each conversation, until what it printed is told.
    typed: BTreeMap<String, (String, String)>,
    events: Vec<Captured>,
}

impl Reader {
    /// A reader of these lines, which have so many bytes.
    pub(super) fn new(options: &Options, bytes: usize, lines: &[Line]) -> Self {
        let cwd = || lines.iter().find_map(|line| json::text(&line.value, "cwd"));
        let messages = lines.iter().filter_map(|line| line.value.get("message"));
        let used = messages.filter_map(|message| {
            Some((json::text(message, "id")?.to_owned(), tokens(message.get("usage")?)))
        });
        Self {
            tree: options.root.as_deref().or_else(cwd).and_then(Worktree::new),
            files: Files::new(options.line_salt, bytes),
            calls: BTreeMap::new(),
            used: used.collect(),
            told: BTreeSet::new(),
            turns: BTreeMap::new(),
            agents: BTreeMap::new(),
            typed: BTreeMap::new(),
            events: Vec::new(),
        }
    }

    /// Reads a line. What can be read of a line with a flaw is told.
    pub(super) fn read(&mut self, line: Line) -> Result<(), Reason> {
        let mut common = line.common();
        common.agent = self.agent(&line);
        common.turn = self.turn(&line);
        match json::text(&line.value, "type") {
            Some("user") => self.user(&line, common),
            Some("assistant") => self.assistant(&line, common),
            Some("system") => self.system(&line, common),
            _ => {
                self.attachment(&line, common);
                Ok(())
            }
        }
    }

    /// The events.
    pub(super) fn finish(self) -> Vec<Captured> {
        self.events
    }

    fn system(&mut self, line: &Line, common: Common) -> Result<(), Reason> {
        match json::text(&line.value, "subtype") {
            Some("turn_duration") => {
                let mut message = AssistantMessage::new();
                message.duration_ms = json::count(&line.value, "durationMs");
                self.tell(line, "assistant", &message, &common);
            }
            Some("compact_boundary" | "microcompact_boundary") => {
                let told = ["compactMetadata", "microcompactMetadata"];
                let told = told.iter().find_map(|name| line.value.get(name));
                let mut changed = CaptureChanged::new("context_compacted".into());
                changed.reason =
                    told.and_then(|told| json::text(told, "trigger")).map(str::to_owned);
                self.tell(line, "recorder", &changed, &common);
            }
            Some("local_command") => {
                let text = json::text(&line.value, "content").unwrap_or_default();
                self.said(line, &common, vec![said::said(text)], 0);
            }
            Some(name) if !line::NOTICES.contains(&name) => return Err(Reason::unknown(name)),
            _ => {}
        }
        Ok(())
    }

    /// The subagent whose line it is; its first line starts it.
    fn agent(&mut self, line: &Line) -> Option<String> {
        if !line.is_of_agent() {
            return None;
        }
        let parent = json::text(&line.value, "parentUuid").and_then(|uuid| self.agents.get(uuid));
        let named = json::text(&line.value, "agentId");
        let agent = named.or(parent.map(String::as_str)).or(line.uuid())?.to_owned();
        if let Some(uuid) = line.uuid() {
            self.agents.insert(uuid.to_owned(), agent.clone());
        }
        if self.once(&["agent", &agent]) {
            let mut common = line.common();
            common.agent = Some(agent.clone());
            self.tell(line, "recorder", &CaptureChanged::new("agent_started".into()), &common);
        }
        Some(agent)
    }

    fn turn(&self, line: &Line) -> Option<String> {
        let told = json::text(&line.value, "promptId").map(str::to_owned);
        told.or_else(|| self.turns.get(line.conversation()).cloned())
    }

    fn path(&self, cwd: Option<&str>, path: Option<&str>) -> Option<Path> {
        self.tree.as_ref()?.path(cwd, path?)
    }

    fn tell<P: Payload>(
        &mut self,
        line: &Line,
        origin: &'static str,
        payload: &P,
        common: &Common,
    ) {
        self.events.push(Captured::of(origin, line.when(), payload, common));
    }

    /// Whether this is told for the first time.
    fn once(&mut self, parts: &[&str]) -> bool {
        self.told.insert(sha256(parts.join("\0").as_bytes()))
    }

    /// Whether a message tells this for the first time; one without an id isn't known again.
    fn once_of(&mut self, message: &str, kind: &str, text: &str) -> bool {
        message.is_empty() || self.once(&["message", message, kind, text])
    }
}

/// The content of a line's message.
fn content(value: &Value) -> Result<&Value, Reason> {
    let message = value.get("message").filter(|message| message.is_object());
    message.ok_or(Reason::NoMessage)?.get("content").ok_or(Reason::NoContent)
}

fn tokens(usage: &Value) -> Tokens {
    let mut tokens = Tokens::new();
    tokens.input = json::count(usage, "input_tokens");
    tokens.output = json::count(usage, "output_tokens");
    tokens.cache_read = json::count(usage, "cache_read_input_tokens");
    tokens.cache_write = json::count(usage, "cache_creation_input_tokens");
    tokens
}
