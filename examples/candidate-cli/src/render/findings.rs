//! Findings, grouped by their code, with the first places of each.

use interview_core::report::{Finding, Place, Report, Severity, Verdict};

use super::count;
use crate::term::{BAD, DIM, WARN, clip, paint, visible};

/// Findings of one code that are shown.
const SHOWN_OF_ONE_CODE: usize = 3;
/// Characters of a finding's sentence.
const SENTENCE: usize = 240;

/// The lines of all findings; those that decide the verdict come first.
pub(super) fn lines(report: &Report) -> Vec<String> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in &report.findings {
        match groups.iter_mut().find(|group| group.first().is_some_and(|f| f.code == finding.code))
        {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups.sort_by_key(|group| group.first().map(|finding| finding.code.effect()));
    let mut lines: Vec<String> = groups.iter().flat_map(|group| group_lines(group)).collect();
    if report.findings_omitted > 0 {
        let more = count(report.findings_omitted, "more finding");
        lines.push(paint(DIM, format_args!("{more}, which the report doesn't list")));
    }
    lines
}

/// Where a finding lies, or nothing where it is about the whole session.
pub(crate) fn place(place: &Place) -> String {
    let Some(file) = place.file else { return String::new() };
    let mut text = file.to_owned();
    let mut add = |name: &str, value: Option<u64>| {
        if let Some(value) = value {
            text.push_str(&format!("{name}{value}"));
        }
    };
    add(" line ", place.line);
    // In an older log a line may hold no event, so the numbers drift apart.
    add(" event ", place.seq.filter(|seq| Some(*seq) != place.line));
    add(" byte ", place.offset);
    text
}

fn group_lines(group: &[&Finding]) -> Vec<String> {
    let mut lines: Vec<String> =
        group.iter().take(SHOWN_OF_ONE_CODE).map(|finding| line(finding)).collect();
    if let (Some(first), Some(more)) = (group.first(), group.len().checked_sub(SHOWN_OF_ONE_CODE))
        && more > 0
    {
        let text = format!("         {more} more of {}", first.code.as_str());
        lines.push(paint(DIM, text));
    }
    lines
}

fn line(finding: &Finding) -> String {
    let (style, name) = match (finding.severity, finding.code.effect()) {
        (Severity::Error, _) => (BAD, "error"),
        (Severity::Warning, _) => (WARN, "warning"),
        (Severity::Info, Verdict::Intact) => (DIM, "info"),
        (Severity::Info, _) => (WARN, "info"),
    };
    let name = paint(style, format_args!("{name:<7}"));
    let message = clip(&finding.message, SENTENCE);
    let at = place(&finding.place);
    let at = if at.is_empty() { at } else { format!("{}: ", visible(&at)) };
    let code = paint(DIM, format_args!("[{}]", finding.code.as_str()));
    format!("{name}  {at}{message} {code}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_says_what_is_known() {
        let check = |of: Place, expected: &str| assert_eq!(place(&of), expected);
        check(Place::default(), "");
        check(Place::file("manifest.json"), "manifest.json");
        check(Place::line(7, 99), "events.jsonl line 7 byte 99");
        let drifted = Place { seq: Some(5), ..Place::line(7, 99) };
        check(drifted, "events.jsonl line 7 event 5 byte 99");
    }
}
