//! What a file event tells of a change. States, digests and hunks are written down here by
//! docs/format.md, and the JSON is put together as text.

use interview_core::{
    hash::{leaf_hash, sha256},
    limits::FILE_PART_BYTES,
};
use serde_json::json;

use super::{
    case::Case,
    recipe::hex_part,
    session::{Session, standard},
    writer::base64_of,
};

/// Bytes of a hunk beside its digests, with numbers as long as they may be.
const HUNK_BYTES: usize = r#"{"at":9007199254740991,"removed":9007199254740991,"added":""},"#.len();
/// Bytes of a digest.
const DIGEST_BYTES: usize = 12;

pub(super) fn cases() -> Vec<Case> {
    let session = standard("observe");
    [texts(&session), others(&session), parts(&session), refused(&session)].concat()
}

type File<'a> = Option<&'a [u8]>;

/// A change, and what is told of it behind the states.
fn case(session: &Session, name: &str, about: &str, sides: [File<'_>; 2], told: &[String]) -> Case {
    case_in(&start_of(session, 2), name, about, sides, told)
}

fn case_in(log: &[u8], name: &str, about: &str, sides: [File<'_>; 2], told: &[String]) -> Case {
    let case =
        Case::new("observe", &format!("observe-{name}"), about).file("events", "events.jsonl", log);
    let [before, after] = sides.map(|side| side.map_or("null".to_owned(), state));
    let event = |told: &String| format!("{{\"before\":{before},\"after\":{after}{told}}}");
    let events: Vec<String> = told.iter().map(event).collect();
    changed(case, sides).output_file(
        "observed",
        "observed.json",
        format!("[{}]", events.join(",")).as_bytes(),
    )
}

/// The first lines of the log.
fn start_of(session: &Session, lines: usize) -> Vec<u8> {
    session.events().split_inclusive(|byte| *byte == b'\n').take(lines).collect::<Vec<_>>().concat()
}

fn changed(case: Case, sides: [File<'_>; 2]) -> Case {
    let roles = ["before", "after"].into_iter().zip(sides);
    roles.fold(case, |case, (role, bytes)| {
        match bytes.map(|bytes| (bytes, str::from_utf8(bytes))) {
            None => case,
            Some((bytes, _)) if bytes.len() > 1_000 => case.file(role, role, bytes),
            Some((_, Ok(text))) => case.given(role, json!({ "parts": [{ "text": text }] })),
            Some((bytes, _)) => case.given(role, json!({ "parts": [hex_part(bytes)] })),
        }
    })
}

fn state(bytes: &[u8]) -> String {
    let ended = bytes.iter().filter(|byte| **byte == b'\n').count();
    let lines = ended + usize::from(bytes.last().is_some_and(|byte| *byte != b'\n'));
    format!("{{\"sha256\":\"{}\",\"lines\":{lines}}}", sha256(bytes))
}

/// A hunk: line, lines taken out, lines put in.
type Hunk<'a> = (usize, usize, &'a [&'a [u8]]);

fn hunks(session: &Session, hunks: &[Hunk<'_>]) -> String {
    let salt = session.writer.line_salt();
    let one = |(at, removed, added): &Hunk<'_>| {
        let added: String = added.iter().map(|line| digest(&salt, line)).collect();
        format!("{{\"at\":{at},\"removed\":{removed},\"added\":\"{added}\"}}")
    };
    let hunks: Vec<String> = hunks.iter().map(one).collect();
    format!(",\"hunks\":[{}]", hunks.join(","))
}

fn digest(salt: &[u8], line: &[u8]) -> String {
    let is_space = |byte: &u8| (9..=13).contains(byte) || *byte == 32;
    let stripped: Vec<u8> = line.iter().copied().filter(|byte| !is_space(byte)).collect();
    let without_cr = line.strip_suffix(b"\r").unwrap_or(line);
    let content = sha256(&[salt, &[0], &stripped].concat()).0;
    let layout = sha256(&[salt, &[1], without_cr].concat()).0;
    base64_of::encode_url(&[&content[..7], &layout[..2]].concat())
}

fn texts(session: &Session) -> Vec<Case> {
    let text = |name: &str, about: &str, before: File<'_>, after: File<'_>, told: &[Hunk<'_>]| {
        case(session, name, about, [before, after], &[hunks(session, told)])
    };
    let three = b"one\ntwo\nthree\n".as_slice();
    vec![
        text(
            "new-file",
            "A file that wasn't there has two lines.",
            None,
            Some(b"fn main() {\n}\n"),
            &[(0, 0, &[b"fn main() {", b"}"])],
        ),
        text(
            "middle",
            "The second of three lines is another.",
            Some(three),
            Some(b"one\n2\nthree\n"),
            &[(1, 1, &[b"2"])],
        ),
        text(
            "two-places",
            "The first line is re-indented, and one comes behind the last.",
            Some(three),
            Some(b"\tone\ntwo\nthree\nfour\n"),
            &[(0, 1, &[b"\tone"]), (3, 0, &[b"four"])],
        ),
        text("lines-gone", "Two lines go.", Some(three), Some(b"three\n"), &[(0, 2, &[])]),
        text("file-gone", "The file goes.", Some(three), None, &[(0, 3, &[])]),
        text(
            "crlf",
            "Lines end with CR LF; one is another.",
            Some(b"a\r\nb\r\n"),
            Some(b"a\r\nc\r\n"),
            &[(1, 1, &[b"c\r"])],
        ),
        text(
            "crlf-to-lf",
            "Only the ends of the lines change, and with them not their digests.",
            Some(b"a\r\nb\r\n"),
            Some(b"a\nb\n"),
            &[(0, 2, &[b"a", b"b"])],
        ),
        text(
            "no-lf-at-end",
            "The last line gets its LF: as in git's diff it is another.",
            Some(b"a\nb"),
            Some(b"a\nb\n"),
            &[(1, 1, &[b"b"])],
        ),
        text(
            "not-utf-8",
            "Bytes that are no UTF-8 are lines like others.",
            Some(b"caf\xc3\xa9\nthe\n"),
            Some(b"caf\xe9\nthe\n"),
            &[(0, 1, &[b"caf\xe9"])],
        ),
        text("empty", "A new file without a byte.", None, Some(b""), &[]),
        text("emptied", "A file loses all its lines.", Some(three), Some(b""), &[(0, 3, &[])]),
        text("same", "The bytes are the same.", Some(three), Some(three), &[]),
        text("nothing", "No file before and none after.", None, None, &[]),
    ]
}

fn others(session: &Session) -> Vec<Case> {
    let binary = [",\"binary\":true".to_owned()];
    let full = |told: Hunk<'_>| [format!(",\"full\":true{}", hunks(session, &[told]))];
    let (text, nul) = (b"one\ntwo\n".as_slice(), b"\0\n\n".as_slice());
    vec![
        case(session, "binary", "A binary file has no hunks.", [Some(text), Some(nul)], &binary),
        case(session, "binary-gone", "A binary file goes.", [Some(nul), None], &binary),
        case(
            session,
            "text-after-binary",
            "A text that follows on a binary file is told in full.",
            [Some(nul), Some(text)],
            &full((0, 2, &[b"one", b"two"])),
        ),
        case(
            session,
            "full",
            "Everything is told anew, though one line changed.",
            [Some(text), Some(b"one\n2\n")],
            &full((0, 2, &[b"one", b"2"])),
        )
        .given("full", true),
        case(
            session,
            "full-unknown-before",
            "The state before isn't known.",
            [None, Some(text)],
            &full((0, 0, &[b"one", b"two"])),
        )
        .given("full", true),
        case_in(
            &session.events(),
            "whole-log",
            "The log goes on behind its first two lines.",
            [None, Some(text)],
            &[hunks(session, &[(0, 0, &[b"one", b"two"])])],
        ),
    ]
}

/// A large change comes in as many events as its digests need.
fn parts(session: &Session) -> Vec<Case> {
    let lines = 3 * FILE_PART_BYTES / (2 * DIGEST_BYTES);
    let first = (FILE_PART_BYTES - HUNK_BYTES) / DIGEST_BYTES;
    let (old, new) = (b"head\n".to_vec(), b"x = 1\n".repeat(lines));
    let part = |at: usize, removed: usize, count: usize, n: usize| {
        let told = hunks(session, &[(at, removed, &vec![b"x = 1".as_slice(); count])]);
        format!("{told},\"part\":{{\"n\":{n},\"of\":2}}")
    };
    let told = [part(0, 1, first, 1), part(1, 0, lines - first, 2)];
    let sides = [Some(old.as_slice()), Some(new.as_slice())];
    vec![case(session, "parts", "A change too large for one event comes in parts.", sides, &told)]
}

fn refused(session: &Session) -> Vec<Case> {
    let refused = |name: &str, about: &str, events: &[u8]| {
        let case = Case::new("observe", &format!("observe-{name}"), about)
            .file("events", "events.jsonl", events)
            .error("invalid_log");
        changed(case, [None, Some(b"one\n")])
    };
    let with = |line: Vec<u8>| {
        let mut session = session.clone();
        *session.line_mut(1) = line;
        start_of(&session, 2)
    };
    let salt = session.line_text(1);
    let short = salt.replace(&base64_of::encode_url(&session.writer.line_salt()), "AAAA");
    vec![
        refused("no-log", "There is no log.", b""),
        refused("one-line", "The log has only its first line.", &start_of(session, 1)),
        refused(
            "other-kind",
            "The second line is of another kind.",
            &with(session.line_text(2).into_bytes()),
        ),
        refused("bad-salt", "The line salt has 3 bytes.", &with(short.into_bytes())),
        refused(
            "withheld-salt",
            "The line with the salt was taken out.",
            &with(format!("~{}", leaf_hash(salt.as_bytes())).into_bytes()),
        ),
        refused("no-json", "The second line is cut off.", &with(salt.as_bytes()[..90].to_vec())),
    ]
}
