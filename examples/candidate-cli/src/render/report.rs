//! One Report as a page of text: verdict and place, assurance, demands, session, time, flags, lines,
//! commits, findings.

use std::path::Path;

use interview_core::{
    report::{Assurance, HeadsChecked, Report, SessionFacts, TicketState, Verdict},
    score::Score,
    share::Share,
};

use super::{
    commits, count, elapsed, findings, flags, legacy, lines, page::Page, place, session, span,
    verdict,
};
use crate::term::{BAD, GOOD, clip, paint, visible};

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
        session::section(&mut page, facts);
    }
    match (&report.score, &report.session) {
        (Some(Score { elapsed: Some(elapsed), overtime }), _) => {
            elapsed::section(&mut page, elapsed, overtime.as_ref());
        }
        (_, Some(facts)) => session::time(&mut page, facts),
        (_, None) => {}
    }
    if let Some(flags) = &report.flags {
        flags::section(&mut page, flags);
    }
    if let Some(evidence) = &report.evidence {
        lines::section(&mut page, evidence);
        commits::section(&mut page, &evidence.commits);
    }
    let findings = findings::lines(report);
    if !findings.is_empty() {
        page.head("findings");
        findings.iter().for_each(|line| page.plain(format_args!("  {line}")));
    }
    page.into_text()
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
