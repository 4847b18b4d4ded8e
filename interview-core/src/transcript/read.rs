//! What one event says, by its kind. Pairing and turns are the builder's business.

use serde_json::{Map, Value};

use super::{
    Altered, Claim, CommandEnd, FileChange, Item, TestCounts, Text, Timing, ToolCall, ToolEnd,
    ToolResult, What, facts, keep::Keeper,
};
use crate::{
    event::{
        Command, Common, Digests, Event, FileEdit, FileState, Hunk, Kind, Nullable, Payload,
        TestRun, is_kind_name, is_origin_name,
    },
    wire,
};

/// Files and failing tests that are named of one event.
const NAMED: usize = 8;
/// Characters of one line digest.
const DIGEST: usize = 12;

/// An event as an item, and the whole id of its call.
pub(super) fn item(event: &Event<'_>, keep: &mut Keeper) -> (Item, Option<String>) {
    let kind = is_kind_name(event.kind).then(|| event.kind.to_owned());
    let origin = is_origin_name(event.origin).then(|| event.origin.to_owned());
    let mut item = Item {
        seq: Some(event.seq),
        at: Some(event.at),
        kind,
        origin,
        agent: None,
        call: None,
        claimed: None,
        altered: None,
        what: What::Unknown { data: Text::default() },
    };
    let common = common(event.data);
    let call = common.as_ref().and_then(|common| common.call.clone());
    if let Some(common) = &common {
        item.agent = common.agent.as_deref().map(|agent| keep.name(agent));
        item.call = common.call.as_deref().map(|call| keep.name(call));
        item.altered = altered(common);
    }
    item.what = match fitting(event) {
        Ok(None) => What::Unknown { data: keep.output(event.data) },
        Ok(Some(data)) => {
            let stated = common.is_some_and(|common| common.statement.is_some());
            item.claimed = claim(event.kind, &data, stated);
            what(event, data, keep)
        }
        Err(misfit) => {
            let data = match event.kind {
                "line_salt" => keep.length(event.data),
                "thinking" => keep.thought(event.data),
                _ => keep.output(event.data),
            };
            let member = misfit.map(|(member, _)| member);
            What::Unreadable { member, missing: misfit.is_some_and(|(_, missing)| missing), data }
        }
    };
    (item, call)
}

