//! The shell around `interview-core`: disk, clock, randomness and threads, and nothing else.
//!
//! [`Journal`] records a session in a folder that many processes may hold at once. [`verify_path`]
//! and its kin read what was submitted, in whichever form, through the core's streaming verifier.
//! What a log means is the core's business.

mod failure;
mod platform;
mod process;
pub mod disk;
mod source;
mod folder;
mod lines;
mod log;
mod lock;
mod key;
mod state;
mod journal;
mod start;
pub mod given;
mod recover;
mod anchor;
mod observe;
mod seal;
mod archive;
mod input;
mod open;
mod pass;
mod many;

pub use anchor::{AfterRefusal, AnchorRequest};
pub use archive::{Packing, pack_path, write_archive};
pub use journal::{Entry, Journal, Options, Snapshot, SyncPolicy};
pub use many::{StopMany, Verified, VerifyMany, verify_many};
pub use open::{
    Each, OwnedBundle, read_bundle, read_bundle_from, read_bundle_from_with, read_bundle_with,
    verify_bytes_with, verify_path, verify_path_with, verify_read, verify_read_with,
};
pub use pass::{read_lines, read_lines_from};
pub use seal::SealRequest;
pub use source::{Fixed, Source, System};
pub use start::{Break, Identity, StartOptions};
