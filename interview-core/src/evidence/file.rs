//! One file of the replay: its lines, what is known of its bytes, and the events that wait for the
//! state that they were made from. Which event does what to it is the replay's business.

use super::{
    change::{Assembly, Bytes, Change},
    lines::{Entry, Lines, SourceId},
};
use crate::hash::Hash;

/// Events of one file among which the first may not have come first.
pub(super) const OPENING: usize = 8;
/// Lines of a file of which nobody told how many there are.
pub(super) const ENDLESS: u64 = 1 << 40;

/// What is known of the bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// No event has told of it yet.
    Unseen,
    NoFile,
    Known(Hash),
    /// Its lines are known, the bytes are not.
    Unread,
}

/// A file of the replay.
#[derive(Debug)]
pub(super) struct File {
    pub(super) lines: Lines,
    pub(super) held: Held,
    /// `seq` of the event that last confirmed its state.
    pub(super) confirmed: u64,
    /// `seq` of the last snapshot that listed it.
    pub(super) listed: u64,
    /// Whether it differed from HEAD at the start and wasn't committed since.
    pub(super) dirty: bool,
    /// `seq`s of editor events, ascending.
    pub(super) edited: Vec<u64>,
    /// `seq` of the event since which the file is out of step.
    pub(super) broken: Option<u64>,
    /// The event that made this path, where it wasn't there at the start.
    pub(super) made_by: Option<SourceId>,
    /// `seq` of the last event that touched it.
    pub(super) touched: u64,
    /// `seq` of the last commit that had it.
    pub(super) committed: u64,
    pub(super) waiting: Vec<(Change, SourceId)>,
    /// The last state that was seen whole where nobody told what made it: line ends may have changed
    /// with it, of which digests tell nothing.
    pub(super) seen_whole: Option<SourceId>,
    /// Lines of the session that the last change which took some out took out.
    pub(super) taken_out: Vec<Entry>,
    /// The state that the first event began from, and what was made of it, while an event that came
    /// too late may tell of an earlier one.
    pub(super) opening: Option<(Hash, Vec<(Change, SourceId)>)>,
    pub(super) assembly: Option<Assembly>,
}

impl File {
    pub(super) fn new() -> Self {
        Self {
            lines: Lines::default(),
            held: Held::Unseen,
            confirmed: 0,
            listed: 0,
            dirty: false,
            edited: Vec::new(),
            broken: None,
            made_by: None,
            touched: 0,
            committed: 0,
            waiting: Vec::new(),
            seen_whole: None,
            taken_out: Vec::new(),
            opening: None,
            assembly: None,
        }
    }

    /// Whether its lines are those of the file on disk when it was last read.
    pub(super) fn is_in_step(&self) -> bool {
        self.broken.is_none() && self.waiting.is_empty()
    }

    /// `seq` of the event since which it isn't.
    pub(super) fn out_of_step(&self) -> Option<u64> {
        self.broken.or(self.waiting.first().map(|(change, _)| change.seq))
    }
}

/// Whether an event made the state that the file's first event began from.
pub(super) fn begins(file: &File, change: &Change) -> bool {
    let Some((begun, made)) = &file.opening else { return false };
    let leads = matches!(change.after, Bytes::State(sha256, _) if sha256 == *begun);
    leads && made.len() < OPENING && change.has_lines && !change.full && !fits(file, change)
}

/// Whether an event was made from the state that is held.
pub(super) fn fits(file: &File, change: &Change) -> bool {
    match (file.held, change.before) {
        (Held::Known(held), Bytes::State(sha256, _)) => held == sha256,
        (Held::NoFile, Bytes::NoFile) | (_, Bytes::NotRead) => true,
        (Held::Unread, Bytes::State(_, lines)) => {
            file.lines.len() == lines || file.lines.len() >= ENDLESS / 2
        }
        _ => false,
    }
}
