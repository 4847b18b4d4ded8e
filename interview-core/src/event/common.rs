//! String newtypes, and the members that may stand in the payload of every kind.

use std::collections::BTreeMap;

use super::schema::{object, spelled};

spelled! {
    /// A short name of a list: `[a-z][a-z0-9_]{0,47}`.
    Token, Token;
    /// A path relative to the work-tree root, `/` between its parts, other bytes and `%` as `%XX`;
    /// `.` is the root itself. Paths outside the work tree are not told.
    Path, Path;
    /// A git object id: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits.
    ObjectId, ObjectId;
    /// A session's ULID.
    Ulid, Ulid;
    /// A UTC time as in the envelope.
    Time, Time;
    /// An Ed25519 public key, base64 of RFC 4648 section 4.
    PublicKeyText, PublicKey;
    /// 32 random bytes, base64url without padding.
    Salt32, Salt32;
    /// Line digests of 12 characters each, joined.
    Digests, Digests;
    /// A whole signed note, its final LF included.
    NoteText, Note;
    /// A log origin.
    LogOrigin, LogOrigin;
}

object! {
    /// Tokens that a model says it used for what the event tells.
    Tokens
    required {}
    optional {
        /// Tokens read.
        input: u64, "tokens", "claude-code/transcript, codex/rollout (input_tokens)";
        /// Tokens written, those of reasoning included.
        output: u64, "tokens", "claude-code/transcript, codex/rollout (output_tokens)";
        /// Tokens read from a cache.
        cache_read: u64, "tokens", "codex/rollout (cached_input_tokens)";
        /// Tokens written to a cache.
        cache_write: u64, "tokens", "HOOKS.md 1.1 transcript (usage)";
        /// Tokens of reasoning among those written.
        reasoning: u64, "tokens", "codex/rollout (reasoning_output_tokens)";
    }
}

object! {
    /// One change that the writer had to make so that the data fits the format.
    Adapted
    required {
        /// JSON pointer (RFC 6901) to the string in `data`.
        at: String, "", "writer";
        /// `replaced` (lone surrogates became U+FFFD), `clipped` (cut at a code point) or `scrubbed`.
        what: Token, "", "writer";
    }
    optional {
        /// Length of the scrubbed original in UTF-8.
        bytes: u64, "bytes", "writer";
        /// SHA-256 of the scrubbed original in UTF-8.
        sha256: crate::hash::Hash, "", "writer";
    }
}

object! {
    /// Members that may stand in the payload of every kind.
    Common
    required {}
    optional {
        /// The assistant or editor whose adapter told it, such as `claude_code` or `cursor`.
        adapter: Token, "", "recorder";
        /// How it came to be known: `hook`, `transcript`, `editor`, `git` or `manual`.
        via: Token, "", "recorder";
        /// When it happened by the host's account; the envelope's `at` is when it was written down.
        occurred_at: Time, "", "gemini-cli (timestamp), copilot-cli (timestamp), claude-code/transcript (timestamp)";
        /// Id of the host's own session or conversation.
        conversation: String, "", "claude-code (session_id), cursor (conversation_id), vscode-copilot (sessionId)";
        /// Id of the turn or prompt that the event belongs to.
        turn: String, "", "claude-code (prompt_id), codex (turn_id), cursor (generation_id)";
        /// Id of the tool call, as the host gives it, or of the shell command, as the recorder does;
        /// pairs a `tool_call` with its results and the phases of a `command`.
        call: String, "", "claude-code/PreToolUse.Bash (tool_use_id)";
        /// Id of the subagent that acted; absent for the main agent.
        agent: String, "", "claude-code/PostToolUse.subagent.Write (agent_id)";
        /// What sort of subagent it is, as the host calls it.
        agent_type: String, "", "claude-code/SubagentStart (agent_type), cursor/subagentStop (subagent_type)";
        /// Permission mode of the host: what the assistant may do without asking.
        mode: String, "", "claude-code (permission_mode), cursor/sessionStart (composer_mode)";
        /// Name of the model, as the host gives it.
        model: String, "", "codex (model), cursor (model)";
        /// Tokens used.
        tokens: Tokens, "", "codex/rollout (last_token_usage)";
        /// Bytes of its strings that host or adapter left out before the recorder saw them.
        clipped: u64, "bytes", "HOOKS.md 1.1 PostToolUseFailure (middle-truncated)";
        /// Secrets taken out of its strings: how many of each kind.
        redactions: BTreeMap<String, u64>, "", "recorder";
        /// Changes that the writer had to make.
        adapted: Vec<Adapted>, "", "recorder";
        /// A note signed by a key of the policy, for events that speak for someone else.
        statement: NoteText, "", "relay";
    }
}
