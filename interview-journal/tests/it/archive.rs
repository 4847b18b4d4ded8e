//! Archives that lie: whatever isn't in the one form of a bundle is unreadable, with its reason.

use std::io::{self, Cursor, Read, Write};

use interview_core::api::{ErrorCode, FindingCode, Verdict, VerifyOptions};
use interview_core::limits;
use interview_core::report::Param;
use interview_journal::{Packing, read_bundle_from, verify_read, write_archive};

use crate::bundles::sealed;

/// An entry with its fields as a liar sets them; the checksum is right.
pub(crate) struct Entry {
    name: &'static str,
    kind: u8,
    bytes: Vec<u8>,
    patch: Vec<(usize, Vec<u8>)>,
}

pub(crate) fn entry(name: &'static str, bytes: &[u8]) -> Entry {
    Entry { name, kind: b'0', bytes: bytes.to_vec(), patch: Vec::new() }
}

impl Entry {
    fn of_type(mut self, kind: u8) -> Self {
        self.kind = kind;
        self
    }

    pub(crate) fn patched(mut self, place: usize, bytes: &[u8]) -> Self {
        self.patch.push((place, bytes.to_vec()));
        self
    }

    pub(crate) fn block(&self) -> [u8; 512] {
        let mut block = [0; 512];
        let mut set = |place: usize, text: &[u8]| {
            block[place..place + text.len()].copy_from_slice(text);
        };
        set(0, self.name.as_bytes());
        for (place, text) in [(100, "0000644\0"), (108, "0000000\0"), (116, "0000000\0")] {
            set(place, text.as_bytes());
        }
        set(124, format!("{:011o}\0", self.bytes.len()).as_bytes());
        set(136, b"00000000000\0");
        set(156, &[self.kind]);
        set(257, b"ustar\x0000");
        for (place, bytes) in &self.patch {
            set(*place, bytes);
        }
        set(148, b"        ");
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        block
    }
}

fn tar(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in entries {
        bytes.extend(entry.block());
        bytes.extend(&entry.bytes);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
    }
    bytes.extend([0; 1024]);
    bytes
}

fn honest() -> Vec<Entry> {
    sealed(2).files().into_iter().map(|(name, bytes)| entry(name, bytes)).collect()
}

fn zstd(bytes: &[u8], window_log: u32) -> Vec<u8> {
    let mut encoder = zstd::stream::write::Encoder::new(Vec::new(), 1).unwrap();
    encoder.window_log(window_log).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn check(archive: &[u8], expected: &str) {
    let report = verify_read(archive, &VerifyOptions::default()).unwrap();
    assert_eq!(report.verdict, Verdict::Unreadable, "{expected}");
    assert_eq!(report.findings[0].code, FindingCode::BadArchive, "{expected}");
    assert_eq!(report.findings[0].params["reason"], Param::from(expected));
    let error = read_bundle_from(archive).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArchive);
}

/// The archive with one entry changed.
fn check_entry(place: usize, change: impl FnOnce(Entry) -> Entry, expected: &str) {
    let mut entries = honest();
    let changed = change(entries.remove(place));
    entries.insert(place, changed);
    check(&tar(&entries), expected);
}

fn check_intact(archive: &[u8]) {
    let report = verify_read(archive, &VerifyOptions::default()).unwrap();
    assert_eq!(report.verdict, Verdict::Intact, "{:?}", report.findings);
}

#[test]
fn the_honest_archive_is_read_and_is_the_canonical_one() {
    check_intact(&tar(&honest()));
    let mut written = Vec::new();
    write_archive(&sealed(2).bundle(), &mut written, Packing::Tar).unwrap();
    check_intact(&written);
    for window_log in [10, 17, limits::ZSTD_WINDOW_LOG] {
        check_intact(&zstd(&tar(&honest()), window_log));
    }
    // Spellings of other writers, in fields that say nothing.
    let mut entries = honest();
    let first = entries.remove(0).patched(100, b"000755 \0").patched(265, b"user");
    entries.insert(0, first.patched(329, b"000000 \0").patched(136, b"14720000000 "));
    check_intact(&tar(&entries));
}

#[test]
fn only_regular_files() {
    for kind in *b"12345670xgLKSVMNDA\0" {
        if kind != b'0' {
            check_entry(1, |entry| entry.of_type(kind), "entry_type");
        }
    }
    check_entry(0, |entry| entry.patched(157, b"/etc/passwd"), "prefix_or_link");
}

#[test]
fn only_the_four_names() {
    for name in [
        "./changes.diff",
        "/changes.diff",
        "../changes.diff",
        "bundle/changes.diff",
        "changes.diff/",
        "CHANGES.DIFF",
        "private/session.state",
        "",
    ] {
        check_entry(1, |entry| entry.patched(0, &[0; 100]).patched(0, name.as_bytes()), "name");
    }
    check_entry(1, |entry| entry.patched(40, b"hidden"), "name");
    check_entry(1, |entry| entry.patched(345, b"bundle"), "prefix_or_link");
    check_entry(1, |entry| entry.patched(511, b"x"), "prefix_or_link");
    check_entry(1, |entry| entry.patched(280, b"x"), "owner");
}

