//! Runs the suite and holds what comes out against what was expected.

use std::{
    io::{self, Write},
    path::Path,
};

use interview_core::{
    api::{Report, Verdict},
    flags::{Colour, Flag},
};

use super::{
    attack::{Attack, Finder},
    honest::Honest,
    record::{Sealed, record},
    transcripts::{self, Transcript},
};

/// What came of an honest session.
#[derive(Clone, Debug)]
pub struct HonestRow {
    /// Its name.
    pub name: &'static str,
    /// The verdict.
    pub verdict: Verdict,
    /// Lines of its log.
    pub lines: u64,
    /// Flags that are red.
    pub red: Vec<String>,
    /// Flags that are yellow.
    pub yellow: Vec<String>,
    /// Yellow flags that nobody expected.
    pub unexpected: Vec<String>,
}

/// What came of an attack and of its twin.
#[derive(Clone, Debug)]
pub struct AttackRow {
    /// Its name.
    pub name: &'static str,
    /// Who claims to find it.
    pub by: Finder,
    /// Why it counts as missed; none where it is found.
    pub missed: Option<String>,
    /// Why the twin looks guilty; none where it doesn't.
    pub twin_accused: Option<String>,
    /// Other red flags of the attack.
    pub also: Vec<&'static str>,
}

/// Runs a generated honest session.
#[must_use]
pub fn honest_row(honest: &Honest, seed: u64) -> HonestRow {
    let sealed = record((honest.story)(honest.name, seed));
    row(honest.name, honest.yellow, &sealed)
}

/// Runs an honest session from the folder of transcripts.
///
/// # Errors
///
/// Where the transcript can't be read.
pub fn transcript_row(transcript: &Transcript, folder: &Path, seed: u64) -> io::Result<HonestRow> {
    let sealed = record(transcripts::story(transcript, folder, seed)?);
    Ok(row(transcript.path, transcript.yellow, &sealed))
}

fn row(name: &'static str, expected: &[&str], sealed: &Sealed) -> HonestRow {
    let report = sealed.report();
    let of = |colour| {
        let flags = flags(&report).iter().filter(move |flag| flag.severity == colour);
        flags.map(told).collect::<Vec<_>>()
    };
    let surprises = flags(&report).iter().filter(|flag| !expected.contains(&flag.id));
    HonestRow {
        name,
        verdict: report.verdict,
        lines: report.session.as_ref().map_or(0, |session| session.lines),
        red: of(Colour::Red),
        yellow: of(Colour::Yellow),
        unexpected: surprises.map(told).collect(),
    }
}

/// Runs an attack and its twin.
#[must_use]
pub fn attack_row(attack: &Attack, seed: u64) -> AttackRow {
    let sealed = (attack.make)(seed);
    let report = sealed.report();
    let red = flags(&report).iter().filter(|flag| flag.severity == Colour::Red);
    let claimed = match attack.by {
        Finder::Flag(id, _) => id,
        Finder::Finding(_) => "",
    };
    AttackRow {
        name: attack.name,
        by: attack.by,
        missed: missed(attack.by, &report, &sealed.marked),
        twin_accused: accused(&(attack.make_twin)(seed).report()),
        also: red.map(|flag| flag.id).filter(|id| *id != claimed).collect(),
    }
}

impl AttackRow {
    /// Whether the attack is found and its twin isn't accused.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.missed.is_none() && self.twin_accused.is_none()
    }
}

impl HonestRow {
    /// Whether nothing but what was expected is told of it.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.red.is_empty() && self.unexpected.is_empty() && self.verdict == Verdict::Intact
    }
}

/// Why an attack isn't found by who claims it.
fn missed(by: Finder, report: &Report, marked: &[u64]) -> Option<String> {
    match by {
        Finder::Flag(id, colour) => {
            let Some(flag) = flags(report).iter().find(|flag| flag.id == id) else {
                return Some(format!("no flag `{id}`"));
            };
            if flag.severity < colour {
                return Some(format!("only yellow: {}", told(flag)));
            }
            // A flag points at so many events and no more.
            let all = flag.evidence.len() >= interview_core::limits::FLAG_EVIDENCE;
            let lacks = |seq: &&u64| !flag.evidence.contains(seq);
            let lacking: Vec<_> = marked.iter().filter(lacks).collect();
            match marked.is_empty() || !all && !lacking.is_empty() {
                true => Some(format!("points at {:?}, not at {lacking:?}", flag.evidence)),
                false => None,
            }
        }
        Finder::Finding(code) => {
            let mut found =
                report.findings.iter().filter(|finding| finding.code == code).peekable();
            if found.peek().is_none() {
                let codes: Vec<_> = report.findings.iter().map(|f| f.code.as_str()).collect();
                return Some(format!("no finding `{}` among {codes:?}", code.as_str()));
            }
            let places: Vec<_> = found.map(|finding| finding.place.line).collect();
            let is_there = |line: &Option<u64>| line.is_some_and(|line| marked.contains(&line));
            match marked.is_empty() || places.iter().any(is_there) {
                true => None,
                false => Some(format!("found at {places:?}, not at {marked:?}")),
            }
        }
    }
}

/// Why an honest person would look guilty.
fn accused(report: &Report) -> Option<String> {
    let red: Vec<_> =
        flags(report).iter().filter(|flag| flag.severity == Colour::Red).map(told).collect();
    match report.verdict {
        Verdict::Intact | Verdict::Incomplete if red.is_empty() => None,
        verdict => Some(format!("{} {red:?}", verdict.as_str())),
    }
}

fn flags(report: &Report) -> &[Flag] {
    report.flags.as_deref().unwrap_or_default()
}

fn told(flag: &Flag) -> String {
    format!("{} ({} of {})", flag.id, flag.measured, flag.threshold)
}

/// Prints both tables.
///
/// # Errors
///
/// Where the writer fails.
pub fn print(out: &mut impl Write, honest: &[HonestRow], attacks: &[AttackRow]) -> io::Result<()> {
    writeln!(out, "{:<29} {:<22} {:<6} {:<8} also red", "attack", "claimed by", "found", "twin")?;
    for row in attacks {
        let by = match row.by {
            Finder::Flag(id, _) => id,
            Finder::Finding(code) => code.as_str(),
        };
        let found = if row.missed.is_none() { "found" } else { "MISSED" };
        let twin = if row.twin_accused.is_none() { "not red" } else { "ACCUSED" };
        writeln!(out, "{:<29} {by:<22} {found:<6} {twin:<8} {}", row.name, row.also.join(", "))?;
        for what in row.missed.iter().chain(&row.twin_accused) {
            writeln!(out, "    {what}")?;
        }
    }
    writeln!(out, "\n{:<52} {:<11} {:>5} {:>4}  yellow", "honest", "verdict", "lines", "red")?;
    for row in honest {
        let (verdict, red) = (row.verdict.as_str(), row.red.len());
        writeln!(
            out,
            "{:<52} {verdict:<11} {:>5} {red:>4}  {}",
            row.name,
            row.lines,
            row.yellow.join(", ")
        )?;
        for what in &row.red {
            writeln!(out, "    RED: {what}")?;
        }
        for what in &row.unexpected {
            writeln!(out, "    NOT EXPECTED: {what}")?;
        }
    }
    Ok(())
}
