//! A relay and a witness inside this process: what they decide is the core's, what they would keep
//! in a database stands in two fields.

use interview_core::{
    api::{SigningKey, Ticket, VerifierKey},
    checkpoint::{Algorithm, KeyName, NoteSignature, PublicKey},
    event::Timestamp,
    hash::sha256,
    verify,
    witness::{AddCheckpoint, Cosigner, Head, add_checkpoint},
};

use super::script::INTERVIEW;
use crate::outcome::Failure;

const RELAY: &str = "relay.example";
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
    pub(super) fn ticket(
        &mut self,
        origin: &str,
        session_key: PublicKey,
        now_ms: i64,
    ) -> Result<String, Failure> {
        let (code, problem, time_limit_ms) = INTERVIEW;
        let log_origin = KeyName::new(origin)?;
        let ticket = Ticket {
            log_origin: log_origin.clone(),
            session_key,
            interview_code: code.to_owned(),
            problem_sha256: sha256(problem.as_bytes()),
            time_limit_ms,
            issued_s: seconds(now_ms),
            nonce: random()?,
        };
        self.log = Some(VerifierKey::new(log_origin, Algorithm::Ed25519, session_key));
        Ok(ticket.issue(&self.ticket_key, &self.ticket_name)?.to_string())
    }

    /// The witness's answer to a request: its cosignature.
    pub(super) fn cosign(
        &mut self,
        request: &AddCheckpoint,
        now_ms: i64,
    ) -> Result<NoteSignature, Failure> {
        let now_s = seconds(now_ms);
        let cosigner = Cosigner { key: &self.witness_key, name: &self.witness_name };
        let answer =
            add_checkpoint(request, self.held.as_ref(), self.log.as_ref(), now_s, cosigner)
                .map_err(|refusal| {
                    let message = format!("the witness refused with status {}", refusal.status());
                    Failure::Told { message, hint: None }
                })?;
        self.held = Some(answer.head);
        Ok(answer.cosignature)
    }

    /// Size of the newest head that the witness cosigned.
    pub(super) fn held_size(&self) -> u64 {
        self.held.map_or(0, |head| head.size)
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
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::new(error.to_string(), "the system gives no random numbers"))?;
    Ok(bytes)
}

/// Whole seconds of a time in ms; none before 1970.
fn seconds(ms: i64) -> u64 {
    u64::try_from(ms / 1000).unwrap_or_default()
}
