//! Verification of a legacy log, streaming, with the verdict that interviewsignal 0.9.25 gives.
//!
//! The original reads the whole file, then parses every line, then walks the chain, then looks for
//! start and end, then reads the manifest; what fails earlier in that order hides what fails later.
//! Here it is one pass that keeps what each step would have said and chooses at the end.

use std::fmt::Display;

use super::{
    elapsed, finding,
    finding::{Findings, Place},
    flags,
    scan::Scan,
    split::{Line, Splitter, Utf8},
    string, text,
    told::PythonJson,
    value::{Number, Value},
    verdict::{LegacyVerdict, Outcome, Verification},
};
use crate::{hash, limits};

/// Verifies a legacy log that comes in chunks, in memory that the longest line bounds.
#[derive(Default)]
pub struct Verifier {
    utf8: Utf8,
    /// Offset of the first byte that isn't UTF-8.
    not_utf8: Option<u64>,
    splitter: Splitter,
    walk: Walk,
}

impl Verifier {
    /// A verifier that has seen nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes of `events.jsonl`. The result doesn't depend on where they are cut.
    pub fn push(&mut self, chunk: &[u8]) {
        if self.not_utf8.is_some() {
            return;
        }
        self.not_utf8 = self.utf8.push(chunk, |valid| {
            self.splitter.push(valid, |line| self.walk.line(&line));
        });
    }

    /// The verdict on the log, with the bytes of its `manifest.json` if there is one.
    #[must_use]
    pub fn finish(mut self, manifest: Option<&[u8]>) -> Verification {
        let not_utf8 = self.not_utf8.or_else(|| self.utf8.finish());
        if not_utf8.is_none() {
            self.splitter.finish(|line| self.walk.line(&line));
        }
        let mut walk = self.walk;
        for (end, met) in self.splitter.line_ends() {
            let place = Place { line: Some(met.line), offset: Some(met.offset), event: None };
            walk.findings.log(finding::LINE_END, place, &[("end", &end), ("count", &met.count)]);
        }
        if let Some((place, count)) = walk.blank {
            walk.findings.log(finding::BLANK_LINE, place, &[("count", &count)]);
        }
        let outcome = match not_utf8 {
            Some(offset) => {
                let place = Place { offset: Some(offset), ..Place::default() };
                walk.findings.log(finding::NOT_UTF8, place, &[]);
                Outcome::Raises { exception: "UnicodeDecodeError", place }
            }
            None => walk.finish(manifest),
        };
        if let Outcome::Raises { exception, place } = &outcome {
            walk.findings.log(finding::VERIFIER_RAISES, *place, &[("exception", exception)]);
        }
        let is_whole = not_utf8.is_none() && walk.too_long.is_none();
        let flags = if is_whole { walk.seen.finish(manifest, &mut walk.scan) } else { None };
        let Findings { listed: findings, omitted: findings_omitted } = walk.findings;
        Verification { outcome, findings, findings_omitted, flags }
    }
}

/// What the walk over the lines would have said at each step.
struct Walk {
    findings: Findings,
    /// Lines that were parsed.
    events: u64,
    /// A line that isn't JSON was met; no line behind it counts.
    malformed: bool,
    /// The line that is too long; no line behind it counts.
    too_long: Option<Place>,
    /// What the walk over the chain raises, and where.
    raises: Option<(&'static str, Place)>,
    /// The first event without a type, at which the search for start and end raises.
    untyped: Option<Place>,
    /// The stored hash of the event before.
    previous: Value<'static>,
    mismatches: u64,
    /// Index and type of the first event that doesn't hold.
    broken: Option<(u64, PythonJson)>,
    /// Time of the last session_start.
    start: Option<Value<'static>>,
    /// Time of the last session_end, and its place.
    end: Option<(Value<'static>, Place)>,
    /// Time of the last event that has a number for one.
    time: f64,
    /// What the flags need of the events.
    seen: flags::Seen,
    /// The first blank line, and how many there are.
    blank: Option<(Place, u64)>,
    // Buffers that serve every line.
    scan: Scan,
    preimage: Vec<u8>,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            findings: Findings::default(),
            events: 0,
            malformed: false,
            too_long: None,
            raises: None,
            untyped: None,
            previous: Value::Text(b"".into()),
            mismatches: 0,
            broken: None,
            start: None,
            end: None,
            time: f64::NEG_INFINITY,
            seen: flags::Seen::default(),
            blank: None,
            scan: Scan::default(),
            preimage: Vec::new(),
        }
    }
}

