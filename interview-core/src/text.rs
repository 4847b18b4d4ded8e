//! Text of a log: as numbers, so that facts stay small and comparing them is cheap, and as members of
//! a payload that are read where they stand.

use std::{borrow::Cow, collections::BTreeMap, ops::Deref};

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

/// Names met so far, each with a number.
#[derive(Debug, Default)]
pub(crate) struct Names {
    numbers: BTreeMap<Box<str>, u32>,
    /// The one that was met last: events of one call or file follow on each other.
    last: Option<(Box<str>, u32)>,
}

impl Names {
    /// The number of a name, where it was met.
    pub(crate) fn known(&self, name: &str) -> Option<u32> {
        match &self.last {
            Some((last, number)) if **last == *name => Some(*number),
            _ => self.numbers.get(name).copied(),
        }
    }

    /// The number of a name, a new one where it wasn't met yet.
    pub(crate) fn number(&mut self, name: &str) -> u32 {
        if let Some((last, number)) = &self.last
            && **last == *name
        {
            return *number;
        }
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        let number = match self.numbers.get(name) {
            Some(number) => *number,
            None => *self.numbers.entry(name.into()).or_insert(next),
        };
        self.last = Some((name.into(), number));
        number
    }
}
