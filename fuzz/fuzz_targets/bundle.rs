//! Whole bundles with their options: a Report on every input, the same in chunks of any size, with
//! a place wherever a log is altered; and what an intact log promises.
#![no_main]

use interview_core::{
    api::{Bundle, Report, Verdict, VerifyOptions, log_key, prove, redact, verify, verify_proof},
    limits,
    policy::FormatPolicy,
};
use interview_fuzz::{Input, streamed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let input = Input::of(bytes);
    let options = input.options();
    let report = verify(&input.bundle, &options).unwrap();
    let json = report.to_json();
    for chunk in [7, 64, bytes.len() / 2 + 1] {
        assert_eq!(streamed(&input.bundle, &options, chunk), json, "chunks of {chunk}");
    }
    serde_json::from_str::<serde_json::Value>(&json).unwrap();
    assert!(report.findings.len() <= limits::FINDINGS);
    if report.verdict != Verdict::Intact {
        let cause = report.first_cause().unwrap();
        assert!(report.verdict != Verdict::Altered || cause.place.file.is_some(), "{cause:?}");
    }
    if report.verdict == Verdict::Intact && options.policy.format == FormatPolicy::One {
        kept_promises(&input.bundle, &options, &report);
    }
});

/// Any event of an intact log can be proved alone, and withheld without a look of tampering.
fn kept_promises(bundle: &Bundle<'_>, options: &VerifyOptions, report: &Report) {
    let lines: Vec<&[u8]> = bundle.events.split(|byte| *byte == b'\n').collect();
    // A log that is no session has no key and no seal.
    let Ok(key) = log_key(lines[0]) else { return };
    let proof = prove(bundle, 0).unwrap().to_string();
    verify_proof(lines[0], proof.as_bytes(), &key, options).unwrap();
    assert!(verify_proof(lines[1], proof.as_bytes(), &key, options).is_err());
    let copy = redact(bundle.events, &[1]).unwrap();
    let redacted = verify(&Bundle { events: &copy, ..*bundle }, options).unwrap();
    assert_eq!(redacted.verdict, Verdict::Incomplete, "{}", report.to_json());
}
