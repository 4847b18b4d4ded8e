//! Who really wrote which line: carried from step to step by the bytes of the work tree before and
//! after, and by who ran the step. It never sees an event.

use std::collections::{BTreeMap, HashMap};

use super::{
    align::{Keep, Text, align},
    owner::{Added, Owner, Owners},
};
use crate::work_tree::Tree;

#[derive(Clone, Debug)]
struct Line {
    text: Text,
    owner: Owner,
    may_be: Owners,
    seen: bool,
    /// Step that made it.
    step: usize,
}

impl Line {
    fn new(text: Text, owner: Owner, step: usize) -> Self {
        Self { text, owner, may_be: Owners::one(owner), seen: false, step }
    }

    /// Makes it somebody's whom it belonged to nobody of the session.
    fn take(&mut self, owner: Owner, step: usize) {
        if self.owner == Owner::Base {
            (self.owner, self.seen, self.step) = (owner, false, step);
        }
        self.may_be = self.may_be.taken_by(owner);
    }
}

/// The owners of all lines, as the work tree stands.
#[derive(Debug)]
pub(super) struct Truth {
    files: BTreeMap<String, Vec<Line>>,
    /// Earlier states by their bytes, with the path that each stood at.
    earlier: HashMap<Vec<u8>, Vec<(String, Vec<Line>)>>,
    step: usize,
    /// The last step that changed each file.
    changed: BTreeMap<String, usize>,
    /// Who made each file that wasn't there before.
    makers: BTreeMap<String, (Owner, usize)>,
    /// The last step after which the log saw each file.
    seen: BTreeMap<String, usize>,
    /// The files as the log last saw them.
    last_seen: BTreeMap<String, Vec<Line>>,
}

impl Truth {
    /// What there is before the session.
    pub(super) fn new(base: &Tree) -> Self {
        let mut truth = Self {
            files: BTreeMap::new(),
            earlier: HashMap::new(),
            step: 0,
            changed: BTreeMap::new(),
            makers: BTreeMap::new(),
            seen: BTreeMap::new(),
            last_seen: BTreeMap::new(),
        };
        for (path, bytes) in base {
            let lines: Vec<_> =
                texts(bytes).into_iter().map(|text| Line::new(text, Owner::Base, 0)).collect();
            truth.last_seen.insert(path.clone(), lines.clone());
            truth.keep(path, bytes, lines);
        }
        truth
    }

    /// Takes a step that somebody ran.
    pub(super) fn step(&mut self, before: &Tree, after: &Tree, owner: Owner) {
        self.step += 1;
        let mut made = Vec::new();
        for (path, bytes) in after {
            if before.get(path) != Some(bytes) {
                if !before.contains_key(path) {
                    self.makers.insert(path.clone(), (owner, self.step));
                }
                made.push((path, bytes, self.lines(path, bytes, owner)));
            }
        }
        self.files.retain(|path, _| after.contains_key(path));
        for (path, bytes, lines) in made {
            self.keep(path, bytes, lines);
        }
    }

    /// Says that the log saw a file as it stands.
    pub(super) fn saw(&mut self, path: &str) {
        let step = self.changed.get(path).copied().unwrap_or_default();
        self.seen.insert(path.to_owned(), self.step);
        let Some(lines) = self.files.get_mut(path) else { return };
        // Of what came and went between two looks nothing is seen: a line that was taken out and put
        // in again stands where it stood.
        let nothing = Vec::new();
        let before = self.last_seen.get(path).unwrap_or(&nothing);
        let old: Vec<_> = before.iter().map(|line| &line.text).collect();
        let new: Vec<_> = lines.iter().map(|line| line.text.clone()).collect();
        for keep in [Keep::Meaning, Keep::Lines, Keep::Bytes] {
            for (line, origin) in lines.iter_mut().zip(align(&old, &new, keep)) {
                for place in origin.may_be {
                    let mut was = before[place].clone();
                    if was.text != line.text {
                        was.take(line.owner, line.step);
                    }
                    line.may_be = line.may_be.with(was.may_be);
                }
            }
        }
        lines.iter_mut().filter(|line| line.step == step).for_each(|line| line.seen = true);
        self.last_seen.insert(path.to_owned(), lines.clone());
    }

    /// The added lines of a file, whose numbers git told, ascending.
    pub(super) fn added(&self, path: &str, numbers: &[u64], is_generated: bool) -> Vec<Added> {
        let Some(lines) = self.files.get(path) else { return Vec::new() };
        let mut lines = lines.clone();
        let is_added = |place: usize| numbers.binary_search(&(place as u64 + 1)).is_ok();
        settle(&mut lines, is_added);
        // Lines from before that stand in a file of another name are due to who gave it that name.
        if let Some((owner, step)) = self.makers.get(path) {
            let is_seen = self.seen.get(path).is_some_and(|seen| seen >= step);
            for line in &mut lines {
                if line.owner == Owner::Base {
                    line.take(*owner, *step);
                    line.seen = is_seen;
                }
                line.may_be = line.may_be.taken_by(*owner);
            }
        }
        let found = lines.iter().enumerate().filter(|(place, _)| is_added(*place));
        found
            .map(|(place, line)| {
                let twin = lines.iter().position(|other| other.text.is_like(&line.text));
                let twin = twin.unwrap_or(place) as u64 + 1;
                let (owner, may_be) = match () {
                    () if is_generated => (Owner::Generated, Owners::one(Owner::Generated)),
                    () if line.text.is_trivial() => (Owner::Trivial, Owners::one(Owner::Trivial)),
                    () => (line.owner, line.may_be),
                };
                let (path, line, seen) = (path.to_owned(), place as u64 + 1, line.seen);
                Added { path, line, owner, may_be, seen, twin }
            })
            .collect()
    }

