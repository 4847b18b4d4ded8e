//! Mends a log after a crash or a power cut. Bytes that aren't whole lines in their place are never
//! thrown away: they are moved to `private/events.torn.<n>`, and a `recovered` event tells where
//! they stood, how many they were, and their SHA-256.
//!
//! Each step stands in the lock's content before it is taken, so that whoever comes after a crash
//! finishes it. What a witness may have seen is never cut: where damage reaches below the last
//! signed checkpoint, the log is closed, and the session goes on in a new one.

use std::io;

use interview_core::{
    Error,
    api::Draft,
    event::{Path, RecorderGap, Recovered, Token},
    hash::Hash,
    wire::{Line, read_line},
};
use sha2::{Digest, Sha256};

use crate::{
    disk::{self, Open},
    failure,
    folder::Folder,
    journal::{Folded, Journal, SyncPolicy},
    key,
    lock::Closed,
    log::{End, Ending},
    platform::TELLS_LINKS,
    source::Source,
    state::{Mark, State},
};

/// Bytes that are moved at once.
const CHUNK: usize = 1 << 18;

/// Bytes behind the last sync that are checked again and again before they are synced.
const UNSYNCED_MOST: u64 = 1 << 18;

/// A log that is surely on the disk only up to the last sync, at its first opening after a start of
/// the machine; and whatever a crash left half-done.
impl Journal {
    pub(crate) fn settle(&mut self, source: &mut dyn Source) -> Result<(), Error> {
        let is_known = self.reload()?;
        if self.intent.closed.is_some() {
            return Ok(());
        }
        if self.is_sealed()? {
            return key::wipe(self.options.disk.as_ref(), &self.folder.key());
        }
        self.prune_notices()?;
        let boot = self.options.disk.boot_id();
        if !is_known || boot.is_none() || self.state.boot != boot {
            let before = self.state.clone();
            self.check(boot.is_some(), source)?;
            self.state.boot = boot;
            // Where the system tells no start from another, this is done at every opening.
            if !is_known || self.state != before {
                self.save()?;
            }
        }
        if self.intent.notices.is_empty() { Ok(()) } else { self.resume_recovery(source) }
    }

    /// Reads again what is remembered if it was written since.
    pub(crate) fn refresh(&mut self) -> Result<(), Error> {
        let stat = self.state_file.as_ref().map(|file| file.stat());
        if stat.is_some_and(|stat| stat.is_ok_and(|stat| stat.is_linked)) {
            return Ok(());
        }
        self.reload().map(|_| ())
    }

    /// Reads again what is remembered, which another process may have written; whether there was
    /// something to read.
    pub(crate) fn reload(&mut self) -> Result<bool, Error> {
        let path = self.folder.state();
        let Some(file) = State::open(self.options.disk.as_ref(), &path)? else { return Ok(false) };
        let state = State::read(file.as_ref(), &path, &self.state.session)?;
        self.state_file = Some(file).filter(|_| TELLS_LINKS);
        let Some(mut state) = state else { return Ok(false) };
        // What was signed stays signed, though the state be rolled back.
        state.signed = state.signed.max(self.state.signed);
        if state.memory_bytes > self.folded.bytes {
            let first = self.log.first_line()?;
            let recalled = interview_core::recorder::Progress::recall(&first, state.memory.clone());
            if let Ok(progress) = recalled {
                self.folded = Folded { progress, bytes: state.memory_bytes };
            }
        }
        self.state = state;
        Ok(true)
    }

    /// Writes what is remembered.
    pub(crate) fn save(&mut self) -> Result<(), Error> {
        // What isn't on the disk yet is read again after a start of the machine, from what is.
        if self.options.sync == SyncPolicy::Never || self.folded.bytes <= self.state.synced.bytes {
            self.state.memory = self.folded.progress.memory();
            self.state.memory_bytes = self.folded.bytes;
        }
        self.state.write(self.options.disk.as_ref(), &self.folder.state())
    }

