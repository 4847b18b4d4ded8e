//! Classes of added lines, and the runs of lines that have one.

use serde::Serialize;

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
