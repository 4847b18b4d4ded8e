//! A thousand sessions on disks that fail, each followed by what an honest candidate would do: go
//! on, and submit. None of them may ever look altered.

use std::{path::Path, sync::Arc};

use interview_core::{
    api::{Bundle, End, ErrorCode, FindingCode, Program, Report, Verdict, verify},
    event::Recovered,
    hash::sha256,
    wire::{Line, read_line},
};
use interview_journal::{Fixed, Journal, Options, StartOptions};

use crate::{
    bundles::stamp,
    faulty::{Faults, FaultyDisk, Random},
    witness::Witness,
};

const SEEDS: u64 = 1_000;
const END: End<'static> =
    End { reason: "submitted", diff: Some(b"diff"), commits: None, git: None };

/// What came of all seeds.
#[derive(Default)]
struct Tally {
    power_cuts: u64,
    crashes: u64,
    full: u64,
    sync_failed: u64,
    recovered: u64,
    nul_tails: u64,
    displaced: u64,
    sealed: u64,
    checked: u64,
}

struct Session {
    disk: FaultyDisk,
    root: std::path::PathBuf,
    options: Options,
    witness: Witness,
    random: Random,
    /// Lines that must survive every power cut from now on.
    safe: Vec<Vec<u8>>,
    clock: u64,
}

impl Session {
    fn log(&self) -> Vec<u8> {
        self.disk.bytes(&self.root.join("bundle/events.jsonl")).unwrap()
    }

    fn lines(&self) -> Vec<Vec<u8>> {
        let log = self.log();
        let mut lines: Vec<_> = log.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        lines.pop();
        lines
    }

    fn source(&mut self) -> Fixed {
        self.clock += 1;
        Fixed::new(stamp(self.clock))
    }

    fn open(&mut self) -> Journal {
        let mut source = self.source();
        Journal::open_with(&self.root, self.options.clone(), &mut source).unwrap()
    }

    fn report(&self) -> Report {
        let read = |name: &str| self.disk.bytes(&self.root.join("bundle").join(name));
        let (events, manifest) = (self.log(), read("manifest.json"));
        let (diff, commits) = (read("changes.diff"), read("commits.json"));
        let bundle = Bundle {
            events: &events,
            manifest: manifest.as_deref(),
            diff: diff.as_deref(),
            commits: commits.as_deref(),
        };
        verify(&bundle, &self.witness.options()).unwrap()
    }

    fn check_safe(&self, seed: u64) {
        let lines = self.lines();
        assert!(lines.len() >= self.safe.len(), "seed {seed}: {} lines", lines.len());
        for (line, safe) in lines.iter().zip(&self.safe) {
            assert_eq!(line, safe, "seed {seed}");
        }
    }

    /// `recovered` events stand where the log was cut, and the bytes that they tell of are kept. In
    /// a run of them the first cut is at the run's beginning, and none was before it; unless the
    /// power went between the cut and the event and took whole lines before the cut along.
    fn check_recovered(&self, seed: u64, tally: &mut Tally) {
        let (mut offset, mut run) = (0, Vec::new());
        for line in self.lines() {
            let read = read_line(&line).unwrap();
            let Line::Event(event) = read else { continue };
            if event.kind == "recovered" {
                let told: Recovered = serde_json::from_str(event.data).unwrap();
                let kept = self.disk.bytes(&self.root.join(&told.file.0)).unwrap();
                assert_eq!((kept.len() as u64, sha256(&kept)), (told.bytes, told.sha256));
                tally.recovered += 1;
                tally.nul_tails += u64::from(kept.contains(&0));
                run.push((offset, told.offset));
            } else if let Some((start, _)) = run.first().copied() {
                let first = run.iter().map(|(_, told)| *told).min().unwrap();
                assert!(first >= start, "seed {seed}: {run:?}");
                tally.displaced += u64::from(first > start);
                run.clear();
            }
            offset += line.len() as u64 + 1;
        }
    }
}

#[test]
fn a_thousand_failing_disks_and_no_honest_log_altered() {
    let mut tally = Tally::default();
    for seed in 0..SEEDS {
        run(seed, &mut tally);
    }
    println!(
        "{SEEDS} seeds: {} power cuts, {} crashes, {} full disks, {} failed syncs; {} tails \
         recovered, {} of them with NULs; {} sealed; {} reports, none altered",
        tally.power_cuts,
        tally.crashes,
        tally.full,
        tally.sync_failed,
        tally.recovered,
        tally.nul_tails,
        tally.sealed,
        tally.checked,
    );
    assert!(tally.recovered > 100 && tally.nul_tails > 10 && tally.full > 100);
    assert!(tally.displaced * 100 < tally.recovered, "{} displaced", tally.displaced);
    assert!(tally.sealed > SEEDS / 2 && tally.sync_failed > 10);
}

