//! Scripts of a journal while they are made: each step, and beside it the lines, requests and files
//! that must come of it, from this generator's own writer. The journal isn't asked.

use interview_core::{
    api::SigningKey,
    checkpoint::{Algorithm, SignedNote, cosign},
    hash::sha256,
    merkle,
};
use serde_json::{Map, Value, json};

use super::{
    case::Case,
    drawn::{Drawn, ulid},
    session::{COMMITS, DIFF, Ending, Session, artefacts},
    writer::{Key, Setup, Writer, base64_of, key_text, text, witness},
};
use crate::vector::hex;

/// A script, and what it comes to.
#[derive(Clone)]
pub(super) struct Script {
    pub(super) writer: Writer,
    /// Input `journal`.
    pub(super) behaviour: Value,
    steps: Vec<Value>,
    requests: Vec<Value>,
    /// Lines under the newest receipt.
    held: u64,
    ended: bool,
    /// What session_end tells of them.
    artefacts: String,
    manifest: Option<Vec<u8>>,
}

impl Script {
    /// Nothing is done yet.
    pub(super) fn new(name: &str, setup: Setup) -> Self {
        let witnesses =
            if setup.online { vec![witness().vkey(Algorithm::CosignatureV1)] } else { Vec::new() };
        Self {
            writer: Writer::empty(name, setup),
            behaviour: json!({ "witnesses": witnesses }),
            steps: Vec::new(),
            requests: Vec::new(),
            held: 0,
            ended: false,
            artefacts: artefacts(),
            manifest: None,
        }
    }

    /// A session that has begun, its identity given.
    pub(super) fn started(name: &str, setup: Setup) -> Self {
        let mut script = Self::new(name, setup);
        script.start();
        script
    }

    /// A session that has begun, its identity and line salt drawn.
    pub(super) fn drawn(name: &str) -> Self {
        let mut script = Self::new(name, Setup::offline());
        let at_ms = script.writer.at_ms;
        let drawn = script.draw();
        let session = ulid(at_ms, drawn.bytes(0));
        let key = SigningKey::from_seed(&drawn.two(1));
        let origin = format!("offline.invalid/s/{session}");
        let mut setup = script.writer.setup.clone();
        setup = setup.with("session", text(&session)).with("log_origin", text(&origin));
        setup = setup.with("session_key", text(&key_text(&key)));
        (setup.origin, setup.session_key) = (origin, key);
        script.writer.setup = setup;
        let recorder = script.member("recorder");
        script.step("start", Some(&drawn), json!({ "recorder": recorder, "capture": "full" }));
        script.begin(&drawn, 5, drawn.two(3));
        script
    }

    /// Starts a session.
    pub(super) fn start(&mut self) -> &mut Self {
        let drawn = self.draw();
        let line_salt = self.writer.random("line salt").0;
        self.start_only(&drawn, line_salt);
        self.begin(&drawn, 0, line_salt);
        self
    }

    /// The step alone, for a session that doesn't begin.
    pub(super) fn start_refused(&mut self) -> &mut Self {
        let drawn = self.draw();
        self.start_only(&drawn, [7; 32]);
        self
    }

    fn start_only(&mut self, drawn: &Drawn, line_salt: [u8; 32]) {
        let mut begin = json!({
            "identity": {
                "session": self.member("session"),
                "log_origin": self.member("log_origin"),
                "key_seed": hex(self.writer.setup.session_key.seed()),
            },
            "line_salt": hex(&line_salt),
        });
        for name in ["recorder", "host", "capture", "interview", "ticket", "system"] {
            let member = self.member(name);
            if !member.is_null() {
                begin[name] = member;
            }
        }
        self.step("start", Some(drawn), begin);
    }

    fn begin(&mut self, drawn: &Drawn, first: u64, line_salt: [u8; 32]) {
        self.line(drawn, first, "session_start", "recorder", &self.writer.setup.data());
        let data = format!("{{\"salt\":\"{}\"}}", base64_of::encode_url(&line_salt));
        self.line(drawn, first + 1, "line_salt", "recorder", &data);
    }

    fn member(&self, name: &str) -> Value {
        let members = &self.writer.setup.members;
        let member = members.iter().find(|(known, _)| *known == name);
        member.map_or(Value::Null, |(_, json)| serde_json::from_str(json).unwrap())
    }

    /// Appends a prompt.
    pub(super) fn prompt(&mut self, words: &str) -> &mut Self {
        let data = format!("{{\"text\":{}}}", text(words));
        self.append("user_prompt", "candidate", &data)
    }

    /// Appends an event that is written as it is given.
    pub(super) fn append(&mut self, kind: &str, origin: &str, data: &str) -> &mut Self {
        let drawn = self.append_only(kind, origin, data.into());
        self.line(&drawn, 0, kind, origin, data);
        self
    }

    /// The step alone.
    pub(super) fn append_only(&mut self, kind: &str, origin: &str, data: Value) -> Drawn {
        let drawn = self.draw();
        self.step("append", Some(&drawn), json!({ "kind": kind, "origin": origin, "data": data }));
        drawn
    }

