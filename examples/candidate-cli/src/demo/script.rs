//! What happens in the recorded session: a candidate mends a rate limiter with an assistant.

/// One event: seconds since the one before, kind, whose act, payload.
pub(super) type Step = (u32, &'static str, &'static str, &'static str);

/// The events, in their order.
pub(super) const STEPS: &[Step] = &[
    (
        41,
        "user_prompt",
        "candidate",
        r#"{"text":"Requests at the window's edge are counted twice. Find out why."}"#,
    ),
    (3, "tool_call", "assistant", r#"{"name":"Read","class":"read","paths":["src/limiter.py"]}"#),
    (
        9,
        "assistant_message",
        "assistant",
        r#"{"text":"The lower bound is inclusive; it should be exclusive."}"#,
    ),
    (22, "file_edit", "assistant", r#"{"path":"src/limiter.py"}"#),
    (27, "command", "assistant", r#"{"command":"pytest -q","phase":"start"}"#),
    (4, "test_run", "tool", r#"{"framework":"pytest","passed":9,"failed":2}"#),
    (
        64,
        "user_prompt",
        "candidate",
        r#"{"text":"Two tests still fail: the clock may go back. Use a monotonic one."}"#,
    ),
    (18, "file_edit", "assistant", r#"{"path":"src/limiter.py"}"#),
    (23, "command", "assistant", r#"{"command":"pytest -q","phase":"start"}"#),
    (4, "test_run", "tool", r#"{"framework":"pytest","passed":11,"failed":0}"#),
    (35, "commit", "candidate", r#"{"subject":"Count each request once"}"#),
];

/// The kind of event behind which the log is anchored.
pub(super) const ANCHORED: &str = "test_run";

/// The interview: its code, its problem, its time limit in ms.
pub(super) const INTERVIEW: (&str, &str, u64) =
    ("limiter-1", "Each request counts once.", 45 * 60 * 1000);

/// A text in the log, and what a cheat makes of it by changing one byte.
pub(super) const CHANGE: (&str, &str) = (r#""failed":2"#, r#""failed":0"#);

/// The step that a cheat who writes the log anew leaves out: the tests that failed.
pub(super) const LEFT_OUT: usize = 5;
