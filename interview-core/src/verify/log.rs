//! The one pass over the lines of a log: links, numbers, tree, anchors, clock and payloads.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Error,
    event::{self, Event, Timestamp},
    evidence::Collector,
    hash::Hash,
    limits,
    report::{FindingCode, Findings, Place, TrustedTime, params},
    verify::{
        KnownKey, VerifyOptions, anchor,
        clock::Clock,
        end::Ended,
        frame::{self, Start},
        line::Read,
        statement::{Statements, Vouched},
        tree::LaggingTree,
    },
    wire::{EventLine, Flaw, Line},
};

/// What is known of a log after so many lines.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub(super) known: Vec<KnownKey>,
    expected_ticket: Option<String>,
    clock_step_ms: u64,
    pub(super) findings: Findings,
    /// Lines that count: all but a bad one at the very end.
    pub(super) lines: u64,
    /// Bytes of the lines so far.
    pub(super) offset: u64,
    /// Lines of the format.
    pub(super) good: u64,
    /// Offset of the last line that counts.
    pub(super) last_offset: u64,
    next_seq: u64,
    pub(super) head: Hash,
    pub(super) tree: LaggingTree,
    /// A bad line of which it isn't known yet whether lines follow.
    pub(super) suspect: Option<Suspect>,
    pub(super) crlf: bool,
    pub(super) start: Option<Start>,
    pub(super) ended: Option<Ended>,
    /// Line of session_end.
    pub(super) end_line: Option<u64>,
    pub(super) kinds: BTreeMap<String, u64>,
    /// Whether there were too many kinds to count them.
    pub(super) kinds_overflow: bool,
    pub(super) redacted: u64,
    pub(super) clock: Clock,
    unknown_kinds: BTreeSet<String>,
    statements: Statements,
    anchored_size: Option<u64>,
    pub(super) anchors: u64,
    pub(super) unknown_signatures: u64,
    pub(super) times: Vec<TrustedTime>,
    pub(super) cosigners: BTreeSet<usize>,
    /// Known keys that cosigned the whole log.
    pub(super) final_cosigners: Vec<usize>,
    /// What attribution and flags are made of; none where only the log is checked.
    pub(super) collector: Option<Collector>,
    /// What a trusted statement grants, with the local time of its event.
    pub(super) vouched: Vec<(i64, Vouched)>,
    /// Last time of each known key.
    witness_ms: BTreeMap<usize, i64>,
}

/// A line that is no event, while it is the last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Suspect {
    pub(super) flaw: Flaw,
    pub(super) hash: Hash,
    pub(super) bytes: u64,
}

/// Distinct kinds that are counted.
const KINDS_COUNTED: usize = 512;

impl Log {
    pub(super) fn new(known: Vec<KnownKey>, options: &VerifyOptions) -> Result<Self, Error> {
        Ok(Self {
            known,
            expected_ticket: options.context.expected_ticket.clone(),
            clock_step_ms: options.policy.clock_step_ms,
            collector: (!options.only_log).then(|| Collector::new(&options.policy.evidence)),
            tree: LaggingTree::keeping(
                options.context.heads.iter().map(|head| head.size).collect(),
            ),
            ..Self::default()
        })
    }

    /// What the first line shows of the line ends.
    pub(super) fn has_crlf(&mut self, crlf: bool) {
        self.crlf = crlf;
        if crlf {
            self.findings.add(FindingCode::LineEndsConverted, Place::line(0, 0), params! {});
        }
    }

    /// Takes the next whole line.
    pub(super) fn line(&mut self, read: &Read<'_>) {
        self.condemn();
        if let Err(flaw) = read.parsed {
            self.suspect = Some(Suspect { flaw, hash: read.hash, bytes: read.bytes });
            return;
        }
        let place = Place::line(self.lines, self.offset);
        if read.lacks_cr {
            self.findings.add(FindingCode::BadLine, place.clone(), params! { reason: "line_end" });
        }
        self.good += 1;
        if self.end_line.is_some() {
            self.findings.add(FindingCode::AfterEnd, place.clone(), params! {});
        }
        match &read.parsed {
            Ok(Line::Event(event)) => self.event(event, &place),
            Ok(Line::Redacted(hash)) => {
                self.redacted(&place);
                return self.count(*hash, read.bytes);
            }
            Err(_) => {}
        }
        self.count(read.hash, read.bytes);
    }

