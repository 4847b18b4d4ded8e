//! What is said of an item, in our words and in those of the log, kept apart; text and Markdown show
//! the same, each with its own quotes.

use super::{
    Altered, Claim, CommandEnd, Fact, FactValue, FileChange, Gap, GapReason, Item, TestCounts,
    Text, Timeline, Timing, ToolCall, ToolEnd, Turn, What,
};
use crate::event::{Kind, Timestamp};

/// A piece of what is said.
pub(super) enum Part<'a> {
    /// Our own words: no character of the log stands in them.
    Own(String),
    /// Words of the log, and what they are.
    Theirs(&'static str, &'a Text),
    /// Words of the log under a name that the format gave them.
    Named(&'a str, &'a Text),
    /// Words of the log that are always shown as a block.
    Block(&'static str, &'a Text),
}

/// Everything that is said of an item.
pub(super) fn of<'a>(item: &'a Item) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    match &item.what {
        What::Said { text, stop_reason, error, duration_ms, attachments } => {
            took(*duration_ms, &mut parts);
            if *attachments > 0 {
                own(counted(*attachments, "attachment"), &mut parts);
            }
            theirs("stopped", stop_reason, &mut parts);
            if text.is_none() {
                own("no words recorded", &mut parts);
            }
            block("", text, &mut parts);
            block("error", error, &mut parts);
        }
        What::ToolCall(call) => tool_call(call, item.call.is_some(), &mut parts),
        What::ToolResult(result) => {
            parts.push(Part::Theirs("", &result.name));
            theirs("class", &result.class, &mut parts);
            own(unpaired(item.call.is_some(), "no call recorded"), &mut parts);
            outcome(&result.end, &mut parts);
            block("input", &result.input, &mut parts);
            tool_end_blocks(&result.end, &mut parts);
        }
        What::Command { command, cwd, background, started, end } => {
            theirs("in", cwd, &mut parts);
            flag(*background, "in the background", &mut parts);
            let has_id = item.call.is_some();
            flag(!started, unpaired(has_id, "no start recorded"), &mut parts);
            match end {
                Some(end) => command_end(end, item.seq, &mut parts),
                None => own(unpaired(has_id, "no end recorded"), &mut parts),
            }
            parts.push(Part::Block("", command));
            block("output", end.as_ref().map_or(&None, |end| &end.output), &mut parts);
        }
        What::TestRun { framework, counts, command, failing } => {
            parts.push(Part::Theirs("", framework));
            test_counts(counts, &mut parts);
            block("command", command, &mut parts);
            parts.extend(failing.iter().map(|name| Part::Theirs("failing", name)));
        }
        What::File(file) => file_change(file, &mut parts),
        What::Facts { facts } => parts.extend(facts.iter().map(fact)),
        What::Unknown { data } => {
            parts.push(Part::Block("payload", data));
        }
        What::Unreadable { member, missing, data } => {
            own("unreadable payload", &mut parts);
            if let Some(member) = member {
                let how = if *missing { "is missing" } else { "doesn't fit the kind" };
                own(format!("`{member}` {how}"), &mut parts);
            }
            parts.push(Part::Block("payload", data));
        }
        What::Redacted { leaf_hash, .. } => {
            own(format!("leaf hash {leaf_hash}"), &mut parts);
        }
        What::BadLine { reason, offset, text, .. } => {
            own(format!("`{reason}` at byte {}", thousands(*offset)), &mut parts);
            parts.push(Part::Block("", text));
        }
    }
    about(item, &mut parts);
    parts
}

