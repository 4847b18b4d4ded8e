//! Which elements of one sequence stand in another, in order: the line diff below file events. It
//! never takes two different elements for equal, but where the sequences are long and alike in no
//! unique element, it may take equal ones for replaced: work stays near-linear.

use std::{collections::BTreeMap, convert::Infallible, ops::Range};

use similar::{
    Algorithm,
    algorithms::{self, DiffHook},
};

use crate::limits::ALIGN_PAIRS;

/// One run of elements that was replaced by another; either may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Elements of the sequence before that go.
    pub before: Range<usize>,
    /// Elements of the sequence after that stand there instead.
    pub after: Range<usize>,
}

/// The edits that turn one sequence into the other: ascending, disjoint, with at least one equal
/// element between two of them. As few as can be (Myers) while the work between the common beginning
/// and end is that of [`ALIGN_PAIRS`] pairs of elements; else elements that are unique on both sides
/// are matched first (patience), and each stretch between them is aligned as long as that bound isn't spent.
#[must_use]
pub fn align<T: Ord>(before: &[T], after: &[T]) -> Vec<Edit> {
    align_within(before, after, &mut ALIGN_PAIRS.clone())
}

/// The same with a bound of the caller's, from which the pairs that were looked at are taken: many
/// alignments together stay within it. No single one goes beyond [`ALIGN_PAIRS`].
pub(crate) fn align_within<T: Ord>(before: &[T], after: &[T], bound: &mut usize) -> Vec<Edit> {
    let whole = Edit { before: 0..before.len(), after: 0..after.len() };
    let middle = strip(before, after, whole);
    let (before, after) = number(
        before.get(middle.before.clone()).unwrap_or_default(),
        after.get(middle.after.clone()).unwrap_or_default(),
    );
    let whole = Edit { before: 0..before.len(), after: 0..after.len() };
    let mut edits = Edits { found: Vec::new(), start: (middle.before.start, middle.after.start) };
    let room = ALIGN_PAIRS.min(*bound);
    let mut pairs_left = room;
    let stretches = match pairs(&whole) <= pairs_left {
        true => vec![whole],
        false => between(&anchors(&before, &after), whole),
    };
    for stretch in stretches {
        let stretch = strip(&before, &after, stretch);
        match pairs_left.checked_sub(pairs(&stretch)) {
            Some(left) => {
                pairs_left = left;
                edits.shortest(&before, &after, stretch);
            }
            None => edits.push(stretch),
        }
    }
    *bound -= room - pairs_left;
    edits.found
}

/// Pairs of elements that the alignment of a stretch may look at: the shortest edits of a short
/// side and a long one take the square of the long one, and not their product.
fn pairs(stretch: &Edit) -> usize {
    if stretch.before.is_empty() || stretch.after.is_empty() {
        return 0;
    }
    let longer = stretch.before.len().max(stretch.after.len());
    longer.saturating_mul(longer)
}

/// A stretch without the elements that are equal at its beginning and end.
fn strip<T: Eq>(before: &[T], after: &[T], stretch: Edit) -> Edit {
    let Edit { before: old, after: new } = stretch;
    let a = before.get(old.clone()).unwrap_or_default();
    let b = after.get(new.clone()).unwrap_or_default();
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let tail = tail.min(a.len().min(b.len()) - head);
    Edit { before: old.start + head..old.end - tail, after: new.start + head..new.end - tail }
}

/// The elements as numbers, equal ones by equal numbers, from 0 without gaps.
fn number<'a, T: Ord>(before: &'a [T], after: &'a [T]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers = BTreeMap::<&'a T, usize>::new();
    let mut number = |element: &'a T| {
        let next = numbers.len();
        *numbers.entry(element).or_insert(next)
    };
    (before.iter().map(&mut number).collect(), after.iter().map(number).collect())
}

/// The longest ascending run of elements that stand once on each side, as places in both.
fn anchors(before: &[usize], after: &[usize]) -> Vec<(usize, usize)> {
    let (old, new) = (single(before), single(after));
    let both = old.iter().zip(&new).filter_map(|(old, new)| Some(((*old)?, (*new)?)));
    let mut candidates: Vec<_> = both.collect();
    candidates.sort_unstable();
    // Patience sorting: the top of each pile, and for each candidate the one below it.
    let mut tops: Vec<(usize, usize)> = Vec::new();
    let mut below: Vec<Option<usize>> = Vec::with_capacity(candidates.len());
    for (index, (_, place)) in candidates.iter().enumerate() {
        let pile = tops.partition_point(|(top, _)| top < place);
        below.push(pile.checked_sub(1).and_then(|pile| tops.get(pile)).map(|(_, index)| *index));
        match tops.get_mut(pile) {
            Some(top) => *top = (*place, index),
            None => tops.push((*place, index)),
        }
    }
    let mut run = Vec::with_capacity(tops.len());
    let mut next = tops.last().map(|(_, index)| *index);
    while let Some(index) = next {
        run.extend(candidates.get(index).copied());
        next = below.get(index).copied().flatten();
    }
    run.reverse();
    run
}

/// For each number, its place where it stands once.
fn single(numbers: &[usize]) -> Vec<Option<usize>> {
    let mut places = Vec::new();
    let mut counts = Vec::new();
    for (place, number) in numbers.iter().enumerate() {
        if places.len() <= *number {
            places.resize(number + 1, None);
            counts.resize(number + 1, 0_usize);
        }
        if let (Some(slot), Some(count)) = (places.get_mut(*number), counts.get_mut(*number)) {
            *count += 1;
            *slot = (*count == 1).then_some(place);
        }
    }
    places
}

