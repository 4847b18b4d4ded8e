//! Where time and randomness come from: the system, or a stamp, for vectors and for the recorder.

use interview_core::api::{ErrorCode, Salt, Stamp, Timestamp};
use interview_journal::{Fixed, Source, System};
use napi::bindgen_prelude::Buffer;
use napi_derive::napi;

use crate::outcome::Failure;

/// A time as in the log, and 16 bytes.
#[napi(object, object_to_js = false)]
pub struct Stamped {
    /// Such as `2026-11-20T12:34:56.789Z`.
    pub at: String,
    /// 128 random bits, never used before.
    pub salt: Buffer,
}

impl Stamped {
    /// Time and salt of a line.
    pub(crate) fn stamp(&self) -> Result<Stamp, Failure> {
        let refused = |_| Failure::new(ErrorCode::InvalidEvent, "a salt has 16 bytes");
        let salt = self.salt.as_ref().try_into().map_err(refused)?;
        Ok(Stamp { at: time(&self.at)?, salt: Salt(salt) })
    }
}

/// The source of a call: the system where no stamp is given.
pub(crate) fn source(stamped: Option<Stamped>) -> Result<Box<dyn Source>, Failure> {
    Ok(match stamped {
        Some(stamped) => Box::new(Fixed::new(stamped.stamp()?)),
        None => Box::new(System),
    })
}

/// A time as in the log.
pub(crate) fn time(text: &str) -> Result<Timestamp, Failure> {
    let refused = || Failure::new(ErrorCode::InvalidTime, "a time isn't of the log's form");
    Timestamp::parse(text.as_bytes()).ok_or_else(refused)
}
