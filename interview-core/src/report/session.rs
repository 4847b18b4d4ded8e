//! What a log says of its session, as the Report shows it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    event::{SessionStart, Timestamp},
    hash::Hash,
    session::Activity,
};

/// What the log says of its session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionFacts {
    /// The session's ULID; null in a log that is no session.
    pub session: Option<String>,
    /// Name of the log in checkpoints and proofs.
    pub log_origin: String,
    /// Whether it ends with session_end.
    pub sealed: bool,
    /// Lines of the log.
    pub lines: u64,
    /// Leaf hash of the last line: the chain head.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub head: Hash,
    /// Root of the Merkle tree over all lines.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub root: Hash,
    /// Local time of the first line.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub started_at: Option<Timestamp>,
    /// Local time of the last line.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub ended_at: Option<Timestamp>,
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
    pub kinds: BTreeMap<String, u64>,
    /// Lines that were redacted.
    pub redacted: u64,
    /// What the session was like; null where only the log was checked.
    pub activity: Option<Activity>,
}

/// The interview that the session answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InterviewFacts {
    /// Its code.
    pub code: String,
    /// SHA-256 of the problem text.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub problem_sha256: Hash,
    /// Time limit in ms; 0 for none.
    pub time_limit_ms: u64,
}

/// A program and its version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProgramFacts {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Where an earlier session stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContinuesFacts {
    /// The earlier session.
    pub session: String,
    /// Lines of its log.
    pub size: u64,
    /// Leaf hash of its last line.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub leaf_hash: Hash,
}

impl SessionFacts {
    /// Facts of a log of which nothing is known but its name.
    pub(crate) fn empty() -> Self {
        Self {
            session: None,
            log_origin: String::new(),
            sealed: false,
            lines: 0,
            head: Hash::ZERO,
            root: Hash::ZERO,
            started_at: None,
            ended_at: None,
            capture: None,
            interview: None,
            recorder: None,
            host: None,
            session_key: None,
            continues: None,
            kinds: BTreeMap::new(),
            redacted: 0,
            activity: None,
        }
    }

    /// What the first line says.
    pub(crate) fn of_start(start: &SessionStart) -> Self {
        let program = |program: &crate::event::Program| ProgramFacts {
            name: program.name.clone(),
            version: program.version.clone(),
        };
        Self {
            session: Some(start.session.0.clone()),
            log_origin: start.log_origin.0.clone(),
            capture: Some(start.capture.0.clone()),
            interview: start.interview.as_ref().map(|interview| InterviewFacts {
                code: interview.code.clone(),
                problem_sha256: interview.problem_sha256,
                time_limit_ms: interview.time_limit_ms,
            }),
            recorder: Some(program(&start.recorder)),
            host: start.host.as_ref().map(program),
            session_key: Some(start.session_key.0.clone()),
            continues: start.continues.as_ref().map(|earlier| ContinuesFacts {
                session: earlier.session.0.clone(),
                size: earlier.size,
                leaf_hash: earlier.leaf_hash,
            }),
            ..Self::empty()
        }
    }
}