impl Walk {
    /// Takes the next line of the log.
    fn line(&mut self, line: &Line<'_>) {
        if self.malformed || self.too_long.is_some() {
            return;
        }
        let mut place =
            Place { line: Some(line.number), event: Some(self.events), offset: Some(line.offset) };
        let Some(bytes) = line.bytes else {
            let limit = limits::LEGACY_LINE_BYTES;
            self.findings.log(finding::LINE_TOO_LONG, place, &[("limit", &limit)]);
            self.too_long = Some(place);
            return;
        };
        let text = text::strip(bytes);
        if text.is_empty() {
            place.event = None;
            self.blank.get_or_insert((place, 0)).1 += 1;
            return;
        }
        if let Err(malformed) = self.scan.read(text, line.printable) {
            let before = bytes.len() - text::strip_start(bytes).len() + malformed.offset;
            place.offset = Some(line.offset.saturating_add(before as u64));
            self.findings.log(finding::PARSE_ERROR, place, &[("reason", &malformed.reason)]);
            self.malformed = true;
            return;
        }
        self.events += 1;
        if self.scan.duplicates() {
            self.findings.log(finding::DUPLICATE_KEY, place, &[]);
        }
        if text.len() < bytes.len() || !self.scan.spelled() {
            self.findings.log(finding::RESPELLED, place, &[]);
        }
        self.seen.event(line.number, &self.scan, text);
        if self.raises.is_none() {
            self.raises = self.event(text, place).err().map(|exception| (exception, place));
        }
    }

