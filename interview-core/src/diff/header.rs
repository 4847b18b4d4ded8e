//! One file of a diff: the headers that git prints above its hunks or its binary patch.

use super::{DiffFlaw, DiffReason, FileDiff, Hunk, Status, cursor::Cursor, names::Printed};
use crate::limits::DIFF_HEADER_BYTES;

/// What the headers of one file say.
#[derive(Default)]
struct Header<'a> {
    paths: Printed<'a>,
    old_mode: Option<u32>,
    new_mode: Option<u32>,
    created: Option<u32>,
    deleted: Option<u32>,
    similarity: Option<u8>,
    dissimilarity: Option<u8>,
    from: Option<&'a [u8]>,
    to: Option<&'a [u8]>,
    copied: bool,
    index: Option<Index<'a>>,
    binary: bool,
}

/// The ids of an `index` line, and the mode where both sides have the same.
struct Index<'a> {
    old: &'a str,
    new: &'a str,
    mode: Option<u32>,
}

/// What the rest of a diff may still hold.
pub(super) struct Left {
    pub(super) hunks: usize,
    /// Of both sides.
    pub(super) lines: u64,
}

/// Reads the file whose first line is below, and takes its hunks from what is left.
pub(super) fn read<'a>(cursor: &mut Cursor<'a>, left: &mut Left) -> Result<FileDiff<'a>, DiffFlaw> {
    let start = *cursor;
    let mut header = Header::default();
    header.paths.both = line(cursor)?.strip_prefix(b"diff --git ").unwrap_or_default();
    if header.paths.both.ends_with(b"\r") {
        return Err(start.flaw(DiffReason::LineEndsConverted));
    }
    while let Some(text) = cursor.peek() {
        let place = *cursor;
        let known = header.extend(text).map_err(|reason| place.flaw(reason))?;
        if !known {
            break;
        }
        line(cursor)?;
    }
    if header.from.is_some() != header.to.is_some() {
        return Err(start.flaw(DiffReason::Header));
    }
    header.paths.moved = header.from.zip(header.to);
    if cursor.begins(b"--- ") {
        let old = line(cursor)?.get(4..).unwrap_or_default();
        let place = *cursor;
        let new = line(cursor)?.strip_prefix(b"+++ ").ok_or(place.flaw(DiffReason::Header))?;
        header.paths.sides = Some((before_tab(old), before_tab(new)));
    } else if cursor.begins(b"GIT binary patch\n") {
        pass_binary(cursor)?;
        header.binary = true;
    } else if cursor.begins(b"Binary files ") {
        let place = *cursor;
        header.binary = true;
        if !line(cursor)?.ends_with(b" differ") {
            return Err(place.flaw(DiffReason::Header));
        }
    }
    let mut hunks: Vec<Hunk<'a>> = Vec::new();
    if header.paths.sides.is_some() {
        while cursor.begins(b"@@") || hunks.is_empty() {
            let place = *cursor;
            let too_many = |reason| place.flaw(reason);
            left.hunks = left.hunks.checked_sub(1).ok_or(too_many(DiffReason::TooManyHunks))?;
            let hunk = Hunk::read(cursor, hunks.last())?;
            let lines = hunk.old_lines.saturating_add(hunk.new_lines);
            left.lines = left.lines.checked_sub(lines).ok_or(too_many(DiffReason::TooManyLines))?;
            hunks.push(hunk);
        }
    }
    header.file(start, hunks).map_err(|reason| start.flaw(reason))
}

/// The line below, within the bound.
fn line<'a>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], DiffFlaw> {
    let place = *cursor;
    match cursor.whole()? {
        Some(line) if line.len() <= DIFF_HEADER_BYTES => Ok(line),
        Some(_) => Err(place.flaw(DiffReason::HeaderTooLong)),
        None => Err(place.flaw(DiffReason::Header)),
    }
}

