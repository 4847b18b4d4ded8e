//! A session on disk from start to seal, and everything that can go wrong with its files.

use std::{fs, path::Path, time::Duration};

use interview_core::{
    api::{
        Draft, End, ErrorCode, FindingCode, Program, Report, SignedNote, Timestamp, Verdict,
        VerifyOptions, line_salt, observe, observe_full,
    },
    checkpoint::{KeyName, NoteSignature},
};
use interview_journal::{Entry, Fixed, Journal, Options, StartOptions, SyncPolicy, verify_path};

use crate::{bundles::stamp, witness::Witness};

pub(crate) fn start() -> StartOptions {
    StartOptions::new(Program::new("test".into(), "1".into()))
}

pub(crate) fn quick() -> Options {
    let mut options = Options::default();
    options.lock_wait = Duration::from_millis(20);
    options
}

pub(crate) const END: End<'static> = End {
    reason: "submitted",
    diff: Some(b"diff --git a/a b/a\n"),
    commits: Some(b"[]\n"),
    git: None,
};

pub(crate) fn prompt(journal: &mut Journal, text: &str) -> Entry {
    journal.append("user_prompt", "candidate", &format!("{{\"text\":\"{text}\"}}")).unwrap()
}

pub(crate) fn log(dir: &Path) -> Vec<u8> {
    fs::read(dir.join("bundle/events.jsonl")).unwrap()
}

pub(crate) fn count(report: &Report, code: FindingCode) -> usize {
    report.findings.iter().filter(|finding| finding.code == code).count()
}

pub(crate) fn check(dir: &Path, options: &VerifyOptions, expected: Verdict) -> Report {
    let report = verify_path(dir, options).unwrap();
    assert_eq!(report.verdict, expected, "{:?}", report.findings);
    report
}

#[track_caller]
pub(crate) fn check_error<T: std::fmt::Debug>(
    outcome: Result<T, interview_core::Error>,
    expected: ErrorCode,
) {
    let error = outcome.unwrap_err();
    assert_eq!(error.code(), expected, "{error}");
}

#[test]
fn a_change_is_observed_under_the_salt_of_the_session() {
    let (dir, salt) = (tempfile::tempdir().unwrap(), [7; 32]);
    let mut begin = start();
    begin.line_salt = Some(salt);
    let mut journal = Journal::start(dir.path(), begin, quick()).unwrap();
    let (before, after) = (Some(b"one\n".as_slice()), Some(b"one\ntwo\n".as_slice()));
    assert_eq!(journal.observe(before, after, false).unwrap(), observe(&salt, before, after));
    assert_eq!(journal.observe(before, after, true).unwrap(), observe_full(&salt, before, after));
    prompt(&mut journal, "on");
    let opened = Journal::open(dir.path(), quick()).unwrap();
    assert_eq!(opened.observe(None, after, false).unwrap(), observe(&salt, None, after));
    let log = log(dir.path());
    let lines: Vec<_> = log.split(|byte| *byte == b'\n').collect();
    assert_eq!(line_salt(lines[1]).unwrap(), salt);
    for other in [lines[0], lines[2], b"", b"{}"] {
        check_error(line_salt(other), ErrorCode::InvalidLog);
    }
}

#[test]
fn a_session_is_recorded_anchored_and_sealed() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let mut witness = Witness::of(&log(dir.path()));
    for n in 0..10 {
        assert_eq!(prompt(&mut journal, "hello").seq, 2 + n * 4);
        prompt(&mut journal, "again");
        prompt(&mut journal, "and again");
        let request = journal.anchor_request().unwrap().unwrap();
        let answer = witness.answer(request.body()).unwrap();
        journal.apply_anchor(request, &answer).unwrap();
        assert!(journal.anchor_request().unwrap().is_none());
    }
    let request = journal.seal(&END).unwrap();
    let answer = witness.answer(request.request().unwrap().body()).unwrap();
    let bundle = journal.finish(request, Some(&answer)).unwrap();
    let mut names: Vec<_> =
        fs::read_dir(&bundle).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["changes.diff", "commits.json", "events.jsonl", "manifest.json"]);
    assert!(!dir.path().join("private/session.key").exists());
    let report = check(dir.path(), &witness.options(), Verdict::Intact);
    assert_eq!(report.assurance.anchors, 10);
    check_error(journal.append("user_prompt", "candidate", "{\"text\":\"x\"}"), ErrorCode::Sealed);
    check_error(journal.seal(&END), ErrorCode::Sealed);
    assert!(journal.snapshot().unwrap().is_sealed);
}

