//! Names of keys. A log's origin is the name of its key, so one rule holds for both
//! (C2SP signed-note, and our bound on length and control characters).

use std::fmt;

use crate::limits;
use crate::{Error, ErrorCode};

/// The name of a key, or the origin of a log: not empty, at most [`limits::NAME_BYTES`] bytes, no
/// Unicode white space, no control character, no `+`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyName(String);

impl KeyName {
    /// Takes a name as it stands.
    ///
    /// # Errors
    /// `invalid_name` if it breaks the rule.
    pub fn new(name: &str) -> Result<Self, Error> {
        let length = 1..=limits::NAME_BYTES;
        let barred = |c: char| c.is_whitespace() || c.is_control() || c == '+';
        if !length.contains(&name.len()) || name.contains(barred) {
            return Err(Error::new(
                ErrorCode::InvalidName,
                format!(
                    "a key name or log origin has 1 to {} bytes and no white space, control \
                     character or `+`",
                    limits::NAME_BYTES
                ),
            ));
        }
        Ok(Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl std::str::FromStr for KeyName {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::new(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_white_space_control_character_or_plus() {
        let check =
            |name: &str, allowed| assert_eq!(KeyName::new(name).is_ok(), allowed, "{name:?}");
        check("relay.example/s/01J", true);
        check("prüfer.example", true);
        check(&"a".repeat(255), true);
        check(&"a".repeat(256), false);
        check("", false);
        for barred in [
            " ", "+", "\n", "\t", "\0", "\u{7f}", "\u{85}", "\u{a0}", "\u{2003}", "\u{2028}",
            "\u{3000}",
        ] {
            check(&format!("a{barred}b"), false);
            check(barred, false);
        }
    }
}
