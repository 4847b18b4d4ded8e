//! Payloads of a session's frame: start, salt, end, pauses, questions, anchors, gaps.

use std::collections::BTreeMap;

use super::{
    LogOrigin, NoteText, ObjectId, Path, PublicKeyText, Salt32, Time, Token, Ulid,
    schema::{object, payload},
};
use crate::hash::Hash;

object! {
    /// A program and its version.
    Program
    required {
        /// Its name.
        name: String, "", "recorder";
        /// Its version.
        version: String, "", "recorder";
    }
    optional {}
}

object! {
    /// The interview that the session answers.
    Interview
    required {
        /// Its code: 1 to 64 printable ASCII characters, no space.
        code: String, "", "ticket";
        /// SHA-256 of the problem text.
        problem_sha256: Hash, "", "ticket";
        /// Time limit; 0 for none.
        time_limit_ms: u64, "ms", "ticket";
    }
    optional {}
}

object! {
    /// Where an earlier session of the same candidate and interview stopped.
    Continues
    required {
        /// The earlier session.
        session: Ulid, "", "recorder";
        /// Lines of its log.
        size: u64, "lines", "recorder";
        /// Leaf hash of its last line.
        leaf_hash: Hash, "", "recorder";
    }
    optional {}
}

payload! {
    /// First line of a session.
    SessionStart = "session_start"
    required {
        /// `interview-log/1`.
        format: String, "", "recorder";
        /// The session's ULID.
        session: Ulid, "", "recorder";
        /// Name of the log in checkpoints and proofs.
        log_origin: LogOrigin, "", "recorder";
        /// The program that records.
        recorder: Program, "", "recorder";
        /// What the host lets the recorder see: `full`, `partial` or `manual`.
        capture: Token, "", "recorder";
        /// Public key whose signature stands under every checkpoint of this log.
        session_key: PublicKeyText, "", "recorder";
    }
    optional {
        /// The interview; always there with a ticket.
        interview: Interview, "", "ticket";
        /// The assistant or editor that is recorded.
        host: Program, "", "recorder";
        /// The relay's ticket, where a relay opened the session.
        ticket: NoteText, "", "relay";
        /// The session that this one goes on from.
        continues: Continues, "", "recorder";
        /// Operating system and architecture, such as `linux x86_64`.
        system: String, "", "recorder";
    }
}

payload! {
    /// Line 1: the salt of all line digests, on a line of its own so that it can be withheld.
    LineSalt = "line_salt"
    required {
        /// 32 random bytes.
        salt: Salt32, "", "recorder";
    }
    optional {}
}

object! {
    /// What `session_end` says of the log before it.
    Counts
    required {
        /// Lines of the log, `session_end` included.
        lines: u64, "lines", "recorder";
        /// How many lines there are of each kind, `session_end` included.
        kinds: BTreeMap<String, u64>, "lines", "recorder";
    }
    optional {}
}

object! {
    /// A file that is submitted beside the log.
    Artefact
    required {
        /// `changes.diff` or `commits.json`.
        name: String, "", "recorder";
        /// Its length.
        bytes: u64, "bytes", "recorder";
        /// SHA-256 of its bytes.
        sha256: Hash, "", "recorder";
    }
    optional {}
}

object! {
    /// The two trees that `changes.diff` stands between.
    GitTrees
    required {
        /// Tree at the start of the session.
        base_tree: ObjectId, "", "git";
        /// Tree at its end.
        end_tree: ObjectId, "", "git";
        /// Object hash: `sha1` or `sha256`.
        hash: Token, "", "git";
        /// Version of git that made the diff.
        version: String, "", "git";
    }
    optional {}
}

payload! {
    /// Last line of a sealed session.
    SessionEnd = "session_end"
    required {
        /// Why it ended, such as `submitted`, `abandoned` or `time_limit`.
        reason: Token, "", "recorder";
        /// What the log holds.
        counts: Counts, "", "recorder";
        /// The files that belong to the bundle, in the order of the bundle.
        artefacts: Vec<Artefact>, "", "recorder";
    }
    optional {
        /// The trees that the diff compares.
        git: GitTrees, "", "git";
    }
}

payload! {
    /// The candidate stops for a while. It moves the clock only with a `statement`.
    SessionPause = "session_pause"
    required {}
    optional {
        /// Why.
        reason: String, "", "candidate";
        /// Longest pause that is granted.
        granted_ms: u64, "ms", "relay";
    }
}

