//! One line of a log, hashed and parsed, before its place in the chain is looked at.

use crate::{
    hash::{Hash, leaf_hash},
    wire::{Flaw, Line, read_line},
};

/// A line that was hashed and parsed.
#[derive(Debug)]
pub(super) struct Read<'a> {
    pub(super) hash: Hash,
    pub(super) parsed: Result<Line<'a>, Flaw>,
    /// Bytes in the file, LF included.
    pub(super) bytes: u64,
    /// In a log with converted line ends: whether this line lacks the CR.
    pub(super) lacks_cr: bool,
}

/// A line without its LF; in a log with converted line ends, the CR isn't hashed.
pub(super) fn read(line: &[u8], crlf: bool) -> Read<'_> {
    let bytes = line.len() as u64 + 1;
    let stripped = line.strip_suffix(b"\r").filter(|_| crlf);
    let text = stripped.unwrap_or(line);
    Read {
        hash: leaf_hash(text),
        parsed: read_line(text),
        bytes,
        lacks_cr: crlf && stripped.is_none(),
    }
}
