//! `interview show`: what happened in a session, as a timeline. It reads, and verifies nothing.

mod legacy;

use std::io::{self, IsTerminal as _, Write};

use interview_core::{
    api::{TranscriptFormat, TranscriptOptions},
    transcript::Transcript,
    wire::read_line,
};
use interview_journal::{read_lines, read_lines_from};

use crate::{
    args::{Form, Show},
    outcome::{Failure, Status},
    source::{self, is_stdin},
    term::visible_json,
};

/// Prints the timeline.
pub(crate) fn run(args: &Show) -> Result<Status, Failure> {
    if args.json {
        return raw(args);
    }
    let mut options = TranscriptOptions::default();
    options.gap_ms = u64::from(args.gap).saturating_mul(1000);
    if args.full {
        options.thinking = true;
        (options.text_bytes, options.output_bytes) = (usize::MAX, usize::MAX);
    }
    let mut transcript = Transcript::new(&options)?;
    let mut number = 0;
    let mut take = |line: &[u8]| {
        match read_line(line).err().and_then(|_| legacy::event(line)) {
            Some(told) => transcript.push(&told.event(number)),
            None => transcript.push_line(line),
        }
        number += 1;
    };
    match is_stdin(&args.path) {
        true => read_lines_from(io::stdin().lock(), &mut take)?,
        false => read_lines(&args.path, &mut take)?,
    }
    let mut shown = transcript.finish().render(match args.format {
        Form::Text => TranscriptFormat::Text,
        Form::Markdown => TranscriptFormat::Markdown,
        Form::Json => TranscriptFormat::Json,
    });
    if !shown.ends_with('\n') {
        shown.push('\n');
    }
    let mut out = io::stdout().lock();
    out.write_all(shown.as_bytes())?;
    out.flush()?;
    Ok(Status::Holds)
}

/// Prints the log's own lines.
fn raw(args: &Show) -> Result<Status, Failure> {
    let session = source::read(&args.path)?;
    let events = session.bundle().events;
    let body = events.strip_suffix(b"\n").unwrap_or(events);
    let mut out = io::stdout().lock();
    let to_terminal = out.is_terminal();
    for line in body.split(|byte| *byte == b'\n').filter(|_| !events.is_empty()) {
        if to_terminal {
            writeln!(out, "{}", visible_json(&String::from_utf8_lossy(line)))?;
        } else {
            out.write_all(line)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(Status::Holds)
}
