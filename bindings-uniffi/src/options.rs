//! What the library is given, as records. Generated from the library's schemas: don't edit.
//!
//! Members that are left out have their defaults.

use serde::{Deserialize, Serialize};

use crate::{
    failure::{InterviewError, guarded},
    json::written,
};

/// Which format the log must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
pub enum FormatPolicy {
    /// interview-log/1.
    #[serde(rename = "1")]
    V1,
    /// A log of interviewsignal 0.9.
    #[serde(rename = "legacy")]
    Legacy,
    /// Whichever it is.
    #[serde(rename = "auto")]
    Auto,
}

/// When written lines are made to reach the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
pub enum SyncPolicy {
    /// Before a checkpoint is signed. A power cut can take the lines since the last one.
    #[serde(rename = "at_anchor")]
    AtAnchor,
    /// After every event.
    #[serde(rename = "every_event")]
    EveryEvent,
    /// Never: for logs that nobody would miss.
    #[serde(rename = "never")]
    Never,
}

/// The form of a transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
pub enum TranscriptFormat {
    /// Lines for a terminal of 80 columns.
    #[serde(rename = "text")]
    Text,
    /// CommonMark.
    #[serde(rename = "markdown")]
    Markdown,
    /// One line of JSON.
    #[serde(rename = "json")]
    Json,
}

/// What the caller knows from elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Context {
    /// The ticket that was issued for this session.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub expected_ticket: Option<String>,
    /// Heads that witnesses keep for this origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub heads: Option<Vec<Head>>,
    /// When the submission was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub received_at: Option<String>,
    /// Other sessions that were opened for the same candidate and interview.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub sessions: Option<Vec<OtherSession>>,
}

/// Where an earlier session stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Continues {
    /// The earlier session.
    pub session: String,
    /// Lines of its log.
    pub size: i64,
    /// Leaf hash of its last line.
    pub leaf_hash: String,
}

/// What a log must show beyond being intact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Demands {
    /// Verifier keys that must each have cosigned the whole log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub cosigned: Option<Vec<String>>,
    /// Widest bracket that an event may have, in seconds; an event without one doesn't meet it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub max_unanchored_s: Option<i64>,
    /// A ticket signed by a known key.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub ticket: Option<bool>,
}

/// How lines are attributed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct EvidencePolicy {
    /// Commands that only lay code out, by their first words; what they change is a
    /// formatter's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub formatters: Option<Vec<String>>,
    /// Files that tools generate: `*` stands for any text without `/`, `** /` for any folders;
    /// a pattern without `/` is held against the file's name alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub generated: Option<Vec<String>>,
    /// Longest shell call whose changes are the assistant's, in ms; what changes during a
    /// longer one may have been made by hand meanwhile.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub shell_window_ms: Option<i64>,
    /// Files that the interview names as solution, by the same patterns: never taken for
    /// generated.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub solution: Option<Vec<String>>,
}

