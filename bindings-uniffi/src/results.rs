//! What the library gives, as records. Generated from the library's schemas: don't edit.
//!
//! Serde reads them from the library's JSON, and writes the library's very bytes from their fields.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    failure::{InterviewError, guarded},
    json::{IntegerOrText, Json, ordered, read, written},
};

/// Where an added line comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
pub enum Class {
    /// A file tool of an assistant wrote it, or its completion in an editor.
    #[serde(rename = "assistant_edit")]
    AssistantEdit,
    /// It appeared between the states at start and end of one shell call of an assistant.
    #[serde(rename = "assistant_shell")]
    AssistantShell,
    /// A formatter laid it out.
    #[serde(rename = "formatter")]
    Formatter,
    /// The candidate wrote it in a captured editor, or by a command of their own.
    #[serde(rename = "candidate_editor")]
    CandidateEditor,
    /// It stands in a file that tools generate, by the patterns of the policy.
    #[serde(rename = "generated")]
    Generated,
    /// It has no letter, digit or byte from 0x80 on, and so matches too much to be evidence.
    #[serde(rename = "trivial")]
    Trivial,
    /// It appeared while the recorder says that it was off.
    #[serde(rename = "recorder_gap")]
    RecorderGap,
    /// The log lost track of its file, and doesn't tell it otherwise.
    #[serde(rename = "out_of_step")]
    OutOfStep,
    /// The log doesn't tell who wrote it.
    #[serde(rename = "unexplained")]
    Unexplained,
}

/// How much a flag weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
pub enum Colour {
    /// Worth a look; it has many honest reasons.
    #[serde(rename = "yellow")]
    Yellow,
    /// Worth a question to the candidate.
    #[serde(rename = "red")]
    Red,
}

