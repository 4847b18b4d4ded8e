//! What a path may name, and that nothing outside the four names is touched.

use std::{
    fs::{self, File},
    io::Cursor,
    num::NonZero,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use interview_core::api::{ErrorCode, FindingCode, Verdict, VerifyOptions};
use interview_journal::{
    Packing, pack_path, read_bundle, verify_many, verify_path, verify_read, write_archive,
};

use crate::bundles::{Sealed, sealed};

fn folder(at: &Path, sealed: &Sealed) {
    fs::create_dir_all(at).unwrap();
    for (name, bytes) in sealed.files() {
        fs::write(at.join(name), bytes).unwrap();
    }
}

fn archive(sealed: &Sealed, packing: Packing) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_archive(&sealed.bundle(), &mut bytes, packing).unwrap();
    bytes
}

fn check(path: &Path, expected: Verdict) {
    assert_eq!(verify_path(path, &VerifyOptions::default()).unwrap().verdict, expected);
}

fn check_error(path: &Path, expected: ErrorCode) {
    let error = verify_path(path, &VerifyOptions::default()).unwrap_err();
    assert_eq!(error.code(), expected, "{error}");
}

#[test]
fn every_form_of_a_bundle_gives_the_same_report() {
    let dir = tempfile::tempdir().unwrap();
    let sealed = sealed(5);
    folder(&dir.path().join("session/bundle"), &sealed);
    let by_folder =
        verify_path(&dir.path().join("session/bundle"), &VerifyOptions::default()).unwrap();
    assert_eq!(by_folder.verdict, Verdict::Intact);
    let check = |path: &Path| {
        let report = verify_path(path, &VerifyOptions::default()).unwrap();
        assert_eq!(report.to_json(), by_folder.to_json(), "{}", path.display());
    };
    check(&dir.path().join("session"));
    for packing in [Packing::Tar, Packing::TarZstd] {
        let path = dir.path().join("named.without.reason");
        fs::write(&path, archive(&sealed, packing)).unwrap();
        check(&path);
        let streamed =
            verify_read(Cursor::new(archive(&sealed, packing)), &VerifyOptions::default());
        assert_eq!(streamed.unwrap().to_json(), by_folder.to_json());
        assert_eq!(read_bundle(&path).unwrap().bundle().events, sealed.events);
        let mut packed = Vec::new();
        pack_path(&dir.path().join("session"), &mut packed, packing).unwrap();
        assert_eq!(packed, archive(&sealed, packing));
    }
}

#[test]
fn a_bare_log_is_incomplete() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("events.jsonl");
    fs::write(&path, sealed(1).events).unwrap();
    check(&path, Verdict::Incomplete);
    fs::write(&path, b"").unwrap();
    check(&path, Verdict::Unreadable);
}

#[test]
fn nothing_there_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    check_error(&dir.path().join("absent"), ErrorCode::NotFound);
    check_error(dir.path(), ErrorCode::NotFound);
    fs::create_dir(dir.path().join("bundle")).unwrap();
    check_error(dir.path(), ErrorCode::NotFound);
}

#[test]
fn a_folder_in_place_of_a_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    folder(dir.path(), &sealed(1));
    fs::remove_file(dir.path().join("commits.json")).unwrap();
    fs::create_dir(dir.path().join("commits.json")).unwrap();
    check_error(dir.path(), ErrorCode::Io);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_and_pipes_do_not_block() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["events.jsonl", "changes.diff", "commits.json", "manifest.json"] {
        let sealed = sealed(1);
        folder(dir.path(), &sealed);
        let path = dir.path().join(name);
        let aside = dir.path().join("aside");
        fs::rename(&path, &aside).unwrap();
        std::os::unix::fs::symlink(&aside, &path).unwrap();
        check_error(dir.path(), ErrorCode::Io);
        fs::remove_file(&path).unwrap();
        let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
        assert!(made.success());
        check_error(dir.path(), ErrorCode::Io);
        check_error(&path, ErrorCode::Io);
        fs::remove_file(&path).unwrap();
    }
    let inner = dir.path().join("session");
    fs::create_dir(&inner).unwrap();
    folder(&dir.path().join("elsewhere"), &sealed(1));
    std::os::unix::fs::symlink(dir.path().join("elsewhere"), inner.join("bundle")).unwrap();
    check_error(&inner, ErrorCode::NotFound);
}

