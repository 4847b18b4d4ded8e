//! Many processes and threads at one journal, and processes that are killed.
//!
//! The children are this test binary itself, run again with one test and a variable that says what
//! to do.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
    time::Duration,
};

use interview_core::api::{End, FindingCode, Verdict, VerifyOptions};
use interview_journal::{
    Journal, Options,
    disk::{Disk, DiskFile, Open, RealDisk, Stat},
    verify_path,
};

use crate::session::start;

const DIR: &str = "INTERVIEW_TEST_JOURNAL";
const WORK: &str = "INTERVIEW_TEST_WORK";
const END: End<'static> = End { reason: "submitted", diff: None, commits: None, git: None };

/// What a child does; without its variables, nothing.
#[test]
fn child() {
    let (Ok(dir), Ok(work)) = (env::var(DIR), env::var(WORK)) else { return };
    let (name, events) = work.rsplit_once(' ').unwrap();
    let events: u64 = events.parse().unwrap();
    let mut options = Options::default();
    options.lock_wait = Duration::from_secs(60);
    if events == u64::MAX {
        options.disk = Arc::new(Announcing);
    }
    let mut journal = Journal::open(Path::new(&dir), options).unwrap();
    for n in 0..events {
        let data = format!("{{\"text\":\"{name} {n}\"}}");
        let entry = journal.append("user_prompt", "candidate", &data).unwrap();
        say(&format!("\n+{} {}\n", entry.seq, entry.leaf_hash));
    }
}

/// One write to standard output, past the test harness.
fn say(text: &str) {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).unwrap();
}

fn spawn(dir: &Path, work: &str) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "processes::child", "--nocapture", "--test-threads=1"])
        .env(DIR, dir)
        .env(WORK, work)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The lines of a log by number, and the text of each prompt.
fn lines(dir: &Path) -> Vec<String> {
    let log = fs::read_to_string(dir.join("bundle/events.jsonl")).unwrap();
    log.lines().map(str::to_owned).collect()
}

/// What a child said it appended: number and hash.
fn acknowledged(said: &str, into: &mut BTreeMap<u64, String>) {
    for line in said.lines().filter_map(|line| line.strip_prefix('+')) {
        // The last may be cut off by the kill.
        if let Some((seq, hash)) = line.split_once(' ').filter(|(_, hash)| hash.len() == 64) {
            assert!(into.insert(seq.parse().unwrap(), hash.to_owned()).is_none(), "{seq} twice");
        }
    }
}

fn check_acknowledged(dir: &Path, acknowledged: &BTreeMap<u64, String>) {
    let lines = lines(dir);
    for (seq, hash) in acknowledged {
        let line = &lines[usize::try_from(*seq).unwrap()];
        assert_eq!(&interview_core::hash::leaf_hash(line.as_bytes()).to_string(), hash);
    }
}

fn check_sealed(dir: &Path) -> interview_core::api::Report {
    let mut journal = Journal::open(dir, Options::default()).unwrap();
    let request = journal.seal(&END).unwrap();
    journal.finish(request, None).unwrap();
    let report = verify_path(dir, &VerifyOptions::default()).unwrap();
    assert_eq!(report.verdict, Verdict::Intact, "{:?}", report.findings);
    report
}

#[test]
fn thirty_two_processes_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    drop(Journal::start(dir.path(), start(), Options::default()).unwrap());
    let children: Vec<_> =
        (0..32).map(|n| spawn(dir.path(), &format!("process {n} 200"))).collect();
    let mut acked = BTreeMap::new();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        acknowledged(&String::from_utf8(output.stdout).unwrap(), &mut acked);
    }
    assert_eq!(acked.len(), 6_400);
    check_acknowledged(dir.path(), &acked);
    let report = check_sealed(dir.path());
    assert_eq!(report.session.unwrap().kinds["user_prompt"], 6_400);
    assert_eq!(lines(dir.path()).iter().collect::<BTreeSet<_>>().len(), 6_403);
}

