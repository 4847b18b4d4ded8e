//! Where sessions come from: through the journal, which knows folders, archives and limits. Files
//! that aren't sessions (policies, proofs, single lines) are read here.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use interview_core::{
    api::{self, Bundle, VerifyOptions},
    report::{COMMITS, DIFF, EVENTS, MANIFEST, Report},
};

use crate::outcome::{Failure, quoted};

/// Bytes of a file that the command reads whole beside sessions.
const FILE_BYTES: u64 = 16 << 20;

/// A session's files as bytes.
pub(crate) struct Session {
    pub(crate) events: Vec<u8>,
    pub(crate) manifest: Option<Vec<u8>>,
    pub(crate) diff: Option<Vec<u8>>,
    pub(crate) commits: Option<Vec<u8>>,
}

impl Session {
    /// The files as the core takes them.
    pub(crate) fn bundle(&self) -> Bundle<'_> {
        Bundle {
            events: &self.events,
            manifest: self.manifest.as_deref(),
            diff: self.diff.as_deref(),
            commits: self.commits.as_deref(),
        }
    }
}

/// Whether a path stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads a session whole.
pub(crate) fn read(path: &Path) -> Result<Session, Failure> {
    if !path.is_dir() {
        return Ok(Session { events: whole(path)?, manifest: None, diff: None, commits: None });
    }
    let beside = |name: &str| match whole(&path.join(name)) {
        Err(_) if !path.join(name).exists() => Ok(None),
        read => read.map(Some),
    };
    Ok(Session {
        events: whole(&path.join(EVENTS))?,
        manifest: beside(MANIFEST)?,
        diff: beside(DIFF)?,
        commits: beside(COMMITS)?,
    })
}

/// Verifies a session.
pub(crate) fn verify(path: &Path, options: &VerifyOptions) -> Result<Report, Failure> {
    Ok(api::verify(&read(path)?.bundle(), options)?)
}

/// Verifies several sessions, and tells how many of how many are done.
pub(crate) fn verify_many(
    paths: &[PathBuf],
    options: &VerifyOptions,
    progress: impl Fn(usize, usize) + Sync,
) -> Vec<Result<Report, Failure>> {
    let verify = |(n, path): (usize, &PathBuf)| {
        let answer = verify(path, options);
        progress(n + 1, paths.len());
        answer
    };
    paths.iter().enumerate().map(verify).collect()
}

fn whole(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if is_stdin(path) {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map(|_| bytes).map_err(|error| Failure::of_file(path, &error))
}

/// Reads a file that isn't a session: a policy, a proof, a line; `-` is standard input.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let about = |error: io::Error| Failure::of_file(path, &error);
    let mut bytes = Vec::new();
    if is_stdin(path) {
        io::stdin().lock().take(FILE_BYTES + 1).read_to_end(&mut bytes).map_err(about)?;
    } else {
        File::open(path)
            .map_err(about)?
            .take(FILE_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(about)?;
    }
    if bytes.len() as u64 > FILE_BYTES {
        let message = format!("{}: it is longer than 16 MiB", quoted(path));
        return Err(Failure::new(message, "name a policy, a context, a proof or a line"));
    }
    Ok(bytes)
}

/// Writes a file that doesn't exist yet.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let about = |error: io::Error| Failure::of_file(path, &error);
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(about)?;
    file.write_all(bytes).map_err(about)
}
