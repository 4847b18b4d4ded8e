//! Signed notes, alone and as what they state: exactly one spelling is accepted.
#![no_main]

use interview_core::{
    api::{Checkpoint, SignedNote, VerifierKey},
    checkpoint::Statement,
    limits,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(note) = SignedNote::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        assert!((1..=limits::NOTE_SIGNATURES).contains(&note.signatures().len()));
        if let Ok(checkpoint) = Checkpoint::parse(note.text()) {
            assert_eq!(checkpoint.text(), note.text());
        }
    }
    if let Ok((statement, note)) = Statement::parse(bytes) {
        assert_eq!(statement.text(), note.text());
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(key) = VerifierKey::parse(text)
    {
        assert_eq!(key.to_string(), text);
    }
});