/// Every finding code. Codes are stable for ever; new ones come in minor versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
pub enum FindingCode {
    /// The log is empty.
    #[serde(rename = "empty_log")]
    EmptyLog,
    /// No line is an event of format interview-log/1.
    #[serde(rename = "not_a_log")]
    NotALog,
    /// This is a log of interviewsignal 0.9; the policy asks for format interview-log/1.
    #[serde(rename = "legacy_format")]
    LegacyFormat,
    /// The log says that its format is {format}, which this version can't read.
    #[serde(rename = "unsupported_format")]
    UnsupportedFormat,
    /// The archive isn't in the form of a bundle: {reason}.
    #[serde(rename = "bad_archive")]
    BadArchive,
    /// The line isn't an event of the format ({reason}), and lines follow it.
    #[serde(rename = "bad_line")]
    BadLine,
    /// `prev` isn't the leaf hash of the line before.
    #[serde(rename = "broken_link")]
    BrokenLink,
    /// `seq` is {found} where {expected} must stand.
    #[serde(rename = "broken_seq")]
    BrokenSeq,
    /// Every line ends with CR LF; the log was written with LF.
    #[serde(rename = "line_ends_converted")]
    LineEndsConverted,
    /// Line 0 isn't a session_start or log_start.
    #[serde(rename = "start_missing")]
    StartMissing,
    /// An event of kind {kind} can't stand here.
    #[serde(rename = "kind_out_of_place")]
    KindOutOfPlace,
    /// The payload of {kind} doesn't fit its kind: `{member}`.
    #[serde(rename = "frame_misfit")]
    FrameMisfit,
    /// Bytes follow session_end.
    #[serde(rename = "after_end")]
    AfterEnd,
    /// The ticket doesn't hold: {reason}.
    #[serde(rename = "ticket_invalid")]
    TicketInvalid,
    /// The session doesn't repeat what its ticket says: {member}.
    #[serde(rename = "ticket_differs")]
    TicketDiffers,
    /// The session's ticket isn't the one that was issued for it.
    #[serde(rename = "ticket_unexpected")]
    TicketUnexpected,
    /// The anchor doesn't hold: {reason}.
    #[serde(rename = "anchor_invalid")]
    AnchorInvalid,
    /// The checkpoint of size {size} has another root than the lines.
    #[serde(rename = "root_differs")]
    RootDiffers,
    /// A cosignature by the known key {key} doesn't hold.
    #[serde(rename = "cosignature_invalid")]
    CosignatureInvalid,
    /// The final note doesn't hold: {reason}.
    #[serde(rename = "final_note_invalid")]
    FinalNoteInvalid,
    /// session_end counts {member} differently.
    #[serde(rename = "counts_differ")]
    CountsDiffer,
    /// The file isn't the one that session_end names.
    #[serde(rename = "artefact_differs")]
    ArtefactDiffers,
    /// session_end doesn't name this file.
    #[serde(rename = "artefact_unlisted")]
    ArtefactUnlisted,
    /// The manifest isn't the one that follows from the log.
    #[serde(rename = "manifest_differs")]
    ManifestDiffers,
    /// A witness keeps a head of size {size} with another root.
    #[serde(rename = "head_conflict")]
    HeadConflict,
    /// A witness keeps a head of size {size}, larger than the sealed log.
    #[serde(rename = "head_beyond_end")]
    HeadBeyondEnd,
    /// The session that this one continues ended otherwise than it says.
    #[serde(rename = "continues_differs")]
    ContinuesDiffers,
    /// The log has no session_end.
    #[serde(rename = "no_session_end")]
    NoSessionEnd,
    /// Bytes after the last whole line are no event ({reason}).
    #[serde(rename = "torn_tail")]
    TornTail,
    /// The final note is for {size} lines; the log has {lines}.
    #[serde(rename = "truncated")]
    Truncated,
    /// A witness keeps a head of size {size}; the log has {lines} lines.
    #[serde(rename = "head_ahead")]
    HeadAhead,
    /// There is no manifest, and so no final note.
    #[serde(rename = "manifest_missing")]
    ManifestMissing,
    /// session_end names a file that isn't there.
    #[serde(rename = "artefact_missing")]
    ArtefactMissing,
    /// The line was redacted; only its hash is known.
    #[serde(rename = "redacted_line")]
    RedactedLine,
    /// The payload of {kind} doesn't fit its kind (`{member}`) and is left out of the evidence.
    #[serde(rename = "payload_misfit")]
    PayloadMisfit,
    /// The statement doesn't hold ({reason}); the event is shown as claimed.
    #[serde(rename = "statement_invalid")]
    StatementInvalid,
    /// The event speaks for someone else without a statement by a known key; it is shown as
    /// claimed.
    #[serde(rename = "statement_unverified")]
    StatementUnverified,
    /// The ticket is signed by no known key.
    #[serde(rename = "ticket_unverified")]
    TicketUnverified,
    /// No relay opened the session.
    #[serde(rename = "no_ticket")]
    NoTicket,
    /// A signature by {key} is of no known key and says nothing.
    #[serde(rename = "unknown_cosigner")]
    UnknownCosigner,
    /// The known key {key} wasn't valid at the time of its signature.
    #[serde(rename = "key_not_valid_then")]
    KeyNotValidThen,
    /// No cosignature by a known key covers the log.
    #[serde(rename = "not_anchored")]
    NotAnchored,
    /// The local clock went back by {ms} ms.
    #[serde(rename = "clock_went_back")]
    ClockWentBack,
    /// The local clock moved by {ms} ms against the witness between two anchors.
    #[serde(rename = "clock_stepped")]
    ClockStepped,
    /// A cosignature is older than one that stands before it, by {ms} ms.
    #[serde(rename = "witness_went_back")]
    WitnessWentBack,
    /// This version doesn't know the kind {kind}; the event is kept and hashed.
    #[serde(rename = "unknown_kind")]
    UnknownKind,
    /// The recorder moved {bytes} bytes of an unfinished line aside after a crash or power cut.
    #[serde(rename = "tail_recovered")]
    TailRecovered,
    /// The recorder says that it was off or lost something ({reason}).
    #[serde(rename = "recorder_gap")]
    RecorderGap,
    /// The counts by kind can't be compared: {reason}.
    #[serde(rename = "kinds_not_counted")]
    KindsNotCounted,
    /// A demand of the policy isn't met: {demand}.
    #[serde(rename = "demand_unmet")]
    DemandUnmet,
    /// The file isn't UTF-8, so the original reads none of it.
    #[serde(rename = "legacy_not_utf8")]
    LegacyNotUtf8,
    /// The file holds no event.
    #[serde(rename = "legacy_no_events")]
    LegacyNoEvents,
    /// The line isn't JSON as the original reads it, so it reads no line behind it.
    #[serde(rename = "legacy_parse_error")]
    LegacyParseError,
    /// The event doesn't name the stored hash of the event before it.
    #[serde(rename = "legacy_link_mismatch")]
    LegacyLinkMismatch,
    /// The stored hash of the event isn't the hash of its content.
    #[serde(rename = "legacy_hash_mismatch")]
    LegacyHashMismatch,
    /// final_hash in the manifest isn't the stored hash of the last event.
    #[serde(rename = "legacy_manifest_mismatch")]
    LegacyManifestMismatch,
    /// The last line isn't whole; the original reads no line behind it and calls the log
    /// malformed.
    #[serde(rename = "legacy_torn_tail")]
    LegacyTornTail,
    /// The original gives no verdict here but raises an exception.
    #[serde(rename = "legacy_verifier_raises")]
    LegacyVerifierRaises,
    /// The line is longer than what is read, so there is no verdict of the original.
    #[serde(rename = "legacy_line_too_long")]
    LegacyLineTooLong,
    /// The manifest is longer than what is read, so there is no verdict of the original.
    #[serde(rename = "legacy_manifest_too_long")]
    LegacyManifestTooLong,
    /// No event is a session_start.
    #[serde(rename = "legacy_no_session_start")]
    LegacyNoSessionStart,
    /// No event is a session_end, so whole lines may be missing at the end.
    #[serde(rename = "legacy_no_session_end")]
    LegacyNoSessionEnd,
    /// There is no manifest, so whole lines may be missing at the end.
    #[serde(rename = "legacy_manifest_absent")]
    LegacyManifestAbsent,
    /// The original ignores this manifest because it can't read it.
    #[serde(rename = "legacy_manifest_unreadable")]
    LegacyManifestUnreadable,
    /// The original ignores this manifest because it has no final_hash.
    #[serde(rename = "legacy_manifest_without_hash")]
    LegacyManifestWithoutHash,
    /// The original doesn't come to compare the manifest.
    #[serde(rename = "legacy_manifest_not_compared")]
    LegacyManifestNotCompared,
    /// An object has a key twice; the original takes the last value, other readers may show the
    /// first.
    #[serde(rename = "legacy_duplicate_key")]
    LegacyDuplicateKey,
    /// The line isn't spelled as the original writes it; its hash doesn't tell.
    #[serde(rename = "legacy_respelled")]
    LegacyRespelled,
    /// Lines end in another way than the original writes; no hash tells.
    #[serde(rename = "legacy_line_end")]
    LegacyLineEnd,
    /// The file has lines without an event; no hash tells.
    #[serde(rename = "legacy_blank_line")]
    LegacyBlankLine,
    /// The event is older than the one before it.
    #[serde(rename = "legacy_time_goes_back")]
    LegacyTimeGoesBack,
    /// The time of the event is NaN or infinite.
    #[serde(rename = "legacy_time_not_finite")]
    LegacyTimeNotFinite,
    /// The format has no signature and cuts its hashes to 64 bits: who has the file can write
    /// it anew.
    #[serde(rename = "legacy_unsigned")]
    LegacyUnsigned,
}

