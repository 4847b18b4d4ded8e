//! What `git diff` prints, read back: files with their paths, modes, blob ids and hunks, and a
//! file's hunks applied to the bytes before. It borrows from the diff and decodes no contents. A
//! diff that can't be read is a [`DiffFlaw`] with its line; whether it tells the truth is for those
//! to check who have the repository.

mod parse;
mod header;
mod names;
mod hunk;
mod apply;
mod cursor;
mod flaw;

use std::borrow::Cow;

pub use apply::apply;
pub use flaw::{DiffFlaw, DiffReason};
pub use hunk::{Hunk, Line, LineKind};
pub use parse::parse;

use crate::event::Path;

/// A diff between two trees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff<'a> {
    /// Its files, in its order. One that became another type of file, such as a symbolic link,
    /// stands twice, as git prints it: deleted, then added.
    pub files: Vec<FileDiff<'a>>,
}

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is new.
    Added,
    /// It is gone.
    Deleted,
    /// Its contents changed, and maybe its mode.
    Modified,
    /// It has another path, and maybe other contents.
    Renamed,
    /// It was made from another file that is still there.
    Copied,
    /// Its mode changed, and nothing else.
    ModeChanged,
}

/// One file of a diff.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileDiff<'a> {
    /// Bytes of its path before, below the root of the tree; `None` where it wasn't there.
    pub old: Option<Cow<'a, [u8]>>,
    /// Bytes of its path after; `None` where it is gone.
    pub new: Option<Cow<'a, [u8]>>,
    /// Mode before, such as 0o100644, where the diff says it.
    pub old_mode: Option<u32>,
    /// Mode after.
    pub new_mode: Option<u32>,
    /// Id of the blob before, as long as it is printed; zeros where there was none.
    pub old_blob: Option<&'a str>,
    /// Id of the blob after.
    pub new_blob: Option<&'a str>,
    /// How alike the two sides of a rename or copy are, in percent.
    pub similarity: Option<u8>,
    /// What happened to it.
    pub status: Status,
    /// Whether git takes it for binary, so that there are no hunks.
    pub binary: bool,
    /// Its hunks, ascending and disjoint on both sides.
    pub hunks: Vec<Hunk<'a>>,
    place: cursor::Cursor<'a>,
}

impl<'a> FileDiff<'a> {
    /// Its path after, or before where it is gone, as the log spells it; `None` where the log has no
    /// spelling for it.
    #[must_use]
    pub fn path(&self) -> Option<Path> {
        self.new.as_ref().or(self.old.as_ref()).and_then(|path| Path::from_bytes(path))
    }

    /// The path that it was renamed or copied from, as the log spells it.
    #[must_use]
    pub fn from(&self) -> Option<Path> {
        let moved = matches!(self.status, Status::Renamed | Status::Copied);
        self.old.as_ref().filter(|_| moved).and_then(|path| Path::from_bytes(path))
    }

    /// Whether the diff says that it is a submodule, whose one line names a commit; it says nothing of
    /// one that was only renamed.
    #[must_use]
    pub fn is_submodule(&self) -> bool {
        self.new_mode.or(self.old_mode) == Some(0o160_000)
    }

    /// Lines that the diff adds, without LF, with their 1-based numbers in the file after.
    pub fn added(&self) -> impl Iterator<Item = (u64, &'a [u8])> {
        let added = self.new_side().filter(|(_, line)| line.kind == LineKind::Added);
        added.map(|(number, line)| (number, line.bytes))
    }

    /// Context and added lines, with their 1-based numbers in the file after.
    pub fn new_side(&self) -> impl Iterator<Item = (u64, Line<'a>)> {
        self.hunks.iter().flat_map(Hunk::new_side)
    }

    /// 1-based line of the diff at which it begins.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.place.line()
    }

    /// A flaw of its first line.
    fn flaw(&self, reason: DiffReason) -> DiffFlaw {
        self.place.flaw(reason)
    }
}
