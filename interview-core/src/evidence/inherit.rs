//! Which lines of a new state keep the source that they had: those that an alignment finds again,
//! re-indented ones too. Whether an event applies at all is the replay's business.

use std::collections::BTreeMap;

use super::{
    change::{Change, Piece},
    lines::{BASE, Entry, Lines, SourceId, Splice},
};
use crate::{change::align_within, digest::LineDigest};

/// How many lines are aligned at most for each line that an event changes, so that the work stays
/// linear in the length of the log.
const REGION: u64 = 16;
/// The same for the smallest changes, in all.
const REGION_FLOOR: u64 = 64;

/// The lines after hunks; `None` where the hunks don't fit into the file.
pub(super) fn edited(
    lines: &Lines,
    pieces: &[Piece],
    id: SourceId,
    bound: &mut usize,
) -> Option<Lines> {
    // Lines that nobody told cost the log nothing, and so don't count.
    let (mut removed, mut added, mut kept) = (0, 0, 0);
    let mut splices = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let old: Vec<_> = lines.known_in(piece.at, piece.removed).collect();
        let (entries, pairs) = inherited(&old, &piece.added, id, false, bound);
        (removed, added) = (removed + old.len() as u64, added + piece.added.len() as u64);
        kept += pairs;
        splices.push(Splice { at: piece.at, removed: piece.removed, added: entries });
    }
    let made = lines.spliced(&splices)?;
    // A single hunk is aligned as well as can be.
    if kept == removed.min(added) || pieces.len() < 2 {
        return Some(made);
    }
    let changed = removed + added;
    Some(realigned(lines, &made, pieces, Kept { pairs: kept, changed }, id, bound).unwrap_or(made))
}

/// The lines after everything was replaced.
pub(super) fn rewritten(lines: &Lines, pieces: &[Piece], id: SourceId, bound: &mut usize) -> Lines {
    let added: Vec<_> = pieces.iter().flat_map(|piece| piece.added.iter().copied()).collect();
    let old: Vec<_> = lines.all_known().collect();
    Lines::known(&inherited(&old, &added, id, true, bound).0)
}

/// A line as it is compared, where its indent doesn't count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Content {
    Known([u8; 7]),
    /// A line that nobody told and that no hunk touches, by its place before.
    Unknown(u64),
}

/// What the hunks alone keep: pairs of lines, of how many that they change.
#[derive(Clone, Copy)]
struct Kept {
    pairs: u64,
    changed: u64,
}

