//! Claude Code: its transcripts, the JSONL files below `~/.claude/projects`.
//!
//! The host calls the format internal. What each type of line becomes:
//!
//! | line | events |
//! |---|---|
//! | `user`, text | `user_prompt`; a slash command as its name and arguments |
//! | `user`, text, first of a version | `capture_changed` `host_started` before it |
//! | `user`, text, `isMeta` or `isCompactSummary`, or in tags of the host | skipped: the host's words, not the candidate's |
//! | `user`, text, of a subagent | skipped: the call that started the agent tells it; the first is `capture_changed` `agent_started` |
//! | `user`, `<bash-input>`, `<bash-stdout>` | `command` `start` and `end`: the candidate's own |
//! | `user`, `[Request interrupted by user]` | `assistant_message` that was `aborted` |
//! | `user`, `image` or `document` | an attachment of the prompt |
//! | `user`, `tool_result` | file events, then `tool_result`; of a shell also `command` `end`, `test_run`, `commit` |
//! | `assistant`, `text` | `assistant_message`; nothing where it is white space |
//! | `assistant`, `thinking` | `thinking`; `redacted_thinking` is skipped: it is encrypted |
//! | `assistant`, `tool_use` | `tool_call`; of a shell also `command` `start` |
//! | `assistant`, `server_tool_use` and its results | `tool_call`, `tool_result` |
//! | `assistant`, `isApiErrorMessage` | `assistant_message` that ended in an `error` |
//! | `attachment`, `queued_command` | `user_prompt`: typed while the assistant worked |
//! | `attachment`, others | skipped: context that the host adds |
//! | `system`, `turn_duration` | `assistant_message` without text |
//! | `system`, `compact_boundary`, `microcompact_boundary` | `capture_changed` `context_compacted` |
//! | `system`, `local_command` | as the same text of a `user` line |
//! | `system`, others that are known | skipped: notices on the screen |
//! | `summary`, `custom-title`, `ai-title`, `tag`, `agent-name`, … | skipped: names of the conversation |
//! | `progress`, `queue-operation`, `file-history-snapshot`, `last-prompt`, `permission-mode`, `pr-link`, … | skipped: the host's own state, or told by other lines |
//! | any other | a flaw, `unknown_type` |
//!
//! Of a file, only paths, hashes, line counts and line digests are told. States and digests come
//! from what the transcript says of the file, not from a disk: the host writes line ends as LF.

mod transcript;
mod options;
mod line;
mod reader;
mod said;
mod calls;
mod results;
mod files;
mod edit;

pub use options::Options;
pub use transcript::Importer;
