//! The Merkle tree of a log that is being read: roots at anchors and at heads that a caller knows,
//! in constant memory. The leaves that an anchor may still reach are held back.

use std::collections::VecDeque;

use crate::{hash::Hash, limits, merkle::CompactRange};

/// A tree that lags behind the log by at most [`limits::ANCHOR_LAG`] leaves.
#[derive(Debug, Default)]
pub(super) struct LaggingTree {
    base: CompactRange,
    pending: VecDeque<Hash>,
    /// Sizes whose roots are wanted, descending.
    wanted: Vec<u64>,
    /// Roots that were wanted, ascending in size.
    found: Vec<(u64, Hash)>,
}

impl LaggingTree {
    /// A tree that keeps the roots at these sizes.
    pub(super) fn keeping(mut wanted: Vec<u64>) -> Self {
        wanted.sort_unstable_by(|a, b| b.cmp(a));
        wanted.dedup();
        let mut tree = Self { wanted, ..Self::default() };
        tree.keep();
        tree
    }

    pub(super) fn append(&mut self, leaf: Hash) {
        self.pending.push_back(leaf);
        if self.pending.len() as u64 > limits::ANCHOR_LAG {
            self.advance();
        }
    }

    /// Root of the first `size` leaves; `None` where that is ahead, or too far behind.
    pub(super) fn root_at(&mut self, size: u64) -> Option<Hash> {
        if size < self.base.size() || size > self.base.size() + self.pending.len() as u64 {
            return None;
        }
        while self.base.size() < size {
            self.advance();
        }
        Some(self.base.root())
    }

    /// Root of all leaves.
    pub(super) fn root(&mut self) -> Hash {
        while !self.pending.is_empty() {
            self.advance();
        }
        self.base.root()
    }

    /// The root that was wanted at a size, once the tree has come there.
    pub(super) fn kept(&self, size: u64) -> Option<Hash> {
        self.found.iter().find(|(found, _)| *found == size).map(|(_, root)| *root)
    }

    fn advance(&mut self) {
        if let Some(leaf) = self.pending.pop_front() {
            self.base.append(leaf);
            self.keep();
        }
    }

    fn keep(&mut self) {
        if self.wanted.last() == Some(&self.base.size()) {
            self.wanted.pop();
            self.found.push((self.base.size(), self.base.root()));
        }
    }
}