/// What stands before the parts: number, time, kind and whose act it is.
pub(super) fn head(item: &Item) -> String {
    let line = match &item.what {
        What::Redacted { line, .. } => return format!("line {line}  redacted"),
        What::BadLine { line, .. } => return format!("line {line}  not an event"),
        _ => item.seq.unwrap_or_default(),
    };
    let at = item.at.map(clock).unwrap_or_default();
    // INVARIANT: these are words of the grammar, `a-z`, digits, `_` and `.` alone.
    let kind = item.kind.as_deref().unwrap_or("(no kind)");
    let origin = item.origin.as_deref().unwrap_or("(nobody)");
    match Kind::of(kind).schema() {
        Some(_) => format!("#{line}  {at}  {kind} by {origin}"),
        None => format!("#{line}  {at}  unknown kind `{kind}` by {origin}"),
    }
}

/// The lines at the top.
pub(super) fn summary(timeline: &Timeline) -> Vec<String> {
    let counts = [
        counted(timeline.events, "event"),
        counted(timeline.turns.len() as u64, "turn"),
        counted(timeline.test_runs.len() as u64, "test run"),
        counted(timeline.gaps.len() as u64, "gap"),
    ];
    let mut lines = vec![counts.join(", ")];
    if let (Some(from), Some(until)) = (timeline.started_at, timeline.ended_at) {
        let took = timeline.duration_ms.map_or("the clock went back".to_owned(), duration);
        lines.push(format!("From {from} to {until}: {took}, by the recorder's clock."));
    }
    if timeline.redacted > 0 {
        lines.push(format!("Redacted: {}.", counted(timeline.redacted, "line")));
    }
    if timeline.bad_lines > 0 {
        lines.push(format!("No event: {}.", counted(timeline.bad_lines, "line")));
    }
    let omitted = &timeline.omitted;
    if omitted.heartbeats > 0 {
        lines.push(format!("Not shown: {}.", counted(omitted.heartbeats, "heartbeat")));
    }
    if omitted.lines > 0 {
        let from = omitted.from_seq.map_or(String::new(), |seq| format!(", from #{seq} on"));
        let lines_of = counted(omitted.lines, "line");
        lines.push(format!("Left out, because a transcript has a bound: {lines_of}{from}."));
    }
    lines.push("Nothing is verified here.".to_owned());
    lines
}

/// The title of a turn.
pub(super) fn title(turn: &Turn) -> String {
    let what = if turn.n == 0 { ", before the first prompt" } else { "" };
    let Some(from) = turn.started_at else { return format!("Turn {}{what}", turn.n) };
    let took = turn.duration_ms.map_or("the clock went back".to_owned(), duration);
    format!("Turn {}{what}: {}, {took}", turn.n, second(from))
}

/// What stands before the parts of a gap.
pub(super) fn gap_head(gap: &Gap) -> String {
    format!("gap before #{}", gap.before_seq)
}

/// Everything that is said of a gap.
pub(super) fn gap(gap: &Gap) -> Vec<Part<'_>> {
    let long = gap.duration_ms.map_or("a time that isn't known".to_owned(), duration);
    let what = match gap.reason {
        GapReason::Quiet if gap.heartbeats > 0 => format!("nothing happened for {long}"),
        GapReason::Quiet => format!("nothing was recorded for {long}"),
        GapReason::Paused => format!("paused for {long}"),
        GapReason::RecorderGap => format!("the recorder says that it missed {long}"),
    };
    let mut parts = vec![Part::Own(what)];
    if gap.heartbeats > 0 {
        let beats = counted(gap.heartbeats, "heartbeat");
        own(format!("the recorder was running ({beats})"), &mut parts);
    }
    if gap.unread > 0 {
        let lines = counted(gap.unread, "line");
        own(format!("{lines} in it redacted or not readable"), &mut parts);
    }
    theirs("reason", &gap.told, &mut parts);
    parts
}

/// What clipping left out, or nothing.
pub(super) fn left_out(text: &Text) -> Option<String> {
    let all = text.text.len() as u64 + text.left_out;
    let (left, all) = (thousands(text.left_out), thousands(all));
    (text.left_out > 0).then(|| format!("… {left} of {all} bytes left out"))
}

