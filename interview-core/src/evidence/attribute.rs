//! The end of the replay: each line that the final diff adds gets its class, by its place in the
//! file where the replay's lines are those of the diff, else by an alignment of digests.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    class::{Class, Span},
    file::File,
    generated::Generated,
    inherit::equal,
    lines::{BASE, Entry},
    replay::Replay,
    result::{Evidence, FileEvidence},
    source::{Note, Origin, gap_between},
};
use crate::{
    diff::{Diff, FileDiff, LineKind},
    digest::{self, LineDigest},
    limits,
    policy::EvidencePolicy,
    session::{self, Session},
    share::Share,
};

pub(super) fn attribute(
    evidence: &mut Evidence,
    diff: &Diff<'_>,
    line_salt: &[u8; 32],
    replay: &Replay,
    session: &Session,
    policy: &EvidencePolicy,
) {
    let generated = Generated::new(policy);
    let attributor = Attributor { line_salt, replay, session, policy, generated: &generated };
    let mut taken_out = taken_out(diff, line_salt);
    let mut added = 0;
    let mut spans_left = limits::SPANS;
    let mut looked_up: BTreeMap<String, u8> = BTreeMap::new();
    let mut pairs_left = limits::REPLAY_PAIRS;
    for (number, file) in (0..).zip(&diff.files) {
        let path = file.path().map(|path| path.0).unwrap_or_default();
        let times = looked_up.entry(path.clone()).or_default();
        let held = replay.file(&path).filter(|_| *times < limits::DIFF_PATHS);
        *times = times.saturating_add(1);
        let mut found = attributor.file(
            file,
            path,
            held,
            &mut pairs_left,
            &mut taken_out,
            &mut evidence.addressed,
        );
        added += found.added;
        evidence.nowhere.take(number, &found.spans);
        for class in Class::ALL {
            evidence.classes.add(class, found.classes.get(class));
        }
        match spans_left.checked_sub(found.spans.len() + 1) {
            Some(left) => {
                spans_left = left;
                found.spans.shrink_to_fit();
                evidence.files.push(found);
            }
            None => evidence.files_omitted += 1,
        }
    }
    let classes = evidence.classes;
    evidence.added = Some(added);
    evidence.coverage =
        Share { n: classes.explained(), of: added - classes.trivial - classes.generated };
}

struct Attributor<'a> {
    line_salt: &'a [u8; 32],
    replay: &'a Replay,
    session: &'a Session,
    policy: &'a EvidencePolicy,
    generated: &'a Generated,
}

/// A line of the diff's new side.
struct Shown<'a> {
    number: u64,
    bytes: &'a [u8],
    added: bool,
    digest: LineDigest,
    /// The line of the replay that it is.
    entry: Option<Entry>,
}

impl Attributor<'_> {
    fn file(
        &self,
        file: &FileDiff<'_>,
        path: String,
        held: Option<&File>,
        pairs_left: &mut usize,
        taken_out: &mut BTreeMap<[u8; 7], u64>,
        addressed: &mut Vec<(Option<u64>, String)>,
    ) -> FileEvidence {
        let mut shown: Vec<_> = file
            .new_side()
            .map(|(number, line)| Shown {
                number,
                bytes: line.bytes,
                added: line.kind == LineKind::Added,
                digest: LineDigest::of(self.line_salt, line.bytes),
                entry: None,
            })
            .collect();
        if let Some(held) = held {
            let known: Vec<_> = held.lines.all_known().collect();
            let in_step = find(&mut shown, held, &known, pairs_left);
            swap_base(&mut shown);
            settle_base(&mut shown, if in_step { &known } else { &[] });
        }
        let removed = file.hunks.iter().map(|hunk| {
            let lines = hunk.lines().filter(|line| line.kind == LineKind::Removed);
            lines.count() as u64
        });
        let mut found = FileEvidence {
            added: 0,
            removed: removed.sum(),
            binary: file.binary,
            out_of_step_since: held.and_then(File::out_of_step),
            classes: Default::default(),
            spans: Vec::new(),
            path,
        };
        let is_generated = self.generated.contains(&found.path);
        let mut origins = Origins { at: self, held, known: BTreeMap::new() };
        for line in shown.iter_mut().filter(|line| line.added) {
            if origins.may_be_base(line) && take_out(taken_out, line.digest) {
                line.entry = line.entry.map(|entry| Entry { source: BASE, ..entry });
            }
            let origin = if is_generated {
                Origin { class: Class::Generated, ..origins.of(line) }
            } else if digest::is_trivial(line.bytes) {
                Origin { class: Class::Trivial, seq: origins.of(line).seq, note: None }
            } else {
                known_again(origins.of(line), line.digest, taken_out)
            };
            if !is_generated
                && addressed.len() < limits::FLAG_EVIDENCE
                && session::is_addressed(line.bytes)
            {
                addressed.push((origin.seq, format!("{}:{}", found.path, line.number)));
            }
            found.added += 1;
            found.classes.add(origin.class, 1);
            push(&mut found.spans, line.number, origin);
        }
        found
    }
}

