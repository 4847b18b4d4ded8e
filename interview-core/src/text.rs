//! Text of a log as numbers, so that facts stay small and comparing them is cheap.

use std::collections::BTreeMap;

/// Names met so far, each with a number.
#[derive(Debug, Default)]
pub(crate) struct Names {
    numbers: BTreeMap<Box<str>, u32>,
}

impl Names {
    /// The number of a name, where it was met.
    pub(crate) fn known(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The number of a name, a new one where it wasn't met yet.
    pub(crate) fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(name.into(), number);
        number
    }
}
