//! Lines attributed by raw transcripts of an assistant, without any log. A transcript is the
//! candidate's own file: this reconciles, and proves nothing.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use interview_capture::{
    Import,
    claude_code::{Importer, Options},
};
use interview_core::{
    api::{Policy, Timestamp},
    event::Event,
    evidence::Collector,
    limits,
};
use interview_journal::{read_lines, read_lines_from};

use super::{Attributed, unread};
use crate::{
    args::Attribute,
    outcome::{Failure, quoted},
    source::{is_stdin, read_at_most},
    term::{WARN, paint},
};

/// Salt of digests that never leave this process: nobody compares them with others.
const SALT: [u8; 32] = [0; 32];

/// Attributes the lines of a diff; a `seq` is the number of an event among those imported.
pub(super) fn attribute(
    args: &Attribute,
    diff: &Path,
    policy: &Policy,
) -> Result<Attributed, Failure> {
    let name = quoted(diff);
    let diff = read_at_most(diff, limits::ARTEFACT_BYTES)?;
    let import = import(&args.transcript, args.root.clone())?;
    tell_flaws(&args.transcript, &import);
    if import.events.is_empty() {
        return Err(Failure::new(
            "the transcripts tell no event",
            "name the JSONL files of one session below `~/.claude/projects`",
        ));
    }
    let mut collector = Collector::new(&policy.evidence);
    collector.salted(SALT);
    for (seq, captured) in (0..).zip(&import.events) {
        let at = captured.at.unwrap_or(Timestamp::EPOCH);
        let (kind, origin) = (captured.kind, captured.origin);
        collector.take(&Event { seq, at, kind, origin, data: &captured.data });
    }
    let (evidence, _) = collector.finish(Some(&diff), None);
    match evidence.added {
        Some(_) => Ok(Attributed { evidence, diff }),
        None => Err(unread(&name, &evidence.flaws)),
    }
}

fn import(files: &[PathBuf], root: Option<String>) -> Result<Import, Failure> {
    let mut importer = Importer::new(Options { root, line_salt: SALT });
    for (number, file) in files.iter().enumerate() {
        let mut take = |line: &[u8]| importer.push_line(number, line);
        match is_stdin(file) {
            true => read_lines_from(io::stdin().lock(), &mut take)?,
            false => read_lines(file, &mut take)?,
        }
    }
    Ok(importer.finish())
}

/// Says how many lines could not be read, and of the first, where and why.
fn tell_flaws(files: &[PathBuf], import: &Import) {
    let Some(first) = import.flaws.first() else { return };
    let n = (import.flaws.len() as u64).saturating_add(import.flaws_omitted);
    let file = files.get(first.file).map_or_else(String::new, |file| quoted(file));
    let mut err = anstream::stderr().lock();
    // Talk on standard error may get lost; the lines are what was asked for.
    let _ = writeln!(
        err,
        "{} lines of the transcripts that could not be read: {n}; first {file} line {}: {}",
        paint(WARN, "warning:"),
        first.line,
        first.reason.code(),
    );
}
