//! What one event, or a call with its results, says. Each member comes from the log and is what it
//! was there, clipped at most.

use serde::Serialize;

use crate::event::Timestamp;

/// A text of the log, perhaps its beginning only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Text {
    /// The text, cut between two characters.
    pub text: String,
    /// Bytes that were cut off its end.
    pub left_out: u64,
}

/// One event, or a call with its results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Item {
    /// Number of the event; null for a line that is none.
    pub seq: Option<u64>,
    /// When it was written down.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub at: Option<Timestamp>,
    /// Name of its kind.
    pub kind: Option<String>,
    /// Whose act it tells.
    pub origin: Option<String>,
    /// Id of the subagent that acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<Text>,
    /// Id of the call that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Text>,
    /// Whether it speaks for somebody else, which is not judged here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Claim>,
    /// What was changed of its strings before they were hashed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub altered: Option<Altered>,
    /// What it says.
    #[serde(flatten)]
    pub what: What,
}

/// How an event speaks for somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Claim {
    /// A signed statement stands with it, not checked here.
    WithStatement,
    /// Nothing vouches for it.
    WithoutStatement,
}

/// What was changed of an event's strings before they were hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Altered {
    /// Bytes that host or adapter left out.
    pub host_left_out: u64,
    /// Strings that the writer had to change.
    pub adapted: u64,
    /// Secrets that were taken out.
    pub secrets: u64,
}

impl Altered {
    /// What was changed of two events that are told as one.
    pub(super) fn sum(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        let (Some(a), Some(b)) = (one, other) else { return one.or(other) };
        Some(Self {
            host_left_out: a.host_left_out.saturating_add(b.host_left_out),
            adapted: a.adapted.saturating_add(b.adapted),
            secrets: a.secrets.saturating_add(b.secrets),
        })
    }
}

/// What an item says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "item", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum What {
    /// A prompt, a message or a piece of reasoning.
    Said {
        /// The words; null where only the end of a turn is told.
        text: Option<Text>,
        /// Why the assistant stopped.
        stop_reason: Option<Text>,
        /// Error text.
        error: Option<Text>,
        /// How long it took.
        duration_ms: Option<u64>,
        /// Things that were attached.
        attachments: u64,
    },
    /// A tool that was called, with what came of it.
    ToolCall(Box<ToolCall>),
    /// A result whose call isn't known.
    ToolResult(Box<ToolResult>),
    /// A shell command.
    Command {
        /// The command line.
        command: Text,
        /// Working directory.
        cwd: Option<Text>,
        /// Whether it goes on in the background.
        background: bool,
        /// Whether its start is recorded.
        started: bool,
        /// Its end; null where none is recorded.
        end: Option<Box<CommandEnd>>,
    },
    /// A run of tests.
    TestRun {
        /// Name of the framework.
        framework: Text,
        /// What came out.
        #[serde(flatten)]
        counts: TestCounts,
        /// The command line.
        command: Option<Text>,
        /// First tests that failed.
        failing: Vec<Text>,
    },
    /// A file that was changed.
    File(Box<FileChange>),
    /// An event of another kind: the members that can be told in a word or number.
    Facts {
        /// The members, in the order of the format's documentation.
        facts: Vec<Fact>,
    },
    /// An event of a kind that this version doesn't know.
    Unknown {
        /// Its payload as JSON.
        data: Text,
    },
    /// An event whose payload doesn't fit its kind.
    Unreadable {
        /// First member that doesn't fit, where one is to blame.
        member: Option<&'static str>,
        /// Whether that member is missing.
        missing: bool,
        /// The payload.
        data: Text,
    },
    /// A line that was taken out of a copy.
    Redacted {
        /// Its number, from 0.
        line: u64,
        /// Its leaf hash.
        leaf_hash: String,
    },
    /// A line that is no event.
    BadLine {
        /// Its number, from 0.
        line: u64,
        /// Why it is none.
        reason: &'static str,
        /// Byte offset in the line where that shows.
        offset: u64,
        /// Its beginning; what isn't UTF-8 became U+FFFD.
        text: Text,
    },
}

/// A tool that was called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ToolCall {
    /// The tool.
    pub name: Text,
    /// What sort of tool it is.
    pub class: Option<Text>,
    /// What the assistant says that it is for.
    pub description: Option<Text>,
    /// Its input as a string of JSON.
    pub input: Option<Text>,
    /// First files that its input names.
    pub paths: Vec<Text>,
    /// Files that it names beyond those.
    pub paths_omitted: u64,
    /// Whether it goes on in the background.
    pub background: bool,
    /// Whether the host only asks the candidate to allow it.
    pub asked: bool,
    /// What came of it, in the order of the log.
    pub results: Vec<ToolEnd>,
}

/// A result whose call isn't known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ToolResult {
    /// The tool.
    pub name: Text,
    /// What sort of tool it is.
    pub class: Option<Text>,
    /// Its input as a string of JSON.
    pub input: Option<Text>,
    /// What came of it.
    pub end: ToolEnd,
}

/// What came of a tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ToolEnd {
    /// Number of the event.
    pub seq: u64,
    /// When it was written down.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub at: Timestamp,
    /// How it ended.
    pub status: Text,
    /// Exit code of a shell tool.
    pub exit_code: Option<i64>,
    /// How long it took.
    #[serde(flatten)]
    pub timing: Timing,
    /// Its output.
    pub output: Option<Text>,
    /// Its error text.
    pub error: Option<Text>,
}

/// How long something took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Timing {
    /// The time; null where it isn't known.
    pub duration_ms: Option<u64>,
    /// Whether it is the difference of two events' times, and not told by the host.
    pub by_times: bool,
}

/// The end of a shell command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CommandEnd {
    /// Number of the event.
    pub seq: u64,
    /// When it was written down.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub at: Timestamp,
    /// Its exit code.
    pub exit_code: Option<i64>,
    /// How long it took.
    #[serde(flatten)]
    pub timing: Timing,
    /// Its output.
    pub output: Option<Text>,
}

/// What came of a run of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TestCounts {
    /// Tests that passed.
    pub passed: Option<u64>,
    /// Tests that failed.
    pub failed: Option<u64>,
    /// Tests that could not be run.
    pub errored: Option<u64>,
    /// Tests that were left out.
    pub skipped: Option<u64>,
    /// Exit code of the runner.
    pub exit_code: Option<i64>,
    /// How long it took.
    pub duration_ms: Option<u64>,
}

/// A file that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FileChange {
    /// The file.
    pub path: Text,
    /// Earlier path, where it was renamed.
    pub from: Option<Text>,
    /// What made the change.
    pub cause: Option<Text>,
    /// Lines put in; null where the change isn't told line by line.
    pub added: Option<u64>,
    /// Lines taken out.
    pub removed: Option<u64>,
    /// Whether there was no such file before.
    pub created: bool,
    /// Whether there is no such file behind.
    pub deleted: bool,
    /// Whether it is binary.
    pub binary: bool,
    /// Whether the candidate altered the proposal before it was applied, by the host's account.
    pub user_modified: bool,
    /// Which piece of a split event this is, and of how many.
    pub part: Option<(u64, u64)>,
}

/// A member of a payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fact {
    /// Its name, as the format has it; with a dot where it stands in a member.
    pub name: String,
    /// Its value.
    pub value: FactValue,
}

/// A value that is told in a word or number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum FactValue {
    /// Yes or no; of a signed note, that it is there.
    Bool(bool),
    /// A number; of a list or map, how many it holds.
    Number(i64),
    /// Words of the log.
    Text(Text),
}