/// The stretches before, between and after the anchors.
fn between(anchors: &[(usize, usize)], whole: Edit) -> Vec<Edit> {
    let (mut old, mut new) = (0, 0);
    let ends = anchors.iter().copied().chain([(whole.before.end, whole.after.end)]);
    ends.map(|(old_end, new_end)| {
        let stretch = Edit { before: old..old_end, after: new..new_end };
        (old, new) = (old_end + 1, new_end + 1);
        stretch
    })
    .collect()
}

/// Edits as they are found, in order, neighbours as one.
struct Edits {
    found: Vec<Edit>,
    /// Where the numbered elements begin in the sequences.
    start: (usize, usize),
}

impl Edits {
    fn push(&mut self, edit: Edit) {
        if edit.before.is_empty() && edit.after.is_empty() {
            return;
        }
        let (old, new) = self.start;
        let edit = Edit {
            before: edit.before.start + old..edit.before.end + old,
            after: edit.after.start + new..edit.after.end + new,
        };
        match self.found.last_mut() {
            Some(last)
                if last.before.end == edit.before.start && last.after.end == edit.after.start =>
            {
                last.before.end = edit.before.end;
                last.after.end = edit.after.end;
            }
            _ => self.found.push(edit),
        }
    }

    /// The shortest edits of a stretch.
    fn shortest(&mut self, before: &[usize], after: &[usize], stretch: Edit) {
        if stretch.before.is_empty() || stretch.after.is_empty() {
            return self.push(stretch);
        }
        let Edit { before: old, after: new } = stretch;
        let Ok(()) = algorithms::diff(Algorithm::RawMyers, self, before, old, after, new);
    }
}

impl DiffHook for Edits {
    type Error = Infallible;

    fn delete(&mut self, old: usize, old_len: usize, new: usize) -> Result<(), Infallible> {
        self.push(Edit { before: old..old + old_len, after: new..new });
        Ok(())
    }

    fn insert(&mut self, old: usize, new: usize, new_len: usize) -> Result<(), Infallible> {
        self.push(Edit { before: old..old, after: new..new + new_len });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(before: &str, after: &str, expected: &[(Range<usize>, Range<usize>)]) {
        let edits = align(before.as_bytes(), after.as_bytes());
        let pairs: Vec<_> = edits.into_iter().map(|edit| (edit.before, edit.after)).collect();
        assert_eq!(pairs, expected, "{before} {after}");
    }

    #[test]
    fn edits_are_the_shortest() {
        check("", "", &[]);
        check("abc", "abc", &[]);
        check("", "ab", &[(0..0, 0..2)]);
        check("ab", "", &[(0..2, 0..0)]);
        check("abc", "axc", &[(1..2, 1..2)]);
        check("abcdef", "bcxdef", &[(0..1, 0..0), (3..3, 2..3)]);
        check("aa", "aaa", &[(2..2, 2..3)]);
    }

    /// The sequence after, made from the one before; panics where the edits aren't in order.
    fn applied<T: Clone>(before: &[T], after: &[T], edits: &[Edit]) -> Vec<T> {
        let (mut made, mut place) = (Vec::new(), 0);
        for (index, edit) in edits.iter().enumerate() {
            assert!(edit.before.start > place || index == 0, "{edits:?}");
            made.extend_from_slice(&before[place..edit.before.start]);
            made.extend_from_slice(&after[edit.after.clone()]);
            place = edit.before.end;
        }
        made.extend_from_slice(&before[place..]);
        made
    }

    proptest! {
        #[test]
        fn edits_lead_from_one_to_the_other(
            before in proptest::collection::vec(0_u8..6, 0..40),
            after in proptest::collection::vec(0_u8..6, 0..40),
        ) {
            prop_assert_eq!(&applied(&before, &after, &align(&before, &after)), &after);
        }
    }

    #[test]
    fn long_sequences_are_matched_at_what_is_unique() {
        let before: Vec<u32> = (0..200_000).map(|n| if n % 2 == 0 { n } else { 1 }).collect();
        let mut after = before.clone();
        for place in (0..after.len()).step_by(1_000) {
            after[place] = 7;
        }
        after.splice(500..500, [9; 40]);
        let edits = align(&before, &after);
        assert_eq!(applied(&before, &after, &edits), after);
        assert_eq!(edits.len(), 201);
    }

    /// The shortest edits of these would take two thousand million steps.
    #[test]
    fn a_short_side_makes_a_long_one_no_cheaper() {
        let before: Vec<u64> = (0..100).map(|n| n * n % 7 % 2).collect();
        let after: Vec<u64> = (0..50_000).map(|n| n * n % 11 % 3).collect();
        let edits = align(&before, &after);
        assert_eq!(applied(&before, &after, &edits), after);
        let mut bound = ALIGN_PAIRS;
        align_within(&before, &after, &mut bound);
        assert_eq!((edits.len(), bound), (1, ALIGN_PAIRS));
    }

    #[test]
    fn long_sequences_without_anything_unique_are_replaced() {
        let before: Vec<u8> = (0..100_000_u64).map(|n| (n * n % 251 % 3) as u8).collect();
        let after: Vec<u8> = (0..90_000_u64).map(|n| (n * n % 241 % 3) as u8).collect();
        let edits = align(&before, &after);
        assert_eq!(applied(&before, &after, &edits), after);
        assert_eq!(edits.len(), 1);
    }
}
