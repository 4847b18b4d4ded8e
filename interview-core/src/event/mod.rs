//! Meaning of the log: kinds, origins, times and payload structs.
//!
//! This module says what an event is; how it stands in bytes is [`crate::wire`]'s business.
//! Each payload is declared once, with [`payload!`](schema): the struct, its documentation and the
//! [`Shape`] that the strict reader holds lines against all come from that one declaration.

mod activity;
mod common;
mod files;
mod kind;
mod oversight;
mod schema;
mod session;
mod time;

pub use activity::*;
pub use common::*;
pub use files::*;
pub use kind::{Kind, Origin, is_kind_name, is_origin_name};
pub use oversight::*;
pub use schema::{Field, KindSchema, Payload, Shape};
pub use session::*;
pub use time::Timestamp;

/// The schemas of every kind that format 1 names, in the order of the documentation.
pub const KINDS: &[KindSchema] = &[
    SessionStart::SCHEMA,
    LineSalt::SCHEMA,
    SessionEnd::SCHEMA,
    SessionPause::SCHEMA,
    SessionResume::SCHEMA,
    QuestionStart::SCHEMA,
    QuestionEnd::SCHEMA,
    UserPrompt::SCHEMA,
    AssistantMessage::SCHEMA,
    Thinking::SCHEMA,
    ToolCall::SCHEMA,
    ToolResult::SCHEMA,
    Command::SCHEMA,
    TestRun::SCHEMA,
    FileRead::SCHEMA,
    FileWrite::SCHEMA,
    FileEdit::SCHEMA,
    FileChange::SCHEMA,
    FileDelete::SCHEMA,
    FileRename::SCHEMA,
    CodeSnapshot::SCHEMA,
    Paste::SCHEMA,
    Focus::SCHEMA,
    GitSnapshot::SCHEMA,
    Commit::SCHEMA,
    Anchor::SCHEMA,
    Heartbeat::SCHEMA,
    RecorderGap::SCHEMA,
    Recovered::SCHEMA,
    CaptureChanged::SCHEMA,
    AssistLevel::SCHEMA,
    Intervention::SCHEMA,
    ObserverNote::SCHEMA,
    Chaos::SCHEMA,
    LogStart::SCHEMA,
    Audit::SCHEMA,
];
