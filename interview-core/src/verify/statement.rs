//! Statements: notes by which a relay or interviewer vouches for an event that speaks for them.

use std::collections::HashSet;

use crate::{
    checkpoint::{Algorithm, SignatureStatus, Statement},
    hash::{Hash, sha256},
    limits,
    report::{FindingCode, Findings, Place, params},
    verify::KnownKey,
};

/// Kinds that always speak for someone else; so does a pause that claims to be granted.
const OVERSIGHT: [&str; 4] = ["assist_level", "intervention", "observer_note", "chaos"];

/// What a trusted statement grants. The event's own members may say more; they don't count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub(super) struct Vouched {
    /// Longest pause, in ms.
    pub(super) granted_ms: Option<u64>,
    /// Time added to the limit, in ms.
    pub(super) extension_ms: Option<u64>,
}

/// Checks the statements of one log.
#[derive(Debug, Default)]
pub(super) struct Statements {
    used: HashSet<Hash>,
}

#[derive(serde::Deserialize)]
struct Stated {
    statement: Option<String>,
}

impl Statements {
    /// Checks the statement of an event, where it has one or should have; what it grants, where a
    /// known key signed it.
    pub(super) fn check(
        &mut self,
        kind: &str,
        data: &str,
        origin: &str,
        known: &[KnownKey],
        place: &Place,
        findings: &mut Findings,
    ) -> Option<Vouched> {
        let speaks = OVERSIGHT.contains(&kind)
            || kind == "session_pause"
                && memchr::memmem::find(data.as_bytes(), b"granted_ms").is_some();
        if !speaks && memchr::memmem::find(data.as_bytes(), b"statement").is_none() {
            return None;
        }
        let stated = serde_json::from_str::<Stated>(data).ok().and_then(|stated| stated.statement);
        let Some(text) = stated else {
            if speaks {
                findings.add(FindingCode::StatementUnverified, place.clone(), params! {});
            }
            return None;
        };
        match self.vouches(&text, kind, data, origin, known) {
            Ok(Some(vouched)) => return Some(vouched),
            Ok(None) => findings.add(FindingCode::StatementUnverified, place.clone(), params! {}),
            Err(reason) => findings.add(
                FindingCode::StatementInvalid,
                place.clone(),
                params! { reason: reason },
            ),
        }
        None
    }

    fn vouches(
        &mut self,
        text: &str,
        kind: &str,
        data: &str,
        origin: &str,
        known: &[KnownKey],
    ) -> Result<Option<Vouched>, &'static str> {
        let (statement, note) = Statement::parse(text.as_bytes()).map_err(|_| "form")?;
        if statement.log_origin.as_str() != origin {
            return Err("origin");
        }
        if statement.kind != kind {
            return Err("kind");
        }
        if !repeats(&statement.json, data) {
            return Err("data");
        }
        let ms = i64::try_from(statement.time_s).unwrap_or(i64::MAX).saturating_mul(1000);
        let mut vouched = false;
        for key in known.iter().filter(|key| key.key.algorithm() == Algorithm::Ed25519) {
            match note.status(&key.key) {
                SignatureStatus::Absent => {}
                SignatureStatus::Invalid => return Err("signature"),
                SignatureStatus::Valid => vouched |= key.is_valid_at(ms),
            }
        }
        if !vouched {
            return Ok(None);
        }
        // The text alone: anybody can add a signature line that says nothing.
        if self.used.contains(&sha256(note.text().as_bytes())) {
            return Err("repeated");
        }
        if self.used.len() == limits::STATEMENTS {
            return Err("too_many");
        }
        self.used.insert(sha256(note.text().as_bytes()));
        Ok(Some(serde_json::from_str(&statement.json).unwrap_or_default()))
    }
}

/// Whether the event's data say all that the statement says, and the same.
fn repeats(stated: &str, data: &str) -> bool {
    let object =
        |text: &str| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text);
    match (object(stated), object(data)) {
        (Ok(stated), Ok(data)) => stated.iter().all(|(key, value)| data.get(key) == Some(value)),
        _ => false,
    }
}
