//! The timeline of one honest session in each form, held against files that were checked by hand.

use interview_core::api::{self, TranscriptFormat, TranscriptOptions};

const EVENTS: &[u8] = include_bytes!("../data/transcript/events.jsonl");

fn check(format: TranscriptFormat, expected: &str) {
    let mut options = TranscriptOptions::default();
    options.format = format;
    let transcript = api::transcript(EVENTS, &options).unwrap();
    assert_eq!(transcript, expected, "{transcript}");
}

#[test]
fn an_honest_session_reads_as_it_went() {
    check(TranscriptFormat::Text, include_str!("../data/transcript/honest.txt"));
    check(TranscriptFormat::Markdown, include_str!("../data/transcript/honest.md"));
    check(TranscriptFormat::Json, include_str!("../data/transcript/honest.json"));
}
