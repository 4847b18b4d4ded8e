//! Attributed lines as JSON, as a line for each file, or as a line for each line.

use std::io::{self, IsTerminal as _, Write};

use interview_core::{
    diff::{self, FileDiff},
    evidence::{ClassCounts, FileEvidence, Span},
};
use serde::Serialize;

use super::Attributed;
use crate::{
    outcome::Failure,
    render::{classes, count, file_line, style_of},
    term::{DIM, HEAD, clip, paint, visible_json},
};

/// Characters of a line of code.
const TEXT: usize = 120;

/// What `--json` prints.
#[derive(Serialize)]
struct Answer<'a> {
    added: u64,
    classes: ClassCounts,
    files: &'a [FileEvidence],
    files_omitted: u64,
}

/// One line of JSON; on a terminal with escapes in place of characters that it would act on.
pub(super) fn json(attributed: &Attributed) -> Result<(), Failure> {
    let evidence = &attributed.evidence;
    let answer = Answer {
        added: evidence.added.unwrap_or(0),
        classes: evidence.classes,
        files: &evidence.files,
        files_omitted: evidence.files_omitted,
    };
    // INVARIANT: plain data with string keys can't fail to serialise.
    let line = serde_json::to_string(&answer).unwrap_or_default();
    let mut out = io::stdout().lock();
    match out.is_terminal() {
        true => writeln!(out, "{}", visible_json(&line))?,
        false => writeln!(out, "{line}")?,
    }
    Ok(out.flush()?)
}

/// The sums, and each file; where asked for, with its added lines.
pub(super) fn text(attributed: &Attributed, with_lines: bool) -> Result<(), Failure> {
    let evidence = &attributed.evidence;
    let mut out = anstream::stdout().lock();
    let added = count(evidence.added.unwrap_or(0), "added line");
    let (n, of) = (evidence.coverage.n, evidence.coverage.of);
    let classes = classes(evidence.classes);
    let classes = if classes.is_empty() { classes } else { format!(": {classes}") };
    writeln!(out, "{}{classes}", paint(HEAD, added))?;
    if of > 0 {
        writeln!(out, "{n} of {of} explained that aren't trivial or generated")?;
    }
    // INVARIANT: the diff was read before, else there were no evidence of lines.
    let diff = diff::parse(&attributed.diff).ok();
    let mut diff_files = diff.iter().flat_map(|diff| &diff.files);
    for file in &evidence.files {
        writeln!(out, "{}", file_line(file))?;
        // Files that the evidence omits stand in the diff all the same.
        let of_diff = diff_files.find(|of_diff| is_of(of_diff, file)).filter(|_| with_lines);
        if let Some(of_diff) = of_diff {
            lines(&mut out, of_diff, &file.spans)?;
        }
    }
    if evidence.files_omitted > 0 {
        writeln!(out, "{}", paint(DIM, count(evidence.files_omitted, "more file")))?;
    }
    Ok(out.flush()?)
}

/// Whether the evidence is that of the diff's file.
fn is_of(of_diff: &FileDiff<'_>, file: &FileEvidence) -> bool {
    let path = of_diff.path().map(|path| path.0).unwrap_or_default();
    path == file.path && of_diff.added().count() as u64 == file.added
}

/// Each added line: its number, class, the event behind it, and its text.
fn lines(out: &mut impl Write, file: &FileDiff<'_>, spans: &[Span]) -> io::Result<()> {
    let mut spans = spans.iter().peekable();
    for (number, bytes) in file.added() {
        while spans.next_if(|span| span.line + span.lines <= number).is_some() {}
        let Some(span) = spans.peek() else { break };
        let style = style_of(span.class);
        let class = paint(style, format_args!("{:<16}", span.class.as_str()));
        let seq = span.seq.map_or_else(|| "-".to_owned(), |seq| seq.to_string());
        let beginning = bytes.get(..4 * TEXT).unwrap_or(bytes);
        let text = paint(style, clip(&String::from_utf8_lossy(beginning), TEXT));
        let note = span.note.as_deref().filter(|_| number == span.line);
        let note = note
            .map_or_else(String::new, |note| paint(DIM, format_args!("  ({})", clip(note, TEXT))));
        writeln!(out, "{number:>7}  {class} {seq:>6}  {text}{note}")?;
    }
    Ok(())
}
