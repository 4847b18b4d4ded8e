//! Manifests beside a log that is whole: only one that says what the log says is taken, and only
//! with a final note of that log.
#![no_main]

use std::sync::LazyLock;

use interview_core::{
    api::{Bundle, SignedNote, Verdict, VerifierKey, VerifyOptions, log_key, verify},
    seal::final_note_of,
};
use libfuzzer_sys::fuzz_target;

const EVENTS: &[u8] = include_bytes!("../../conformance/vectors/honest/events.jsonl");
const MANIFEST: &[u8] = include_bytes!("../../conformance/vectors/honest/manifest.json");
const DIFF: &[u8] = include_bytes!("../../conformance/vectors/honest/changes.diff");
const COMMITS: &[u8] = include_bytes!("../../conformance/vectors/honest/commits.json");

/// The key under which the log signs.
static KEY: LazyLock<VerifierKey> =
    LazyLock::new(|| log_key(EVENTS.split(|byte| *byte == b'\n').next().unwrap()).unwrap());

fuzz_target!(|bytes: &[u8]| {
    let note = final_note_of(bytes);
    let bundle =
        Bundle { events: EVENTS, manifest: Some(bytes), diff: Some(DIFF), commits: Some(COMMITS) };
    let report = verify(&bundle, &VerifyOptions::default()).unwrap();
    if report.verdict == Verdict::Intact {
        let note = SignedNote::parse(note.unwrap().as_bytes()).unwrap();
        assert!(note.is_signed_by(&KEY));
        // All but the cosignatures follows from the log.
        let member = b",\"final_note\":";
        let end = MANIFEST.windows(member.len()).position(|part| part == member).unwrap();
        assert_eq!(bytes.get(..end), MANIFEST.get(..end));
    } else {
        assert_ne!(bytes, MANIFEST);
    }
});
