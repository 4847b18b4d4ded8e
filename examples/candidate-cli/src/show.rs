//! `interview show`: the events of a session as text. It reads, and verifies nothing.

mod read;

use std::io::{self, IsTerminal as _, Write};

use interview_core::event::Timestamp;

use crate::{
    args::Show,
    outcome::{Failure, Status},
    source,
    summary::{summary, texts},
    term::{BAD, DIM, HEAD, QUOTED, WARN, clip, paint, visible, visible_json},
};
use read::{Entry, Shown};

/// Characters of a line that isn't an event.
const UNREAD: usize = 100;
/// Characters of a text on each of its lines.
const WRAPPED: usize = 100;

/// Prints the timeline.
pub(crate) fn run(args: &Show) -> Result<Status, Failure> {
    let session = source::read(&args.path)?;
    let events = session.bundle().events;
    let body = events.strip_suffix(b"\n").unwrap_or(events);
    let lines = body.split(|byte| *byte == b'\n').filter(|_| !events.is_empty());
    if args.json {
        return raw(lines);
    }
    let mut out = anstream::stdout().lock();
    let mut began = None;
    for (number, line) in (0_u64..).zip(lines) {
        match read::line(line) {
            Entry::Event(event) => {
                if let (None, Some(at)) = (began, event.at) {
                    began = Some(at);
                    let date: String = at.to_string().chars().take(10).collect();
                    let head = format!("{date}, times in UTC by the recorder's clock");
                    writeln!(out, "{}", paint(HEAD, head))?;
                }
                writeln!(out, "{}", row(number, &event, began))?;
                if args.full {
                    write_texts(&mut out, &event)?;
                }
            }
            Entry::Redacted(hash) => {
                let hash: String = hash.to_string().chars().take(16).collect();
                writeln!(out, "{number:>5}  {}  {hash}…", paint(WARN, "redacted"))?;
            }
            Entry::Unread(reason) => {
                let reason = paint(BAD, format_args!("not an event ({reason})"));
                let head = line.get(..4 * UNREAD).unwrap_or(line);
                let text = clip(&String::from_utf8_lossy(head), UNREAD);
                writeln!(out, "{number:>5}  {reason}  {}", paint(QUOTED, text))?;
            }
        }
    }
    out.flush()?;
    Ok(Status::Holds)
}

/// Prints the log's own lines.
fn raw<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Result<Status, Failure> {
    let mut out = io::stdout().lock();
    let to_terminal = out.is_terminal();
    for line in lines {
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

fn row(number: u64, event: &Shown<'_>, began: Option<Timestamp>) -> String {
    let time = event.at.map_or_else(String::new, |at| at.to_string());
    let of_day = time.get(11..23).unwrap_or_default();
    let relative = match (event.at, began) {
        (Some(at), Some(began)) => offset(at.ms() - began.ms()),
        _ => String::new(),
    };
    let relative = paint(DIM, format_args!("{relative:>10}"));
    let kind = paint(HEAD, format_args!("{:<17}", visible(&event.kind)));
    let origin = visible(event.origin);
    let misfit = event.misfit.map_or_else(String::new, |member| {
        paint(WARN, format_args!("  [`{member}` doesn't fit its kind]"))
    });
    let words = summary(&event.kind, &event.data);
    let row = format!("{number:>5}  {of_day:<12} {relative}  {kind} {origin:<9}  {words}{misfit}");
    row.trim_end().to_owned()
}

/// The texts of an event whole. The bar keeps a line of theirs from passing for a row.
fn write_texts(out: &mut impl Write, event: &Shown<'_>) -> io::Result<()> {
    for (name, text) in texts(&event.data) {
        writeln!(out, "       {}", paint(DIM, name))?;
        for line in text.lines() {
            let characters: Vec<char> = visible(line).chars().collect();
            for part in characters.chunks(WRAPPED) {
                let part: String = part.iter().collect();
                writeln!(out, "       {} {}", paint(DIM, "│"), paint(QUOTED, part))?;
            }
        }
    }
    Ok(())
}

/// Time since the first event as `+1:02:03`, or with a minus where the clock went back.
fn offset(ms: i64) -> String {
    let sign = if ms < 0 { '-' } else { '+' };
    let s = ms.unsigned_abs() / 1000;
    format!("{sign}{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_hours_minutes_and_seconds() {
        let check = |ms, expected: &str| assert_eq!(offset(ms), expected);
        check(0, "+0:00:00");
        check(3_723_999, "+1:02:03");
        check(-61_000, "-0:01:01");
    }
}
