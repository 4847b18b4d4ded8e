//! Builds a timeline as a log passes by: turns, pairs, gaps. What an event says is [`super::read`]'s
//! business.

use super::{
    Altered, Gap, GapReason, Item, Omitted, TestRunRow, Text, Timeline, Timing, TranscriptOptions,
    Turn, What, keep::Keeper, pairs::Pairs, read,
};
use crate::{
    Error, ErrorCode,
    event::{Event, Timestamp},
    wire::{Line, read_line},
};

/// A timeline that is being built.
pub struct Transcript {
    keep: Keeper,
    closed: Vec<TurnHead>,
    open: Option<TurnHead>,
    slots: Vec<Slot>,
    tools: Pairs,
    commands: Pairs,
    gaps: Vec<Gap>,
    test_runs: Vec<TestRunRow>,
    omitted: Omitted,
    span: Span,
    silence: Silence,
    paused: Option<(u64, Timestamp)>,
    /// Lines that were pushed as such.
    lines: u64,
    events: u64,
    redacted: u64,
    bad_lines: u64,
}

/// First and last time of something.
#[derive(Clone, Copy, Default)]
struct Span {
    times: Option<(Timestamp, Timestamp)>,
}

impl Span {
    fn reach(&mut self, at: Timestamp) {
        self.times = Some((self.times.map_or(at, |(first, _)| first), at));
    }

    fn first(self) -> Option<Timestamp> {
        self.times.map(|(first, _)| first)
    }

    fn last(self) -> Option<Timestamp> {
        self.times.map(|(_, last)| last)
    }

    fn ms(self) -> Option<u64> {
        self.times.and_then(|(first, last)| between(first, last))
    }
}

struct TurnHead {
    n: u64,
    span: Span,
}

/// An item's place in the order of the log; empty once the item was joined to another.
struct Slot {
    turn: usize,
    is_prompt: bool,
    item: Option<Item>,
}

/// What was met since the last event that tells of anything but the recorder's life.
#[derive(Default)]
struct Silence {
    since: Option<(u64, Timestamp)>,
    heartbeats: u64,
    unread: u64,
}

impl Transcript {
    /// An empty timeline.
    ///
    /// # Errors
    /// `invalid_options` where `gap_ms` is 0: then everything would be a gap.
    pub fn new(options: &TranscriptOptions) -> Result<Self, Error> {
        if options.gap_ms == 0 {
            return Err(Error::new(ErrorCode::InvalidOptions, "`gap_ms` is 0; it begins at 1"));
        }
        Ok(Self {
            keep: Keeper::new(options.clone()),
            closed: Vec::new(),
            open: None,
            slots: Vec::new(),
            tools: Pairs::default(),
            commands: Pairs::default(),
            gaps: Vec::new(),
            test_runs: Vec::new(),
            omitted: Omitted::default(),
            span: Span::default(),
            silence: Silence::default(),
            paused: None,
            lines: 0,
            events: 0,
            redacted: 0,
            bad_lines: 0,
        })
    }

    /// Takes the next line of `events.jsonl`, without its LF. Whether it may stand there is not
    /// asked; a line that is no event is told as such.
    pub fn push_line(&mut self, bytes: &[u8]) {
        let line = self.lines;
        let what = match read_line(bytes) {
            Ok(Line::Event(event)) => return self.push(&Event::from(&event)),
            Ok(Line::Redacted(hash)) => {
                self.redacted += 1;
                What::Redacted { line, leaf_hash: hash.to_string() }
            }
            Err(flaw) => {
                self.bad_lines += 1;
                // The reader looked no further than its own bound, and neither does this.
                let head = bytes.get(..crate::limits::LINE_BYTES).unwrap_or(bytes);
                let mut text = self.keep.name(&String::from_utf8_lossy(head));
                text.left_out += (bytes.len() - head.len()) as u64;
                let (reason, offset) = (flaw.reason.as_str(), flaw.offset as u64);
                What::BadLine { line, reason, offset, text }
            }
        };
        self.lines += 1;
        self.silence.unread += 1;
        if !self.keep.admit() {
            self.omitted.lines += 1;
            return;
        }
        let item = Item {
            seq: None,
            at: None,
            kind: None,
            origin: None,
            agent: None,
            call: None,
            claimed: None,
            altered: None,
            what,
        };
        self.add(item, false);
    }