/// Lines that the diff takes out, by their content, and how often.
fn taken_out(diff: &Diff<'_>, line_salt: &[u8; 32]) -> BTreeMap<[u8; 7], u64> {
    let mut lines = BTreeMap::new();
    let hunks = diff.files.iter().flat_map(|file| &file.hunks);
    for line in hunks.flat_map(|hunk| hunk.lines()) {
        if line.kind == LineKind::Removed && !digest::is_trivial(line.bytes) {
            *lines.entry(LineDigest::of(line_salt, line.bytes).content()).or_default() += 1;
        }
    }
    lines
}

/// The origin of a line, with a note where nobody explains it but it is one that was taken out; each
/// that was taken out stands for one.
fn known_again(origin: Origin, line: LineDigest, taken_out: &mut BTreeMap<[u8; 7], u64>) -> Origin {
    if origin.class != Class::Unexplained || origin.note.is_some() {
        return origin;
    }
    match take_out(taken_out, line) {
        true => Origin { note: Some(Note::TakenOut), ..origin },
        false => origin,
    }
}

/// Whether a line was taken out, once for each time that it was.
fn take_out(taken_out: &mut BTreeMap<[u8; 7], u64>, line: LineDigest) -> bool {
    let left = taken_out.get_mut(&line.content()).filter(|left| **left > 0);
    left.map(|left| *left -= 1).is_some()
}

/// Classes of the lines of one file; each source is judged once.
struct Origins<'a> {
    at: &'a Attributor<'a>,
    held: Option<&'a File>,
    known: BTreeMap<u32, Origin>,
}

impl Origins<'_> {
    fn of(&mut self, line: &Shown<'_>) -> Origin {
        match line.entry {
            Some(entry) if entry.source != BASE => self.of_source(entry.source),
            // A line that was there before and stands in another file now.
            Some(_) => match self.held.and_then(|held| held.made_by) {
                Some(made_by) => {
                    let origin = self.of_source(made_by);
                    Origin { note: origin.note.or(Some(Note::Moved)), ..origin }
                }
                // A change that its digest doesn't show: of its line end, say.
                None => match self.held.and_then(|held| held.seen_whole) {
                    Some(seen) => self.of_source(seen),
                    None => self.unknown(),
                },
            },
            None => self.unknown(),
        }
    }

    /// Whether it may be a line from before the session, for which the maker of its path answers.
    fn may_be_base(&self, line: &Shown<'_>) -> bool {
        let source = line.entry.and_then(|entry| self.at.replay.source(entry.source));
        let is_renamed = self.held.is_some_and(|held| held.made_by.is_some());
        is_renamed && source.is_some_and(|source| source.over_unknown)
    }

    fn of_source(&mut self, id: u32) -> Origin {
        if let Some(origin) = self.known.get(&id) {
            return *origin;
        }
        let origin = match self.at.replay.source(id) {
            Some(source) => {
                let edited = self.at.replay.file_of(source).map(|file| file.edited.as_slice());
                source.origin(self.at.session, edited.unwrap_or_default(), self.at.policy)
            }
            None => self.unknown(),
        };
        self.known.insert(id, origin);
        origin
    }

    /// A line that no event put there.
    fn unknown(&self) -> Origin {
        if let Some(seq) = self.held.and_then(File::out_of_step) {
            return Origin { class: Class::OutOfStep, seq: Some(seq), note: None };
        }
        let since = self.held.map_or(0, |held| held.confirmed);
        let class = match gap_between(self.at.session, since, u64::MAX) {
            Some(gap) => return Origin { class: Class::RecorderGap, seq: Some(gap), note: None },
            None => Class::Unexplained,
        };
        Origin { class, seq: None, note: None }
    }
}

