//! Time and randomness: from the system, or given by the caller so that the same calls make the
//! same bytes.

use std::time::{SystemTime, UNIX_EPOCH};

use interview_core::{
    Error, ErrorCode,
    api::{Salt, Stamp, Timestamp},
    hash::sha256,
};

/// Where time, salts, keys and session ids come from.
pub trait Source: Send {
    /// The time now. It is asked for under the journal's lock.
    ///
    /// # Errors
    /// `invalid_time` where it can't be written in a log.
    fn now(&mut self) -> Result<Timestamp, Error>;

    /// Fills the buffer with random bytes.
    ///
    /// # Errors
    /// `io` where there are none to be had.
    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Error>;
}

/// The system's clock and randomness. Nothing is drawn ahead: a forked process must never repeat
/// what its parent drew.
#[derive(Clone, Copy, Debug, Default)]
pub struct System;

impl Source for System {
    fn now(&mut self) -> Result<Timestamp, Error> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).ok();
        since
            .and_then(|since| i64::try_from(since.as_millis()).ok())
            .and_then(Timestamp::from_ms)
            .ok_or_else(|| {
                Error::new(ErrorCode::InvalidTime, "the clock is outside the years 1970 to 9999")
            })
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Error> {
        getrandom::fill(buffer).map_err(|error| {
            Error::new(ErrorCode::Io, format!("the system gives no random bytes: {error}"))
        })
    }
}

/// One time, and bytes that follow from one salt: the first 16 are the salt itself.
#[derive(Clone, Debug)]
pub struct Fixed {
    at: Timestamp,
    salt: [u8; 16],
    drawn: u64,
}

impl Fixed {
    /// For a call that writes one line, this is that line's time and salt.
    #[must_use]
    pub fn new(stamp: Stamp) -> Self {
        Self { at: stamp.at, salt: stamp.salt.0, drawn: 0 }
    }
}

impl Source for Fixed {
    fn now(&mut self) -> Result<Timestamp, Error> {
        Ok(self.at)
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Error> {
        for chunk in buffer.chunks_mut(16) {
            let mut bytes = self.salt.to_vec();
            if self.drawn > 0 {
                bytes.extend_from_slice(&self.drawn.to_be_bytes());
                bytes = sha256(&bytes).0.to_vec();
            }
            chunk.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
            self.drawn += 1;
        }
        Ok(())
    }
}

/// Time and salt of one line.
pub(crate) fn stamp(source: &mut dyn Source) -> Result<Stamp, Error> {
    let mut salt = [0; 16];
    source.fill(&mut salt)?;
    Ok(Stamp { at: source.now()?, salt: Salt(salt) })
}

/// A ULID: 48 bits of milliseconds and 80 random bits in Crockford's base32.
pub(crate) fn ulid(source: &mut dyn Source) -> Result<String, Error> {
    const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut random = [0; 16];
    source.fill(&mut random)?;
    let ms = u128::try_from(source.now()?.ms()).unwrap_or_default();
    let value = (ms << 80) | (u128::from_be_bytes(random) >> 48);
    let digit = |place: u32| DIGITS.get(((value >> (5 * place)) & 31) as usize).copied();
    Ok((0..26).rev().filter_map(digit).map(char::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ulid_is_26_digits_and_sorts_by_time() {
        let of = |ms| {
            let stamp = Stamp { at: Timestamp::from_ms(ms).unwrap(), salt: Salt([0xff; 16]) };
            ulid(&mut Fixed::new(stamp)).unwrap()
        };
        assert_eq!(of(0), "0000000000ZZZZZZZZZZZZZZZZ");
        assert_eq!(of(1), "0000000001ZZZZZZZZZZZZZZZZ");
        assert_eq!(of(1_790_000_000_000).len(), 26);
        assert!(of(1_790_000_000_000) < of(1_790_000_000_001));
    }
}