#[test]
fn given_time_key_salt_and_id_give_the_same_bytes() {
    let record = || {
        let dir = tempfile::tempdir().unwrap();
        let mut source = Fixed::new(stamp(0));
        let mut journal =
            Journal::start_with(dir.path(), start(), Options::default(), &mut source).unwrap();
        for n in 1..5 {
            let draft = Draft::new("heartbeat", "recorder", "{}").unwrap();
            journal.append_with(draft, &mut Fixed::new(stamp(n))).unwrap();
        }
        let request = journal.seal_with(&END, None, &mut Fixed::new(stamp(9))).unwrap();
        journal.finish(request, None).unwrap();
        (log(dir.path()), fs::read(dir.path().join("bundle/manifest.json")).unwrap())
    };
    let first = record();
    assert_eq!(first, record());
    assert!(first.0.windows(10).any(|bytes| bytes == b"AQEBAQEBAQ"), "the salt is the one given");
}

#[test]
fn a_snapshot_counts_what_the_log_holds() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let mut other = Journal::open(dir.path(), Options::default()).unwrap();
    let last = [prompt(&mut journal, "a"), prompt(&mut other, "b"), prompt(&mut journal, "c")][2];
    for journal in [&mut journal, &mut other] {
        let snapshot = journal.snapshot().unwrap();
        assert_eq!(snapshot.facts.lines, 5);
        assert_eq!(snapshot.facts.head, last.leaf_hash);
        assert_eq!(snapshot.facts.kinds["user_prompt"], 3);
        assert!(snapshot.has_key && !snapshot.is_sealed && !snapshot.sync_failed);
    }
    let report = check(dir.path(), &VerifyOptions::default(), Verdict::Incomplete);
    assert_eq!(report.session.unwrap().root, journal.snapshot().unwrap().facts.root);
}

#[test]
fn only_the_recorder_writes_its_own_kinds() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    for kind in ["session_start", "session_end", "anchor", "line_salt"] {
        check_error(journal.append(kind, "recorder", "{}"), ErrorCode::InvalidEvent);
    }
    check_error(Journal::start(dir.path(), start(), quick()), ErrorCode::Exists);
}

#[test]
fn an_anchor_is_due_after_time_events_and_risks() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let mut witness = Witness::of(&log(dir.path()));
    let at = |s: i64| Timestamp::from_ms(1_800_000_000_000 + s * 1_000).unwrap();
    assert!(journal.anchor_due(at(0)).unwrap());
    let mut source = Fixed::new(interview_core::api::Stamp { at: at(0), ..stamp(0) });
    let request = journal.anchor_request_with(None, &mut source).unwrap().unwrap();
    let answer = witness.answer(request.body()).unwrap();
    journal.apply_anchor_with(request, &answer, &mut source).unwrap();
    assert!(!journal.anchor_due(at(100)).unwrap(), "nothing happened since");
    prompt(&mut journal, "x");
    assert!(!journal.anchor_due(at(29)).unwrap());
    assert!(journal.anchor_due(at(30)).unwrap());
    assert!(journal.anchor_due(at(-1)).unwrap(), "a clock that went back says nothing");
    for _ in 0..63 {
        assert!(!journal.anchor_due(at(6)).unwrap());
        prompt(&mut journal, "x");
    }
    assert!(!journal.anchor_due(at(4)).unwrap());
    assert!(journal.anchor_due(at(6)).unwrap());
    let request = journal.anchor_request_with(None, &mut source).unwrap().unwrap();
    let answer = witness.answer(request.body()).unwrap();
    journal.apply_anchor_with(request, &answer, &mut source).unwrap();
    journal.append("paste", "editor", "{\"bytes\":5000,\"lines\":90}").unwrap();
    assert!(journal.anchor_due(at(6)).unwrap());
}