/// Whether heads that witnesses keep were compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
pub enum HeadsChecked {
    /// No head was given.
    #[serde(rename = "not_checked")]
    NotChecked,
    /// All heads that were given are heads of this log.
    #[serde(rename = "checked")]
    Checked,
    /// A head differs, or is ahead of this log.
    #[serde(rename = "conflict")]
    Conflict,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
pub enum Severity {
    /// The log is altered or unreadable.
    #[serde(rename = "error")]
    Error,
    /// The log is incomplete, or a part of it can't be used.
    #[serde(rename = "warning")]
    Warning,
    /// Worth knowing; it says nothing against anybody.
    #[serde(rename = "info")]
    Info,
}

/// What is known of the ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
pub enum TicketState {
    /// There is none.
    #[serde(rename = "none")]
    None,
    /// There is one, signed by no known key.
    #[serde(rename = "unverified")]
    Unverified,
    /// There is one, signed by a known key, and the session repeats it.
    #[serde(rename = "verified")]
    Verified,
}

/// Where a time comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
pub enum TimeSource {
    /// A ticket or cosignature by a trusted key.
    #[serde(rename = "relay")]
    Relay,
    /// The last trusted anchor's time and the local time from there on.
    #[serde(rename = "estimated")]
    Estimated,
    /// The time of receipt.
    #[serde(rename = "receipt")]
    Receipt,
    /// The recorder's clock.
    #[serde(rename = "local")]
    Local,
}

/// How bad a log is, the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
pub enum Verdict {
    /// No line of the format that was asked for.
    #[serde(rename = "unreadable")]
    Unreadable,
    /// Something was changed after it was recorded.
    #[serde(rename = "altered")]
    Altered,
    /// Nothing was changed, but something is missing.
    #[serde(rename = "incomplete")]
    Incomplete,
    /// Whole and unchanged.
    #[serde(rename = "intact")]
    Intact,
}

/// What a session was like. Times are by the recorder's clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Activity {
    /// Time between acts that follow on each other within five minutes, in ms.
    pub active_ms: i64,
    /// Longest stretch between two acts, in ms.
    pub longest_gap_ms: i64,
    /// `seq` of the act behind it; null without one.
    pub longest_gap_seq: Option<i64>,
    /// Prompts.
    pub prompts: i64,
    /// Turns of an assistant: prompts that were followed by an act of one.
    pub turns: i64,
    /// Tool calls.
    pub tool_calls: i64,
    /// Events that tell an edit of a file.
    pub edits: i64,
    /// From the first event to the first edit, in ms; null without one.
    pub first_edit_ms: Option<i64>,
    /// The series of test runs.
    pub tests: TestSeries,
    /// Shell commands by the name of the program, most frequent first.
    pub commands: Vec<CommandCount>,
    /// Pastes.
    pub pastes: i64,
    /// Lines that were pasted.
    pub pasted_lines: i64,
    /// Commits.
    pub commits: i64,
}

