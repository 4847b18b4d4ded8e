//! `private/session.state`: what is remembered of a log so that it needn't be read again. Only a
//! cache: lost or damaged, it is made anew from the log. The key is in a file of its own, so that
//! writing here never puts it at risk.

use std::{io, path::Path};

use interview_core::{
    Error,
    hash::{Hash, sha256},
    limits,
    merkle::CompactRange,
    recorder::{Memory, Progress},
};
use serde::{Deserialize, Serialize};

use crate::{
    disk::{self, Disk, DiskFile, Open},
    failure,
};

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    /// The session that it is about.
    pub(crate) session: String,
    /// The start of the machine in which it was written.
    pub(crate) boot: Option<String>,
    /// How much of the log is surely on the disk.
    pub(crate) synced: Mark,
    /// Lines under the largest checkpoint that was signed.
    pub(crate) signed: u64,
    /// What there was when a checkpoint was last signed.
    pub(crate) attempt: Option<Attempt>,
    /// Whether a sync failed, after which no checkpoint may be signed.
    pub(crate) sync_failed: bool,
    /// What the log came to at some length.
    pub(crate) memory: Memory,
    /// That length in bytes.
    pub(crate) memory_bytes: u64,
    /// The tree that a witness holds: that of the newest anchor.
    pub(crate) held: Held,
}

/// When a checkpoint was signed, and how many events there were then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attempt {
    pub(crate) ms: i64,
    /// Lines that aren't anchors.
    pub(crate) events: u64,
    /// Events after which an anchor is due soon.
    pub(crate) risks: u64,
}

/// A length of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    pub(crate) bytes: u64,
    pub(crate) lines: u64,
}

/// The tree over the first lines of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Held {
    pub(crate) lines: u64,
    pub(crate) bytes: u64,
    /// Lines among them that aren't anchors.
    pub(crate) events: u64,
    tree: Vec<Hash>,
}

impl Held {
    pub(crate) fn new(tree: &CompactRange, bytes: u64, events: u64) -> Self {
        Self { lines: tree.size(), bytes, events, tree: tree.hashes().to_vec() }
    }

    pub(crate) fn tree(&self) -> Option<CompactRange> {
        CompactRange::from_parts(self.lines, self.tree.clone())
    }
}

/// More than any state needs.
const MOST: usize = 1 << 20;

impl State {
    /// What is known where nothing is remembered: as much as was read of the log, and that nothing
    /// of it is surely on the disk.
    pub(crate) fn fresh(progress: &Progress, bytes: u64) -> Self {
        Self {
            session: progress.facts().session.unwrap_or_default(),
            boot: None,
            synced: Mark::default(),
            signed: progress.anchored(),
            attempt: None,
            sync_failed: false,
            memory: progress.memory(),
            memory_bytes: bytes,
            held: Held::default(),
        }
    }

    /// Opens the file; `None` where it is lost.
    pub(crate) fn open(disk: &dyn Disk, path: &Path) -> Result<Option<Box<dyn DiskFile>>, Error> {
        match disk.open(path, Open::Existing) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failure::io("can't open", path, &error)),
        }
    }

    /// Reads the state; `None` where it is damaged or another session's.
    pub(crate) fn read(
        file: &dyn DiskFile,
        path: &Path,
        session: &str,
    ) -> Result<Option<Self>, Error> {
        let bytes = disk::read_from(file, 0, MOST)
            .map_err(|error| failure::io("can't read", path, &error))?;
        Ok(Self::parse(&bytes).filter(|state| state.session == session))
    }

    /// Writes the state in place of the one before.
    pub(crate) fn write(&self, disk: &dyn Disk, path: &Path) -> Result<(), Error> {
        let bytes = self.bytes();
        disk::replace(disk, path, &path.with_extension("new"), &bytes)
            .map_err(|error| failure::io("can't write", path, &error))
    }

    /// One line of JSON, and one with its SHA-256.
    fn bytes(&self) -> Vec<u8> {
        // INVARIANT: plain data with string keys can't fail to serialise.
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("{json}\n{}\n", sha256(json.as_bytes())).into_bytes()
    }

    /// Whether every number can be one of a log, so that whoever reckons with them can't overflow.
    fn is_sane(&self) -> bool {
        let Attempt { ms, events, risks } = self.attempt.unwrap_or_default();
        let Held { lines, bytes, events: held, tree: _ } = self.held;
        let Mark { bytes: synced, lines: synced_lines } = self.synced;
        let (signed, memory) = (self.signed, self.memory_bytes);
        let numbers = [
            ms.unsigned_abs(),
            events,
            risks,
            lines,
            bytes,
            held,
            synced,
            synced_lines,
            signed,
            memory,
        ];
        numbers.iter().all(|number| *number <= limits::INTEGER_MAX)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
        let (json, sum) = text.split_once('\n')?;
        if sum != sha256(json.as_bytes()).to_string() {
            return None;
        }
        serde_json::from_str(json).ok().filter(Self::is_sane)
    }
}