/// The same lines, where an alignment that doesn't mind indents keeps more of them than the hunks
/// do: hunks of re-indented code pair lone braces and blank lines, and so tear its lines apart.
fn realigned(
    lines: &Lines,
    made: &Lines,
    pieces: &[Piece],
    kept: Kept,
    id: SourceId,
    bound: &mut usize,
) -> Option<Lines> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    let (removed, added) = pieces.iter().fold((0, 0), |(removed, added), piece| {
        (removed + piece.removed, added + piece.added.len() as u64)
    });
    let old_lines = last.at + last.removed - first.at;
    let new_lines = old_lines + added - removed;
    if old_lines + new_lines > REGION * kept.changed + REGION_FLOOR {
        return None;
    }
    let mut before: Vec<_> = (first.at..first.at + old_lines).map(Content::Unknown).collect();
    let mut entries = vec![None; before.len()];
    for (place, entry) in lines.known_in(first.at, old_lines) {
        let place = usize::try_from(place - first.at).ok()?;
        *before.get_mut(place)? = Content::Known(entry.digest.content());
        *entries.get_mut(place)? = Some(entry);
    }
    let mut after = Vec::new();
    let mut is_changed = Vec::new();
    let mut place = 0;
    for piece in pieces {
        let start = usize::try_from(piece.at - first.at).ok()?;
        after.extend(before.get(place..start)?);
        is_changed.resize(after.len(), false);
        after.extend(piece.added.iter().map(|digest| Content::Known(digest.content())));
        is_changed.resize(after.len(), true);
        place = start + usize::try_from(piece.removed).ok()?;
    }
    let by_hunks = kept.pairs + old_lines - removed;
    let mut pairs = equal(&before, &after, bound);
    if pairs.len() as u64 <= by_hunks {
        // As many without the lines that nobody told: then those of the session come first.
        let known = |line: &Content| matches!(line, Content::Known(_));
        let places = |lines: &[Content]| -> Vec<usize> {
            lines.iter().enumerate().filter(|(_, line)| known(line)).map(|(at, _)| at).collect()
        };
        let (old_places, new_places) = (places(&before), places(&after));
        before.retain(known);
        after.retain(known);
        let of = |places: &[usize], at: usize| places.get(at).copied().unwrap_or(usize::MAX);
        pairs = equal(&before, &after, bound)
            .into_iter()
            .map(|(old, new)| (of(&old_places, old), of(&new_places, new)))
            .collect();
        if (pairs.len() as u64) < by_hunks || before.is_empty() {
            return None;
        }
    }
    let mut sources = vec![id; is_changed.len()];
    for (old, new) in pairs {
        let source = entries.get(old).copied().flatten().map_or(BASE, |entry| entry.source);
        if source != BASE || !*is_changed.get(new)? {
            *sources.get_mut(new)? = source;
        }
    }
    let splices: Vec<_> = made
        .known_in(first.at, new_lines)
        .map(|(place, entry)| {
            let source =
                usize::try_from(place - first.at).ok().and_then(|place| sources.get(place));
            let entry = Entry { source: source.copied().unwrap_or(entry.source), ..entry };
            Splice { at: place, removed: 1, added: vec![entry] }
        })
        .collect();
    made.spliced(&splices)
}

/// New lines, where those that an alignment finds among the old ones keep their source, and how
/// many it finds. A line from before the session that stands in a hunk was changed, be it in its
/// white space or its end; only where everything was replaced may it be the same.
fn inherited(
    old: &[(u64, Entry)],
    new: &[LineDigest],
    id: SourceId,
    full: bool,
    bound: &mut usize,
) -> (Vec<Entry>, u64) {
    let mut entries: Vec<_> =
        new.iter().map(|digest| Entry { digest: *digest, source: id }).collect();
    if are_apart(old, new, |(_, was), line| was.digest.content() == line.content()) {
        return (entries, 0);
    }
    let before: Vec<_> = old.iter().map(|(_, entry)| entry.digest.content()).collect();
    let after: Vec<_> = new.iter().map(|digest| digest.content()).collect();
    let pairs = equal(&before, &after, bound);
    for (old_place, new_place) in &pairs {
        let (Some((_, was)), Some(is)) = (old.get(*old_place), entries.get_mut(*new_place)) else {
            continue;
        };
        if was.source != BASE || full && was.digest == is.digest {
            is.source = was.source;
        }
    }
    (entries, pairs.len() as u64)
}

/// Pairs of lines that are looked through for an equal one before they are aligned.
const FEW: usize = 256;

/// Whether two short lists have no line in common, which is told without an alignment.
fn are_apart<A, B>(before: &[A], after: &[B], is_equal: impl Fn(&A, &B) -> bool) -> bool {
    let is_in = |old: &A| after.iter().any(|new| is_equal(old, new));
    before.len().saturating_mul(after.len()) <= FEW && !before.iter().any(is_in)
}

/// Pairs of places that an alignment finds equal.
pub(super) fn equal<T: Ord>(before: &[T], after: &[T], bound: &mut usize) -> Vec<(usize, usize)> {
    if are_apart(before, after, T::eq) {
        return Vec::new();
    }
    let (mut old, mut new) = (0, 0);
    let mut pairs = Vec::new();
    for edit in align_within(before, after, bound) {
        pairs.extend((old..edit.before.start).zip(new..edit.after.start));
        (old, new) = (edit.before.end, edit.after.end);
    }
    pairs.extend((old..before.len()).zip(new..after.len()));
    pairs
}