#[test]
fn only_one_anchors_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let mut other = Journal::open(dir.path(), Options::default()).unwrap();
    let request = journal.anchor_request().unwrap().unwrap();
    assert!(other.anchor_request().unwrap().is_none());
    drop(request);
    assert!(other.anchor_request().unwrap().is_some());
}

#[test]
fn a_receipt_that_got_lost_is_made_good() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let mut witness = Witness::of(&log(dir.path()));
    prompt(&mut journal, "a");
    let lost = journal.anchor_request().unwrap().unwrap();
    witness.answer(lost.body()).unwrap();
    drop(lost);
    prompt(&mut journal, "b");
    let request = journal.anchor_request().unwrap().unwrap();
    let refusal = witness.answer(request.body()).unwrap_err();
    assert_eq!(refusal.body(), "3\n");
    drop(request);
    let mut source = Fixed::new(stamp(1));
    let request = journal.anchor_request_with(Some(3), &mut source).unwrap().unwrap();
    let answer = witness.answer(request.body()).unwrap();
    journal.apply_anchor(request, &answer).unwrap();
    check(dir.path(), &witness.options(), Verdict::Incomplete);
}

#[test]
fn answers_that_a_verifier_would_condemn_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let mut witness = Witness::of(&log(dir.path()));
    let mut options = Options::default();
    options.witnesses = vec![witness.key()];
    let mut journal_2 = Journal::open(dir.path(), options).unwrap();
    let before = journal.anchor_request().unwrap().unwrap();
    let of_another_size = witness.answer(before.body()).unwrap();
    drop(before);
    prompt(&mut journal, "x");
    for (answer, code) in [
        ("", ErrorCode::InvalidNote),
        ("\n\n", ErrorCode::InvalidNote),
        ("<html>502</html>", ErrorCode::InvalidNote),
        (of_another_size.as_str(), ErrorCode::BadSignature),
    ] {
        let request = journal_2.anchor_request().unwrap().unwrap();
        check_error(journal_2.apply_anchor(request, answer), code);
    }
    assert_eq!(journal.snapshot().unwrap().facts.lines, 3);
}

