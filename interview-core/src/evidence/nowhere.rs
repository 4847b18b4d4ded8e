//! New lines of which the log doesn't tell who wrote them, counted over the whole diff: flags read
//! this and not the spans, of which a Report lists only so many.

use std::collections::BTreeMap;

use super::class::Span;

/// What is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Nowhere {
    untold: Untold,
    appeared: BTreeMap<(u64, u64), u64>,
}

/// Lines of which the log tells nothing at all, not even that they appeared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Untold {
    /// How many.
    pub(crate) lines: u64,
    /// Files that they stand in.
    pub(crate) files: u64,
}

impl Nowhere {
    /// Counts the spans of a file, which has this number in the diff.
    pub(crate) fn take(&mut self, file: u64, spans: &[Span]) {
        let mut untold = 0;
        for span in spans.iter().filter(|span| span.is_from_nowhere()) {
            match span.seq {
                Some(seq) => *self.appeared.entry((seq, file)).or_default() += span.lines,
                None => untold += span.lines,
            }
        }
        self.untold.lines += untold;
        self.untold.files += u64::from(untold > 0);
    }

    /// Lines of which the log tells nothing at all.
    pub(crate) fn untold(&self) -> Untold {
        self.untold
    }

    /// Lines that one event says to have appeared in one file: its `seq` and how many, ascending.
    pub(crate) fn appeared(&self) -> impl Iterator<Item = (u64, u64)> {
        self.appeared.iter().map(|((seq, _), lines)| (*seq, *lines))
    }
}
