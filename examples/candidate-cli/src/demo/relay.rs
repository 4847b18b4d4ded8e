//! A relay and a witness inside this process: what they decide is the core's, what they would keep
//! in a database stands in two fields.

use interview_core::{
    api::{SigningKey, Ticket, Timestamp, VerifierKey},
    checkpoint::{Algorithm, KeyName},
    hash::sha256,
    verify,
    witness::{self, AddCheckpoint, Cosigner, Head},
};
use interview_journal::{Identity, Source as _, System};

use super::script::INTERVIEW;
use crate::outcome::Failure;

/// Names of the relay and of the witness.
pub(super) const RELAY: &str = "relay.example";
const WITNESS: &str = "witness.example";

/// Relay and witness, each with a key of its own.
pub(super) struct Relay {
    ticket_key: SigningKey,
    ticket_name: KeyName,
    witness_key: SigningKey,
    witness_name: KeyName,
    /// The log that a ticket was issued for, and the newest head that the witness cosigned.
    log: Option<VerifierKey>,
    held: Option<Head>,
}

impl Relay {
    /// A relay with fresh keys.
    pub(super) fn new() -> Result<Self, Failure> {
        Ok(Self {
            ticket_key: SigningKey::from_seed(&random()?),
            ticket_name: KeyName::new(RELAY)?,
            witness_key: SigningKey::from_seed(&random()?),
            witness_name: KeyName::new(WITNESS)?,
            log: None,
            held: None,
        })
    }

    /// Opens a session: the ticket for its log and key.
    pub(super) fn ticket(&mut self, to: &Identity, now: Timestamp) -> Result<String, Failure> {
        let (code, problem, time_limit_ms) = INTERVIEW;
        let log_origin = KeyName::new(&to.log_origin)?;
        let session_key = to.key.public();
        let ticket = Ticket {
            log_origin: log_origin.clone(),
            session_key,
            interview_code: code.to_owned(),
            problem_sha256: sha256(problem.as_bytes()),
            time_limit_ms,
            issued_s: seconds(now),
            nonce: random()?,
        };
        self.log = Some(VerifierKey::new(log_origin, Algorithm::Ed25519, session_key));
        Ok(ticket.issue(&self.ticket_key, &self.ticket_name)?.to_string())
    }

    /// The witness's answer to an `add-checkpoint` request: its cosignature on a line.
    pub(super) fn add_checkpoint(&mut self, body: &str, now: Timestamp) -> Result<String, Failure> {
        let request = AddCheckpoint::parse(body.as_bytes())?;
        let cosigner = Cosigner { key: &self.witness_key, name: &self.witness_name };
        let (held, log) = (self.held.as_ref(), self.log.as_ref());
        let answer = witness::add_checkpoint(&request, held, log, seconds(now), cosigner);
        let answer = answer.map_err(|refusal| Failure::Told {
            message: format!("the witness refused with status {}", refusal.status()),
            hint: None,
        })?;
        self.held = Some(answer.head);
        Ok(format!("{}\n", answer.cosignature))
    }

    /// The head that the witness keeps, as a caller of the verifier passes it on.
    pub(super) fn head(&self) -> Option<verify::Head> {
        let Head { size, root, time_s } = self.held?;
        let time = i64::try_from(time_s).ok().and_then(|s| Timestamp::from_ms(s * 1000));
        Some(verify::Head { size, root, time })
    }

    /// Key of the tickets.
    pub(super) fn ticket_vkey(&self) -> VerifierKey {
        let public = self.ticket_key.public();
        VerifierKey::new(self.ticket_name.clone(), Algorithm::Ed25519, public)
    }

    /// Key of the cosignatures.
    pub(super) fn witness_vkey(&self) -> VerifierKey {
        let public = self.witness_key.public();
        VerifierKey::new(self.witness_name.clone(), Algorithm::CosignatureV1, public)
    }
}

/// Random bytes of the operating system.
pub(super) fn random<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    System.fill(&mut bytes)?;
    Ok(bytes)
}

/// Whole seconds of a time.
fn seconds(time: Timestamp) -> u64 {
    u64::try_from(time.ms() / 1000).unwrap_or_default()
}
