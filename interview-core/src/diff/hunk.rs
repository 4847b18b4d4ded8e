//! Hunks of a unified diff: read strictly by the counts of their headers, and gone through line by
//! line without being held in memory.

use super::{DiffFlaw, DiffReason, cursor::Cursor};

/// One hunk: a run of context, removed and added lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hunk<'a> {
    /// 1-based first line in the file before; where there are no such lines, the line above them.
    pub old_start: u64,
    /// Context and removed lines.
    pub old_lines: u64,
    /// 1-based first line in the file after; where there are no such lines, the line above them.
    pub new_start: u64,
    /// Context and added lines.
    pub new_lines: u64,
    /// What stands behind the second `@@`, such as the function that the hunk is in.
    pub section: &'a [u8],
    header: Cursor<'a>,
    // INVARIANT: read by `read`, so that counts and markers hold.
    body: Cursor<'a>,
}

/// Where a line of a hunk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// In the file before and after.
    Context,
    /// In the file before alone.
    Removed,
    /// In the file after alone.
    Added,
}

/// One line of a hunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Where it stands.
    pub kind: LineKind,
    /// Its bytes without LF.
    pub bytes: &'a [u8],
    /// Whether an LF ends it: `false` for the last line of a file without one.
    pub has_lf: bool,
}

impl<'a> Hunk<'a> {
    /// Its lines.
    pub fn lines(&self) -> impl Iterator<Item = Line<'a>> + use<'a> {
        self.placed().map(|(line, _)| line)
    }

    /// Its lines, each with the cursor above it.
    pub(super) fn placed(&self) -> impl Iterator<Item = (Line<'a>, Cursor<'a>)> + use<'a> {
        let mut cursor = self.body;
        std::iter::from_fn(move || {
            let place = cursor;
            let line = cursor.peek()?;
            cursor.pass(line);
            let has_lf = !cursor.begins(b"\\");
            if !has_lf {
                cursor.pass(cursor.peek()?);
            }
            let (kind, bytes) = match line.split_first() {
                Some((b'-', bytes)) => (LineKind::Removed, bytes),
                Some((b'+', bytes)) => (LineKind::Added, bytes),
                Some((_, bytes)) => (LineKind::Context, bytes),
                None => (LineKind::Context, line),
            };
            Some((Line { kind, bytes, has_lf }, place))
        })
    }

    /// Lines of the file before that stand above it.
    #[must_use]
    pub fn old_above(&self) -> u64 {
        above(self.old_start, self.old_lines)
    }

    /// Lines of the file after that stand above it.
    #[must_use]
    pub fn new_above(&self) -> u64 {
        above(self.new_start, self.new_lines)
    }

    /// Lines of the file after that it holds, with their 1-based numbers.
    pub(super) fn new_side(&self) -> impl Iterator<Item = (u64, Line<'a>)> + use<'a> {
        let first = self.new_above() + 1;
        (first..).zip(self.lines().filter(|line| line.kind != LineKind::Removed))
    }

    /// Reads the hunk below, which must not begin before `above`, the one that stands above it, ends.
    pub(super) fn read(
        cursor: &mut Cursor<'a>,
        above: Option<&Hunk<'a>>,
    ) -> Result<Self, DiffFlaw> {
        let start = *cursor;
        let header = cursor.whole()?.unwrap_or_default();
        let hunk = header_of(header, start)?;
        let (old_end, new_end) = above.map_or((0, 0), |hunk| {
            (hunk.old_above() + hunk.old_lines, hunk.new_above() + hunk.new_lines)
        });
        if hunk.old_above() < old_end || hunk.new_above() < new_end {
            return Err(start.flaw(DiffReason::HunkOrder));
        }
        if above.is_some_and(|hunk| hunk.lines().any(|line| !line.has_lf)) {
            return Err(start.flaw(DiffReason::AfterTheEnd));
        }
        let body = *cursor;
        pass_body(cursor, hunk.old_lines, hunk.new_lines)?;
        Ok(Self { body: body.until(cursor), ..hunk })
    }

    /// A flaw of its header.
    pub(super) fn flaw(&self, reason: DiffReason) -> DiffFlaw {
        self.header.flaw(reason)
    }
}

/// Goes below a hunk's lines.
fn pass_body(cursor: &mut Cursor<'_>, mut old: u64, mut new: u64) -> Result<(), DiffFlaw> {
    let (mut old_ended, mut new_ended) = (false, false);
    while old > 0 || new > 0 {
        let start = *cursor;
        let line = cursor.whole()?;
        let (in_old, in_new) = match line.map(<[u8]>::first) {
            Some(Some(b' ') | None) => (true, true),
            Some(Some(b'-')) => (true, false),
            Some(Some(b'+')) => (false, true),
            _ => return Err(start.flaw(DiffReason::HunkCut)),
        };
        if in_old && old == 0 || in_new && new == 0 {
            return Err(start.flaw(DiffReason::HunkTooLong));
        }
        if in_old && old_ended || in_new && new_ended {
            return Err(start.flaw(DiffReason::AfterTheEnd));
        }
        old -= u64::from(in_old);
        new -= u64::from(in_new);
        if cursor.begins(b"\\ ") {
            // No file ends in an empty line without LF: it would have no such line.
            if line.is_none_or(|line| line.len() < 2) {
                return Err(cursor.flaw(DiffReason::UnexpectedLine));
            }
            cursor.whole()?;
            old_ended |= in_old;
            new_ended |= in_new;
        }
    }
    // `-- ` alone is what ends a mail, and no removed line.
    let surplus = matches!(cursor.peek(), Some([b' ' | b'+' | b'-' | b'\\', ..]));
    match surplus && cursor.peek() != Some(b"-- ") {
        true => Err(cursor.flaw(DiffReason::HunkTooLong)),
        false => Ok(()),
    }
}

/// What a header says; the body is to follow.
fn header_of<'a>(header: &'a [u8], place: Cursor<'a>) -> Result<Hunk<'a>, DiffFlaw> {
    let read = || {
        let rest = header.strip_prefix(b"@@ -")?;
        let (old_start, old_lines, rest) = range(rest)?;
        let (new_start, new_lines, rest) = range(rest.strip_prefix(b" +")?)?;
        let rest = rest.strip_prefix(b" @@")?;
        let section = rest.strip_prefix(b" ").unwrap_or(rest);
        let fits = (section.len() < rest.len() || rest.is_empty())
            && (old_lines > 0 || new_lines > 0)
            && (old_lines == 0 || old_start > 0)
            && (new_lines == 0 || new_start > 0);
        let (header, body) = (place, place);
        fits.then_some(Hunk { old_start, old_lines, new_start, new_lines, section, header, body })
    };
    let combined = header.starts_with(b"@@@");
    read().ok_or_else(|| {
        place.flaw(if combined { DiffReason::Combined } else { DiffReason::HunkHeader })
    })
}

/// `start` or `start,lines`, and what follows.
fn range(text: &[u8]) -> Option<(u64, u64, &[u8])> {
    let (start, rest) = number(text)?;
    match rest.strip_prefix(b",") {
        Some(rest) => number(rest).map(|(lines, rest)| (start, lines, rest)),
        None => Some((start, 1, rest)),
    }
}

/// At most ten digits, so that no sum of them can overflow, and what follows.
fn number(text: &[u8]) -> Option<(u64, &[u8])> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = text.split_at_checked(digits).filter(|_| digits <= 10)?;
    let number = std::str::from_utf8(number).ok()?.parse().ok()?;
    Some((number, rest))
}

fn above(start: u64, lines: u64) -> u64 {
    start - u64::from(lines > 0 && start > 0)
}
