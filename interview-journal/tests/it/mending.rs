//! Logs that a crash, a power cut or a lost file left in a state that no append makes.

use std::{fs, path::Path};

use interview_core::{
    api::{ErrorCode, FindingCode, Verdict, VerifyOptions},
    event::{self, Recovered, Token},
    hash::sha256,
    report::Param,
};
use interview_journal::{Break, Fixed, Journal, Options};

use crate::{
    bundles::stamp,
    session::{END, check, check_error, count, log, prompt, start},
    witness::Witness,
};

#[test]
fn a_torn_tail_is_moved_aside_and_told() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    prompt(&mut journal, "a");
    let whole = log(dir.path());
    let torn = b"{\"prev\":\"00";
    fs::write(dir.path().join("bundle/events.jsonl"), [&whole[..], torn].concat()).unwrap();
    assert_eq!(prompt(&mut journal, "b").seq, 4);
    assert_eq!(fs::read(dir.path().join("private/events.torn.1")).unwrap(), torn);
    let report = check(dir.path(), &VerifyOptions::default(), Verdict::Incomplete);
    assert_eq!(count(&report, FindingCode::TailRecovered), 1);
    let found = report.findings.iter().find(|f| f.code == FindingCode::TailRecovered).unwrap();
    assert_eq!(found.place.offset, Some(whole.len() as u64));
    assert_eq!(found.params["bytes"], Param::from(torn.len() as u64));
}

#[test]
fn damage_behind_the_last_sync_is_found_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    prompt(&mut journal, "a");
    drop(journal.anchor_request().unwrap().unwrap());
    for text in ["b", "c", "d"] {
        prompt(&mut journal, text);
    }
    drop(journal);
    let mut bytes = log(dir.path());
    let line_4 = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(3).unwrap().0 + 1;
    bytes[line_4 + 100..line_4 + 120].fill(0);
    fs::write(dir.path().join("bundle/events.jsonl"), &bytes).unwrap();
    // Another start of the machine: the state is of a boot that is gone.
    forget_boot(dir.path());
    let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
    assert_eq!(prompt(&mut journal, "e").seq, 5);
    assert_eq!(fs::read(dir.path().join("private/events.torn.1")).unwrap(), bytes[line_4..]);
    let report = check(dir.path(), &VerifyOptions::default(), Verdict::Incomplete);
    assert_eq!(count(&report, FindingCode::TailRecovered), 1);
}

/// Leaves a state as another boot would have left it.
fn forget_boot(dir: &Path) {
    let path = dir.join("private/session.state");
    let text = fs::read_to_string(&path).unwrap();
    let (json, _) = text.split_once('\n').unwrap();
    let start = json.find("\"boot\":\"").unwrap() + 8;
    let mut json = json.to_owned();
    json.replace_range(start..start + 4, "zzzz");
    let sum = interview_core::hash::sha256(json.as_bytes());
    fs::write(path, format!("{json}\n{sum}\n")).unwrap();
}

#[test]
fn damage_below_a_signed_checkpoint_closes_the_log() {
    let (dir, next) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let mut witness = Witness::of(&log(dir.path()));
    for text in ["a", "b", "c", "d"] {
        prompt(&mut journal, text);
    }
    let request = journal.anchor_request().unwrap().unwrap();
    witness.answer(request.body()).unwrap();
    drop((request, journal));
    let state = fs::read(dir.path().join("private/session.state")).unwrap();
    let whole = log(dir.path());
    let line = |n: usize| whole.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(n).unwrap().0;
    for keep in [3, 4, 5] {
        let cut = &whole[..line(keep - 1) + 50];
        fs::write(dir.path().join("bundle/events.jsonl"), cut).unwrap();
        fs::write(dir.path().join("private/lock"), b"").unwrap();
        fs::write(dir.path().join("private/session.state"), &state).unwrap();
        forget_boot(dir.path());
        let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
        check_error(journal.append("heartbeat", "recorder", "{}"), ErrorCode::KeyLost);
        let why = Break::HeadUnknown { head_size: 6 };
        let path = next.path().join(format!("{keep}"));
        let mut second = journal.continue_as_new(&path, start(), why).unwrap();
        prompt(&mut second, "e");
        check(dir.path(), &witness.options(), Verdict::Incomplete);
        let report = check(&path, &VerifyOptions::default(), Verdict::Incomplete);
        let facts = report.session.unwrap();
        assert_eq!(
            facts.continues.unwrap().session,
            journal.snapshot().unwrap().facts.session.unwrap()
        );
    }
}

#[test]
fn a_lost_key_closes_the_log_and_the_session_goes_on() {
    let (dir, next) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    prompt(&mut journal, "a");
    fs::remove_file(dir.path().join("private/session.key")).unwrap();
    let mut keyless = Journal::open(dir.path(), Options::default()).unwrap();
    assert!(!keyless.snapshot().unwrap().has_key);
    let refused = keyless.append("heartbeat", "recorder", "{}");
    check_error(refused, ErrorCode::KeyLost);
    check_error(keyless.seal(&END), ErrorCode::KeyLost);
    let path = next.path().join("s");
    let mut second = keyless.continue_as_new(&path, start(), Break::KeyLost).unwrap();
    prompt(&mut second, "b");
    // One that had the key in memory writes nothing behind the end that the other relies on.
    let refused = journal.append("heartbeat", "recorder", "{}");
    check_error(refused, ErrorCode::KeyLost);
    let again = keyless.continue_as_new(&next.path().join("t"), start(), Break::KeyLost);
    check_error(again, ErrorCode::Exists);
    let report = check(dir.path(), &VerifyOptions::default(), Verdict::Incomplete);
    assert_eq!(count(&report, FindingCode::RecorderGap), 1);
    let first = report.session.unwrap();
    let request = second.seal(&END).unwrap();
    second.finish(request, None).unwrap();
    let mut options = VerifyOptions::default();
    options.context.sessions = vec![interview_core::verify::OtherSession {
        session: first.session.clone().unwrap(),
        size: Some(first.lines),
        leaf_hash: Some(first.head),
    }];
    let report = check(&path, &options, Verdict::Intact);
    assert_eq!(report.session.unwrap().continues.unwrap().size, first.lines);
}

