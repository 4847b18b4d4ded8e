//! Records a coding interview as a hash-chained event log, seals it and verifies it.
//!
//! The crate is pure: bytes in, bytes out. It opens no file, reads no clock and draws no random
//! number; time, keys and salts are arguments. `interview-journal` is the shell that supplies them.
//! Tampering, gaps and mismatches are findings in a [`report::Report`]; an [`Error`] means that the
//! work could not be done at all.

pub mod checkpoint;
mod error;
pub mod event;
pub mod hash;
pub mod legacy;
pub mod limits;
pub mod merkle;
pub mod scrub;
pub mod wire;
pub mod witness;

pub use error::{Category, Error, ErrorCode};
