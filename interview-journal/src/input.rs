//! Where a bundle's bytes come from: a folder, a file, an archive, or a stream. The log passes by
//! in chunks; the other files are kept, and bounded.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use interview_core::{
    Error, ErrorCode,
    api::{Artefacts, Bundle},
    limits,
};

use crate::{
    archive::{self, Member, Refusal},
    failure,
    platform::{self, Links},
};

/// Bytes of the log that are handed on at once.
const CHUNK: usize = 1 << 20;
/// Bytes that tell an archive from a log.
const BEGINNING: usize = 512;

/// The files beside a log.
#[derive(Debug, Default)]
pub(crate) struct Files {
    pub(crate) manifest: Option<Vec<u8>>,
    pub(crate) diff: Option<Vec<u8>>,
    pub(crate) commits: Option<Vec<u8>>,
}

impl Files {
    pub(crate) fn artefacts(&self) -> Artefacts<'_> {
        let Bundle { events: _, manifest, diff, commits } = self.bundle(&[]);
        Artefacts { manifest, diff, commits }
    }

    pub(crate) fn bundle<'a>(&'a self, events: &'a [u8]) -> Bundle<'a> {
        Bundle {
            events,
            manifest: self.manifest.as_deref(),
            diff: self.diff.as_deref(),
            commits: self.commits.as_deref(),
        }
    }

    /// Where a file other than the log is kept.
    pub(crate) fn slot(&mut self, member: Member) -> &mut Option<Vec<u8>> {
        match member {
            Member::Events | Member::Manifest => &mut self.manifest,
            Member::Diff => &mut self.diff,
            Member::Commits => &mut self.commits,
        }
    }
}

/// What came of reading.
pub(crate) enum Taken {
    /// The log was handed on; these are the other files.
    Files(Files),
    /// An archive that isn't in the form of a bundle, and why.
    BadArchive(&'static str),
}

/// Reads a bundle from a path.
pub(crate) fn path(path: &Path, sink: &mut archive::Sink<'_>) -> Result<Taken, Error> {
    let file = platform::open_to_read(path, Links::Follow);
    let file = file.map_err(|error| failure::io("can't open", path, &error))?;
    let kind = file.metadata().map_err(|error| failure::io("can't read", path, &error))?;
    if kind.is_dir() {
        return folder(path, sink).map(Taken::Files);
    }
    if !kind.is_file() {
        return Err(failure::unfit(path, "is neither a file nor a folder"));
    }
    stream(file, path, sink)
}

/// Reads a log or an archive from a stream; `name` is what errors call it.
pub(crate) fn stream(
    mut input: impl Read,
    name: &Path,
    sink: &mut archive::Sink<'_>,
) -> Result<Taken, Error> {
    let failed = |error: &io::Error| failure::io("can't read", name, error);
    let mut first = [0; BEGINNING];
    let length = fill(&mut input, &mut first).map_err(|error| failed(&error))?;
    let first = first.get(..length).unwrap_or_default();
    if !archive::is_archive(first) {
        drain(first.chain(input), name, sink)?;
        return Ok(Taken::Files(Files::default()));
    }
    match archive::unpack(first, input, sink) {
        Ok(files) => Ok(Taken::Files(files)),
        Err(Refusal::Form(reason)) => Ok(Taken::BadArchive(reason)),
        Err(Refusal::Io(error)) => Err(failed(&error)),
        Err(Refusal::Sink(error)) => Err(error),
    }
}

/// Whether what begins so is an archive.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    archive::is_archive(bytes.get(..BEGINNING).unwrap_or(bytes))
}

/// The folder with the bundle's files: the path itself, or its `bundle`.
pub(crate) fn bundle_folder(path: &Path) -> Result<PathBuf, Error> {
    let is_there = |path: &Path| fs::symlink_metadata(path).ok();
    if is_there(&path.join(Member::Events.name())).is_some() {
        return Ok(path.to_owned());
    }
    let inner = path.join("bundle");
    match is_there(&inner) {
        Some(kind) if kind.is_dir() => Ok(inner),
        _ => Err(holds_no_session(path)),
    }
}

/// Opens a file of a bundle's folder, without following a link; `None` where there is none.
pub(crate) fn open_member(folder: &Path, member: Member) -> Result<Option<(File, u64)>, Error> {
    let path = folder.join(member.name());
    // A link that isn't followed and a socket refuse to open; what they are says more than how.
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failure::io("can't read", &path, &error)),
        Ok(kind) if !kind.is_file() => return Err(failure::unfit(&path, "is no regular file")),
        Ok(_) => {}
    }
    let file = platform::open_to_read(&path, Links::Refuse);
    let file = file.map_err(|error| failure::io("can't open", &path, &error))?;
    let kind = file.metadata().map_err(|error| failure::io("can't read", &path, &error))?;
    if !kind.is_file() {
        return Err(failure::unfit(&path, "is no regular file"));
    }
    Ok(Some((file, kind.len())))
}

/// The error for a folder without a log.
pub(crate) fn holds_no_session(path: &Path) -> Error {
    Error::new(ErrorCode::NotFound, format!("`{}` holds no session", path.display()))
}

/// Reads until the buffer is full or the input ends.
pub(crate) fn fill(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match input.read(rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn folder(path: &Path, sink: &mut archive::Sink<'_>) -> Result<Files, Error> {
    let folder = bundle_folder(path)?;
    let (log, _) = open_member(&folder, Member::Events)?.ok_or_else(|| holds_no_session(path))?;
    drain(log, &folder.join(Member::Events.name()), sink)?;
    let mut files = Files::default();
    let kept =
        [Member::Diff, Member::Commits, Member::Manifest].map(|member| (member, most(member)));
    for (member, most) in kept {
        let Some((file, _)) = open_member(&folder, member)? else { continue };
        // One byte more than allowed is enough for the verifier to see that it is too long.
        let mut bytes = Vec::new();
        file.take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| failure::io("can't read", &folder.join(member.name()), &error))?;
        *files.slot(member) = Some(bytes);
    }
    Ok(files)
}

/// Bytes of a file that are looked at. A folder may be a legacy session, whose manifests are larger.
fn most(member: Member) -> u64 {
    match member {
        Member::Manifest => limits::LEGACY_MANIFEST_BYTES as u64,
        _ => limits::ARTEFACT_BYTES,
    }
}

fn drain(mut input: impl Read, name: &Path, sink: &mut archive::Sink<'_>) -> Result<(), Error> {
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = fill(&mut input, &mut chunk).map_err(|e| failure::io("can't read", name, &e))?;
        sink(chunk.get(..read).unwrap_or_default())?;
        if read < CHUNK {
            return Ok(());
        }
    }
}