    /// A bad line has lines after it: it counts as a line, and it is an alteration.
    fn condemn(&mut self) {
        let Some(suspect) = self.suspect.take() else { return };
        let mut place = Place::line(self.lines, self.offset);
        place.offset = Some(self.offset + suspect.flaw.offset as u64);
        let reason = suspect.flaw.reason.as_str();
        self.findings.add(FindingCode::BadLine, place, params! { reason: reason });
        if self.end_line.is_some() {
            self.findings.add(
                FindingCode::AfterEnd,
                Place::line(self.lines, self.offset),
                params! {},
            );
        }
        self.next_seq = self.next_seq.saturating_add(1);
        self.count(suspect.hash, suspect.bytes);
    }

    fn count(&mut self, hash: Hash, bytes: u64) {
        self.tree.append(hash);
        self.clock.line();
        self.head = hash;
        self.lines += 1;
        self.last_offset = self.offset;
        self.offset += bytes;
    }

    fn redacted(&mut self, place: &Place) {
        self.redacted += 1;
        self.next_seq = self.next_seq.saturating_add(1);
        let code =
            if self.lines == 0 { FindingCode::StartMissing } else { FindingCode::RedactedLine };
        self.findings.add(code, place.clone(), params! {});
    }

    fn event(&mut self, event: &EventLine<'_>, place: &Place) {
        if event.seq != self.next_seq {
            let params = params! { expected: self.next_seq, found: event.seq };
            self.findings.add(FindingCode::BrokenSeq, place.clone(), params);
        }
        self.next_seq = event.seq.saturating_add(1);
        if self.lines > 0 && event.prev != self.head {
            self.findings.add(FindingCode::BrokenLink, place.clone(), params! {});
        }
        self.count_kind(event.kind);
        self.tick(event.at, place);
        if self.lines == 0 {
            self.start = frame::start(
                event,
                &self.known,
                self.expected_ticket.as_deref(),
                place,
                &mut self.findings,
            );
            self.collect(event);
            return;
        }
        if !frame::may_stand(event.kind, self.lines, self.start.as_ref()) {
            self.findings.add(
                FindingCode::KindOutOfPlace,
                place.clone(),
                params! { kind: event.kind },
            );
            return;
        }
        if let Some(misfit) = event.misfit {
            let is_frame = matches!(event.kind, "line_salt" | "session_end" | "anchor");
            let code = if is_frame { FindingCode::FrameMisfit } else { FindingCode::PayloadMisfit };
            self.findings.add(
                code,
                place.clone(),
                params! { kind: event.kind, member: misfit.member },
            );
            if event.kind != "session_end" {
                return;
            }
        }
        self.collect(event);
        match event.kind {
            "anchor" => self.anchor(event, place),
            "session_end" => {
                self.end_line = Some(self.lines);
                self.ended = Ended::read(event.data);
            }
            "recovered" => self.recovered(event, place),
            "recorder_gap" => self.gap(event, place),
            kind => self.other(kind, event, place),
        }
    }

    /// Hands an event that fits its kind on to attribution and flags.
    fn collect(&mut self, event: &EventLine<'_>) {
        if let Some(collector) = self.collector.as_mut().filter(|_| event.misfit.is_none()) {
            collector.take(&Event::from(event));
        }
    }

    fn count_kind(&mut self, kind: &str) {
        if let Some(count) = self.kinds.get_mut(kind) {
            *count += 1;
        } else if self.kinds.len() < KINDS_COUNTED {
            self.kinds.insert(kind.to_owned(), 1);
        } else {
            self.kinds_overflow = true;
        }
    }

    fn tick(&mut self, at: Timestamp, place: &Place) {
        if let Some(ms) = self.clock.tick(at) {
            self.findings.add(FindingCode::ClockWentBack, place.clone(), params! { ms: ms });
        }
    }

