//! Input that is made to fill the memory: a bomb, and a log of one line that never ends.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use interview_core::{
    api::{End, ErrorCode, Verdict, VerifyOptions},
    limits,
};
use interview_journal::{Journal, Options, verify_path};

use crate::{
    archive::entry,
    session::{END, check_error, log, prompt, start},
};

const PATH: &str = "INTERVIEW_TEST_BOUNDS";
/// What verification of any log may take, in KiB.
const MEMORY_KIB: u64 = 64 << 10;

/// What a child does: it verifies a path and says how much memory it had.
#[test]
fn child() {
    let Ok(path) = env::var(PATH) else { return };
    let report = verify_path(&PathBuf::from(path), &VerifyOptions::default()).unwrap();
    assert_eq!(report.verdict, Verdict::Unreadable);
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("\npeak {}", peak.unwrap_or("0 kB").trim().trim_end_matches(" kB"));
}

fn check(path: &Path) {
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", "bounds::child", "--nocapture", "--test-threads=1"])
        .env(PATH, path)
        .output()
        .unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    let peak = said.lines().find_map(|line| line.strip_prefix("peak ")).unwrap();
    let peak: u64 = peak.parse().unwrap();
    if peak == 0 {
        eprintln!("NOT RUN: bounds: this system doesn't tell the peak of memory");
    }
    println!("{}: {} MiB", path.display(), peak >> 10);
    assert!(peak < MEMORY_KIB, "{peak} KiB");
}

#[test]
fn a_bomb_of_1_gib_takes_no_memory() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("bomb");
    let file = fs::File::create(&path).unwrap();
    let mut encoder = zstd::stream::write::Encoder::new(file, 1).unwrap();
    let header = entry("events.jsonl", b"").patched(124, b"10000000000\0");
    encoder.write_all(&header.block()).unwrap();
    let zeros = vec![0; 1 << 20];
    for _ in 0..1 << 10 {
        encoder.write_all(&zeros).unwrap();
    }
    encoder.write_all(&[0; 1024]).unwrap();
    encoder.finish().unwrap();
    assert!(fs::metadata(&path).unwrap().len() < 1 << 20);
    check(&path);
}

#[test]
fn a_line_of_1_gb_takes_no_memory() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("events.jsonl");
    fs::File::create(&path).unwrap().set_len(1_000_000_000).unwrap();
    check(&path);
}

#[test]
fn a_file_that_no_verifier_reads_ends_no_session() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    // Nobody touches these pages: the length alone is refused.
    let large = vec![0; usize::try_from(limits::ARTEFACT_BYTES + 1).unwrap()];
    for end in [
        End { diff: Some(&large), ..END },
        End { commits: Some(&large), ..END },
        End { diff: None, commits: Some(&large), ..END },
    ] {
        let before = log(dir.path());
        check_error(journal.seal(&end), ErrorCode::InvalidEvent);
        assert_eq!(log(dir.path()), before);
        assert!(!dir.path().join("bundle/changes.diff").exists());
        prompt(&mut journal, "still open");
    }
    let request = journal.seal(&END).unwrap();
    journal.finish(request, None).unwrap();
    crate::session::check(dir.path(), &VerifyOptions::default(), Verdict::Intact);
}
