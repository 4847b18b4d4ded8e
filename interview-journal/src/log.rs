//! `events.jsonl` as a journal sees it: its end, and one write that makes it longer.
//!
//! Every method but the first needs the journal's lock. The last line is read under the lock each
//! time; what is kept from the time before only saves hashing it again.

use std::{io, path::Path};

use interview_core::{
    Error, ErrorCode,
    api::Tip,
    hash::leaf_hash,
    limits,
    wire::{Line, read_line},
};

use crate::{
    disk::{Disk, DiskFile, Open},
    failure,
    folder::Folder,
};

/// The log's file.
pub(crate) struct Log {
    pub(crate) file: Box<dyn DiskFile>,
    path: std::path::PathBuf,
    last: Option<Last>,
    buffer: Vec<u8>,
}

/// The last line.
struct Last {
    start: u64,
    /// Its LF included.
    line: Vec<u8>,
    tip: Tip,
    has_ended: bool,
}

/// How a log ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With a whole line.
    Whole(End),
    /// With bytes behind the last LF, or with a last line that is no event. `cut` is where the line
    /// begins that may be at fault.
    Torn { cut: u64, len: u64 },
}

/// The end of a log that is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) len: u64,
    pub(crate) tip: Tip,
    /// Whether the last line is session_end.
    pub(crate) has_ended: bool,
}

/// Bytes that are read first in search of the last line.
const FIRST_LOOK: u64 = 4096;

impl Log {
    pub(crate) fn open(disk: &dyn Disk, folder: &Folder) -> Result<Self, Error> {
        let path = folder.log();
        match disk.open(&path, Open::Existing) {
            Ok(file) => Ok(Self { file, path, last: None, buffer: Vec::new() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(crate::input::holds_no_session(folder.root()))
            }
            Err(error) => Err(failure::io("can't open", &path, &error)),
        }
    }

    /// Length in bytes.
    pub(crate) fn len(&self) -> Result<u64, Error> {
        let stat = self.file.stat().map_err(|error| self.unreadable(&error))?;
        if !stat.is_linked {
            let message = format!("`{}` has vanished", self.path.display());
            return Err(Error::new(ErrorCode::NotFound, message));
        }
        Ok(stat.len)
    }

    /// The first line, without its LF.
    pub(crate) fn first_line(&self) -> Result<Vec<u8>, Error> {
        let mut first = Vec::new();
        crate::lines::walk(self.file.as_ref(), 0, self.len()?, &mut |line| {
            first = line.to_vec();
            false
        })
        .map_err(|error| self.unreadable(&error))?;
        Ok(first)
    }

    /// Looks at the end.
    pub(crate) fn ending(&mut self) -> Result<Ending, Error> {
        let len = self.len()?;
        if let Some(end) = self.unchanged(len)? {
            return Ok(Ending::Whole(end));
        }
        self.last = None;
        let mut look = FIRST_LOOK;
        loop {
            let from = len.saturating_sub(look);
            self.read(from, len)?;
            let Some(body) = self.buffer.strip_suffix(b"\n") else {
                let behind = memchr::memrchr(b'\n', &self.buffer).map(|place| place + 1);
                if behind.is_none() && from > 0 && look <= 2 * limits::LINE_BYTES as u64 {
                    look *= 8;
                    continue;
                }
                return Ok(Ending::Torn { cut: from + behind.unwrap_or(0) as u64, len });
            };
            let start = memchr::memrchr(b'\n', body).map(|place| place + 1);
            if start.is_none() && from > 0 && look <= limits::LINE_BYTES as u64 + 1 {
                look *= 8;
                continue;
            }
            let start = start.unwrap_or(0);
            let line = body.get(start..).unwrap_or_default();
            let Ok(Line::Event(event)) = read_line(line) else {
                return Ok(Ending::Torn { cut: from + start as u64, len });
            };
            let tip = Tip { size: event.seq + 1, prev: leaf_hash(line) };
            let has_ended = event.kind == "session_end";
            let line = self.buffer.get(start..).unwrap_or_default().to_vec();
            self.last = Some(Last { start: from + start as u64, line, tip, has_ended });
            return Ok(Ending::Whole(End { len, tip, has_ended }));
        }
    }

    /// Writes one line, its LF included, behind the end, or nothing at all.
    pub(crate) fn append(&mut self, end: End, line: Vec<u8>, tip: Tip) -> Result<(), Error> {
        self.write(end.len, &line)?;
        // The recorder's own kinds come through `write`.
        self.last = Some(Last { start: end.len, line, tip, has_ended: false });
        Ok(())
    }

    /// Writes whole lines behind the end, or nothing at all.
    pub(crate) fn write(&mut self, len: u64, lines: &[u8]) -> Result<(), Error> {
        self.last = None;
        let mut rest = lines;
        let failed = loop {
            match self.file.append(rest) {
                Ok(0) => break io::ErrorKind::StorageFull.into(),
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(error) => break error,
            }
            if rest.is_empty() {
                return Ok(());
            }
        };
        // A tail that can't be taken back is moved aside by whoever appends next.
        let _ = self.file.truncate(len);
        Err(failure::io("can't write", &self.path, &failed))
    }

    pub(crate) fn sync(&mut self) -> Result<(), Error> {
        self.file.sync().map_err(|error| failure::io("can't sync", &self.path, &error))
    }

    pub(crate) fn cut(&mut self, len: u64) -> Result<(), Error> {
        self.last = None;
        self.file.truncate(len).map_err(|error| failure::io("can't cut", &self.path, &error))
    }

    /// Hands lines on as [`crate::lines::walk`] does.
    pub(crate) fn walk(
        &self,
        from: u64,
        to: u64,
        take: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<u64, Error> {
        crate::lines::walk(self.file.as_ref(), from, to, take)
            .map_err(|error| self.unreadable(&error))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn unreadable(&self, error: &io::Error) -> Error {
        failure::io("can't read", &self.path, error)
    }

    /// The end as it was the last time, if the same bytes still stand there.
    fn unchanged(&mut self, len: u64) -> Result<Option<End>, Error> {
        let Some(last) = self.last.take() else { return Ok(None) };
        if last.start + last.line.len() as u64 == len {
            self.read(last.start, len)?;
            if self.buffer == last.line {
                let end = End { len, tip: last.tip, has_ended: last.has_ended };
                self.last = Some(last);
                return Ok(Some(end));
            }
        }
        Ok(None)
    }

    /// Fills the buffer with the bytes between two offsets.
    fn read(&mut self, from: u64, to: u64) -> Result<(), Error> {
        let length = usize::try_from(to - from).unwrap_or_default();
        self.buffer.resize(length, 0);
        let mut filled = 0;
        while let Some(rest) = self.buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.file.read_at(from + filled as u64, rest) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) => return Err(failure::io("can't read", &self.path, &error)),
            }
        }
        self.buffer.truncate(filled);
        Ok(())
    }
}
