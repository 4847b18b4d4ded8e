//! A line of a transcript: its envelope, and which types are skipped.

use interview_core::event::{Common, Time, Timestamp};
use serde_json::Value;

use crate::{host_time, json};

/// Types of lines that tell nothing that a log is for.
pub(super) const SKIPPED: &[&str] = &[
    "agent-color",
    "agent-name",
    "agent-setting",
    "ai-title",
    "attribution-snapshot",
    "bridge-session",
    "content-replacement",
    "custom-title",
    "file-history-snapshot",
    "last-prompt",
    "mode",
    "permission-mode",
    "pr-link",
    "progress",
    "queue-operation",
    "speculation-accept",
    "started",
    "result",
    "summary",
    "tag",
    "task-summary",
    "worktree-state",
];

/// Types of `system` lines that are notices on the screen.
pub(super) const NOTICES: &[&str] = &[
    "agents_killed",
    "api_error",
    "api_metrics",
    "away_summary",
    "bridge_status",
    "file_snapshot",
    "hook_progress",
    "informational",
    "memory_saved",
    "model_fallback",
    "permission_retry",
    "scheduled_task_fire",
    "stop_hook_summary",
    "thinking",
];

/// A line that is read.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) file: usize,
    pub(super) number: u64,
    /// Its own time.
    pub(super) at: Option<Timestamp>,
    /// The latest time in its file up to here.
    pub(super) order: Option<Timestamp>,
    pub(super) value: Value,
}

impl Line {
    /// Its id: copies in other files have the same.
    pub(super) fn uuid(&self) -> Option<&str> {
        json::text(&self.value, "uuid")
    }

    /// Id of the conversation.
    pub(super) fn conversation(&self) -> &str {
        json::text(&self.value, "sessionId").unwrap_or_default()
    }

    /// The time to put an event at.
    pub(super) fn when(&self) -> Option<Timestamp> {
        self.at.or(self.order)
    }

    /// The members that every event of the line has.
    pub(super) fn common(&self) -> Common {
        let mut common = Common::new();
        common.adapter = Some("claude_code".into());
        common.via = Some("transcript".into());
        common.occurred_at = self.at.map(|at| Time(at.to_string()));
        common.conversation = json::text(&self.value, "sessionId").map(str::to_owned);
        common
    }

    /// Whether a subagent's conversation has the line.
    pub(super) fn is_of_agent(&self) -> bool {
        json::flag(&self.value, "isSidechain") || json::text(&self.value, "agentId").is_some()
    }
}

/// The time that a line names.
pub(super) fn time_of(value: &Value) -> Option<Timestamp> {
    host_time::parse(json::text(value, "timestamp")?)
}

/// Whether a copy of the line would tell no more than it does.
pub(super) fn is_readable(value: &Value) -> bool {
    match json::text(value, "type") {
        Some("user" | "assistant") => value.get("message").is_some_and(|message| {
            message.get("content").is_some_and(|content| content.is_array() || content.is_string())
        }),
        _ => true,
    }
}
