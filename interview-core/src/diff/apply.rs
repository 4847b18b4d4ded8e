//! A file's hunks applied to the bytes before: what a checker who has the repository compares with
//! the blob id of the `index` line. Strict: no hunk is looked for anywhere but where it says it is.

use super::{DiffFlaw, DiffReason, FileDiff, Hunk, LineKind};

/// The bytes after, from those before (none for an added file).
///
/// # Errors
/// A flaw with the line of the diff that doesn't fit these bytes; [`DiffReason::Binary`] where the
/// change of a binary file stands in no hunks.
pub fn apply(base: &[u8], file: &FileDiff<'_>) -> Result<Vec<u8>, DiffFlaw> {
    if file.binary {
        return Err(file.flaw(DiffReason::Binary));
    }
    let mut made = Made { bytes: Vec::with_capacity(base.len()), lines: 0 };
    let mut rest = Rest { bytes: base, passed: 0 };
    for hunk in &file.hunks {
        while rest.passed < hunk.old_above() {
            let line = rest.next().ok_or(hunk.flaw(DiffReason::LineDiffers))?;
            made.push(line).ok_or(hunk.flaw(DiffReason::AfterTheEnd))?;
        }
        if made.lines != hunk.new_above() {
            return Err(hunk.flaw(DiffReason::Misplaced));
        }
        apply_hunk(hunk, &mut rest, &mut made)?;
    }
    if !rest.bytes.is_empty() {
        let flaw = |reason| file.hunks.last().map_or(file.flaw(reason), |hunk| hunk.flaw(reason));
        made.push(rest.bytes).ok_or(flaw(DiffReason::AfterTheEnd))?;
    }
    Ok(made.bytes)
}

fn apply_hunk(hunk: &Hunk<'_>, rest: &mut Rest<'_>, made: &mut Made) -> Result<(), DiffFlaw> {
    for (line, place) in hunk.placed() {
        if line.kind != LineKind::Added {
            let there = rest.next().ok_or(place.flaw(DiffReason::LineDiffers))?;
            let bytes = there.strip_suffix(b"\n");
            if bytes.unwrap_or(there) != line.bytes || bytes.is_some() != line.has_lf {
                return Err(place.flaw(DiffReason::LineDiffers));
            }
        }
        if line.kind != LineKind::Removed {
            made.push(line.bytes).ok_or(place.flaw(DiffReason::AfterTheEnd))?;
            if line.has_lf {
                made.bytes.push(b'\n');
            }
        }
    }
    Ok(())
}

/// What of the base is still to come.
struct Rest<'a> {
    bytes: &'a [u8],
    passed: u64,
}

impl<'a> Rest<'a> {
    /// The next line, with its LF.
    fn next(&mut self) -> Option<&'a [u8]> {
        let end = memchr::memchr(b'\n', self.bytes).map_or(self.bytes.len(), |end| end + 1);
        let (line, rest) = self.bytes.split_at_checked(end).filter(|_| end > 0)?;
        self.bytes = rest;
        self.passed += 1;
        Some(line)
    }
}

/// What has been made of the file after.
struct Made {
    bytes: Vec<u8>,
    lines: u64,
}

impl Made {
    /// Adds what begins on a new line; `None` where the line above has no LF.
    fn push(&mut self, line: &[u8]) -> Option<()> {
        if self.bytes.last().is_some_and(|byte| *byte != b'\n') {
            return None;
        }
        self.bytes.extend_from_slice(line);
        self.lines += 1;
        Some(())
    }
}
