//! Payloads of what happens to files: paths, digests and positions, never contents.

use super::{
    Digests, Path, Token,
    schema::{Nullable, object, payload},
};
use crate::hash::Hash;

object! {
    /// A file's bytes on disk, as the recorder itself read them.
    FileState
    required {
        /// SHA-256 of the bytes.
        sha256: Hash, "", "recorder";
        /// Lines, the last one counted with or without an LF at its end; 0 for an empty file.
        lines: u64, "lines", "recorder";
    }
    optional {}
}

object! {
    /// One run of changed lines.
    Hunk
    required {
        /// 0-based line in the state before.
        at: u64, "line", "recorder";
        /// Lines taken out there.
        removed: u64, "lines", "recorder";
        /// Digests of the lines put in there.
        added: Digests, "", "recorder";
    }
    optional {}
}

object! {
    /// Which piece this is of an event that was too large for one line.
    Part
    required {
        /// 1-based number of this piece.
        n: u64, "", "recorder";
        /// Number of pieces.
        of: u64, "", "recorder";
    }
    optional {}
}

/// Declares a payload that tells a file's change line by line.
macro_rules! file_payload {
    (
        $(#[doc = $doc:literal])+
        $name:ident = $kind:literal
        path: $path:literal
        hunks: $hunks:literal
        user_modified: $modified:literal
    ) => {
        payload! {
            $(#[doc = $doc])+
            $name = $kind
            required {
                /// The file.
                path: Path, "", $path;
            }
            optional {
                /// Earlier path, where the file was renamed.
                from: Path, "", "git";
                /// What made the change, such as `tool`, `shell`, `formatter`, `typing`, `paste`,
                /// `completion`, `refactor`, `undo`, `redo` or, where nobody knows, `seen`.
                cause: Token, "", "recorder";
                /// Bytes on disk before; null: no such file; absent: not read.
                before: Nullable<FileState>, "", "recorder";
                /// Bytes on disk after; null: no such file; absent: not read.
                after: Nullable<FileState>, "", "recorder";
                /// The change, ascending and disjoint, by lines of the state before.
                hunks: Vec<Hunk>, "", $hunks;
                /// Whether one hunk replaces everything.
                full: bool, "", "recorder";
                /// Whether the file is binary, and so has no hunks.
                binary: bool, "", "recorder";
                /// Whether the host says that the candidate altered the proposal before it was applied.
                user_modified: bool, "", $modified;
                /// Changes of the editor that this event folds together.
                edits: u64, "changes", "editor";
                /// Time from the first to the last of them.
                duration_ms: u64, "ms", "editor";
                /// Which piece of a split event this is.
                part: Part, "", "recorder";
            }
        }
    };
}

file_payload! {
    /// A tool wrote a whole file.
    FileWrite = "file_write"
    path: "claude-code/PostToolUse.Write.create, gemini-cli/AfterTool.write_file, copilot-cli/postToolUse.create"
    hunks: "recorder, claude-code/PostToolUse.Write.create (content), gemini-cli/AfterTool.write_file (content)"
    user_modified: "claude-code/PostToolUse.Write.update (userModified)"
}

file_payload! {
    /// A tool changed a part of a file.
    FileEdit = "file_edit"
    path: "claude-code/PostToolUse.Edit, codex/PostToolUse.apply_patch, cursor/afterFileEdit, vscode-copilot/PostToolUse"
    hunks: "recorder, claude-code/PostToolUse.Edit (structuredPatch), codex/PostToolUse.apply_patch (command), cursor/afterFileEdit (edits)"
    user_modified: "claude-code/PostToolUse.Edit (userModified)"
}

file_payload! {
    /// A file was seen to have changed, but not by a file tool.
    FileChange = "file_change"
    path: "claude-code/FileChanged, cursor/afterTabFileEdit, editor"
    hunks: "recorder, cursor/afterTabFileEdit (edits), editor"
    user_modified: "editor"
}

payload! {
    /// An assistant read a file.
    FileRead = "file_read"
    required {
        /// The file.
        path: Path, "", "claude-code/PostToolUse.Read, HOOKS.md 1.4 beforeReadFile";
    }
    optional {
        /// SHA-256 of the bytes on disk.
        sha256: Hash, "", "recorder";
        /// Lines of the whole file.
        lines: u64, "lines", "claude-code/PostToolUse.Read (totalLines)";
        /// 0-based first line that was read.
        at: u64, "line", "claude-code/PostToolUse.Read (startLine)";
        /// Lines that were read.
        count: u64, "lines", "claude-code/PostToolUse.Read (numLines)";
    }
}

payload! {
    /// A file was deleted.
    FileDelete = "file_delete"
    required {
        /// The file.
        path: Path, "", "claude-code/FileChanged, HOOKS.md 1.2 (Delete File), HOOKS.md 1.4 Delete";
    }
    optional {
        /// What deleted it.
        cause: Token, "", "recorder";
        /// Bytes on disk before; null: no such file; absent: not read.
        before: Nullable<FileState>, "", "recorder";
    }
}

payload! {
    /// A file got another path, its bytes unchanged.
    FileRename = "file_rename"
    required {
        /// The new path.
        path: Path, "", "codex/rollout (changes), HOOKS.md 1.2 (Move to)";
        /// The old path.
        from: Path, "", "codex/rollout (changes), HOOKS.md 1.2 (Update File)";
    }
    optional {
        /// What renamed it.
        cause: Token, "", "recorder";
        /// Bytes on disk before; null: no such file; absent: not read.
        before: Nullable<FileState>, "", "recorder";
        /// Bytes on disk after; null: no such file; absent: not read.
        after: Nullable<FileState>, "", "recorder";
    }
}

payload! {
    /// The state of a file at one moment, as one full set of line digests.
    CodeSnapshot = "code_snapshot"
    required {
        /// The file.
        path: Path, "", "recorder";
        /// Bytes on disk; null: no such file.
        state: Nullable<FileState>, "", "recorder";
    }
    optional {
        /// Digests of all its lines.
        added: Digests, "", "recorder";
        /// Why it was taken, such as `start`, `end` or `interval`.
        cause: Token, "", "recorder";
        /// Which piece of a split event this is.
        part: Part, "", "recorder";
    }
}
