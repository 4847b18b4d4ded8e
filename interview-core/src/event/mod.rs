//! Meaning of the log: kinds, origins, times and payload structs.
//!
//! This module says what an event is; how it stands in bytes is [`crate::wire`]'s business.
//! Each payload is declared once, with `payload!`: the struct, its documentation and the
//! [`Shape`] that the strict reader holds lines against all come from that one declaration.

mod activity;
mod common;
mod files;
mod kind;
mod oversight;
mod schema;
mod session;
mod time;
mod path;
mod told;

pub use activity::*;
pub use common::*;
pub use files::*;
pub(crate) use kind::is_word;
pub use kind::{Kind, Origin, is_kind_name, is_origin_name};
pub use oversight::*;
pub(crate) use path::is_path;
pub use schema::{Field, KindSchema, Nullable, Payload, Shape};
pub use session::*;
pub use time::Timestamp;
pub use told::Event;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_kind_has_a_member_with_a_common_name() {
        for kind in KINDS {
            for field in kind.fields {
                assert!(
                    Common::FIELDS.iter().all(|common| common.name != field.name),
                    "{}.{}",
                    kind.kind,
                    field.name
                );
            }
        }
    }

    #[test]
    fn optional_members_are_left_out_where_absent() {
        let mut message = AssistantMessage::new();
        assert_eq!(serde_json::to_string(&message).unwrap(), "{}");
        message.text = Some("done".into());
        assert_eq!(serde_json::to_string(&message).unwrap(), r#"{"text":"done"}"#);
    }

    #[test]
    fn null_and_absent_stay_apart() {
        let check = |json: &str, expected: Option<Nullable<FileState>>| {
            let file: ChangedFile = serde_json::from_str(json).unwrap();
            assert_eq!(file.state, expected);
            assert_eq!(serde_json::to_string(&file).unwrap(), json);
        };
        check(r#"{"path":"a"}"#, None);
        check(r#"{"path":"a","state":null}"#, Some(Nullable(None)));
    }
}