#[test]
fn an_editor_and_hooks_hold_the_same_journal() {
    let dir = tempfile::tempdir().unwrap();
    let mut editor = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let path = dir.path().to_owned();
    let hooks: Vec<_> = (0..4)
        .map(|_| {
            let path: PathBuf = path.clone();
            thread::spawn(move || {
                for _ in 0..25 {
                    // Each hook is a process of its own: it opens, appends and ends.
                    let mut journal = Journal::open(&path, Options::default()).unwrap();
                    journal.append("heartbeat", "recorder", "{}").unwrap();
                }
            })
        })
        .collect();
    let process = spawn(dir.path(), "hook 50");
    for _ in 0..200 {
        editor.append("focus", "editor", "{\"focused\":true}").unwrap();
    }
    hooks.into_iter().for_each(|hook| hook.join().unwrap());
    assert!(process.wait_with_output().unwrap().status.success());
    let kinds = check_sealed(dir.path()).session.unwrap().kinds;
    assert_eq!((kinds["heartbeat"], kinds["focus"], kinds["user_prompt"]), (100, 200, 50));
}

#[test]
fn three_hundred_kills_lose_nothing_acknowledged() {
    let dir = tempfile::tempdir().unwrap();
    drop(Journal::start(dir.path(), start(), Options::default()).unwrap());
    let mut acked = BTreeMap::new();
    let (mut holding, mut torn) = (0, 0);
    let mut random = 1_u64;
    for n in 0..300 {
        let mut child = spawn(dir.path(), &format!("kill{n} {}", u64::MAX));
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        // A random number of messages of a random kind, then the kill.
        let wanted = ["lock", "half", "free"][usize::try_from((random >> 50) % 3).unwrap()];
        let mut left = 1 + (random >> 33) % 8;
        while left > 0 {
            let before = said.len();
            assert_ne!(out.read_line(&mut said).unwrap(), 0, "the child ended by itself");
            left -= u64::from(said[before..].trim_end().ends_with(wanted));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        out.read_to_string(&mut said).unwrap();
        acknowledged(&said, &mut acked);
        let last = |word: &str| said.rfind(word).unwrap_or(0);
        if last("\nlock\n") > last("\nfree\n") {
            holding += 1;
            torn += usize::from(last("\nhalf\n") > last("\nlock\n"));
        }
    }
    let mut journal = Journal::open(dir.path(), Options::default()).unwrap();
    journal.append("heartbeat", "recorder", "{}").unwrap();
    check_acknowledged(dir.path(), &acked);
    let report = check_sealed(dir.path());
    let recovered = report.findings.iter().filter(|f| f.code == FindingCode::TailRecovered).count();
    println!(
        "300 kills, {holding} of them while holding the lock, {torn} in the middle of a write; \
         {} events acknowledged, none lost; {recovered} torn tails recovered",
        acked.len()
    );
    assert!(holding >= 50 && recovered > 0, "{holding} {recovered}");
}

/// The real disk, which says when the lock is taken and freed, and writes lines in two halves.
struct Announcing;

struct AnnouncingFile {
    file: Box<dyn DiskFile>,
    is_lock: bool,
    is_log: bool,
    is_half: bool,
}

impl Disk for Announcing {
    fn open(&self, path: &Path, how: Open) -> io::Result<Box<dyn DiskFile>> {
        let file = RealDisk.open(path, how)?;
        let (is_lock, is_log) = (path.ends_with("lock"), path.ends_with("events.jsonl"));
        Ok(Box::new(AnnouncingFile { file, is_lock, is_log, is_half: false }))
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        RealDisk.create_dir(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        RealDisk.sync_dir(path)
    }

    fn boot_id(&self) -> Option<String> {
        RealDisk.boot_id()
    }
}

impl DiskFile for AnnouncingFile {
    fn stat(&self) -> io::Result<Stat> {
        self.file.stat()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read_at(offset, buffer)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_log || self.is_half {
            self.is_half = false;
            return self.file.append(bytes);
        }
        self.is_half = true;
        let written = self.file.append(&bytes[..bytes.len() / 2])?;
        say("\nhalf\n");
        Ok(written)
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.file.truncate(len)
    }

    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.overwrite(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync()
    }

    fn try_lock(&self) -> io::Result<bool> {
        let is_taken = self.file.try_lock()?;
        if is_taken && self.is_lock {
            say("\nlock\n");
        }
        Ok(is_taken)
    }

    fn unlock(&self) -> io::Result<()> {
        if self.is_lock {
            say("\nfree\n");
        }
        self.file.unlock()
    }
}
