//! Which added lines came from where, and whether the commits fit the log.
//!
//! File events are replayed into, for each path, a sequence of line digests with the event that put
//! each line there; the lines that the final diff adds are then looked up by position. Digests are
//! the recorder's statement: this shows that diff and record agree, not that the record is true. It
//! accuses nobody; what to make of a share is for flags and people.

mod lines;
mod change;
mod inherit;
mod states;
mod file;
mod replay;
mod head;
mod source;
mod generated;
mod attribute;
mod commits;
mod class;
mod result;
mod nowhere;

pub use class::{Class, ClassCounts, Span};
pub use result::{CommitEvidence, CommitPlace, Evidence, FileEvidence, Flaw};

pub(crate) use nowhere::Untold;

use crate::{diff, event::Event, policy::EvidencePolicy, session::Session};

/// Replays a log's file events, and attributes lines at its end.
#[derive(Debug)]
pub struct Collector {
    policy: EvidencePolicy,
    session: Session,
    replay: replay::Replay,
    line_salt: Option<[u8; 32]>,
}

impl Collector {
    /// A replay of which nothing is known yet.
    #[must_use]
    pub fn new(policy: &EvidencePolicy) -> Self {
        Self {
            policy: policy.clone(),
            session: Session::new(policy),
            replay: replay::Replay::default(),
            line_salt: None,
        }
    }

    /// Takes the next event; its payload must fit its kind.
    pub fn take(&mut self, event: &Event<'_>) {
        match event.kind {
            "file_write" | "file_edit" | "file_change" | "file_delete" | "file_rename"
            | "code_snapshot" => self.take_file(event),
            "line_salt" => {
                self.session.take(event);
                self.line_salt = salt_of(event);
            }
            _ => {
                self.session.take(event);
                self.replay.take(event);
            }
        }
    }

    fn take_file(&mut self, event: &Event<'_>) {
        let payload = event.payload::<change::Payload<'_>>();
        match &payload {
            Some(told) if event.kind != "code_snapshot" => {
                self.session.take_file(event, &told.path, &told.cause);
            }
            _ => self.session.take(event),
        }
        if let Some(told) = payload.and_then(|payload| change::Told::of(event, payload)) {
            self.replay.take_file(told, event, &self.session);
        }
    }

    /// Says under which salt the lines of events are digested that stand in no log.
    pub fn salted(&mut self, line_salt: [u8; 32]) {
        self.line_salt = Some(line_salt);
    }

    /// Attributes the lines that the diff adds and holds the commits against the log.
    #[must_use]
    pub fn finish(self, diff: Option<&[u8]>, commits: Option<&[u8]>) -> (Evidence, Session) {
        let Self { policy, session, replay, line_salt } = self;
        let mut evidence = Evidence::default();
        let parsed = diff.and_then(|bytes| match diff::parse(bytes) {
            Ok(diff) => Some(diff),
            Err(flaw) => {
                evidence.flaws.push(Flaw::of_diff(&flaw));
                None
            }
        });
        match (parsed, line_salt) {
            (Some(diff), Some(salt)) => {
                attribute::attribute(&mut evidence, &diff, &salt, &replay, &session, &policy);
            }
            (Some(_), None) => evidence.flaws.push(Flaw::of_log("no_line_salt")),
            (None, _) => {}
        }
        evidence.commits = commits::check(commits, &replay, &session, &mut evidence.flaws);
        (evidence, session)
    }
}

/// The salt of the log's line digests.
fn salt_of(event: &Event<'_>) -> Option<[u8; 32]> {
    #[derive(serde::Deserialize)]
    struct Salted<'a> {
        #[serde(borrow)]
        salt: std::borrow::Cow<'a, str>,
    }
    let Salted { salt } = event.payload()?;
    crate::checkpoint::base64::decode_url_array(&salt)
}
