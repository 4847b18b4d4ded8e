//! What the verdict of the original leaves open about a log: where it broke, and which bytes it
//! accepts although its hashes don't cover them. Findings never change the verdict.

use crate::limits;

/// Every code of a [`LegacyFinding`] and what it says. Codes are stable for ever.
pub const CODES: &[(&str, &str)] = &[
    (NOT_UTF8, "the file isn't UTF-8 from this byte on, so the original reads none of it"),
    (VERIFIER_RAISES, "the original gives no verdict here but raises an exception"),
    (PARSE_ERROR, "this line isn't JSON as the original reads it, so it reads no line behind it"),
    (NO_EVENTS, "the file holds no event"),
    (LINE_TOO_LONG, "this line is longer than what is read, so there is no verdict"),
    (LINK_MISMATCH, "this event doesn't name the stored hash of the event before it"),
    (HASH_MISMATCH, "the stored hash of this event isn't the hash of its content"),
    (DUPLICATE_KEY, "an object on this line has a key twice; only the last value is hashed"),
    (RESPELLED, "this line isn't spelled as the original writes it; its hash doesn't tell"),
    (LINE_END, "lines here end in another way than the original writes; no hash tells"),
    (BLANK_LINE, "the file has lines without an event; no hash tells"),
    (
        TIME_GOES_BACK,
        "this event is older than the one before it; some milliseconds are usual where hooks run at once",
    ),
    (TIME_NOT_FINITE, "the time of this event is NaN or infinite"),
    (NO_SESSION_START, "no event is a session_start"),
    (NO_SESSION_END, "no event is a session_end, so whole lines may be missing at the end"),
    (MANIFEST_ABSENT, "there is no manifest, so whole lines may be missing at the end"),
    (MANIFEST_UNREADABLE, "the original ignores this manifest because it can't read it"),
    (MANIFEST_WITHOUT_HASH, "the original ignores this manifest because it has no final_hash"),
    (
        MANIFEST_NOT_COMPARED,
        "the original ignores this manifest because the last event has no hash",
    ),
    (MANIFEST_MISMATCH, "final_hash in the manifest isn't the stored hash of the last event"),
    (MANIFEST_TOO_LONG, "the manifest is longer than what is read, so there is no verdict"),
];

pub(super) const NOT_UTF8: &str = "legacy_not_utf8";
pub(super) const VERIFIER_RAISES: &str = "legacy_verifier_raises";
pub(super) const PARSE_ERROR: &str = "legacy_parse_error";
pub(super) const NO_EVENTS: &str = "legacy_no_events";
pub(super) const LINE_TOO_LONG: &str = "legacy_line_too_long";
pub(super) const LINK_MISMATCH: &str = "legacy_link_mismatch";
pub(super) const HASH_MISMATCH: &str = "legacy_hash_mismatch";
pub(super) const DUPLICATE_KEY: &str = "legacy_duplicate_key";
pub(super) const RESPELLED: &str = "legacy_respelled";
pub(super) const LINE_END: &str = "legacy_line_end";
pub(super) const BLANK_LINE: &str = "legacy_blank_line";
pub(super) const TIME_GOES_BACK: &str = "legacy_time_goes_back";
pub(super) const TIME_NOT_FINITE: &str = "legacy_time_not_finite";
pub(super) const NO_SESSION_START: &str = "legacy_no_session_start";
pub(super) const NO_SESSION_END: &str = "legacy_no_session_end";
pub(super) const MANIFEST_ABSENT: &str = "legacy_manifest_absent";
pub(super) const MANIFEST_UNREADABLE: &str = "legacy_manifest_unreadable";
pub(super) const MANIFEST_WITHOUT_HASH: &str = "legacy_manifest_without_hash";
pub(super) const MANIFEST_NOT_COMPARED: &str = "legacy_manifest_not_compared";
pub(super) const MANIFEST_MISMATCH: &str = "legacy_manifest_mismatch";
pub(super) const MANIFEST_TOO_LONG: &str = "legacy_manifest_too_long";

/// Findings of one code that are listed, so that a file full of one kind doesn't hide the others.
const LISTED_OF_ONE_CODE: usize = limits::FINDINGS / CODES.len();

/// Where something was met; what is not known or doesn't apply is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The line in the file, from 0, as Python's `str.splitlines` counts lines.
    pub line: Option<u64>,
    /// The event, from 0, as the original counts: lines that aren't blank.
    pub event: Option<u64>,
    /// The byte in the file, from 0.
    pub offset: Option<u64>,
}

/// One finding about a legacy log or its manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegacyFinding {
    /// One of [`CODES`].
    pub code: &'static str,
    /// `events.jsonl` or `manifest.json`, which `place` is in.
    pub file: &'static str,
    /// Where.
    pub place: Place,
    /// Name and value of what a sentence about it needs; nothing of the candidate's text.
    pub params: Vec<(&'static str, String)>,
}

impl LegacyFinding {
    /// What the code says, in English.
    #[must_use]
    pub fn meaning(&self) -> &'static str {
        CODES.iter().find(|(code, _)| *code == self.code).map_or("", |(_, meaning)| meaning)
    }
}

/// The findings so far, with bounds.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) listed: Vec<LegacyFinding>,
    pub(super) omitted: u64,
}

impl Findings {
    /// Adds a finding about the log.
    pub(super) fn log(&mut self, code: &'static str, place: Place, params: Params<'_>) {
        self.add(code, "events.jsonl", place, params);
    }

    /// Adds a finding about the manifest.
    pub(super) fn manifest(
        &mut self,
        code: &'static str,
        offset: Option<usize>,
        params: Params<'_>,
    ) {
        let place = Place { offset: offset.map(|offset| offset as u64), ..Place::default() };
        self.add(code, "manifest.json", place, params);
    }

    fn add(&mut self, code: &'static str, file: &'static str, place: Place, params: Params<'_>) {
        let listed = self.listed.iter().filter(|finding| finding.code == code).count();
        if listed >= LISTED_OF_ONE_CODE {
            self.omitted = self.omitted.saturating_add(1);
            return;
        }
        let params = params.iter().map(|(name, value)| (*name, value.to_string())).collect();
        self.listed.push(LegacyFinding { code, file, place, params });
    }
}

/// Names and values as a caller passes them.
pub(super) type Params<'a> = &'a [(&'static str, &'a dyn std::fmt::Display)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_kind_of_finding_does_not_hide_the_others() {
        let mut findings = Findings::default();
        for line in 0..5_000 {
            let place = Place { line: Some(line), ..Place::default() };
            findings.log(RESPELLED, place, &[]);
        }
        findings.log(HASH_MISMATCH, Place::default(), &[("computed", &"00")]);
        assert_eq!(findings.listed.len(), LISTED_OF_ONE_CODE + 1);
        assert_eq!(findings.omitted, 5_000 - LISTED_OF_ONE_CODE as u64);
        assert!(LISTED_OF_ONE_CODE * CODES.len() <= limits::FINDINGS);
    }

    #[test]
    fn codes_are_distinct_and_have_a_meaning() {
        for (index, (code, meaning)) in CODES.iter().enumerate() {
            assert!(code.starts_with("legacy_") && !meaning.is_empty());
            assert!(CODES.iter().skip(index + 1).all(|(other, _)| other != code), "{code}");
        }
    }
}
