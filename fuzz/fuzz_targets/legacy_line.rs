//! Lines of legacy logs: the canonical form is ASCII and its own canonical form, and a log of any
//! bytes gets a verdict.
#![no_main]

use interview_core::legacy::{Verifier, canonical_json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    if let Some(canonical) = canonical_json(bytes).ok().filter(|_| is_utf8) {
        assert!(canonical.iter().all(|byte| (0x20..0x7f).contains(byte)));
        assert_eq!(canonical_json(&canonical).ok().as_ref(), Some(&canonical));
    }
    let whole = verdict(bytes, bytes.len().max(1));
    assert_eq!(verdict(bytes, 1), whole);
    assert_eq!(verdict(bytes, 7), whole);
});

fn verdict(log: &[u8], chunk: usize) -> String {
    let mut verifier = Verifier::new();
    log.chunks(chunk).for_each(|chunk| verifier.push(chunk));
    format!("{:?}", verifier.finish(None))
}
