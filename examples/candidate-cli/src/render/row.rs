//! One line for each of several sessions, and a line that sums them up.

use interview_core::{
    Error,
    report::{Report, Verdict},
};

use super::{count, legacy, place, verdict};
use crate::term::{BAD, clip, paint};

/// Characters of the reason on a row.
const REASON: usize = 72;

/// The line of one session: verdict, path, events, and where it fails or what vouches for it.
pub(crate) fn row(name: &str, width: usize, answer: Option<&Report>) -> String {
    match answer {
        None => format!("{}  {name}", paint(BAD, format_args!("{:<10}", "no report"))),
        Some(report) => {
            let events = events(report);
            let verdict = verdict(report.verdict, 10);
            format!("{verdict}  {name:<width$}  {events:>6}  {}", reason(report))
        }
    }
}

/// How many sessions had which verdict.
#[derive(Default)]
pub(crate) struct Tally {
    verdicts: [u64; 4],
    unmet: u64,
    failed: u64,
}

impl Tally {
    /// Whether none was counted yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.all() == 0
    }

    /// Counts one session.
    pub(crate) fn add(&mut self, answer: &Result<Report, Error>) {
        let Ok(report) = answer else {
            self.failed += 1;
            return;
        };
        if let Some(n) = self.verdicts.get_mut(report.verdict as usize) {
            *n += 1;
        }
        if report.verdict == Verdict::Intact && !report.passes() {
            self.unmet += 1;
        }
    }

    /// The line that sums up.
    pub(crate) fn line(&self) -> String {
        let [unreadable, altered, incomplete, intact] = self.verdicts;
        let mut parts = Vec::new();
        let named = [
            (intact, "intact"),
            (incomplete, "incomplete"),
            (altered, "altered"),
            (unreadable, "unreadable"),
            (self.unmet, "intact without what was demanded"),
            (self.failed, "without a report"),
        ];
        for (n, name) in named {
            if n > 0 {
                parts.push(format!("{n} {name}"));
            }
        }
        format!("{}: {}", count(self.all(), "session"), parts.join(", "))
    }
}

impl Tally {
    fn all(&self) -> u64 {
        self.verdicts.iter().sum::<u64>() + self.failed
    }
}

fn events(report: &Report) -> String {
    let legacy = report.legacy.as_ref().and_then(|text| legacy::member(text.get(), "event_count"));
    match (&report.session, legacy) {
        (Some(facts), _) => facts.lines.to_string(),
        (None, Some(n)) => n,
        (None, None) => "-".to_owned(),
    }
}

fn reason(report: &Report) -> String {
    let unmet: Vec<&str> =
        report.demands.iter().filter(|demand| !demand.met).map(|demand| demand.demand).collect();
    match report.first_cause().filter(|_| report.verdict != Verdict::Intact) {
        Some(finding) => {
            let at = place(&finding.place);
            let at = if at.is_empty() { at } else { format!("{at}: ") };
            clip(&format!("{at}{}", finding.code.as_str()), REASON)
        }
        None if !unmet.is_empty() => format!("demand not met: {}", unmet.join(", ")),
        None => clip(&report.assurance.summary, REASON),
    }
}
