//! Payloads of what candidate and assistant say and do.

use super::{
    Digests, FileState, ObjectId, Path, Token,
    schema::{Nullable, object, payload},
};
use crate::hash::Hash;

object! {
    /// A file or rule that was attached to a prompt.
    Attachment
    required {
        /// `file`, `rule`, `image` or another name of the host.
        kind: Token, "", "cursor/beforeSubmitPrompt (attachments.type)";
    }
    optional {
        /// Where it lies in the work tree.
        path: Path, "", "cursor/beforeSubmitPrompt (attachments.file_path)";
        /// SHA-256 of what was shown of it.
        sha256: Hash, "", "recorder";
        /// 0-based first line that was shown, where it was a part.
        at: u64, "line", "editor";
        /// Lines that were shown.
        count: u64, "lines", "editor";
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
    }
}

payload! {
    /// What an assistant answered, or that its turn ended.
    AssistantMessage = "assistant_message"
    required {}
    optional {
        /// The message, verbatim but for secrets; absent where the host tells only that a turn ended.
        text: String, "", "claude-code/Stop (last_assistant_message), gemini-cli/AfterAgent, cursor/afterAgentResponse";
        /// Why the turn stopped: `completed`, `aborted`, `error` or another name of the host.
        stop_reason: String, "", "cursor/stop (status), claude-code/StopFailure (error), copilot-cli/agentStop (stopReason)";
        /// Error text of a turn that failed.
        error: String, "", "claude-code/StopFailure (error_details)";
        /// How long the turn took.
        duration_ms: u64, "ms", "HOOKS.md 1.1 transcript (turn_duration)";
    }
}

payload! {
    /// Reasoning that the host shows.
    Thinking = "thinking"
    required {
        /// The reasoning, verbatim but for secrets.
        text: String, "", "HOOKS.md 1.2 rollout (reasoning), HOOKS.md 1.4 afterAgentThought";
    }
    optional {
        /// How long it took.
        duration_ms: u64, "ms", "HOOKS.md 1.4 afterAgentThought";
    }
}

payload! {
    /// An assistant starts a tool, or asks for leave to.
    ToolCall = "tool_call"
    required {
        /// The tool's name, as the host gives it.
        name: String, "", "claude-code/PreToolUse.Bash, cursor/preToolUse.Write";
    }
    optional {
        /// What sort of tool it is: `read`, `edit`, `delete`, `move`, `search`, `execute`, `think`,
        /// `fetch` or `other`, the kinds of the Agent Client Protocol.
        class: Token, "", "recorder";
        /// Its input as a string of JSON, file contents left out.
        input: String, "", "claude-code/PreToolUse.Bash (tool_input)";
        /// Files that its input names.
        paths: Vec<Path>, "", "claude-code/PreToolUse.Edit (tool_input.file_path), copilot-cli/preToolUse.create (toolArgs.path)";
        /// What the assistant says that it is for.
        description: String, "", "claude-code/PreToolUse.Bash (tool_input.description), cursor/preToolUse.Write (agent_message)";
        /// Working directory.
        cwd: Path, "", "claude-code/PreToolUse.Bash (cwd), cursor/preToolUse.Write (cwd)";
        /// Whether it goes on while the assistant does something else.
        background: bool, "", "claude-code/PreToolUse.Bash (run_in_background)";
        /// Whether this tells only that the host asks the candidate to allow the call; the call
        /// itself is an event of its own.
        asked: bool, "", "codex/PermissionRequest, gemini-cli/Notification";
        /// Server of a tool that is called over MCP.
        server: String, "", "HOOKS.md 1.4 beforeMCPExecution";
    }
}

payload! {
    /// A tool ended, failed, or was not allowed.
    ToolResult = "tool_result"
    required {
        /// The tool's name, as the host gives it.
        name: String, "", "claude-code/PostToolUse.Bash, codex/PostToolUse.Bash";
        /// `ok`, `error`, `denied`, `interrupted`, `timeout`, or `ended` where the host doesn't tell how.
        status: Token, "", "claude-code/PostToolUseFailure.Bash, claude-code/PermissionDenied";
    }
    optional {
        /// What sort of tool it is, as in `tool_call`.
        class: Token, "", "recorder";
        /// Its input as in `tool_call`, where the host told no `tool_call`.
        input: String, "", "claude-code/PostToolUse.Read (tool_input.limit), cursor/subagentStop (task)";
        /// Files that it touched, by the host's account.
        paths: Vec<Path>, "", "claude-code/PostToolUse.Edit (tool_response.filePath), cursor/subagentStop (modified_files)";
        /// Its output, verbatim but for secrets and file contents.
        output: String, "", "claude-code/PostToolUse.Bash (tool_response.stdout), codex/PostToolUse.Bash (tool_response)";
        /// What it wrote to standard error, its error text, or why it was not allowed.
        error: String, "", "claude-code/PostToolUse.Bash (stderr), claude-code/PostToolUseFailure.Bash (error), claude-code/PermissionDenied (reason)";
        /// Exit code of a shell tool, wherever in the payload the host keeps it.
        exit_code: i64, "", "codex/PostToolUse.apply_patch (tool_response), cursor/postToolUse.Shell (tool_output)";
        /// How long it took.
        duration_ms: u64, "ms", "claude-code/PostToolUse.Bash (duration_ms)";
        /// Whether it goes on in the background.
        background: bool, "", "HOOKS.md 1.1 Bash (backgroundTaskId)";
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
        exit_code: i64, "", "claude-code/PostToolUseFailure.Bash (error), editor";
        /// How long it took.
        duration_ms: u64, "ms", "cursor/afterShellExecution (duration)";
        /// Its output, verbatim but for secrets, where no `tool_result` tells it.
        output: String, "", "cursor/afterShellExecution (output)";
        /// Whether it goes on in the background.
        background: bool, "", "claude-code/PreToolUse.Bash (run_in_background)";
        /// Whether it ran in a sandbox.
        sandbox: bool, "", "cursor/afterShellExecution (sandbox)";
    }
}

