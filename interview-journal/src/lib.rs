//! The shell around `interview-core`: disk, clock, randomness and threads, and nothing else.
//!
//! [`verify_path`] and its kin read what was submitted, in whichever form, through the core's
//! streaming verifier. What a log means is the core's business; nothing here looks into an event.

mod failure;
mod platform;
mod archive;
mod input;
mod open;
mod many;

pub use archive::{Packing, pack_path, write_archive};
pub use many::{Verified, VerifyMany, verify_many};
pub use open::{OwnedBundle, read_bundle, read_bundle_from, verify_path, verify_read};