#[test]
fn a_key_of_another_session_is_lost_too() {
    let dir = tempfile::tempdir().unwrap();
    drop(Journal::start(dir.path(), start(), Options::default()).unwrap());
    fs::write(dir.path().join("private/session.key"), [7; 32]).unwrap();
    let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
    check_error(journal.append("heartbeat", "recorder", "{}"), ErrorCode::KeyLost);
}

#[test]
fn a_disk_that_was_rolled_back_never_forks() {
    let (dir, next) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let mut witness = Witness::of(&log(dir.path()));
    prompt(&mut journal, "a");
    let old = log(dir.path());
    let state = fs::read(dir.path().join("private/session.state")).unwrap();
    prompt(&mut journal, "b");
    let request = journal.anchor_request().unwrap().unwrap();
    let answer = witness.answer(request.body()).unwrap();
    journal.apply_anchor(request, &answer).unwrap();
    drop(journal);
    fs::write(dir.path().join("bundle/events.jsonl"), &old).unwrap();
    fs::write(dir.path().join("private/session.state"), state).unwrap();
    let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
    let request = journal.anchor_request().unwrap().unwrap();
    let refusal = witness.answer(request.body()).unwrap_err();
    assert_eq!(refusal.body(), "4\n");
    drop(request);
    let again = journal.anchor_request_with(Some(4), &mut Fixed::new(stamp(1)));
    check_error(again, ErrorCode::OutOfRange);
    let path = next.path().join("s");
    let why = Break::HeadUnknown { head_size: 4 };
    let second = journal.continue_as_new(&path, start(), why).unwrap();
    // One line more would have stood where the witness saw another, so the new log says it.
    assert_eq!(log(dir.path()), old);
    check(dir.path(), &witness.options(), Verdict::Incomplete);
    let report = check(second.path(), &VerifyOptions::default(), Verdict::Incomplete);
    assert_eq!(count(&report, FindingCode::RecorderGap), 1);
}

#[test]
fn a_lost_or_damaged_state_is_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let mut witness = Witness::of(&log(dir.path()));
    let path = dir.path().join("private/session.state");
    for damage in 0..5 {
        prompt(&mut journal, "a");
        let request = journal.anchor_request().unwrap().unwrap();
        let answer = witness.answer(request.body()).unwrap();
        journal.apply_anchor(request, &answer).unwrap();
        drop(journal);
        let state = fs::read(&path).unwrap();
        match damage {
            0 => fs::remove_file(&path).unwrap(),
            1 => fs::write(&path, b"").unwrap(),
            2 => fs::write(&path, &state[..state.len() / 2]).unwrap(),
            3 => fs::write(&path, vec![0; state.len()]).unwrap(),
            _ => fs::write(
                &path,
                String::from_utf8(state).unwrap().replace("\"size\":", "\"size\":9"),
            )
            .unwrap(),
        }
        journal = Journal::open(dir.path(), Options::default()).unwrap();
    }
    let request = journal.seal(&END).unwrap();
    let answer = witness.answer(request.request().unwrap().body()).unwrap();
    journal.finish(request, Some(&answer)).unwrap();
    let report = check(dir.path(), &witness.options(), Verdict::Intact);
    assert_eq!(report.assurance.anchors, 5);
}

#[test]
fn what_was_told_is_told_once_wherever_the_event_stands() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let kept = log(dir.path());
    prompt(&mut journal, "a");
    let cut = log(dir.path()).len() as u64;
    // A torn tail was moved aside; before the event could tell of it, the power went, and took a
    // whole line before the cut along.
    let torn = b"{\"prev\":\"00";
    fs::write(dir.path().join("private/events.torn.1"), torn).unwrap();
    let mut notice = Recovered::new(
        event::Path("private/events.torn.1".into()),
        cut,
        torn.len() as u64,
        1,
        sha256(torn),
    );
    notice.cause = Some(Token("torn".into()));
    let notice = serde_json::to_string(&notice).unwrap();
    let intent = format!("{{\"closed\":null,\"notices\":[{notice}]}}\n");
    fs::write(dir.path().join("private/lock"), &intent).unwrap();
    fs::write(dir.path().join("bundle/events.jsonl"), kept).unwrap();
    let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
    while (log(dir.path()).len() as u64) < cut + 1_000 {
        prompt(&mut journal, "b");
    }
    // The lock was emptied, and another power cut undid that.
    fs::write(dir.path().join("private/lock"), &intent).unwrap();
    prompt(&mut journal, "c");
    let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
    prompt(&mut journal, "d");
    let report = check(dir.path(), &VerifyOptions::default(), Verdict::Incomplete);
    assert_eq!(count(&report, FindingCode::TailRecovered), 1);
}
