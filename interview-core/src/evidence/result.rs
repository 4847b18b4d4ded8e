//! What attribution found, as plain data for the Report.

use serde::Serialize;

use super::nowhere::Nowhere;
use crate::{diff::DiffFlaw, share::Share};

/// Where an added line comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Class {
    /// A file tool of an assistant wrote it, or its completion in an editor.
    AssistantEdit,
    /// It appeared between the states at start and end of one shell call of an assistant.
    AssistantShell,
    /// A formatter laid it out.
    Formatter,
    /// The candidate wrote it in a captured editor, or by a command of their own.
    CandidateEditor,
    /// It stands in a file that tools generate, by the patterns of the policy.
    Generated,
    /// It has no letter, digit or byte from 0x80 on, and so matches too much to be evidence.
    Trivial,
    /// It appeared while the recorder says that it was off.
    RecorderGap,
    /// The log lost track of its file, and doesn't tell it otherwise.
    OutOfStep,
    /// The log doesn't tell who wrote it.
    Unexplained,
}

impl Class {
    /// All classes, in the order of the documentation.
    pub const ALL: [Self; 9] = [
        Self::AssistantEdit,
        Self::AssistantShell,
        Self::Formatter,
        Self::CandidateEditor,
        Self::Generated,
        Self::Trivial,
        Self::RecorderGap,
        Self::OutOfStep,
        Self::Unexplained,
    ];

    /// Its name in the Report.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AssistantEdit => "assistant_edit",
            Self::AssistantShell => "assistant_shell",
            Self::Formatter => "formatter",
            Self::CandidateEditor => "candidate_editor",
            Self::Generated => "generated",
            Self::Trivial => "trivial",
            Self::RecorderGap => "recorder_gap",
            Self::OutOfStep => "out_of_step",
            Self::Unexplained => "unexplained",
        }
    }

    /// Whether the log tells who made the line.
    #[must_use]
    pub fn is_explained(self) -> bool {
        matches!(
            self,
            Self::AssistantEdit | Self::AssistantShell | Self::Formatter | Self::CandidateEditor
        )
    }
}

/// Lines of each class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassCounts {
    /// Lines of [`Class::AssistantEdit`].
    pub assistant_edit: u64,
    /// Lines of [`Class::AssistantShell`].
    pub assistant_shell: u64,
    /// Lines of [`Class::Formatter`].
    pub formatter: u64,
    /// Lines of [`Class::CandidateEditor`].
    pub candidate_editor: u64,
    /// Lines of [`Class::Generated`].
    pub generated: u64,
    /// Lines of [`Class::Trivial`].
    pub trivial: u64,
    /// Lines of [`Class::RecorderGap`].
    pub recorder_gap: u64,
    /// Lines of [`Class::OutOfStep`].
    pub out_of_step: u64,
    /// Lines of [`Class::Unexplained`].
    pub unexplained: u64,
}

impl ClassCounts {
    fn slot(&mut self, class: Class) -> &mut u64 {
        match class {
            Class::AssistantEdit => &mut self.assistant_edit,
            Class::AssistantShell => &mut self.assistant_shell,
            Class::Formatter => &mut self.formatter,
            Class::CandidateEditor => &mut self.candidate_editor,
            Class::Generated => &mut self.generated,
            Class::Trivial => &mut self.trivial,
            Class::RecorderGap => &mut self.recorder_gap,
            Class::OutOfStep => &mut self.out_of_step,
            Class::Unexplained => &mut self.unexplained,
        }
    }

    /// Lines of a class.
    #[must_use]
    pub fn get(mut self, class: Class) -> u64 {
        *self.slot(class)
    }

    /// Counts lines.
    pub(super) fn add(&mut self, class: Class, lines: u64) {
        *self.slot(class) += lines;
    }

    /// Lines of all classes that the log explains.
    #[must_use]
    pub fn explained(self) -> u64 {
        Class::ALL
            .into_iter()
            .filter(|class| class.is_explained())
            .map(|class| self.get(class))
            .sum()
    }
}

/// Neighbouring added lines that come from one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// 1-based number of the first in the file after.
    pub line: u64,
    /// How many.
    pub lines: u64,
    /// Where they come from.
    pub class: Class,
    /// `seq` of the event behind them; null where the log tells none.
    pub seq: Option<u64>,
    /// What else is to be said of them.
    pub note: Option<String>,
    /// Whether the diff takes the same lines out, there or elsewhere, but for white space.
    #[serde(skip)]
    pub(crate) taken_out: bool,
}

impl Span {
    /// Whether its lines are new and the log doesn't tell who wrote them. Lines that were moved or
    /// laid out anew by a hand that isn't captured are nobody's secret work.
    #[must_use]
    pub fn is_from_nowhere(&self) -> bool {
        self.class == Class::Unexplained && !self.taken_out
    }
}

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
