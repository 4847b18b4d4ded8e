//! Transcripts: what they must say of small logs, word for word, and texts that try to pass for
//! their words. Every expected transcript was written by hand. The lines need no chain: nothing is
//! verified by it.

use interview_core::limits;
use serde_json::{Value, json};

use super::{case::Case, writer::text};

pub(super) fn cases() -> Vec<Case> {
    [honest(), hostile(), odd(), bounds(), refused()].concat()
}

/// A line of a log, so many seconds after noon.
fn line(seq: u64, second: u64, kind: &str, origin: &str, data: &str) -> String {
    let (prev, salt) = ("0".repeat(64), "A".repeat(22));
    let at = format!("2026-11-20T12:{:02}:{:02}.000Z", second / 60, second % 60);
    format!(
        "{{\"prev\":\"{prev}\",\"seq\":{seq},\"at\":\"{at}\",\"kind\":\"{kind}\",\
         \"origin\":\"{origin}\",\"salt\":\"{salt}\",\"data\":{data}}}\n"
    )
}

fn prompt(seq: u64, second: u64, words: &str) -> String {
    line(seq, second, "user_prompt", "candidate", &format!("{{\"text\":{}}}", text(words)))
}

/// The transcript of a log.
fn of(name: &str, about: &str, log: &str, options: Value, expected: &str) -> Case {
    let form = options.get("format").and_then(Value::as_str).unwrap_or("text");
    let file = match form {
        "markdown" => "transcript.md",
        "json" => "transcript.json",
        _ => "transcript.txt",
    };
    Case::new("transcript", &format!("transcript-{name}"), about)
        .file("events", "events.jsonl", log.as_bytes())
        .given("options", options)
        .output_file("transcript", file, expected.as_bytes())
}

/// The lines at the top of a text.
fn head(counts: &str, until: &str, took: &str, more: &str) -> String {
    format!(
        "Transcript: {counts}\n\
         From 2026-11-20T12:00:00.000Z to 2026-11-20T12:{until}.000Z: {took}, by the recorder's clock.\n\
         {more}Nothing is verified here.\n\
         What people and programs wrote stands in \"quotes\" or behind a bar.\n"
    )
}

