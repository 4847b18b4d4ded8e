//! Helpers: transcripts to events, and what must hold for every import.

use interview_capture::{
    Captured, Import,
    claude_code::{Importer, Options},
};
use interview_core::{
    api::{Program, Recorder, Salt, SigningKey, Stamp, Start, Timestamp},
    digest::{self, LineDigest},
};
use serde_json::Value;

pub(crate) const SALT: [u8; 32] = [7; 32];

/// The import of files, each as its whole text.
pub(crate) fn import(root: Option<&str>, files: &[&[u8]]) -> Import {
    let options = Options { root: root.map(str::to_owned), line_salt: SALT };
    let mut importer = Importer::new(options);
    for (file, text) in files.iter().enumerate() {
        for line in text.strip_suffix(b"\n").unwrap_or(text).split(|byte| *byte == b'\n') {
            importer.push_line(file, line);
        }
    }
    let import = importer.finish();
    check_laws(&import);
    import
}

/// Every event can be appended to a log, and fits its kind there.
pub(crate) fn check_laws(import: &Import) {
    let stamp = |n: i64| Stamp {
        at: Timestamp::from_ms(1_790_000_000_000 + n).unwrap(),
        salt: Salt([1; 16]),
    };
    let start = Start {
        session: "01JD0000000000000000000000".into(),
        log_origin: "offline.invalid/s/01JD0000000000000000000000".into(),
        recorder: Program::new("test".into(), "1".into()),
        host: None,
        capture: "partial".into(),
        interview: None,
        ticket: None,
        continues: None,
        system: None,
    };
    let key = SigningKey::from_seed(&[1; 32]);
    let (mut recorder, _) = Recorder::start(start, key, SALT, [stamp(0), stamp(1)]).unwrap();
    for (event, n) in import.events.iter().zip(2..) {
        let draft = event.draft().unwrap_or_else(|error| panic!("{event:?}: {error}"));
        let line =
            recorder.append(draft, stamp(n)).unwrap_or_else(|error| panic!("{event:?}: {error}"));
        let line = line.strip_suffix(b"\n").unwrap();
        match interview_core::wire::read_line(line).unwrap() {
            interview_core::wire::Line::Event(read) => {
                assert!(read.misfit.is_none(), "{event:?}: {:?}", read.misfit);
            }
            other => panic!("{other:?}"),
        }
        let data = data(event);
        assert_eq!(data["adapter"], "claude_code");
        assert_eq!(data["via"], "transcript");
    }
    assert!(import.flaws.is_sorted());
}

pub(crate) fn data(event: &Captured) -> Value {
    serde_json::from_str(&event.data).unwrap()
}

/// The payloads of one kind.
pub(crate) fn of_kind(import: &Import, kind: &str) -> Vec<Value> {
    import.events.iter().filter(|event| event.kind == kind).map(data).collect()
}

/// Names of the kinds, in order.
pub(crate) fn kinds(import: &Import) -> Vec<&'static str> {
    import.events.iter().map(|event| event.kind).collect()
}

/// The digests of all lines that file events add.
pub(crate) fn added(import: &Import) -> Vec<LineDigest> {
    let files = ["file_write", "file_edit", "file_change"];
    let events = import.events.iter().filter(|event| files.contains(&event.kind)).map(data);
    let hunks = events.flat_map(|data| data["hunks"].as_array().cloned().unwrap_or_default());
    hunks.flat_map(|hunk| digest::decode(hunk["added"].as_str().unwrap()).unwrap()).collect()
}

pub(crate) fn digest_of(line: &str) -> LineDigest {
    LineDigest::of(&SALT, line.as_bytes())
}
