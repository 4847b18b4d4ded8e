//! Signed statements: what an interviewer or relay said about a session (a granted pause, an
//! intervention), in a form that the candidate's recorder can carry but not invent.

use crate::checkpoint::{KeyName, SignedNote, SigningKey, lines};
use crate::{Error, ErrorCode};
use crate::{event, limits, wire};

const HEADER: &str = "interview-event/1";

/// What a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Origin of the log that it is about.
    pub log_origin: KeyName,
    /// Kind of the event that carries it.
    pub kind: String,
    /// Time at which it was made, in Unix seconds; at most [`limits::UNIX_SECONDS_MAX`].
    pub time_s: u64,
    /// A JSON object on one line, as it was written, within the grammar of an event's `data`.
    pub json: String,
}

impl Statement {
    /// Signs the statement with a policy key (type 0x01).
    ///
    /// # Errors
    /// `invalid_statement` if a field is out of its bounds; `invalid_note` if it is too long for a
    /// note.
    pub fn issue(&self, key: &SigningKey, name: &KeyName) -> Result<SignedNote, Error> {
        self.check()?;
        SignedNote::sign(self.text(), key, name)
    }

    /// Reads a statement and the note that it is. The signatures are not checked: that needs a key.
    ///
    /// # Errors
    /// `invalid_note` if the bytes aren't a signed note; `invalid_statement` if its text isn't
    /// exactly that of a statement.
    pub fn parse(note: &[u8]) -> Result<(Self, SignedNote), Error> {
        let note = SignedNote::parse(note)?;
        let statement = Self::parse_text(note.text())
            .ok_or_else(|| refused("the note's text is not that of a statement"))?;
        statement.check()?;
        Ok((statement, note))
    }

    /// The text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{HEADER}\n{}\n{}\n{}\n{}\n", self.log_origin, self.kind, self.time_s, self.json)
    }

    fn parse_text(text: &str) -> Option<Self> {
        let mut parts = text.split('\n');
        if parts.next()? != HEADER {
            return None;
        }
        let statement = Self {
            log_origin: KeyName::new(parts.next()?).ok()?,
            kind: parts.next()?.to_owned(),
            time_s: lines::decimal(parts.next()?)?,
            json: parts.next()?.to_owned(),
        };
        (parts.next() == Some("") && parts.next().is_none()).then_some(statement)
    }

    fn check(&self) -> Result<(), Error> {
        if !event::is_kind_name(&self.kind) {
            return Err(refused("the statement's kind is not a kind of event"));
        }
        if self.time_s > limits::UNIX_SECONDS_MAX {
            return Err(refused("the statement's time is after the year 9999"));
        }
        // The grammar of an event's data: no two readers can take it to say different things.
        if wire::scan_object(self.json.as_bytes()).is_err() {
            return Err(refused(
                "the statement's last line is not a json object of the log format",
            ));
        }
        Ok(())
    }
}

fn refused(reason: &str) -> Error {
    Error::new(ErrorCode::InvalidStatement, reason)
}
