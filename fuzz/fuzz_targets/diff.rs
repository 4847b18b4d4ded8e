//! Diffs: what is read has hunks whose counts and places hold, and applies to the lines that it
//! names.
#![no_main]

use interview_core::diff::{FileDiff, Line, LineKind, apply, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| match parse(bytes) {
    Ok(diff) => diff.files.iter().for_each(check),
    Err(flaw) => {
        let offset = usize::try_from(flaw.offset).unwrap();
        let above = bytes[..offset].iter().filter(|byte| **byte == b'\n').count();
        assert_eq!(flaw.line, above as u64 + 1);
        assert!(offset == 0 || bytes[offset - 1] == b'\n');
    }
});

fn check(file: &FileDiff<'_>) {
    assert!(file.old.is_some() || file.new.is_some());
    let (mut old, mut new, mut in_step) = (0, 0, true);
    for hunk in &file.hunks {
        let count = |gone: LineKind| hunk.lines().filter(|line| line.kind != gone).count() as u64;
        assert_eq!(count(LineKind::Added), hunk.old_lines);
        assert_eq!(count(LineKind::Removed), hunk.new_lines);
        assert!(hunk.old_above() >= old && hunk.new_above() >= new);
        in_step &= hunk.old_above() - old == hunk.new_above() - new;
        (old, new) = (hunk.old_above() + hunk.old_lines, hunk.new_above() + hunk.new_lines);
    }
    // A base of which all lines outside the hunks are empty.
    if file.binary || !in_step || old > 10_000 {
        return;
    }
    let (mut base, mut end) = (Vec::new(), Vec::new());
    let mut lines = 0;
    for hunk in &file.hunks {
        for _ in lines..hunk.old_above() {
            base.push(b'\n');
            end.push(b'\n');
        }
        for line in hunk.lines() {
            if line.kind != LineKind::Added {
                push(&mut base, line);
            }
            if line.kind != LineKind::Removed {
                push(&mut end, line);
            }
        }
        lines = hunk.old_above() + hunk.old_lines;
    }
    assert_eq!(apply(&base, file), Ok(end));
    base.insert(0, b'x');
    if file.hunks.first().is_some_and(|hunk| hunk.old_above() == 0 && hunk.old_lines > 0) {
        assert!(apply(&base, file).is_err());
    }
}

fn push(bytes: &mut Vec<u8>, line: Line<'_>) {
    bytes.extend_from_slice(line.bytes);
    if line.has_lf {
        bytes.push(b'\n');
    }
}