    /// Appends a prompt to a log with a torn end, which was moved aside.
    pub(super) fn prompt_behind(&mut self, torn: &[u8], words: &str) -> &mut Self {
        let offset = self.writer.unsealed().events().len();
        let data = format!("{{\"text\":{}}}", text(words));
        let drawn = self.append_only("user_prompt", "candidate", data.clone().into());
        let told = format!(
            "{{\"file\":\"private/events.torn.1\",\"offset\":{offset},\"bytes\":{},\"lines\":1,\
             \"sha256\":\"{}\",\"cause\":\"torn\"}}",
            torn.len(),
            sha256(torn)
        );
        self.line(&drawn, 0, "recovered", "recorder", &told);
        self.line(&drawn, 1, "user_prompt", "candidate", &data);
        self
    }

    /// Anchors, with the answer of those who cosign.
    pub(super) fn anchor(&mut self) -> &mut Self {
        self.anchor_from(None)
    }

    /// Anchors for a witness that holds a head of this size.
    pub(super) fn anchor_from(&mut self, old_size: Option<u64>) -> &mut Self {
        let note = self.note();
        let drawn = self.anchor_only(Some(&answer_of(&note)), old_size);
        self.receipt(&drawn, &note)
    }

    /// Anchors with an answer of which this key's cosignature is recorded, if any.
    pub(super) fn anchor_answered(&mut self, answer: &str, recorded: Option<&Key>) -> &mut Self {
        let mut note = self.own_note();
        if let Some(key) = recorded {
            let time_s = self.writer.witness_s();
            let line = cosign(note.text(), &key.secret, &key.name, time_s);
            note = note.with_signature(line).unwrap();
        }
        let drawn = self.anchor_only(Some(answer), None);
        self.receipt(&drawn, &note)
    }

    fn receipt(&mut self, drawn: &Drawn, note: &SignedNote) -> &mut Self {
        let head = self.writer.size();
        self.writer.anchors.push((head, self.writer.size()));
        let data = format!("{{\"note\":{}}}", text(&note.to_string()));
        self.line(drawn, 0, "anchor", "recorder", &data);
        self.held = head;
        self
    }

    /// The step alone, for which a request is made.
    pub(super) fn anchor_only(&mut self, answer: Option<&str>, old_size: Option<u64>) -> Drawn {
        self.request(old_size.unwrap_or(self.held));
        self.anchor_refused(answer, old_size)
    }

    /// The step alone, for which no request can be made.
    pub(super) fn anchor_refused(&mut self, answer: Option<&str>, old_size: Option<u64>) -> Drawn {
        let drawn = self.draw();
        self.step("anchor", Some(&drawn), json!({ "answer": answer, "old_size": old_size }));
        drawn
    }

    /// The step for a log that has nothing new to anchor.
    pub(super) fn anchor_nothing(&mut self) -> &mut Self {
        self.requests.push(Value::Null);
        self.anchor_refused(None, None);
        self
    }

    /// The whole log's checkpoint with the session's signature.
    pub(super) fn own_note(&self) -> SignedNote {
        self.writer.head(self.writer.size()).sign(&self.writer.setup.session_key)
    }

    /// The whole log's checkpoint with the cosignatures.
    fn note(&self) -> SignedNote {
        self.writer.note(&self.writer.head(self.writer.size()))
    }

    /// A cosignature of a text as a witness answers it.
    pub(super) fn cosignature(&self, text: &str, key: &Key) -> String {
        format!("{}\n", cosign(text, &key.secret, &key.name, self.writer.witness_s()))
    }

    fn request(&mut self, old_size: u64) {
        let proof = merkle::consistency_proof(&self.writer.leaves, old_size).unwrap();
        let proof: String =
            proof.iter().map(|hash| format!("{}\n", base64_of::encode(&hash.0))).collect();
        self.requests.push(format!("old {old_size}\n{proof}\n{}", self.own_note()).into());
    }

    /// Ends the session with both artefacts.
    pub(super) fn seal(&mut self) -> &mut Self {
        let drawn = self.seal_refused();
        self.line(&drawn, 0, "session_end", "recorder", &self.writer.ending(&Ending::default()));
        self.ended = true;
        self.request(self.held);
        self
    }

    /// Ends the session with these trees of git, as JSON, and without artefacts.
    pub(super) fn seal_of(&mut self, git: &str) -> &mut Self {
        let drawn = self.draw();
        let trees: Value = serde_json::from_str(git).unwrap();
        self.step("seal", Some(&drawn), json!({ "reason": "submitted", "git": trees }));
        self.ended_bare(&drawn, &format!(",\"git\":{git}"))
    }

    /// Goes on sealing a session that has ended.
    pub(super) fn seal_again(&mut self) -> &mut Self {
        self.seal_refused();
        self.request(self.held);
        self
    }

