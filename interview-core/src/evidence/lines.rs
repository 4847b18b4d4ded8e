//! The lines of one file, each with the event that put it there: a sequence in shared chunks, so
//! that an edit costs little and an earlier state can be kept for the price of a few pointers.

use std::sync::Arc;

use crate::digest::LineDigest;

/// Number of a source; [`BASE`] for lines that were there before the session.
pub(super) type SourceId = u32;

/// What was there before the session.
pub(super) const BASE: SourceId = 0;

/// Entries in a chunk.
const CHUNK: usize = 60;

/// A line and who put it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) digest: LineDigest,
    pub(super) source: SourceId,
}

/// Neighbouring lines.
#[derive(Clone, Debug)]
enum Run {
    /// Lines of the state before the session, whose digests nobody told.
    Unknown(u64),
    Known(Arc<[Entry]>),
}

impl Run {
    fn len(&self) -> u64 {
        match self {
            Self::Unknown(lines) => *lines,
            Self::Known(entries) => entries.len() as u64,
        }
    }
}

/// The lines of a file; a copy shares them.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines(Arc<Sequence>);

#[derive(Debug, Default)]
struct Sequence {
    /// Each with the number of lines above it.
    runs: Vec<(u64, Run)>,
    len: u64,
    /// Lines of which nobody told the digests.
    unknown: u64,
}

/// One replacement: `removed` lines at `at`, counted in the state before, give way to others.
#[derive(Debug)]
pub(super) struct Splice {
    pub(super) at: u64,
    pub(super) removed: u64,
    pub(super) added: Vec<Entry>,
}

impl Lines {
    /// So many lines of which nothing else is known.
    pub(super) fn unknown(lines: u64) -> Self {
        let mut made = Builder::default();
        made.part(Part::Unknown(lines));
        made.finish()
    }

    /// Lines that are all known.
    pub(super) fn known(entries: &[Entry]) -> Self {
        let mut made = Builder::default();
        made.entries(entries);
        made.finish()
    }

    pub(super) fn len(&self) -> u64 {
        self.0.len
    }

    /// Whether all lines are known.
    pub(super) fn is_known(&self) -> bool {
        self.0.unknown == 0
    }

    /// What it takes to go through it without looking at single lines.
    pub(super) fn runs(&self) -> usize {
        self.0.runs.len()
    }

    /// The known lines among `lines` from `at` on, each with its place.
    pub(super) fn known_in(&self, at: u64, lines: u64) -> impl Iterator<Item = (u64, Entry)> {
        let until = at.saturating_add(lines);
        let first = self.0.runs.partition_point(|(start, run)| start + run.len() <= at);
        let runs = self.0.runs.get(first..).unwrap_or_default();
        runs.iter().take_while(move |(start, _)| *start < until).flat_map(move |(start, run)| {
            let entries = match run {
                Run::Known(entries) => entries.as_ref(),
                Run::Unknown(_) => &[],
            };
            let place =
                |lines: u64| usize::try_from(lines).unwrap_or(usize::MAX).min(entries.len());
            let (from, to) = (place(at.saturating_sub(*start)), place(until - start));
            let inside = entries.get(from..to).unwrap_or_default();
            (*start + from as u64..).zip(inside.iter().copied())
        })
    }

    /// All known lines, each with its place.
    pub(super) fn all_known(&self) -> impl Iterator<Item = (u64, Entry)> {
        self.known_in(0, self.len())
    }

    /// Replaces lines; `None` where the splices aren't ascending, disjoint and inside the file.
    pub(super) fn spliced(&self, splices: &[Splice]) -> Option<Self> {
        let mut made = Builder::with_room(self.runs() + splices.len());
        let mut reader = Reader { runs: self.0.runs.iter(), front: None };
        let mut place = 0;
        for splice in splices {
            reader.copy(splice.at.checked_sub(place)?, Some(&mut made))?;
            reader.copy(splice.removed, None)?;
            place = splice.at.checked_add(splice.removed)?;
            made.entries(&splice.added);
        }
        reader.copy(self.len().checked_sub(place)?, Some(&mut made))?;
        Some(made.finish())
    }
}

