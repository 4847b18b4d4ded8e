//! `interview verify --explain`: one flag of one session, and the events that it rests on as they
//! stand in the log.

use std::{collections::BTreeSet, io::Write as _, path::Path};

use interview_core::{
    api::{self, Report, VerifyOptions},
    flags::{Flag, STANDARD},
    wire::{Line, read_line},
};

use crate::{
    outcome::{Failure, Status},
    render::{clock, flag_lines},
    source,
    term::{DIM, HEAD, clip, paint, visible},
};

/// Characters of a payload.
const PAYLOAD: usize = 240;
/// Characters of a name that the user gave.
const NAME: usize = 48;

/// Shows the flag; the status is that of the session.
pub(super) fn run(path: &Path, id: &str, options: &VerifyOptions) -> Result<Status, Failure> {
    let session = source::read(path)?;
    let report = api::verify(&session.bundle(), options)?;
    let flag = report.flags.iter().flatten().find(|flag| flag.id == id);
    let flag = flag.ok_or_else(|| not_raised(id, &report))?;
    let mut out = anstream::stdout().lock();
    for line in flag_lines(flag) {
        writeln!(out, "{line}")?;
    }
    if flag.evidence.is_empty() {
        writeln!(out, "         no event is behind it: it rests on what isn't there")?;
    }
    for row in rows(session.bundle().events, flag) {
        writeln!(out, "{row}")?;
    }
    out.flush()?;
    Ok(super::status(&Ok(report)))
}

/// The events of a flag, in the order of the log.
fn rows(events: &[u8], flag: &Flag) -> Vec<String> {
    let wanted: BTreeSet<u64> = flag.evidence.iter().copied().collect();
    let lines = events.split(|byte| *byte == b'\n');
    (0_u64..).zip(lines).filter_map(|(number, line)| row(number, line, &wanted)).collect()
}

/// An event by its number, time, kind and origin, and below them its payload. Lines of an older log
/// have no numbers of their own, and are shown as they are.
fn row(number: u64, line: &[u8], wanted: &BTreeSet<u64>) -> Option<String> {
    let (seq, head, payload) = match read_line(line) {
        Ok(Line::Event(event)) => {
            let kind = paint(HEAD, visible(event.kind));
            let head = format!("{}  {kind}  {}", clock(event.at), visible(event.origin));
            (event.seq, head, clip(event.data, PAYLOAD))
        }
        Ok(Line::Redacted(_)) => (number, "redacted".to_owned(), String::new()),
        Err(_) => {
            let beginning = line.get(..4 * PAYLOAD).unwrap_or(line);
            (number, String::new(), clip(&String::from_utf8_lossy(beginning), PAYLOAD))
        }
    };
    let row = || format!("{seq:>7}  {head}\n         {}", paint(DIM, payload));
    wanted.contains(&seq).then(row)
}

/// Why there is nothing to explain, and what there is.
fn not_raised(id: &str, report: &Report) -> Failure {
    let name = clip(id, NAME);
    let message = match (&report.flags, STANDARD.iter().any(|detector| detector.id() == id)) {
        (None, _) => format!("`{name}` was not looked for: this log was not searched for flags"),
        (Some(_), true) => format!("`{name}` was not raised on this session"),
        (Some(_), false) => format!("`{name}` is no flag"),
    };
    let raised: Vec<&str> = report.flags.iter().flatten().map(|flag| flag.id).collect();
    let hint = match raised.as_slice() {
        [] => "no flag was raised on it".to_owned(),
        raised => format!("raised: {}", raised.join(", ")),
    };
    Failure::new(message, &hint)
}
