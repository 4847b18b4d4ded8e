//! From an event to facts: which members of which kind say what happened.

use std::borrow::Cow;

use serde::Deserialize;

use super::{
    Act, CaptureChange, CommitSeen, Gap, Moment, Paste, Pause, Session, TestRun, What, addressed,
    command,
};
use crate::{
    event::{Event, Timestamp},
    text::Text,
};

/// Members that calls, results and commands share.
#[derive(Deserialize)]
struct Called<'a> {
    #[serde(borrow)]
    call: Option<Text<'a>>,
    #[serde(borrow)]
    class: Option<Text<'a>>,
    #[serde(borrow, default)]
    name: Cow<'a, str>,
    #[serde(borrow, default)]
    command: Cow<'a, str>,
    #[serde(borrow)]
    input: Option<Text<'a>>,
    #[serde(borrow)]
    phase: Option<Text<'a>>,
    #[serde(borrow)]
    status: Option<Text<'a>>,
    exit_code: Option<i64>,
    duration_ms: Option<u64>,
    #[serde(default)]
    background: bool,
    #[serde(default)]
    asked: bool,
}

#[derive(Deserialize)]
struct Said<'a> {
    #[serde(borrow, default)]
    text: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Tested<'a> {
    passed: Option<u64>,
    failed: Option<u64>,
    errored: Option<u64>,
    exit_code: Option<i64>,
    #[serde(borrow)]
    call: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Pasted {
    bytes: u64,
    lines: u64,
    #[serde(default)]
    internal: bool,
}

#[derive(Deserialize)]
struct Committed<'a> {
    id: Option<String>,
    cause: Option<String>,
    #[serde(borrow, default)]
    subject: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Repository {
    base: Option<String>,
    head: Option<String>,
}