/// Why a payload can't be read: the member that doesn't fit and whether it is missing, or `None`
/// where it isn't an object of the format.
type Misfit = Option<(&'static str, bool)>;

/// The payload of a known kind that fits it, or `None` for an unknown kind.
fn fitting(event: &Event<'_>) -> Result<Option<Map<String, Value>>, Misfit> {
    let Some(schema) = Kind::of(event.kind).schema() else { return Ok(None) };
    match wire::scan_payload(event.data.as_bytes(), 0, Some(schema)) {
        Ok((end, None)) if end == event.data.len() => {
            serde_json::from_str(event.data).map(Some).map_err(|_| None)
        }
        Ok((_, Some(misfit))) => Err(Some((misfit.member, misfit.missing))),
        _ => Err(None),
    }
}

/// Members of every kind; `None` where one of them doesn't fit.
fn common(data: &str) -> Option<Common> {
    serde_json::from_str(data).ok()
}

fn altered(common: &Common) -> Option<Altered> {
    let altered = Altered {
        host_left_out: common.clipped.unwrap_or_default(),
        adapted: common.adapted.as_ref().map_or(0, |adapted| adapted.len() as u64),
        secrets: common.redactions.as_ref().map_or(0, |redactions| {
            redactions.values().fold(0_u64, |sum, n| sum.saturating_add(*n))
        }),
    };
    let is_untouched = altered.host_left_out == 0 && altered.adapted == 0 && altered.secrets == 0;
    (!is_untouched).then_some(altered)
}

/// Whether an event speaks for somebody else, as docs/format.md has it.
fn claim(kind: &str, data: &Map<String, Value>, stated: bool) -> Option<Claim> {
    let speaks = matches!(kind, "assist_level" | "intervention" | "observer_note" | "chaos")
        || kind == "session_pause" && data.contains_key("granted_ms");
    match (stated, speaks) {
        (true, _) => Some(Claim::WithStatement),
        (false, true) => Some(Claim::WithoutStatement),
        (false, false) => None,
    }
}

fn what(event: &Event<'_>, data: Map<String, Value>, keep: &mut Keeper) -> What {
    let of_kind = match event.kind {
        "user_prompt" | "assistant_message" | "thinking" => Some(said(event.kind, &data, keep)),
        "tool_call" => typed(&data).map(|call| tool_call(&call, keep)),
        "tool_result" => typed(&data).map(|result| tool_result(event, &result, keep)),
        "command" => typed(&data).and_then(|told| command(event, &told, keep)),
        "test_run" => typed(&data).map(|run| test_run(&run, keep)),
        // All three have the same members.
        "file_write" | "file_edit" | "file_change" => typed(&data).map(|file| change(&file, keep)),
        "anchor" => Some(What::Facts { facts: facts::of_anchor(&data, keep) }),
        _ => None,
    };
    of_kind.unwrap_or_else(|| {
        let fields = Kind::of(event.kind).schema().map_or(&[][..], |schema| schema.fields);
        let mut facts = facts::of(fields, &data, keep);
        if event.kind == crate::event::Commit::KIND {
            facts.extend(facts::of_commit(&data));
        }
        What::Facts { facts }
    })
}

fn typed<T: Payload>(data: &Map<String, Value>) -> Option<T> {
    T::deserialize(data).ok()
}

fn said(kind: &str, data: &Map<String, Value>, keep: &mut Keeper) -> What {
    let string = |name: &str| data.get(name).and_then(Value::as_str);
    What::Said {
        text: string("text").map(|text| match kind {
            "thinking" => keep.thought(text),
            _ => keep.said(text),
        }),
        stop_reason: string("stop_reason").map(|reason| keep.name(reason)),
        error: string("error").map(|error| keep.said(error)),
        duration_ms: data.get("duration_ms").and_then(Value::as_u64),
        attachments: data
            .get("attachments")
            .and_then(Value::as_array)
            .map_or(0, |list| list.len() as u64),
    }
}

fn tool_call(call: &crate::event::ToolCall, keep: &mut Keeper) -> What {
    let paths = call.paths.as_deref().unwrap_or_default();
    What::ToolCall(Box::new(ToolCall {
        name: keep.name(&call.name),
        class: call.class.as_ref().map(|class| keep.name(&class.0)),
        description: call.description.as_deref().map(|text| keep.output(text)),
        input: call.input.as_deref().map(|input| keep.output(input)),
        paths: paths.iter().take(NAMED).map(|path| keep.name(&path.0)).collect(),
        paths_omitted: paths.len().saturating_sub(NAMED) as u64,
        background: call.background == Some(true),
        asked: call.asked == Some(true),
        results: Vec::new(),
    }))
}

fn tool_result(event: &Event<'_>, result: &crate::event::ToolResult, keep: &mut Keeper) -> What {
    What::ToolResult(Box::new(ToolResult {
        name: keep.name(&result.name),
        class: result.class.as_ref().map(|class| keep.name(&class.0)),
        input: result.input.as_deref().map(|input| keep.output(input)),
        end: ToolEnd {
            seq: event.seq,
            at: event.at,
            status: keep.name(&result.status.0),
            exit_code: result.exit_code,
            timing: told(result.duration_ms),
            output: result.output.as_deref().map(|output| keep.output(output)),
            error: result.error.as_deref().map(|error| keep.output(error)),
        },
    }))
}

fn told(duration_ms: Option<u64>) -> Timing {
    Timing { duration_ms, by_times: false }
}

/// `None` for a phase that isn't one of the three.
fn command(event: &Event<'_>, command: &Command, keep: &mut Keeper) -> Option<What> {
    let (started, ended) = match command.phase.0.as_str() {
        "start" => (true, false),
        "end" => (false, true),
        "whole" => (true, true),
        _ => return None,
    };
    Some(What::Command {
        command: keep.output(&command.command),
        cwd: command.cwd.as_ref().map(|cwd| keep.name(&cwd.0)),
        background: command.background == Some(true),
        started,
        end: ended.then(|| {
            Box::new(CommandEnd {
                seq: event.seq,
                at: event.at,
                exit_code: command.exit_code,
                timing: told(command.duration_ms),
                output: command.output.as_deref().map(|output| keep.output(output)),
            })
        }),
    })
}

fn test_run(run: &TestRun, keep: &mut Keeper) -> What {
    let failing = run.failing.as_deref().unwrap_or_default();
    What::TestRun {
        framework: keep.name(&run.framework),
        counts: TestCounts {
            passed: run.passed,
            failed: run.failed,
            errored: run.errored,
            skipped: run.skipped,
            exit_code: run.exit_code,
            duration_ms: run.duration_ms,
        },
        command: run.command.as_deref().map(|command| keep.output(command)),
        failing: failing.iter().take(NAMED).map(|name| keep.name(name)).collect(),
    }
}

fn change(file: &FileEdit, keep: &mut Keeper) -> What {
    let is_none = |state: &Option<Nullable<FileState>>| matches!(state, Some(Nullable(None)));
    let sum = |lines: fn(&Hunk) -> u64| {
        let hunks = file.hunks.as_ref()?;
        Some(hunks.iter().map(lines).fold(0_u64, u64::saturating_add))
    };
    What::File(Box::new(FileChange {
        path: keep.name(&file.path.0),
        from: file.from.as_ref().map(|from| keep.name(&from.0)),
        cause: file.cause.as_ref().map(|cause| keep.name(&cause.0)),
        added: sum(|hunk| digests(&hunk.added)),
        removed: sum(|hunk| hunk.removed),
        created: is_none(&file.before),
        deleted: is_none(&file.after),
        binary: file.binary == Some(true),
        user_modified: file.user_modified == Some(true),
        part: file.part.as_ref().map(|part| (part.n, part.of)),
    }))
}

fn digests(added: &Digests) -> u64 {
    (added.0.len() / DIGEST) as u64
}
