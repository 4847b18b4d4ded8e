//! The importer: takes the lines of one or more files, puts them in order, and drops what stands
//! there twice.
//!
//! A session may lie in several files: the main transcript, one for each subagent, and the file of
//! a session that was resumed or forked, which repeats lines of the one before.

use std::collections::{BTreeMap, BTreeSet};

use interview_core::event::Timestamp;
use serde_json::Value;

use super::{
    line::{self, Line},
    options::Options,
    reader::Reader,
};
use crate::{
    captured::Import,
    flaw::{Flaw, Reason},
    json, limits,
};

/// Reads transcripts of one session.
#[derive(Debug)]
pub struct Importer {
    options: Options,
    files: BTreeMap<usize, Place>,
    lines: Vec<Line>,
    bytes: usize,
    flaws: Flaws,
}

/// How far a file was read.
#[derive(Debug, Default)]
struct Place {
    line: u64,
    latest: Option<Timestamp>,
}

/// Flaws, listed up to a bound.
#[derive(Debug, Default)]
pub(super) struct Flaws {
    listed: Vec<Flaw>,
    omitted: u64,
}

impl Importer {
    /// An importer that has read nothing yet.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let files = BTreeMap::new();
        Self { options, files, lines: Vec::new(), bytes: 0, flaws: Flaws::default() }
    }

    /// Takes the next line of a file, without its line end. The caller numbers the files; their
    /// lines may come in turns. A line that can't be read becomes a flaw.
    pub fn push_line(&mut self, file: usize, line: &[u8]) {
        let place = self.files.entry(file).or_default();
        place.line = place.line.saturating_add(1);
        if line.trim_ascii().is_empty() {
            return;
        }
        let number = place.line;
        let read = match self.bytes.saturating_add(line.len()) > limits::IMPORT_BYTES {
            true => Err(Reason::TooMuch),
            false => read(line),
        };
        match read {
            Ok(Some(value)) => {
                let at = line::time_of(&value);
                place.latest = place.latest.max(at);
                self.bytes = self.bytes.saturating_add(line.len());
                self.lines.push(Line { file, number, at, order: place.latest, value });
            }
            Ok(None) => {}
            Err(reason) => self.flaws.add(file, number, reason),
        }
    }

    /// The events of all lines, in the order of time; lines of one file stay in their order.
    #[must_use]
    pub fn finish(self) -> Import {
        let Self { options, mut lines, bytes, mut flaws, .. } = self;
        lines.sort_by_key(|line| (line.order, line.file, line.number));
        let mut seen = BTreeSet::new();
        lines.retain(|line| match line.uuid() {
            Some(uuid) if line::is_readable(&line.value) => seen.insert(uuid.to_owned()),
            _ => true,
        });
        drop(seen);
        let mut reader = Reader::new(&options, bytes, &lines);
        for line in lines {
            let (file, number) = (line.file, line.number);
            if let Err(reason) = reader.read(line) {
                flaws.add(file, number, reason);
            }
        }
        let Flaws { listed: mut flaws, omitted: flaws_omitted } = flaws;
        flaws.sort();
        Import { events: reader.finish(), flaws, flaws_omitted }
    }
}

impl Flaws {
    fn add(&mut self, file: usize, line: u64, reason: Reason) {
        match self.listed.len() < limits::FLAWS {
            true => self.listed.push(Flaw { file, line, reason }),
            false => self.omitted = self.omitted.saturating_add(1),
        }
    }
}

/// The line, or `None` where it is skipped on purpose.
fn read(line: &[u8]) -> Result<Option<Value>, Reason> {
    if line.len() > limits::LINE_BYTES {
        return Err(Reason::TooLong);
    }
    let value = json::parse(line).ok_or(Reason::NotJson)?;
    if !value.is_object() {
        return Err(Reason::NotAnObject);
    }
    let name = json::text(&value, "type").ok_or(Reason::NoType)?;
    match name {
        "user" | "assistant" | "system" | "attachment" => Ok(Some(value)),
        _ if line::SKIPPED.contains(&name) => Ok(None),
        _ => Err(Reason::unknown(name)),
    }
}