payload! {
    /// Tests were run.
    TestRun = "test_run"
    required {
        /// Name of the framework, such as `pytest`; `unknown` where the output doesn't tell.
        framework: String, "", "claude-code/PostToolUse.Bash (tool_input.command)";
    }
    optional {
        /// Tests that passed.
        passed: u64, "tests", "claude-code/PostToolUse.Bash (stdout)";
        /// Tests that failed.
        failed: u64, "tests", "claude-code/PostToolUseFailure.Bash (error)";
        /// Tests that could not be run, such as those of a file that doesn't import.
        errored: u64, "tests", "claude-code/PostToolUseFailure.Bash (error)";
        /// Tests that were left out.
        skipped: u64, "tests", "claude-code/PostToolUse.Bash (stdout)";
        /// Exit code of the runner.
        exit_code: i64, "", "claude-code/PostToolUseFailure.Bash (error)";
        /// How long it took.
        duration_ms: u64, "ms", "claude-code/PostToolUse.Bash (duration_ms)";
        /// The command line.
        command: String, "", "claude-code/PostToolUse.Bash (tool_input.command)";
        /// Names of tests that failed, as the framework writes them; the first where there are many.
        failing: Vec<String>, "", "claude-code/PostToolUseFailure.Bash (error)";
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
    /// The editor's window gained or lost the focus, or another file came to its front.
    Focus = "focus"
    required {
        /// Whether it has the focus now.
        focused: bool, "", "editor";
    }
    optional {
        /// How long the state before lasted.
        duration_ms: u64, "ms", "editor";
        /// The file in front.
        path: Path, "", "editor";
    }
}

object! {
    /// A file that differs from HEAD.
    ChangedFile
    required {
        /// The file.
        path: Path, "", "git";
    }
    optional {
        /// Bytes on disk; null: deleted; absent: not read.
        state: Nullable<FileState>, "", "recorder";
    }
}

payload! {
    /// Where the repository stands, and which files differ from HEAD.
    GitSnapshot = "git_snapshot"
    required {
        /// Changed files, untracked ones included, ignored ones not.
        files: Vec<ChangedFile>, "", "git";
    }
    optional {
        /// Why it was taken, such as `start`, `end`, `turn`, `before_shell` or `after_shell`.
        cause: Token, "", "recorder";
        /// Commit at HEAD; absent before the first commit.
        head: ObjectId, "", "git";
        /// Commit at the start of the session.
        base: ObjectId, "", "git";
        /// Name of the branch; absent where HEAD is on none.
        branch: String, "", "git";
        /// Tree of the whole work tree as it stood, where it was written.
        tree: ObjectId, "", "git";
        /// Changed files that are not listed, because there were too many.
        omitted: u64, "files", "recorder";
        /// Why no files are listed though there may be some, such as `too_slow` or `no_repository`.
        skipped: Token, "", "recorder";
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
        /// Earlier path, where the file was renamed.
        from: Path, "", "git";
        /// Blob after the commit; absent where the file was deleted.
        blob: ObjectId, "", "git";
    }
}

payload! {
    /// A commit was made.
    Commit = "commit"
    required {}
    optional {
        /// Its full id.
        id: ObjectId, "", "git";
        /// The beginning of its id.
        short: String, "", "claude-code/PostToolUse.Bash.gitCommit (gitOperation.commit.sha)";
        /// Ids of its parents; empty for a first commit, absent where they are not known.
        parents: Vec<ObjectId>, "", "git";
        /// Its tree.
        tree: ObjectId, "", "git";
        /// First line of its message, verbatim but for secrets.
        subject: String, "", "git";
        /// Author's time.
        author_time_s: i64, "Unix seconds", "git";
        /// Committer's time.
        commit_time_s: i64, "Unix seconds", "git";
        /// Name of the branch or ref.
        branch: String, "", "claude-code/PostToolUse.Bash.gitCommit (gitOperation.commit.branch)";
        /// How it came about, such as `committed`, `amended`, `merged`, `rebased` or `cherry_picked`.
        cause: Token, "", "claude-code/PostToolUse.Bash.gitCommit (gitOperation.commit.kind)";
        /// Files that it changed.
        files: Vec<CommitFile>, "", "git";
    }
}
