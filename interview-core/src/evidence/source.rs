//! Where lines come from: the event that put them there, and the class that follows from it once
//! the whole log is known.

use super::class::Class;
use crate::{
    event::Event,
    policy::EvidencePolicy,
    session::{Call, CallId, Session},
};

/// What made a change, by the recorder's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// It was there at the start.
    Start,
    /// A file tool of an assistant, or its completion in an editor.
    Assistant,
    /// The same, but the candidate altered the proposal before it was applied.
    Altered,
    /// A formatter.
    Formatter,
    /// A captured editor, or the candidate's own account.
    Candidate,
    /// The same, by undo or redo: what it takes out and puts in again is whose it was.
    Undo,
    /// Nobody knows: the state was seen to differ.
    Seen,
}

impl Cause {
    pub(super) fn of(event: &Event<'_>, cause: &str, user_modified: bool) -> Self {
        let by_hand = matches!(event.origin, "editor" | "candidate");
        match (event.kind, cause) {
            ("code_snapshot", "start") => Self::Start,
            (_, "formatter") => Self::Formatter,
            (_, "completion") => Self::Assistant,
            (_, "seen" | "shell") | ("code_snapshot", _) => Self::Seen,
            ("file_write" | "file_edit", _) if !by_hand && user_modified => Self::Altered,
            ("file_write" | "file_edit", _) if !by_hand => Self::Assistant,
            (_, "undo" | "redo") => Self::Undo,
            _ if by_hand => Self::Candidate,
            (_, "tool") if matches!(event.origin, "assistant" | "tool") => Self::Assistant,
            (_, "typing" | "paste" | "refactor") => Self::Candidate,
            _ => Self::Seen,
        }
    }
}

/// An event that put lines into a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    pub(super) seq: u64,
    pub(super) cause: Cause,
    /// The shell call that it names, or the only one that was open.
    pub(super) call: Option<CallId>,
    /// `seq` of the event at which the file's state was last known before.
    pub(super) since: u64,
    /// Number of the file in the replay.
    pub(super) file: usize,
    /// Whether it told the whole of a file that had lines which nobody had told: among the lines that
    /// it seems to put there may be such as stood there before the session.
    pub(super) over_unknown: bool,
}

/// A class, and what else is to be said of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) class: Class,
    pub(super) seq: Option<u64>,
    pub(super) note: Option<Note>,
}

/// What is said beside a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// It changed during the shell call that began with this event, but need not come from it.
    DuringShellCall(u64),
    /// The candidate ran the command that began with this event.
    OwnCommand(u64),
    /// The candidate altered the proposal before it was applied.
    AlteredProposal,
    /// It stood elsewhere before the session, and was moved.
    Moved,
    /// The diff takes the same line out, there or elsewhere, but for white space.
    TakenOut,
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::DuringShellCall(seq) => write!(f, "during shell call {seq}"),
            Self::OwnCommand(seq) => write!(f, "candidate's own command {seq}"),
            Self::AlteredProposal => f.write_str("proposal altered by the candidate"),
            Self::Moved => f.write_str("moved from another file"),
            Self::TakenOut => f.write_str("stood elsewhere or otherwise laid out before"),
        }
    }
}

impl Source {
    /// The class of the lines that it put there. `edited` are the `seq`s of editor events of the
    /// file, ascending.
    pub(super) fn origin(
        &self,
        session: &Session,
        edited: &[u64],
        policy: &EvidencePolicy,
    ) -> Origin {
        let told = |class, note| Origin { class, seq: Some(self.seq), note };
        match self.cause {
            Cause::Assistant => told(Class::AssistantEdit, None),
            Cause::Altered => told(Class::AssistantEdit, Some(Note::AlteredProposal)),
            Cause::Formatter => told(Class::Formatter, None),
            Cause::Candidate | Cause::Undo => told(Class::CandidateEditor, None),
            Cause::Start => told(Class::Unexplained, None),
            Cause::Seen => self.seen(session, edited, policy),
        }
    }

    fn seen(&self, session: &Session, edited: &[u64], policy: &EvidencePolicy) -> Origin {
        let told = |class, note| Origin { class, seq: Some(self.seq), note };
        let call = self.call.and_then(|id| session.calls.get(id)).filter(|call| call.is_shell);
        if let Some(call) = call
            && let Some(start) = call.start
        {
            if call.by_candidate {
                return told(Class::CandidateEditor, Some(Note::OwnCommand(start.seq)));
            }
            if self.is_inside(call, edited, policy) {
                let class =
                    if call.is_formatter { Class::Formatter } else { Class::AssistantShell };
                return told(class, None);
            }
            return match gap_between(session, self.since, self.seq) {
                Some(gap) => Origin { class: Class::RecorderGap, seq: Some(gap), note: None },
                None => told(Class::Unexplained, Some(Note::DuringShellCall(start.seq))),
            };
        }
        match gap_between(session, self.since, self.seq) {
            Some(gap) => Origin { class: Class::RecorderGap, seq: Some(gap), note: None },
            None => told(Class::Unexplained, None),
        }
    }

    /// Whether the change can only be that of the call: paired, in the foreground, short, and no
    /// editor event of the file in between.
    fn is_inside(&self, call: &Call, edited: &[u64], policy: &EvidencePolicy) -> bool {
        let (Some(start), Some(end), Some(took_ms)) = (call.start, call.end, call.took_ms()) else {
            return false;
        };
        let next = edited.partition_point(|seq| *seq < start.seq);
        let last = end.seq.max(self.seq);
        let untouched = edited.get(next).is_none_or(|seq| *seq > last);
        start.seq <= self.seq && !call.background && took_ms <= policy.shell_window_ms && untouched
    }
}

/// The first event behind `since`, at `until` at the latest, that says that the recorder was off.
pub(super) fn gap_between(session: &Session, since: u64, until: u64) -> Option<u64> {
    let next = session.gaps.partition_point(|gap| gap.told.seq <= since);
    session.gaps.get(next).map(|gap| gap.told.seq).filter(|seq| *seq <= until)
}
