//! Packs a bundle into the canonical archive: the same bytes for the same bundle, always.

use std::{
    io::{self, Read, Write},
    path::Path,
};

use interview_core::{Error, ErrorCode, api::Bundle};

use super::{BLOCK, Member, header::Header};
use crate::{failure, input};

/// The outer form of an archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Packing {
    /// ustar as it stands.
    Tar,
    /// ustar in one zstd frame.
    #[default]
    TarZstd,
}

/// Level of compression: the library's own default, whose window is 2 MiB.
const LEVEL: i32 = 3;

/// Writes a bundle as an archive. Under one version of zstd the bytes depend on the bundle alone:
/// no time, owner or order of a folder gets in.
///
/// # Errors
/// `invalid_archive` where a file is longer than an archive may hold; `io` or `disk_full` where the
/// output refuses.
pub fn write_archive(
    bundle: &Bundle<'_>,
    output: impl Write,
    packing: Packing,
) -> Result<(), Error> {
    let files = [Some(bundle.events), bundle.diff, bundle.commits, bundle.manifest];
    pack(output, packing, |output| {
        for (member, bytes) in Member::ALL.into_iter().zip(files) {
            if let Some(bytes) = bytes {
                entry(output, member, bytes.len() as u64, bytes)?;
            }
        }
        Ok(())
    })
}

/// Packs the bundle in a folder (a bundle's, or a session's with its `bundle/`) without holding it
/// in memory.
///
/// # Errors
/// As [`write_archive`], and `not_found` or `io` where the folder can't be read.
pub fn pack_path(path: &Path, output: impl Write, packing: Packing) -> Result<(), Error> {
    let folder = input::bundle_folder(path)?;
    pack(output, packing, |output| {
        for member in Member::ALL {
            let Some((file, size)) = input::open_member(&folder, member)? else {
                if member == Member::Events {
                    return Err(input::holds_no_session(path));
                }
                continue;
            };
            entry(output, member, size, file)?;
        }
        Ok(())
    })
}

fn pack(
    mut output: impl Write,
    packing: Packing,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), Error>,
) -> Result<(), Error> {
    match packing {
        Packing::Tar => {
            fill(&mut output)?;
            output.write_all(&[0; 2 * BLOCK]).map_err(|error| refused(&error))?;
        }
        Packing::TarZstd => {
            let mut encoder =
                zstd::stream::write::Encoder::new(&mut output, LEVEL).map_err(|e| refused(&e))?;
            encoder.include_checksum(true).map_err(|error| refused(&error))?;
            fill(&mut encoder)?;
            encoder.write_all(&[0; 2 * BLOCK]).map_err(|error| refused(&error))?;
            encoder.finish().map_err(|error| refused(&error))?;
        }
    }
    output.flush().map_err(|error| refused(&error))
}

fn entry(output: &mut dyn Write, member: Member, size: u64, bytes: impl Read) -> Result<(), Error> {
    if size > member.most() {
        let message = format!("`{}` is longer than an archive may hold", member.name());
        return Err(Error::new(ErrorCode::InvalidArchive, message));
    }
    output.write_all(&Header { member, size }.block()).map_err(|error| refused(&error))?;
    let copied = io::copy(&mut bytes.take(size), output).map_err(|error| refused(&error))?;
    if copied < size {
        let message = format!("`{}` became shorter while it was packed", member.name());
        return Err(Error::new(ErrorCode::Io, message));
    }
    let odd = usize::try_from(size % BLOCK as u64).unwrap_or_default();
    let padding = [0; BLOCK];
    let padding = padding.get(..(BLOCK - odd) % BLOCK).unwrap_or_default();
    output.write_all(padding).map_err(|error| refused(&error))
}

fn refused(error: &io::Error) -> Error {
    failure::io("can't write", Path::new("archive"), error)
}
