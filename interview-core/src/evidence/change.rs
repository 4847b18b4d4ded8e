//! A file event, decoded: states before and after, and the hunks as digests. Pieces of one event are
//! put together here; whether it applies is decided by the replay.

use std::borrow::Cow;

use serde::Deserialize;

use super::source::Cause;
use crate::{
    digest::{self, LineDigest},
    event::{Event, FileState, Nullable},
    hash::Hash,
    text::Text,
};

/// What the recorder says of a file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bytes {
    NotRead,
    NoFile,
    State(Hash, u64),
}

impl Bytes {
    fn of(told: Option<&Nullable<FileState>>) -> Self {
        match told {
            None => Self::NotRead,
            Some(Nullable(None)) => Self::NoFile,
            Some(Nullable(Some(state))) => Self::State(state.sha256, state.lines),
        }
    }
}

/// One run of changed lines.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) at: u64,
    pub(super) removed: u64,
    pub(super) added: Vec<LineDigest>,
}

/// What an event says that became of a file.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) seq: u64,
    pub(super) before: Bytes,
    pub(super) after: Bytes,
    pub(super) pieces: Vec<Piece>,
    /// Whether the lines are told at all.
    pub(super) has_lines: bool,
    pub(super) full: bool,
    /// Which piece of a split event it is, and of how many.
    pub(super) part: Option<(u64, u64)>,
}

/// An event of a file with all that is read of it.
#[derive(Debug)]
pub(super) struct Told<'a> {
    pub(super) path: Cow<'a, str>,
    pub(super) from: Option<String>,
    pub(super) cause: Cause,
    pub(super) call: Option<Text<'a>>,
    pub(super) change: Change,
}

/// Members of an event that tells of one file.
#[derive(Deserialize)]
pub(super) struct Payload<'a> {
    #[serde(borrow)]
    pub(super) path: Cow<'a, str>,
    from: Option<String>,
    #[serde(borrow, default)]
    pub(super) cause: Cow<'a, str>,
    #[serde(borrow)]
    call: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    before: Option<Nullable<FileState>>,
    #[serde(default, deserialize_with = "present")]
    after: Option<Nullable<FileState>>,
    /// Of a code_snapshot.
    #[serde(default, deserialize_with = "present")]
    state: Option<Nullable<FileState>>,
    #[serde(borrow)]
    hunks: Option<Vec<HunkPayload<'a>>>,
    /// Of a code_snapshot.
    #[serde(borrow, default)]
    added: Cow<'a, str>,
    #[serde(default)]
    full: bool,
    #[serde(default)]
    user_modified: bool,
    part: Option<PartPayload>,
}

#[derive(Deserialize)]
struct HunkPayload<'a> {
    at: u64,
    removed: u64,
    #[serde(borrow)]
    added: Cow<'a, str>,
}

#[derive(Deserialize)]
struct PartPayload {
    n: u64,
    of: u64,
}

fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

impl<'a> Told<'a> {
    /// What an event tells of a file; `None` where its hunks hold no digests.
    pub(super) fn of(event: &Event<'a>, data: Payload<'a>) -> Option<Self> {
        let is_snapshot = event.kind == "code_snapshot";
        let cause = Cause::of(event, &data.cause, data.user_modified);
        let pieces = match data.hunks {
            _ if is_snapshot => {
                Some(vec![Piece { at: 0, removed: 0, added: digest::decode(&data.added)? }])
            }
            Some(hunks) => Some(
                hunks
                    .into_iter()
                    .map(|hunk| {
                        let added = digest::decode(&hunk.added)?;
                        Some(Piece { at: hunk.at, removed: hunk.removed, added })
                    })
                    .collect::<Option<Vec<_>>>()?,
            ),
            None => None,
        };
        let after = match event.kind {
            "code_snapshot" => Bytes::of(data.state.as_ref()),
            "file_delete" => Bytes::NoFile,
            _ => Bytes::of(data.after.as_ref()),
        };
        let change = Change {
            seq: event.seq,
            before: Bytes::of(data.before.as_ref()),
            after,
            has_lines: pieces.is_some() || after == Bytes::NoFile,
            pieces: pieces.unwrap_or_default(),
            full: data.full || is_snapshot,
            part: data.part.map(|part| (part.n, part.of)),
        };
        Some(Self { path: data.path, from: data.from, cause, call: data.call, change })
    }
}

/// Pieces of one event that are still to be put together.
#[derive(Debug)]
pub(super) struct Assembly {
    change: Change,
    next: u64,
}

/// What came of taking a piece.
#[derive(Debug)]
pub(super) enum Assembled {
    /// The event is whole.
    Whole(Change),
    /// More is to come.
    Waiting,
    /// The piece doesn't follow on what was there.
    Broken,
}

/// Takes a piece of an event.
pub(super) fn assemble(assembly: &mut Option<Assembly>, change: Change) -> Assembled {
    let Some((n, of)) = change.part else {
        // Whatever was not finished never will be; the states tell what that means.
        *assembly = None;
        return Assembled::Whole(change);
    };
    match assembly.take() {
        None if n == 1 && of > 1 => *assembly = Some(Assembly { change, next: 2 }),
        None if n == 1 && of == 1 => return Assembled::Whole(change),
        Some(mut begun)
            if begun.next == n
                && begun.change.part.is_some_and(|(_, whole)| whole == of)
                && begun.change.before == change.before
                && begun.change.after == change.after =>
        {
            begun.change.pieces.extend(change.pieces);
            begun.next += 1;
            if n == of {
                return Assembled::Whole(begun.change);
            }
            *assembly = Some(begun);
        }
        _ => return Assembled::Broken,
    }
    Assembled::Waiting
}