/// Why two events that belong together stand apart, which may be the host's doing.
fn unpaired(has_id: bool, missing: &'static str) -> &'static str {
    if has_id { missing } else { "no call id to pair it by" }
}

fn tool_call<'a>(call: &'a ToolCall, has_id: bool, parts: &mut Vec<Part<'a>>) {
    parts.push(Part::Theirs("", &call.name));
    theirs("class", &call.class, parts);
    flag(call.asked, "asks the candidate to allow it", parts);
    flag(call.background, "in the background", parts);
    if call.results.is_empty() && !call.asked {
        own(unpaired(has_id, "no result recorded"), parts);
    }
    call.results.iter().for_each(|end| tool_end(end, parts));
    parts.extend(call.paths.iter().map(|path| Part::Theirs("path", path)));
    if call.paths_omitted > 0 {
        own(format!("and {} more", counted(call.paths_omitted, "path")), parts);
    }
    theirs("for", &call.description, parts);
    block("input", &call.input, parts);
    call.results.iter().for_each(|end| tool_end_blocks(end, parts));
}

fn tool_end<'a>(end: &'a ToolEnd, parts: &mut Vec<Part<'a>>) {
    own(format!("result #{} at {}", end.seq, clock(end.at)), parts);
    outcome(end, parts);
}

fn outcome<'a>(end: &'a ToolEnd, parts: &mut Vec<Part<'a>>) {
    parts.push(Part::Theirs("status", &end.status));
    exit(end.exit_code, parts);
    timing(end.timing, parts);
}

fn tool_end_blocks<'a>(end: &'a ToolEnd, parts: &mut Vec<Part<'a>>) {
    block("output", &end.output, parts);
    block("error", &end.error, parts);
}

fn command_end<'a>(end: &CommandEnd, seq: Option<u64>, parts: &mut Vec<Part<'a>>) {
    if Some(end.seq) != seq {
        own(format!("ended #{} at {}", end.seq, clock(end.at)), parts);
    }
    exit(end.exit_code, parts);
    timing(end.timing, parts);
}

fn test_counts(counts: &TestCounts, parts: &mut Vec<Part<'_>>) {
    let TestCounts { passed, failed, errored, skipped, exit_code, duration_ms } = counts;
    let told = [(passed, "passed"), (failed, "failed"), (errored, "errored"), (skipped, "skipped")];
    for (count, what) in told {
        if let Some(count) = count {
            own(format!("{} {what}", thousands(*count)), parts);
        }
    }
    exit(*exit_code, parts);
    took(*duration_ms, parts);
}

fn file_change<'a>(file: &'a FileChange, parts: &mut Vec<Part<'a>>) {
    parts.push(Part::Theirs("", &file.path));
    match (file.added, file.removed) {
        (Some(added), Some(removed)) => {
            own(format!("+{} -{}", thousands(added), thousands(removed)), parts);
        }
        _ => flag(!file.binary, "lines not told", parts),
    }
    flag(file.binary, "binary", parts);
    flag(file.created, "new file", parts);
    flag(file.deleted, "file is gone", parts);
    flag(file.user_modified, "altered by the candidate before it was applied", parts);
    if let Some((n, of)) = file.part {
        own(format!("part {n} of {of}"), parts);
    }
    theirs("from", &file.from, parts);
    theirs("cause", &file.cause, parts);
}

fn fact(fact: &Fact) -> Part<'_> {
    match &fact.value {
        // INVARIANT: the names are the format's own; no character of the log stands in them.
        FactValue::Bool(true) => Part::Own(fact.name.clone()),
        FactValue::Bool(false) => Part::Own(format!("not {}", fact.name)),
        FactValue::Number(n) if fact.name.ends_with("_ms") => {
            let name = fact.name.trim_end_matches("_ms");
            Part::Own(format!("{name} {}", duration(n.unsigned_abs())))
        }
        FactValue::Number(n) if *n < 0 => {
            Part::Own(format!("{} -{}", fact.name, thousands(n.unsigned_abs())))
        }
        FactValue::Number(n) => Part::Own(format!("{} {}", fact.name, thousands(n.unsigned_abs()))),
        FactValue::Text(text) => Part::Named(&fact.name, text),
    }
}