/// What the log's signatures and anchors prove.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Assurance {
    /// One line for people.
    pub summary: String,
    /// What is known of the ticket.
    pub ticket: TicketState,
    /// Whether the session's own key signed the whole log.
    pub self_signed: bool,
    /// Known keys whose cosignatures hold, as `name+key id`.
    pub cosigned_by: Vec<String>,
    /// Whether a known key cosigned the whole log.
    pub final_cosigned: bool,
    /// Anchors whose checkpoint holds.
    pub anchors: i64,
    /// Signatures by unknown keys, which say nothing.
    pub unknown_signatures: i64,
    /// Events that a trusted cosignature covers.
    pub anchored: Share,
    /// Events with a trusted time on both sides.
    pub bracketed: Share,
    /// Width of the widest bracket of an event, or null where no event has one.
    pub widest_bracket_ms: Option<i64>,
    /// Whether heads that witnesses keep were compared.
    pub heads: HeadsChecked,
}

/// Lines of each class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct ClassCounts {
    /// Lines of `Class::AssistantEdit`.
    pub assistant_edit: i64,
    /// Lines of `Class::AssistantShell`.
    pub assistant_shell: i64,
    /// Lines of `Class::Formatter`.
    pub formatter: i64,
    /// Lines of `Class::CandidateEditor`.
    pub candidate_editor: i64,
    /// Lines of `Class::Generated`.
    pub generated: i64,
    /// Lines of `Class::Trivial`.
    pub trivial: i64,
    /// Lines of `Class::RecorderGap`.
    pub recorder_gap: i64,
    /// Lines of `Class::OutOfStep`.
    pub out_of_step: i64,
    /// Lines of `Class::Unexplained`.
    pub unexplained: i64,
}

/// How often a program was run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct CommandCount {
    /// Its name; empty for all whose names are not kept.
    pub command: String,
    /// How often.
    pub runs: i64,
}

