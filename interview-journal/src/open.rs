//! Verifies or loads what a path names: a bundle's folder, a session's folder, a bare log, an
//! archive (known by its content, not by its name), or a legacy session's folder.

use std::{io::Read, path::Path};

use interview_core::{
    Error, ErrorCode,
    api::{Bundle, Report, Verifier, VerifyOptions},
    limits,
    verify::unreadable_archive,
};

use crate::{
    archive::Sink,
    input::{self, Files, Taken},
};

/// Told how many bytes of a log were read, after each piece; its error ends the work.
pub type Each<'a> = &'a mut dyn FnMut(u64) -> Result<(), Error>;

/// Bytes of a log in memory between two calls of [`Each`].
const PIECE: usize = 1 << 22;

/// A bundle in memory.
#[derive(Debug)]
pub struct OwnedBundle {
    events: Vec<u8>,
    files: Files,
}

impl OwnedBundle {
    /// Its files as the core takes them.
    #[must_use]
    pub fn bundle(&self) -> Bundle<'_> {
        self.files.bundle(&self.events)
    }
}

/// Verifies what a path names, streaming: memory doesn't grow with the log.
///
/// In a folder only the four names of a bundle are opened, and links are not followed. Where both
/// `events.jsonl` and `bundle/` are there, the former is taken.
///
/// # Errors
/// `not_found` where nothing is there, `io` where it can't be read or isn't a regular file,
/// `invalid_options` where the options can't be used. Damage is told in the Report.
pub fn verify_path(path: &Path, options: &VerifyOptions) -> Result<Report, Error> {
    verify_path_with(path, options, &mut |_| Ok(()))
}

/// As [`verify_path`]; `each` is told how many bytes of the log were read so far, after every piece of
/// it, and ends the work by an error of its own.
///
/// # Errors
/// As [`verify_path`], and what `each` gives.
pub fn verify_path_with(
    path: &Path,
    options: &VerifyOptions,
    each: Each<'_>,
) -> Result<Report, Error> {
    verify(options, each, |sink| input::path(path, sink))
}

/// Verifies a bare log or an archive that comes as a stream, such as standard input.
///
/// # Errors
/// `io` where it can't be read, `invalid_options` where the options can't be used.
pub fn verify_read(input: impl Read, options: &VerifyOptions) -> Result<Report, Error> {
    verify_read_with(input, options, &mut |_| Ok(()))
}

/// As [`verify_read`], with `each` as in [`verify_path_with`].
///
/// # Errors
/// As [`verify_read`], and what `each` gives.
pub fn verify_read_with(
    input: impl Read,
    options: &VerifyOptions,
    each: Each<'_>,
) -> Result<Report, Error> {
    verify(options, each, |sink| input::stream(input, Path::new("-"), sink))
}

/// Verifies a bare log or an archive that is in memory, with `each` as in [`verify_path_with`]. A
/// log is not copied.
///
/// # Errors
/// `invalid_options` where the options can't be used, and what `each` gives.
pub fn verify_bytes_with(
    bytes: &[u8],
    options: &VerifyOptions,
    each: Each<'_>,
) -> Result<Report, Error> {
    if input::is_archive(bytes) {
        return verify_read_with(bytes, options, each);
    }
    verify(options, each, |sink| {
        bytes.chunks(PIECE).try_for_each(sink)?;
        Ok(Taken::Files(Files::default()))
    })
}

/// Loads what a path names, for operations that need the whole log at hand.
///
/// # Errors
/// As [`verify_path`], and `invalid_archive` where an archive isn't in the form of a bundle, or the
/// log is longer than an archive could hold.
pub fn read_bundle(path: &Path) -> Result<OwnedBundle, Error> {
    read_bundle_with(path, &mut |_| Ok(()))
}

/// As [`read_bundle`], with `each` as in [`verify_path_with`].
///
/// # Errors
/// As [`read_bundle`], and what `each` gives.
pub fn read_bundle_with(path: &Path, each: Each<'_>) -> Result<OwnedBundle, Error> {
    load(each, |sink| input::path(path, sink))
}

/// Loads a bare log or an archive that comes as a stream.
///
/// # Errors
/// As [`read_bundle`].
pub fn read_bundle_from(input: impl Read) -> Result<OwnedBundle, Error> {
    read_bundle_from_with(input, &mut |_| Ok(()))
}

/// As [`read_bundle_from`], with `each` as in [`verify_path_with`].
///
/// # Errors
/// As [`read_bundle`], and what `each` gives.
pub fn read_bundle_from_with(input: impl Read, each: Each<'_>) -> Result<OwnedBundle, Error> {
    load(each, |sink| input::stream(input, Path::new("-"), sink))
}

fn verify(
    options: &VerifyOptions,
    each: Each<'_>,
    read: impl FnOnce(&mut Sink<'_>) -> Result<Taken, Error>,
) -> Result<Report, Error> {
    let mut verifier = Verifier::new(options)?;
    let mut length = 0;
    let taken = read(&mut |chunk| {
        verifier.push(chunk)?;
        length += chunk.len() as u64;
        each(length)
    })?;
    match taken {
        Taken::Files(files) => verifier.finish(&files.artefacts()),
        Taken::BadArchive(reason) => unreadable_archive(reason, options),
    }
}

fn load(
    each: Each<'_>,
    read: impl FnOnce(&mut Sink<'_>) -> Result<Taken, Error>,
) -> Result<OwnedBundle, Error> {
    let mut events = Vec::new();
    let taken = read(&mut |chunk| {
        if events.len() as u64 + chunk.len() as u64 > limits::ARCHIVE_EVENTS_BYTES {
            return Err(Error::new(ErrorCode::InvalidArchive, "the log is too long to be loaded"));
        }
        events.extend_from_slice(chunk);
        each(events.len() as u64)
    })?;
    Ok(OwnedBundle { events, files: loaded(taken)? })
}

/// The files beside a log that was handed on, where there was one.
pub(crate) fn loaded(taken: Taken) -> Result<Files, Error> {
    match taken {
        Taken::Files(files) => Ok(files),
        Taken::BadArchive(reason) => Err(Error::new(
            ErrorCode::InvalidArchive,
            format!("the archive isn't in the form of a bundle: {reason}"),
        )),
    }
}
