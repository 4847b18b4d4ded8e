//! What is remembered in `private/session.state`: a cache that many processes write, and that anybody
//! can edit.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use interview_core::api::{
    Bundle, ErrorCode, FindingCode, Timestamp, Verdict, VerifyOptions, verify,
};
use interview_journal::{
    Fixed, Journal, Options, SyncPolicy,
    disk::{Disk, DiskFile, Open},
};
use serde_json::{Value, json};

use crate::{
    bundles::stamp,
    faulty::{Faults, FaultyDisk},
    session::{END, check, count, log, prompt, start},
    witness::Witness,
};

/// Replaces a member of the state, with a checksum that holds.
fn edit(dir: &Path, state: &str, member: &str, value: &Value) {
    let (json, _) = state.split_once('\n').unwrap();
    let mut json: Value = serde_json::from_str(json).unwrap();
    *json.pointer_mut(member).unwrap() = value.clone();
    let json = json.to_string();
    let sum = interview_core::hash::sha256(json.as_bytes());
    fs::write(dir.join("private/session.state"), format!("{json}\n{sum}\n")).unwrap();
}

#[test]
fn no_number_in_the_state_breaks_a_journal() {
    let members = [
        "/synced/bytes",
        "/synced/lines",
        "/signed",
        "/attempt/ms",
        "/attempt/events",
        "/attempt/risks",
        "/memory/size",
        "/memory/anchored",
        "/memory/kinds/user_prompt",
        "/memory_bytes",
        "/held/lines",
        "/held/bytes",
        "/held/events",
    ];
    let numbers = [
        json!(0),
        json!(1),
        json!(7),
        json!((1_u64 << 53) - 1),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(i64::MIN),
    ];
    for member in members {
        for number in &numbers {
            let dir = tempfile::tempdir().unwrap();
            let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
            let mut witness = Witness::of(&log(dir.path()));
            prompt(&mut journal, "a");
            prompt(&mut journal, "b");
            let request = journal.anchor_request().unwrap().unwrap();
            let answer = witness.answer(request.body()).unwrap();
            journal.apply_anchor(request, &answer).unwrap();
            prompt(&mut journal, "c");
            drop(journal);
            let state = fs::read_to_string(dir.path().join("private/session.state")).unwrap();
            edit(dir.path(), &state, member, number);
            let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
            journal.anchor_due(Timestamp::from_ms(1_800_000_000_000).unwrap()).unwrap();
            journal.snapshot().unwrap();
            let sealed = journal
                .append("heartbeat", "recorder", "{}")
                .and_then(|_| journal.seal(&END))
                .and_then(|request| journal.finish(request, None));
            let code = sealed.err().map(|error| error.code());
            // A size that was signed and that the log hasn't reached means that it was rolled back.
            let is_beyond =
                member == "/signed" && number.as_u64().is_some_and(|n| (7..1 << 53).contains(&n));
            assert_eq!(code, is_beyond.then_some(ErrorCode::KeyLost), "{member} {number}");
            let verdict = if is_beyond { Verdict::Incomplete } else { Verdict::Intact };
            check(dir.path(), &witness.options(), verdict);
        }
    }
}

#[test]
fn a_memory_of_another_log_of_the_same_length_is_not_signed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("bundle/events.jsonl");
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let mut witness = Witness::of(&log(dir.path()));
    let before = log(dir.path());
    prompt(&mut journal, "a");
    assert_eq!(journal.snapshot().unwrap().facts.lines, 3);
    // Put back by somebody, and written on to the same length by another process.
    fs::write(&path, before).unwrap();
    let mut other = Journal::open(dir.path(), Options::default()).unwrap();
    let last = prompt(&mut other, "b");
    assert_eq!(journal.snapshot().unwrap().facts.head, last.leaf_hash);
    let request = journal.anchor_request().unwrap().unwrap();
    let answer = witness.answer(request.body()).unwrap();
    journal.apply_anchor(request, &answer).unwrap();
    check(dir.path(), &witness.options(), Verdict::Incomplete);
}

#[test]
fn a_failed_sync_forgets_nothing_that_another_remembered() {
    let mut failed = 0;
    for seed in 0..64 {
        let disk = FaultyDisk::new(seed);
        let mut options = Options::default();
        options.disk = Arc::new(disk.clone());
        let root = Path::new("/session");
        let mut other = Journal::start(root, start(), options.clone()).unwrap();
        options.sync = SyncPolicy::EveryEvent;
        let mut journal = Journal::open(root, options.clone()).unwrap();
        let log = disk.bytes(&root.join("bundle/events.jsonl")).unwrap();
        let mut witness = Witness::of(&log);
        let mut source = Fixed::new(stamp(9));
        other.append("heartbeat", "recorder", "{}").unwrap();
        let request = other.anchor_request_with(None, &mut source).unwrap().unwrap();
        let answer = witness.answer(request.body()).unwrap();
        other.apply_anchor(request, &answer).unwrap();
        disk.set_faults(Faults { sync: 50, ..Faults::default() });
        let _ = journal.append("heartbeat", "recorder", "{}");
        disk.set_faults(Faults::default());
        let snapshot = Journal::open(root, options).unwrap().snapshot().unwrap();
        failed += u32::from(snapshot.sync_failed);
        assert_eq!(snapshot.signed, 3, "seed {seed}");
    }
    assert!(failed > 5, "{failed}");
}

/// A disk of a system that doesn't tell one start from another; it counts the files that are put in
/// place of others.
#[derive(Clone)]
struct Nameless(FaultyDisk, Arc<AtomicU64>);

impl Disk for Nameless {
    fn open(&self, path: &Path, how: Open) -> io::Result<Box<dyn DiskFile>> {
        self.0.open(path, how)
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.0.create_dir(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.0.remove(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.0.sync_dir(path)
    }

    fn boot_id(&self) -> Option<String> {
        None
    }
}

#[test]
fn without_a_boot_id_opening_stays_cheap_and_damage_is_still_found() {
    let root = PathBuf::from("/session");
    let mut recovered = 0;
    for seed in 0..5 {
        let disk = Nameless(FaultyDisk::new(seed), Arc::default());
        let mut options = Options::default();
        options.disk = Arc::new(disk.clone());
        drop(Journal::start(&root, start(), options.clone()).unwrap());
        let text = format!("{{\"text\":\"{}\"}}", "x".repeat(4_000));
        let mut written = 0;
        for _ in 0..150 {
            let before = disk.1.load(Ordering::Relaxed);
            let mut journal = Journal::open(&root, options.clone()).unwrap();
            journal.append("user_prompt", "candidate", &text).unwrap();
            written += disk.1.load(Ordering::Relaxed) - before;
        }
        // 150 lines of 4 kB, synced after each 256 KiB.
        assert!((1..=3).contains(&written), "{written}");
        disk.0.cut_power();
        let mut journal = Journal::open(&root, options.clone()).unwrap();
        prompt(&mut journal, "after");
        let events = disk.0.bytes(&root.join("bundle/events.jsonl")).unwrap();
        let bundle = Bundle { events: &events, manifest: None, diff: None, commits: None };
        let report = verify(&bundle, &VerifyOptions::default()).unwrap();
        assert_eq!(report.verdict, Verdict::Incomplete, "{:?}", report.findings);
        recovered += count(&report, FindingCode::TailRecovered);
    }
    assert!(recovered > 0, "{recovered}");
}