/// What the commits say beside the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct CommitEvidence {
    /// Commits that the log tells.
    pub recorded: i64,
    /// Commits in `commits.json`; null without one that can be read.
    pub submitted: Option<i64>,
    /// Whether the commit at the start is an ancestor of those submitted; null where nobody can
    /// tell.
    pub base_is_ancestor: Option<bool>,
    /// Commits that the log tells and the history doesn't have.
    pub missing: Vec<CommitPlace>,
    /// How many of those the log itself tells to be amended, rebased or squashed later.
    pub rewritten_openly: i64,
    /// Commits whose time lies outside the session.
    pub outside_session: Vec<CommitPlace>,
    /// Files of commits that no event touched since the commit before.
    pub untouched: Vec<CommitPlace>,
    /// Turns in which files changed and that no commit followed.
    pub turns_without_commit: i64,
    /// Entries beyond those listed.
    pub omitted: i64,
}

/// A commit, and where it is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct CommitPlace {
    /// Its id; null where the log tells none.
    pub id: Option<String>,
    /// `seq` of its event; null where the log doesn't have it.
    pub seq: Option<i64>,
    /// The file, where it is about one.
    pub path: Option<String>,
    /// Lines that it adds there.
    pub lines: Option<i64>,
}

/// Where an earlier session stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct ContinuesFacts {
    /// The earlier session.
    pub session: String,
    /// Lines of its log.
    pub size: i64,
    /// Leaf hash of its last line.
    pub leaf_hash: String,
}

/// A cosignature that holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Cosigned {
    /// The known key, as `name+key id`.
    pub key: String,
    /// When it cosigned.
    pub at: String,
}

/// One demand of the policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Demand {
    /// `ticket`, `cosigned` or `max_unanchored`.
    pub demand: String,
    /// What is asked for: a key, or a number with its unit.
    pub wanted: String,
    /// Whether it is met.
    pub met: bool,
}

/// What a proof shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Disclosed {
    /// Name of the log.
    pub log_origin: String,
    /// Number of the event.
    pub seq: i64,
    /// Lines of the log that the checkpoint covers.
    pub size: i64,
    /// Leaf hash of the event.
    pub leaf_hash: String,
    /// Known keys that cosigned the checkpoint, as `name+key id`, each with its time.
    pub cosigned_by: Vec<Cosigned>,
}

/// How long a session took, and by whose clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Elapsed {
    /// From start to end without granted pauses, in ms.
    pub elapsed_ms: i64,
    /// When it began.
    pub start: Moment,
    /// When it ended.
    pub end: Moment,
    /// The same time by the recorder's clock alone, in ms.
    pub local_elapsed_ms: i64,
}

/// A line that was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Entry {
    /// Its number.
    pub seq: i64,
    /// Its leaf hash, which is the chain's head now.
    pub leaf_hash: String,
    /// Its time.
    pub at: String,
}

/// An error code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct ErrorInfo {
    /// The code, for ever the same.
    pub code: String,
    /// Its category.
    pub category: String,
    /// What it means.
    pub meaning: String,
}

/// Which lines came from where, and whether the commits fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Evidence {
    /// Lines that the diff adds; null without a diff that can be read.
    pub added: Option<i64>,
    /// They by class.
    pub classes: ClassCounts,
    /// Lines that the log explains, of those that are neither trivial nor generated.
    pub coverage: Share,
    /// The diff's files, in its order.
    pub files: Vec<FileEvidence>,
    /// Files beyond those listed; their lines count above.
    pub files_omitted: i64,
    /// The commits.
    pub commits: CommitEvidence,
    /// What couldn't be read.
    pub flaws: Vec<Flaw>,
}

/// One file of the diff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct FileEvidence {
    /// Its path after, or before where it is gone, as the log spells it; empty where it has no
    /// spelling.
    pub path: String,
    /// Lines that the diff adds.
    pub added: i64,
    /// Lines that it removes.
    pub removed: i64,
    /// Whether git takes it for binary.
    pub binary: bool,
    /// `seq` of the event since which the log has lost track of it; null where it hasn't.
    pub out_of_step_since: Option<i64>,
    /// Its added lines by class.
    pub classes: ClassCounts,
    /// Its added lines, ascending.
    pub spans: Vec<Span>,
}

/// A file's bytes on disk, as the recorder itself read them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct FileState {
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Lines, the last one counted with or without an LF at its end; 0 for an empty file.
    pub lines: i64,
}

