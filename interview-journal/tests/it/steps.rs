//! Operations broken off after each of their steps, by the end of the process or of the power, and
//! taken up again.

use std::{path::Path, sync::Arc};

use interview_core::{
    Error,
    api::{Bundle, Verdict, VerifyOptions, verify},
};
use interview_journal::{Break, Journal, Options};

use crate::{
    faulty::FaultyDisk,
    session::{END, start},
};

const ROOT: &str = "/session";

fn options(disk: &FaultyDisk) -> Options {
    let mut options = Options::default();
    options.disk = Arc::new(disk.clone());
    options.lock_wait = std::time::Duration::ZERO;
    options
}

fn verdict(disk: &FaultyDisk, root: &str) -> Verdict {
    let read = |name: &str| disk.bytes(&Path::new(root).join("bundle").join(name));
    let events = read("events.jsonl").unwrap();
    let (manifest, diff) = (read("manifest.json"), read("changes.diff"));
    let commits = read("commits.json");
    let bundle = Bundle {
        events: &events,
        manifest: manifest.as_deref(),
        diff: diff.as_deref(),
        commits: commits.as_deref(),
    };
    verify(&bundle, &VerifyOptions::default()).unwrap().verdict
}

/// A session with two events, the last of them after a sync.
fn recorded(seed: u64) -> (FaultyDisk, Journal) {
    let disk = FaultyDisk::new(seed);
    let mut journal = Journal::start(Path::new(ROOT), start(), options(&disk)).unwrap();
    journal.append("heartbeat", "recorder", "{}").unwrap();
    drop(journal.anchor_request().unwrap());
    journal.append("heartbeat", "recorder", "{}").unwrap();
    (disk, journal)
}

/// Breaks `work` off after each number of changes, and gives the disk to `after`. Ends where the
/// work is done without being broken off; gives the number of its steps.
fn each_step(
    work: impl Fn(&FaultyDisk, &mut Journal) -> Result<(), Error>,
    after: impl Fn(&FaultyDisk, u64),
) -> u64 {
    for steps in 0..1_000 {
        let mut is_done = false;
        for seed in 0..12 {
            let (disk, mut journal) = recorded(seed);
            disk.set_fuse(Some(steps));
            is_done = work(&disk, &mut journal).is_ok();
            drop(journal);
            disk.set_fuse(None);
            if seed % 3 > 0 {
                disk.cut_power();
            }
            after(&disk, steps);
        }
        if is_done {
            return steps;
        }
    }
    u64::MAX
}

fn seal(journal: &mut Journal) -> Result<(), Error> {
    let request = journal.seal(&END)?;
    journal.finish(request, None).map(|_| ())
}

#[test]
fn sealing_is_taken_up_after_each_of_its_steps() {
    let steps = each_step(
        |_, journal| seal(journal),
        |disk, step| {
            let mut journal = Journal::open(Path::new(ROOT), options(disk)).unwrap();
            let sealed = seal(&mut journal).err().map(|error| error.code().as_str());
            assert!(matches!(sealed, None | Some("sealed")), "step {step}: {sealed:?}");
            assert_eq!(verdict(disk, ROOT), Verdict::Intact, "step {step}");
            assert!(journal.snapshot().unwrap().is_sealed);
            let paths = disk.paths();
            assert!(!paths.iter().any(|path| path.ends_with("session.key")), "step {step}");
        },
    );
    println!("sealing: {steps} steps");
    assert!((20..1_000).contains(&steps), "{steps}");
}

#[test]
fn a_start_is_taken_up_after_each_of_its_steps() {
    let next = Path::new("/next");
    let steps = each_step(
        |disk, _| Journal::start(next, start(), options(disk)).map(|_| ()),
        |disk, step| {
            let begun = Journal::start(next, start(), options(disk)).map(|_| ());
            let begun = begun.err().map(|error| error.code().as_str());
            assert!(matches!(begun, None | Some("exists")), "step {step}: {begun:?}");
            let mut journal = Journal::open(next, options(disk)).unwrap();
            seal(&mut journal).unwrap();
            assert_eq!(verdict(disk, "/next"), Verdict::Intact, "step {step}");
        },
    );
    assert!((10..1_000).contains(&steps), "{steps}");
}

#[test]
fn giving_up_a_log_is_taken_up_after_each_of_its_steps() {
    let next = Path::new("/next");
    let why = Break::HeadUnknown { head_size: 5 };
    let steps = each_step(
        |disk, journal| {
            let next = journal.continue_as_new(next, start(), why)?;
            drop(next);
            disk.bytes(Path::new("/next/bundle/events.jsonl")).map(|_| ()).ok_or_else(|| {
                Error::new(interview_core::ErrorCode::NotFound, "the new log isn't there")
            })
        },
        |disk, step| {
            let mut journal = Journal::open(Path::new(ROOT), options(disk)).unwrap();
            if disk.bytes(Path::new("/next/bundle/events.jsonl")).is_none() {
                journal.continue_as_new(next, start(), why).unwrap();
            }
            assert_eq!(verdict(disk, ROOT), Verdict::Incomplete, "step {step}");
            assert_eq!(verdict(disk, "/next"), Verdict::Incomplete, "step {step}");
            let refused = journal.append("heartbeat", "recorder", "{}").unwrap_err();
            assert_eq!(refused.code().as_str(), "key_lost", "step {step}");
        },
    );
    assert!((10..1_000).contains(&steps), "{steps}");
}
