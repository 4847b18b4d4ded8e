//! The files beside the log: manifest, diff and commits.

use super::{
    case::{At, Case, MANIFEST},
    session::{COMMITS, DIFF, Ending, Session, artefact, artefacts, standard},
    writer::{Setup, Writer},
};

pub(super) fn cases() -> Vec<Case> {
    [manifests(), artefact_files(), listed()].concat()
}

fn manifests() -> Vec<Case> {
    // The final note can still be read and holds.
    let changed = |name: &str, about: &str, change: &dyn Fn(&str) -> String| {
        let name = format!("manifest-{name}");
        let mut session = standard(&name);
        let before = String::from_utf8(session.manifest.take().unwrap()).unwrap();
        let after = change(&before);
        assert_ne!(before, after, "{name}");
        session.manifest = Some(after.into_bytes());
        let assured = session.assured();
        Case::verify(&name, about, &session).altered("manifest_differs", MANIFEST, assured)
    };
    // The final note can't be read.
    let unreadable = |name: &str, about: &str, bytes: &dyn Fn(&str) -> Vec<u8>| {
        let name = format!("manifest-{name}");
        let mut session = standard(&name);
        let before = String::from_utf8(session.manifest.take().unwrap()).unwrap();
        session.manifest = Some(bytes(&before));
        let assured = session.assured();
        Case::verify(&name, about, &session)
            .altered("manifest_differs", MANIFEST, assured)
            .assured("self_signed", false)
            .assured("final_cosigned", false)
    };
    vec![
        {
            let mut session = standard("manifest-missing");
            session.manifest = None;
            let assured = session.assured_to(15);
            Case::verify("manifest-missing", "There is no manifest.", &session).incomplete(
                "manifest_missing",
                MANIFEST,
                assured,
            )
        },
        changed("lines", "The manifest counts a line more.", &|text| {
            text.replacen("\"lines\":15", "\"lines\":16", 1)
        }),
        changed("head", "The manifest has another head.", &|text| {
            let place = text.find("\"head\":\"").unwrap() + 8;
            let other = if &text[place..=place] == "0" { "1" } else { "0" };
            format!("{}{other}{}", &text[..place], &text[place + 1..])
        }),
        changed("session", "The manifest is for another session.", &|text| {
            text.replacen("\"session\":\"01", "\"session\":\"02", 1)
        }),
        changed("log-origin", "The manifest is for another log.", &|text| {
            text.replacen("\"log_origin\":\"relay", "\"log_origin\":\"delay", 1)
        }),
        changed("format", "The manifest names another format.", &|text| {
            text.replacen("interview-log/1", "interview-log/2", 1)
        }),
        changed("artefact", "The manifest has another length of the diff.", &|text| {
            text.replacen("\"bytes\":", "\"bytes\":1", 1)
        }),
        changed("reordered", "Two members of the manifest changed places.", &|text| {
            let (format, rest) = text[1..].split_once(',').unwrap();
            let (session, rest) = rest.split_once(',').unwrap();
            format!("{{{session},{format},{rest}")
        }),
        changed("member-added", "The manifest says something more.", &|text| {
            text.replacen("{\"format\"", "{\"score\":\"10\",\"format\"", 1)
        }),
        changed("space", "A space stands in the manifest.", &|text| text.replacen(',', ", ", 1)),
        changed("escape", "A letter of the manifest is spelled with an escape.", &|text| {
            text.replacen("\"format\"", "\"f\\u006frmat\"", 1)
        }),
        unreadable("no-line-feed", "The manifest has no LF.", &|text| text.trim_end().into()),
        unreadable("line-feed-added", "The manifest has a second LF.", &|text| {
            format!("{text}\n").into_bytes()
        }),
        unreadable("carriage-return", "The manifest ends with CR LF.", &|text| {
            text.replace('\n', "\r\n").into_bytes()
        }),
        unreadable("byte-order-mark", "The manifest begins with a byte order mark.", &|text| {
            format!("\u{feff}{text}").into_bytes()
        }),
        unreadable("member-twice", "The final note stands twice in the manifest.", &|text| {
            text.replacen("{\"format\"", "{\"final_note\":\"x\",\"format\"", 1).into_bytes()
        }),
        unreadable("note-missing", "The manifest has no final note.", &|text| {
            text.replacen("\"final_note\"", "\"last_note\"", 1).into_bytes()
        }),
        unreadable("empty", "The manifest is empty.", &|_| Vec::new()),
        unreadable("no-json", "The manifest isn't JSON.", &|_| b"manifest\n".to_vec()),
        unreadable("no-object", "The manifest is an array.", &|text| {
            format!("[{}]\n", text.trim_end()).into_bytes()
        }),
        unreadable("not-utf8", "The manifest isn't UTF-8.", &|text| {
            [text.trim_end().trim_end_matches('}').as_bytes(), b",\"x\":\"\xff\"}\n"].concat()
        }),
        unreadable("deep", "The manifest is nested 100,000 deep.", &|text| {
            text.replacen(
                "{\"format\"",
                &format!("{{\"x\":{}{},\"format\"", "[".repeat(100_000), "]".repeat(100_000)),
                1,
            )
            .into_bytes()
        }),
        unreadable("too-long", "The manifest has 65,537 bytes.", &|text| {
            let more = 65_537 - text.len() - "\"x\":\"\",".len();
            text.replacen("{\"format\"", &format!("{{\"x\":\"{}\",\"format\"", "a".repeat(more)), 1)
                .into_bytes()
        }),
        changed("longest", "The manifest has 65,536 bytes, as many as are read.", &|text| {
            let more = 65_536 - text.len() - "\"x\":\"\",".len();
            text.replacen("{\"format\"", &format!("{{\"x\":\"{}\",\"format\"", "a".repeat(more)), 1)
        }),
        {
            let mut session = standard("manifest-of-another-session");
            let other = Writer::new("another session", Setup::offline()).work().end().seal();
            session.manifest = other.manifest;
            let assured = session.assured();
            Case::verify(
                "manifest-of-another-session",
                "The manifest is that of another session.",
                &session,
            )
            .altered("final_note_invalid", MANIFEST, assured)
            .also(&["manifest_differs"])
            .assured("self_signed", false)
            .assured("final_cosigned", false)
        },
    ]
}