/// One thing that the verifier met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
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
    #[serde(serialize_with = "ordered")]
    pub params: HashMap<String, IntegerOrText>,
}

/// A fact about a session that is worth a look.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Flag {
    /// Its name, for ever.
    pub id: String,
    /// How much it weighs.
    pub severity: Colour,
    /// A few words for a list.
    pub label: String,
    /// A sentence that says what was seen, for the candidate too.
    pub detail: String,
    /// `seq`s of the events that it rests on, ascending; empty where it rests on what isn't
    /// there.
    pub evidence: Vec<i64>,
    /// What was measured, with its unit.
    pub measured: String,
    /// The threshold that it crossed, with its unit.
    pub threshold: String,
    /// How far the one lies from the other, with its unit.
    pub distance: String,
}

/// Something that couldn't be read, and so isn't in the evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Flaw {
    /// `changes.diff`, `commits.json` or `events.jsonl`.
    pub file: String,
    /// 1-based line, where it has one.
    pub line: Option<i64>,
    /// What is wrong, as a short name.
    pub reason: String,
}

/// One run of changed lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Hunk {
    /// 0-based line in the state before.
    pub at: i64,
    /// Lines taken out there.
    pub removed: i64,
    /// Digests of the lines put in there.
    pub added: String,
}

/// The interview that the session answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct InterviewFacts {
    /// Its code.
    pub code: String,
    /// SHA-256 of the problem text.
    pub problem_sha256: String,
    /// Time limit in ms; 0 for none.
    pub time_limit_ms: i64,
}

/// A time and where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Moment {
    /// The time.
    pub at: String,
    /// Where it comes from.
    pub source: TimeSource,
}

/// The members of one file event that tell the change itself. As JSON, what says nothing is
/// left out, and so it is the event's data but for `path` and `cause`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Observed {
    /// Bytes before; null: no such file.
    pub before: Option<FileState>,
    /// Bytes after; null: no such file.
    pub after: Option<FileState>,
    /// Whether the file is binary, and so has no hunks.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[uniffi(default = false)]
    pub binary: bool,
    /// Whether one hunk, that of all parts together, replaces everything.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[uniffi(default = false)]
    pub full: bool,
    /// The change, ascending and disjoint, by lines of the state before; a binary file has
    /// none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub hunks: Option<Vec<Hunk>>,
    /// Which piece this is, where the hunks are too many for one event.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub part: Option<Part>,
}

/// What the time over the limit costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Overtime {
    /// The limit in ms; null where there is none.
    pub limit_ms: Option<i64>,
    /// Time over the limit in ms, 0 within it; null without a limit.
    pub over_ms: Option<i64>,
    /// The score before, as it was written; null where none was given.
    pub raw: Option<String>,
    /// What is taken from it: a decimal rounded half away from zero to at most 4 places; null
    /// without a limit.
    pub deduction: Option<String>,
    /// What is left, at least 0: a decimal rounded half away from zero to at most 2 places,
    /// from the exact deduction and not from the one that is shown. Null without `raw`.
    pub r#final: Option<String>,
}

/// Which piece this is of an event that was too large for one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Part {
    /// 1-based number of this piece.
    pub n: i64,
    /// Number of pieces.
    pub of: i64,
}

/// Where a finding lies. Members that don't apply are null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Place {
    /// `events.jsonl`, `manifest.json`, `changes.diff`, `commits.json`, or null for the bundle.
    pub file: Option<String>,
    /// 0-based line of the file.
    pub line: Option<i64>,
    /// `seq` that the line has or must have.
    pub seq: Option<i64>,
    /// Byte offset in the file.
    pub offset: Option<i64>,
}

/// Which policy a Report was made with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct PolicyRef {
    /// Name of its flag profile.
    pub profile: String,
    /// SHA-256 of its canonical JSON.
    pub sha256: String,
}