    /// The lines of a file's new state.
    fn lines(&self, path: &str, bytes: &[u8], owner: Owner) -> Vec<Line> {
        let step = self.step;
        if let Some(states) = self.earlier.get(bytes) {
            let here = states.iter().rev().find(|(known, _)| known == path);
            if let Some((_, lines)) = here {
                return lines.clone();
            }
            if let Some((_, lines)) = states.last() {
                return lines.clone();
            }
        }
        let after = texts(bytes);
        let nothing = Vec::new();
        let before = self.files.get(path).unwrap_or(&nothing);
        let old: Vec<_> = before.iter().map(|line| &line.text).collect();
        let origins = align(&old, &after, Keep::Meaning);
        let others = [Keep::Lines, Keep::Bytes].map(|keep| align(&old, &after, keep));
        let carried = |line: &Line, text: &Text| {
            let mut line = line.clone();
            if line.text != *text {
                let before = line.may_be;
                line.take(owner, step);
                // The log tells nothing of line ends: who changed one may not show.
                if line.text.differs_in_end(text) {
                    line.may_be = line.may_be.with(before);
                }
                line.text = text.clone();
            }
            line
        };
        after
            .iter()
            .zip(origins)
            .enumerate()
            .map(|(number, (text, origin))| {
                let mut line = match origin.is {
                    Some(place) => carried(&before[place], text),
                    None => Line::new(text.clone(), owner, step),
                };
                for origin in [&origin, &others[0][number], &others[1][number]] {
                    for place in &origin.may_be {
                        line.may_be = line.may_be.with(carried(&before[*place], text).may_be);
                    }
                    if origin.may_be_new {
                        line.may_be = line.may_be.with(Owners::one(owner));
                    }
                }
                line
            })
            .collect()
    }

    fn keep(&mut self, path: &str, bytes: &[u8], lines: Vec<Line>) {
        let states = self.earlier.entry(bytes.to_vec()).or_default();
        states.push((path.to_owned(), lines.clone()));
        self.files.insert(path.to_owned(), lines);
        self.changed.insert(path.to_owned(), self.step);
    }
}

/// Git may call one of two equal lines added, and this module the other, or one of two blocks that
/// changed places: the owners go with git's.
fn settle(lines: &mut [Line], is_added: impl Fn(usize) -> bool) {
    // A line from before that git calls added is due to whoever put in one that git takes for it, and
    // the bytes don't tell which of those that is.
    let free = lines.iter().enumerate().filter(|(place, _)| !is_added(*place));
    let due = free.fold(Owners::default(), |all, (_, line)| all.with(line.may_be));
    for (_, line) in lines.iter_mut().enumerate().filter(|(place, _)| is_added(*place)) {
        if line.may_be.have(Owner::Base) {
            line.may_be = line.may_be.with(due);
        }
    }
    for place in 0..lines.len() {
        if !is_added(place) || lines[place].owner != Owner::Base {
            continue;
        }
        let free =
            |lines: &[Line], other: usize| !is_added(other) && lines[other].owner != Owner::Base;
        let is_twin = |lines: &[Line], other: usize| {
            free(lines, other) && lines[other].text.is_like(&lines[place].text)
        };
        let near = |other: &usize| other.abs_diff(place);
        let twin = (0..lines.len()).filter(|&other| is_twin(lines, other)).min_by_key(near);
        let nearest = (0..lines.len()).filter(|&other| free(lines, other)).min_by_key(near);
        if let Some(from) = twin.or(nearest) {
            let may_be = (0..lines.len())
                .filter(
                    |&other| {
                        if twin.is_some() { is_twin(lines, other) } else { free(lines, other) }
                    },
                )
                .fold(lines[place].may_be, |all, other| all.with(lines[other].may_be));
            let text = lines[from].text.clone();
            let base = Line { text, ..lines[place].clone() };
            let Line { owner, seen, step, .. } = lines[from];
            let text = lines[place].text.clone();
            lines[place] = Line { text, owner, may_be, seen, step };
            lines[from] = base;
        }
    }
}

