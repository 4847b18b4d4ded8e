//! String newtypes, and the members that may stand in the payload of every kind.

use std::collections::BTreeMap;

use super::schema::{object, spelled};

spelled! {
    /// A short name of a list: `[a-z][a-z0-9_]{0,47}`.
    Token, Token;
    /// A path relative to the work-tree root, `/` between its parts, other bytes and `%` as `%XX`.
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
        input: u64, "tokens", "codex/rollout, gemini-cli/AfterAgent";
        /// Tokens written.
        output: u64, "tokens", "codex/rollout, gemini-cli/AfterAgent";
        /// Tokens read from a cache.
        cache_read: u64, "tokens", "claude-code/transcript";
        /// Tokens written to a cache.
        cache_write: u64, "tokens", "claude-code/transcript";
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
        /// Id of the tool call, as the host gives it; pairs a `tool_call` with its results.
        call: String, "", "claude-code/PreToolUse.Bash (tool_use_id)";
        /// Id of the turn or prompt that the event belongs to.
        turn: String, "", "claude-code (prompt_id), codex (turn_id), cursor (generation_id)";
        /// Id of the subagent that acted; absent for the main agent.
        agent: String, "", "claude-code/PostToolUse.subagent.Write (agent_id)";
        /// Name of the model, as the host gives it.
        model: String, "", "codex (model), cursor (model)";
        /// Tokens used.
        tokens: Tokens, "", "codex/rollout (token_count)";
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
