//! Text of a log: as numbers, so that facts stay small and comparing them is cheap, and as members of
//! a payload that are read where they stand.

use std::{
    borrow::Cow,
    collections::{BTreeMap, btree_map::Entry},
    hash::{DefaultHasher, Hasher},
    ops::Deref,
};

use serde::Deserialize;

/// A text member that need not be there: read without a copy, which `Option<Cow<str>>` always makes.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// Names met so far, each with a number, in the order in which they were met.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// All of them, one behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
    /// The number of each by its hash, or by the next one that was free: comparing hashes needs no
    /// look at the names, and a tree of them stays shallow whatever a log calls its things.
    numbers: BTreeMap<u64, u32>,
    /// The one that was met last: events of one call or file follow on each other.
    last: u32,
}

impl Names {
    /// The number of a name, where it was met.
    pub(crate) fn known(&self, name: &str) -> Option<u32> {
        match self.is(self.last, name) {
            true => Some(self.last),
            false => self.found(hash(name), name),
        }
    }

    fn found(&self, mut hash: u64, name: &str) -> Option<u32> {
        loop {
            let number = *self.numbers.get(&hash)?;
            if self.is(number, name) {
                return Some(number);
            }
            hash = hash.wrapping_add(1);
        }
    }

    /// The number of a name, a new one where it wasn't met yet.
    pub(crate) fn number(&mut self, name: &str) -> u32 {
        if !self.is(self.last, name) {
            self.last = self.hashed(hash(name), name);
        }
        self.last
    }

    /// The number of a name under this hash, or under the next one that is its own or free.
    fn hashed(&mut self, mut hash: u64, name: &str) -> u32 {
        loop {
            match self.numbers.entry(hash) {
                Entry::Occupied(met) => {
                    let number = *met.get();
                    if self.is(number, name) {
                        return number;
                    }
                }
                Entry::Vacant(free) => {
                    let next = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
                    free.insert(next);
                    self.text.push_str(name);
                    self.ends.push(self.text.len());
                    return next;
                }
            }
            hash = hash.wrapping_add(1);
        }
    }

    fn is(&self, number: u32, name: &str) -> bool {
        let number = number as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).unwrap_or(&0);
        let end = self.ends.get(number);
        end.and_then(|end| self.text.get(*start..*end)).is_some_and(|known| known == name)
    }
}

/// A hash that is the same in each process, and under which nobody finds many names side by side.
fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(name.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_keeps_its_number() {
        let mut names = Names::default();
        let numbers = ["b", "", "a", "b", "ab", "", "a"].map(|name| names.number(name));
        assert_eq!(numbers, [0, 1, 2, 0, 3, 1, 2]);
        let known = ["ab", "", "b", "c"].map(|name| names.known(name));
        assert_eq!(known, [Some(3), Some(1), Some(0), None]);
    }

    #[test]
    fn names_of_one_hash_stay_apart() {
        let mut names = Names::default();
        let numbers = ["b", "a", "c", "a", "b"].map(|name| names.hashed(u64::MAX, name));
        assert_eq!(numbers, [0, 1, 2, 1, 0]);
    }
}
