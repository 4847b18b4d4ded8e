//! Findings: what a verifier met, each with its place. Every code is declared once, with what it
//! does to the verdict; docs/error-codes.md is made from this table.

use std::collections::BTreeMap;

/// How bad a log is, the first that fits.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Verdict {
    /// No line of the format that was asked for.
    Unreadable,
    /// Something was changed after it was recorded.
    Altered,
    /// Nothing was changed, but something is missing.
    Incomplete,
    /// Whole and unchanged.
    Intact,
}

impl Verdict {
    /// The name in the Report.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Altered => "altered",
            Self::Incomplete => "incomplete",
            Self::Intact => "intact",
        }
    }
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Severity {
    /// The log is altered or unreadable.
    Error,
    /// The log is incomplete, or a part of it can't be used.
    Warning,
    /// Worth knowing; it says nothing against anybody.
    Info,
}

/// Where a finding lies. Members that don't apply are null.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// `events.jsonl`, `manifest.json`, `changes.diff`, `commits.json`, or null for the bundle.
    pub file: Option<&'static str>,
    /// 0-based line of the file.
    pub line: Option<u64>,
    /// `seq` that the line has or must have.
    pub seq: Option<u64>,
    /// Byte offset in the file.
    pub offset: Option<u64>,
}

/// The log's file name.
pub const EVENTS: &str = "events.jsonl";
/// The manifest's file name.
pub const MANIFEST: &str = "manifest.json";
/// The diff's file name.
pub const DIFF: &str = "changes.diff";
/// The commit list's file name.
pub const COMMITS: &str = "commits.json";

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(name: &'static str) -> Self {
        Self { file: Some(name), ..Self::default() }
    }

    /// A line of the log.
    #[must_use]
    pub fn line(line: u64, offset: u64) -> Self {
        Self { file: Some(EVENTS), line: Some(line), seq: Some(line), offset: Some(offset) }
    }
}

/// A value in a finding's `params`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Param {
    /// A whole number.
    Number(i64),
    /// A name, hash or code; never a candidate's words.
    Text(String),
}

impl From<u64> for Param {
    fn from(value: u64) -> Self {
        Self::Number(i64::try_from(value).unwrap_or(i64::MAX))
    }
}
impl From<i64> for Param {
    fn from(value: i64) -> Self {
        Self::Number(value)
    }
}
impl From<&str> for Param {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Param {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<crate::hash::Hash> for Param {
    fn from(value: crate::hash::Hash) -> Self {
        Self::Text(value.to_string())
    }
}

/// Named values that a translation of the message needs.
pub type Params = BTreeMap<&'static str, Param>;

/// One thing that the verifier met.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// What it is.
    pub code: FindingCode,
    /// How much it weighs.
    pub severity: Severity,
    /// Where it lies.
    pub place: Place,
    /// One English sentence.
    pub message: String,
    /// What a translation needs.
    pub params: Params,
}

impl Finding {
    /// A finding with the sentence of its code, `{name}` replaced by the parameter of that name.
    #[must_use]
    pub fn new(code: FindingCode, place: Place, params: Params) -> Self {
        let mut message = code.sentence().to_owned();
        for (name, value) in &params {
            let text = match value {
                Param::Number(number) => number.to_string(),
                Param::Text(text) => text.clone(),
            };
            message = message.replace(&format!("{{{name}}}"), &text);
        }
        Self { code, severity: code.severity(), place, message, params }
    }
}

macro_rules! findings {
    ($($variant:ident, $code:literal, $effect:ident, $severity:ident, $sentence:literal;)+) => {
        /// Every finding code. Codes are stable for ever; new ones come in minor versions.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum FindingCode { $(#[doc = $sentence] #[serde(rename = $code)] $variant,)+ }

        impl FindingCode {
            /// All codes, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable snake_case name.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The code with this name.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str() == name)
            }

            /// What it makes of the verdict; `intact` for those that leave it alone.
            #[must_use]
            pub fn effect(self) -> Verdict {
                match self { $(Self::$variant => Verdict::$effect,)+ }
            }

            /// How much it weighs.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// Its English sentence, with `{name}` where a parameter goes.
            #[must_use]
            pub fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence,)+ }
            }
        }
    };
}

