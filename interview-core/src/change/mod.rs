//! What a file event tells of a change: from a file's bytes before and after to the members that
//! the kinds of [`crate::event`] share. It reads no file and writes no event; the recorder that
//! calls it knows the path, and what made the change.

mod align;
mod split;

use serde::Serialize;

pub(crate) use align::align_within;
pub use align::{Edit, align};

use crate::{
    Error, ErrorCode,
    checkpoint::base64,
    digest::{self, LineDigest},
    event::{Digests, FileState, Hunk, LineSalt, Part},
    hash::sha256,
    wire::{Line, read_line},
};

/// The members of one file event that tell the change itself. As JSON, what says nothing is left out,
/// and so it is the event's data but for `path` and `cause`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Observed {
    /// Bytes before; null: no such file.
    pub before: Option<FileState>,
    /// Bytes after; null: no such file.
    pub after: Option<FileState>,
    // INVARIANT: members that may be left out stand by name, as the bindings write them.
    /// Whether the file is binary, and so has no hunks.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub binary: bool,
    /// Whether one hunk, that of all parts together, replaces everything.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub full: bool,
    /// The change, ascending and disjoint, by lines of the state before; a binary file has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hunks: Option<Vec<Hunk>>,
    /// Which piece this is, where the hunks are too many for one event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// The salt of line digests, which the second line of a session tells; without its LF.
///
/// # Errors
/// `invalid_log` where the line isn't a `line_salt`.
pub fn line_salt(line: &[u8]) -> Result<[u8; 32], Error> {
    let refused = || Error::new(ErrorCode::InvalidLog, "the line isn't a line_salt");
    let Ok(Line::Event(event)) = read_line(line) else { return Err(refused()) };
    let told: LineSalt = serde_json::from_str(event.data).map_err(|_| refused())?;
    let salt = base64::decode_url_array(&told.salt.0).filter(|_| event.kind == "line_salt");
    salt.ok_or_else(refused)
}

/// What [`observe`] tells, or with `full` [`observe_full`], under the salt of the log that begins with
/// these bytes: its first two lines are enough, and what follows them isn't looked at.
///
/// # Errors
/// `invalid_log` where the second line isn't a `line_salt`.
pub fn observe_in_log(
    log: &[u8],
    before: Option<&[u8]>,
    after: Option<&[u8]>,
    full: bool,
) -> Result<Vec<Observed>, Error> {
    let salt = line_salt(log.split(|byte| *byte == b'\n').nth(1).unwrap_or_default())?;
    let tell = if full { observe_full } else { observe };
    Ok(tell(&salt, before, after))
}

/// The change from the bytes before to those after (`None`: no such file), under the session's line
/// salt. One event, or as many parts as keep the hunks of each within
/// [`limits::FILE_PART_BYTES`](crate::limits::FILE_PART_BYTES): states and marks are the same in
/// all of them, and their hunks one after the other are the hunks of the change. A text that
/// follows on a binary file is told in full.
#[must_use]
pub fn observe(line_salt: &[u8; 32], before: Option<&[u8]>, after: Option<&[u8]>) -> Vec<Observed> {
    if before.is_some_and(digest::is_binary) && after.is_some() {
        return observe_full(line_salt, before, after);
    }
    let edits = align(&ended_lines(before), &ended_lines(after));
    told(line_salt, [before, after], &lines(after), &edits, false)
}

/// The same with one hunk that replaces everything, for a recorder that met a state that it doesn't
/// know.
#[must_use]
pub fn observe_full(
    line_salt: &[u8; 32],
    before: Option<&[u8]>,
    after: Option<&[u8]>,
) -> Vec<Observed> {
    let new = lines(after);
    let whole = Edit { before: 0..lines(before).len(), after: 0..new.len() };
    told(line_salt, [before, after], &new, &[whole], true)
}

fn told(
    line_salt: &[u8; 32],
    [before, after]: [Option<&[u8]>; 2],
    new: &[&[u8]],
    edits: &[Edit],
    full: bool,
) -> Vec<Observed> {
    let told = Observed {
        before: before.map(state),
        after: after.map(state),
        hunks: None,
        full,
        binary: false,
        part: None,
    };
    if after.or(before).is_some_and(digest::is_binary) {
        return vec![Observed { binary: true, full: false, ..told }];
    }
    let hunk = |edit: &Edit| {
        let added = new.get(edit.after.clone()).unwrap_or_default();
        let digests: Vec<_> = added.iter().map(|line| LineDigest::of(line_salt, line)).collect();
        let (at, removed) = (edit.before.start as u64, edit.before.len() as u64);
        Hunk::new(at, removed, Digests(digest::encode(&digests)))
    };
    let parts = split::parts(edits.iter().map(hunk));
    let of = parts.len() as u64;
    let part = |n: u64| (of > 1).then(|| Part::new(n, of));
    let numbered = parts.into_iter().zip(1..);
    numbered
        .map(|(hunks, n)| Observed { hunks: Some(hunks), part: part(n), ..told.clone() })
        .collect()
}

fn state(bytes: &[u8]) -> FileState {
    FileState::new(sha256(bytes), digest::lines(bytes).count() as u64)
}

/// Lines with their LF: a last one that gets or loses it is another line, as in git's diff.
fn ended_lines(bytes: Option<&[u8]>) -> Vec<&[u8]> {
    bytes.unwrap_or_default().split_inclusive(|byte| *byte == b'\n').collect()
}