/// The cosigning keys' names under each anchor of a log and under its final note.
fn cosigners(dir: &Path) -> Vec<Vec<String>> {
    let manifest = fs::read_to_string(dir.join("bundle/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let log = String::from_utf8(log(dir)).unwrap();
    let lines = log.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let notes = lines.filter_map(|line| line["data"]["note"].as_str().map(str::to_owned));
    let names = |note: String| {
        let note = SignedNote::parse(note.as_bytes()).unwrap();
        note.signatures().iter().skip(1).map(|by| by.name().as_str().to_owned()).collect()
    };
    let last = manifest["final_note"].as_str().unwrap().to_owned();
    notes.chain([last]).map(names).collect()
}

#[test]
fn only_cosignatures_that_were_checked_are_recorded() {
    let name = "witness.example/w1";
    for (knows_key, answers, expected) in [
        (true, ["good", "good"], vec![vec![name], vec![name]]),
        (true, ["unknown", "good,unknown"], vec![vec![], vec![name]]),
        (true, ["bad,good,unknown,good", "good,bad"], vec![vec![name], vec![name]]),
        (false, ["good", "bad,unknown"], vec![vec![], vec![]]),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
        let mut witness = Witness::of(&log(dir.path()));
        let mut options = Options::default();
        options.witnesses.extend(knows_key.then(|| witness.key()));
        journal = Journal::open(journal.path(), options).unwrap();
        let mut answer = |body: &str, kinds: &str| {
            let good = witness.answer(body).unwrap();
            // The same bytes under another name, and with another time.
            let other = |name, tamper: bool| {
                let good = NoteSignature::parse(good.trim_end()).unwrap();
                let mut bytes = good.signature().to_vec();
                bytes[7] ^= u8::from(tamper);
                NoteSignature::new(KeyName::new(name).unwrap(), good.key_id(), bytes).unwrap()
            };
            let lines = kinds.split(',').map(|kind| match kind {
                "good" => good.clone(),
                "bad" => format!("{}\n", other(name, true)),
                _ => format!("{}\n", other("witness.example/w2", false)),
            });
            lines.collect::<String>()
        };
        let request = journal.anchor_request().unwrap().unwrap();
        let lines = answer(request.body(), answers[0]);
        journal.apply_anchor(request, &lines).unwrap();
        let request = journal.seal(&END).unwrap();
        let lines = answer(request.request().unwrap().body(), answers[1]);
        journal.finish(request, Some(&lines)).unwrap();
        assert_eq!(cosigners(dir.path()), expected, "{answers:?}");
        check(dir.path(), &witness.options(), Verdict::Intact);
    }
}

#[test]
fn sealing_goes_on_where_it_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    prompt(&mut journal, "a");
    let first = journal.seal(&END).unwrap();
    drop((first, journal));
    let ended = log(dir.path());
    let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
    check_error(journal.append("heartbeat", "recorder", "{}"), ErrorCode::Sealed);
    // The artefacts are there, so another call needs none; a lost one must be given again.
    let nothing = End { diff: None, commits: None, ..END };
    drop(journal.seal(&nothing).unwrap());
    fs::remove_file(dir.path().join("bundle/changes.diff")).unwrap();
    check_error(journal.seal(&nothing), ErrorCode::InvalidLog);
    let other = End { diff: Some(b"another"), ..END };
    check_error(journal.seal(&other), ErrorCode::InvalidLog);
    let request = journal.seal(&END).unwrap();
    journal.finish(request, None).unwrap();
    assert_eq!(log(dir.path()), ended);
    check(dir.path(), &VerifyOptions::default(), Verdict::Intact);
    // The manifest is written, and the key was not wiped yet.
    fs::write(dir.path().join("private/session.key"), [1; 32]).unwrap();
    let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
    assert!(!dir.path().join("private/session.key").exists());
    check_error(journal.seal(&END), ErrorCode::Sealed);
}

#[test]
fn a_vanished_file_is_an_error_and_nothing_is_written_nowhere() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["bundle/events.jsonl", "private/lock"] {
        let path = dir.path().join(name.replace('/', "_"));
        let mut journal = Journal::start(&path, start(), quick()).unwrap();
        fs::remove_file(path.join(name)).unwrap();
        check_error(journal.append("heartbeat", "recorder", "{}"), ErrorCode::NotFound);
    }
    check_error(Journal::open(&dir.path().join("absent"), quick()), ErrorCode::NotFound);
}

#[test]
fn a_lock_that_is_held_is_waited_for_and_no_longer() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), quick()).unwrap();
    let held = fs::File::options().write(true).open(dir.path().join("private/lock")).unwrap();
    held.lock().unwrap();
    check_error(journal.append("heartbeat", "recorder", "{}"), ErrorCode::Locked);
    held.unlock().unwrap();
    journal.append("heartbeat", "recorder", "{}").unwrap();
}

#[cfg(unix)]
#[test]
fn links_in_a_session_are_not_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = tempfile::tempdir().unwrap();
    for name in [
        "private/lock",
        "private/anchor.lock",
        "private/session.key",
        "private/session.state",
        "bundle/events.jsonl",
    ] {
        let path = dir.path().join(name.replace('/', "_"));
        let mut journal = Journal::start(&path, start(), quick()).unwrap();
        drop(journal.anchor_request().unwrap());
        for part in ["", "private", "bundle"] {
            assert_eq!(fs::metadata(path.join(part)).unwrap().permissions().mode() & 0o777, 0o700);
        }
        let file = path.join(name);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        let aside = path.join("aside");
        fs::rename(&file, &aside).unwrap();
        symlink(&aside, &file).unwrap();
        let outcome = Journal::open(&path, quick()).and_then(|mut j| j.anchor_request());
        check_error(outcome, ErrorCode::Io);
    }
}

#[test]
fn every_policy_of_syncing_records_the_same() {
    for policy in [SyncPolicy::AtAnchor, SyncPolicy::EveryEvent, SyncPolicy::Never] {
        let dir = tempfile::tempdir().unwrap();
        let mut options = Options::default();
        options.sync = policy;
        let mut journal = Journal::start(dir.path(), start(), options).unwrap();
        prompt(&mut journal, "a");
        let request = journal.seal(&END).unwrap();
        journal.finish(request, None).unwrap();
        check(dir.path(), &VerifyOptions::default(), Verdict::Intact);
    }
}
