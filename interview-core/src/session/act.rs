//! The facts themselves: plain data, one small struct for each sort.

use super::{CallId, Moment};

/// One act and when it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// `seq` of its event.
    pub seq: u64,
    /// Local time, in Unix ms.
    pub at_ms: i64,
    /// What was done.
    pub what: What,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum What {
    /// The candidate asked an assistant.
    Prompt,
    /// An assistant answered, or reasoned aloud.
    Answer,
    /// A tool was called.
    Call(CallId),
    /// A tool ended.
    Result(CallId),
    /// A shell command began or was told whole.
    Command(CallId),
    /// A shell command ended.
    CommandEnd(CallId),
    /// Tests were run.
    Test,
    /// A file was read.
    Read,
    /// A file tool wrote; the number stands for the path.
    ToolEdit(u32),
    /// A captured editor changed a file.
    EditorEdit(u32),
    /// A file was seen to have changed.
    Change(u32),
    /// Text was pasted.
    Paste,
    /// A commit was made.
    Commit,
    /// Focus came or went.
    Focus,
}

impl What {
    /// Whether a file changed by it.
    #[must_use]
    pub fn is_edit(self) -> bool {
        matches!(self, Self::ToolEdit(_) | Self::EditorEdit(_) | Self::Change(_))
    }

    /// Whether it is an act that somebody began: not a result, an answer or a change of focus.
    #[must_use]
    pub fn is_interaction(self) -> bool {
        !matches!(self, Self::Answer | Self::Result(_) | Self::CommandEnd(_) | Self::Focus)
    }
}

/// A test run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TestRun {
    /// When it was told.
    pub told: Moment,
    /// Tests that passed; `None` where nobody told.
    pub passed: Option<u64>,
    /// Tests that failed or could not be run.
    pub failed: u64,
    /// Exit code of the runner.
    pub exit_code: Option<i64>,
    /// The call that ran it, where it names one.
    pub call: Option<CallId>,
    /// Whether an editor told it.
    pub by_editor: bool,
}

impl TestRun {
    /// Whether it passed: some tests ran and none failed, or, without counts, it ended with 0.
    #[must_use]
    pub fn is_pass(&self) -> bool {
        let ended_well = self.exit_code.is_none_or(|code| code == 0);
        let counted = self.passed.map_or(self.exit_code.is_some(), |passed| passed > 0);
        self.failed == 0 && ended_well && counted
    }
}

/// A paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paste {
    /// When it was told.
    pub told: Moment,
    /// Lines.
    pub lines: u64,
    /// Bytes.
    pub bytes: u64,
    /// Whether it was copied inside the same work tree.
    pub internal: bool,
}

/// A commit that the log tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitSeen {
    /// When it was told.
    pub told: Moment,
    /// Its full id.
    pub id: Option<String>,
    /// How it came about.
    pub cause: Option<String>,
}

/// A stretch in which the recorder says that it was off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// When it was told.
    pub told: Moment,
    /// Since when, in Unix ms.
    pub from_ms: Option<i64>,
    /// Until when, in Unix ms.
    pub until_ms: Option<i64>,
    /// Why.
    pub reason: String,
}

/// A change of what the recorder can see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaptureChange {
    /// When it was told.
    pub told: Moment,
    /// What changed.
    pub what: String,
}

/// A pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// When it began.
    pub from: Moment,
    /// When it ended.
    pub until: Option<Moment>,
}
