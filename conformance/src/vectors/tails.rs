//! Logs whose end is missing, and logs in another form than they were written in.

use serde_json::json;

use super::{
    case::{At, Case, EVENTS},
    session::standard,
    writer::{Setup, Writer},
};

pub(super) fn cases() -> Vec<Case> {
    [tails(), forms()].concat()
}

/// Logs whose end is missing.
fn tails() -> Vec<Case> {
    let cut = |name: &str, about: &str, lines: usize, tail: &[u8]| {
        let mut session = standard(name);
        let part = session.writer.lines.get(lines).cloned().unwrap_or_default();
        session.writer.lines.truncate(lines);
        session.tail = match tail {
            b"half" => part[..part.len() / 2].to_vec(),
            b"whole" => part,
            other => other.to_vec(),
        };
        let assured = session.assured_to(lines as u64);
        let last = lines as u64 - 1;
        let code = if session.tail.is_empty() { "no_session_end" } else { "torn_tail" };
        let case = Case::verify(name, about, &session).incomplete(code, At::Line(last), assured);
        case.also(&["no_session_end", "truncated"])
    };
    let mut cases = vec![
        cut(
            "truncated-at-line",
            "Everything behind line 9 is gone; manifest and final note are kept.",
            10,
            b"",
        ),
        cut("truncated-before-anchor", "Everything from the second anchor on is gone.", 12, b""),
        cut("truncated-behind-anchor", "Everything behind the second anchor is gone.", 13, b""),
        cut("truncated-last-line", "session_end is gone.", 14, b""),
        cut("torn-mid-line", "The log ends in the middle of line 10.", 10, b"half"),
        cut("torn-end", "The log ends in the middle of session_end.", 14, b"half"),
        cut("torn-line-feed", "Only the LF behind session_end is missing.", 14, b"whole"),
        cut("torn-nul-tail", "NUL bytes follow line 9, as after a power cut.", 10, &[0; 40]),
        cut(
            "torn-bad-last-line",
            "Line 10 is no event, and ends the log with an LF.",
            10,
            b"{\"prev\":\n",
        ),
    ];
    cases.push({
        let mut session = standard("bytes-after-end");
        session.tail = b"garbage".to_vec();
        let assured = session.assured();
        Case::verify("bytes-after-end", "Bytes without a line end follow session_end.", &session)
            .altered("after_end", At::Line(15), assured)
    });
    cases.push({
        let mut session = standard("truncated-and-resealed");
        session.writer.lines.truncate(12);
        session.writer.leaves.truncate(12);
        session.writer.kinds.clear();
        for line in session.writer.lines.clone() {
            let line = String::from_utf8(line).unwrap();
            let kind = line.split("\"kind\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            *session.writer.kinds.entry(kind).or_default() += 1;
        }
        let mut writer = session.writer.clone();
        writer.cosigners.clear();
        writer.anchors.truncate(1);
        let honest = standard("truncated-and-resealed");
        let head = json!([{ "size": 15, "root": honest.head(15).root.to_string() }]);
        let session = writer.end().seal().with_context("heads", head);
        let assured = session.assured();
        Case::verify("truncated-and-resealed", "The owner of the key cut the log and sealed it anew; the witness keeps a head beyond its end.", &session)
            .altered("head_beyond_end", At::Line(12), assured)
            .assured("final_cosigned", false)
            .assured("heads", "conflict")
    });
    cases
}

/// The same log in another form.
fn forms() -> Vec<Case> {
    vec![
        {
            let mut session = standard("line-ends-converted");
            session.writer.lines.iter_mut().for_each(|line| line.push(b'\r'));
            let assured = session.assured();
            Case::verify("line-ends-converted", "Every LF became CR LF: told as that, and nothing else.", &session)
                .altered("line_ends_converted", At::Line(0), assured)
        },
        {
            let mut session = standard("line-ends-mixed");
            session.writer.lines.iter_mut().step_by(2).for_each(|line| line.push(b'\r'));
            let assured = session.assured();
            Case::verify("line-ends-mixed", "Every second LF became CR LF.", &session)
                .altered("line_ends_converted", At::Line(0), assured)
                .also(&["bad_line"])
        },
        {
            let mut session = standard("byte-order-mark");
            session.line_mut(0).splice(0..0, *b"\xef\xbb\xbf");
            let assured = session.assured_to(0);
            Case::verify("byte-order-mark", "A byte order mark stands before line 0.", &session)
                .altered("bad_line", At::Line(0), assured)
                .assured("ticket", "none")
        },
        {
            let mut writer = Writer::new("line-ends-cr-in-one-line", Setup::ticketed());
            writer.prompt("Hello");
            let line = writer.line("user_prompt", "candidate", r#"{"text":"a"}"#);
            *writer.kinds.entry("user_prompt".into()).or_default() += 1;
            writer.raw(format!("{line}\r"));
            let sealed = writer.end().seal();
            let assured = sealed.assured();
            Case::verify("line-ends-cr-in-one-line", "One line was written with a CR before its LF, and everything follows from that: it is no event.", &sealed)
                .altered("bad_line", At::Line(3), assured)
        },
        whole("empty", "No byte at all.", b"", "empty_log"),
        whole("only-line-feed", "One LF.", b"\n", "not_a_log"),
        whole("only-line-feeds", "A thousand LFs.", &b"\n".repeat(1_000), "not_a_log"),
        whole("binary", "Every byte value, LF among them.", &(0..=255).collect::<Vec<u8>>().repeat(3), "not_a_log"),
        whole("no-line-feed", "Forty thousand letters on one line without an end.", &b"a".repeat(40_000), "not_a_log"),
        whole("json-of-another-kind", "JSON lines of somebody else.", b"{\"a\":1}\n{\"a\":2}\n", "not_a_log"),
        whole("legacy-under-1", "A log of interviewsignal 0.9 where the policy asks for format 1.", b"{\"type\": \"session_start\", \"timestamp\": 1700000000.0, \"data\": {}, \"prev_hash\": \"\", \"hash\": \"0011223344556677\"}\n", "legacy_format"),
    ]
}

/// Bytes in place of a log, with nothing beside them.
fn whole(name: &str, about: &str, bytes: &[u8], code: &str) -> Case {
    let mut session = Writer::empty(name, Setup::ticketed()).unsealed();
    session.replace_events(bytes);
    Case::verify(name, about, &session).unreadable(code, EVENTS)
}