/// Lines in the making: small neighbours become one chunk.
#[derive(Default)]
struct Builder {
    made: Sequence,
    /// Entries behind the last run.
    tail: Vec<Entry>,
    /// A small run behind it instead, to be shared where nothing joins it.
    small: Option<Arc<[Entry]>>,
}

impl Builder {
    fn with_room(runs: usize) -> Self {
        let made = Sequence { runs: Vec::with_capacity(runs), ..Sequence::default() };
        Self { made, tail: Vec::with_capacity(CHUNK), small: None }
    }

    fn entries(&mut self, entries: &[Entry]) {
        if let Some(small) = self.small.take_if(|_| !entries.is_empty()) {
            self.tail.extend_from_slice(&small);
        }
        for chunk in entries.chunks(CHUNK) {
            if self.tail.len() + chunk.len() > CHUNK {
                self.flush();
            }
            self.tail.extend_from_slice(chunk);
        }
    }

    fn part(&mut self, part: Part<'_>) {
        match part {
            // Shared, not copied, whatever stands above: of two neighbours one is large.
            Part::Whole(entries) if entries.len() * 2 > CHUNK => {
                self.flush();
                self.push(Run::Known(Arc::clone(entries)));
            }
            Part::Whole(entries) if self.tail.is_empty() && self.small.is_none() => {
                self.small = Some(Arc::clone(entries));
            }
            Part::Some(entries) if entries.len() * 2 > CHUNK => {
                self.flush();
                self.push(Run::Known(entries.into()));
            }
            Part::Whole(_) | Part::Some(_) => self.entries(part.entries()),
            Part::Unknown(0) => {}
            Part::Unknown(lines) => {
                self.flush();
                self.push(Run::Unknown(lines));
            }
        }
    }

    fn push(&mut self, run: Run) {
        let start = self.made.len;
        self.made.len = start.saturating_add(run.len());
        if let Run::Unknown(lines) = run {
            self.made.unknown = self.made.unknown.saturating_add(lines);
            if let Some((_, Run::Unknown(before))) = self.made.runs.last_mut() {
                *before = before.saturating_add(lines);
                return;
            }
        }
        self.made.runs.push((start, run));
    }

    fn flush(&mut self) {
        if let Some(small) = self.small.take() {
            self.push(Run::Known(small));
        }
        if !self.tail.is_empty() {
            let entries = self.tail.as_slice().into();
            self.tail.clear();
            self.push(Run::Known(entries));
        }
    }

    fn finish(mut self) -> Lines {
        self.flush();
        Lines(Arc::new(self.made))
    }
}

/// A run, or some of it, where it stands.
#[derive(Clone, Copy)]
enum Part<'a> {
    Unknown(u64),
    Whole(&'a Arc<[Entry]>),
    Some(&'a [Entry]),
}

impl<'a> Part<'a> {
    fn of(run: &'a Run) -> Self {
        match run {
            Run::Unknown(lines) => Self::Unknown(*lines),
            Run::Known(entries) => Self::Whole(entries),
        }
    }

    fn entries(self) -> &'a [Entry] {
        match self {
            Self::Unknown(_) => &[],
            Self::Whole(entries) => entries,
            Self::Some(entries) => entries,
        }
    }

    fn len(self) -> u64 {
        match self {
            Self::Unknown(lines) => lines,
            Self::Whole(_) | Self::Some(_) => self.entries().len() as u64,
        }
    }

    /// It in two, the first with so many lines, fewer than it has.
    fn split(self, lines: u64) -> (Self, Self) {
        if let Self::Unknown(len) = self {
            return (Self::Unknown(lines), Self::Unknown(len.saturating_sub(lines)));
        }
        let entries = self.entries();
        let place = usize::try_from(lines).unwrap_or(entries.len()).min(entries.len());
        let (head, tail) = entries.split_at(place);
        (Self::Some(head), Self::Some(tail))
    }
}

