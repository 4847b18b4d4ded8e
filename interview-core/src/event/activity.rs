//! Payloads of what candidate and assistant say and do.

use super::{
    Digests, ObjectId, Path, Token,
    schema::{object, payload},
};
use crate::hash::Hash;

object! {
    /// A file or rule that was attached to a prompt.
    Attachment
    required {
        /// `file`, `rule`, `image` or another name of the host.
        kind: Token, "", "cursor/beforeSubmitPrompt (attachments)";
    }
    optional {
        /// Where it lies in the work tree.
        path: Path, "", "cursor/beforeSubmitPrompt (attachments)";
    }
}

payload! {
    /// What the candidate asked an assistant.
    UserPrompt = "user_prompt"
    required {
        /// The prompt, verbatim but for secrets.
        text: String, "", "claude-code/UserPromptSubmit, codex/UserPromptSubmit, gemini-cli/BeforeAgent";
    }
    optional {
        /// What was attached.
        attachments: Vec<Attachment>, "", "cursor/beforeSubmitPrompt";
        /// Permission mode of the host.
        mode: String, "", "claude-code (permission_mode), cursor (composer_mode)";
    }
}

payload! {
    /// What an assistant answered.
    AssistantMessage = "assistant_message"
    required {
        /// The message, verbatim but for secrets.
        text: String, "", "claude-code/Stop (last_assistant_message), gemini-cli/AfterAgent, cursor/afterAgentResponse";
    }
    optional {
        /// Why the turn stopped: `completed`, `aborted`, `error` or another name of the host.
        stop_reason: String, "", "cursor/stop (status), claude-code/StopFailure (error)";
    }
}

payload! {
    /// Reasoning that the host shows.
    Thinking = "thinking"
    required {
        /// The reasoning, verbatim but for secrets.
        text: String, "", "claude-code/transcript, HOOKS.md 1.4 afterAgentThought";
    }
    optional {
        /// How long it took.
        duration_ms: u64, "ms", "HOOKS.md 1.4 afterAgentThought";
    }
}

payload! {
    /// An assistant starts a tool.
    ToolCall = "tool_call"
    required {
        /// The tool's name, as the host gives it.
        name: String, "", "claude-code/PreToolUse.Bash, cursor/preToolUse.Write";
    }
    optional {
        /// Its input as a string of JSON, file contents left out.
        input: String, "", "claude-code/PreToolUse.Bash (tool_input)";
        /// What the assistant says that it is for.
        description: String, "", "claude-code/PreToolUse.Bash (tool_input.description)";
        /// Working directory.
        cwd: Path, "", "claude-code (cwd)";
        /// Whether it goes on while the assistant does something else.
        background: bool, "", "claude-code/PreToolUse.Bash (run_in_background)";
        /// Server of a tool that is called over MCP.
        server: String, "", "HOOKS.md 1.4 beforeMCPExecution, codex/PermissionRequest";
    }
}

payload! {
    /// A tool ended, failed, or was not allowed.
    ToolResult = "tool_result"
    required {
        /// The tool's name, as the host gives it.
        name: String, "", "claude-code/PostToolUse.Bash, codex/PostToolUse.Bash";
        /// `ok`, `error`, `denied`, `interrupted` or `timeout`.
        status: Token, "", "claude-code/PostToolUseFailure.Bash, claude-code/PermissionDenied";
    }
    optional {
        /// Its output, verbatim but for secrets and file contents.
        output: String, "", "claude-code/PostToolUse.Bash (tool_response)";
        /// Its error text.
        error: String, "", "claude-code/PostToolUseFailure.Bash (error)";
        /// Exit code of a shell tool, wherever in the payload the host keeps it.
        exit_code: i64, "", "codex/PostToolUse.apply_patch (metadata), cursor/postToolUse.Shell";
        /// How long it took.
        duration_ms: u64, "ms", "claude-code/PostToolUse.Bash (duration_ms)";
        /// Whether it goes on in the background.
        background: bool, "", "claude-code/PostToolUse.Bash (backgroundTaskId)";
    }
}