    /// Takes the next event.
    pub fn push(&mut self, event: &Event<'_>) {
        self.lines += 1;
        self.events += 1;
        self.span.reach(event.at);
        if event.kind == "heartbeat" {
            self.omitted.heartbeats += 1;
            self.silence.heartbeats += 1;
            return;
        }
        if !self.keep.admit() {
            self.omitted.lines += 1;
            self.omitted.from_seq.get_or_insert(event.seq);
            return;
        }
        let (item, call) = read::item(event, &mut self.keep);
        self.gap(event, &item);
        let is_prompt = event.kind == "user_prompt";
        if is_prompt {
            let n = self.open.as_ref().map_or(1, |turn| turn.n + 1);
            self.closed.extend(self.open.replace(TurnHead { n, span: Span::default() }));
            self.tools.forget_early();
            self.commands.forget_early();
        }
        self.turn().span.reach(event.at);
        if let What::TestRun { framework, counts, .. } = &item.what {
            let (framework, counts, turn) = (framework.clone(), *counts, self.turn().n);
            let (seq, at) = (event.seq, event.at);
            self.test_runs.push(TestRunRow { turn, seq, at, framework, counts });
        }
        match call {
            Some(call) => self.pair(&call, item),
            None => {
                self.add(item, is_prompt);
            }
        }
    }

    /// The timeline of all that was pushed.
    #[must_use]
    pub fn finish(self) -> Timeline {
        let mut turns: Vec<Turn> =
            self.closed.iter().chain(&self.open).map(TurnHead::empty).collect();
        for slot in self.slots {
            let (Some(turn), Some(item)) = (turns.get_mut(slot.turn), slot.item) else { continue };
            match slot.is_prompt {
                true => turn.prompt = Some(item),
                false => turn.items.push(item),
            }
        }
        Timeline {
            transcript: "interview-transcript/1",
            started_at: self.span.first(),
            ended_at: self.span.last(),
            duration_ms: self.span.ms(),
            events: self.events,
            redacted: self.redacted,
            bad_lines: self.bad_lines,
            turns,
            gaps: self.gaps,
            test_runs: self.test_runs,
            omitted: self.omitted,
        }
    }

    /// The turn that goes on.
    fn turn(&mut self) -> &mut TurnHead {
        self.open.get_or_insert(TurnHead { n: 0, span: Span::default() })
    }

    /// Adds an item to the turn that goes on.
    fn add(&mut self, item: Item, is_prompt: bool) -> usize {
        self.turn();
        self.slots.push(Slot { turn: self.closed.len(), is_prompt, item: Some(item) });
        self.slots.len() - 1
    }

    /// Adds an item that names a call, or joins it to what it belongs to.
    fn pair(&mut self, id: &str, item: Item) {
        match &item.what {
            What::ToolCall(call) if !call.asked => {
                let slot = self.add(item, false);
                if let Some(early) = self.tools.call(id, slot).and_then(|early| self.take(early)) {
                    self.join(slot, early);
                }
            }
            What::ToolResult(_) => match self.tools.call_of(id) {
                Some(slot) => self.join(slot, item),
                None => {
                    let slot = self.add(item, false);
                    self.tools.early(id, slot);
                }
            },
            What::Command { started: true, end: None, .. } => {
                let slot = self.add(item, false);
                let early = self.commands.call(id, slot).and_then(|early| self.take(early));
                if let Some(early) = early {
                    self.join(slot, early);
                    self.commands.close(id);
                }
            }
            What::Command { started: false, .. } => match self.commands.call_of(id) {
                Some(slot) => {
                    self.join(slot, item);
                    self.commands.close(id);
                }
                None => {
                    let slot = self.add(item, false);
                    self.commands.early(id, slot);
                }
            },
            _ => {
                let is_prompt = item.kind.as_deref() == Some("user_prompt");
                self.add(item, is_prompt);
            }
        }
    }

    fn take(&mut self, slot: usize) -> Option<Item> {
        self.slots.get_mut(slot)?.item.take()
    }