/// What is said of every item alike.
fn about<'a>(item: &'a Item, parts: &mut Vec<Part<'a>>) {
    theirs("agent", &item.agent, parts);
    match item.claimed {
        Some(Claim::WithStatement) => {
            own("claimed, with a statement that is not checked here", parts);
        }
        Some(Claim::WithoutStatement) => own("claimed, without a statement", parts),
        None => {}
    }
    if let Some(Altered { host_left_out, adapted, secrets }) = item.altered {
        if host_left_out > 0 {
            own(format!("{} left out by the host", counted(host_left_out, "byte")), parts);
        }
        if adapted > 0 {
            own(format!("{} adapted when written", counted(adapted, "string")), parts);
        }
        if secrets > 0 {
            own(format!("{} taken out", counted(secrets, "secret")), parts);
        }
    }
}

fn own(words: impl Into<String>, parts: &mut Vec<Part<'_>>) {
    parts.push(Part::Own(words.into()));
}

fn flag(is: bool, words: &str, parts: &mut Vec<Part<'_>>) {
    if is {
        own(words, parts);
    }
}

fn theirs<'a>(label: &'static str, text: &'a Option<Text>, parts: &mut Vec<Part<'a>>) {
    parts.extend(text.iter().map(|text| Part::Theirs(label, text)));
}

fn block<'a>(label: &'static str, text: &'a Option<Text>, parts: &mut Vec<Part<'a>>) {
    parts.extend(text.iter().map(|text| Part::Block(label, text)));
}

fn exit(code: Option<i64>, parts: &mut Vec<Part<'_>>) {
    parts.extend(code.map(|code| Part::Own(format!("exit {code}"))));
}

fn took(ms: Option<u64>, parts: &mut Vec<Part<'_>>) {
    parts.extend(ms.map(|ms| Part::Own(duration(ms))));
}

fn timing(timing: Timing, parts: &mut Vec<Part<'_>>) {
    let about = if timing.by_times { "about " } else { "" };
    parts.extend(timing.duration_ms.map(|ms| Part::Own(format!("{about}{}", duration(ms)))));
}

/// Time of day with milliseconds.
fn clock(at: Timestamp) -> String {
    at.to_string().get(11..23).unwrap_or_default().to_owned()
}

/// Date and time of day to the second.
fn second(at: Timestamp) -> String {
    let at = at.to_string();
    format!("{} {}", at.get(..10).unwrap_or_default(), at.get(11..19).unwrap_or_default())
}

/// A time in its two greatest units: `350 ms`, `1.2 s`, `3 min 4 s`, `1 h 2 min`.
fn duration(ms: u64) -> String {
    let s = ms / 1000;
    match s {
        0 => format!("{ms} ms"),
        1..60 => format!("{s}.{} s", ms % 1000 / 100),
        60..3600 => format!("{} min {} s", s / 60, s % 60),
        _ => format!("{} h {} min", thousands(s / 3600), s / 60 % 60),
    }
}

fn counted(n: u64, what: &str) -> String {
    format!("{} {what}{}", thousands(n), if n == 1 { "" } else { "s" })
}

/// A number with a comma before each three digits.
fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut shown = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_in_two_units() {
        let check = |ms, expected: &str| assert_eq!(duration(ms), expected);
        check(0, "0 ms");
        check(999, "999 ms");
        check(1_299, "1.2 s");
        check(59_999, "59.9 s");
        check(184_000, "3 min 4 s");
        check(3_725_000, "1 h 2 min");
        check(3_600_000 * 1_000, "1,000 h 0 min");
    }

    #[test]
    fn numbers_have_commas() {
        let check = |n, expected: &str| assert_eq!(thousands(n), expected);
        check(0, "0");
        check(999, "999");
        check(1_234, "1,234");
        check(u64::MAX, "18,446,744,073,709,551,615");
    }
}
