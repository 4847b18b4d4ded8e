//! Places in a JSON text and in the lists of what stands there, and the pieces that are still to be
//! written from them.

use std::ops::Range;

/// Two offsets or indices. Texts have at most
/// [`LEGACY_MANIFEST_BYTES`](crate::limits::LEGACY_MANIFEST_BYTES), so 32 bits do.
#[derive(Clone, Copy, Default)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Span {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    pub(super) fn length(self) -> usize {
        self.range().len()
    }

    pub(super) fn is_empty(self) -> bool {
        self.start >= self.end
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(super) fn of<T>(self, all: &[T]) -> &[T] {
        all.get(self.range()).unwrap_or_default()
    }
}

/// What is still to be written.
pub(super) enum Task {
    /// A piece of the text, with the kept objects inside it.
    Copy { text: Span, objects: Span },
    /// The members of an object whose brace is written, of an event perhaps only the hashed ones.
    Members { members: Span, first: bool, hashed_only: bool },
}
