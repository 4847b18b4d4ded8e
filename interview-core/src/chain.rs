//! The chain: each line holds the leaf hash of the line before it.
//!
//! A tip is all that is needed to append. The Merkle tree over the same hashes is [`crate::merkle`].

use crate::{
    event::Timestamp,
    hash::{Hash, leaf_hash, sha256},
    wire::{Prepared, Salt},
};

/// Where a log ends: how many lines it has and what the next one must hold in `prev`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tip {
    /// Lines so far; also the `seq` of the next.
    pub size: u64,
    /// `prev` of the next line.
    pub prev: Hash,
}

impl Tip {
    /// The tip of an empty log: 64 zeros, or the SHA-256 of the ticket that opens it.
    #[must_use]
    pub fn empty(ticket: Option<&str>) -> Self {
        Self { size: 0, prev: first_prev(ticket) }
    }

    /// The tip behind a line that is in the log already.
    #[must_use]
    pub fn after(self, line: &[u8]) -> Self {
        Self { size: self.size + 1, prev: leaf_hash(line) }
    }

    /// Links an event into the log and gives its line, without LF.
    pub fn append(&mut self, event: &Prepared, at: Timestamp, salt: Salt) -> String {
        let line = event.line(self.prev, self.size, at, salt);
        *self = self.after(line.as_bytes());
        line
    }
}

/// `prev` of line 0.
#[must_use]
pub fn first_prev(ticket: Option<&str>) -> Hash {
    ticket.map_or(Hash::ZERO, |ticket| sha256(ticket.as_bytes()))
}
