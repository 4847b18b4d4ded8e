//! `private/lock`: who holds it may write. Its content is empty but for what must not be forgotten
//! when a process dies half-way: a recovery under way, or that the log is closed for ever.

use std::{
    io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use interview_core::{Error, ErrorCode, event::Recovered};
use serde::{Deserialize, Serialize};

use crate::{
    disk::{self, Disk, DiskFile, Open},
    failure,
    process::Process,
};

/// The lock.
pub(crate) struct Lock {
    file: Box<dyn DiskFile>,
    process: Process,
    path: PathBuf,
    wait: Duration,
    /// What stands in it. A new intent is written behind the one before, which so survives
    /// whatever becomes of the new one; the last that can be read holds.
    content: Vec<u8>,
}

/// By name, for a process that is just being started shares the handle for a moment; but never the
/// lock of the process from which this one was forked.
impl Drop for Lock {
    fn drop(&mut self) {
        if self.process.is_this() {
            self.release();
        }
    }
}

/// What the lock's content says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Intent {
    /// The log is closed for ever; it goes on in another session.
    pub(crate) closed: Option<Closed>,
    /// Bytes that were moved aside and may not be told in the log yet.
    pub(crate) notices: Vec<Recovered>,
}

/// Why a log is closed without having ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Closed {
    /// `key_lost` or `head_unknown`.
    pub(crate) reason: String,
    /// Size of the head that this log doesn't contain.
    pub(crate) head_size: Option<u64>,
    /// The session in which it goes on, once that has begun.
    pub(crate) successor: Option<String>,
}

/// Longest pause between two tries.
const PAUSE_MOST: Duration = Duration::from_millis(2);
/// More than any content needs.
const MOST: usize = 1 << 20;

impl Lock {
    pub(crate) fn open(disk: &dyn Disk, path: &Path, wait: Duration) -> Result<Self, Error> {
        let (file, process) = (open(disk, path)?, Process::this());
        Ok(Self { file, process, path: path.to_owned(), wait, content: Vec::new() })
    }

    /// Takes the lock; gives what its content says.
    pub(crate) fn acquire(&mut self, disk: &dyn Disk) -> Result<Intent, Error> {
        if !self.process.is_this() {
            // With its parent's handle it would have its parent's lock.
            (self.file, self.process) = (open(disk, &self.path)?, Process::this());
        }
        let mut since = None;
        let mut pause = Duration::from_micros(20);
        while !self.file.try_lock().map_err(|error| self.failed(&error))? {
            if since.get_or_insert_with(Instant::now).elapsed() >= self.wait {
                let message = format!("`{}` is held by another process", self.path.display());
                return Err(Error::new(ErrorCode::Locked, message));
            }
            thread::sleep(pause);
            pause = (pause * 2).min(PAUSE_MOST);
        }
        self.read().inspect_err(|_| self.release())
    }

    /// Lets the lock go that the same call took.
    pub(crate) fn release(&self) {
        // If the system refuses, the lock falls with the handle.
        let _ = self.file.unlock();
    }

    /// Writes the content, on the disk before this returns.
    pub(crate) fn write(&mut self, intent: &Intent) -> Result<(), Error> {
        let outcome = if *intent == Intent::default() {
            self.content.clear();
            self.file.truncate(0)
        } else {
            // INVARIANT: plain data with string keys can't fail to serialise.
            self.content.extend(serde_json::to_vec(intent).unwrap_or_default());
            self.content.push(b'\n');
            self.file.overwrite(&self.content).and_then(|()| self.file.sync())
        };
        outcome.map_err(|error| self.failed(&error))
    }

    /// Empties the content, on the disk before this returns.
    pub(crate) fn clear(&mut self) -> Result<(), Error> {
        self.write(&Intent::default())?;
        self.file.sync().map_err(|error| self.failed(&error))
    }

    fn read(&mut self) -> Result<Intent, Error> {
        let stat = self.file.stat().map_err(|error| self.failed(&error))?;
        if !stat.is_linked {
            let message = format!("`{}` has vanished", self.path.display());
            return Err(Error::new(ErrorCode::NotFound, message));
        }
        self.content.clear();
        if stat.len == 0 {
            return Ok(Intent::default());
        }
        let content = disk::read_from(self.file.as_ref(), 0, MOST);
        self.content = content.map_err(|error| self.failed(&error))?;
        // A line that was half written is of a step that was not begun.
        let lines = self.content.split(|byte| *byte == b'\n');
        let last = lines.rev().find_map(|line| serde_json::from_slice(line).ok());
        if !self.content.ends_with(b"\n") {
            self.content.push(b'\n');
        }
        Ok(last.unwrap_or_default())
    }

    fn failed(&self, error: &io::Error) -> Error {
        failure::io("can't use", &self.path, error)
    }
}

fn open(disk: &dyn Disk, path: &Path) -> Result<Box<dyn DiskFile>, Error> {
    disk.open(path, Open::Lock).map_err(|error| failure::io("can't open", path, &error))
}
