//! Which process made a handle. A forked child has copies of its parent's handles, but neither its
//! threads nor locks of its own: a lock on a file belongs to what was opened, and both have it.

use std::process;

/// The process that made something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Process(u32);

impl Process {
    pub(crate) fn this() -> Self {
        Self(process::id())
    }

    /// Whether it is the one that asks.
    pub(crate) fn is_this(self) -> bool {
        self.0 == process::id()
    }
}