const THE_DIFF: At = At::File("changes.diff");
const THE_COMMITS: At = At::File("commits.json");

fn artefact_files() -> Vec<Case> {
    let case = |name: &str, about: &str, change: fn(&mut Session)| {
        let mut session = standard(name);
        change(&mut session);
        let assured = session.assured();
        (Case::verify(name, about, &session), assured)
    };
    let differs = |name: &str, about: &str, at: At, change: fn(&mut Session)| {
        let (case, assured) = case(name, about, change);
        case.altered("artefact_differs", at, assured)
    };
    let missing = |name: &str, about: &str, at: At, change: fn(&mut Session)| {
        let (case, assured) = case(name, about, change);
        case.incomplete("artefact_missing", at, assured)
    };
    vec![
        differs("diff-changed", "A letter of the diff took the other case.", THE_DIFF, |session| {
            session.diff.as_mut().unwrap()[0] ^= 0x20
        }),
        differs(
            "commits-changed",
            "A letter of the commits took the other case.",
            THE_COMMITS,
            |session| session.commits.as_mut().unwrap()[3] ^= 0x20,
        ),
        differs("diff-longer", "A LF follows the diff.", THE_DIFF, |session| {
            session.diff.as_mut().unwrap().push(b'\n')
        }),
        differs("diff-empty", "The diff is empty.", THE_DIFF, |session| {
            session.diff = Some(Vec::new())
        }),
        differs("artefacts-swapped", "Diff and commits changed places.", THE_DIFF, |session| {
            std::mem::swap(&mut session.diff, &mut session.commits)
        }),
        missing("diff-missing", "The diff is missing.", THE_DIFF, |session| session.diff = None),
        missing("commits-missing", "The commits are missing.", THE_COMMITS, |session| {
            session.commits = None
        }),
        missing("artefacts-missing", "Diff and commits are missing.", THE_DIFF, |session| {
            session.diff = None;
            session.commits = None;
        }),
    ]
}

/// What session_end lists.
fn listed() -> Vec<Case> {
    let sealed = |name: &str, list: &str| {
        let mut writer = Writer::new(name, Setup::ticketed());
        writer.work().end_as(&Ending { artefacts: Some(list.to_owned()), ..Default::default() });
        let mut session = writer.seal();
        let note = session.final_note();
        session.manifest = Some(writer.manifest(&note, list).into_bytes());
        session
    };
    let diff = artefact("changes.diff", DIFF.as_bytes());
    let commits = artefact("commits.json", COMMITS.as_bytes());
    let wrong_length = artefacts().replacen("\"bytes\":", "\"bytes\":1", 1);
    vec![
        {
            let session = sealed("commits-unlisted", &format!("[{diff}]"));
            let assured = session.assured();
            Case::verify("commits-unlisted", "session_end doesn't name the commits.", &session)
                .altered("artefact_unlisted", THE_COMMITS, assured)
        },
        {
            let session = sealed("diff-unlisted", &format!("[{commits}]"));
            let assured = session.assured();
            Case::verify("diff-unlisted", "session_end doesn't name the diff.", &session).altered(
                "artefact_unlisted",
                THE_DIFF,
                assured,
            )
        },
        {
            let session = sealed("artefact-length-lies", &wrong_length);
            let assured = session.assured();
            Case::verify(
                "artefact-length-lies",
                "session_end gives the diff another length and the right hash.",
                &session,
            )
            .altered("artefact_differs", THE_DIFF, assured)
        },
        {
            let list = format!("[{diff},{commits},{}]", artefact("notes.txt", b"x"));
            let session = sealed("artefact-name-unknown", &list);
            let assured = session.assured();
            Case::verify(
                "artefact-name-unknown",
                "session_end names a file that no bundle has.",
                &session,
            )
            .altered("frame_misfit", At::Line(14), assured)
        },
        {
            let session = sealed("artefact-twice", &format!("[{diff},{diff},{commits}]"));
            let assured = session.assured();
            Case::verify("artefact-twice", "session_end names the diff twice.", &session).altered(
                "frame_misfit",
                At::Line(14),
                assured,
            )
        },
        {
            let mut session = sealed("artefacts-none", "[]");
            session.diff = None;
            session.commits = None;
            let assured = session.assured();
            Case::verify("artefacts-none", "A session without diff and commits.", &session)
                .intact(assured)
        },
    ]
}
