//! The frame of a log: its first line, the ticket in it, and which kinds may stand where.

use crate::{
    chain,
    checkpoint::{
        Algorithm, KeyName, PublicKey, SignatureStatus, SignedNote, Ticket, VerifierKey, base64,
    },
    event::{LogStart, SessionStart},
    report::{FindingCode, Findings, Place, SessionFacts, TicketState, params},
    verify::{KnownKey, format::FORMAT},
    wire::EventLine,
};

/// What the first line says, checked.
#[derive(Debug)]
pub(super) struct Start {
    pub(super) facts: SessionFacts,
    /// The key that signs the log's checkpoints.
    pub(super) key: Option<VerifierKey>,
    pub(super) ticket: TicketState,
    /// Time of the ticket's issue, where a known key signed it.
    pub(super) ticket_ms: Option<i64>,
    /// Whether it is a session, and so ends and is sealed.
    pub(super) is_session: bool,
    /// The format that it names, where that isn't this one.
    pub(super) other_format: Option<String>,
}

impl Start {
    fn of(facts: SessionFacts, is_session: bool) -> Self {
        Self {
            facts,
            key: None,
            ticket: TicketState::None,
            ticket_ms: None,
            is_session,
            other_format: None,
        }
    }
}

/// Whether an event of this kind may stand at this line.
pub(super) fn may_stand(kind: &str, line: u64, start: Option<&Start>) -> bool {
    let is_session = start.is_none_or(|start| start.is_session);
    match kind {
        "session_start" | "log_start" => line == 0,
        "line_salt" => line == 1 && is_session,
        "session_end" => line > 1 && is_session,
        _ => line > 1 || !is_session,
    }
}

/// Reads the first line.
pub(super) fn start(
    event: &EventLine<'_>,
    known: &[KnownKey],
    expected_ticket: Option<&str>,
    place: &Place,
    findings: &mut Findings,
) -> Option<Start> {
    let misfit = |member: &str, findings: &mut Findings| {
        let params = params! { kind: event.kind, member: member };
        findings.add(FindingCode::FrameMisfit, place.clone(), params);
    };
    if !matches!(event.kind, "session_start" | "log_start") {
        findings.add(FindingCode::StartMissing, place.clone(), params! {});
        return None;
    }
    // Before all else: another format may have other members.
    if let Some(format) = other_format(event.data) {
        let start = Start::of(SessionFacts::empty(), event.kind == "session_start");
        return Some(Start { other_format: Some(format), ..start });
    }
    if let Some(wrong) = event.misfit {
        misfit(wrong.member, findings);
        return None;
    }
    let (mut start, key_text) = if event.kind == "session_start" {
        let Ok(session) = serde_json::from_str::<SessionStart>(event.data) else {
            misfit("data", findings);
            return None;
        };
        let ticket = session.ticket.as_ref().map(|note| note.0.as_str());
        if chain::first_prev(ticket) != event.prev {
            findings.add(FindingCode::BrokenLink, place.clone(), params! {});
        }
        let start = Start::of(SessionFacts::of_start(&session), true);
        let start = with_ticket(start, &session, known, expected_ticket, place, findings);
        (start, Some(session.session_key.0))
    } else {
        let Ok(log) = serde_json::from_str::<LogStart>(event.data) else {
            misfit("data", findings);
            return None;
        };
        if chain::first_prev(None) != event.prev {
            findings.add(FindingCode::BrokenLink, place.clone(), params! {});
        }
        if expected_ticket.is_some() {
            findings.add(FindingCode::TicketUnexpected, place.clone(), params! {});
        }
        let mut facts = SessionFacts::empty();
        facts.log_origin.clone_from(&log.log_origin.0);
        facts.session_key = log.session_key.as_ref().map(|key| key.0.clone());
        (Start::of(facts, false), log.session_key.map(|key| key.0))
    };
    if let Some(text) = key_text {
        start.key = session_key(&start.facts.log_origin, &text);
        if start.key.is_none() {
            misfit("session_key", findings);
        }
    }
    Some(start)
}

/// The format that the first line names, where that isn't this one.
fn other_format(data: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Named {
        format: String,
    }
    serde_json::from_str::<Named>(data)
        .ok()
        .map(|named| named.format)
        .filter(|format| format != FORMAT)
}

/// The verifier key under which a log signs its checkpoints.
pub(crate) fn session_key(log_origin: &str, public_key: &str) -> Option<VerifierKey> {
    let name = KeyName::new(log_origin).ok()?;
    let key = PublicKey::from_bytes(&base64::decode_array(public_key)?).ok()?;
    Some(VerifierKey::new(name, Algorithm::Ed25519, key))
}

fn with_ticket(
    mut start: Start,
    session: &SessionStart,
    known: &[KnownKey],
    expected: Option<&str>,
    place: &Place,
    findings: &mut Findings,
) -> Start {
    let text = session.ticket.as_ref().map(|note| note.0.as_str());
    if expected.is_some() && expected != text {
        findings.add(FindingCode::TicketUnexpected, place.clone(), params! {});
    }
    let Some(text) = text else {
        findings.add(FindingCode::NoTicket, place.clone(), params! {});
        return start;
    };
    let Ok((ticket, note)) = Ticket::parse(text.as_bytes()) else {
        findings.add(FindingCode::TicketInvalid, place.clone(), params! { reason: "form" });
        return start;
    };
    if let Some(member) = difference(&ticket, session) {
        findings.add(FindingCode::TicketDiffers, place.clone(), params! { member: member });
        return start;
    }
    let issued_ms = i64::try_from(ticket.issued_s).unwrap_or(i64::MAX).saturating_mul(1000);
    start.ticket = signed(&note, known, issued_ms, place, findings);
    start.ticket_ms = (start.ticket == TicketState::Verified).then_some(issued_ms);
    start
}

/// The first member of session_start that doesn't repeat the ticket.
fn difference(ticket: &Ticket, session: &SessionStart) -> Option<&'static str> {
    let Some(interview) = &session.interview else { return Some("interview") };
    if ticket.log_origin.as_str() != session.log_origin.0 {
        Some("log_origin")
    } else if base64::encode(ticket.session_key.as_bytes()) != session.session_key.0 {
        Some("session_key")
    } else if ticket.interview_code != interview.code {
        Some("code")
    } else if ticket.problem_sha256 != interview.problem_sha256 {
        Some("problem_sha256")
    } else if ticket.time_limit_ms != interview.time_limit_ms {
        Some("time_limit_ms")
    } else {
        None
    }
}

fn signed(
    note: &SignedNote,
    known: &[KnownKey],
    ms: i64,
    place: &Place,
    findings: &mut Findings,
) -> TicketState {
    let mut state = TicketState::Unverified;
    for key in known.iter().filter(|key| key.key.algorithm() == Algorithm::Ed25519) {
        match note.status(&key.key) {
            SignatureStatus::Absent => {}
            SignatureStatus::Invalid => {
                findings.add(
                    FindingCode::TicketInvalid,
                    place.clone(),
                    params! { reason: "signature" },
                );
                return TicketState::Unverified;
            }
            SignatureStatus::Valid if key.is_valid_at(ms) => state = TicketState::Verified,
            SignatureStatus::Valid => {
                findings.add(
                    FindingCode::KeyNotValidThen,
                    place.clone(),
                    params! { key: key.label() },
                );
            }
        }
    }
    if state == TicketState::Unverified {
        findings.add(FindingCode::TicketUnverified, place.clone(), params! {});
    }
    state
}