fn texts(bytes: &[u8]) -> Vec<Text> {
    bytes.split_inclusive(|byte| *byte == b'\n').map(Text::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Owner = Owner::AssistantEdit;
    const C: Owner = Owner::CandidateEditor;
    const S: Owner = Owner::AssistantShell;

    /// Plays states of files, each `path=words`, and compares the owners of a file's lines; `~` says
    /// that the bytes don't tell which of several it is.
    fn check(base: &str, steps: &[(Owner, &str)], path: &str, expected: &[(Owner, &str)]) {
        let tree = |text: &str| -> Tree {
            let files = text.split('|').filter(|file| !file.is_empty());
            let file = |file: &str| {
                let (path, words) = file.split_once('=').unwrap();
                let lines = words.split_inclusive(',').map(|word| word.replace(',', "\n"));
                (path.to_owned(), lines.collect::<String>().into_bytes())
            };
            files.map(file).collect()
        };
        let mut before = tree(base);
        let mut truth = Truth::new(&before);
        for (owner, state) in steps {
            let after = tree(state);
            truth.step(&before, &after, *owner);
            before = after;
        }
        let lines = truth.files[path].iter();
        let found: Vec<_> = lines
            .map(|line| {
                let unsure = line.may_be != Owners::one(line.owner);
                (line.owner, if unsure { "~" } else { "" })
            })
            .collect();
        assert_eq!(found, expected);
    }

    const B: (Owner, &str) = (Owner::Base, "");

    #[test]
    fn a_line_belongs_to_who_wrote_it() {
        check("f=a,b,", &[(A, "f=a,x,b,")], "f", &[B, (A, ""), B]);
        check("f=a,", &[(A, "f=a,x,"), (C, "f=a,x,y,")], "f", &[B, (A, ""), (C, "")]);
        check("", &[(A, "f=x,y,"), (C, "f=x,z,")], "f", &[(A, ""), (C, "")]);
    }

    #[test]
    fn white_space_takes_only_what_was_there_before() {
        check("f=a,b,", &[(A, "f= a,b,")], "f", &[(A, ""), B]);
        check("", &[(A, "f=a,"), (C, "f=  a,")], "f", &[(A, "")]);
        check("f=a,b", &[(C, "f=a,b,c,")], "f", &[B, (C, "~"), (C, "")]);
    }

    #[test]
    fn an_earlier_state_has_its_owners_again() {
        check("", &[(A, "f=x,"), (C, "f=y,"), (C, "f=x,")], "f", &[(A, "")]);
        check("f=a,", &[(A, "f=a,x,"), (C, ""), (C, "f=a,x,")], "f", &[B, (A, "")]);
        check("f=a,", &[(A, "f=a,x,"), (S, "g=a,x,")], "g", &[B, (A, "")]);
        check("f=a,", &[(S, "g=a,"), (C, "f=a,")], "f", &[B]);
    }

    #[test]
    fn equal_neighbours_are_told_apart_by_nobody() {
        check("", &[(A, "f=x,"), (C, "f=x,x,")], "f", &[(A, "~"), (C, "~")]);
        check("f=x,", &[(C, "f=x,x,")], "f", &[(Owner::Base, "~"), (C, "~")]);
    }

    #[test]
    fn git_decides_which_of_two_is_new() {
        let tree = |text: &str| Tree::from([("f".to_owned(), text.as_bytes().to_vec())]);
        let check = |after: &str, numbers: &[u64], expected: &[Owner]| {
            let (base, after) = (tree("x\ny\n"), tree(after));
            let mut truth = Truth::new(&base);
            truth.step(&base, &after, C);
            truth.saw("f");
            let added = truth.added("f", numbers, false);
            assert_eq!(added.iter().map(|line| line.owner).collect::<Vec<_>>(), expected);
            assert!(added.iter().all(|line| line.seen));
        };
        check("x\ny\nx\ny\n", &[3, 4], &[C, C]);
        check("x\ny\nx\ny\n", &[1, 2], &[C, C]);
        check("x\ny\nx\ny\n", &[2, 3], &[C, C]);
        check("y\nx\n", &[1], &[C]);
        check("y\nx\n", &[2], &[C]);
        check("x\n}\ny\n", &[2], &[Owner::Trivial]);
    }

    #[test]
    fn who_renames_a_file_adds_its_lines() {
        let tree = |path: &str, text: &str| Tree::from([(path.to_owned(), text.into())]);
        let (base, new) = (tree("f", "a\nb\n"), tree("g", "a\nb\n"));
        let edited = tree("g", "a\n b\n");
        let mut truth = Truth::new(&base);
        truth.step(&base, &new, S);
        truth.step(&new, &edited, C);
        let owners =
            truth.added("g", &[1, 2], false).iter().map(|line| line.owner).collect::<Vec<_>>();
        assert_eq!(owners, [S, C]);
    }

    #[test]
    fn a_state_that_nobody_saw_is_not_seen_later() {
        let tree = |text: &str| Tree::from([("f".to_owned(), text.as_bytes().to_vec())]);
        let (base, one, two) = (tree("a\n"), tree("a\nb\n"), tree("a\nb\nc\n"));
        let mut truth = Truth::new(&base);
        truth.step(&base, &one, C);
        truth.step(&one, &two, C);
        truth.saw("f");
        let seen =
            truth.added("f", &[2, 3], false).iter().map(|line| line.seen).collect::<Vec<_>>();
        assert_eq!(seen, [false, true]);
    }
}