#[derive(Deserialize)]
struct Away {
    reason: String,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Changed {
    what: String,
    capture: Option<String>,
}

#[derive(Deserialize)]
struct Started {
    capture: String,
    interview: Option<Limited>,
}

#[derive(Deserialize)]
struct Limited {
    time_limit_ms: u64,
}

/// Whether somebody other than an assistant did it.
fn by_candidate(origin: &str) -> bool {
    matches!(origin, "candidate" | "editor")
}

pub(super) fn record(session: &mut Session, event: &Event<'_>, told: Moment) {
    match event.kind {
        "session_start" => started(session, event),
        "session_end" => session.end = Some(told),
        "user_prompt" => {
            said(session, event);
            act(session, told, What::Prompt);
        }
        "assistant_message" | "thinking" => act(session, told, What::Answer),
        "tool_call" | "tool_result" | "command" => called(session, event, told),
        "test_run" => tested(session, event, told),
        "file_read" => act(session, told, What::Read),
        "paste" => {
            if let Some(Pasted { bytes, lines, internal }) = event.payload() {
                session.pastes.push(Paste { told, lines, bytes, internal });
                act(session, told, What::Paste);
            }
        }
        "focus" => act(session, told, What::Focus),
        "git_snapshot" => {
            if let Some(Repository { base, head }) = event.payload()
                && session.base.is_none()
            {
                session.base = base.or(head);
            }
        }
        "commit" => committed(session, event, told),
        "recorder_gap" => {
            if let Some(Away { reason, from, until }) = event.payload() {
                let (from_ms, until_ms) = (from.map(Timestamp::ms), until.map(Timestamp::ms));
                session.gaps.push(Gap { told, from_ms, until_ms, reason });
            }
        }
        "capture_changed" => {
            if let Some(Changed { what, capture }) = event.payload() {
                session.changes.push(CaptureChange { told, what });
                if let Some(capture) = capture {
                    session.capture = capture;
                }
            }
        }
        "session_pause" => session.pauses.push(Pause { from: told, until: None }),
        "session_resume" => {
            if let Some(pause) = session.pauses.last_mut().filter(|pause| pause.until.is_none()) {
                pause.until = Some(told);
            }
        }
        _ => {}
    }
}

fn act(session: &mut Session, told: Moment, what: What) {
    session.acts.push(Act { seq: told.seq, at_ms: told.at_ms, what });
}

fn started(session: &mut Session, event: &Event<'_>) {
    let Some(Started { capture, interview }) = event.payload() else { return };
    session.capture = capture;
    session.limit_ms = interview.map_or(0, |interview| interview.time_limit_ms);
}

fn said(session: &mut Session, event: &Event<'_>) {
    let Some(Said { text }) = event.payload() else { return };
    if addressed::is_addressed(text.as_bytes()) {
        session.addressed.push(event.seq);
    }
}

fn called(session: &mut Session, event: &Event<'_>, told: Moment) {
    let Some(data) = event.payload::<Called<'_>>() else { return };
    if data.asked {
        return;
    }
    let id = match &data.call {
        Some(id) => session.calls.named(id),
        None => session.calls.unnamed(),
    };
    let is_command = event.kind == "command";
    let phase = data.phase.as_deref().unwrap_or_default();
    let (starts, ends) = match (event.kind, phase) {
        ("tool_call", _) => (true, false),
        ("tool_result", _) => (false, true),
        (_, "start") => (true, false),
        (_, "end") => (false, true),
        _ => (true, true),
    };
    let is_shell = is_command || data.class.as_deref() == Some("execute") || {
        let name = data.name.to_ascii_lowercase();
        matches!(name.as_str(), "bash" | "shell" | "run_shell_command" | "run_terminal_cmd")
    };
    let is_other = !is_shell && data.class.is_some();
    let line = match &data.input {
        _ if is_other => None,
        Some(input) => command::of_input(input),
        None => Some(data.command),
    };
    let line = line.filter(|line| !line.is_empty());
    let is_formatter =
        line.as_deref().is_some_and(|line| command::is_any(line, &session.formatters));
    let Some(call) = session.calls.get_mut(id) else { return };
    // Once, however many events tell it.
    if let Some(line) = line.as_deref().filter(|_| starts && is_shell && !call.is_counted) {
        session.commands.count(line);
        call.is_counted = true;
    }
    call.is_shell |= is_shell;
    call.background |= data.background;
    call.is_formatter |= is_formatter;
    call.by_candidate |= by_candidate(event.origin);
    call.exit_code = data.exit_code.or(call.exit_code);
    call.duration_ms = data.duration_ms.max(call.duration_ms);
    let failed = data.status.as_deref().is_some_and(|status| !matches!(status, "ok" | "ended"));
    call.failed |= failed || data.exit_code.is_some_and(|code| code != 0);
    if starts {
        call.start.get_or_insert(told);
    }
    if ends {
        // The last end: a call is told by its command and by its tool.
        call.end = Some(told);
        if starts && let Some(ms) = data.duration_ms {
            let ms = i64::try_from(ms).unwrap_or(i64::MAX);
            call.start = Some(Moment { at_ms: told.at_ms.saturating_sub(ms), ..told });
        }
    }
    let is_open = call.end.is_none();
    if is_shell && is_open {
        session.calls.begins(id);
    } else if !is_open {
        session.calls.ends(id);
    }
    let what = match (is_command, starts) {
        (false, true) => What::Call(id),
        (false, false) => What::Result(id),
        (true, true) => What::Command(id),
        (true, false) => What::CommandEnd(id),
    };
    act(session, told, what);
}

fn tested(session: &mut Session, event: &Event<'_>, told: Moment) {
    let Some(data) = event.payload::<Tested<'_>>() else { return };
    let failed = data.failed.unwrap_or(0).saturating_add(data.errored.unwrap_or(0));
    let call = data.call.as_deref().map(|id| session.calls.named(id));
    if let Some(call) = call.and_then(|id| session.calls.get_mut(id)) {
        call.runs_tests = true;
    }
    session.tests.push(TestRun {
        told,
        passed: data.passed,
        failed,
        exit_code: data.exit_code,
        call,
        by_editor: event.origin == "editor",
    });
    act(session, told, What::Test);
}

pub(super) fn touched(
    session: &mut Session,
    event: &Event<'_>,
    told: Moment,
    path: &str,
    cause: &str,
) {
    let path = session.names.number(path);
    let is_seen = matches!(cause, "seen" | "shell");
    let what = match event.kind {
        "file_write" | "file_edit" if !by_candidate(event.origin) => What::ToolEdit(path),
        _ if event.origin == "editor" && !is_seen => What::EditorEdit(path),
        _ => What::Change(path),
    };
    act(session, told, what);
}

fn committed(session: &mut Session, event: &Event<'_>, told: Moment) {
    let Some(data) = event.payload::<Committed<'_>>() else { return };
    if addressed::is_addressed(data.subject.as_bytes()) {
        session.addressed.push(event.seq);
    }
    session.commits.push(CommitSeen { told, id: data.id, cause: data.cause });
    act(session, told, What::Commit);
}
