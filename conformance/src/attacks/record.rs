//! Writes a story down as a recorder does, with anchors as a relay and its witness give them, and
//! seals it.

use interview_core::{
    api::{
        Bundle, Draft, End, Observed, Program, Recorder, Report, Salt, SignedNote, SigningKey,
        Stamp, Start, Timestamp, VerifyOptions, observe, observe_full, verify,
    },
    hash::{Hash, leaf_hash},
    merkle,
};
use serde_json::{Value, json};

use super::{
    random::Random,
    relay::Relay,
    story::{Story, Told},
    tree,
};

/// Lines behind an anchor after which the next is due.
const ANCHOR_LINES: usize = 64;
/// Time behind an anchor after which the next is due, in ms.
const ANCHOR_MS: i64 = 30_000;
/// Least time between two anchors, in ms.
const ANCHOR_REST_MS: i64 = 5_000;
/// Time that the witness takes to answer, in ms.
const ANSWER_MS: i64 = 180;

/// A submission, and what its relay knows.
#[derive(Clone, Debug)]
pub(super) struct Sealed {
    pub(super) story: Story,
    pub(super) events: Vec<u8>,
    pub(super) manifest: Option<Vec<u8>>,
    pub(super) diff: Vec<u8>,
    pub(super) commits: Vec<u8>,
    pub(super) options: VerifyOptions,
    /// `seq`s that a flag or finding must point at.
    pub(super) marked: Vec<u64>,
}

/// A log that is being written.
struct Log<'a> {
    story: &'a Story,
    recorder: Recorder,
    random: Random,
    relay: Relay,
    events: Vec<u8>,
    leaves: Vec<Hash>,
    anchored: (usize, i64),
}

/// The salt of a story's line digests.
pub(super) fn line_salt(story: &Story) -> [u8; 32] {
    Random::new(story.seed, &format!("{} line salt", story.name)).bytes()
}

/// The key of a story's session.
pub(super) fn session_key(story: &Story) -> SigningKey {
    SigningKey::from_seed(&Random::new(story.seed, &format!("{} key", story.name)).bytes())
}

/// Writes a story down.
pub(super) fn record(story: Story) -> Sealed {
    let random = Random::new(story.seed, &format!("{} salts", story.name));
    let key = session_key(&story);
    let mut relay = Relay::new();
    let session = "01KAGZ6R00CRX4ZQ2Y5T8V9W3E";
    let origin = format!("relay.example/s/{session}");
    relay.follow(&origin, &key);
    let ticket =
        story.ticket.then(|| relay.ticket(&origin, &key, story.limit_ms, story.start_ms - 2_000));
    let start = Start {
        session: session.into(),
        log_origin: origin,
        recorder: Program::new("interview".into(), "0.1.0".into()),
        host: None,
        capture: story.capture.into(),
        interview: None,
        ticket: ticket.clone(),
        continues: None,
        system: Some("linux x86_64".into()),
    };
    let mut random = random;
    let begun_ms = story.script.map_or(story.start_ms, |script| script.from_ms);
    let stamps = [story.start_ms, story.start_ms].map(|at_ms| stamp(&mut random, at_ms));
    let (recorder, events) = Recorder::start(start, key, line_salt(&story), stamps).unwrap();
    let mut log = Log {
        story: &story,
        recorder,
        random,
        relay,
        events: Vec::new(),
        leaves: Vec::new(),
        anchored: (0, begun_ms),
    };
    log.put(&events);
    let mut marked = Vec::new();
    let mut clock_ms = begun_ms;
    for (place, told) in story.told.iter().enumerate() {
        clock_ms = clock_ms.max(story.written_ms(place));
        let from = log.leaves.len() as u64;
        log.tell(told, clock_ms);
        if told.marked {
            marked.extend(from..log.leaves.len() as u64);
        }
        log.anchor(told, clock_ms);
    }
    let ended_ms = match story.script {
        Some(script) => clock_ms + script.each_ms,
        None => clock_ms.max(story.end_ms),
    };
    let diff = story.diff.clone().unwrap_or_else(|| tree::diff(&story.base, &story.end).unwrap());
    let commits = format!("{}\n", Value::from(story.commits.clone())).into_bytes();
    let manifest = log.end(&diff, &commits, ended_ms);
    let Log { events, relay, .. } = log;
    let mut options = VerifyOptions::default();
    options.trusted_keys = relay.keys();
    options.context.expected_ticket = ticket;
    options.context.heads = relay.head().into_iter().collect();
    options.context.received_at = Timestamp::from_ms(ended_ms + 20_000);
    options.context.sessions.clone_from(&story.others);
    Sealed { events, manifest: Some(manifest), diff, commits, options, marked, story }
}

