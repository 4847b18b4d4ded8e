//! A session in the making, for the tests of detectors: events are taken as the verifier takes them,
//! and what other modules find out is set by hand. Every flag is raised through the registry.

use serde_json::{Value, json};

use super::{ClockStep, Colour, Flag, Known, Stretch, standard};
use crate::{
    event::{Event, Timestamp},
    evidence::{Class, Evidence, FileEvidence, Span},
    policy::{FlagPolicy, Policy},
    score::{self, Elapsed, Score, TimeSource},
    session::Session,
};

/// When every session begins, in Unix ms.
const START_MS: i64 = 1_790_000_000_000;

/// A session, and what is known of it.
pub(super) struct Scene {
    pub(super) session: Session,
    pub(super) evidence: Evidence,
    pub(super) score: Score,
    pub(super) clock: Vec<ClockStep>,
    pub(super) drift: Option<ClockStep>,
    pub(super) stretches: Vec<Stretch>,
    pub(super) other_sessions: Vec<Option<u64>>,
    next_seq: u64,
    at_ms: i64,
}

impl Scene {
    /// A session that begins, of a host that shows all, without a time limit. Its next event is 1.
    pub(super) fn new() -> Self {
        Self::of("full", 0)
    }

    /// A session that begins, of some capture level and time limit.
    pub(super) fn of(capture: &str, limit_ms: u64) -> Self {
        let policy = Policy::default();
        let mut scene = Self {
            session: Session::new(&policy.evidence),
            evidence: Evidence::default(),
            score: Score { elapsed: None, overtime: None },
            clock: Vec::new(),
            drift: None,
            stretches: Vec::new(),
            other_sessions: Vec::new(),
            next_seq: 0,
            at_ms: START_MS,
        };
        let interview = json!({ "time_limit_ms": limit_ms });
        scene.say(
            "session_start",
            "recorder",
            json!({ "capture": capture, "interview": interview }),
        );
        scene
    }

    /// Lets time go by.
    pub(super) fn wait(&mut self, ms: u64) -> &mut Self {
        self.at_ms += i64::try_from(ms).unwrap();
        self
    }

    /// Tells the next event.
    pub(super) fn say(&mut self, kind: &str, origin: &str, data: Value) -> &mut Self {
        let at = Timestamp::from_ms(self.at_ms).unwrap();
        let member = |name| data.get(name).and_then(Value::as_str).unwrap_or_default();
        let text = data.to_string();
        let event = Event { seq: self.next_seq, at, kind, origin, data: &text };
        match kind {
            "file_write" | "file_edit" | "file_change" | "file_delete" | "file_rename" => {
                self.session.take_file(&event, member("path"), member("cause"));
            }
            _ => self.session.take(&event),
        }
        self.next_seq += 1;
        self
    }

    /// Tells the same event several times, with so much time before each.
    pub(super) fn repeat(
        &mut self,
        times: u64,
        after_ms: u64,
        event: (&str, &str, Value),
    ) -> &mut Self {
        for _ in 0..times {
            self.wait(after_ms).say(event.0, event.1, event.2.clone());
        }
        self
    }

    /// Ends the session; time and overtime are computed by the recorder's clock.
    pub(super) fn end(&mut self) -> &mut Self {
        self.say("session_end", "recorder", json!({ "reason": "submitted" }));
        let elapsed_ms = self.session.local_ms();
        let moment =
            |ms| score::Moment { at: Timestamp::from_ms(ms).unwrap(), source: TimeSource::Local };
        let (start, end) = (moment(START_MS), moment(self.at_ms));
        let overtime = Policy::default().overtime;
        self.score = Score {
            elapsed: Some(Elapsed { elapsed_ms, start, end, local_elapsed_ms: elapsed_ms }),
            overtime: score::overtime(elapsed_ms, self.session.limit_ms, None, &overtime).ok(),
        };
        self
    }

    /// Adds lines to the diff, of some class and with the event behind them.
    pub(super) fn adds(&mut self, lines: u64, class: Class, seq: Option<u64>) -> &mut Self {
        let span = Span { line: 1, lines, class, seq, note: None, taken_out: false };
        self.evidence.coverage.of += lines;
        self.evidence.coverage.n += if class.is_explained() { lines } else { 0 };
        let number = self.evidence.files.len();
        self.evidence.nowhere.take(number as u64, std::slice::from_ref(&span));
        self.evidence.files.push(FileEvidence {
            path: format!("src/{number}.rs"),
            added: lines,
            removed: 0,
            binary: false,
            out_of_step_since: None,
            classes: Default::default(),
            spans: vec![span],
        });
        self
    }

    /// The flag of this name.
    pub(super) fn flag(&self, id: &str) -> Option<Flag> {
        let known = Known {
            session: &self.session,
            activity: &self.session.activity(),
            evidence: &self.evidence,
            score: &self.score,
            clock: &self.clock,
            drift: self.drift,
            stretches: &self.stretches,
            other_sessions: &self.other_sessions,
        };
        standard(&known, &FlagPolicy::default()).into_iter().find(|flag| flag.id == id)
    }

    /// The flag of this name in one line: colour, what was measured, the threshold that it crossed,
    /// how far it lies from that, and the events; `none` where it isn't raised.
    pub(super) fn told(&self, id: &str) -> String {
        let Some(flag) = self.flag(id) else { return "none".to_owned() };
        let colour = match flag.severity {
            Colour::Red => "red",
            Colour::Yellow => "yellow",
        };
        let Flag { measured, threshold, distance, evidence, .. } = flag;
        format!("{colour}: {measured}, threshold {threshold}, distance {distance}, {evidence:?}")
    }
}