/// Lines of the session that a change takes out of a file, in their order.
pub(super) fn taken_out(lines: &Lines, change: &Change, made: &Lines, id: SourceId) -> Vec<Entry> {
    let mut old = Vec::new();
    let mut kept = BTreeMap::<([u8; 7], SourceId), u64>::new();
    let mut shift = 0;
    for piece in &change.pieces {
        let added = piece.added.len() as u64;
        old.extend(lines.known_in(piece.at, piece.removed).map(|(_, entry)| entry));
        let new = made.known_in(piece.at.saturating_add_signed(shift), added);
        for (_, entry) in new.filter(|(_, entry)| entry.source != id) {
            *kept.entry((entry.digest.content(), entry.source)).or_default() += 1;
        }
        shift += added as i64 - piece.removed as i64;
    }
    old.retain(|entry| {
        let left = kept.get_mut(&(entry.digest.content(), entry.source)).filter(|left| **left > 0);
        entry.source != BASE && left.map(|left| *left -= 1).is_none()
    });
    old
}

/// Fewer lines that come back say nothing: code repeats itself.
const PUT_BACK: usize = 4;

/// Lines after a change that nobody claims, or that takes back another (`undo`): lines of the session
/// that were taken out last and stand there again have the sources that they had, if most of them do.
pub(super) fn put_back(
    made: Lines,
    change: &Change,
    id: SourceId,
    taken_out: &[Entry],
    undo: bool,
    bound: &mut usize,
) -> Lines {
    if taken_out.is_empty() {
        return made;
    }
    let mut new = Vec::new();
    let mut shift = 0;
    for piece in &change.pieces {
        let added = piece.added.len() as u64;
        let entries = made.known_in(piece.at.saturating_add_signed(shift), added);
        new.extend(entries.filter(|(_, entry)| entry.source == id));
        shift += added as i64 - piece.removed as i64;
    }
    let before: Vec<_> = taken_out.iter().map(|entry| entry.digest.content()).collect();
    let after: Vec<_> = new.iter().map(|(_, entry)| entry.digest.content()).collect();
    let splices: Vec<_> = equal(&before, &after, bound)
        .into_iter()
        .filter_map(|(old, new_place)| {
            let (was, (at, is)) = (taken_out.get(old)?, new.get(new_place)?);
            let entry = Entry { source: was.source, ..*is };
            Some(Splice { at: *at, removed: 1, added: vec![entry] })
        })
        .collect();
    match splices.len() * 2 <= taken_out.len() || !undo && splices.len() < PUT_BACK {
        true => made,
        false => made.spliced(&splices).unwrap_or(made),
    }
}

/// Lines of a state that was there before, with the sources that they had then. Takes the lines that
/// it must look at from a bound, and lets them be where there are more.
pub(super) fn as_before(made: Lines, earlier: &Lines, bound: &mut usize) -> Lines {
    if made.len() != earlier.len() {
        return made;
    }
    if earlier.is_known() || !made.is_known() {
        // Lines that nobody told are on their places in the earlier state too.
        return earlier.clone();
    }
    let left = usize::try_from(made.len()).ok().and_then(|lines| bound.checked_sub(lines));
    let Some(left) = left else { return made };
    *bound = left;
    let mut entries: Vec<_> = made.all_known().collect();
    let mut was = earlier.all_known().peekable();
    for (place, entry) in &mut entries {
        entry.source = match was.next_if(|(earlier, _)| earlier == place) {
            Some((_, earlier)) => earlier.source,
            None => BASE,
        };
    }
    let entries: Vec<_> = entries.into_iter().map(|(_, entry)| entry).collect();
    Lines::known(&entries)
}
