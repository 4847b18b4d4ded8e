//! A log that was put back to an older copy of itself: by a backup, a snapshot of a virtual machine,
//! a file that was synchronised from elsewhere. It never forks below what a witness may hold.

use std::{fs, path::Path};

use interview_core::{
    api::{ErrorCode, FindingCode, Verdict, VerifyOptions},
    hash::Hash,
    witness::Refusal,
};
use interview_journal::{AfterRefusal, Break, Fixed, Journal, Options};

use crate::{
    bundles::stamp,
    session::{check, check_error, count, log, prompt, start},
    witness::Witness,
};

const WHY: Break = Break::HeadUnknown { head_size: 6 };

/// What a rolled-back log must come to, whoever notices it first: closed, with a line more only
/// where no witness can hold its place, and continued.
fn check_given_up(dir: &Path, journal: &mut Journal, witness: &Witness, left: &[u8], says: usize) {
    check_error(journal.append("heartbeat", "recorder", "{}"), ErrorCode::KeyLost);
    check_error(journal.anchor_request(), ErrorCode::KeyLost);
    assert_eq!(journal.snapshot().unwrap().closed.as_deref(), Some("head_unknown"));
    let closed = log(dir);
    assert_eq!(&closed[..left.len()], left);
    let report = check(dir, &witness.options(), Verdict::Incomplete);
    assert_eq!(count(&report, FindingCode::HeadAhead), 1, "{:?}", report.findings);
    assert_eq!(count(&report, FindingCode::RecorderGap), says);
    let next = tempfile::tempdir().unwrap();
    let mut second = journal.continue_as_new(&next.path().join("s"), start(), WHY).unwrap();
    prompt(&mut second, "e");
    assert_eq!(log(dir), closed, "nothing is written behind the place where another goes on");
    let report = check(second.path(), &VerifyOptions::default(), Verdict::Incomplete);
    assert_eq!(count(&report, FindingCode::RecorderGap), 1 - says);
    let continues = report.session.unwrap().continues.unwrap();
    let lines: Vec<_> = closed.split_inclusive(|byte| *byte == b'\n').collect();
    let head: Hash = interview_core::hash::leaf_hash(lines.last().unwrap().trim_ascii_end());
    assert_eq!((continues.size, continues.leaf_hash), (lines.len() as u64, head));
}

#[test]
fn a_log_below_its_signed_size_is_given_up_though_the_state_is_whole() {
    // Lines that are left of six under a checkpoint; whether its receipt stood in the log; how many
    // gaps the old log tells of itself.
    for (left, is_receipted, says) in
        [(5, false, 0), (3, false, 0), (5, true, 0), (4, true, 1), (2, true, 1)]
    {
        for is_open in [false, true] {
            let dir = tempfile::tempdir().unwrap();
            let mut early = Journal::start(dir.path(), start(), Options::default()).unwrap();
            let mut witness = Witness::of(&log(dir.path()));
            let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
            for text in ["a", "b", "c", "d"] {
                prompt(&mut journal, text);
            }
            let request = journal.anchor_request().unwrap().unwrap();
            let answer = witness.answer(request.body()).unwrap();
            if is_receipted {
                journal.apply_anchor(request, &answer).unwrap();
            } else {
                drop(request);
            }
            drop(journal);
            let whole = log(dir.path());
            let kept: Vec<_> = whole.split_inclusive(|b| *b == b'\n').take(left).collect();
            let kept = kept.concat();
            fs::write(dir.path().join("bundle/events.jsonl"), &kept).unwrap();
            // The one that was open all the time never saw the checkpoint.
            if !is_open {
                early = Journal::open(dir.path(), Options::default()).unwrap();
            }
            check_given_up(dir.path(), &mut early, &witness, &kept, says);
        }
    }
}

#[test]
fn a_torn_log_below_its_signed_size_is_mended_and_given_up() {
    let dir = tempfile::tempdir().unwrap();
    let mut early = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let mut witness = Witness::of(&log(dir.path()));
    let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
    for text in ["a", "b", "c", "d"] {
        prompt(&mut journal, text);
    }
    let request = journal.anchor_request().unwrap().unwrap();
    witness.answer(request.body()).unwrap();
    drop((request, journal));
    let whole = log(dir.path());
    let lines: Vec<_> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    let kept = lines[..5].concat();
    fs::write(dir.path().join("bundle/events.jsonl"), [&kept, &lines[5][..70]].concat()).unwrap();
    check_given_up(dir.path(), &mut early, &witness, &kept, 0);
    assert_eq!(fs::read(dir.path().join("private/events.torn.1")).unwrap(), &lines[5][..70]);
}

