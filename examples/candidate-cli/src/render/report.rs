//! One Report as a page of text: verdict and place, assurance, demands, session, findings.

use std::{fmt::Display, path::Path};

use interview_core::{
    report::{Assurance, HeadsChecked, Report, SessionFacts, TicketState, Verdict},
    share::Share,
};

use super::{clock, count, findings, legacy, place, span, verdict};
use crate::term::{BAD, GOOD, HEAD, clip, paint, visible};

/// Kinds of events that are named; the rest is summed.
const KINDS_SHOWN: usize = 6;
/// Characters of a name that somebody else chose.
const NAME: usize = 80;

/// The whole page, its last LF included.
pub(crate) fn report(path: &Path, report: &Report) -> String {
    let mut page = Page::default();
    let name = visible(&path.to_string_lossy());
    page.plain(format_args!("{}  {name}", verdict(report.verdict, 0)));
    page.plain(format_args!("  {}", meaning(report)));
    if report.format == Some("legacy") {
        legacy::section(&mut page, report);
    } else if report.format.is_some() {
        assurance(&mut page, &report.assurance, report.session.as_ref());
    }
    demands(&mut page, report);
    if let Some(facts) = &report.session {
        session(&mut page, facts);
    }
    let findings = findings::lines(report);
    if !findings.is_empty() {
        page.head("findings");
        findings.iter().for_each(|line| page.plain(format_args!("  {line}")));
    }
    page.text
}

/// Lines in the making.
#[derive(Default)]
pub(super) struct Page {
    text: String,
}

impl Page {
    /// A line as it stands.
    pub(super) fn plain(&mut self, line: impl Display) {
        self.text.push_str(&line.to_string());
        self.text.push('\n');
    }

    /// A heading.
    pub(super) fn head(&mut self, text: &str) {
        self.plain(paint(HEAD, text));
    }

    /// A named value.
    pub(super) fn fact(&mut self, name: &str, value: impl Display) {
        self.plain(format_args!("  {name:<12} {value}"));
    }
}

/// What the verdict means, and where its cause lies.
fn meaning(report: &Report) -> String {
    let cause = report.first_cause().filter(|_| report.verdict != Verdict::Intact);
    let reason = cause.map(|finding| {
        let at = place(&finding.place);
        let at = if at.is_empty() { at } else { format!(" at {at}") };
        format!("; first{at}: {}", clip(&finding.message, 160))
    });
    let reason = reason.unwrap_or_else(|| ".".to_owned());
    match report.verdict {
        Verdict::Intact if !report.passes() => {
            "whole and unchanged, but a demand is not met.".to_owned()
        }
        Verdict::Intact if report.assurance.self_signed => {
            "whole and unchanged since the session's key signed it.".to_owned()
        }
        Verdict::Intact => "whole, and its hashes hold; nobody signed it.".to_owned(),
        Verdict::Incomplete => format!("nothing was changed, but something is missing{reason}"),
        Verdict::Altered => format!("something was changed after it was recorded{reason}"),
        Verdict::Unreadable => format!("this is no log that can be read here{reason}"),
    }
}

fn assurance(page: &mut Page, assurance: &Assurance, session: Option<&SessionFacts>) {
    page.head("assurance");
    page.fact(
        "ticket",
        match assurance.ticket {
            TicketState::None => "none: nobody says that this session was asked for",
            TicketState::Unverified => "there is one, but by no key that you trust",
            TicketState::Verified => "issued by a key that you trust",
        },
    );
    page.fact(
        "signed",
        match assurance.self_signed {
            true => "whole log, by the session's own key",
            false => "not as a whole",
        },
    );
    let by = assurance.cosigned_by.iter().map(|key| clip(key, NAME)).collect::<Vec<_>>().join(", ");
    let scope = if assurance.final_cosigned { "to its end" } else { "in part, not to its end" };
    page.fact(
        "witnessed",
        match (by.is_empty(), assurance.unknown_signatures) {
            (true, 0) => "by nobody: whoever has the file could write it anew".to_owned(),
            (true, n) => format!("by no key that you trust; {} say nothing", count(n, "signature")),
            (false, _) => format!("by {by}, {scope}"),
        },
    );
    let Share { n, of } = assurance.anchored;
    let between = assurance.widest_bracket_ms.map_or_else(String::new, |ms| {
        format!("; each of {} known to within {}", assurance.bracketed.n, span(ms))
    });
    if of > 0 {
        page.fact("anchored", format_args!("{n} of {of} events{between}"));
    }
    page.fact(
        "heads",
        match assurance.heads {
            HeadsChecked::NotChecked => "not compared with what witnesses keep",
            HeadsChecked::Checked => "agree with what witnesses keep",
            HeadsChecked::Conflict => "contradict what witnesses keep",
        },
    );
    if let Some(facts) = session.filter(|facts| facts.redacted > 0) {
        page.fact("redacted", count(facts.redacted, "event"));
    }
}

fn demands(page: &mut Page, report: &Report) {
    if report.demands.is_empty() {
        return;
    }
    page.head("demands");
    for demand in &report.demands {
        let met = match demand.met {
            true => paint(GOOD, format_args!("{:<12}", "met")),
            false => paint(BAD, format_args!("{:<12}", "NOT MET")),
        };
        page.plain(format_args!("  {met} {}: {}", demand.demand, clip(&demand.wanted, 2 * NAME)));
    }
}

fn session(page: &mut Page, facts: &SessionFacts) {
    page.head("session");
    if let Some(id) = &facts.session {
        page.fact("id", clip(id, NAME));
    }
    page.fact("log", clip(&facts.log_origin, NAME));
    if let Some(interview) = &facts.interview {
        let limit = match interview.time_limit_ms {
            0 => "no time limit".to_owned(),
            ms => format!("limit {}", span(i64::try_from(ms).unwrap_or(i64::MAX))),
        };
        page.fact("interview", format_args!("{}, {limit}", clip(&interview.code, NAME)));
    }
    let program = |program: &interview_core::report::ProgramFacts| {
        format!("{} {}", clip(&program.name, NAME), clip(&program.version, NAME))
    };
    let capture = facts.capture.as_deref().map(|level| format!(", capture {}", clip(level, NAME)));
    if let Some(recorder) = &facts.recorder {
        page.fact(
            "recorded by",
            format_args!("{}{}", program(recorder), capture.unwrap_or_default()),
        );
    }
    if let Some(host) = &facts.host {
        page.fact("host", program(host));
    }
    if let (Some(start), Some(end)) = (facts.started_at, facts.ended_at) {
        let took = span(end.ms() - start.ms());
        page.fact("time", format_args!("{} UTC for {took}, local clock", clock(start)));
    }
    if let Some(earlier) = &facts.continues {
        page.fact("continues", clip(&earlier.session, NAME));
    }
    page.fact("events", format_args!("{}: {}", facts.lines, kinds(facts)));
}

/// The commonest kinds with their counts.
fn kinds(facts: &SessionFacts) -> String {
    let mut kinds: Vec<(&str, u64)> =
        facts.kinds.iter().map(|(kind, n)| (kind.as_str(), *n)).collect();
    kinds.sort_by_key(|(kind, n)| (std::cmp::Reverse(*n), *kind));
    let mut named: Vec<String> = kinds
        .iter()
        .take(KINDS_SHOWN)
        .map(|(kind, n)| format!("{} {n}", clip(kind, NAME)))
        .collect();
    let others: u64 = kinds.iter().skip(KINDS_SHOWN).map(|(_, n)| n).sum();
    if others > 0 {
        named.push(format!("others {others}"));
    }
    named.join(", ")
}