findings! {
    EmptyLog, "empty_log", Unreadable, Error, "The log is empty.";
    NotALog, "not_a_log", Unreadable, Error, "No line is an event of format interview-log/1.";
    LegacyFormat, "legacy_format", Unreadable, Error, "This is a log of interviewsignal 0.9; the policy asks for format interview-log/1.";
    UnsupportedFormat, "unsupported_format", Unreadable, Error, "The log says that its format is {format}, which this version can't read.";
    BadArchive, "bad_archive", Unreadable, Error, "The archive isn't in the form of a bundle: {reason}.";

    BadLine, "bad_line", Altered, Error, "The line isn't an event of the format ({reason}), and lines follow it.";
    BrokenLink, "broken_link", Altered, Error, "`prev` isn't the leaf hash of the line before.";
    BrokenSeq, "broken_seq", Altered, Error, "`seq` is {found} where {expected} must stand.";
    LineEndsConverted, "line_ends_converted", Altered, Error, "Every line ends with CR LF; the log was written with LF.";
    StartMissing, "start_missing", Altered, Error, "Line 0 isn't a session_start or log_start.";
    KindOutOfPlace, "kind_out_of_place", Altered, Error, "An event of kind {kind} can't stand here.";
    FrameMisfit, "frame_misfit", Altered, Error, "The payload of {kind} doesn't fit its kind: `{member}`.";
    AfterEnd, "after_end", Altered, Error, "Bytes follow session_end.";
    TicketInvalid, "ticket_invalid", Altered, Error, "The ticket doesn't hold: {reason}.";
    TicketDiffers, "ticket_differs", Altered, Error, "The session doesn't repeat what its ticket says: {member}.";
    TicketUnexpected, "ticket_unexpected", Altered, Error, "The session's ticket isn't the one that was issued for it.";
    AnchorInvalid, "anchor_invalid", Altered, Error, "The anchor doesn't hold: {reason}.";
    RootDiffers, "root_differs", Altered, Error, "The checkpoint of size {size} has another root than the lines.";
    CosignatureInvalid, "cosignature_invalid", Altered, Error, "A cosignature by the known key {key} doesn't hold.";
    FinalNoteInvalid, "final_note_invalid", Altered, Error, "The final note doesn't hold: {reason}.";
    CountsDiffer, "counts_differ", Altered, Error, "session_end counts {member} differently.";
    ArtefactDiffers, "artefact_differs", Altered, Error, "The file isn't the one that session_end names.";
    ArtefactUnlisted, "artefact_unlisted", Altered, Error, "session_end doesn't name this file.";
    ManifestDiffers, "manifest_differs", Altered, Error, "The manifest isn't the one that follows from the log.";
    HeadConflict, "head_conflict", Altered, Error, "A witness keeps a head of size {size} with another root.";
    HeadBeyondEnd, "head_beyond_end", Altered, Error, "A witness keeps a head of size {size}, larger than the sealed log.";
    ContinuesDiffers, "continues_differs", Altered, Error, "The session that this one continues ended otherwise than it says.";

    NoSessionEnd, "no_session_end", Incomplete, Warning, "The log has no session_end.";
    TornTail, "torn_tail", Incomplete, Warning, "Bytes after the last whole line are no event ({reason}).";
    Truncated, "truncated", Incomplete, Warning, "The final note is for {size} lines; the log has {lines}.";
    HeadAhead, "head_ahead", Incomplete, Warning, "A witness keeps a head of size {size}; the log has {lines} lines.";
    ManifestMissing, "manifest_missing", Incomplete, Warning, "There is no manifest, and so no final note.";
    ArtefactMissing, "artefact_missing", Incomplete, Warning, "session_end names a file that isn't there.";
    RedactedLine, "redacted_line", Incomplete, Warning, "The line was redacted; only its hash is known.";

    PayloadMisfit, "payload_misfit", Intact, Warning, "The payload of {kind} doesn't fit its kind (`{member}`) and is left out of the evidence.";
    StatementInvalid, "statement_invalid", Intact, Warning, "The statement doesn't hold ({reason}); the event is shown as claimed.";
    StatementUnverified, "statement_unverified", Intact, Info, "The event speaks for someone else without a statement by a known key; it is shown as claimed.";
    TicketUnverified, "ticket_unverified", Intact, Warning, "The ticket is signed by no known key.";
    NoTicket, "no_ticket", Intact, Info, "No relay opened the session.";
    UnknownCosigner, "unknown_cosigner", Intact, Info, "A signature by {key} is of no known key and says nothing.";
    KeyNotValidThen, "key_not_valid_then", Intact, Warning, "The known key {key} wasn't valid at the time of its signature.";
    NotAnchored, "not_anchored", Intact, Info, "No cosignature by a known key covers the log.";
    ClockWentBack, "clock_went_back", Intact, Info, "The local clock went back by {ms} ms.";
    ClockStepped, "clock_stepped", Intact, Info, "The local clock moved by {ms} ms against the witness between two anchors.";
    WitnessWentBack, "witness_went_back", Intact, Warning, "A cosignature is older than one that stands before it, by {ms} ms.";
    UnknownKind, "unknown_kind", Intact, Info, "This version doesn't know the kind {kind}; the event is kept and hashed.";
    TailRecovered, "tail_recovered", Intact, Info, "The recorder moved {bytes} bytes of an unfinished line aside after a crash or power cut.";
    RecorderGap, "recorder_gap", Intact, Info, "The recorder says that it was off or lost something ({reason}).";
    KindsNotCounted, "kinds_not_counted", Intact, Info, "The counts by kind can't be compared: {reason}.";
    DemandUnmet, "demand_unmet", Intact, Warning, "A demand of the policy isn't met: {demand}.";

    LegacyNotUtf8, "legacy_not_utf8", Unreadable, Error, "The file isn't UTF-8, so the original reads none of it.";
    LegacyNoEvents, "legacy_no_events", Unreadable, Error, "The file holds no event.";
    LegacyParseError, "legacy_parse_error", Altered, Error, "The line isn't JSON as the original reads it, so it reads no line behind it.";
    LegacyLinkMismatch, "legacy_link_mismatch", Altered, Error, "The event doesn't name the stored hash of the event before it.";
    LegacyHashMismatch, "legacy_hash_mismatch", Altered, Error, "The stored hash of the event isn't the hash of its content.";
    LegacyManifestMismatch, "legacy_manifest_mismatch", Altered, Error, "final_hash in the manifest isn't the stored hash of the last event.";
    LegacyTornTail, "legacy_torn_tail", Incomplete, Warning, "The last line isn't whole; the original reads no line behind it and calls the log malformed.";
    LegacyVerifierRaises, "legacy_verifier_raises", Incomplete, Warning, "The original gives no verdict here but raises an exception.";
    LegacyLineTooLong, "legacy_line_too_long", Incomplete, Warning, "The line is longer than what is read, so there is no verdict of the original.";
    LegacyManifestTooLong, "legacy_manifest_too_long", Incomplete, Warning, "The manifest is longer than what is read, so there is no verdict of the original.";
    LegacyNoSessionStart, "legacy_no_session_start", Incomplete, Warning, "No event is a session_start.";
    LegacyNoSessionEnd, "legacy_no_session_end", Incomplete, Warning, "No event is a session_end, so whole lines may be missing at the end.";
    LegacyManifestAbsent, "legacy_manifest_absent", Incomplete, Warning, "There is no manifest, so whole lines may be missing at the end.";
    LegacyManifestUnreadable, "legacy_manifest_unreadable", Incomplete, Warning, "The original ignores this manifest because it can't read it.";
    LegacyManifestWithoutHash, "legacy_manifest_without_hash", Incomplete, Warning, "The original ignores this manifest because it has no final_hash.";
    LegacyManifestNotCompared, "legacy_manifest_not_compared", Incomplete, Warning, "The original doesn't come to compare the manifest.";
    LegacyDuplicateKey, "legacy_duplicate_key", Intact, Warning, "An object has a key twice; the original takes the last value, other readers may show the first.";
    LegacyRespelled, "legacy_respelled", Intact, Warning, "The line isn't spelled as the original writes it; its hash doesn't tell.";
    LegacyLineEnd, "legacy_line_end", Intact, Warning, "Lines end in another way than the original writes; no hash tells.";
    LegacyBlankLine, "legacy_blank_line", Intact, Info, "The file has lines without an event; no hash tells.";
    LegacyTimeGoesBack, "legacy_time_goes_back", Intact, Info, "The event is older than the one before it.";
    LegacyTimeNotFinite, "legacy_time_not_finite", Intact, Warning, "The time of the event is NaN or infinite.";
    LegacyUnsigned, "legacy_unsigned", Intact, Info, "The format has no signature and cuts its hashes to 64 bits: who has the file can write it anew.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_snake_case() {
        let mut names: Vec<_> = FindingCode::ALL.iter().map(|code| code.as_str()).collect();
        assert!(names.iter().all(|name| {
            name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        }));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FindingCode::ALL.len());
    }
}
