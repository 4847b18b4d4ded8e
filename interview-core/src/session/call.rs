//! Tool calls and shell commands: starts paired with their ends by the id that the host gives.

use crate::text::Names;

/// Number of a call in [`Calls`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CallId(pub u32);

/// A place in the log and its local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// `seq` of the event.
    pub seq: u64,
    /// Local time, in Unix ms.
    pub at_ms: i64,
}

/// A tool call or shell command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// When it began, where that was told.
    pub start: Option<Moment>,
    /// When it ended, where that was told.
    pub end: Option<Moment>,
    /// Whether it runs commands in a shell.
    pub is_shell: bool,
    /// Whether the candidate or an editor started it, not an assistant.
    pub by_candidate: bool,
    /// Whether it goes on while the assistant does something else.
    pub background: bool,
    /// Whether its command only lays code out.
    pub is_formatter: bool,
    /// Exit code.
    pub exit_code: Option<i64>,
    /// Whether its result says that it failed.
    pub failed: bool,
    /// How long it took by the host's account, in ms.
    pub duration_ms: Option<u64>,
    /// Whether a test run names it.
    pub runs_tests: bool,
    /// Whether its command is among those counted.
    pub(super) is_counted: bool,
}

impl Call {
    /// How long it took, in ms; `None` where an end is missing.
    #[must_use]
    pub fn took_ms(&self) -> Option<u64> {
        let (start, end) = (self.start?, self.end?);
        let local = u64::try_from(end.at_ms - start.at_ms).unwrap_or(0);
        Some(self.duration_ms.map_or(local, |told| told.max(local)))
    }
}

/// All calls, in the order in which they were met.
#[derive(Debug, Default)]
pub struct Calls {
    calls: Vec<Call>,
    names: Names,
    /// Shell calls that have begun and not ended.
    open: Vec<CallId>,
}

/// Shell calls that are kept open at once; an older one that never ended is dropped.
const OPEN_CALLS: usize = 64;

impl Calls {
    /// The call with this id of the host, a new one where it wasn't met.
    pub(super) fn named(&mut self, id: &str) -> CallId {
        let number = self.names.number(id);
        self.place(number)
    }

    /// The call with this id of the host, where it was met.
    #[must_use]
    pub fn id_of(&self, id: &str) -> Option<CallId> {
        self.names.known(id).map(CallId)
    }

    /// A call of which the host tells no id.
    pub(super) fn unnamed(&mut self) -> CallId {
        let id = format!("\0{}", self.calls.len());
        self.named(&id)
    }

    fn place(&mut self, number: u32) -> CallId {
        if self.calls.len() <= number as usize {
            self.calls.push(Call::default());
        }
        CallId(number)
    }

    pub(super) fn get_mut(&mut self, id: CallId) -> Option<&mut Call> {
        self.calls.get_mut(id.0 as usize)
    }

    /// The call with this number.
    #[must_use]
    pub fn get(&self, id: CallId) -> Option<&Call> {
        self.calls.get(id.0 as usize)
    }

    /// All calls.
    pub fn iter(&self) -> impl Iterator<Item = &Call> {
        self.calls.iter()
    }

    pub(super) fn begins(&mut self, id: CallId) {
        if !self.open.contains(&id) {
            if self.open.len() == OPEN_CALLS {
                self.open.remove(0);
            }
            self.open.push(id);
        }
    }

    pub(super) fn ends(&mut self, id: CallId) {
        self.open.retain(|open| *open != id);
    }

    /// The shell call that is open, where it is the only one.
    #[must_use]
    pub fn only_open(&self) -> Option<CallId> {
        match self.open.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}
