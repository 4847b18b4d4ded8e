//! Where sessions come from: through the journal, which knows folders, archives and limits. Files
//! that aren't sessions (policies, proofs, single lines) are read here.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::Path,
};

use interview_core::{
    api::Bundle,
    report::{COMMITS, DIFF, EVENTS, MANIFEST},
};
use interview_journal::{OwnedBundle, read_bundle, read_bundle_from};

use crate::outcome::{Failure, quoted};

/// Bytes of a file that the command reads whole beside sessions.
const FILE_BYTES: u64 = 16 << 20;

/// Whether a path stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Loads a session whole.
pub(crate) fn read(path: &Path) -> Result<OwnedBundle, Failure> {
    let session = match is_stdin(path) {
        true => read_bundle_from(io::stdin().lock()),
        false => read_bundle(path),
    };
    Ok(session?)
}

/// Reads a file that isn't a session: a policy, a proof, a line; `-` is standard input.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    read_at_most(path, FILE_BYTES)
}

/// Reads a file that isn't a session, up to so many bytes.
pub(crate) fn read_at_most(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let about = |error: io::Error| Failure::of_file(path, &error);
    let mut bytes = Vec::new();
    if is_stdin(path) {
        io::stdin().lock().take(most + 1).read_to_end(&mut bytes).map_err(about)?;
    } else {
        File::open(path).map_err(about)?.take(most + 1).read_to_end(&mut bytes).map_err(about)?;
    }
    if bytes.len() as u64 > most {
        let message = format!("{}: it is longer than {} MiB", quoted(path), most >> 20);
        return Err(Failure::new(message, "name a policy, a context, a diff, a proof or a line"));
    }
    Ok(bytes)
}

/// Writes a file that doesn't exist yet.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let about = |error: io::Error| Failure::of_file(path, &error);
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(about)?;
    file.write_all(bytes).map_err(about)
}

/// Writes a session's files into a folder that doesn't exist yet.
pub(crate) fn create_bundle(folder: &Path, bundle: &Bundle<'_>) -> Result<(), Failure> {
    fs::create_dir(folder).map_err(|error| Failure::of_file(folder, &error))?;
    let files = [
        (EVENTS, Some(bundle.events)),
        (DIFF, bundle.diff),
        (COMMITS, bundle.commits),
        (MANIFEST, bundle.manifest),
    ];
    for (name, bytes) in files {
        if let Some(bytes) = bytes {
            create(&folder.join(name), bytes)?;
        }
    }
    Ok(())
}
