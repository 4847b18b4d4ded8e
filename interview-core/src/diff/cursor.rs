//! The lines of a diff, one after the other, with their places.

use super::{DiffFlaw, DiffReason};

/// A place between two lines of a diff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    /// Bytes above.
    offset: usize,
    /// 1-based number of the line below.
    line: u64,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, offset: 0, line: 1 }
    }

    /// 1-based number of the line below.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The line below, without its LF; `None` at the end.
    pub(super) fn peek(&self) -> Option<&'a [u8]> {
        let rest = self.rest();
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        (!rest.is_empty()).then(|| rest.get(..end).unwrap_or(rest))
    }

    /// Whether the line below begins so.
    pub(super) fn begins(&self, start: &[u8]) -> bool {
        self.rest().starts_with(start)
    }

    /// Goes below the line that was peeked at.
    pub(super) fn pass(&mut self, line: &[u8]) {
        self.offset = self.bytes.len().min(self.offset + line.len() + 1);
        self.line += 1;
    }

    /// The line below, whole, and goes below it.
    pub(super) fn whole(&mut self) -> Result<Option<&'a [u8]>, DiffFlaw> {
        let Some(line) = self.peek() else { return Ok(None) };
        if self.rest().len() == line.len() {
            return Err(self.flaw(DiffReason::Cut));
        }
        self.pass(line);
        Ok(Some(line))
    }

    /// The same, with nothing below another cursor.
    pub(super) fn until(self, end: &Self) -> Self {
        Self { bytes: self.bytes.get(..end.offset).unwrap_or(self.bytes), ..self }
    }

    /// A flaw of the line below.
    pub(super) fn flaw(&self, reason: DiffReason) -> DiffFlaw {
        DiffFlaw { reason, line: self.line, offset: self.offset as u64 }
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.offset..).unwrap_or_default()
    }
}
