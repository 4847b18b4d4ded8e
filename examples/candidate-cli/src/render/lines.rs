//! Where the lines of the final diff come from: all of them, and file by file.

use interview_core::evidence::{Evidence, FileEvidence, Flaw};

use super::{class::classes, count, page::Page};
use crate::term::{DIM, WARN, clip, paint};

/// Files that are named.
const FILES: usize = 12;
/// Flaws that are named.
const FLAWS: usize = 3;
/// Characters of a path.
const PATH: usize = 60;

/// The section on the added lines, where there is a diff.
pub(super) fn section(page: &mut Page, evidence: &Evidence) {
    if evidence.added.is_none() && evidence.flaws.is_empty() {
        return;
    }
    page.head("lines");
    if let Some(added) = evidence.added {
        page.fact("added", added);
        let (n, of) = (evidence.coverage.n, evidence.coverage.of);
        if of > 0 {
            page.fact("explained", format_args!("{n} of {of} that aren't trivial or generated"));
        }
        if added > 0 {
            page.fact("classes", classes(evidence.classes));
        }
    }
    let shown = evidence.files.iter().take(FILES);
    shown.for_each(|file| page.plain(format_args!("  {}", file_line(file))));
    let unlisted = evidence.files.len().saturating_sub(FILES) as u64;
    match unlisted.saturating_add(evidence.files_omitted) {
        0 => {}
        more => page.plain(format_args!("  {}", paint(DIM, count(more, "more file")))),
    }
    for flaw in evidence.flaws.iter().take(FLAWS) {
        page.fact("not read", flaw_text(flaw));
    }
}

/// A file with its lines and what they are.
pub(crate) fn file_line(file: &FileEvidence) -> String {
    let path = match file.path.as_str() {
        "" => "(a path that no log can spell)".to_owned(),
        path => clip(path, PATH),
    };
    let lines = match file.binary {
        true => "binary".to_owned(),
        false => format!("+{} -{}", file.added, file.removed),
    };
    let since = file
        .out_of_step_since
        .map(|seq| paint(WARN, format_args!("  the log lost track of it at event {seq}")));
    let line = format!("{path}  {lines}  {}", classes(file.classes));
    format!("{}{}", line.trim_end(), since.unwrap_or_default())
}

/// What could not be read, and where.
fn flaw_text(flaw: &Flaw) -> String {
    let line = flaw.line.map_or_else(String::new, |line| format!(" line {line}"));
    format!("{}{line}: {}", flaw.file, flaw.reason)
}
