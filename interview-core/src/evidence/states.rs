//! Earlier states of files, kept so that they are known again when a file gets the same bytes: by undo,
//! checkout or stash. A bounded number of them, the oldest given up first.

use std::collections::{BTreeMap, VecDeque};

use super::lines::Lines;
use crate::hash::Hash;

/// States that are kept.
const STATES: usize = 1024;
/// Runs of lines in them, in all.
const STATE_RUNS: usize = 1 << 20;

/// States by the hash of their bytes.
#[derive(Debug, Default)]
pub(super) struct States {
    kept: BTreeMap<Hash, Lines>,
    order: VecDeque<Hash>,
    runs: usize,
}

impl States {
    pub(super) fn get(&self, sha256: Hash) -> Option<&Lines> {
        self.kept.get(&sha256)
    }

    pub(super) fn remember(&mut self, sha256: Hash, lines: &Lines) {
        self.runs += lines.runs();
        match self.kept.insert(sha256, lines.clone()) {
            Some(earlier) => self.runs -= earlier.runs(),
            None => self.order.push_back(sha256),
        }
        while self.order.len() > STATES || self.runs > STATE_RUNS {
            let Some(oldest) = self.order.pop_front() else { break };
            self.forget(oldest);
        }
    }

    pub(super) fn forget(&mut self, sha256: Hash) {
        let runs = self.kept.remove(&sha256).map_or(0, |lines| lines.runs());
        self.runs -= runs;
    }
}
