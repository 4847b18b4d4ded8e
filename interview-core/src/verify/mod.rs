//! Verification: a bundle's bytes in, a Report out, in one pass and constant memory.
//!
//! Tampering, gaps and mismatches are findings. An error means that the options can't be used or
//! that the verifier is closed already. The verifier knows neither paths nor archives.

mod options;
mod format;
mod verifier;
mod read;
mod line;
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

pub use format::sniff;
pub(crate) use frame::session_key;
pub use options::{Context, Head, OtherSession, VerifyOptions};
pub(crate) use options::{KnownKey, known_keys};
pub use verifier::{Verifier, unreadable_archive};

use crate::{Error, evidence::Evidence, flags::Flag, report::Report, seal::Bundle};

/// Verifies a bundle.
///
/// # Errors
/// `invalid_options` where the options can't be used.
pub fn verify(bundle: &Bundle<'_>, options: &VerifyOptions) -> Result<Report, Error> {
    let mut verifier = Verifier::new(options)?;
    verifier.push(bundle.events)?;
    verifier.finish(&bundle.artefacts())
}

/// Says which lines of the diff came from where, and whether the commits fit: the Report's `evidence`.
/// `None` where the log is of no session of format 1 that can be read. How far the log itself can be
/// trusted is what [`verify`] tells.
///
/// # Errors
/// `invalid_options` where the options can't be used.
pub fn attribute(bundle: &Bundle<'_>, options: &VerifyOptions) -> Result<Option<Evidence>, Error> {
    Ok(judged(bundle, options)?.evidence)
}

/// Looks for what is worth a look: the Report's `flags`. `None` where there is nothing to search, as
/// for [`attribute`], or where the profile of the policy isn't for logs of this format.
///
/// # Errors
/// `invalid_options` where the options can't be used.
pub fn flags(bundle: &Bundle<'_>, options: &VerifyOptions) -> Result<Option<Vec<Flag>>, Error> {
    Ok(judged(bundle, options)?.flags)
}

/// The Report with all that a caller may leave out of it.
fn judged(bundle: &Bundle<'_>, options: &VerifyOptions) -> Result<Report, Error> {
    verify(bundle, &VerifyOptions { only_log: false, ..options.clone() })
}
