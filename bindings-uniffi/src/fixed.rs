//! Where time and randomness come from: the system, or what `testing` has set for this thread.

use std::{cell::RefCell, thread_local};

use interview_core::api::{Error, ErrorCode, Salt, Stamp, Timestamp};
use interview_journal::{Fixed, Source, System};

use crate::failure::InterviewError;

thread_local! {
    static STAMPS: RefCell<Vec<Stamp>> = const { RefCell::new(Vec::new()) };
}

/// Sets the stamps of this thread's next calls; none for those of the system.
pub(crate) fn set(stamps: Vec<Stamp>) {
    STAMPS.set(stamps);
}

/// A time as in the log, and 16 bytes.
pub(crate) fn stamp(at: &str, salt: &[u8]) -> Result<Stamp, InterviewError> {
    let time = Timestamp::parse(at.as_bytes())
        .ok_or_else(|| Error::new(ErrorCode::InvalidTime, "a time isn't of the log's form"))?;
    let salt =
        salt.try_into().map_err(|_| Error::new(ErrorCode::InvalidEvent, "a salt has 16 bytes"))?;
    Ok(Stamp { at: time, salt: Salt(salt) })
}

/// Where a call of the journal has its time and randomness from.
pub(crate) fn source() -> Box<dyn Source> {
    match STAMPS.with_borrow(|stamps| stamps.first().copied()) {
        Some(stamp) => Box::new(Fixed::new(stamp)),
        None => Box::new(System),
    }
}

/// A stamp for each of so many lines.
pub(crate) fn stamps<const N: usize>() -> Result<[Stamp; N], InterviewError> {
    let set = STAMPS.with_borrow(Clone::clone);
    let stamps =
        if set.is_empty() { (0..N).map(|_| drawn()).collect::<Result<Vec<_>, _>>()? } else { set };
    let refused = |_| Error::new(ErrorCode::OutOfRange, "a stamp for each line is needed");
    Ok(stamps.try_into().map_err(refused)?)
}

fn drawn() -> Result<Stamp, Error> {
    let mut salt = [0; 16];
    System.fill(&mut salt)?;
    Ok(Stamp { at: System.now()?, salt: Salt(salt) })
}
