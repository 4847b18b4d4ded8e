//! The bundle as an archive: ustar, plain or in one zstd frame, in the one form that DESIGN allows.
//!
//! The reader is its own and not a general one: an archive that any tool could read in two ways is
//! refused, so that nobody sees another bundle than the verifier saw.

mod header;
mod read;
mod write;

pub(crate) use read::{Refusal, Sink, is_archive, unpack};
pub use write::{Packing, pack_path, write_archive};

use interview_core::{
    limits,
    report::{COMMITS, DIFF, EVENTS, MANIFEST},
};

/// Bytes of a block: headers and data fill whole ones.
const BLOCK: usize = 512;

/// A file of a bundle. The order is that of the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Member {
    Events,
    Diff,
    Commits,
    Manifest,
}

impl Member {
    pub(crate) const ALL: [Self; 4] = [Self::Events, Self::Diff, Self::Commits, Self::Manifest];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Events => EVENTS,
            Self::Diff => DIFF,
            Self::Commits => COMMITS,
            Self::Manifest => MANIFEST,
        }
    }

    /// Most bytes that it may have in an archive.
    fn most(self) -> u64 {
        match self {
            Self::Events => limits::ARCHIVE_EVENTS_BYTES,
            Self::Diff | Self::Commits => limits::ARTEFACT_BYTES,
            Self::Manifest => limits::MANIFEST_BYTES as u64,
        }
    }
}