    /// Checks every line behind the last sync, and moves aside what doesn't follow. Where the system
    /// tells one start from another, or much wasn't synced, the rest is synced, so that it is checked
    /// once.
    fn check(&mut self, tells_starts: bool, source: &mut dyn Source) -> Result<(), Error> {
        let len = self.log.len()?;
        if self.folded.bytes > self.state.synced.bytes {
            self.unfold()?;
        }
        let mut reached = self.fold_some(len)?;
        if reached < self.state.synced.bytes {
            // What is remembered is of another log than this one.
            self.unfold()?;
            reached = self.fold_some(len)?;
        }
        self.state.signed = self.state.signed.max(self.folded.progress.anchored());
        if reached < len {
            self.move_aside(reached, len, "unclean")?;
            self.tell(source)?;
        }
        if self.folded.progress.size() < self.state.signed && !self.folded.progress.has_ended() {
            return self.close("head_unknown", Some(self.state.signed), source);
        }
        self.fold(self.log.len()?)?;
        let is_much = self.folded.bytes.saturating_sub(self.state.synced.bytes) > UNSYNCED_MOST;
        if self.options.sync == SyncPolicy::Never || !tells_starts && !is_much {
            return Ok(());
        }
        match self.log.sync() {
            Ok(()) => self.state.synced = self.mark(),
            Err(_) => self.sync_failed(source)?,
        }
        Ok(())
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark { bytes: self.folded.bytes, lines: self.folded.progress.size() }
    }

    /// Mends a log that doesn't end with an event: `cut` is where its last line begins.
    pub(crate) fn mend(
        &mut self,
        cut: u64,
        len: u64,
        source: &mut dyn Source,
    ) -> Result<End, Error> {
        if self.folded.bytes > cut {
            self.unfold()?;
        }
        let reached = self.fold_some(cut)?;
        self.move_aside(reached, len, if reached == cut { "torn" } else { "unclean" })?;
        self.tell(source)?;
        match self.log.ending()? {
            Ending::Whole(end) => Ok(end),
            Ending::Torn { cut, .. } => {
                let message = "the log's beginning can't be read";
                Err(failure::unfit(self.log.path(), &format!("{message}, at byte {cut}")))
            }
        }
    }

    /// Finishes a recovery that a crash broke off.
    pub(crate) fn resume_recovery(&mut self, source: &mut dyn Source) -> Result<(), Error> {
        self.prune_notices()?;
        if let Ending::Torn { cut, len } = self.log.ending()? {
            // A part of an event that would have told of the others.
            self.move_aside(cut, len, "torn")?;
        }
        self.tell(source)
    }

    /// Drops the notices that stand in the log, and cuts what was copied but not cut yet.
    fn prune_notices(&mut self) -> Result<(), Error> {
        let Some(last) = self.intent.notices.last() else { return Ok(()) };
        let len = self.log.len()?;
        let is_uncut = len.checked_sub(last.offset) == Some(last.bytes);
        if is_uncut && self.sha256(last.offset, len)? == last.sha256 {
            return self.log.cut(last.offset);
        }
        // An event may stand before the place that it tells of: the power can go before it is written,
        // and take whole lines along. Then the emptied lock may come back full.
        let notices = &mut self.intent.notices;
        self.log.walk(0, len, &mut |line| {
            notices.retain(|notice| !tells(line, notice));
            true
        })?;
        Ok(())
    }

