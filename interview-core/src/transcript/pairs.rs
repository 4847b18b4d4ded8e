//! Which result belongs to which call, by the id that both name: also where the result comes late,
//! in another turn, or before its call.

use std::collections::BTreeMap;

use crate::hash::{Hash, sha256};

/// Calls and results by the hash of their id, so that an id of any length takes the same room.
#[derive(Default)]
pub(super) struct Pairs {
    calls: BTreeMap<Hash, usize>,
    early: BTreeMap<Hash, usize>,
}

impl Pairs {
    /// A call stands in this slot; gives the slot of a result that stood before it.
    pub(super) fn call(&mut self, id: &str, slot: usize) -> Option<usize> {
        let key = sha256(id.as_bytes());
        self.calls.insert(key, slot);
        self.early.remove(&key)
    }

    /// The slot of the last call with this id.
    pub(super) fn call_of(&self, id: &str) -> Option<usize> {
        self.calls.get(&sha256(id.as_bytes())).copied()
    }

    /// The call with this id takes no further result.
    pub(super) fn close(&mut self, id: &str) {
        self.calls.remove(&sha256(id.as_bytes()));
    }

    /// A result without a call stands in this slot.
    pub(super) fn early(&mut self, id: &str, slot: usize) {
        self.early.insert(sha256(id.as_bytes()), slot);
    }

    /// Hooks that race do so within a turn: a call of a later one is another call.
    pub(super) fn forget_early(&mut self) {
        self.early.clear();
    }
}