/// Reads runs from the front, in parts.
struct Reader<'a> {
    runs: std::slice::Iter<'a, (u64, Run)>,
    front: Option<Part<'a>>,
}

impl Reader<'_> {
    /// Copies so many lines into another sequence, or nowhere; `None` where there are fewer.
    fn copy(&mut self, mut lines: u64, mut into: Option<&mut Builder>) -> Option<()> {
        while lines > 0 {
            let mut part = match self.front.take() {
                Some(part) => part,
                None => Part::of(&self.runs.next()?.1),
            };
            if part.len() > lines {
                let (head, tail) = part.split(lines);
                self.front = Some(tail);
                part = head;
            }
            lines -= part.len();
            if let Some(into) = &mut into {
                into.part(part);
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(value: u8) -> Entry {
        Entry { digest: LineDigest([value; 9]), source: u32::from(value) }
    }

    fn entries(values: &[u8]) -> Vec<Entry> {
        values.iter().copied().map(entry).collect()
    }

    #[test]
    fn what_lies_outside_is_refused() {
        let lines = Lines::known(&entries(&[1, 2, 3]));
        let check = |splices: &[(u64, u64)], expected: bool| {
            let splices: Vec<_> = splices
                .iter()
                .map(|&(at, removed)| Splice { at, removed, added: entries(&[9]) })
                .collect();
            assert_eq!(lines.spliced(&splices).is_some(), expected, "{splices:?}");
        };
        check(&[(0, 3)], true);
        check(&[(3, 0)], true);
        check(&[(0, 1), (1, 1)], true);
        check(&[(3, 1)], false);
        check(&[(4, 0)], false);
        check(&[(1, 1), (0, 1)], false);
        check(&[(0, 2), (1, 1)], false);
        check(&[(u64::MAX, 1)], false);
        check(&[(1, u64::MAX)], false);
    }

    #[test]
    fn lines_that_nobody_told_keep_their_places() {
        let lines = Lines::unknown(1 << 40);
        let splice = Splice { at: 5, removed: 2, added: entries(&[7]) };
        let lines = lines.spliced(&[splice]).unwrap();
        assert_eq!(lines.all_known().collect::<Vec<_>>(), [(5, entry(7))]);
        assert_eq!(lines.len(), (1 << 40) - 1);
    }

    #[test]
    fn an_edit_shares_all_but_its_surroundings() {
        let before = Lines::known(&vec![entry(1); 100 * CHUNK]);
        let splice = Splice { at: 700, removed: 1, added: entries(&[2]) };
        let after = before.spliced(&[splice]).unwrap();
        let shared = |run: &Run| match run {
            Run::Known(entries) => Arc::strong_count(entries) > 1,
            Run::Unknown(_) => false,
        };
        assert_eq!(after.0.runs.iter().filter(|(_, run)| shared(run)).count(), 99);
        assert!(after.runs() <= 103);
    }

    proptest! {
        #[test]
        fn splices_do_what_they_do_to_a_plain_list(
            first in proptest::collection::vec(any::<u8>(), 0..2000),
            edits in proptest::collection::vec(
                (0_usize..2000, 0_usize..40, proptest::collection::vec(any::<u8>(), 0..40)), 0..30),
        ) {
            let mut plain = first.clone();
            let mut lines = Lines::known(&entries(&first));
            for (at, removed, added) in edits {
                let at = at.min(plain.len());
                let removed = removed.min(plain.len() - at);
                plain.splice(at..at + removed, added.iter().copied());
                let splice = Splice { at: at as u64, removed: removed as u64, added: entries(&added) };
                lines = lines.spliced(&[splice]).unwrap();
                prop_assert_eq!(lines.len(), plain.len() as u64);
            }
            let found: Vec<_> = lines.all_known().map(|(_, entry)| entry).collect();
            prop_assert_eq!(found, entries(&plain));
        }
    }
}
