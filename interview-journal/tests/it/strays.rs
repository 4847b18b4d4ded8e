//! Files that lie in a session's folder and aren't the session's: left from another one, copied there
//! by hand or by a tool.

use std::fs;

use interview_core::{
    api::{ErrorCode, Verdict, VerifyOptions},
    event::{self, Recovered},
    hash::sha256,
};
use interview_journal::{Break, Journal, Options};

use crate::session::{END, check, check_error, log, prompt, quick, start};

#[test]
fn a_stray_manifest_seals_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    fs::write(dir.path().join("bundle/manifest.json"), "{}\n").unwrap();
    prompt(&mut journal, "a");
    drop(journal);
    let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
    assert!(dir.path().join("private/session.key").exists());
    assert!(!journal.snapshot().unwrap().is_sealed);
    prompt(&mut journal, "b");
    // It is gone before the log ends, so that a crash in between can't make it the session's own.
    drop(journal.seal(&END).unwrap());
    assert!(!dir.path().join("bundle/manifest.json").exists());
    drop(journal);
    let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
    assert!(!journal.snapshot().unwrap().is_sealed);
    let request = journal.seal(&END).unwrap();
    journal.finish(request, None).unwrap();
    assert!(journal.snapshot().unwrap().is_sealed);
    check(dir.path(), &VerifyOptions::default(), Verdict::Intact);
}

#[test]
fn a_session_is_not_started_among_files_of_another() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["events.jsonl", "changes.diff", "commits.json", "manifest.json"] {
        let path = dir.path().join(name);
        fs::create_dir_all(path.join("bundle")).unwrap();
        fs::write(path.join("bundle").join(name), "of another").unwrap();
        check_error(Journal::start(&path, start(), quick()), ErrorCode::Exists);
        assert_eq!(fs::read(path.join("bundle").join(name)).unwrap(), b"of another");
        assert!(!path.join("private/session.key").exists());
        fs::remove_file(path.join("bundle").join(name)).unwrap();
        let mut journal = Journal::start(&path, start(), quick()).unwrap();
        prompt(&mut journal, "a");
        assert!(!log(&path).is_empty());
    }
}

#[test]
fn a_session_begins_with_nothing_of_the_one_before() {
    let dir = tempfile::tempdir().unwrap();
    let next = tempfile::tempdir().unwrap();
    let mut old = Journal::start(dir.path(), start(), Options::default()).unwrap();
    old.continue_as_new(next.path(), start(), Break::KeyLost).unwrap();
    drop(old);
    let closed = fs::read(dir.path().join("private/lock")).unwrap();
    assert!(!closed.is_empty());
    let notice = Recovered::new(event::Path("private/events.torn.1".into()), 9, 9, 1, sha256(b""));
    let notice = serde_json::to_string(&notice).unwrap();
    let notices = format!("{{\"closed\":null,\"notices\":[{notice}]}}\n").into_bytes();
    for (n, content) in
        [closed, notices, b"{\"closed\":".to_vec(), vec![0; 4096]].iter().enumerate()
    {
        let path = dir.path().join(n.to_string());
        fs::create_dir_all(path.join("private")).unwrap();
        fs::write(path.join("private/lock"), content).unwrap();
        let mut journal = Journal::start(&path, start(), quick()).unwrap();
        assert_eq!(prompt(&mut journal, "a").seq, 2);
        assert_eq!(journal.snapshot().unwrap().closed, None);
        let request = journal.seal(&END).unwrap();
        journal.finish(request, None).unwrap();
        check(&path, &VerifyOptions::default(), Verdict::Intact);
        assert!(fs::read(path.join("private/lock")).unwrap().is_empty());
    }
}
