//! The envelope of one line: fixed members in a fixed order, so they are read by position.

use crate::{
    event::{Event, Kind, Timestamp, is_kind_name, is_origin_name},
    hash::Hash,
    limits,
    wire::{Flaw, Misfit, Reason, scan, spelling},
};

/// A line of `events.jsonl`, without its LF.
#[derive(Clone, Debug)]
pub enum Line<'a> {
    /// An event.
    Event(EventLine<'a>),
    /// A line that was taken out of a copy, and its leaf hash.
    Redacted(Hash),
}

/// An event as it stands in a line.
#[derive(Clone, Debug)]
pub struct EventLine<'a> {
    /// Leaf hash of the line before, or what line 0 has there.
    pub prev: Hash,
    /// Its number in the log.
    pub seq: u64,
    /// Local time at which it was written.
    pub at: Timestamp,
    /// Name of its kind.
    pub kind: &'a str,
    /// The kind's schema, where this version knows it.
    pub schema: Kind,
    /// Whose act it tells.
    pub origin: &'a str,
    /// The payload's bytes: one JSON object.
    pub data: &'a str,
    /// First member that doesn't fit the kind; such a payload is left out of the evidence.
    pub misfit: Option<Misfit>,
}

impl<'a> From<&EventLine<'a>> for Event<'a> {
    fn from(line: &EventLine<'a>) -> Self {
        Self { seq: line.seq, at: line.at, kind: line.kind, origin: line.origin, data: line.data }
    }
}

/// Reads one line strictly.
///
/// # Errors
/// The first place where the line leaves the grammar of format 1.
pub fn read_line(line: &[u8]) -> Result<Line<'_>, Flaw> {
    if line.len() > limits::LINE_BYTES {
        return Err(Flaw { reason: Reason::TooLong, offset: limits::LINE_BYTES });
    }
    let text = match std::str::from_utf8(line) {
        Ok(text) => text,
        Err(error) => return Err(Flaw { reason: Reason::NotUtf8, offset: error.valid_up_to() }),
    };
    match line.first() {
        None => Err(Flaw { reason: Reason::Empty, offset: 0 }),
        Some(b'~') => Hash::from_hex(line.get(1..).unwrap_or_default())
            .map(Line::Redacted)
            .ok_or(Flaw { reason: Reason::Redacted, offset: 1 }),
        Some(_) => Cursor { text, rest: text }.event().map(Line::Event),
    }
}

/// The payload's bytes of a line that was read before, without checking it again.
#[must_use]
pub fn data_of(line: &str) -> Option<&str> {
    let start = line.find(",\"data\":")? + 8;
    line.get(start..line.len().checked_sub(1)?)
}

struct Cursor<'a> {
    text: &'a str,
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    fn event(mut self) -> Result<EventLine<'a>, Flaw> {
        self.fixed("{\"prev\":\"")?;
        let prev = self.taken(64, Reason::Prev)?;
        let prev = Hash::from_hex(prev.as_bytes()).ok_or(self.flaw(Reason::Prev, 64))?;
        self.fixed("\",\"seq\":")?;
        let seq = self.seq()?;
        self.fixed(",\"at\":\"")?;
        let at = self.taken(24, Reason::At)?;
        let at = Timestamp::parse(at.as_bytes()).ok_or(self.flaw(Reason::At, 24))?;
        self.fixed("\",\"kind\":\"")?;
        let kind = self.name(Reason::Kind, is_kind_name)?;
        self.fixed("\",\"origin\":\"")?;
        let origin = self.name(Reason::Origin, is_origin_name)?;
        self.fixed("\",\"salt\":\"")?;
        let salt = self.taken(22, Reason::Salt)?;
        if !spelling::is_salt16(salt.as_bytes()) {
            return Err(self.flaw(Reason::Salt, 22));
        }
        self.fixed("\",\"data\":")?;
        let start = self.offset();
        let schema = Kind::of(kind);
        let (end, misfit) = scan::data(self.text.as_bytes(), start, schema.schema())?;
        if self.text.as_bytes().get(end..) != Some(b"}") {
            let reason = match self.text.as_bytes().get(end) {
                Some(b'}') => Reason::Trailing,
                _ => Reason::Envelope,
            };
            return Err(Flaw { reason, offset: end });
        }
        let data = self.text.get(start..end).unwrap_or_default();
        Ok(EventLine { prev, seq, at, kind, schema, origin, data, misfit })
    }

    fn offset(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    /// A flaw so many bytes back.
    fn flaw(&self, reason: Reason, back: usize) -> Flaw {
        Flaw { reason, offset: self.offset() - back }
    }

    fn fixed(&mut self, expected: &str) -> Result<(), Flaw> {
        self.rest = self.rest.strip_prefix(expected).ok_or(self.flaw(Reason::Envelope, 0))?;
        Ok(())
    }

    fn taken(&mut self, bytes: usize, reason: Reason) -> Result<&'a str, Flaw> {
        let (head, rest) = self.rest.split_at_checked(bytes).ok_or(self.flaw(reason, 0))?;
        self.rest = rest;
        Ok(head)
    }

    fn seq(&mut self) -> Result<u64, Flaw> {
        let digits =
            self.rest.bytes().take(limits::SEQ_DIGITS + 1).take_while(u8::is_ascii_digit).count();
        let text = self.taken(digits, Reason::Seq)?;
        let canonical = digits <= limits::SEQ_DIGITS && (text == "0" || !text.starts_with('0'));
        text.parse().ok().filter(|_| canonical).ok_or(self.flaw(Reason::Seq, digits))
    }

    fn name(&mut self, reason: Reason, allowed: fn(&str) -> bool) -> Result<&'a str, Flaw> {
        // The longest name is `x.`, a vendor and a name of 32 each, and the dot between them.
        let window = self.rest.as_bytes().get(..68).unwrap_or(self.rest.as_bytes());
        let end = memchr::memchr(b'"', window).ok_or(self.flaw(reason, 0))?;
        let name = self.taken(end, reason)?;
        if allowed(name) { Ok(name) } else { Err(self.flaw(reason, end)) }
    }
}
