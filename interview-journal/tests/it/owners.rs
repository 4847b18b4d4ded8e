//! A session whose files belong to somebody else, as on a share that gives every file one owner: the
//! owner alone may ask the system not to note when a file was read, and all others must still append.
//!
//! The other user is this test binary itself, run again under another number; only root can do that.

use std::{
    env, fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    },
    path::Path,
    process::Command,
};

use interview_journal::{Journal, Options};

use crate::session::{prompt, start};

const DIR: &str = "INTERVIEW_TEST_OTHERS_JOURNAL";
/// `nobody` on most systems; here it only must not be root.
const OTHER: u32 = 65_534;

/// What the other user does; without the variable, nothing.
#[test]
fn other() {
    let Ok(dir) = env::var(DIR) else { return };
    assert_ne!(fs::metadata(&dir).unwrap().uid(), OTHER);
    let mut journal = Journal::open(Path::new(&dir), Options::default()).unwrap();
    prompt(&mut journal, "from the other user");
    println!("appended as another user");
}

#[test]
fn who_does_not_own_the_files_appends_too() {
    let dir = tempfile::tempdir().unwrap();
    if dir.path().metadata().unwrap().uid() != 0 {
        eprintln!("NOT RUN: owners: only root can run a process as another user");
        return;
    }
    let mut journal = Journal::start(dir.path(), start(), Options::default()).unwrap();
    let lines = journal.snapshot().unwrap().facts.lines;
    open_to_all(dir.path());

    // Where this binary lies, the other user may have no way in.
    let reachable = tempfile::tempdir().unwrap();
    let binary = reachable.path().join("it");
    fs::copy(env::current_exe().unwrap(), &binary).unwrap();
    fs::set_permissions(reachable.path(), fs::Permissions::from_mode(0o755)).unwrap();

    let output = Command::new(binary)
        .args(["--exact", "owners::other", "--nocapture", "--test-threads=1"])
        .env(DIR, dir.path())
        .uid(OTHER)
        .output()
        .unwrap();

    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("appended as another user"), "{output:?}");
    assert_eq!(journal.snapshot().unwrap().facts.lines, lines + 1);
}

/// Lets everybody read and write a folder and what is in it.
fn open_to_all(path: &Path) {
    let is_dir = path.is_dir();
    fs::set_permissions(path, fs::Permissions::from_mode(if is_dir { 0o777 } else { 0o666 }))
        .unwrap();
    if is_dir {
        fs::read_dir(path).unwrap().for_each(|entry| open_to_all(&entry.unwrap().path()));
    }
}