    fn recovered(&mut self, event: &EventLine<'_>, place: &Place) {
        if let Ok(recovered) = serde_json::from_str::<event::Recovered>(event.data) {
            let params = params! { bytes: recovered.bytes };
            self.findings.add(FindingCode::TailRecovered, place.clone(), params);
        }
    }

    fn gap(&mut self, event: &EventLine<'_>, place: &Place) {
        if let Ok(gap) = serde_json::from_str::<event::RecorderGap>(event.data) {
            let params = params! { reason: gap.reason.0 };
            self.findings.add(FindingCode::RecorderGap, place.clone(), params);
        }
    }

    fn other(&mut self, kind: &str, event: &EventLine<'_>, place: &Place) {
        if event.schema.schema().is_none() {
            let is_new = self.unknown_kinds.len() < KINDS_COUNTED
                && !self.unknown_kinds.contains(kind)
                && !kind.starts_with("x.");
            if is_new {
                self.unknown_kinds.insert(kind.to_owned());
                self.findings.add(FindingCode::UnknownKind, place.clone(), params! { kind: kind });
            }
        }
        let Some(start) = &self.start else { return };
        let origin = start.facts.log_origin.as_str();
        let statements = &mut self.statements;
        let vouched =
            statements.check(kind, event.data, origin, &self.known, place, &mut self.findings);
        self.vouched.extend(vouched.map(|vouched| (event.at.ms(), vouched)));
    }

    fn anchor(&mut self, event: &EventLine<'_>, place: &Place) {
        let Some(key) = self.start.as_ref().and_then(|start| start.key.as_ref()) else { return };
        let Ok(anchor) = serde_json::from_str::<event::Anchor>(event.data) else { return };
        let note = anchor::check(&anchor.note.0, key, &self.known, place, &mut self.findings);
        let checked = note.and_then(|checked| {
            let size = checked.checkpoint.size;
            if self.anchored_size.is_some_and(|before| size <= before) || size == 0 {
                return Err("size_not_larger");
            }
            if size > self.lines {
                return Err("size_ahead");
            }
            if self.lines - size > limits::ANCHOR_LAG {
                return Err("size_too_far_behind");
            }
            Ok(checked)
        });
        let checked = match checked {
            Ok(checked) => checked,
            Err(reason) => {
                return self.findings.add(
                    FindingCode::AnchorInvalid,
                    place.clone(),
                    params! { reason: reason },
                );
            }
        };
        let size = checked.checkpoint.size;
        self.anchored_size = Some(size);
        if self.tree.root_at(size) != Some(checked.checkpoint.root) {
            return self.findings.add(
                FindingCode::RootDiffers,
                place.clone(),
                params! { size: size },
            );
        }
        self.anchors += 1;
        self.trust(&checked, size, Some(self.lines), place);
    }

    /// Takes the cosignatures of a checkpoint whose root holds.
    pub(super) fn trust(
        &mut self,
        checked: &anchor::CheckedNote,
        size: u64,
        line: Option<u64>,
        place: &Place,
    ) {
        self.unknown_signatures += checked.unknown;
        for (key, ms) in &checked.cosigned {
            self.cosigners.insert(*key);
            if let Some(before) = self.witness_ms.insert(*key, *ms).filter(|before| ms < before) {
                self.findings.add(
                    FindingCode::WitnessWentBack,
                    place.clone(),
                    params! { ms: before - ms },
                );
            }
        }
        // The earliest bounds what stands before it most tightly, and promises no more behind it.
        let Some(ms) = checked.cosigned.iter().map(|(_, ms)| *ms).min() else { return };
        let at_ms = self.clock.last.map_or(0, Timestamp::ms);
        self.times.push(TrustedTime { size, line, ms, at_ms });
        let Some(line) = line else { return };
        let step = self.clock.witness(ms, line - size);
        if let Some(ms) = step.filter(|ms| ms.unsigned_abs() > self.clock_step_ms) {
            self.findings.add(FindingCode::ClockStepped, place.clone(), params! { ms: ms });
        }
    }

    /// Place of the last line that counts.
    pub(super) fn last_place(&self) -> Place {
        match self.lines.checked_sub(1) {
            Some(line) => Place::line(line, self.last_offset),
            None => Place::file(crate::report::EVENTS),
        }
    }
}
