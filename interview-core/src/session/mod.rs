//! What happened in a session, as small facts in the order of the log: acts with their times, calls
//! paired with their results, test runs, pastes, commits, gaps. Flags and attribution read it; it
//! judges nothing, and keeps no text.

mod act;
mod call;
mod command;
mod addressed;
mod record;
mod activity;

pub use act::{Act, CaptureChange, CommitSeen, Gap, Paste, Pause, TestRun, What};
pub use activity::{Activity, CommandCount, TestSeries};
pub use call::{Call, CallId, Calls, Moment};
pub use command::Commands;

pub(crate) use addressed::is_addressed;

use crate::{event::Event, policy::EvidencePolicy, text::Names};

/// What happened, in the order of the log.
#[derive(Debug, Default)]
pub struct Session {
    /// Acts of people, assistants, tools and editors; what the recorder says of itself is apart.
    pub acts: Vec<Act>,
    /// Tool calls and shell commands.
    pub calls: Calls,
    /// Test runs.
    pub tests: Vec<TestRun>,
    /// Pastes.
    pub pastes: Vec<Paste>,
    /// Commits that the log tells.
    pub commits: Vec<CommitSeen>,
    /// Stretches in which the recorder says that it was off.
    pub gaps: Vec<Gap>,
    /// Changes of what the recorder can see.
    pub changes: Vec<CaptureChange>,
    /// Pauses.
    pub pauses: Vec<Pause>,
    /// Commit at the start of the session.
    pub base: Option<String>,
    /// Capture level: `full`, `partial` or `manual`.
    pub capture: String,
    /// Time limit, in ms; 0 for none.
    pub limit_ms: u64,
    /// `seq` and local time of the first event.
    pub start: Option<Moment>,
    /// `seq` and local time of the last event.
    pub last: Option<Moment>,
    /// `seq` and local time of session_end.
    pub end: Option<Moment>,
    /// Earliest and latest local time of any event, in Unix ms: a clock may be set meanwhile.
    pub span_ms: Option<(i64, i64)>,
    /// Events whose text speaks to whoever grades.
    pub addressed: Vec<u64>,
    /// Shell commands by name.
    pub commands: Commands,
    formatters: Vec<String>,
    names: Names,
}

impl Session {
    /// A session of which nothing is known yet.
    pub(crate) fn new(policy: &EvidencePolicy) -> Self {
        Self { formatters: policy.formatters.clone(), ..Self::default() }
    }

    /// Takes the next event; its payload must fit its kind. Of an event that changes a file it takes
    /// only that it came.
    pub(crate) fn take(&mut self, event: &Event<'_>) {
        let moment = self.comes(event);
        record::record(self, event, moment);
    }

    /// Takes the next event, which changes a file; the caller has read its path and cause already.
    pub(crate) fn take_file(&mut self, event: &Event<'_>, path: &str, cause: &str) {
        let moment = self.comes(event);
        record::touched(self, event, moment, path, cause);
    }

    fn comes(&mut self, event: &Event<'_>) -> Moment {
        let moment = Moment { seq: event.seq, at_ms: event.at.ms() };
        self.start.get_or_insert(moment);
        self.last = Some(moment);
        let (earliest, latest) = self.span_ms.unwrap_or((moment.at_ms, moment.at_ms));
        self.span_ms = Some((earliest.min(moment.at_ms), latest.max(moment.at_ms)));
        moment
    }

    /// Whether the host lets the recorder see what an assistant does.
    #[must_use]
    pub fn sees_assistants(&self) -> bool {
        self.capture == "full"
    }

    /// From the first to the last event by the recorder's clock, in ms.
    #[must_use]
    pub fn local_ms(&self) -> u64 {
        let ends = self.start.zip(self.end.or(self.last));
        ends.map_or(0, |(start, end)| u64::try_from(end.at_ms - start.at_ms).unwrap_or(0))
    }

    /// Acts of one sort.
    pub fn of(&self, what: impl Fn(What) -> bool) -> impl Iterator<Item = &Act> {
        self.acts.iter().filter(move |act| what(act.what))
    }

    /// How many acts of one sort there are.
    #[must_use]
    pub fn count(&self, what: impl Fn(What) -> bool) -> u64 {
        self.of(what).count() as u64
    }
}