    /// Moves the end of the log to a file of its own.
    fn move_aside(&mut self, cut: u64, len: u64, cause: &str) -> Result<(), Error> {
        let disk = std::sync::Arc::clone(&self.options.disk);
        let (mut torn, n) = (1..u32::MAX)
            .find_map(|n| match disk.open(&self.folder.torn(n), Open::New) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => None,
                opened => Some(opened.map(|file| (file, n))),
            })
            .unwrap_or_else(|| Err(io::ErrorKind::AlreadyExists.into()))
            .map_err(|error| failure::io("can't make", &self.folder.torn(1), &error))?;
        let path = self.folder.torn(n);
        let (mut hash, mut lines, mut last) = (Sha256::new(), 0, b'\n');
        self.chunks(cut, len, &mut |chunk| {
            hash.update(chunk);
            lines += memchr::memchr_iter(b'\n', chunk).count() as u64;
            last = chunk.last().copied().unwrap_or(last);
            disk::append_all(torn.as_mut(), chunk)
                .map_err(|error| failure::io("can't write", &path, &error))
        })?;
        torn.sync()
            .and_then(|()| disk.sync_dir(&self.folder.private()))
            .map_err(|error| failure::io("can't sync", &path, &error))?;
        let mut notice = Recovered::new(
            Path(Folder::torn_name(n)),
            cut,
            len - cut,
            lines + u64::from(last != b'\n'),
            Hash(hash.finalize().into()),
        );
        notice.cause = Some(Token(cause.to_owned()));
        self.intent.notices.push(notice);
        self.lock.write(&self.intent)?;
        self.log.cut(cut)
    }

    /// Tells in the log what was moved aside.
    fn tell(&mut self, source: &mut dyn Source) -> Result<(), Error> {
        for notice in self.intent.notices.clone() {
            let Ending::Whole(end) = self.log.ending()? else { break };
            if end.has_ended || !self.may_grow(end.tip.size) {
                break;
            }
            self.link(end, &Draft::of("recorder", &notice)?.prepare()?, source)?;
        }
        if self.options.sync != SyncPolicy::Never && self.log.sync().is_err() {
            self.sync_failed(source)?;
        }
        self.intent.notices.clear();
        self.lock.write(&self.intent)
    }

    /// Whether one more line can't be taken for one that a witness saw in its place. Of the sizes
    /// from the newest receipt to the largest that was signed, a witness may hold any.
    fn may_grow(&self, size: u64) -> bool {
        size >= self.state.signed || size + 1 < self.state.held.lines
    }

    /// Closes the log for ever, so that nothing is written behind the place where another goes on.
    pub(crate) fn close(
        &mut self,
        reason: &str,
        head_size: Option<u64>,
        source: &mut dyn Source,
    ) -> Result<(), Error> {
        if let Ending::Whole(end) = self.log.ending()?
            && !end.has_ended
            && self.may_grow(end.tip.size)
            && Some(end.tip.size + 1) != head_size
        {
            let mut gap = RecorderGap::new(Token(reason.to_owned()));
            gap.head_size = head_size;
            self.link(end, &Draft::of("recorder", &gap)?.prepare()?, source)?;
        }
        if self.options.sync != SyncPolicy::Never {
            self.log.sync()?;
        }
        self.intent.closed = Some(Closed { reason: reason.to_owned(), head_size, successor: None });
        self.lock.write(&self.intent)
    }

    /// Notes that a sync failed: no checkpoint is signed from now on, and the log says so once.
    pub(crate) fn sync_failed(&mut self, source: &mut dyn Source) -> Result<(), Error> {
        self.refresh()?;
        if self.state.sync_failed {
            return Ok(());
        }
        self.state.sync_failed = true;
        // What can't be synced may not be writable either; the log's own word is what counts.
        let _ = self.save();
        match self.log.ending()? {
            Ending::Whole(end) if !end.has_ended => {
                let gap = RecorderGap::new(Token("sync_failed".to_owned()));
                self.link(end, &Draft::of("recorder", &gap)?.prepare()?, source).map(|_| ())
            }
            _ => Ok(()),
        }
    }

    fn sha256(&self, from: u64, to: u64) -> Result<Hash, Error> {
        let mut hash = Sha256::new();
        self.chunks(from, to, &mut |chunk| {
            hash.update(chunk);
            Ok(())
        })?;
        Ok(Hash(hash.finalize().into()))
    }

    pub(crate) fn chunks(
        &self,
        from: u64,
        to: u64,
        take: &mut dyn FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut chunk = vec![0; CHUNK];
        let mut at = from;
        while at < to {
            let want = usize::try_from(to - at).unwrap_or(CHUNK).min(CHUNK);
            let chunk = chunk.get_mut(..want).unwrap_or_default();
            let read = self.log.file.read_at(at, chunk);
            let read = read.map_err(|error| self.log.unreadable(&error))?;
            if read == 0 {
                break;
            }
            take(chunk.get(..read).unwrap_or_default())?;
            at += read as u64;
        }
        Ok(())
    }
}

/// Whether a line of the log is the event of a notice.
fn tells(line: &[u8], notice: &Recovered) -> bool {
    match read_line(line) {
        Ok(Line::Event(event)) if event.kind == "recovered" => {
            serde_json::from_str::<Recovered>(event.data).is_ok_and(|told| told == *notice)
        }
        _ => false,
    }
}