    /// Ends the session without artefacts.
    pub(super) fn seal_bare(&mut self) -> &mut Self {
        let drawn = self.seal_without();
        self.ended_bare(&drawn, "")
    }

    /// session_end without artefacts, and with more behind its members.
    fn ended_bare(&mut self, drawn: &Drawn, more: &str) -> &mut Self {
        self.artefacts = "[]".into();
        let ending = Ending { artefacts: Some(self.artefacts.clone()), ..Ending::default() };
        let data = self.writer.ending(&ending);
        let data = format!("{}{more}}}", data.strip_suffix('}').unwrap());
        self.line(drawn, 0, "session_end", "recorder", &data);
        self.request(self.held);
        self
    }

    /// The step alone, without artefacts.
    pub(super) fn seal_without(&mut self) -> Drawn {
        let drawn = self.draw();
        self.step("seal", Some(&drawn), json!({ "reason": "submitted" }));
        drawn
    }

    /// The step alone.
    pub(super) fn seal_refused(&mut self) -> Drawn {
        let drawn = self.draw();
        let members =
            json!({ "reason": "submitted", "diff": "changes.diff", "commits": "commits.json" });
        self.step("seal", Some(&drawn), members);
        drawn
    }

    /// Completes the bundle, with the answer of those who cosign.
    pub(super) fn finish(&mut self) -> &mut Self {
        let note = self.note();
        let answer = self.writer.setup.online.then(|| answer_of(&note));
        self.step("finish", None, json!({ "answer": answer }));
        let manifest = self.writer.manifest(&note.to_string(), &self.artefacts);
        self.manifest = Some(manifest.into_bytes());
        self
    }

    /// Opens the folder again.
    pub(super) fn open(&mut self) -> &mut Self {
        let drawn = self.draw();
        self.step("open", Some(&drawn), json!({}));
        self
    }

    /// A step without time and salt.
    pub(super) fn by_others(&mut self, step: &str, members: Value) -> &mut Self {
        self.step(step, None, members);
        self
    }

    /// The last step ends in an error, and the script goes on.
    pub(super) fn refused(&mut self, code: &str) -> &mut Self {
        let step = self.steps.pop().unwrap();
        self.by_others("refused", json!({ "error": code, "step": step }))
    }

    fn step(&mut self, name: &str, drawn: Option<&Drawn>, members: Value) {
        let Value::Object(given) = members else { return };
        let mut step: Map<String, Value> =
            given.into_iter().filter(|(_, value)| !value.is_null()).collect();
        if let Some(Drawn { at, salt }) = drawn {
            step.insert("at".into(), at.as_str().into());
            step.insert("salt".into(), hex(salt).into());
        }
        self.steps.push(json!({ name: step }));
    }

    fn draw(&mut self) -> Drawn {
        let random = self.writer.random(&format!("step {}", self.steps.len()));
        Drawn { at: self.writer.tick(), salt: random.0[..16].try_into().unwrap() }
    }

    fn line(&mut self, drawn: &Drawn, n: u64, kind: &str, origin: &str, data: &str) {
        let (prev, seq) = (self.writer.prev(), self.writer.size());
        let (at, salt) = (&drawn.at, base64_of::encode_url(&drawn.bytes(n)));
        *self.writer.kinds.entry(kind.to_owned()).or_default() += 1;
        self.writer.raw(format!(
            "{{\"prev\":\"{prev}\",\"seq\":{seq},\"at\":\"{at}\",\"kind\":\"{kind}\",\
             \"origin\":\"{origin}\",\"salt\":\"{salt}\",\"data\":{data}}}"
        ));
    }

    /// The session as the log now stands.
    pub(super) fn session(&self) -> Session {
        self.writer.unsealed()
    }

    /// The vector with all that doesn't depend on how the script ends.
    pub(super) fn case(&self, about: &str) -> Case {
        let session = self.session();
        let name = format!("journal-{}", self.writer.name());
        let mut case = Case::new("journal", &name, about)
            .given("journal", self.behaviour.clone())
            .given("steps", self.steps.clone())
            .options(session.options.clone());
        let expected = &mut case.vector.expected;
        expected.requests = Some(self.requests.clone());
        expected.files.get_or_insert_default();
        if self.writer.size() > 0 {
            case = case.left("events.jsonl", &session.events());
        }
        let told = Value::from(self.steps.clone()).to_string();
        for (name, bytes) in [("changes.diff", DIFF), ("commits.json", COMMITS)] {
            if self.ended {
                case = case.left(name, bytes.as_bytes());
            } else if told.contains(name) {
                case.files.push((name.to_owned(), bytes.into()));
            }
        }
        match &self.manifest {
            Some(manifest) => case.left("manifest.json", manifest),
            None => case,
        }
    }
}

/// The signature lines of a note behind the first, as a witness answers them.
fn answer_of(note: &SignedNote) -> String {
    note.signatures().iter().skip(1).map(|line| format!("{line}\n")).collect()
}