/// Finds each shown line among the lines of the replay; whether they are the same, place by place.
fn find(
    shown: &mut [Shown<'_>],
    held: &File,
    known: &[(u64, Entry)],
    pairs_left: &mut usize,
) -> bool {
    let mut by_place = known.iter().peekable();
    let mut places = Vec::with_capacity(shown.len());
    let mut fits = held.is_in_step();
    for line in shown.iter() {
        let place = line.number - 1;
        while by_place.next_if(|(known, _)| *known < place).is_some() {}
        let entry = by_place.peek().filter(|(known, _)| *known == place).map(|(_, entry)| *entry);
        // A line that nobody told was there before, whatever it is.
        let entry = entry.unwrap_or(Entry { digest: line.digest, source: BASE });
        fits &= place < held.lines.len() && entry.digest == line.digest;
        places.push(entry);
    }
    if fits {
        shown.iter_mut().zip(places).for_each(|(line, entry)| line.entry = Some(entry));
        return true;
    }
    // The file on disk isn't the replay's: lines are found again in order, by content.
    let before: Vec<_> = known.iter().map(|(_, entry)| entry.digest.content()).collect();
    let after: Vec<_> = shown.iter().map(|line| line.digest.content()).collect();
    for (old, new) in equal(&before, &after, pairs_left) {
        if let (Some((_, entry)), Some(line)) = (known.get(old), shown.get_mut(new)) {
            line.entry = Some(*entry);
        }
    }
    false
}

/// Where the diff takes one of several equal lines for new and the replay another, they change
/// places: the diff decides which line is new, the replay how many of whom.
fn swap_base(shown: &mut [Shown<'_>]) {
    let mut new_in_context: BTreeMap<[u8; 7], BTreeSet<usize>> = BTreeMap::new();
    for (place, line) in shown.iter().enumerate() {
        if !line.added && line.entry.is_some_and(|entry| entry.source != BASE) {
            new_in_context.entry(line.digest.content()).or_default().insert(place);
        }
    }
    if new_in_context.is_empty() {
        return;
    }
    for place in 0..shown.len() {
        let Some(line) = shown.get(place) else { continue };
        let is_base = line.added && line.entry.is_some_and(|entry| entry.source == BASE);
        let Some(others) = new_in_context.get_mut(&line.digest.content()).filter(|_| is_base)
        else {
            continue;
        };
        let around = [others.range(..place).next_back(), others.range(place..).next()];
        let nearest = around.into_iter().flatten().copied();
        let Some(other) = nearest.min_by_key(|other| other.abs_diff(place)) else { continue };
        others.remove(&other);
        let theirs = shown.get(other).and_then(|line| line.entry);
        let ours = shown.get(place).and_then(|line| line.entry);
        if let Some(line) = shown.get_mut(place) {
            line.entry = theirs;
        }
        if let Some(line) = shown.get_mut(other) {
            line.entry = ours;
        }
    }
}

/// Of two blocks that changed places the diff may call one new and the replay the other. What is left
/// of such lines is due to whoever put in the nearest line that the diff doesn't call new; each of
/// those answers for one.
fn settle_base(shown: &mut [Shown<'_>], known: &[(u64, Entry)]) {
    let is_base =
        |line: &Shown<'_>| line.added && line.entry.is_some_and(|entry| entry.source == BASE);
    if !shown.iter().any(is_base) {
        return;
    }
    let mut new: BTreeMap<_, _> = known.iter().map(|(place, entry)| (place + 1, *entry)).collect();
    for line in shown.iter() {
        match line.entry.filter(|_| !line.added) {
            Some(entry) => new.insert(line.number, entry),
            None => new.remove(&line.number),
        };
    }
    new.retain(|_, entry| entry.source != BASE);
    for line in shown.iter_mut().filter(|line| is_base(line)) {
        let around = [new.range(..line.number).next_back(), new.range(line.number..).next()];
        let nearest = around.into_iter().flatten();
        let Some((other, entry)) = nearest.min_by_key(|(other, _)| other.abs_diff(line.number))
        else {
            return;
        };
        let (other, source) = (*other, entry.source);
        new.remove(&other);
        line.entry = line.entry.map(|entry| Entry { source, ..entry });
    }
}

/// Puts a line behind the spans, into the last where it goes on.
fn push(spans: &mut Vec<Span>, line: u64, origin: Origin) {
    let note = origin.note.map(|note| note.to_string());
    if let Some(last) = spans.last_mut()
        && last.line + last.lines == line
        && (last.class, last.seq, &last.note) == (origin.class, origin.seq, &note)
    {
        last.lines += 1;
        return;
    }
    let taken_out = origin.note == Some(Note::TakenOut);
    spans.push(Span { line, lines: 1, class: origin.class, seq: origin.seq, note, taken_out });
}
