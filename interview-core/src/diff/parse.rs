//! The whole of a diff: text above the first file, the files, and what ends a mail.

use super::{
    Diff, DiffFlaw, DiffReason,
    cursor::Cursor,
    header::{self, Left},
};
use crate::limits::{DIFF_FILES, DIFF_HUNKS, DIFF_LINES};

/// Reads what `git diff`, `git show` or `git format-patch` prints for one pair of trees, whatever
/// their options; the text of a commit above it is skipped. Linear in time; borrows from the input,
/// and holds a bounded number of files and hunks.
///
/// # Errors
/// The first place where the bytes are no such diff.
pub fn parse(bytes: &[u8]) -> Result<Diff<'_>, DiffFlaw> {
    let mut cursor = Cursor::new(bytes);
    pass_text(&mut cursor)?;
    let mut diff = Diff { files: Vec::new() };
    let mut left = Left { hunks: DIFF_HUNKS, lines: DIFF_LINES };
    while let Some(line) = cursor.peek() {
        if line.starts_with(b"diff --git ") {
            if diff.files.len() == DIFF_FILES {
                return Err(cursor.flaw(DiffReason::TooManyFiles));
            }
            diff.files.push(header::read(&mut cursor, &mut left)?);
        } else if is_combined(line) {
            return Err(cursor.flaw(DiffReason::Combined));
        } else if is_commit(line) {
            return Err(cursor.flaw(DiffReason::SeveralCommits));
        } else if line.is_empty() {
            cursor.pass(line);
        } else if line == b"-- " {
            cursor.pass(line);
            pass_signature(&mut cursor)?;
        } else {
            return Err(cursor.flaw(DiffReason::UnexpectedLine));
        }
    }
    Ok(diff)
}

/// Goes to the first file. Bytes without one are a diff only where there is nothing at all, or the
/// text of a commit that changes nothing.
fn pass_text(cursor: &mut Cursor<'_>) -> Result<(), DiffFlaw> {
    let start = *cursor;
    let mut first = None;
    while let Some(line) = cursor.peek().filter(|line| !line.starts_with(b"diff --git ")) {
        if is_combined(line) {
            return Err(cursor.flaw(DiffReason::Combined));
        }
        first = first.or(Some(line).filter(|line| !line.is_empty()));
        cursor.pass(line);
    }
    match cursor.peek().is_some() || first.is_none_or(is_commit) {
        true => Ok(()),
        false => Err(start.flaw(DiffReason::NotADiff)),
    }
}

/// Goes to the end of a mail's signature, which looks like no part of a diff.
fn pass_signature(cursor: &mut Cursor<'_>) -> Result<(), DiffFlaw> {
    while let Some(line) = cursor.peek() {
        if is_commit(line) {
            return Err(cursor.flaw(DiffReason::SeveralCommits));
        }
        let of_a_diff = matches!(line, [b' ' | b'+' | b'-' | b'\\' | b'@', ..]);
        if of_a_diff || line.starts_with(b"diff --") {
            return Err(cursor.flaw(DiffReason::UnexpectedLine));
        }
        cursor.pass(line);
    }
    Ok(())
}

fn is_combined(line: &[u8]) -> bool {
    line.starts_with(b"diff --cc ") || line.starts_with(b"diff --combined ")
}

/// Whether a line begins a commit: `commit <id>` in a log, `From <id>` in a mailbox.
fn is_commit(line: &[u8]) -> bool {
    let id = line.strip_prefix(b"commit ").or_else(|| line.strip_prefix(b"From "));
    id.and_then(|id| id.get(..7)).is_some_and(|id| id.iter().all(u8::is_ascii_hexdigit))
}
