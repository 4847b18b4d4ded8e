//! A log that was put back to an older copy of itself: by a backup, a snapshot of a virtual machine,
//! a file that was synchronised from elsewhere. It never forks below what a witness may hold.

use std::{fs, path::Path};

use interview_core::{
    api::{ErrorCode, FindingCode, Verdict, VerifyOptions},
    hash::Hash,
};
use interview_journal::{Break, Journal, Options};

use crate::{
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
