//! Writes logs of format 1 line by line, without the recorder, so that a log can be wrong in one
//! place and right in all others. Hashes, notes and signatures are made as docs/format.md says.

use std::collections::BTreeMap;

use interview_core::{
    api::{SigningKey, Timestamp},
    checkpoint::{Algorithm, Checkpoint, KeyName, SignedNote, Ticket, VerifierKey, cosign},
    hash::{Hash, leaf_hash, sha256},
    merkle,
};
use serde_json::{Value, json};

/// Changes every salt of every vector.
const SEED: &str = "interview-conformance/1";
/// 2026-11-20T12:00:00.000Z.
const START_MS: i64 = 1_795_176_000_000;
/// ULID of every session that isn't told otherwise.
pub(super) const SESSION: &str = "01KAGZ6R00CRX4ZQ2Y5T8V9W3E";

/// The keys of the vectors.
#[derive(Clone)]
pub(super) struct Key {
    pub(super) name: KeyName,
    pub(super) secret: SigningKey,
}

impl Key {
    fn new(name: &str, seed: u8) -> Self {
        let secret = SigningKey::from_seed(&[seed; 32]);
        Self { name: KeyName::new(name).unwrap(), secret }
    }

    pub(super) fn vkey(&self, algorithm: Algorithm) -> String {
        VerifierKey::new(self.name.clone(), algorithm, self.secret.public()).to_string()
    }

    /// Its name and key id, as Reports show it.
    pub(super) fn label(&self, algorithm: Algorithm) -> String {
        let vkey = self.vkey(algorithm);
        vkey.rsplit_once('+').unwrap().0.to_owned()
    }
}

/// The relay's key, which signs tickets and statements.
pub(super) fn relay() -> Key {
    Key::new("relay.example/tickets", 2)
}

/// A witness that the options know.
pub(super) fn witness() -> Key {
    Key::new("witness.example/w1", 3)
}

/// A second witness that the options know only where a vector says so.
pub(super) fn second_witness() -> Key {
    Key::new("second.example/w", 5)
}

/// A witness that nobody knows.
pub(super) fn stranger() -> Key {
    Key::new("stranger.example/w", 4)
}

/// What session_start says, each member as JSON, so that each can be wrong alone.
#[derive(Clone)]
pub(super) struct Setup {
    pub(super) members: Vec<(&'static str, String)>,
    pub(super) origin: String,
    pub(super) session_key: SigningKey,
    pub(super) ticket: Option<String>,
    /// Whether witnesses answer.
    pub(super) online: bool,
    pub(super) kind: &'static str,
}

/// A log that is being written.
#[derive(Clone)]
pub(super) struct Writer {
    name: String,
    pub(super) setup: Setup,
    pub(super) lines: Vec<Vec<u8>>,
    pub(super) leaves: Vec<Hash>,
    pub(super) kinds: BTreeMap<String, u64>,
    /// (size, line) of each anchor.
    pub(super) anchors: Vec<(u64, u64)>,
    pub(super) at_ms: i64,
    /// Witness time minus local time.
    pub(super) skew_ms: i64,
    pub(super) cosigners: Vec<Key>,
}

/// JSON of a string.
pub(super) fn text(text: &str) -> String {
    Value::from(text).to_string()
}

/// The ticket of the standard session.
pub(super) fn ticket(origin: &str, session: &SigningKey) -> Ticket {
    Ticket {
        log_origin: KeyName::new(origin).unwrap(),
        session_key: session.public(),
        interview_code: "INT-4829-XK".into(),
        problem_sha256: sha256(b"Write a parser for durations."),
        time_limit_ms: 3_600_000,
        issued_s: u64::try_from(START_MS / 1000 - 60).unwrap(),
        nonce: [9; 16],
    }
}

/// A session's public key as the log spells it.
pub(super) fn key_text(key: &SigningKey) -> String {
    base64_of::encode(key.public().as_bytes())
}

/// Base64 of RFC 4648 section 4, in a few lines of its own.
pub(super) mod base64_of {
    const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// With padding.
    pub(in crate::vectors) fn encode(bytes: &[u8]) -> String {
        let mut text = String::new();
        for chunk in bytes.chunks(3) {
            let mut word = [0; 4];
            word[1..=chunk.len()].copy_from_slice(chunk);
            let word = u32::from_be_bytes(word);
            for place in 0..4 {
                let index = (word >> (18 - 6 * place) & 63) as usize;
                text.push(if place <= chunk.len() { char::from(STANDARD[index]) } else { '=' });
            }
        }
        text
    }