impl Log<'_> {
    fn put(&mut self, bytes: &[u8]) {
        self.events.extend_from_slice(bytes);
        let lines = bytes.strip_suffix(b"\n").unwrap().split(|byte| *byte == b'\n');
        self.leaves.extend(lines.map(leaf_hash));
    }

    /// What the recorder's clock shows.
    fn local_ms(&self, written_ms: i64, told_ms: i64) -> i64 {
        match self.story.script {
            Some(_) => told_ms,
            None => self.story.local_ms(written_ms),
        }
    }

    fn tell(&mut self, told: &Told, now_ms: i64) {
        if told.kind == "recovered" {
            // Another process takes the log up.
            let key = session_key(self.story);
            self.recorder = Recorder::resume(&self.events, key).unwrap();
        }
        let at_ms = self.local_ms(now_ms, told.at_ms);
        for data in payloads(told, &line_salt(self.story)) {
            let draft = Draft::new(told.kind, told.origin, &data.to_string()).unwrap();
            let stamp = stamp(&mut self.random, at_ms);
            let line = self.recorder.append(draft, stamp).unwrap();
            self.put(&line);
        }
    }

    /// Anchors where that is due and the witness answers.
    fn anchor(&mut self, told: &Told, now_ms: i64) {
        let (lines, ms) = self.anchored;
        let since_ms = now_ms - ms;
        let lines = self.leaves.len() - lines;
        let is_due = match self.story.script {
            Some(script) => script.anchors.is_some_and(|most| lines >= most),
            None => {
                let is_risk = matches!(told.kind, "test_run" | "commit" | "paste");
                let waited = lines >= ANCHOR_LINES || since_ms >= ANCHOR_MS || is_risk;
                waited && since_ms >= ANCHOR_REST_MS
            }
        };
        if !(is_due && self.story.is_online(now_ms)) {
            return;
        }
        let note = self.recorder.checkpoint();
        let cosigned = self.cosign(note, now_ms).unwrap();
        let at_ms = self.local_ms(now_ms + ANSWER_MS, told.at_ms);
        let stamp = stamp(&mut self.random, at_ms);
        let line = self.recorder.anchor(&cosigned, stamp).unwrap();
        self.put(&line);
        self.anchored = (self.leaves.len(), now_ms);
    }

    fn cosign(&mut self, note: SignedNote, now_ms: i64) -> Option<SignedNote> {
        let leaves = &self.leaves;
        self.relay.cosign(note, |old| merkle::consistency_proof(leaves, old).unwrap(), now_ms)
    }

    /// Ends the session; the bytes of its manifest.
    fn end(&mut self, diff: &[u8], commits: &[u8], now_ms: i64) -> Vec<u8> {
        let end = End { reason: "submitted", diff: Some(diff), commits: Some(commits), git: None };
        let at_ms = self.local_ms(now_ms, self.story.end_ms);
        let stamp = stamp(&mut self.random, at_ms);
        let line = self.recorder.end(&end, stamp).unwrap();
        self.put(&line);
        let note = self.recorder.checkpoint();
        let cosigned = match self.story.is_online(now_ms) {
            true => self.cosign(note.clone(), now_ms + ANSWER_MS),
            false => None,
        };
        let recorder = Recorder::resume(&self.events, session_key(self.story)).unwrap();
        recorder.finish(&cosigned.unwrap_or(note)).unwrap()
    }
}

impl Sealed {
    /// The files.
    pub(super) fn bundle(&self) -> Bundle<'_> {
        Bundle {
            events: &self.events,
            manifest: self.manifest.as_deref(),
            diff: Some(&self.diff),
            commits: Some(&self.commits),
        }
    }

    /// What the verifier says.
    pub(super) fn report(&self) -> Report {
        verify(&self.bundle(), &self.options).unwrap()
    }

    /// The lines without their LF.
    pub(super) fn lines(&self) -> Vec<Vec<u8>> {
        let body = self.events.strip_suffix(b"\n").unwrap_or(&self.events);
        body.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
    }
}

fn stamp(random: &mut Random, at_ms: i64) -> Stamp {
    Stamp { at: Timestamp::from_ms(at_ms).unwrap(), salt: Salt(random.bytes()) }
}

/// The payloads of an event: one, or as many as a large change takes.
fn payloads(told: &Told, line_salt: &[u8; 32]) -> Vec<Value> {
    let Some(change) = &told.change else { return vec![Value::Object(told.data.clone())] };
    let (before, after) = (change.before.as_deref(), change.after.as_deref());
    if matches!(told.kind, "file_rename" | "file_delete") {
        let [observed]: [Observed; 1] = observe(line_salt, before, after).try_into().unwrap();
        let mut data = json!({ "before": observed.before });
        if told.kind == "file_rename" {
            data["after"] = json!(observed.after);
        }
        data.as_object_mut().unwrap().extend(told.data.clone());
        return vec![data];
    }
    let observed = match change.full {
        true => observe_full(line_salt, before, after),
        false => observe(line_salt, before, after),
    };
    let with = |observed: Observed| {
        let mut data = serde_json::to_value(observed).unwrap();
        data.as_object_mut().unwrap().extend(told.data.clone());
        data
    };
    observed.into_iter().map(with).collect()
}