fn lines(bytes: Option<&[u8]>) -> Vec<&[u8]> {
    bytes.map(|bytes| digest::lines(bytes).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{event::FileChange, limits::FILE_PART_BYTES, wire::Draft};

    const SALT: [u8; 32] = [7; 32];

    fn digests(bytes: Option<&[u8]>) -> Vec<LineDigest> {
        lines(bytes).iter().map(|line| LineDigest::of(&SALT, line)).collect()
    }

    /// The lines after, made from those before; panics where a law of the hunks doesn't hold.
    fn replayed(before: Option<&[u8]>, parts: &[Observed]) -> Vec<LineDigest> {
        let old = digests(before);
        let (mut made, mut place) = (Vec::new(), 0);
        for hunk in parts.iter().flat_map(|part| part.hunks.as_ref().unwrap()) {
            let at = usize::try_from(hunk.at).unwrap();
            assert!(at >= place, "{parts:?}");
            made.extend_from_slice(&old[place..at]);
            made.extend(digest::decode(&hunk.added.0).unwrap());
            place = at + usize::try_from(hunk.removed).unwrap();
        }
        made.extend_from_slice(&old[place..]);
        made
    }

    fn check_laws(before: Option<&[u8]>, after: Option<&[u8]>) -> Vec<Observed> {
        let parts = observe(&SALT, before, after);
        for parts in [&parts, &observe_full(&SALT, before, after)] {
            let of = parts.len() as u64;
            for (part, n) in parts.iter().zip(1..) {
                assert_eq!(part.part, (of > 1).then(|| Part::new(n, of)));
                assert_eq!(part.binary, part.hunks.is_none());
                assert_eq!(part.before, before.map(state));
                assert_eq!(part.after, after.map(state));
                assert!(serde_json::to_string(&part.hunks).unwrap().len() <= FILE_PART_BYTES);
            }
            if !parts[0].binary {
                let made = replayed(before, parts);
                assert_eq!(made, digests(after));
                let count = |state: &Option<FileState>| state.as_ref().map_or(0, |s| s.lines);
                assert_eq!(made.len() as u64, count(&parts[0].after));
            }
        }
        parts
    }

    #[test]
    fn a_change_has_the_members_of_a_file_event() {
        let check = |before: Option<&[u8]>, after: Option<&[u8]>, expected: &str| {
            let parts = check_laws(before, after);
            let mut json = serde_json::to_value(&parts[0]).unwrap();
            for side in ["before", "after"] {
                if let Some(state) = json[side].as_object_mut() {
                    assert_eq!(state.remove("sha256").unwrap().as_str().unwrap().len(), 64);
                }
            }
            assert_eq!(json, serde_json::from_str::<serde_json::Value>(expected).unwrap());
        };
        check(None, Some(b""), r#"{"before":null,"after":{"lines":0},"hunks":[]}"#);
        check(
            Some(b"a\nb\n"),
            None,
            r#"{"before":{"lines":2},"after":null,"hunks":[{"at":0,"removed":2,"added":""}]}"#,
        );
        // The LF at the end of the last line is a part of it, as in git's diff.
        let digest = digest::encode(&digests(Some(b"a\n")));
        check(
            Some(b"a\n"),
            Some(b"a"),
            &format!(
                r#"{{"before":{{"lines":1}},"after":{{"lines":1}},
                    "hunks":[{{"at":0,"removed":1,"added":"{digest}"}}]}}"#
            ),
        );
        check(
            Some(b"a\n"),
            Some(b"a\0"),
            r#"{"before":{"lines":1},"after":{"lines":1},"binary":true}"#,
        );
        check(Some(b"a\0"), None, r#"{"before":{"lines":1},"after":null,"binary":true}"#);
        check(
            Some(b"\0\n\n"),
            Some(b"a"),
            &format!(
                r#"{{"before":{{"lines":2}},"after":{{"lines":1}},"full":true,
                    "hunks":[{{"at":0,"removed":2,"added":"{digest}"}}]}}"#
            ),
        );
    }

    #[test]
    fn a_large_change_comes_in_parts() {
        let text: String = (0..60_000).map(|n| format!("line {n}\n")).collect();
        let parts = check_laws(None, Some(text.as_bytes()));
        assert_eq!(parts.len(), 3);
        let every_other: String = (0..30_000).map(|n| format!("line {}\n", n * 2)).collect();
        let parts = check_laws(Some(text.as_bytes()), Some(every_other.as_bytes()));
        assert_eq!(parts.len(), 8);
    }

    #[test]
    fn every_part_is_the_payload_of_a_file_event() {
        let text: String = (0..60_000).map(|n| format!("line {n}\n")).collect();
        for before in [Some(b"a\nb".as_slice()), None] {
            for part in check_laws(before, Some(text.as_bytes())) {
                let mut data = serde_json::to_value(&part).unwrap();
                data["path"] = "a".into();
                let event: FileChange = serde_json::from_value(data.clone()).unwrap();
                assert_eq!(event.hunks, part.hunks);
                assert_eq!(event.before.map(|state| state.0), Some(part.before));
                let data = data.to_string();
                let written = Draft::new("file_change", "recorder", &data).unwrap().prepare();
                assert_eq!(written.unwrap().data().len(), data.len());
            }
        }
    }

    fn file() -> impl Strategy<Value = Option<Vec<u8>>> {
        let byte = prop::sample::select(b"aab \r\n\n\n\0".as_slice());
        prop_oneof![
            1 => Just(None),
            4 => prop::collection::vec(byte, 0..30).prop_map(Some),
            4 => "[ab\r]{0,1}(\n[ab\r]{0,2}){0,12}".prop_map(|text| Some(text.into_bytes())),
        ]
    }

    proptest! {
        #[test]
        fn hunks_lead_from_the_lines_before_to_those_after(before in file(), after in file()) {
            check_laws(before.as_deref(), after.as_deref());
        }
    }
}
