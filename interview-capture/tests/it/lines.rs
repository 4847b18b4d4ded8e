//! Small transcripts, one for each type of line.

use interview_capture::{Flaw, Reason};
use serde_json::{Value, json};

use crate::{
    bring::{self, data, kinds, of_kind},
    script::{Script, write},
};

#[test]
fn a_prompt_is_told_with_host_turn_and_mode() {
    let mut script = Script::default();
    script.line(
        "user",
        json!({
            "message": {"content": [
                {"type": "text", "text": "<system-reminder>x</system-reminder>"},
                {"type": "text", "text": "look"},
                {"type": "image", "source": {}},
            ]},
            "permissionMode": "plan", "promptId": "p1",
        }),
    );
    script.line("assistant", json!({"message": {"content": [{"type": "text", "text": "ok"}]}}));
    let import = script.import();
    assert_eq!(kinds(&import), ["capture_changed", "user_prompt", "assistant_message"]);
    let prompt = data(&import.events[1]);
    assert_eq!(
        prompt,
        json!({
            "text": "look", "attachments": [{"kind": "image"}], "adapter": "claude_code",
            "via": "transcript", "occurred_at": "2026-02-15T10:00:00.000Z", "conversation": "s",
            "turn": "p1", "mode": "plan",
        })
    );
    assert_eq!(data(&import.events[2])["turn"], "p1");
}

#[test]
fn what_the_host_puts_in_the_candidates_place_is_no_prompt() {
    let mut script = Script::default();
    script.line("user", json!({"isMeta": true, "message": {"content": "Caveat: …"}}));
    script.line("user", json!({"isCompactSummary": true, "message": {"content": "So far …"}}));
    script.prompt("<local-command-stdout>cleared</local-command-stdout>");
    script.prompt("<command-name>/review</command-name><command-args>all</command-args>");
    script.line(
        "attachment",
        json!({"attachment": {"type": "queued_command", "prompt": "and this"}}),
    );
    script.line("attachment", json!({"attachment": {"type": "todo_reminder"}}));
    script.prompt("[Request interrupted by user]");
    let import = script.import();
    let texts: Vec<_> =
        of_kind(&import, "user_prompt").iter().map(|data| data["text"].clone()).collect();
    assert_eq!(texts, ["/review all", "and this"]);
    assert_eq!(of_kind(&import, "assistant_message")[0]["stop_reason"], "aborted");
}

#[test]
fn the_candidates_own_shell_commands_are_the_candidates() {
    let mut script = Script::default();
    script
        .prompt("<bash-input>ls</bash-input>")
        .prompt("<bash-stdout>a</bash-stdout><bash-stderr></bash-stderr>");
    let import = script.import();
    assert_eq!(kinds(&import), ["command", "command"]);
    assert!(import.events.iter().all(|event| event.origin == "candidate"));
    let end = data(&import.events[1]);
    assert_eq!(
        (&end["phase"], &end["output"], &end["call"]),
        (&json!("end"), &json!("a"), &json!("u0"))
    );
}

#[test]
fn system_lines_tell_durations_and_compaction() {
    let mut script = Script::default();
    script.line("system", json!({"subtype": "turn_duration", "durationMs": 1200}));
    script.line(
        "system",
        json!({"subtype": "compact_boundary", "compactMetadata": {"trigger": "auto"}}),
    );
    script.line("system", json!({"subtype": "stop_hook_summary"}));
    let import = script.import();
    assert_eq!(kinds(&import), ["assistant_message", "capture_changed"]);
    assert_eq!(data(&import.events[0])["duration_ms"], 1200);
    assert_eq!(data(&import.events[1])["reason"], "auto");
}