/// A program and its version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct ProgramFacts {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Report {
    /// `interview-report/1`.
    pub report: String,
    /// Version of the library that made it.
    pub library: String,
    /// Format of the log: `interview-log/1`, `legacy`, or null where it is neither.
    pub format: Option<String>,
    /// The policy that it was held against.
    pub policy: PolicyRef,
    /// The verdict.
    pub verdict: Verdict,
    /// What was met, in the order of the log; capped, while the verdict counts all.
    pub findings: Vec<Finding>,
    /// Findings that the cap left out.
    pub findings_omitted: i64,
    /// What the log's signatures and anchors prove.
    pub assurance: Assurance,
    /// The policy's demands, each met or not.
    pub demands: Vec<Demand>,
    /// What the log says of its session.
    pub session: Option<SessionFacts>,
    /// Line attribution and commit cross-check; null where only the log was checked.
    pub evidence: Option<Evidence>,
    /// Flags, in the order of the detectors; a legacy log has those of its own profile.
    pub flags: Option<Vec<Flag>>,
    /// How long it took, and what that costs.
    pub score: Option<Score>,
    /// The original's verdict on a legacy log, its numbers as Python writes them.
    pub legacy: Json,
}

/// Time and score of a session, for the Report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Score {
    /// How long it took; null where the log has no end.
    pub elapsed: Option<Elapsed>,
    /// What that costs; null where `elapsed` is.
    pub overtime: Option<Overtime>,
}

/// What the log says of its session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct SessionFacts {
    /// The session's ULID; null in a log that is no session.
    pub session: Option<String>,
    /// Name of the log in checkpoints and proofs.
    pub log_origin: String,
    /// Whether it ends with session_end.
    pub sealed: bool,
    /// Lines of the log.
    pub lines: i64,
    /// Leaf hash of the last line: the chain head.
    pub head: String,
    /// Root of the Merkle tree over all lines.
    pub root: String,
    /// Local time of the first line.
    pub started_at: Option<String>,
    /// Local time of the last line.
    pub ended_at: Option<String>,
    /// `full`, `partial` or `manual`.
    pub capture: Option<String>,
    /// The interview.
    pub interview: Option<InterviewFacts>,
    /// The program that recorded.
    pub recorder: Option<ProgramFacts>,
    /// The assistant or editor that was recorded.
    pub host: Option<ProgramFacts>,
    /// Public key of the session.
    pub session_key: Option<String>,
    /// The session that this one goes on from.
    pub continues: Option<ContinuesFacts>,
    /// How many events there are of each kind.
    #[serde(serialize_with = "ordered")]
    pub kinds: HashMap<String, i64>,
    /// Lines that were redacted.
    pub redacted: i64,
    /// What the session was like; null where only the log was checked.
    pub activity: Option<Activity>,
}

/// A share as two whole numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Share {
    /// The part.
    pub n: i64,
    /// The whole.
    pub of: i64,
}

/// What a session's folder holds now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Snapshot {
    /// What the log says of its session so far.
    pub facts: SessionFacts,
    /// Lines under the newest anchor.
    pub anchored: i64,
    /// Lines under the newest checkpoint that was signed.
    pub signed: i64,
    /// Whether a sync failed, after which no checkpoint is signed.
    pub sync_failed: bool,
    /// Whether the session's key is there.
    pub has_key: bool,
    /// Whether the bundle is complete: the manifest is written.
    pub is_sealed: bool,
    /// Why the log was given up for another session: `key_lost` or `head_unknown`.
    pub closed: Option<String>,
}

/// Neighbouring added lines that come from one place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Span {
    /// 1-based number of the first in the file after.
    pub line: i64,
    /// How many.
    pub lines: i64,
    /// Where they come from.
    pub class: Class,
    /// `seq` of the event behind them; null where the log tells none.
    pub seq: Option<i64>,
    /// What else is to be said of them.
    pub note: Option<String>,
}

/// A series of test runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct TestSeries {
    /// Runs.
    pub runs: i64,
    /// Runs that passed.
    pub passed: i64,
    /// `seq` of the first run that passed; null where none did.
    pub first_pass_seq: Option<i64>,
    /// From the first event to that run, in ms.
    pub first_pass_ms: Option<i64>,
    /// Whether the last run passed; null without one.
    pub last_passed: Option<bool>,
}

/// One line of JSON, byte for byte as the library writes it: [`Disclosed`] from its own fields.
#[uniffi::export]
pub fn disclosed_to_json(disclosed: Disclosed) -> Result<String, InterviewError> {
    guarded(|| written(&disclosed))
}

