//! What happened in a session, before any of it is written down: events with their true times and
//! the bytes of the files that they are about. Attacks by a recorder that lies change a story;
//! attacks on a finished log change its bytes ([`super::forged`]).

use interview_core::verify::OtherSession;
use serde_json::{Map, Value};

use crate::work_tree::Tree;

/// An event that is to be written.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// When it happened, in Unix ms.
    pub(super) at_ms: i64,
    pub(super) kind: &'static str,
    pub(super) origin: &'static str,
    pub(super) data: Map<String, Value>,
    /// Of a file event, the bytes before and after; line digests follow from them.
    pub(super) change: Option<Change>,
    /// Whether a detector must point at it.
    pub(super) marked: bool,
}

/// What became of a file.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) before: Option<Vec<u8>>,
    pub(super) after: Option<Vec<u8>>,
    /// Whether the recorder had not known the state before.
    pub(super) full: bool,
}

/// When the events were really written, where they tell other times.
#[derive(Clone, Copy, Debug)]
pub(super) struct Script {
    /// When the script ran.
    pub(super) from_ms: i64,
    /// How long it took for each event.
    pub(super) each_ms: i64,
    /// After how many lines it had its checkpoints cosigned; none where it asked nobody.
    pub(super) anchors: Option<usize>,
}

/// A whole session.
#[derive(Clone, Debug)]
pub(super) struct Story {
    pub(super) name: String,
    pub(super) seed: u64,
    pub(super) capture: &'static str,
    /// Time limit, in ms.
    pub(super) limit_ms: u64,
    pub(super) start_ms: i64,
    pub(super) end_ms: i64,
    pub(super) told: Vec<Told>,
    pub(super) base: Tree,
    pub(super) end: Tree,
    /// The diff, where it doesn't follow from the trees.
    pub(super) diff: Option<Vec<u8>>,
    pub(super) commits: Vec<Value>,
    /// Whether a relay opened the session.
    pub(super) ticket: bool,
    /// When the witness couldn't be reached, from and until.
    pub(super) offline: Vec<(i64, i64)>,
    /// When the local clock was set, and by how much.
    pub(super) clock: Vec<(i64, i64)>,
    pub(super) script: Option<Script>,
    /// Other sessions that the relay opened for the same candidate.
    pub(super) others: Vec<OtherSession>,
}

impl Told {
    /// An event whose payload is a JSON object.
    pub(super) fn new(at_ms: i64, kind: &'static str, origin: &'static str, data: Value) -> Self {
        let Value::Object(data) = data else { unreachable!("payloads are objects") };
        Self { at_ms, kind, origin, data, change: None, marked: false }
    }

    pub(super) fn path(&self) -> &str {
        self.data.get("path").and_then(Value::as_str).unwrap_or_default()
    }

    pub(super) fn marked(self) -> Self {
        Self { marked: true, ..self }
    }
}

impl Story {
    /// Places of the events that fit.
    pub(super) fn places(&self, fits: impl Fn(&Told) -> bool) -> Vec<usize> {
        (0..self.told.len()).filter(|place| fits(&self.told[*place])).collect()
    }

    /// Marks the events that fit.
    pub(super) fn mark(&mut self, fits: impl Fn(&Told) -> bool) {
        self.told.iter_mut().for_each(|told| told.marked |= fits(told));
    }

    /// The true time at which the event with this place was written.
    pub(super) fn written_ms(&self, place: usize) -> i64 {
        match self.script {
            Some(script) => script.from_ms + script.each_ms * i64::try_from(place).unwrap(),
            None => self.told[place].at_ms,
        }
    }

    /// What the local clock shows at a true time.
    pub(super) fn local_ms(&self, at_ms: i64) -> i64 {
        at_ms + self.clock.iter().filter(|(from, _)| *from <= at_ms).map(|(_, by)| by).sum::<i64>()
    }

    /// Whether the witness answers at a true time.
    pub(super) fn is_online(&self, at_ms: i64) -> bool {
        !self.offline.iter().any(|(from, until)| (*from..*until).contains(&at_ms))
    }

    /// Switches the recorder off from one place up to another: what happened between isn't told, and
    /// of each file that changed meanwhile it sees the new state when it is back.
    pub(super) fn off(&mut self, from: usize, until: usize) {
        let back_ms = self.told.get(until).map_or(self.end_ms, |told| told.at_ms);
        let lost: Vec<Told> = self.told.drain(from..until).collect();
        let mut seen: Vec<Told> = Vec::new();
        for event in lost {
            let path = event.path().to_owned();
            let Some(change) = event.change else { continue };
            if let Some(known) = seen.iter_mut().find(|told| told.path() == path) {
                known.change.as_mut().unwrap().after = change.after;
                continue;
            }
            let data = serde_json::json!({ "path": path, "cause": "seen" });
            let mut told = Told::new(back_ms, "file_change", "recorder", data);
            told.change = Some(Change { full: true, ..change });
            seen.push(told);
        }
        self.told.splice(from..from, seen);
    }
}
