//! Records a coding interview as a hash-chained event log, seals it and verifies it.
//!
//! The crate is pure: bytes in, bytes out. It opens no file, reads no clock and draws no random
//! number; time, keys and salts are arguments. `interview-journal` is the shell that supplies them.
//! Tampering, gaps and mismatches are findings in a [`report::Report`]; an [`Error`] means that the
//! work could not be done at all.

pub mod limits;
mod error;
pub mod event;
pub mod given;
pub mod wire;
pub mod scrub;
pub mod hash;
pub mod merkle;
pub mod chain;
pub mod checkpoint;
pub mod witness;
pub mod recorder;
pub mod seal;
pub mod policy;
pub mod verify;
pub mod report;
pub mod legacy;
pub mod digest;
mod text;
pub mod share;
pub mod session;
pub mod evidence;
pub mod flags;
pub mod change;
pub mod diff;
pub mod score;
pub mod transcript;
pub mod api;

pub use error::{Category, Error, ErrorCode};