/// Reads [`Disclosed`] from JSON.
#[uniffi::export]
pub fn disclosed_from_json(json: String) -> Result<Disclosed, InterviewError> {
    guarded(|| read(&json))
}

/// One line of JSON, byte for byte as the library writes it: [`Entry`] from its own fields.
#[uniffi::export]
pub fn entry_to_json(entry: Entry) -> Result<String, InterviewError> {
    guarded(|| written(&entry))
}

/// Reads [`Entry`] from JSON.
#[uniffi::export]
pub fn entry_from_json(json: String) -> Result<Entry, InterviewError> {
    guarded(|| read(&json))
}

/// One line of JSON, byte for byte as the library writes it: [`ErrorInfo`] from its own fields.
#[uniffi::export]
pub fn error_info_to_json(info: ErrorInfo) -> Result<String, InterviewError> {
    guarded(|| written(&info))
}

/// Reads [`ErrorInfo`] from JSON.
#[uniffi::export]
pub fn error_info_from_json(json: String) -> Result<ErrorInfo, InterviewError> {
    guarded(|| read(&json))
}

/// One line of JSON, byte for byte as the library writes it: [`Evidence`] from its own fields.
#[uniffi::export]
pub fn evidence_to_json(evidence: Evidence) -> Result<String, InterviewError> {
    guarded(|| written(&evidence))
}

/// Reads [`Evidence`] from JSON.
#[uniffi::export]
pub fn evidence_from_json(json: String) -> Result<Evidence, InterviewError> {
    guarded(|| read(&json))
}

/// One line of JSON, byte for byte as the library writes it: [`Flag`] from its own fields.
#[uniffi::export]
pub fn flag_to_json(flag: Flag) -> Result<String, InterviewError> {
    guarded(|| written(&flag))
}

/// Reads [`Flag`] from JSON.
#[uniffi::export]
pub fn flag_from_json(json: String) -> Result<Flag, InterviewError> {
    guarded(|| read(&json))
}

/// One line of JSON, byte for byte as the library writes it: [`Observed`] from its own fields.
#[uniffi::export]
pub fn observed_to_json(observed: Observed) -> Result<String, InterviewError> {
    guarded(|| written(&observed))
}

/// Reads [`Observed`] from JSON.
#[uniffi::export]
pub fn observed_from_json(json: String) -> Result<Observed, InterviewError> {
    guarded(|| read(&json))
}

/// One line of JSON, byte for byte as the library writes it: [`Overtime`] from its own fields.
#[uniffi::export]
pub fn overtime_to_json(overtime: Overtime) -> Result<String, InterviewError> {
    guarded(|| written(&overtime))
}

/// Reads [`Overtime`] from JSON.
#[uniffi::export]
pub fn overtime_from_json(json: String) -> Result<Overtime, InterviewError> {
    guarded(|| read(&json))
}

/// One line of JSON, byte for byte as the library writes it: [`Report`] from its own fields.
#[uniffi::export]
pub fn report_to_json(report: Report) -> Result<String, InterviewError> {
    guarded(|| written(&report))
}

/// Reads [`Report`] from JSON.
#[uniffi::export]
pub fn report_from_json(json: String) -> Result<Report, InterviewError> {
    guarded(|| read(&json))
}

/// One line of JSON, byte for byte as the library writes it: [`SessionFacts`] from its own fields.
#[uniffi::export]
pub fn session_facts_to_json(facts: SessionFacts) -> Result<String, InterviewError> {
    guarded(|| written(&facts))
}

/// Reads [`SessionFacts`] from JSON.
#[uniffi::export]
pub fn session_facts_from_json(json: String) -> Result<SessionFacts, InterviewError> {
    guarded(|| read(&json))
}

/// One line of JSON, byte for byte as the library writes it: [`Snapshot`] from its own fields.
#[uniffi::export]
pub fn snapshot_to_json(snapshot: Snapshot) -> Result<String, InterviewError> {
    guarded(|| written(&snapshot))
}

/// Reads [`Snapshot`] from JSON.
#[uniffi::export]
pub fn snapshot_from_json(json: String) -> Result<Snapshot, InterviewError> {
    guarded(|| read(&json))
}
