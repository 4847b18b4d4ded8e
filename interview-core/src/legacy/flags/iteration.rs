//! `no_iteration`: nothing failed and was then mended, and no file that was written was edited later.
//! Compares every edit with all writes before it in one look-up, where the original compares pairs.

use std::collections::HashSet;

use super::{Event, LegacyFlag, Raises, Type, counts::Counts, flag, python};
use crate::hash::{Hash, sha256};

/// Events within which a failed command must be followed by a change.
const REACH: u64 = 5;

/// What was met on the way to an iteration.
#[derive(Default)]
pub(super) struct Iteration {
    index: u64,
    failed_at: Option<u64>,
    /// Hashes of the paths that were written.
    written: HashSet<Hash>,
    is_found: bool,
    raises: bool,
}

impl Iteration {
    pub(super) fn event(&mut self, event: &Event<'_>) {
        let index = self.index;
        self.index += 1;
        if self.is_found || self.raises {
            return;
        }
        if event.kind == Type::BashCommand {
            match python::is_failure(&event.exit_code) {
                Ok(true) => self.failed_at = Some(index),
                Ok(false) => {}
                Err(Raises) => self.raises = true,
            }
            return;
        }
        if !matches!(event.kind, Type::FileWrite | Type::FileEdit) {
            return;
        }
        self.is_found = self.failed_at.is_some_and(|failed| index - failed <= REACH);
        let Some(key) = event.path.is_true().then(|| python::key(&event.path)).flatten() else {
            return;
        };
        let path = sha256(&key);
        if event.kind == Type::FileWrite {
            self.written.insert(path);
        } else {
            self.is_found |= self.written.contains(&path);
        }
    }

    pub(super) fn no_iteration(&self, counts: &Counts) -> Option<LegacyFlag> {
        let is_told = counts.interactions > 3 && !counts.unhashable;
        let is_met = is_told && !self.is_found && !self.raises;
        let measured = format!("0 iterations in {} interactions", counts.interactions);
        is_met.then(|| flag("no_iteration", false, measured, "1", vec![]))
    }
}
