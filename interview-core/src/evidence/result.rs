//! What attribution found, as plain data for the Report.

use serde::Serialize;

use super::{
    class::{ClassCounts, Span},
    nowhere::Nowhere,
};
use crate::{diff::DiffFlaw, share::Share};

/// One file of the diff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileEvidence {
    /// Its path after, or before where it is gone, as the log spells it; empty where it has no
    /// spelling.
    pub path: String,
    /// Lines that the diff adds.
    pub added: u64,
    /// Lines that it removes.
    pub removed: u64,
    /// Whether git takes it for binary.
    pub binary: bool,
    /// `seq` of the event since which the log has lost track of it; null where it hasn't.
    pub out_of_step_since: Option<u64>,
    /// Its added lines by class.
    pub classes: ClassCounts,
    /// Its added lines, ascending.
    pub spans: Vec<Span>,
}

/// A commit, and where it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CommitPlace {
    /// Its id; null where the log tells none.
    pub id: Option<String>,
    /// `seq` of its event; null where the log doesn't have it.
    pub seq: Option<u64>,
    /// The file, where it is about one.
    pub path: Option<String>,
    /// Lines that it adds there.
    pub lines: Option<u64>,
}

/// What the commits say beside the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CommitEvidence {
    /// Commits that the log tells.
    pub recorded: u64,
    /// Commits in `commits.json`; null without one that can be read.
    pub submitted: Option<u64>,
    /// Whether the commit at the start is an ancestor of those submitted; null where nobody can tell.
    pub base_is_ancestor: Option<bool>,
    /// Commits that the log tells and the history doesn't have.
    pub missing: Vec<CommitPlace>,
    /// How many of those the log itself tells to be amended, rebased or squashed later.
    pub rewritten_openly: u64,
    /// Commits whose time lies outside the session.
    pub outside_session: Vec<CommitPlace>,
    /// Files of commits that no event touched since the commit before.
    pub untouched: Vec<CommitPlace>,
    /// Turns in which files changed and that no commit followed.
    pub turns_without_commit: u64,
    /// Entries beyond those listed.
    pub omitted: u64,
}

/// Something that couldn't be read, and so isn't in the evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Flaw {
    /// `changes.diff`, `commits.json` or `events.jsonl`.
    pub file: &'static str,
    /// 1-based line, where it has one.
    pub line: Option<u64>,
    /// What is wrong, as a short name.
    pub reason: &'static str,
}

impl Flaw {
    pub(super) fn of_diff(flaw: &DiffFlaw) -> Self {
        Self { file: "changes.diff", line: Some(flaw.line), reason: flaw.reason.as_str() }
    }

    pub(super) fn of_log(reason: &'static str) -> Self {
        Self { file: "events.jsonl", line: None, reason }
    }

    pub(super) fn of_commits(reason: &'static str) -> Self {
        Self { file: "commits.json", line: None, reason }
    }
}

/// Which lines came from where, and whether the commits fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// Lines that the diff adds; null without a diff that can be read.
    pub added: Option<u64>,
    /// They by class.
    pub classes: ClassCounts,
    /// Lines that the log explains, of those that are neither trivial nor generated.
    pub coverage: Share,
    /// The diff's files, in its order.
    pub files: Vec<FileEvidence>,
    /// Files beyond those listed; their lines count above.
    pub files_omitted: u64,
    /// The commits.
    pub commits: CommitEvidence,
    /// What couldn't be read.
    pub flaws: Vec<Flaw>,
    /// `seq`s of events whose added lines speak to whoever grades, or the file's first line where no
    /// event is behind them.
    #[serde(skip)]
    pub(crate) addressed: Vec<(Option<u64>, String)>,
    /// New lines that nobody says to have written, in files that aren't listed too.
    #[serde(skip)]
    pub(crate) nowhere: Nowhere,
}
