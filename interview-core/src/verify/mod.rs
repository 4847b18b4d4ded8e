//! Verification: a bundle's bytes in, a Report out, in one pass and constant memory.
//!
//! Tampering, gaps and mismatches are findings. An error means that the options can't be used or
//! that the verifier is closed already. The verifier knows neither paths nor archives.

mod options;
mod verifier;
mod read;
mod tree;
mod log;
mod frame;
mod anchor;
mod clock;
mod statement;
mod end;
mod conclude;
mod judge;
mod legacy;

pub(crate) use frame::session_key;
pub use options::{Context, Head, OtherSession, VerifyOptions};
pub(crate) use options::{KnownKey, known_keys};
pub use verifier::{Artefacts, Verifier, sniff, unreadable_archive};

use crate::{Error, report::Report, seal::Bundle};

/// Verifies a bundle.
///
/// # Errors
/// `invalid_options` where the options can't be used.
pub fn verify(bundle: &Bundle<'_>, options: &VerifyOptions) -> Result<Report, Error> {
    let mut verifier = Verifier::new(options)?;
    verifier.push(bundle.events)?;
    verifier.finish(&bundle.artefacts())
}