/// Thresholds of the flags.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct FlagPolicy {
    /// `anchor_gap`: events that the bracket must hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub anchor_gap_events: Option<i64>,
    /// `anchor_gap`: width of a bracket between trusted times that is yellow, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub anchor_gap_ms: Option<i64>,
    /// `bulk_paste`: the same for red.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub bulk_paste_red_lines: Option<i64>,
    /// `bulk_paste`: lines of one paste that are yellow.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub bulk_paste_yellow_lines: Option<i64>,
    /// `capture_disabled`: time that capture may be off without being red, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub capture_disabled_red_ms: Option<i64>,
    /// `clock_anomaly`: the same for red.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub clock_anomaly_red_ms: Option<i64>,
    /// `clock_anomaly`: change of the clock that is yellow, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub clock_anomaly_yellow_ms: Option<i64>,
    /// `commit_event_mismatch`: lines of commits in files that no event touched that are red.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub commit_event_mismatch_red_lines: Option<i64>,
    /// `diff_event_mismatch`: and the share of the added lines that they must be, in
    /// thousandths.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub diff_event_mismatch_permille: Option<i64>,
    /// `diff_event_mismatch`: the same for red.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub diff_event_mismatch_red_lines: Option<i64>,
    /// `diff_event_mismatch`: added lines of which the log tells nothing at all that are
    /// yellow.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub diff_event_mismatch_yellow_lines: Option<i64>,
    /// `few_interactions`: fewer than these are red where `few_interactions_red_lines` are
    /// added.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub few_interactions_red: Option<i64>,
    /// `few_interactions`: added lines from which it can be red.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub few_interactions_red_lines: Option<i64>,
    /// `few_interactions`: fewer than these are yellow.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub few_interactions_yellow: Option<i64>,
    /// `ghost_edits`: the same for red.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub ghost_edits_red_lines: Option<i64>,
    /// `ghost_edits`: unexplained lines that appear by one event in one file that are yellow.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub ghost_edits_yellow_lines: Option<i64>,
    /// `history_rewritten`: share of explained lines under which a history that lost recorded
    /// commits is red, in thousandths; above it, it is yellow.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub history_rewritten_red_permille: Option<i64>,
    /// `hooks_gap`: stretch without an event that is yellow, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub hooks_gap_ms: Option<i64>,
    /// `hooks_gap`: and the share of the session that it must be, in thousandths.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub hooks_gap_permille: Option<i64>,
    /// `hooks_gap`: unexplained lines that appear right behind it from which it is red.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub hooks_gap_red_lines: Option<i64>,
    /// `hooks_gap`: stretch without an event from which such lines make it red, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub hooks_gap_red_ms: Option<i64>,
    /// `hooks_gap`: how long behind it lines count as having appeared in it, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub hooks_gap_settle_ms: Option<i64>,
    /// `no_iteration`: edits from which a session without a test run, a failed command or a
    /// second look at a file is yellow.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub no_iteration_edits: Option<i64>,
    /// `no_prompts`: the same for red.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub no_prompts_red_calls: Option<i64>,
    /// `no_prompts`: tool calls of an assistant from which a session without a prompt is
    /// yellow.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub no_prompts_yellow_calls: Option<i64>,
    /// `overtime`: time over the limit beyond which it is red, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub overtime_red_ms: Option<i64>,
    /// `prompt_event_ratio`: tool calls for each prompt beyond which it is yellow.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub prompt_event_ratio: Option<i64>,
    /// `session_restarted`: lines of another session's log from which it is red.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub session_restarted_red_lines: Option<i64>,
    /// `too_fast`: added lines from which it can be red.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub too_fast_red_lines: Option<i64>,
    /// `too_fast`: share under which it is red where it adds `too_fast_red_lines`, in
    /// thousandths.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub too_fast_red_permille: Option<i64>,
    /// `too_fast`: without a limit, time under which a session is yellow, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub too_fast_without_limit_ms: Option<i64>,
    /// `too_fast`: share of the limit under which a session is yellow, in thousandths.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub too_fast_yellow_permille: Option<i64>,
    /// `unbacked_test_runs`: test runs that no command or call in the log could have made that
    /// are red.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub unbacked_test_runs_red: Option<i64>,
    /// `uniform_timing`: stretches between acts of one sort from which their regularity is
    /// judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub uniform_timing_gaps: Option<i64>,
    /// `uniform_timing`: stretches shorter than this on average are a machine's own pace, in
    /// ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub uniform_timing_mean_ms: Option<i64>,
    /// `uniform_timing`: the same for red.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub uniform_timing_red_permille: Option<i64>,
    /// `uniform_timing`: standard deviation by mean under which it is yellow, in thousandths.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub uniform_timing_yellow_permille: Option<i64>,
}

/// The trees that a session's diff compares, as `git_trees` reads them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct GitTrees {
    /// Tree at the start of the session.
    pub base_tree: String,
    /// Tree at its end.
    pub end_tree: String,
    /// Object hash: `sha1` or `sha256`.
    pub hash: String,
    /// Version of git that made the diff.
    pub version: String,
}

/// A head that a witness keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Head {
    /// Lines.
    pub size: i64,
    /// Root of the tree over them.
    pub root: String,
    /// When the witness took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub time: Option<String>,
}

/// Who a session is: its id, the name of its log, and its key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Identity {
    /// The session's ULID.
    pub session: String,
    /// Name of the log in checkpoints and proofs.
    pub log_origin: String,
    /// Seed of the session's key, 64 hexadecimal digits. A secret.
    pub key_seed: String,
}

/// The interview that the session answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Interview {
    /// Its code.
    pub code: String,
    /// SHA-256 of the problem text.
    pub problem_sha256: String,
    /// Time limit in ms; 0 for none.
    pub time_limit_ms: i64,
}

/// How a journal behaves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct JournalOptions {
    /// How long to wait for the lock, in ms; 5000 where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub lock_wait_ms: Option<i64>,
    /// When lines are made to reach the disk.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub sync: Option<SyncPolicy>,
    /// Verifier keys of the witnesses that are asked for cosignatures.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub witnesses: Option<Vec<String>>,
}

/// Another session of the same candidate and interview.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct OtherSession {
    /// Its ULID.
    pub session: String,
    /// Leaf hash of its last line, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub leaf_hash: Option<String>,
    /// Lines of its log, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub size: Option<i64>,
}

/// One band of `OvertimePolicy`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct OvertimeBand {
    /// Its end, in minutes over the limit.
    pub until_min: i64,
    /// Deduction at its end, as a decimal.
    pub deduction: String,
}

/// What time over the limit costs.
///
/// Inside a band the deduction grows from that of the band before, at first 0, to the band's
/// own by the square of the position in it; a band's end belongs to the band. Behind the last
/// band it is `beyond`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct OvertimePolicy {
    /// The bands, `until_min` rising, `deduction` never falling.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub bands: Option<Vec<OvertimeBand>>,
    /// Deduction behind the last band, as a decimal: a step, unless there is a ramp.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub beyond: Option<String>,
    /// Minutes over the limit at which `beyond` is reached, by the same curve as inside a band;
    /// null for a step.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub ramp_until_min: Option<i64>,
}