#[test]
fn a_folder_that_was_put_back_and_written_on_is_given_up_at_the_next_anchor() {
    // Lines under the witness's head that the copy hasn't; lines that are written behind the copy.
    for (ahead, behind) in [(3, 2), (3, 3), (3, 8), (1, 1), (1, 5)] {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
        let mut witness = Witness::of(&log(dir.path()));
        prompt(&mut journal, "a");
        let request = journal.anchor_request().unwrap().unwrap();
        let answer = witness.answer(request.body()).unwrap();
        journal.apply_anchor(request, &answer).unwrap();
        drop(journal);
        let names = ["bundle/events.jsonl", "private/session.state"];
        let copy = names.map(|name| fs::read(dir.path().join(name)).unwrap());
        let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
        for _ in 0..ahead {
            prompt(&mut journal, "seen");
        }
        let request = journal.anchor_request().unwrap().unwrap();
        witness.answer(request.body()).unwrap();
        drop((request, journal));
        for (name, bytes) in names.iter().zip(copy) {
            fs::write(dir.path().join(name), bytes).unwrap();
        }
        let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
        for _ in 0..behind {
            prompt(&mut journal, "another");
        }
        let mut request = journal.anchor_request().unwrap().unwrap();
        let mut asked = 0;
        let why = loop {
            let refusal = witness.answer(request.body()).unwrap_err();
            match request.refused(refusal) {
                AfterRefusal::AskAgain { old_size } => {
                    asked += 1;
                    assert!(asked < 3);
                    drop(request);
                    let mut source = Fixed::new(stamp(1));
                    let again = journal.anchor_request_with(Some(old_size), &mut source);
                    request = again.unwrap().unwrap();
                }
                AfterRefusal::GiveUp(why) => break why,
                AfterRefusal::Leave => panic!("{refusal:?}"),
            }
        };
        drop(request);
        let head_size = 4 + ahead;
        assert_eq!(why, Break::HeadUnknown { head_size });
        let next = tempfile::tempdir().unwrap();
        let mut second = journal.continue_as_new(&next.path().join("s"), start(), why).unwrap();
        prompt(&mut second, "b");
        check_error(journal.append("heartbeat", "recorder", "{}"), ErrorCode::KeyLost);
        let report = check(second.path(), &VerifyOptions::default(), Verdict::Incomplete);
        let told = count(&report, FindingCode::RecorderGap);
        let own = check(dir.path(), &VerifyOptions::default(), Verdict::Incomplete);
        assert_eq!(told + count(&own, FindingCode::RecorderGap), 1, "told in one of both");
        // A second history that got past the head can't be hidden; one that didn't is incomplete.
        let is_past = 4 + behind >= head_size;
        let verdict = if is_past { Verdict::Altered } else { Verdict::Incomplete };
        check(dir.path(), &witness.options(), verdict);
    }
}

#[test]
fn a_refusal_that_says_nothing_of_the_log_gives_nothing_up() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let again = AfterRefusal::AskAgain { old_size: 0 };
    let one = AfterRefusal::AskAgain { old_size: 1 };
    let give_up = |head_size| AfterRefusal::GiveUp(Break::HeadUnknown { head_size });
    for (old_size, refusal, expected) in [
        (None, Refusal::UnknownOrigin, AfterRefusal::Leave),
        (None, Refusal::NotSigned, AfterRefusal::Leave),
        (None, Refusal::OldSizeTooLarge, AfterRefusal::Leave),
        // What is remembered may be at fault, so the log is read first.
        (None, Refusal::ProofFailed, again),
        (Some(0), Refusal::ProofFailed, give_up(0)),
        (None, Refusal::Conflict { held_size: 1 }, one),
        (Some(0), Refusal::Conflict { held_size: 1 }, one),
        (Some(2), Refusal::Conflict { held_size: 2 }, give_up(2)),
        (None, Refusal::Conflict { held_size: 3 }, give_up(3)),
    ] {
        let mut source = Fixed::new(stamp(1));
        let request = journal.anchor_request_with(old_size, &mut source).unwrap().unwrap();
        assert_eq!(request.refused(refusal), expected, "{old_size:?} {refusal:?}");
    }
}