payload! {
    /// A shell command.
    Command = "command"
    required {
        /// The command line, verbatim but for secrets.
        command: String, "", "cursor/beforeShellExecution, claude-code/PreToolUse.Bash";
        /// `start`, `end`, or `whole` where one event tells both.
        phase: Token, "", "cursor/beforeShellExecution, cursor/afterShellExecution";
    }
    optional {
        /// Working directory.
        cwd: Path, "", "cursor/beforeShellExecution";
        /// Exit code.
        exit_code: i64, "", "editor terminal";
        /// How long it took.
        duration_ms: u64, "ms", "cursor/afterShellExecution (duration)";
        /// Its output, verbatim but for secrets.
        output: String, "", "cursor/afterShellExecution";
        /// Whether it ran in a sandbox.
        sandbox: bool, "", "cursor/afterShellExecution";
    }
}

payload! {
    /// Tests were run.
    TestRun = "test_run"
    required {
        /// Name of the framework, such as `pytest`.
        framework: String, "", "claude-code/PostToolUse.Bash (stdout)";
    }
    optional {
        /// Tests that passed.
        passed: u64, "tests", "claude-code/PostToolUse.Bash (stdout)";
        /// Tests that failed.
        failed: u64, "tests", "claude-code/PostToolUseFailure.Bash (error)";
        /// Tests that were left out.
        skipped: u64, "tests", "claude-code/PostToolUse.Bash (stdout)";
        /// Exit code of the runner.
        exit_code: i64, "", "claude-code/PostToolUseFailure.Bash (error)";
        /// How long it took.
        duration_ms: u64, "ms", "claude-code/PostToolUse.Bash (duration_ms)";
        /// The command line.
        command: String, "", "claude-code/PostToolUse.Bash (tool_input.command)";
    }
}

payload! {
    /// Text was pasted. The text itself never enters the log.
    Paste = "paste"
    required {
        /// Its length.
        bytes: u64, "bytes", "editor";
        /// Its lines.
        lines: u64, "lines", "editor";
    }
    optional {
        /// The file it went into.
        path: Path, "", "editor";
        /// 0-based line where it went in.
        at: u64, "line", "editor";
        /// Digests of its lines.
        added: Digests, "", "editor";
        /// Whether it was copied inside the same work tree.
        internal: bool, "", "editor";
    }
}

payload! {
    /// The editor's window gained or lost the focus.
    Focus = "focus"
    required {
        /// Whether it has the focus now.
        focused: bool, "", "editor";
    }
    optional {
        /// How long the state before lasted.
        duration_ms: u64, "ms", "editor";
    }
}

object! {
    /// A file of the work tree as git sees it.
    FileDigest
    required {
        /// The file.
        path: Path, "", "git";
        /// SHA-256 of its bytes.
        sha256: Hash, "", "recorder";
        /// Its lines.
        lines: u64, "lines", "recorder";
    }
    optional {}
}

payload! {
    /// Where the repository stands, and which files differ from HEAD.
    GitSnapshot = "git_snapshot"
    required {
        /// Changed files.
        files: Vec<FileDigest>, "", "git";
    }
    optional {
        /// Commit at HEAD; absent before the first commit.
        head: ObjectId, "", "git";
        /// Commit at the start of the session.
        base: ObjectId, "", "git";
        /// Name of the branch.
        branch: String, "", "git";
        /// Changed files that are not listed, because there were too many.
        omitted: u64, "files", "recorder";
    }
}

object! {
    /// What a commit changed in one file.
    CommitFile
    required {
        /// The file.
        path: Path, "", "git";
    }
    optional {
        /// Lines added; absent for a binary file.
        added: u64, "lines", "git";
        /// Lines removed; absent for a binary file.
        removed: u64, "lines", "git";
    }
}

payload! {
    /// A commit was made.
    Commit = "commit"
    required {
        /// Ids of its parents; empty where they are not known.
        parents: Vec<ObjectId>, "", "git";
    }
    optional {
        /// Its full id.
        id: ObjectId, "", "git";
        /// The beginning of its id.
        short: String, "", "claude-code/PostToolUse.Bash.gitCommit (gitOperation.commit.sha)";
        /// Its tree.
        tree: ObjectId, "", "git";
        /// First line of its message, verbatim but for secrets.
        subject: String, "", "git";
        /// Author's time.
        author_time_s: i64, "Unix seconds", "git";
        /// Committer's time.
        commit_time_s: i64, "Unix seconds", "git";
        /// Name of the branch.
        branch: String, "", "claude-code/PostToolUse.Bash.gitCommit (gitOperation.commit.branch)";
        /// Files that it changed.
        files: Vec<CommitFile>, "", "git";
    }
}