    /// Of a spelling that [`encode`] writes.
    pub(in crate::vectors) fn decode(text: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        for chunk in text.trim_end_matches('=').as_bytes().chunks(4) {
            let value = |b: &u8| STANDARD.iter().position(|known| known == b).unwrap();
            let bits = chunk.iter().fold(0, |word, b| word << 6 | value(b));
            let bits = u32::try_from(bits << (6 * (4 - chunk.len()))).unwrap();
            bytes.extend_from_slice(&bits.to_be_bytes()[1..chunk.len()]);
        }
        bytes
    }

    /// Url-safe, without padding.
    pub(in crate::vectors) fn encode_url(bytes: &[u8]) -> String {
        encode(bytes).trim_end_matches('=').replace('+', "-").replace('/', "_")
    }
}

impl Setup {
    /// A session that a relay opened and a witness follows.
    pub(super) fn ticketed() -> Self {
        let session_key = SigningKey::from_seed(&[1; 32]);
        let origin = format!("relay.example/s/{SESSION}");
        let ticket = ticket(&origin, &session_key);
        let note = ticket.issue(&relay().secret, &relay().name).unwrap().to_string();
        let mut setup = Self::plain(&origin, session_key);
        setup.ticket = Some(note.clone());
        setup.members.push(("interview", interview()));
        setup.members.push(("host", r#"{"name":"claude-code","version":"2.1.0"}"#.into()));
        setup.members.push(("ticket", text(&note)));
        setup.members.push(("system", text("linux x86_64")));
        setup
    }

    /// A session without a ticket that a witness follows all the same.
    pub(super) fn unticketed() -> Self {
        let origin = format!("relay.example/s/{SESSION}");
        Self::plain(&origin, SigningKey::from_seed(&[1; 32]))
    }

    /// A session that nobody else knows of.
    pub(super) fn offline() -> Self {
        let origin = format!("offline.invalid/s/{SESSION}");
        let mut setup = Self::plain(&origin, SigningKey::from_seed(&[1; 32]));
        setup.online = false;
        setup
    }

    /// A log that is no session.
    pub(super) fn audit() -> Self {
        let session_key = SigningKey::from_seed(&[6; 32]);
        let origin = "relay.example/audit".to_owned();
        let members = vec![
            ("format", text("interview-log/1")),
            ("log_origin", text(&origin)),
            ("session_key", text(&key_text(&session_key))),
            ("purpose", text("audit")),
        ];
        Self { members, origin, session_key, ticket: None, online: true, kind: "log_start" }
    }

    fn plain(origin: &str, session_key: SigningKey) -> Self {
        let members = vec![
            ("format", text("interview-log/1")),
            ("session", text(SESSION)),
            ("log_origin", text(origin)),
            ("recorder", r#"{"name":"interview","version":"0.1.0"}"#.into()),
            ("capture", text("full")),
            ("session_key", text(&key_text(&session_key))),
        ];
        let origin = origin.to_owned();
        Self { members, origin, session_key, ticket: None, online: true, kind: "session_start" }
    }

    /// The same with a member set to this JSON, or added.
    pub(super) fn with(mut self, name: &'static str, json: impl Into<String>) -> Self {
        let json = json.into();
        match self.members.iter_mut().find(|(known, _)| *known == name) {
            Some((_, value)) => *value = json,
            None => self.members.push((name, json)),
        }
        self
    }

    /// The same without a member.
    pub(super) fn without(mut self, name: &str) -> Self {
        self.members.retain(|(known, _)| *known != name);
        self
    }

    /// The same with another ticket, which `prev` of line 0 follows.
    pub(super) fn with_ticket(mut self, note: &str) -> Self {
        self.ticket = Some(note.to_owned());
        self.with("ticket", text(note))
    }

    pub(super) fn data(&self) -> String {
        object(&self.members)
    }

    /// The options of somebody who knows relay and witness.
    pub(super) fn options(&self) -> Value {
        let keys = [relay().vkey(Algorithm::Ed25519), witness().vkey(Algorithm::CosignatureV1)];
        json!({ "trusted_keys": keys })
    }
}

/// The interview of the standard ticket.
pub(super) fn interview() -> String {
    let problem = sha256(b"Write a parser for durations.");
    format!(r#"{{"code":"INT-4829-XK","problem_sha256":"{problem}","time_limit_ms":3600000}}"#)
}

/// A JSON object of members that are JSON already.
pub(super) fn object(members: &[(&str, String)]) -> String {
    let members: Vec<_> = members.iter().map(|(name, json)| format!("\"{name}\":{json}")).collect();
    format!("{{{}}}", members.join(","))
}

impl Writer {
    /// Lines 0 and 1 of a log; the salts depend on the name.
    pub(super) fn new(name: &str, setup: Setup) -> Self {
        let mut writer = Self::empty(name, setup);
        writer.event(writer.setup.kind, "recorder", &writer.setup.data());
        if writer.setup.kind == "session_start" {
            let salt = base64_of::encode_url(&writer.random("line salt").0);
            writer.event("line_salt", "recorder", &format!("{{\"salt\":\"{salt}\"}}"));
        }
        writer
    }

    /// A log without a line.
    pub(super) fn empty(name: &str, setup: Setup) -> Self {
        Self {
            name: name.to_owned(),
            cosigners: if setup.online { vec![witness()] } else { Vec::new() },
            setup,
            lines: Vec::new(),
            leaves: Vec::new(),
            kinds: BTreeMap::new(),
            anchors: Vec::new(),
            at_ms: START_MS,
            skew_ms: 0,
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// 32 bytes that look random and are the same in every run.
    pub(super) fn random(&self, what: &str) -> Hash {
        sha256(format!("{SEED} {} {} {what}", self.name, self.lines.len()).as_bytes())
    }

    /// The line salt that line 1 tells.
    pub(super) fn line_salt(&self) -> [u8; 32] {
        sha256(format!("{SEED} {} 1 line salt", self.name).as_bytes()).0
    }

    pub(super) fn salt(&self) -> String {
        base64_of::encode_url(&self.random("salt").0[..16])
    }

    pub(super) fn prev(&self) -> Hash {
        match self.leaves.last() {
            Some(leaf) => *leaf,
            None => self.setup.ticket.as_ref().map_or(Hash::ZERO, |t| sha256(t.as_bytes())),
        }
    }

    pub(super) fn size(&self) -> u64 {
        self.lines.len() as u64
    }

    /// The next `at`, 1.5 s on.
    pub(super) fn tick(&mut self) -> String {
        let at = Timestamp::from_ms(self.at_ms).unwrap().to_string();
        self.at_ms += 1_500;
        at
    }

    /// The line that would come next.
    pub(super) fn line(&mut self, kind: &str, origin: &str, data: &str) -> String {
        let (prev, seq, salt, at) = (self.prev(), self.size(), self.salt(), self.tick());
        format!(
            "{{\"prev\":\"{prev}\",\"seq\":{seq},\"at\":\"{at}\",\"kind\":\"{kind}\",\
             \"origin\":\"{origin}\",\"salt\":\"{salt}\",\"data\":{data}}}"
        )
    }

    pub(super) fn event(&mut self, kind: &str, origin: &str, data: &str) -> &mut Self {
        let line = self.line(kind, origin, data);
        *self.kinds.entry(kind.to_owned()).or_default() += 1;
        self.raw(line)
    }

    /// The next line bent out of the grammar, so that it counts for no kind.
    pub(super) fn bent(&mut self, data: &str, bend: impl Fn(&str) -> Vec<u8>) -> &mut Self {
        let line = self.line("user_prompt", "candidate", data);
        self.raw(bend(&line))
    }

    /// Any bytes as the next line.
    pub(super) fn raw(&mut self, line: impl Into<Vec<u8>>) -> &mut Self {
        let line = line.into();
        self.leaves.push(leaf_hash(&line));
        self.lines.push(line);
        self
    }

    /// A line that was redacted.
    pub(super) fn redacted(&mut self, leaf: Hash) -> &mut Self {
        self.lines.push(format!("~{leaf}").into_bytes());
        self.leaves.push(leaf);
        self
    }

    pub(super) fn prompt(&mut self, words: &str) -> &mut Self {
        self.event("user_prompt", "candidate", &format!("{{\"text\":{}}}", text(words)))
    }

    /// The head over the first lines.
    pub(super) fn head(&self, size: u64) -> Checkpoint {
        let leaves = &self.leaves[..usize::try_from(size).unwrap()];
        let origin = KeyName::new(&self.setup.origin).unwrap();
        Checkpoint { origin, size, root: merkle::root(leaves) }
    }

    /// Seconds of the witness's clock.
    pub(super) fn witness_s(&self) -> u64 {
        u64::try_from((self.at_ms + self.skew_ms) / 1000).unwrap()
    }

    /// A checkpoint signed by the session and by those who answer.
    pub(super) fn note(&self, head: &Checkpoint) -> SignedNote {
        self.cosigned(head.sign(&self.setup.session_key))
    }

    pub(super) fn cosigned(&self, mut note: SignedNote) -> SignedNote {
        for key in &self.cosigners {
            let line = cosign(note.text(), &key.secret, &key.name, self.witness_s());
            note = note.with_signature(line).unwrap();
        }
        note
    }

    pub(super) fn anchor(&mut self) -> &mut Self {
        let note = self.note(&self.head(self.size())).to_string();
        self.anchors.push((self.size(), self.size()));
        self.anchor_of(&note)
    }

    /// An anchor with any note, which isn't counted as one that holds.
    pub(super) fn anchor_of(&mut self, note: &str) -> &mut Self {
        self.event("anchor", "recorder", &format!("{{\"note\":{}}}", text(note)))
    }
}
