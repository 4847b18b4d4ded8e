//! The demo's words. Verdicts, places and keys in them are those of the Reports.

use std::{io::Write, path::Path};

use interview_core::api::{Report, VerifierKey};

use super::{Claim, relay::Relay, script::CHANGE};
use crate::{
    outcome::Failure,
    render::{place, report},
    term::{BAD, GOOD, HEAD, clip, paint, visible},
};

/// Characters of a finding's sentence.
const SENTENCE: usize = 120;

/// Whom the demo trusts.
pub(super) fn recording(out: &mut impl Write, relay: &Relay) -> Result<(), Failure> {
    writeln!(out, "{}", paint(HEAD, "1  A session is recorded"))?;
    text(
        out,
        "A candidate mends a rate limiter with an assistant. A relay opened the session with a\n\
         ticket; a witness cosigned its log at every test run and at the end. Both are played by\n\
         this command, with a scripted clock and keys made just now. These two keys you trust:",
    )?;
    text(out, &format!("  {}\n  {}", relay.ticket_vkey(), relay.witness_vkey()))
}

/// The whole Report on the session as it was recorded.
pub(super) fn honest(out: &mut impl Write, honest: &Report) -> Result<(), Failure> {
    head(out, "2  It is verified")?;
    text(out, &report(Path::new("session"), honest))
}

/// Where a changed byte was found.
pub(super) fn change(out: &mut impl Write, line: u64, found: &Report) -> Result<(), Failure> {
    let (before, after) = CHANGE;
    head(out, "3  One byte of it is changed")?;
    text(out, &format!("Line {line} (the first is 0) said {before}; now it says {after}."))?;
    text(out, &verdict(found))?;
    text(out, "Each line holds the hash of the line before it, and that hash no longer fits.")
}

/// Why a log that was written anew doesn't pass: by its keys, and by what the witness remembers.
pub(super) fn rewriting(
    out: &mut impl Write,
    (relay, invented): (&Relay, &Relay),
    plain: &Report,
    remembered: &Report,
) -> Result<(), Failure> {
    head(out, "4  All of it is written anew")?;
    text(
        out,
        "The failed tests are left out; session key, relay and witness are invented, under the\n\
         old names. Every hash and signature in it fits: taken alone, the log is intact. And yet:",
    )?;
    let id = |key: VerifierKey| format!("{}+{:08x}", key.name(), key.key_id());
    let asked = [
        (invented.ticket_vkey(), relay.ticket_vkey()),
        (invented.witness_vkey(), relay.witness_vkey()),
    ];
    for (demand, (has, wanted)) in plain.demands.iter().zip(asked) {
        let met = if demand.met { paint(GOOD, "met") } else { paint(BAD, "NOT MET") };
        let (demand, has, wanted) = (demand.demand, id(has), id(wanted));
        text(out, &format!("{met}  {demand}: signed by key {has}, not by {wanted}"))?;
    }
    text(out, "And whoever asks the real witness hears what it cosigned:")?;
    text(out, &verdict(remembered))
}

/// What is so and what isn't, and where to look further.
pub(super) fn end(
    out: &mut impl Write,
    claims: &[Claim],
    kept: Option<&Path>,
) -> Result<(), Failure> {
    writeln!(out)?;
    for (claim, _) in claims.iter().filter(|(_, holds)| !holds) {
        writeln!(out, "{} {claim}", paint(BAD, "It is not so that"))?;
    }
    if claims.iter().all(|(_, holds)| *holds) {
        writeln!(out, "{}", paint(GOOD, "The session passes; neither of the others does."))?;
    }
    if let Some(path) = kept {
        let path = visible(&path.to_string_lossy());
        writeln!(out, "Try: interview verify --policy {path}/policy.json {path}/changed")?;
        writeln!(out, "     interview show {path}/session")?;
    }
    Ok(())
}

/// The verdict of a Report, and what makes it so.
fn verdict(report: &Report) -> String {
    let style = if report.passes() { GOOD } else { BAD };
    let verdict = paint(style, report.verdict.as_str());
    let cause = report.first_cause().map_or_else(String::new, |finding| {
        format!("  {}: {}", place(&finding.place), clip(&finding.message, SENTENCE))
    });
    format!("{verdict}{cause}")
}

fn head(out: &mut impl Write, title: &str) -> Result<(), Failure> {
    Ok(writeln!(out, "\n{}", paint(HEAD, title))?)
}

fn text(out: &mut impl Write, lines: &str) -> Result<(), Failure> {
    Ok(lines.lines().try_for_each(|line| writeln!(out, "   {line}"))?)
}
