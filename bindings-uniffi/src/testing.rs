//! For tests and vectors only: times, salts and cosignatures that a test chooses, and a panic. No
//! part of the surface.

use interview_core::api::{self, KeyName, SignedNote, SigningKey};
use interview_journal::given::digits;

use crate::{
    failure::{InterviewError, guarded, whole},
    fixed,
};

/// For tests: the time and salt of a line.
#[derive(Clone, Debug, uniffi::Record)]
pub struct TestingStamp {
    /// Such as `2026-11-20T12:34:56.789Z`.
    pub at: String,
    /// 16 bytes.
    pub salt: Vec<u8>,
}

/// For tests: from now on, calls on this thread have their times and salts from here; from the system
/// where the list is empty. A recorder's call takes one for each line that it writes, a journal's the
/// first.
#[uniffi::export]
pub fn testing_stamps(stamps: Vec<TestingStamp>) -> Result<(), InterviewError> {
    guarded(|| {
        let stamp = |TestingStamp { at, salt }: &TestingStamp| fixed::stamp(at, salt);
        fixed::set(stamps.iter().map(stamp).collect::<Result<_, _>>()?);
        Ok(())
    })
}

/// For tests: a note with the cosignature of a witness.
#[uniffi::export]
pub fn testing_cosign(
    note: String,
    name: String,
    key_seed: String,
    time_s: i64,
) -> Result<String, InterviewError> {
    guarded(|| {
        let note = SignedNote::parse(note.as_bytes())?;
        let key = SigningKey::from_seed(&digits(&key_seed)?);
        let signature = api::cosign(note.text(), &key, &KeyName::new(&name)?, whole(time_s)?);
        Ok(note.with_signature(signature)?.to_string())
    })
}

/// For tests: work that panics.
#[uniffi::export]
#[expect(clippy::panic, reason = "this is how a fault of the library looks")]
pub fn testing_panic() -> Result<(), InterviewError> {
    guarded(|| panic!("a test asked for this"))
}