impl<'a> Header<'a> {
    /// Takes in one extended header; `false` where the line is none.
    fn extend(&mut self, text: &'a [u8]) -> Result<bool, DiffReason> {
        let known = |prefix: &[u8]| text.strip_prefix(prefix);
        if let Some(mode) = known(b"old mode ") {
            once(&mut self.old_mode, octal(mode)?)?;
        } else if let Some(mode) = known(b"new mode ") {
            once(&mut self.new_mode, octal(mode)?)?;
        } else if let Some(mode) = known(b"new file mode ") {
            once(&mut self.created, octal(mode)?)?;
        } else if let Some(mode) = known(b"deleted file mode ") {
            once(&mut self.deleted, octal(mode)?)?;
        } else if let Some(share) = known(b"similarity index ") {
            once(&mut self.similarity, percent(share)?)?;
        } else if let Some(share) = known(b"dissimilarity index ") {
            once(&mut self.dissimilarity, percent(share)?)?;
        } else if let Some(path) = known(b"rename from ") {
            once(&mut self.from, path)?;
        } else if let Some(path) = known(b"rename to ") {
            once(&mut self.to, path)?;
        } else if let Some(path) = known(b"copy from ") {
            self.copied = true;
            once(&mut self.from, path)?;
        } else if let Some(path) = known(b"copy to ") {
            self.copied = true;
            once(&mut self.to, path)?;
        } else if let Some(ids) = known(b"index ") {
            once(&mut self.index, index(ids)?)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// The file that the headers name.
    fn file(self, start: Cursor<'a>, hunks: Vec<Hunk<'a>>) -> Result<FileDiff<'a>, DiffReason> {
        let changes = !hunks.is_empty() || self.binary || self.index.is_some();
        let status = match (self.created, self.deleted, self.from.is_some()) {
            (Some(_), None, false) => Status::Added,
            (None, Some(_), false) => Status::Deleted,
            (None, None, true) if self.copied => Status::Copied,
            (None, None, true) => Status::Renamed,
            (None, None, false) if !changes => Status::ModeChanged,
            (None, None, false) => Status::Modified,
            _ => return Err(DiffReason::Header),
        };
        let modes = self.old_mode.is_some() && self.new_mode.is_some();
        if self.old_mode.is_some() != self.new_mode.is_some()
            || status == Status::ModeChanged && !modes
        {
            return Err(DiffReason::Header);
        }
        let missing = (status == Status::Added, status == Status::Deleted);
        if self.paths.missing().is_some_and(|said| said != missing) {
            return Err(DiffReason::PathsDisagree);
        }
        let (old, new) = self.paths.paths()?;
        let same = self.index.as_ref().and_then(|index| index.mode);
        Ok(FileDiff {
            old: (!missing.0).then_some(old),
            new: (!missing.1).then_some(new),
            old_mode: self.old_mode.or(self.deleted).or(same),
            new_mode: self.new_mode.or(self.created).or(same),
            old_blob: self.index.as_ref().map(|index| index.old),
            new_blob: self.index.as_ref().map(|index| index.new),
            similarity: self.similarity,
            status,
            binary: self.binary,
            hunks,
            place: start,
        })
    }
}

/// Goes below a binary patch: one or two runs of data, each ended by a blank line.
fn pass_binary(cursor: &mut Cursor<'_>) -> Result<(), DiffFlaw> {
    line(cursor)?;
    while cursor.begins(b"literal ") || cursor.begins(b"delta ") {
        line(cursor)?;
        loop {
            let place = *cursor;
            match cursor.whole()? {
                Some([]) => break,
                Some([b'A'..=b'Z' | b'a'..=b'z', data @ ..]) if !data.contains(&b' ') => {}
                _ => return Err(place.flaw(DiffReason::BinaryPatch)),
            }
        }
    }
    Ok(())
}

/// Sets what may be said once.
fn once<T>(slot: &mut Option<T>, value: T) -> Result<(), DiffReason> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(DiffReason::Header),
    }
}

/// A path ends at a tab, which git sets where it has spaces; one with a tab in it is quoted.
fn before_tab(path: &[u8]) -> &[u8] {
    memchr::memchr(b'\t', path).and_then(|tab| path.get(..tab)).unwrap_or(path)
}

fn octal(text: &[u8]) -> Result<u32, DiffReason> {
    let text = std::str::from_utf8(text).ok().filter(|text| text.len() == 6);
    let digits = text.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|text| u32::from_str_radix(text, 8).ok()).ok_or(DiffReason::Mode)
}

fn percent(text: &[u8]) -> Result<u8, DiffReason> {
    let number = text.strip_suffix(b"%").and_then(|text| std::str::from_utf8(text).ok());
    let number = number.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let share = number.and_then(|text| text.parse().ok()).filter(|share| *share <= 100);
    share.ok_or(DiffReason::Header)
}

/// `old..new` or `old..new mode`.
fn index(text: &[u8]) -> Result<Index<'_>, DiffReason> {
    let text = std::str::from_utf8(text).map_err(|_| DiffReason::BlobId)?;
    let (ids, mode) = match text.split_once(' ') {
        Some((ids, mode)) => (ids, Some(octal(mode.as_bytes())?)),
        None => (text, None),
    };
    let is_id = |id: &str| {
        (4..=64).contains(&id.len())
            && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let ids = ids.split_once("..").filter(|(old, new)| is_id(old) && is_id(new));
    let (old, new) = ids.ok_or(DiffReason::BlobId)?;
    Ok(Index { old, new, mode })
}
