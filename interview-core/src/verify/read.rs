//! From bytes to lines: splitting at LF, hashing and strict parsing, line by line or on all cores.

use sha2::{Digest, Sha256};

use crate::{
    hash::Hash,
    limits,
    verify::{
        format,
        line::{Read, read},
        log::Log,
    },
    wire::{Flaw, Reason},
};

/// What stands behind the last LF.
#[derive(Clone, Copy, Debug)]
pub(super) struct Torn {
    pub(super) bytes: u64,
}

/// Splits chunks into lines and hands them to the log.
#[derive(Debug, Default)]
pub(super) struct Feed {
    /// Bytes behind the last LF, at most one line of the longest length and one byte more.
    carry: Vec<u8>,
    /// A line that is too long to be kept.
    overlong: Option<Overlong>,
    /// Whether lines end with CR LF, once the first line is known.
    crlf: Option<bool>,
    /// The first bytes of the first two lines.
    beginnings: Beginnings,
    seen: u64,
}

impl Feed {
    pub(super) fn push(&mut self, chunk: &[u8], log: &mut Log) {
        self.seen += chunk.len() as u64;
        self.beginnings.push(chunk);
        let mut rest = chunk;
        if !self.carry.is_empty() || self.overlong.is_some() {
            let Some(end) = memchr::memchr(b'\n', rest) else { return self.keep(rest) };
            let (head, tail) = rest.split_at(end);
            self.keep(head);
            rest = tail.get(1..).unwrap_or_default();
            self.carried_line(log);
        }
        let Some(last) = memchr::memrchr(b'\n', rest) else { return self.keep(rest) };
        let (whole, tail) = rest.split_at(last + 1);
        self.whole_lines(whole, log);
        self.keep(tail);
    }

    /// Tells what stands behind the last LF.
    pub(super) fn finish(&mut self, _log: &mut Log) -> Option<Torn> {
        let bytes = match self.overlong.take() {
            Some(overlong) => overlong.bytes,
            None => self.carry.len() as u64,
        };
        (bytes > 0).then_some(Torn { bytes })
    }

    /// Whether one of the first two lines begins as an event of format 1 does.
    pub(super) fn begins_as_format_1(&self) -> bool {
        self.beginnings.lines.iter().any(|line| format::begins(line))
    }

    /// Whether the first line looks like one of a legacy log.
    pub(super) fn begins_as_legacy(&self) -> bool {
        self.beginnings.lines.first().is_some_and(|line| line.starts_with(b"{\"type\": "))
    }

    /// Whether any byte came.
    pub(super) fn is_empty(&self) -> bool {
        self.seen == 0
    }

    fn keep(&mut self, bytes: &[u8]) {
        if let Some(overlong) = &mut self.overlong {
            return overlong.push(bytes);
        }
        // One byte more than a line, for the CR of converted line ends.
        if self.carry.len() + bytes.len() <= limits::LINE_BYTES + 1 {
            self.carry.extend_from_slice(bytes);
            return;
        }
        let mut overlong = Overlong::default();
        overlong.push(&std::mem::take(&mut self.carry));
        overlong.push(bytes);
        self.overlong = Some(overlong);
    }

    fn carried_line(&mut self, log: &mut Log) {
        if let Some(overlong) = self.overlong.take() {
            let flaw = Flaw { reason: Reason::TooLong, offset: limits::LINE_BYTES };
            let crlf = self.line_ends(overlong.end(), log);
            let bytes = overlong.bytes + 1;
            let hash = overlong.hash(crlf);
            log.line(&Read { hash, parsed: Err(flaw), bytes, lacks_cr: false });
            return;
        }
        let line = std::mem::take(&mut self.carry);
        let crlf = self.line_ends(&line, log);
        log.line(&read(&line, crlf));
        self.carry = line;
        self.carry.clear();
    }

    /// Whether lines end with CR LF, which the first line decides.
    fn line_ends(&mut self, line: &[u8], log: &mut Log) -> bool {
        *self.crlf.get_or_insert_with(|| {
            let crlf = line.last() == Some(&b'\r');
            log.has_crlf(crlf);
            crlf
        })
    }

