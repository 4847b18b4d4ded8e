//! Whose a line is, and whose it could be: the words in which truth and answers are compared.

/// Whose a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Owner {
    /// It was there before the session.
    Base,
    /// A file tool of the assistant.
    AssistantEdit,
    /// A shell call of the assistant.
    AssistantShell,
    /// A formatter.
    Formatter,
    /// The candidate, in a captured editor.
    CandidateEditor,
    /// Whoever acted while the recorder was off.
    RecorderGap,
    /// Somebody whom the log can't name: the candidate in an editor that isn't captured or in a
    /// terminal, or a shell call that doesn't count as one.
    Unexplained,
    /// No letter, digit or byte from 0x80 on, whoever wrote it.
    Trivial,
    /// A file that tools generate, whoever wrote it.
    Generated,
}

impl Owner {
    /// Every class that an added line may have.
    pub const CLASSES: [Self; 8] = [
        Self::AssistantEdit,
        Self::AssistantShell,
        Self::Formatter,
        Self::CandidateEditor,
        Self::RecorderGap,
        Self::Unexplained,
        Self::Trivial,
        Self::Generated,
    ];

    /// Its name as the Report spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::AssistantEdit => "assistant_edit",
            Self::AssistantShell => "assistant_shell",
            Self::Formatter => "formatter",
            Self::CandidateEditor => "candidate_editor",
            Self::RecorderGap => "recorder_gap",
            Self::Unexplained => "unexplained",
            Self::Trivial => "trivial",
            Self::Generated => "generated",
        }
    }
}

/// Owners that a line could have with the same bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owners(u16);

impl Owners {
    pub(super) fn one(owner: Owner) -> Self {
        Self(1 << owner as u8)
    }

    pub(super) fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether the owner is among them.
    #[must_use]
    pub fn have(self, owner: Owner) -> bool {
        self.0 & 1 << owner as u8 != 0
    }

    /// The same with an owner in the place of the base.
    pub(super) fn taken_by(self, owner: Owner) -> Self {
        match self.have(Owner::Base) {
            true => Self(self.0 & !Self::one(Owner::Base).0).with(Self::one(owner)),
            false => self,
        }
    }
}

/// An added line and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Its file.
    pub path: String,
    /// 1-based number in the state at the end.
    pub line: u64,
    /// Whose it is.
    pub owner: Owner,
    /// Whose it could be with the same bytes.
    pub may_be: Owners,
    /// Whether the log saw the state after the edit that made it.
    pub seen: bool,
    /// 1-based number of the first line of the file that is equal but for white space.
    pub twin: u64,
}