#[test]
fn each_name_once_and_in_order() {
    let mut entries = honest();
    entries.swap(1, 2);
    check(&tar(&entries), "order");
    let mut entries = honest();
    entries.push(entry("manifest.json", b"{}"));
    check(&tar(&entries), "order");
    let mut entries = honest();
    entries.insert(1, entry("events.jsonl", b"{}"));
    check(&tar(&entries), "order");
    check(&tar(&[entry("manifest.json", b"{}")]), "order");
    let mut empty = tar(&[]);
    empty.extend([0; 512]);
    empty[257..262].copy_from_slice(b"ustar");
    check(&empty, "magic");
}

#[test]
fn numbers_have_one_spelling() {
    let base_256 = [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 19];
    check_entry(1, |entry| entry.patched(124, &base_256), "number");
    for size in
        ["          23", "-0000000023\0", "0x000000013\0", "000000000238", "00000000023\x01"]
    {
        check_entry(1, |entry| entry.patched(124, size.as_bytes()), "number");
    }
    check_entry(1, |entry| entry.patched(329, b"0000001\0"), "number");
    check_entry(1, |entry| entry.patched(108, b"zzzzzzz\0"), "number");
    check_entry(1, |entry| entry.patched(257, b"ustar  \0"), "magic");
    check_entry(1, |entry| entry.patched(263, b"01"), "magic");
    let mut archive = tar(&honest());
    archive[150] ^= 1;
    check(&archive, "checksum");
}

#[test]
fn sizes_are_bounded_and_true() {
    check_entry(0, |entry| entry.patched(124, b"40000000001\0"), "size");
    check_entry(1, |entry| entry.patched(124, b"02000000001\0"), "size");
    check_entry(3, |entry| entry.patched(124, b"00000200001\0"), "size");
    // A size that is allowed and not there takes no memory.
    check_entry(1, |entry| entry.patched(124, b"02000000000\0"), "truncated");
    check_entry(0, |entry| entry.patched(124, b"40000000000\0"), "truncated");
}

#[test]
fn nothing_hides_behind_a_file_or_the_end() {
    let archive = tar(&honest());
    let mut padded = archive.clone();
    let end_of_log = 512 + sealed(2).events.len();
    padded[end_of_log] = 1;
    check(&padded, "padding");
    let mut longer = archive.clone();
    longer.push(0);
    check(&longer, "trailing");
    check(&[archive.clone(), archive.clone()].concat(), "trailing");
    let mut broken = archive.clone();
    let end = broken.len() - 100;
    broken[end] = 1;
    check(&broken, "end");
    for cut in (1..archive.len()).step_by(97) {
        if cut > 12 {
            check(&archive[..cut], "truncated");
        }
    }
}

#[test]
fn one_frame_and_a_small_window() {
    let archive = tar(&honest());
    let frame = zstd(&archive, 17);
    check(&[frame.clone(), vec![0]].concat(), "trailing");
    check(&[frame.clone(), frame.clone()].concat(), "trailing");
    let skippable = [&[0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4], frame.as_slice()].concat();
    check(&skippable, "truncated");
    check(&[frame.clone(), skippable].concat(), "trailing");
    check(&zstd(&archive, limits::ZSTD_WINDOW_LOG + 1), "zstd");
    check(&zstd(&sealed(2).events, 17), "magic");
    for cut in 5..frame.len() {
        let report = verify_read(&frame[..cut], &VerifyOptions::default()).unwrap();
        assert_eq!(report.verdict, Verdict::Unreadable, "cut at {cut}");
    }
    for place in 4..frame.len() {
        let mut changed = frame.clone();
        changed[place] ^= 0x10;
        let report = verify_read(changed.as_slice(), &VerifyOptions::default()).unwrap();
        assert_ne!(report.findings.len(), 0, "byte {place}");
    }
}

#[test]
fn a_log_may_speak_of_archives() {
    let sealed = sealed(1);
    assert!(verify_read(sealed.events.as_slice(), &VerifyOptions::default()).is_ok());
    let mut log = vec![b' '; 257];
    log.extend_from_slice(b"ustar\n");
    let report = verify_read(log.as_slice(), &VerifyOptions::default()).unwrap();
    assert_eq!(report.findings[0].code, FindingCode::NotALog);
}

#[test]
fn a_failing_input_is_an_error_and_no_verdict() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    for start in [tar(&honest()), zstd(&tar(&honest()), 17), sealed(3).events] {
        let cut = start.len() / 2;
        let input = Cursor::new(start[..cut].to_vec()).chain(Failing);
        let error = verify_read(input, &VerifyOptions::default()).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Io);
    }
}