    #[cfg(not(feature = "parallel"))]
    fn whole_lines(&mut self, bytes: &[u8], log: &mut Log) {
        self.serial_lines(bytes, log);
    }

    fn serial_lines(&mut self, bytes: &[u8], log: &mut Log) {
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', bytes) {
            let line = bytes.get(start..end).unwrap_or_default();
            start = end + 1;
            let crlf = self.line_ends(line, log);
            log.line(&read(line, crlf));
        }
    }

    /// Hashes and parses batches of lines on all cores, and links them in their order.
    #[cfg(feature = "parallel")]
    fn whole_lines(&mut self, bytes: &[u8], log: &mut Log) {
        use rayon::prelude::*;

        /// Below this a batch costs more than it saves.
        const WORTH_IT: usize = 256 * 1024;
        /// Lines that are held parsed at once.
        const BATCH: usize = 8192;

        if bytes.len() < WORTH_IT {
            return self.serial_lines(bytes, log);
        }
        let mut lines = Vec::with_capacity(BATCH);
        let mut start = 0;
        let mut ends = memchr::memchr_iter(b'\n', bytes).peekable();
        while let Some(end) = ends.next() {
            lines.push(bytes.get(start..end).unwrap_or_default());
            start = end + 1;
            if lines.len() == BATCH || ends.peek().is_none() {
                let crlf = self.line_ends(lines.first().copied().unwrap_or_default(), log);
                let parsed: Vec<Read<'_>> = lines.par_iter().map(|line| read(line, crlf)).collect();
                parsed.iter().for_each(|read| log.line(read));
                lines.clear();
            }
        }
    }
}

/// Hash and length of a line that is too long to be kept.
#[derive(Debug)]
struct Overlong {
    hasher: Sha256,
    bytes: u64,
    /// Whether the last byte is a CR, which isn't hashed yet: it may belong to the line end.
    ends_with_cr: bool,
}

impl Default for Overlong {
    fn default() -> Self {
        let mut hasher = Sha256::new();
        hasher.update([0]);
        Self { hasher, bytes: 0, ends_with_cr: false }
    }
}

impl Overlong {
    fn push(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        if self.ends_with_cr {
            self.hasher.update(b"\r");
        }
        let body = bytes.strip_suffix(b"\r");
        self.ends_with_cr = body.is_some();
        self.hasher.update(body.unwrap_or(bytes));
        self.bytes += bytes.len() as u64;
    }

    /// The last byte, as far as line ends need it.
    fn end(&self) -> &'static [u8] {
        if self.ends_with_cr { b"\r" } else { b"" }
    }

    /// Leaf hash of the line, without its CR where lines end with CR LF.
    fn hash(mut self, crlf: bool) -> Hash {
        if self.ends_with_cr && !crlf {
            self.hasher.update(b"\r");
        }
        Hash(self.hasher.finalize().into())
    }
}

/// The first bytes of the first two lines, however the chunks are cut.
#[derive(Debug, Default)]
struct Beginnings {
    lines: Vec<Vec<u8>>,
    done: bool,
}

impl Beginnings {
    /// More than either format's beginning needs.
    const BYTES: usize = 16;

    fn push(&mut self, chunk: &[u8]) {
        if self.done {
            return;
        }
        if self.lines.is_empty() {
            self.lines.push(Vec::new());
        }
        let mut rest = chunk;
        loop {
            let end = memchr::memchr(b'\n', rest);
            let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            if let Some(kept) = self.lines.last_mut() {
                kept.extend(line.iter().take(Self::BYTES.saturating_sub(kept.len())));
                self.done = self.lines.len() == 2
                    && self.lines.last().is_some_and(|kept| kept.len() == Self::BYTES);
            }
            let Some(end) = end else { return };
            if self.lines.len() == 2 {
                self.done = true;
                return;
            }
            self.lines.push(Vec::new());
            rest = rest.get(end + 1..).unwrap_or_default();
        }
    }
}