    /// Walks over one event, or names the exception that the original raises at it.
    fn event(&mut self, text: &[u8], place: Place) -> Result<(), &'static str> {
        if !self.scan.is_object() {
            return Err("AttributeError");
        }
        let (mut kind, mut time) = (None, Value::Null);
        let (mut named, mut stored) = (Value::Text(b"".into()), Value::Text(b"".into()));
        for (key, value) in self.scan.members(text) {
            match key {
                b"type" => kind = Some(Value::of_part(value)),
                b"timestamp" => time = Value::of_part(value),
                b"prev_hash" => named = Value::of_part(value),
                b"hash" => stored = Value::of_part(value),
                _ => {}
            }
        }
        if !named.equals(&self.previous) {
            self.findings.log(finding::LINK_MISMATCH, place, &[]);
            self.mismatch(place, kind.as_ref());
        }
        let Value::Text(named) = named else { return Err("TypeError") };
        if string::has_surrogate(&named) {
            return Err("UnicodeEncodeError");
        }
        self.preimage.clear();
        self.preimage.extend_from_slice(&named);
        self.scan.write_body(text, &mut self.preimage);
        let computed = short_hash(&self.preimage);
        if !matches!(&stored, Value::Text(stored) if **stored == computed) {
            let computed = String::from_utf8_lossy(&computed);
            self.findings.log(finding::HASH_MISMATCH, place, &[("computed", &computed)]);
            self.mismatch(place, kind.as_ref());
        }
        self.previous.set(stored);
        self.check_time(&time, place);
        match kind {
            None => self.untyped = self.untyped.or(Some(place)),
            Some(kind) if kind.is_text("session_start") => self.start = Some(time.into_owned()),
            Some(kind) if kind.is_text("session_end") => {
                self.end = Some((time.into_owned(), place))
            }
            Some(_) => {}
        }
        Ok(())
    }

    fn mismatch(&mut self, place: Place, kind: Option<&Value<'_>>) {
        self.mismatches += 1;
        if self.broken.is_none() {
            let kind = PythonJson::of(kind.unwrap_or(&Value::Null));
            self.broken = place.event.map(|event| (event, kind));
        }
    }

    fn check_time(&mut self, time: &Value<'_>, place: Place) {
        let Some(time) = time.as_number().map(Number::to_float) else { return };
        if !time.is_finite() {
            self.findings.log(finding::TIME_NOT_FINITE, place, &[]);
            return;
        }
        if time < self.time {
            // Casting saturates.
            let back_ms = ((self.time - time) * 1000.0).round() as u64;
            self.findings.log(finding::TIME_GOES_BACK, place, &[("back_ms", &back_ms)]);
        }
        self.time = time;
    }

    /// What the original says, step by step in its order.
    fn finish(&mut self, manifest: Option<&[u8]>) -> Outcome {
        if self.malformed {
            return Outcome::Verified(LegacyVerdict::parse_error(self.events));
        }
        if let Some(place) = self.too_long {
            return Outcome::BeyondLimits { place };
        }
        if self.events == 0 {
            self.findings.log(finding::NO_EVENTS, Place::default(), &[]);
            return Outcome::Verified(LegacyVerdict::empty());
        }
        if let Some((exception, place)) = self.raises {
            return Outcome::Raises { exception, place };
        }
        if let Some(place) = self.untyped {
            return Outcome::Raises { exception: "KeyError", place };
        }
        if self.start.is_none() {
            self.findings.log(finding::NO_SESSION_START, Place::default(), &[]);
        }
        if self.end.is_none() {
            self.findings.log(finding::NO_SESSION_END, Place::default(), &[]);
        }
        let start = self.start.take().unwrap_or(Value::Null);
        let (end, place) = self.end.take().unwrap_or((Value::Null, Place::default()));
        let elapsed = match elapsed::elapsed_minutes(&start, &end) {
            Ok(elapsed) => elapsed,
            Err(exception) => return Outcome::Raises { exception, place },
        };
        let Some(manifest_ok) = self.manifest_holds(manifest) else {
            return Outcome::BeyondLimits { place: Place::default() };
        };
        let chain_intact = self.broken.is_none();
        let (broken_at, broken_type) = self.broken.take().unzip();
        Outcome::Verified(LegacyVerdict {
            ok: chain_intact && manifest_ok,
            event_count: self.events,
            chain_intact,
            manifest_ok,
            broken_at,
            broken_event_type: broken_type.unwrap_or_else(PythonJson::null),
            hash_mismatch_count: self.mismatches,
            session_start: PythonJson::of(&start),
            session_end: PythonJson::of(&end),
            elapsed_minutes: PythonJson::minutes(elapsed),
            final_hash: PythonJson::of(&self.previous),
        })
    }

    /// Whether the manifest's `final_hash` is the last stored hash. A manifest that the original
    /// ignores holds; of one that is too long it isn't known.
    fn manifest_holds(&mut self, manifest: Option<&[u8]>) -> Option<bool> {
        let Some(text) = manifest else {
            self.findings.manifest(finding::MANIFEST_ABSENT, None, &[]);
            return Some(true);
        };
        if text.len() > limits::LEGACY_MANIFEST_BYTES {
            let limit = limits::LEGACY_MANIFEST_BYTES;
            self.findings.manifest(finding::MANIFEST_TOO_LONG, None, &[("limit", &limit)]);
            return None;
        }
        let unreadable = match std::str::from_utf8(text) {
            Err(error) => Some((error.valid_up_to(), "not_utf8")),
            Ok(_) => match self.scan.read(text, false) {
                Err(malformed) => Some((malformed.offset, malformed.reason)),
                Ok(()) => (!self.scan.is_object()).then_some((0, "not_an_object")),
            },
        };
        if let Some((offset, reason)) = unreadable {
            let params: &[(_, &dyn Display)] = &[("reason", &reason)];
            self.findings.manifest(finding::MANIFEST_UNREADABLE, Some(offset), params);
            return Some(true);
        }
        let hash = self.scan.members(text).find(|(key, _)| *key == b"final_hash");
        let Some(hash) = hash.map(|(_, hash)| Value::of_part(hash)).filter(Value::is_true) else {
            self.findings.manifest(finding::MANIFEST_WITHOUT_HASH, None, &[]);
            return Some(true);
        };
        if !self.previous.is_true() {
            self.findings.manifest(finding::MANIFEST_NOT_COMPARED, None, &[]);
            return Some(true);
        }
        let holds = hash.equals(&self.previous);
        if !holds {
            self.findings.manifest(finding::MANIFEST_MISMATCH, None, &[]);
        }
        Some(holds)
    }
}

/// The hash of an event: the first 16 hexadecimal digits of SHA-256.
fn short_hash(preimage: &[u8]) -> [u8; 16] {
    let hash::Hash([a, b, c, d, e, f, g, h, ..]) = hash::sha256(preimage);
    let bits = u64::from_be_bytes([a, b, c, d, e, f, g, h]);
    let mut shift = u64::BITS;
    [(); 16].map(|()| {
        shift -= 4;
        match (bits >> shift & 15) as u8 {
            digit @ 0..10 => b'0' + digit,
            digit => b'a' + digit - 10,
        }
    })
}