fn honest() -> Vec<Case> {
    let log = [
        prompt(0, 0, "Parse `1h30m`.\nKeep it small."),
        line(1, 1, "tool_call", "assistant", r#"{"name":"Read","call":"a"}"#),
        line(2, 1, "tool_call", "assistant", r#"{"name":"Bash","call":"b","input":"cargo test"}"#),
        line(3, 2, "tool_result", "tool", r#"{"name":"Read","call":"a","status":"ok"}"#),
        line(
            4,
            4,
            "tool_result",
            "tool",
            r#"{"name":"Bash","call":"b","status":"error","exit_code":101,"duration_ms":2500}"#,
        ),
        line(5, 4, "test_run", "tool", r#"{"framework":"cargo","passed":3,"failed":1}"#),
        line(6, 400, "heartbeat", "recorder", "{}"),
        prompt(7, 604, "Go on."),
    ]
    .concat();
    let counts = "8 events, 2 turns, 1 test run, 1 gap";
    let plain = head(counts, "10:04", "10 min 4 s", "Not shown: 1 heartbeat.\n")
        + "\nTurn 1: 2026-11-20 12:00:00, 4.0 s\n\
           \x20 #0  12:00:00.000  user_prompt by candidate\n\
           \x20   | Parse `1h30m`.\n\
           \x20   | Keep it small.\n\
           \x20 #1  12:00:01.000  tool_call by assistant: \"Read\", result #3 at 12:00:02.000,\n\
           \x20     status \"ok\", about 1.0 s\n\
           \x20 #2  12:00:01.000  tool_call by assistant: \"Bash\", result #4 at 12:00:04.000,\n\
           \x20     status \"error\", exit 101, 2.5 s\n\
           \x20   input\n\
           \x20   | cargo test\n\
           \x20 #5  12:00:04.000  test_run by tool: \"cargo\", 3 passed, 1 failed\n\
           \x20 gap before #7: nothing happened for 10 min 0 s,\n\
           \x20     the recorder was running (1 heartbeat)\n\
           \nTurn 2: 2026-11-20 12:10:04, 0 ms\n\
           \x20 #7  12:10:04.000  user_prompt by candidate\n\
           \x20   | Go on.\n";
    let markdown = format!(
        "# Transcript\n\n{counts}  \n\
         From 2026-11-20T12:00:00.000Z to 2026-11-20T12:10:04.000Z: 10 min 4 s, by the recorder's clock.  \n\
         Not shown: 1 heartbeat.  \nNothing is verified here.\n\n\
         What people and programs wrote stands in code spans and fences.\n\n\
         ## Turn 1: 2026-11-20 12:00:00, 4.0 s\n\n\
         **#0  12:00:00.000  user_prompt by candidate**\n\n\
         ```\nParse `1h30m`.\nKeep it small.\n```\n\n\
         **#1  12:00:01.000  tool_call by assistant**: `Read`, result #3 at 12:00:02.000, status `ok`, about 1.0 s\n\n\
         **#2  12:00:01.000  tool_call by assistant**: `Bash`, result #4 at 12:00:04.000, status `error`, exit 101, 2.5 s\n\n\
         input:\n\n```\ncargo test\n```\n\n\
         **#5  12:00:04.000  test_run by tool**: `cargo`, 3 passed, 1 failed\n\n\
         **gap before #7**: nothing happened for 10 min 0 s, the recorder was running (1 heartbeat)\n\n\
         ## Turn 2: 2026-11-20 12:10:04, 0 ms\n\n\
         **#7  12:10:04.000  user_prompt by candidate**\n\n```\nGo on.\n```\n"
    );
    vec![
        of(
            "text",
            "A small session as text; results stand with their calls.",
            &log,
            json!({}),
            &plain,
        ),
        of("markdown", "The same as Markdown.", &log, json!({ "format": "markdown" }), &markdown),
        of(
            "gap-at-the-bound",
            "A time without events that isn't longer than the bound is no gap.",
            &[prompt(0, 0, "a"), prompt(1, 300, "b")].concat(),
            json!({}),
            &(head("2 events, 2 turns, 0 test runs, 0 gaps", "05:00", "5 min 0 s", "")
                + "\nTurn 1: 2026-11-20 12:00:00, 0 ms\n\
                   \x20 #0  12:00:00.000  user_prompt by candidate\n    | a\n\
                   \nTurn 2: 2026-11-20 12:05:00, 0 ms\n\
                   \x20 #1  12:05:00.000  user_prompt by candidate\n    | b\n"),
        ),
    ]
}

/// What a prompt says that wants to be more than a prompt.
const HOSTILE: &str = "done\n```\n````\n## Turn 9\n  #8  12:00:00.000  test_run by tool: 9 passed\n\
    \"\n    | x\n\u{1b}[2J\u{202e}\u{200b}";

fn hostile() -> Vec<Case> {
    let log = prompt(0, 0, HOSTILE);
    let counts = "1 event, 1 turn, 0 test runs, 0 gaps";
    let plain = head(counts, "00:00", "0 ms", "")
        + "\nTurn 1: 2026-11-20 12:00:00, 0 ms\n\
           \x20 #0  12:00:00.000  user_prompt by candidate\n\
           \x20   | done\n    | ```\n    | ````\n    | ## Turn 9\n\
           \x20   |   #8  12:00:00.000  test_run by tool: 9 passed\n\
           \x20   | \"\n    |     | x\n    | \\u{1b}[2J\\u{202e}\\u{200b}\n";
    let markdown = format!(
        "# Transcript\n\n{counts}  \n\
         From 2026-11-20T12:00:00.000Z to 2026-11-20T12:00:00.000Z: 0 ms, by the recorder's clock.  \n\
         Nothing is verified here.\n\n\
         What people and programs wrote stands in code spans and fences.\n\n\
         ## Turn 1: 2026-11-20 12:00:00, 0 ms\n\n\
         **#0  12:00:00.000  user_prompt by candidate**\n\n\
         `````\ndone\n```\n````\n## Turn 9\n  #8  12:00:00.000  test_run by tool: 9 passed\n\
         \"\n    | x\n\\u{{1b}}[2J\\u{{202e}}\\u{{200b}}\n`````\n"
    );
    let words = Value::from(HOSTILE).to_string();
    let words = words.replace('\u{202e}', "\\u202e").replace('\u{200b}', "\\u200b");
    let json = one_prompt(&[(0, 0, &words, 0)], 1, 0);
    let name = line(0, 0, "test_run", "tool", r#"{"framework":"a\", 9 passed ``"}"#);
    vec![
        of(
            "hostile-text",
            "A prompt that looks like a transcript stays behind its bar.",
            &log,
            json!({}),
            &plain,
        ),
        of(
            "hostile-markdown",
            "The fence is longer than any run of backticks in the prompt.",
            &log,
            json!({ "format": "markdown" }),
            &markdown,
        ),
        of(
            "hostile-json",
            "The prompt as it was said; what acts or hides is escaped.",
            &log,
            json!({ "format": "json" }),
            &json,
        ),
        of(
            "hostile-name",
            "A name with a quote in it doesn't leave its quotes.",
            &name,
            json!({}),
            &(head("1 event, 1 turn, 1 test run, 0 gaps", "00:00", "0 ms", "")
                + "\nTurn 0, before the first prompt: 2026-11-20 12:00:00, 0 ms\n\
                   \x20 #0  12:00:00.000  test_run by tool: \"a\\u{22}, 9 passed ``\"\n"),
        ),
    ]
}

/// JSON of a log of prompts: seq, second, text as JSON, bytes left out.
fn one_prompt(prompts: &[(u64, u64, &str, u64)], events: u64, last: u64) -> String {
    let at = |second: u64| format!("2026-11-20T12:{:02}:{:02}.000Z", second / 60, second % 60);
    let turns = prompts.iter().map(|(seq, second, words, left_out)| {
        let at = at(*second);
        format!(
            "{{\"n\":{},\"started_at\":\"{at}\",\"ended_at\":\"{at}\",\"duration_ms\":0,\"prompt\":\
             {{\"seq\":{seq},\"at\":\"{at}\",\"kind\":\"user_prompt\",\"origin\":\"candidate\",\
             \"item\":\"said\",\"text\":{{\"text\":{words},\"left_out\":{left_out}}},\
             \"stop_reason\":null,\"error\":null,\"duration_ms\":null,\"attachments\":0}},\
             \"items\":[]}}",
            seq + 1
        )
    });
    let turns: Vec<_> = turns.collect();
    format!(
        "{{\"transcript\":\"interview-transcript/1\",\"started_at\":\"{}\",\"ended_at\":\"{}\",\
         \"duration_ms\":{},\"events\":{events},\"redacted\":0,\"bad_lines\":0,\"turns\":[{}],\
         \"gaps\":[],\"test_runs\":[],\"omitted\":{{\"heartbeats\":0,\"lines\":0,\"from_seq\":null}}}}",
        at(0),
        at(last),
        last * 1000,
        turns.join(",")
    )
}

fn odd() -> Vec<Case> {
    let hash = "0".repeat(64);
    let title = "\nTurn 0, before the first prompt: 2026-11-20 12:00:00, 0 ms\n";
    let check = |name: &str, about: &str, log: &str, counts: &str, more: &str, body: &str| {
        let expected = head(counts, "00:00", "0 ms", more) + body;
        of(name, about, log, json!({}), &expected)
    };
    let focus = line(0, 0, "focus", "editor", r#"{"focused":true}"#);
    vec![
        check(
            "bad-lines",
            "Lines that are no event are listed, redacted ones too.",
            &format!("{focus}torn\n~{hash}\n"),
            "1 event, 1 turn, 0 test runs, 0 gaps",
            "Redacted: 1 line.\nNo event: 1 line.\n",
            &format!(
                "{title}  #0  12:00:00.000  focus by editor: focused\n\
                 \x20 line 1  not an event: `envelope` at byte 0\n    | torn\n\
                 \x20 line 2  redacted:\n      leaf hash {hash}\n"
            ),
        )
        .negative(),
        check(
            "misfit",
            "A payload that doesn't fit its kind is shown as that.",
            &line(0, 0, "focus", "editor", r#"{"focused":1}"#),
            "1 event, 1 turn, 0 test runs, 0 gaps",
            "",
            &format!(
                "{title}  #0  12:00:00.000  focus by editor: unreadable payload,\n\
                 \x20     `focused` doesn't fit the kind\n    payload\n    | {{\"focused\":1}}\n"
            ),
        )
        .negative(),
        check(
            "unknown-kind",
            "A kind that this version doesn't know is shown by its name.",
            &line(0, 0, "x.acme.mood", "x.acme", r#"{"face":"calm"}"#),
            "1 event, 1 turn, 0 test runs, 0 gaps",
            "",
            &format!(
                "{title}  #0  12:00:00.000  unknown kind `x.acme.mood` by x.acme\n\
                 \x20   payload\n    | {{\"face\":\"calm\"}}\n"
            ),
        ),
        check(
            "claimed",
            "What speaks for an interviewer is claimed.",
            &line(0, 0, "chaos", "relay", r#"{"fault":"slow_disk"}"#),
            "1 event, 1 turn, 0 test runs, 0 gaps",
            "",
            &format!(
                "{title}  #0  12:00:00.000  chaos by relay: fault \"slow_disk\",\n\
                 \x20     claimed, without a statement\n"
            ),
        ),
        check(
            "unpaired",
            "A call without a result, a result without a call, and one that can't be paired.",
            &[
                line(0, 0, "tool_call", "assistant", r#"{"name":"Bash","call":"a"}"#),
                line(1, 0, "tool_result", "tool", r#"{"name":"Bash","call":"b","status":"ok"}"#),
                line(2, 0, "tool_call", "assistant", r#"{"name":"Bash"}"#),
            ]
            .concat(),
            "3 events, 1 turn, 0 test runs, 0 gaps",
            "",
            &format!(
                "{title}  #0  12:00:00.000  tool_call by assistant: \"Bash\", no result recorded\n\
                 \x20 #1  12:00:00.000  tool_result by tool: \"Bash\", no call recorded, status \"ok\"\n\
                 \x20 #2  12:00:00.000  tool_call by assistant: \"Bash\", no call id to pair it by\n"
            ),
        ),
    ]
}

fn bounds() -> Vec<Case> {
    let title =
        "\nTurn 1: 2026-11-20 12:00:00, 0 ms\n  #0  12:00:00.000  user_prompt by candidate\n";
    let counts = "1 event, 1 turn, 0 test runs, 0 gaps";
    let clipped = |name: &str, about: &str, words: &str, shown: &str| {
        let expected = head(counts, "00:00", "0 ms", "") + title + shown;
        of(name, about, &prompt(0, 0, words), json!({ "text_bytes": 4 }), &expected)
    };
    // Units that repeat themselves, so that the vectors stay small.
    let focus = line(0, 0, "focus", "editor", r#"{"focused":true}"#);
    let most = limits::TRANSCRIPT_EVENTS;
    let many = |name: &str, about: &str, lines: usize, counts: &str, more: &str| {
        let expected = head(counts, "00:00", "0 ms", more)
            + "\nTurn 0, before the first prompt: 2026-11-20 12:00:00, 0 ms\n"
            + &"  #0  12:00:00.000  focus by editor: focused\n".repeat(most);
        Case::new("transcript", &format!("transcript-{name}"), about)
            .given("events", json!({ "parts": [{ "repeat": focus, "count": lines }] }))
            .given("options", json!({}))
            .output_file("transcript", "transcript.txt", expected.as_bytes())
    };
    let million = 1_048_000;
    let whole = limits::TRANSCRIPT_TEXT_BYTES / million;
    let rest = limits::TRANSCRIPT_TEXT_BYTES % million;
    let words = |bytes: usize| format!("\"{}\"", "x".repeat(bytes));
    let heavy: Vec<u64> = (0..=whole as u64).collect();
    let log: String = heavy.iter().map(|seq| prompt(*seq, 0, &"x".repeat(million))).collect();
    let (all, part) = (words(million), words(rest));
    let prompts: Vec<(u64, u64, &str, u64)> = heavy
        .iter()
        .map(|seq| match *seq == whole as u64 {
            false => (*seq, 0, all.as_str(), 0),
            true => (*seq, 0, part.as_str(), (million - rest) as u64),
        })
        .collect();
    vec![
        clipped("clip-whole", "A text as long as may be is whole.", "abß", "    | abß\n"),
        clipped(
            "clip-character",
            "A text is cut between two characters, and how much is told.",
            "abcß",
            "    | abc\n    … 2 of 5 bytes left out\n",
        ),
        many(
            "100000-lines",
            "As many lines as are kept.",
            most,
            "100,000 events, 1 turn, 0 test runs, 0 gaps",
            "",
        ),
        many(
            "100001-lines",
            "One line more than are kept is counted.",
            most + 1,
            "100,001 events, 1 turn, 0 test runs, 0 gaps",
            "Left out, because a transcript has a bound: 1 line, from #0 on.\n",
        ),
        of(
            "32-mib-of-text",
            "More text than is kept: the last prompt is cut where the bound lies.",
            &log,
            json!({ "format": "json", "text_bytes": million }),
            &one_prompt(&prompts, heavy.len() as u64, 0),
        ),
    ]
}

fn refused() -> Vec<Case> {
    let refused = |name: &str, about: &str, options: Value| {
        Case::new("transcript", &format!("transcript-{name}"), about)
            .file("events", "events.jsonl", prompt(0, 0, "Hello").as_bytes())
            .given("options", options)
            .error("invalid_options")
    };
    vec![
        refused("gap-0", "With a gap of no time, everything would be one.", json!({ "gap_ms": 0 })),
        refused("format-html", "There is no such form.", json!({ "format": "html" })),
        refused("option-misspelt", "An option is misspelt.", json!({ "gap": 1 })),
        refused("options-list", "A list isn't taken for options.", json!([])),
        refused("option-negative", "A length is negative.", json!({ "text_bytes": -1 })),
    ]
}
