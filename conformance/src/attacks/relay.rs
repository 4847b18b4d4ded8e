//! A relay and its witness: what they decide is the core's, what they would keep in a database
//! stands in two fields.

use interview_core::{
    api::{Hash, SignedNote, SigningKey, Ticket, Timestamp, VerifierKey},
    checkpoint::{Algorithm, KeyName},
    hash::sha256,
    verify,
    witness::{AddCheckpoint, Cosigner, Head, add_checkpoint},
};

/// Relay and witness, each with a key of its own.
#[derive(Debug)]
pub(super) struct Relay {
    ticket_key: SigningKey,
    witness_key: SigningKey,
    log: Option<VerifierKey>,
    held: Option<Head>,
}

fn name(text: &str) -> KeyName {
    KeyName::new(text).unwrap()
}

fn seconds(ms: i64) -> u64 {
    u64::try_from(ms / 1000).unwrap()
}

impl Relay {
    pub(super) fn new() -> Self {
        Self {
            ticket_key: SigningKey::from_seed(&[2; 32]),
            witness_key: SigningKey::from_seed(&[3; 32]),
            log: None,
            held: None,
        }
    }

    /// Lets the witness follow a log.
    pub(super) fn follow(&mut self, origin: &str, key: &SigningKey) {
        self.log = Some(VerifierKey::new(name(origin), Algorithm::Ed25519, key.public()));
    }

    /// The ticket for a log.
    pub(super) fn ticket(
        &self,
        origin: &str,
        key: &SigningKey,
        limit_ms: u64,
        at_ms: i64,
    ) -> String {
        let ticket = Ticket {
            log_origin: name(origin),
            session_key: key.public(),
            interview_code: "INT-4829-XK".into(),
            problem_sha256: sha256(b"Count each request once."),
            time_limit_ms: limit_ms,
            issued_s: seconds(at_ms),
            nonce: [9; 16],
        };
        ticket.issue(&self.ticket_key, &name("relay.example/tickets")).unwrap().to_string()
    }

    /// The note with the witness's cosignature; `None` where it refuses.
    pub(super) fn cosign(
        &mut self,
        note: SignedNote,
        proof: impl Fn(u64) -> Vec<Hash>,
        now_ms: i64,
    ) -> Option<SignedNote> {
        let old = self.held.map_or(0, |head| head.size);
        let request = AddCheckpoint::new(old, proof(old), note.clone()).ok()?;
        let witness = name("witness.example/w1");
        let cosigner = Cosigner { key: &self.witness_key, name: &witness };
        let answer = add_checkpoint(
            &request,
            self.held.as_ref(),
            self.log.as_ref(),
            seconds(now_ms),
            cosigner,
        );
        let answer = answer.ok()?;
        self.held = Some(answer.head);
        note.with_signature(answer.cosignature).ok()
    }

    /// The head that the witness keeps, as a caller of the verifier passes it on.
    pub(super) fn head(&self) -> Option<verify::Head> {
        let Head { size, root, time_s } = self.held?;
        let time = i64::try_from(time_s).ok().and_then(|s| Timestamp::from_ms(s * 1000));
        Some(verify::Head { size, root, time })
    }

    /// The keys that a caller trusts.
    pub(super) fn keys(&self) -> Vec<String> {
        let key = |text: &str, algorithm, key: &SigningKey| {
            VerifierKey::new(name(text), algorithm, key.public()).to_string()
        };
        vec![
            key("relay.example/tickets", Algorithm::Ed25519, &self.ticket_key),
            key("witness.example/w1", Algorithm::CosignatureV1, &self.witness_key),
        ]
    }
}