/// What a log is held against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Policy {
    /// Change of local against witness time between two anchors that is told as a clock step,
    /// in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub clock_step_ms: Option<i64>,
    /// What the log must show beyond being intact.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub demands: Option<Demands>,
    /// How lines are attributed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub evidence: Option<EvidencePolicy>,
    /// Thresholds of the flags.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub flags: Option<FlagPolicy>,
    /// Which format the log must have.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub format: Option<FormatPolicy>,
    /// Known keys with the time in which they are valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub keys: Option<Vec<PolicyKey>>,
    /// What overtime costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub overtime: Option<OvertimePolicy>,
    /// Name of the flag profile: `standard` or `legacy`. A legacy log has flags of `legacy`
    /// only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub profile: Option<String>,
}

/// A known key and when it is valid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct PolicyKey {
    /// The key as a C2SP vkey.
    pub vkey: String,
    /// Signatures after this time don't count.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub not_after: Option<String>,
    /// Signatures before this time (RFC 3339, three decimals, UTC) don't count.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub not_before: Option<String>,
}

/// A program and its version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What a session begins with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct StartOptions {
    /// The program that records.
    pub recorder: Program,
    /// `full`, `partial` or `manual`; `full` where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub capture: Option<String>,
    /// The session that this one goes on from; only for a recorder without a journal.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub continues: Option<Continues>,
    /// The assistant or editor that is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub host: Option<Program>,
    /// Who the session is; a new one without a relay where it is left out. A recorder without a
    /// journal needs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub identity: Option<Identity>,
    /// The interview; with a ticket it may be left out and is taken from there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub interview: Option<Interview>,
    /// The salt of line digests, 64 hexadecimal digits; random where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub line_salt: Option<String>,
    /// Operating system and architecture.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub system: Option<String>,
    /// The relay's ticket, which names the identity.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub ticket: Option<String>,
}

/// Options of a transcript.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct TranscriptOptions {
    /// The form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub format: Option<TranscriptFormat>,
    /// Time without an event that is told as a gap once it is longer, in ms; at least 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub gap_ms: Option<i64>,
    /// Bytes that are kept of a tool's input and output, of a command and of a payload.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub output_bytes: Option<i64>,
    /// Bytes that are kept of a prompt, a message or a remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub text_bytes: Option<i64>,
    /// Whether the assistant's reasoning is shown; else only its length is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub thinking: Option<bool>,
}

/// Options of a verification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct VerifyOptions {
    /// What the caller knows from elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub context: Option<Context>,
    /// Whether only the log is checked: the Report's evidence, flags and score are null then,
    /// and memory doesn't grow with the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub only_log: Option<bool>,
    /// What the log is held against.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub policy: Option<Policy>,
    /// Verifier keys (C2SP vkeys) of relays and witnesses that the caller trusts without a
    /// limit in time. A signature by any other key never raises assurance.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[uniffi(default = None)]
    pub trusted_keys: Option<Vec<String>>,
}

/// [`GitTrees`] as JSON, the form in which operations take it.
#[uniffi::export]
pub fn git_trees_to_json(trees: GitTrees) -> Result<String, InterviewError> {
    guarded(|| written(&trees))
}

/// [`Identity`] as JSON, the form in which operations take it.
#[uniffi::export]
pub fn identity_to_json(identity: Identity) -> Result<String, InterviewError> {
    guarded(|| written(&identity))
}

/// [`JournalOptions`] as JSON, the form in which operations take it.
#[uniffi::export]
pub fn journal_options_to_json(options: JournalOptions) -> Result<String, InterviewError> {
    guarded(|| written(&options))
}

/// [`OvertimePolicy`] as JSON, the form in which operations take it.
#[uniffi::export]
pub fn overtime_policy_to_json(policy: OvertimePolicy) -> Result<String, InterviewError> {
    guarded(|| written(&policy))
}

/// [`Policy`] as JSON, the form in which operations take it.
#[uniffi::export]
pub fn policy_to_json(policy: Policy) -> Result<String, InterviewError> {
    guarded(|| written(&policy))
}

/// [`StartOptions`] as JSON, the form in which operations take it.
#[uniffi::export]
pub fn start_options_to_json(options: StartOptions) -> Result<String, InterviewError> {
    guarded(|| written(&options))
}

/// [`TranscriptOptions`] as JSON, the form in which operations take it.
#[uniffi::export]
pub fn transcript_options_to_json(options: TranscriptOptions) -> Result<String, InterviewError> {
    guarded(|| written(&options))
}

/// [`VerifyOptions`] as JSON, the form in which operations take it.
#[uniffi::export]
pub fn verify_options_to_json(options: VerifyOptions) -> Result<String, InterviewError> {
    guarded(|| written(&options))
}