payload! {
    /// The candidate goes on after a pause.
    SessionResume = "session_resume"
    required {}
    optional {
        /// What was said about it.
        reason: String, "", "candidate";
    }
}

payload! {
    /// A question of the interview is opened.
    QuestionStart = "question_start"
    required {
        /// Its id in the interview.
        question: String, "", "relay";
    }
    optional {
        /// Its title.
        title: String, "", "relay";
        /// Its own time limit.
        time_limit_ms: u64, "ms", "relay";
    }
}

payload! {
    /// A question of the interview is left.
    QuestionEnd = "question_end"
    required {
        /// Its id in the interview.
        question: String, "", "relay";
    }
    optional {
        /// How: `answered`, `skipped` or `timed_out`.
        outcome: Token, "", "relay";
    }
}

payload! {
    /// A checkpoint of the log, signed by the session and, where one answered, by witnesses.
    Anchor = "anchor"
    required {
        /// The whole signed note.
        note: NoteText, "", "recorder, witness";
    }
    optional {}
}

payload! {
    /// The recorder lives, and nothing else happened.
    Heartbeat = "heartbeat"
    required {}
    optional {
        /// Time since the recorder last started.
        uptime_ms: u64, "ms", "recorder";
    }
}

payload! {
    /// The recorder was off, or lost something, and says so.
    RecorderGap = "recorder_gap"
    required {
        /// Why, such as `off`, `key_lost`, `head_unknown`, `spool_lost` or `sync_failed`.
        reason: Token, "", "recorder";
    }
    optional {
        /// Since when, by the local clock.
        from: Time, "", "recorder";
        /// Until when, by the local clock.
        until: Time, "", "recorder";
        /// Events that are known to be missing.
        lost: u64, "events", "recorder";
        /// Size of the head that a witness keeps and this log doesn't contain.
        head_size: u64, "lines", "witness";
        /// What happened, in words.
        detail: String, "", "recorder";
    }
}

payload! {
    /// Bytes at the end of the log that were no whole lines were moved aside, not thrown away.
    Recovered = "recovered"
    required {
        /// File in the session's folder that holds them now.
        file: Path, "", "recorder";
        /// Offset in `events.jsonl` where they stood.
        offset: u64, "bytes", "recorder";
        /// How many.
        bytes: u64, "bytes", "recorder";
        /// Lines among them, whole or torn.
        lines: u64, "lines", "recorder";
        /// SHA-256 of them.
        sha256: Hash, "", "recorder";
    }
    optional {
        /// Why: `torn` or `unclean`.
        cause: Token, "", "recorder";
    }
}

payload! {
    /// What the recorder can see changed: settings edited, hooks switched off, a host, its
    /// subagent or its memory of the conversation came or went.
    CaptureChanged = "capture_changed"
    required {
        /// What changed, such as `settings`, `hooks_disabled`, `hooks_enabled`, `host_started`, `host_ended`,
        /// `agent_started` or `context_compacted`.
        what: Token, "", "claude-code/SessionStart, claude-code/SessionEnd, claude-code/PreCompact, HOOKS.md 1.1 ConfigChange";
    }
    optional {
        /// The host.
        host: Program, "", "cursor (cursor_version), claude-code/transcript (version), codex/rollout (cli_version)";
        /// The settings file, where it lies in the work tree.
        path: Path, "", "HOOKS.md 1.1 ConfigChange";
        /// SHA-256 of the settings file as it is now.
        sha256: Hash, "", "recorder";
        /// The host's own reason or source.
        reason: String, "", "claude-code/SessionEnd (reason), claude-code/SessionStart (source), codex/PreCompact (trigger)";
        /// What was said about it, verbatim but for secrets.
        detail: String, "", "claude-code/PreCompact (custom_instructions)";
        /// Whether the host works in the background or on another machine, where it can't be seen.
        background: bool, "", "cursor/sessionStart (is_background_agent)";
        /// Capture level from here on: `full`, `partial` or `manual`.
        capture: Token, "", "recorder";
    }
}

payload! {
    /// First line of a log that is no session, such as a relay's audit log.
    LogStart = "log_start"
    required {
        /// `interview-log/1`.
        format: String, "", "relay";
        /// Name of the log in checkpoints and proofs.
        log_origin: LogOrigin, "", "relay";
    }
    optional {
        /// Public key that signs its checkpoints.
        session_key: PublicKeyText, "", "relay";
        /// What the log is for.
        purpose: String, "", "relay";
    }
}
