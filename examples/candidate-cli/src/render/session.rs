//! What the log says of its session: who recorded what with which program, and how it was worked.

use interview_core::{
    report::SessionFacts,
    session::{Activity, TestSeries},
};

use super::{clock, count, lasting, page::Page, span};
use crate::term::clip;

/// Kinds of events that are named; the rest is summed.
const KINDS_SHOWN: usize = 6;
/// Characters of a name that somebody else chose.
const NAME: usize = 80;

/// The section on the session.
pub(super) fn section(page: &mut Page, facts: &SessionFacts) {
    page.head("session");
    if let Some(id) = &facts.session {
        page.fact("id", clip(id, NAME));
    }
    page.fact("log", clip(&facts.log_origin, NAME));
    if let Some(interview) = &facts.interview {
        let limit = match interview.time_limit_ms {
            0 => "no time limit".to_owned(),
            ms => format!("limit {}", lasting(ms)),
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
    if let Some(earlier) = &facts.continues {
        page.fact("continues", clip(&earlier.session, NAME));
    }
    page.fact("events", format_args!("{}: {}", facts.lines, kinds(facts)));
    if let Some(activity) = &facts.activity {
        worked(page, activity);
    }
}

/// When it was, where nothing better is known than the recorder's clock.
pub(super) fn time(page: &mut Page, facts: &SessionFacts) {
    if let (Some(start), Some(end)) = (facts.started_at, facts.ended_at) {
        let took = span(end.ms() - start.ms());
        page.fact("time", format_args!("{} UTC for {took}, local clock", clock(start)));
    }
}

/// How it was worked.
fn worked(page: &mut Page, activity: &Activity) {
    let counted = [
        (activity.prompts, "prompt"),
        (activity.turns, "turn"),
        (activity.tool_calls, "tool call"),
        (activity.edits, "edit"),
    ];
    let counted: Vec<String> = counted.into_iter().map(|(n, what)| count(n, what)).collect();
    let active = lasting(activity.active_ms);
    page.fact("activity", format_args!("{}; active for {active}", counted.join(", ")));
    if activity.pastes > 0 {
        let (pastes, lines) = (count(activity.pastes, "paste"), activity.pasted_lines);
        page.fact("pasted", format_args!("{} in {pastes}", count(lines, "line")));
    }
    if activity.tests.runs > 0 {
        page.fact("tests", tests(&activity.tests));
    }
    if let Some(seq) = activity.longest_gap_seq {
        let gap = lasting(activity.longest_gap_ms);
        page.fact("longest gap", format_args!("{gap}, before event {seq}"));
    }
}

/// How many runs passed, when the first did, and how the last ended.
fn tests(tests: &TestSeries) -> String {
    let mut text = format!("{} of {} passed", tests.passed, count(tests.runs, "run"));
    if let (Some(seq), Some(ms)) = (tests.first_pass_seq, tests.first_pass_ms) {
        text.push_str(&format!(", the first at event {seq} after {}", lasting(ms)));
    }
    match tests.last_passed {
        Some(true) => text.push_str("; the last passed"),
        Some(false) => text.push_str("; the last failed"),
        None => {}
    }
    text
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
