//! The beginning of a session: what the caller decides, and the two lines that follow from it.

use crate::{
    Error, ErrorCode,
    checkpoint::{KeyName, SigningKey, Ticket, base64},
    event::{
        Continues, Interview, LineSalt, LogOrigin, NoteText, Program, PublicKeyText, Salt32,
        SessionStart, Token, Ulid,
    },
    wire::{Draft, Prepared},
};

/// What a session begins with.
#[derive(Clone, Debug)]
pub struct Start {
    /// The session's ULID: 26 characters.
    pub session: String,
    /// Name of the log in checkpoints and proofs.
    pub log_origin: String,
    /// The program that records.
    pub recorder: Program,
    /// The assistant or editor that is recorded.
    pub host: Option<Program>,
    /// `full`, `partial` or `manual`.
    pub capture: String,
    /// The interview; with a ticket it may be left out and is taken from there.
    pub interview: Option<Interview>,
    /// The relay's ticket.
    pub ticket: Option<String>,
    /// The session that this one goes on from.
    pub continues: Option<Continues>,
    /// Operating system and architecture.
    pub system: Option<String>,
}

impl Start {
    /// The payload of line 0, and lines 0 and 1 ready to be linked.
    pub(super) fn prepare(
        self,
        key: &SigningKey,
        line_salt: [u8; 32],
    ) -> Result<(SessionStart, Prepared, Prepared), Error> {
        KeyName::new(&self.log_origin)?;
        let interview = match &self.ticket {
            None => self.interview,
            Some(text) => Some(self.ticketed(text, key)?),
        };
        let payload = SessionStart {
            format: "interview-log/1".to_owned(),
            session: Ulid(self.session),
            log_origin: LogOrigin(self.log_origin),
            recorder: self.recorder,
            capture: Token(self.capture),
            session_key: PublicKeyText(key_text(key)),
            interview,
            host: self.host,
            ticket: self.ticket.map(NoteText),
            continues: self.continues,
            system: self.system,
        };
        let first = Draft::of("recorder", &payload)?.prepare()?;
        // The scrubber may have touched a name; the log's own words are what counts.
        let written: SessionStart = serde_json::from_str(first.data())
            .map_err(|error| Error::new(ErrorCode::InvalidEvent, error.to_string()))?;
        if written.interview != payload.interview {
            return Err(Error::new(
                ErrorCode::InvalidEvent,
                "the interview's code looks like a secret, so a log can't repeat it",
            ));
        }
        let payload = written;
        let salt = LineSalt { salt: Salt32(base64::encode_url(&line_salt)) };
        Ok((payload, first, Draft::of("recorder", &salt)?.prepare()?))
    }

    /// The interview of the ticket, which must be for this log and key.
    fn ticketed(&self, text: &str, key: &SigningKey) -> Result<Interview, Error> {
        let (ticket, _) = Ticket::parse(text.as_bytes())?;
        let refused = |message: &str| Err(Error::new(ErrorCode::InvalidTicket, message));
        if ticket.log_origin.as_str() != self.log_origin {
            return refused("the ticket is for another log");
        }
        if ticket.session_key != key.public() {
            return refused("the ticket is for another session key");
        }
        let interview = Interview {
            code: ticket.interview_code,
            problem_sha256: ticket.problem_sha256,
            time_limit_ms: ticket.time_limit_ms,
        };
        match &self.interview {
            Some(given) if *given != interview => refused("the ticket is for another interview"),
            _ => Ok(interview),
        }
    }
}

/// The session's public key as the log spells it.
pub(super) fn key_text(key: &SigningKey) -> String {
    base64::encode(key.public().as_bytes())
}
