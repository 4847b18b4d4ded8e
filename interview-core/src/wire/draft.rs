//! The writer's side of a line: a payload is checked against its kind, scrubbed, made to fit, and
//! only then can it be linked into a log. There is no other way into a line, so no caller can go
//! round the scrubber.

use std::fmt::Write as _;

use base64::Engine;

use crate::{
    Error, ErrorCode,
    event::{Common, Kind, Payload, Timestamp, is_kind_name, is_origin_name},
    hash::Hash,
    limits, scrub,
    wire::{
        cleaning::Walk,
        clip,
        tree::{self, Node},
    },
};

/// 128 random bits of a line: without them a proof that shows one event would let anyone guess its
/// neighbours from their hashes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; 16]);

/// An event that isn't in a log yet.
#[derive(Clone, Debug)]
pub struct Draft {
    kind: String,
    origin: String,
    members: Vec<(String, Node)>,
}

/// A payload that was scrubbed and fits into a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    kind: String,
    origin: String,
    // INVARIANT: one JSON object of the format's grammar, scrubbed, that fits its kind.
    data: String,
}

/// Room for the envelope with the longest names and numbers.
const ENVELOPE_BYTES: usize = 320;

impl Draft {
    /// An event from its names and its payload as JSON text.
    ///
    /// # Errors
    /// `invalid_event` where a name isn't one or looks like a secret, or the text is no JSON object.
    pub fn new(kind: &str, origin: &str, data: &str) -> Result<Self, Error> {
        if !is_kind_name(kind) {
            return Err(invalid("`kind` is not the name of a kind"));
        }
        if !is_origin_name(origin) {
            return Err(invalid("`origin` is not the name of an origin"));
        }
        // Names stand in the line, and in the counts at its end, as they are.
        let is_own = Kind::of(kind).schema().is_some() && !origin.starts_with("x.");
        if !is_own && [kind, origin].iter().any(|name| !scrub::scrub(name).redactions.is_empty()) {
            return Err(invalid("the name of a kind or origin looks like a secret"));
        }
        Ok(Self { kind: kind.into(), origin: origin.into(), members: tree::parse_object(data)? })
    }

    /// An event from a payload struct.
    ///
    /// # Errors
    /// `invalid_event` where the origin isn't one.
    pub fn of<P: Payload>(origin: &str, payload: &P) -> Result<Self, Error> {
        let data = serde_json::to_string(payload).map_err(|error| invalid(&error.to_string()))?;
        Self::new(P::KIND, origin, &data)
    }

    /// Checks the payload against its kind, scrubs it and makes it fit into a line.
    ///
    /// # Errors
    /// `invalid_event` where a member isn't what its kind says, `event_too_large` where even
    /// clipped strings leave the line too long.
    pub fn prepare(self) -> Result<Prepared, Error> {
        let schema = Kind::of(&self.kind).schema();
        let mut walk = Walk::default();
        let mut members = self.members;
        if members.iter().any(|(key, _)| key == "adapted" || key == "redactions") {
            return Err(invalid("`adapted` and `redactions` are the writer's own"));
        }
        match schema {
            Some(schema) => walk.object(&mut members, &[schema.fields, Common::FIELDS])?,
            None => walk.object(&mut members, &[Common::FIELDS])?,
        }
        let budget = limits::LINE_BYTES - ENVELOPE_BYTES;
        let data = clip::fit(members, walk.changes, budget)?;
        Ok(Prepared { kind: self.kind, origin: self.origin, data })
    }
}

impl Prepared {
    /// The kind.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The payload as it will stand in the line.
    #[must_use]
    pub fn data(&self) -> &str {
        &self.data
    }

    /// The line, without its LF, at a place in a log.
    #[must_use]
    pub fn line(&self, prev: Hash, seq: u64, at: Timestamp, salt: Salt) -> String {
        let salt = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(salt.0);
        let mut line = String::with_capacity(ENVELOPE_BYTES + self.data.len());
        // INVARIANT: writing into a String can't fail.
        let _ = write!(
            line,
            "{{\"prev\":\"{prev}\",\"seq\":{seq},\"at\":\"{at}\",\"kind\":\"{}\",\"origin\":\"{}\",\
             \"salt\":\"{salt}\",\"data\":{}}}",
            self.kind, self.origin, self.data
        );
        line
    }
}

fn invalid(message: &str) -> Error {
    Error::new(ErrorCode::InvalidEvent, message)
}