#[test]
fn a_shell_call_is_told_as_call_command_and_tests() {
    let mut script = Script::default();
    script.call("c", "Bash", json!({"command": "pytest -q", "description": "Run tests"}));
    script.failed("c", "Exit code 1\nFAILED test_a.py::test_b - x\n1 failed, 2 passed in 0.10s");
    let import = script.import();
    assert_eq!(kinds(&import), ["tool_call", "command", "tool_result", "command", "test_run"]);
    let call = data(&import.events[0]);
    assert_eq!(call["input"], r#"{"command":"pytest -q"}"#);
    assert_eq!(
        (&call["class"], &call["description"], &call["cwd"]),
        (&json!("execute"), &json!("Run tests"), &json!("."))
    );
    let result = data(&import.events[2]);
    assert_eq!(
        (&result["status"], &result["exit_code"], &result["name"]),
        (&json!("error"), &json!(1), &json!("Bash"))
    );
    let run = data(&import.events[4]);
    assert_eq!(
        (&run["passed"], &run["failed"], &run["exit_code"]),
        (&json!(2), &json!(1), &json!(1))
    );
    assert_eq!(run["failing"], json!(["test_a.py::test_b"]));
}

#[test]
fn a_denied_command_did_not_run_and_one_in_the_background_did_not_end() {
    let mut script = Script::default();
    script.call("a", "Bash", json!({"command": "rm -r ."}));
    script.failed("a", "The user doesn't want to proceed with this tool use.");
    script.call("b", "Bash", json!({"command": "serve", "run_in_background": true}));
    script.result("b", "started", json!({"stdout": "", "stderr": "", "backgroundTaskId": "1"}));
    let import = script.import();
    let ends = of_kind(&import, "command").iter().filter(|data| data["phase"] == "end").count();
    assert_eq!(ends, 0);
    let results = of_kind(&import, "tool_result");
    assert_eq!(
        (&results[0]["status"], &results[1]["background"]),
        (&json!("denied"), &json!(true))
    );
}

#[test]
fn a_commit_is_told_as_the_host_tells_it() {
    let mut script = Script::default();
    let commit = json!({"sha": "1a2b3c4", "kind": "committed", "branch": "main"});
    let given =
        json!({"stdout": "[main 1a2b3c4]", "stderr": "", "gitOperation": {"commit": commit}});
    script.done("c", "Bash", json!({"command": "git commit -am x"}), given);
    let [commit] = of_kind(&script.import(), "commit").try_into().unwrap();
    assert_eq!(
        (&commit["short"], &commit["cause"], &commit["branch"]),
        (&json!("1a2b3c4"), &json!("committed"), &json!("main"))
    );
}

#[test]
fn subagents_lines_stand_among_the_others_by_time() {
    let mut main = Script::default();
    main.prompt("go").call("t", "Task", json!({"prompt": "do", "subagent_type": "x"}));
    main.line(
        "user",
        json!({"timestamp": "2026-02-15T10:00:09.000Z", "message": {"content": [
        {"type": "tool_result", "tool_use_id": "t", "content": "did"}]}}),
    );
    let mut agent = Script::default();
    let side = |uuid: &str, at: u32, more: Value| {
        let mut line = json!({"uuid": uuid, "isSidechain": true, "agentId": "a1",
            "timestamp": format!("2026-02-15T10:00:0{at}.000Z")});
        line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        line
    };
    agent.line("user", side("x0", 2, json!({"message": {"content": "do"}})));
    let block =
        json!({"type": "tool_use", "id": "w", "name": "Write", "input": write("/w/a", "x\n")});
    agent.line("assistant", side("x1", 3, json!({"message": {"id": "m", "content": [block]}})));
    let block = json!({"type": "tool_result", "tool_use_id": "w", "content": "ok"});
    let given = json!({"type": "create", "originalFile": null});
    agent.line(
        "user",
        side("x2", 4, json!({"message": {"content": [block]}, "toolUseResult": given})),
    );
    for files in [[&main, &agent], [&agent, &main]] {
        let import =
            bring::import(None, &files.map(|script| script.text()).each_ref().map(Vec::as_slice));
        assert_eq!(
            kinds(&import),
            [
                "capture_changed",
                "user_prompt",
                "tool_call",
                "capture_changed",
                "tool_call",
                "file_write",
                "tool_result",
                "tool_result",
            ]
        );
        let write = data(&import.events[5]);
        assert_eq!((&write["agent"], &write["turn"]), (&json!("a1"), &json!("u0")));
        assert_eq!(data(&import.events[3])["what"], "agent_started");
    }
}

#[test]
fn a_sidechain_without_a_name_is_named_by_its_first_line() {
    let mut script = Script::default();
    script.line("user", json!({"isSidechain": true, "message": {"content": "do"}}));
    let content = json!([{"type": "text", "text": "did"}]);
    script.line(
        "assistant",
        json!({"isSidechain": true, "parentUuid": "u0", "message": {"content": content}}),
    );
    let import = script.import();
    assert_eq!(kinds(&import), ["capture_changed", "assistant_message"]);
    assert_eq!(data(&import.events[1])["agent"], "u0");
}

#[test]
fn a_resumed_session_repeats_nothing() {
    let mut first = Script::default();
    first.prompt("go").done(
        "a",
        "Write",
        write("/w/a", "x\n"),
        json!({"type": "create", "originalFile": null}),
    );
    let mut second = Script { lines: first.lines.clone() };
    second.prompt("more");
    let once = second.import();
    let twice = bring::import(None, &[&first.text(), &second.text()]);
    assert_eq!(twice.events, once.events);
    // A fork may give copies other ids and another conversation.
    for line in &mut second.lines[..3] {
        line["uuid"] = json!(format!("fork-{}", line["uuid"]));
    }
    let forked = bring::import(None, &[&first.text(), &second.text()]);
    assert_eq!(kinds(&forked), kinds(&once));
}

#[test]
fn the_same_words_are_two_prompts_at_two_times_or_at_none() {
    let mut script = Script::default();
    script.prompt("yes").prompt("yes");
    assert_eq!(of_kind(&script.import(), "user_prompt").len(), 2);
    for line in &mut script.lines {
        line.as_object_mut().unwrap().remove("timestamp");
    }
    assert_eq!(of_kind(&script.import(), "user_prompt").len(), 2);
}

#[test]
fn a_message_in_several_lines_uses_its_tokens_once() {
    let mut script = Script::default();
    for (n, text) in ["one", "two"].into_iter().enumerate() {
        let usage = json!({"input_tokens": 5, "output_tokens": 10 * (n + 1), "cache_read_input_tokens": 1e300});
        let block = json!({"type": "text", "text": text});
        script.line(
            "assistant",
            json!({"message": {"id": "m", "model": "m1", "content": [block], "usage": usage}}),
        );
    }
    let messages = of_kind(&script.import(), "assistant_message");
    assert_eq!(messages[0]["tokens"], json!({"input": 5, "output": 20}));
    assert_eq!((messages[1].get("tokens"), &messages[1]["model"]), (None, &json!("m1")));
}

#[test]
fn a_broken_line_is_told_and_the_rest_goes_on() {
    let mut script = Script::default();
    script.prompt("one");
    let mut text = script.text();
    text.extend(b"{\"type\":\"user\",\n\xff\n\n[]\n{}\n{\"type\":\"telepathy\"}\n");
    text.extend(b"{\"type\":\"system\",\"subtype\":\"telepathy\"}\n{\"type\":\"user\"}\n");
    text.extend(b"{\"type\":\"user\",\"message\":{\"content\":[{\"type\":\"smell\"}]}}\n");
    text.extend("[".repeat(100_000).bytes());
    text.extend(b"\n{\"type\":\"user\",\"timestamp\":\"2026-02-15T10:00:01Z\",\"message\":{\"content\":\"half \\ud83d\"}}");
    let import = bring::import(None, &[&text]);
    let flaw = |line, reason| Flaw { file: 0, line, reason };
    let telepathy = || Reason::UnknownType("telepathy".into());
    assert_eq!(
        import.flaws,
        [
            flaw(2, Reason::NotJson),
            flaw(3, Reason::NotJson),
            flaw(5, Reason::NotAnObject),
            flaw(6, Reason::NoType),
            flaw(7, telepathy()),
            flaw(8, telepathy()),
            flaw(9, Reason::NoMessage),
            flaw(10, Reason::UnknownType("smell".into())),
            flaw(11, Reason::NotJson),
        ]
    );
    assert_eq!(import.flaws[0].to_string(), "file 0, line 2: not JSON");
    assert_eq!(of_kind(&import, "user_prompt")[1]["text"], "half \u{fffd}");
}

#[test]
fn what_is_too_large_for_a_line_of_the_log_is_clipped_or_left_out() {
    let mut script = Script::default();
    let image = json!({"type": "image"});
    let mut parts = vec![json!({"type": "text", "text": "x".repeat(2_000_000)})];
    parts.extend(vec![image; 100_000]);
    script.line("user", json!({"message": {"content": parts}}));
    let input = json!({"file_path": format!("/w/{}", "a/".repeat(1_000_000)), "offset": "1".repeat(2_000_000)});
    script.done(&"c".repeat(2_000_000), &"N".repeat(2_000_000), input, Value::Null);
    let import = script.import();
    assert_eq!(kinds(&import), ["capture_changed", "user_prompt", "tool_call", "tool_result"]);
    assert_eq!(data(&import.events[1])["attachments"].as_array().unwrap().len(), 256);
    assert_eq!(data(&import.events[2]).get("paths"), None);
}

#[test]
fn flaws_and_lines_have_bounds() {
    use interview_capture::limits;
    let text = vec![b"x\n".as_slice(); limits::FLAWS + 5].concat();
    let import = bring::import(None, &[&text]);
    assert_eq!((import.flaws.len(), import.flaws_omitted), (limits::FLAWS, 5));
    let long = vec![b' '; limits::LINE_BYTES - 2];
    let edge = [b"{}", long.as_slice()].concat();
    let over = [&edge, b" ".as_slice()].concat();
    let import = bring::import(None, &[&edge, &over]);
    let reasons: Vec<_> = import.flaws.iter().map(|flaw| flaw.reason.code()).collect();
    assert_eq!(reasons, ["no_type", "too_long"]);
}