fn run(seed: u64, tally: &mut Tally) {
    let disk = FaultyDisk::new(seed);
    let mut options = Options::default();
    options.disk = Arc::new(disk.clone());
    options.lock_wait = std::time::Duration::ZERO;
    let root = Path::new("/session").to_owned();
    let start = StartOptions::new(Program::new("test".into(), "1".into()));
    let mut source = Fixed::new(stamp(0));
    let mut journal = Journal::start_with(&root, start, options.clone(), &mut source).unwrap();
    let witness = Witness::of(&disk.bytes(&root.join("bundle/events.jsonl")).unwrap());
    options.witnesses = vec![witness.key()];
    let random = Random::new(seed ^ 0x5eed);
    let mut session = Session { disk, root, options, witness, random, safe: Vec::new(), clock: 0 };
    session.safe = session.lines();
    for _ in 0..40 {
        let faults = match session.random.below(4) {
            0 => Faults { full: 30, short: 20, sync: 0, truncate: 30 },
            1 if seed.is_multiple_of(5) => Faults { sync: 20, ..Faults::default() },
            _ => Faults::default(),
        };
        session.disk.set_faults(faults);
        let step = session.random.below(20);
        match step {
            0 => {
                session.disk.cut_power();
                tally.power_cuts += 1;
            }
            1 => {
                session.disk.crash();
                tally.crashes += 1;
            }
            2..=5 => anchor(&mut session, &mut journal),
            _ => append(&mut session, &mut journal, tally),
        }
        session.disk.set_faults(Faults::default());
        if step < 2 {
            drop(journal);
            journal = session.open();
            session.check_safe(seed);
        }
        if step == 2 || step == 0 {
            check(&session, seed, tally, &[Verdict::Incomplete]);
        }
    }
    submit(&mut session, journal, seed, tally);
}

fn append(session: &mut Session, journal: &mut Journal, tally: &mut Tally) {
    let before = session.lines().len();
    let text = "x".repeat(usize::try_from(session.random.below(1_500)).unwrap());
    let draft = interview_core::api::Draft::new(
        "user_prompt",
        "candidate",
        &format!("{{\"text\":\"{text}\"}}"),
    )
    .unwrap();
    let mut source = session.source();
    match journal.append_with(draft, &mut source) {
        Ok(entry) => {
            let lines = session.lines();
            let line = &lines[usize::try_from(entry.seq).unwrap()];
            assert_eq!(interview_core::hash::leaf_hash(line), entry.leaf_hash);
        }
        Err(error) => {
            assert!(matches!(error.code(), ErrorCode::DiskFull | ErrorCode::Io), "{error}");
            tally.full += u64::from(error.code() == ErrorCode::DiskFull);
            assert!(session.lines().len() >= before, "nothing whole is lost");
        }
    }
}

fn anchor(session: &mut Session, journal: &mut Journal) {
    let mut source = session.source();
    let Ok(Some(request)) = journal.anchor_request_with(None, &mut source) else { return };
    // What is signed is on the disk.
    let size = usize::try_from(request.size()).unwrap();
    session.safe = session.lines()[..size].to_vec();
    // One of four answers is lost on its way, and some of those that come can't be written.
    let answer = match session.witness.answer(request.body()) {
        Ok(answer) => Some(answer).filter(|_| session.random.below(4) > 0),
        Err(refusal) => {
            drop(request);
            let held = refusal.body().trim().parse().unwrap();
            let again = journal.anchor_request_with(Some(held), &mut source);
            let Ok(Some(request)) = again else { return };
            let answer = session.witness.answer(request.body()).unwrap();
            let _ = journal.apply_anchor_with(request, &answer, &mut source);
            return;
        }
    };
    if let Some(answer) = answer {
        let _ = journal.apply_anchor_with(request, &answer, &mut source);
    }
}

fn check(session: &Session, seed: u64, tally: &mut Tally, expected: &[Verdict]) {
    let report = session.report();
    tally.checked += 1;
    assert!(expected.contains(&report.verdict), "seed {seed}: {:?}", report.findings);
}

/// Seals, with crashes and power cuts between the steps.
fn submit(session: &mut Session, mut journal: Journal, seed: u64, tally: &mut Tally) {
    for round in 0.. {
        assert!(round < 20, "seed {seed} doesn't come to an end");
        if session.random.below(3) == 0 && round < 10 {
            session.disk.set_faults(Faults { full: 20, short: 20, sync: 0, truncate: 20 });
        }
        let mut source = session.source();
        let sealed = journal.seal_with(&END, None, &mut source);
        let sealed = match sealed {
            Ok(request) => {
                let mut answer = None;
                if let Some(request) = request.request() {
                    answer = session.witness.answer(request.body()).ok();
                }
                if session.random.below(3) > 0 {
                    journal.finish(request, answer.as_deref()).map(|_| ())
                } else {
                    Err(interview_core::Error::new(ErrorCode::Io, "broken off"))
                }
            }
            Err(error) => Err(error),
        };
        session.disk.set_faults(Faults::default());
        let is_done = match sealed {
            Ok(()) => true,
            Err(error) if error.code() == ErrorCode::Sealed => true,
            // An honest crash never looks like a disk that was rolled back.
            Err(error) => {
                assert_ne!(error.code(), ErrorCode::KeyLost, "seed {seed}: {error}");
                false
            }
        };
        if session.random.below(4) == 0 {
            session.disk.cut_power();
            tally.power_cuts += 1;
            drop(journal);
            journal = session.open();
            session.check_safe(seed);
        } else if is_done {
            break;
        }
        if is_done && journal.snapshot().unwrap().is_sealed {
            break;
        }
    }
    let snapshot = journal.snapshot().unwrap();
    tally.sealed += u64::from(snapshot.is_sealed);
    check(session, seed, tally, &[Verdict::Intact]);
    session.check_recovered(seed, tally);
    let report = session.report();
    let gaps = report.findings.iter().filter(|f| f.code == FindingCode::RecorderGap).count();
    tally.sync_failed += gaps as u64;
    let left = session.disk.paths();
    assert!(!left.iter().any(|path| path.ends_with("session.key")), "the key is wiped");
}
