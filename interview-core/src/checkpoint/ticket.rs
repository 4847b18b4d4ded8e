//! Session tickets: a relay's signed word that one session key may record one interview.

use crate::checkpoint::{KeyName, PublicKey, SignedNote, SigningKey, base64, lines};
use crate::hash::Hash;
use crate::limits;
use crate::{Error, ErrorCode};

const HEADER: &str = "interview-ticket/1";

/// What a ticket grants. One ticket, one session key, one log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Origin of the session's log.
    pub log_origin: KeyName,
    /// The key that will sign the session's checkpoints.
    pub session_key: PublicKey,
    /// Code of the interview: 1 to [`limits::INTERVIEW_CODE_BYTES`] printable ASCII characters.
    pub interview_code: String,
    /// SHA-256 of the problem's text.
    pub problem_sha256: Hash,
    /// Time allowed, in milliseconds; at most [`limits::INTEGER_MAX`].
    pub time_limit_ms: u64,
    /// Time of issue, in Unix seconds; at most [`limits::UNIX_SECONDS_MAX`].
    pub issued_s: u64,
    /// 128 random bits, so that no two tickets are alike.
    pub nonce: [u8; 16],
}

impl Ticket {
    /// Signs the ticket with a policy key (type 0x01).
    ///
    /// # Errors
    /// `invalid_ticket` if a field is out of its bounds.
    pub fn issue(&self, key: &SigningKey, name: &KeyName) -> Result<SignedNote, Error> {
        self.check()?;
        SignedNote::sign(self.text(), key, name)
    }

    /// Reads a ticket and the note that it is. The signatures are not checked: that needs a key.
    ///
    /// # Errors
    /// `invalid_note` if the bytes aren't a signed note; `invalid_ticket` if its text isn't exactly
    /// that of a ticket.
    pub fn parse(note: &[u8]) -> Result<(Self, SignedNote), Error> {
        let note = SignedNote::parse(note)?;
        let ticket = Self::parse_text(note.text())
            .ok_or_else(|| refused("the note's text is not that of a ticket"))?;
        ticket.check()?;
        Ok((ticket, note))
    }

    /// The text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        format!(
            "{HEADER}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n",
            self.log_origin,
            base64::encode(self.session_key.as_bytes()),
            self.interview_code,
            self.problem_sha256,
            self.time_limit_ms,
            self.issued_s,
            base64::encode_url(&self.nonce),
        )
    }

    fn parse_text(text: &str) -> Option<Self> {
        let mut parts = text.split('\n');
        if parts.next()? != HEADER {
            return None;
        }
        let ticket = Self {
            log_origin: KeyName::new(parts.next()?).ok()?,
            session_key: PublicKey::from_bytes(&base64::decode_array(parts.next()?)?).ok()?,
            interview_code: parts.next()?.to_owned(),
            problem_sha256: Hash::from_hex(parts.next()?.as_bytes())?,
            time_limit_ms: lines::decimal(parts.next()?)?,
            issued_s: lines::decimal(parts.next()?)?,
            nonce: base64::decode_url_array(parts.next()?)?,
        };
        (parts.next() == Some("") && parts.next().is_none()).then_some(ticket)
    }

    fn check(&self) -> Result<(), Error> {
        let code = self.interview_code.as_bytes();
        if !(1..=limits::INTERVIEW_CODE_BYTES).contains(&code.len())
            || !code.iter().all(u8::is_ascii_graphic)
        {
            return Err(refused(&format!(
                "an interview code has 1 to {} printable ascii characters and no white space",
                limits::INTERVIEW_CODE_BYTES
            )));
        }
        if self.time_limit_ms > limits::INTEGER_MAX {
            return Err(refused("the ticket's time limit is out of range"));
        }
        if self.issued_s > limits::UNIX_SECONDS_MAX {
            return Err(refused("the ticket's time of issue is after the year 9999"));
        }
        Ok(())
    }
}

fn refused(reason: &str) -> Error {
    Error::new(ErrorCode::InvalidTicket, reason)
}