#[test]
fn a_legacy_folder_is_read_under_its_policy() {
    let dir = tempfile::tempdir().unwrap();
    let line = "{\"type\": \"session_start\", \"timestamp\": 1.5, \"prev_hash\": \"\", \"payload\": {}, \"hash\": \"0\"}\n";
    fs::write(dir.path().join("events.jsonl"), line).unwrap();
    fs::write(dir.path().join("manifest.json"), "{}").unwrap();
    let report = verify_path(dir.path(), &VerifyOptions::default()).unwrap();
    assert_eq!(report.findings[0].code, FindingCode::LegacyFormat);
    let options = VerifyOptions::from_json(r#"{"policy":{"format":"auto"}}"#).unwrap();
    assert_eq!(verify_path(dir.path(), &options).unwrap().format, Some("legacy"));
}

#[test]
fn many_come_in_the_order_of_their_paths() {
    let dir = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = (0..40).map(|n| dir.path().join(format!("{n}"))).collect();
    for (n, path) in (0..).zip(&paths) {
        if n % 5 != 0 {
            folder(path, &sealed(n));
        }
    }
    for threads in [1, 2, 7] {
        let threads = NonZero::new(threads);
        let many = verify_many(paths.clone(), &VerifyOptions::default(), threads).unwrap();
        let lines: Vec<_> = many
            .zip(&paths)
            .map(|((path, report), expected)| {
                assert_eq!(path, *expected);
                report.ok().map(|report| report.session.unwrap().lines)
            })
            .collect();
        let expected: Vec<_> = (0..40).map(|n| (n % 5 != 0).then_some(n + 3)).collect();
        assert_eq!(lines, expected);
    }
}

#[test]
fn many_make_no_more_than_they_need() {
    let (sender, receiver) = std::sync::mpsc::channel();
    let paths = (0..10_000).map(move |n| {
        sender.send(n).unwrap();
        PathBuf::from("/nowhere")
    });
    let mut many = verify_many(paths, &VerifyOptions::default(), NonZero::new(2)).unwrap();
    assert!(many.next().unwrap().1.is_err());
    drop(many);
    assert!(receiver.try_iter().count() <= 9);
}

#[test]
fn many_are_broken_off_in_the_middle_of_one() {
    let dir = tempfile::tempdir().unwrap();
    // It would take hours.
    let endless = dir.path().join("events.jsonl");
    File::create(&endless).unwrap().set_len(1 << 40).unwrap();
    let options = VerifyOptions::default();
    let paths = vec![endless; 3];
    let mut many = verify_many(paths.clone(), &options, NonZero::new(2)).unwrap();
    assert!(!many.wait(Duration::from_millis(1)));
    let stop = many.stop();
    let fetching = thread::spawn(move || many.next().is_none() && many.wait(Duration::MAX));
    stop.stop();
    assert!(fetching.join().unwrap());
    drop(verify_many(paths, &options, NonZero::new(2)).unwrap());
}

#[test]
fn slow_and_broken_lists_of_paths_hold_up_no_report() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a");
    fs::write(&path, sealed(1).events).unwrap();
    for is_broken in [false, true] {
        let (more, wait) = std::sync::mpsc::channel::<PathBuf>();
        // The next path comes only when the Report before it was fetched.
        let paths = std::iter::from_fn(move || {
            let path = wait.recv().ok();
            assert!(path.is_some() || !is_broken, "the list breaks off");
            path
        });
        let mut many = verify_many(paths, &VerifyOptions::default(), NonZero::new(2)).unwrap();
        for _ in 0..3 {
            more.send(path.clone()).unwrap();
            let (of, report) = many.next().unwrap();
            assert_eq!((of, report.unwrap().verdict), (path.clone(), Verdict::Incomplete));
        }
        drop(more);
        assert!(many.next().is_none());
    }
}
