//! Logs of interviewsignal 0.9: reader, canonical form and verification.
//!
//! The format chains events by the first 64 bits of SHA-256 over Python's
//! `json.dumps(body, sort_keys=True)`, so what it protects is what Python parsed, not the bytes on
//! disk. [`Verifier`] gives the verdict that interviewsignal 0.9.25 itself gives, member by member,
//! and tells beside it what that verdict leaves open: respelled lines, duplicate keys, other line
//! ends; [`flags()`] gives the flags that it gives. Nothing here writes such a log, and a log of this format never proves who wrote it or when.
//!
//! Strings of Python may hold lone surrogates; inside this module they are WTF-8, whose byte order
//! is the order of code points.

mod finding;
mod verdict;
mod verify;
mod flags;

mod canonical;
mod elapsed;
mod number;
mod scan;
mod span;
mod split;
mod string;
mod text;
mod told;
mod token;
mod value;

pub use canonical::canonical_json;
pub use finding::{CODES, LegacyFinding, Place};
pub use flags::{LegacyFlag, LegacySeverity, flags};
pub use token::Malformed;
pub use verdict::{LegacyVerdict, Outcome, Verification};
pub use verify::Verifier;