    /// Joins a result to the call in a slot.
    fn join(&mut self, slot: usize, result: Item) {
        let Some(call) = self.slots.get_mut(slot).and_then(|slot| slot.item.as_mut()) else {
            return;
        };
        let began = call.at;
        call.claimed = call.claimed.or(result.claimed);
        call.altered = Altered::sum(call.altered, result.altered);
        match (&mut call.what, result.what) {
            (What::ToolCall(call), What::ToolResult(result)) => {
                let mut end = result.end;
                end.timing = timing(end.timing, began, end.at);
                // The call's own input is the same, where it was told.
                call.input = call.input.take().or(result.input);
                call.results.push(end);
            }
            (What::Command { end, .. }, What::Command { end: Some(mut told), .. }) => {
                told.timing = timing(told.timing, began, told.at);
                *end = Some(told);
            }
            _ => {}
        }
    }

    /// Tells the time without events that this one ends.
    fn gap(&mut self, event: &Event<'_>, item: &Item) {
        // An anchor is the recorder's own act: nothing happened by it.
        if event.kind == "anchor" {
            return;
        }
        let silence = std::mem::take(&mut self.silence);
        self.silence.since = Some((event.seq, event.at));
        let is_long = |ms: u64| ms > self.keep.options.gap_ms;
        let (reason, since, told) = match event.kind {
            "recorder_gap" => {
                let told = fact(item, "reason").cloned();
                let from =
                    fact(item, "from").and_then(|from| Timestamp::parse(from.text.as_bytes()));
                let since = match (silence.since, from) {
                    (Some((seq, at)), from) => Some((Some(seq), from.unwrap_or(at))),
                    (None, from) => from.map(|from| (None, from)),
                };
                (GapReason::RecorderGap, since, told)
            }
            "session_resume" if self.paused.is_some() => {
                let since = self.paused.take().map(|(seq, at)| (Some(seq), at));
                (GapReason::Paused, since, None)
            }
            _ => {
                let long =
                    silence.since.filter(|(_, at)| between(*at, event.at).is_some_and(is_long));
                let Some((seq, at)) = long else {
                    return self.pause(event);
                };
                let reason = match self.paused {
                    Some(_) => GapReason::Paused,
                    None => GapReason::Quiet,
                };
                (reason, Some((Some(seq), at)), None)
            }
        };
        let until = match reason {
            GapReason::RecorderGap => fact(item, "until")
                .and_then(|until| Timestamp::parse(until.text.as_bytes()))
                .unwrap_or(event.at),
            _ => event.at,
        };
        let from = since.map(|(_, at)| at);
        let turn = self.turn().n;
        self.gaps.push(Gap {
            turn,
            reason,
            after_seq: since.and_then(|(seq, _)| seq),
            before_seq: event.seq,
            from,
            until,
            duration_ms: from.and_then(|from| between(from, until)),
            heartbeats: silence.heartbeats,
            unread: silence.unread,
            told,
        });
        self.pause(event);
    }

    fn pause(&mut self, event: &Event<'_>) {
        if event.kind == "session_pause" {
            self.paused = Some((event.seq, event.at));
        }
    }
}

impl TurnHead {
    fn empty(&self) -> Turn {
        Turn {
            n: self.n,
            started_at: self.span.first(),
            ended_at: self.span.last(),
            duration_ms: self.span.ms(),
            prompt: None,
            items: Vec::new(),
        }
    }
}

/// What a host told, or else the difference of two events' times.
fn timing(told: Timing, began: Option<Timestamp>, ended: Timestamp) -> Timing {
    match (told.duration_ms, began.and_then(|began| between(began, ended))) {
        (None, Some(ms)) => Timing { duration_ms: Some(ms), by_times: true },
        _ => told,
    }
}

/// From one time to a later one; `None` where it is earlier.
fn between(from: Timestamp, until: Timestamp) -> Option<u64> {
    u64::try_from(until.ms() - from.ms()).ok()
}

fn fact<'a>(item: &'a Item, name: &str) -> Option<&'a Text> {
    let What::Facts { facts } = &item.what else { return None };
    facts.iter().find(|fact| fact.name == name).and_then(|fact| match &fact.value {
        super::FactValue::Text(text) => Some(text),
        _ => None,
    })
}
