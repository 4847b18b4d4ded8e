//! The frame of a session: line 0, which kinds stand where, redacted lines.

use interview_core::hash::{Hash, leaf_hash};
use serde_json::json;

use super::{
    case::{At, Case},
    session::{Ending, Session, of, standard},
    writer::{Setup, Writer, base64_of, text},
};

pub(super) fn cases() -> Vec<Case> {
    [starts(), kinds(), ends(), redactions()].concat()
}

fn starts() -> Vec<Case> {
    let misfit = |name: &str, about: &str, setup: Setup| {
        let name = format!("start-{name}");
        let session = of(&name, setup);
        Case::verify(&name, about, &session)
            .altered("frame_misfit", At::Line(0), session.assured())
            .assured("ticket", "none")
            .assured("self_signed", false)
            .assured("final_cosigned", false)
            .assured("cosigned_by", json!([]))
            .assured("anchors", 0)
    };
    // A key that can't be used leaves the rest of the line as it is.
    let key = |name: &str, about: &str, bytes: &[u8]| {
        misfit(
            name,
            about,
            Setup::unticketed().with("session_key", text(&base64_of::encode(bytes))),
        )
    };
    let mut small = [0; 32];
    small[0] = 1;
    let mut above_p = [0xff; 32];
    above_p[31] = 0x7f;
    let mut order_8 =
        Hash::from_hex(b"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
            .unwrap()
            .0;
    let mut cases = vec![
        key("key-small-order", "The session key is a point of order 1.", &small),
        key("key-order-8", "The session key is a point of order 8.", &order_8),
        key("key-not-canonical", "The session key's y isn't below p.", &above_p),
        key("key-no-point", "The session key is no point of the curve.", &[2; 32]),
        misfit(
            "key-base64url",
            "The session key is in the other base64.",
            Setup::unticketed().with("session_key", text(&"-_".repeat(22))),
        ),
        misfit(
            "key-short",
            "The session key has 31 bytes.",
            Setup::unticketed().with("session_key", text(&base64_of::encode(&[7; 31]))),
        ),
        misfit(
            "member-missing",
            "There is no capture level.",
            Setup::unticketed().without("capture"),
        ),
        misfit("member-type", "The session is a number.", Setup::unticketed().with("session", "7")),
        misfit(
            "session-no-ulid",
            "The session isn't a ULID.",
            Setup::unticketed().with("session", "\"01KAGZ6R00CRX4ZQ2Y5T8V9W3U\""),
        ),
        misfit(
            "origin-plus",
            "The log origin holds a plus.",
            Setup::unticketed().with("log_origin", "\"relay.example/s+x\""),
        ),
        misfit("format-number", "The format is a number.", Setup::unticketed().with("format", "1")),
        misfit("format-missing", "There is no format.", Setup::unticketed().without("format")),
    ];
    order_8[31] |= 0x80;
    cases.push(key(
        "key-order-8-negative",
        "The session key is another point of order 8.",
        &order_8,
    ));
    let unsupported = |name: &str, format: &str| {
        let session = of(name, Setup::ticketed().with("format", text(format)));
        Case::verify(name, &format!("The log says that its format is `{format}`."), &session)
            .unreadable("unsupported_format", At::Line(0))
    };
    cases.push(unsupported("format-2", "interview-log/2"));
    cases.push(unsupported("format-of-somebody", "<script>"));
    cases.push({
        let mut writer = Writer::empty("start-other-kind", Setup::unticketed());
        writer.prompt("Hello").prompt("Hello again");
        let session = writer.end().seal();
        Case::verify("start-other-kind", "Line 0 is a prompt.", &session).altered(
            "start_missing",
            At::Line(0),
            session.assured_to(0),
        )
    });
    cases.push({
        let mut setup = Setup::audit().without("log_origin");
        setup.online = true;
        let mut writer = Writer::new("start-log-misfit", setup);
        writer.event("audit", "relay", r#"{"actor":"operator 7","action":"login"}"#);
        let session = writer.unsealed();
        let case = Case::verify("start-log-misfit", "A log_start has no log origin.", &session);
        let assured = session.assured_to(0);
        case.altered("frame_misfit", At::Line(0), assured)
    });
    cases.push({
        let mut setup = Setup::audit();
        setup.ticket = Some("not the hash of anything".into());
        let mut writer = Writer::new("start-log-prev", setup);
        writer.event("audit", "relay", r#"{"actor":"operator 7","action":"login"}"#);
        let session = writer.unsealed();
        Case::verify("start-log-prev", "`prev` of a log_start isn't 64 zeros.", &session)
            .altered("broken_link", At::Line(0), session.assured_to(0))
            .assured("ticket", "none")
    });
    cases.extend(continues());
    cases
}

fn continues() -> Vec<Case> {
    let earlier = "01KAGZ0000CRX4ZQ2Y5T8V9W3E";
    let leaf = leaf_hash(b"the last line of the earlier session").to_string();
    let setup = || {
        Setup::ticketed().with(
            "continues",
            format!("{{\"session\":\"{earlier}\",\"size\":40,\"leaf_hash\":\"{leaf}\"}}"),
        )
    };
    let differs = |name: &str, about: &str, known: serde_json::Value| {
        let session = of(name, setup()).with_context("sessions", json!([known]));
        let assured = session.assured();
        Case::verify(name, about, &session).altered("continues_differs", At::Line(0), assured)
    };
    vec![
        differs(
            "continues-other-size",
            "The session that this one continues had more lines.",
            json!({ "session": earlier, "size": 41, "leaf_hash": leaf }),
        ),
        differs(
            "continues-other-head",
            "The session that this one continues ended with another line.",
            json!({ "session": earlier, "leaf_hash": leaf_hash(b"x").to_string() }),
        ),
        {
            let session = of("continues-unknown", setup()).with_context(
                "sessions",
                json!([{ "session": "01KAGZ0000CRX4ZQ2Y5T8V9W3F", "size": 1 }]),
            );
            let assured = session.assured();
            Case::verify(
                "continues-unknown",
                "The caller doesn't know the session that this one continues.",
                &session,
            )
            .intact(assured)
        },
    ]
}

fn kinds() -> Vec<Case> {
    // A line of a kind that can't stand there, in a log that is right otherwise.
    let out_of_place = |name: &str, about: &str, line: u64, write: &dyn Fn(&mut Writer)| {
        let name = format!("kind-out-of-place-{name}");
        let mut writer = Writer::empty(&name, Setup::ticketed());
        let data = writer.setup.data();
        writer.event("session_start", "recorder", &data);
        write(&mut writer);
        let session = writer.anchor().end().seal();
        let assured = session.assured();
        Case::verify(&name, about, &session).altered("kind_out_of_place", At::Line(line), assured)
    };
    let salt = format!("{{\"salt\":\"{}\"}}", base64_of::encode_url(&[7; 32]));
    let start = Setup::ticketed().data();
    let log_start = Setup::audit().data();
    let in_log = |name: &str, about: &str, kind: &str, data: &str| {
        let name = format!("kind-out-of-place-{name}");
        let mut writer = Writer::new(&name, Setup::audit());
        writer.event("audit", "relay", r#"{"actor":"operator 7","action":"login"}"#);
        writer.event(kind, "recorder", data);
        let session = writer.anchor().unsealed();
        let assured = session.assured_to(session.size());
        Case::verify(&name, about, &session).altered("kind_out_of_place", At::Line(2), assured)
    };
    vec![
        out_of_place("no-line-salt", "Line 1 is a prompt.", 1, &|writer| {
            writer.prompt("Hello");
        }),
        out_of_place("line-salt-twice", "Line 2 is a second line_salt.", 2, &|writer| {
            writer.event("line_salt", "recorder", &salt).event("line_salt", "recorder", &salt);
        }),
        out_of_place("line-salt-later", "The line_salt stands in line 2.", 1, &|writer| {
            writer.prompt("Hello").event("line_salt", "recorder", &salt);
        }),
        out_of_place("start-twice", "Line 2 is a second session_start.", 2, &|writer| {
            writer.event("line_salt", "recorder", &salt).event("session_start", "recorder", &start);
        }),
        out_of_place("log-start", "Line 2 is a log_start.", 2, &|writer| {
            writer.event("line_salt", "recorder", &salt).event("log_start", "recorder", &log_start);
        }),
        {
            let mut writer = Writer::empty("kind-out-of-place-end", Setup::ticketed());
            let data = writer.setup.data();
            writer.event("session_start", "recorder", &data);
            let session = writer.end().seal();
            let assured = session.assured();
            Case::verify("kind-out-of-place-end", "Line 1 is the session_end.", &session)
                .altered("kind_out_of_place", At::Line(1), assured)
                .assured("self_signed", false)
        },
        in_log(
            "end-of-log",
            "A log that is no session has a session_end.",
            "session_end",
            &Writer::new("x", Setup::ticketed()).ending(&Ending::default()),
        ),
        in_log("salt-of-log", "A log that is no session has a line_salt.", "line_salt", &salt),
    ]
}

fn ends() -> Vec<Case> {
    let lying = |name: &str, about: &str, ending: Ending| {
        let mut writer = Writer::new(name, Setup::ticketed());
        writer.work().end_as(&ending);
        let session = writer.seal();
        let assured = session.assured();
        Case::verify(name, about, &session).altered("counts_differ", At::Line(14), assured)
    };
    vec![
        lying(
            "counts-lines-lie",
            "session_end counts a line too many.",
            Ending { lines: Some(16), ..Default::default() },
        ),
        lying(
            "counts-kinds-lie",
            "session_end counts a prompt too few.",
            Ending {
                kinds: Some(
                    json!({ "anchor": 2, "assistant_message": 1, "command": 1, "file_change": 1, "file_edit": 1, "line_salt": 1, "session_end": 1, "session_start": 1, "test_run": 1, "thinking": 1, "tool_call": 1, "tool_result": 1, "user_prompt": 1 }),
                ),
                ..Default::default()
            },
        ),
        lying(
            "counts-kinds-missing",
            "session_end counts no kind.",
            Ending { kinds: Some(json!({})), ..Default::default() },
        ),
        {
            let mut writer = Writer::new("end-misfit", Setup::ticketed());
            writer.work();
            let data = writer.ending(&Ending::default()).replacen("\"reason\"", "\"because\"", 1);
            writer.event("session_end", "recorder", &data);
            let session = writer.seal();
            let assured = session.assured();
            Case::verify("end-misfit", "session_end gives no reason.", &session).altered(
                "frame_misfit",
                At::Line(14),
                assured,
            )
        },
        {
            let mut writer = Writer::new("line-salt-misfit", Setup::ticketed());
            writer.lines.truncate(1);
            writer.leaves.truncate(1);
            writer.event("line_salt", "recorder", r#"{"salt":"AAAA"}"#).prompt("Hello");
            *writer.kinds.get_mut("line_salt").unwrap() = 1;
            let session = writer.end().seal();
            let assured = session.assured();
            Case::verify("line-salt-misfit", "The line salt has three bytes.", &session).altered(
                "frame_misfit",
                At::Line(1),
                assured,
            )
        },
    ]
}

fn redactions() -> Vec<Case> {
    let redact = |session: &mut Session, line: u64| {
        let bytes = session.line_mut(line);
        *bytes = format!("~{}", leaf_hash(bytes)).into_bytes();
    };
    let case = |name: &str, about: &str, lines: &[u64]| {
        let mut session = standard(name);
        lines.iter().for_each(|line| redact(&mut session, *line));
        let assured = session.assured();
        Case::verify(name, about, &session)
            .incomplete("redacted_line", At::Line(lines[0]), assured)
            .also(&["kinds_not_counted"])
    };
    vec![
        case("redacted", "Two lines were redacted: chain, tree and signatures hold.", &[4, 9]),
        case("redacted-line-salt", "The line salt was redacted.", &[1]),
        case(
            "redacted-all-that-may-be",
            "Every line but the first, the anchors and the last was redacted.",
            &[1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 13],
        ),
        case("redacted-anchor", "An anchor was redacted.", &[7]).assured("anchors", 1),
        {
            let mut session = standard("redacted-first-line");
            redact(&mut session, 0);
            Case::verify("redacted-first-line", "Line 0 was redacted, which it can't be.", &session)
                .altered("start_missing", At::Line(0), session.assured_to(0))
                .assured("ticket", "none")
        },
        {
            let mut session = standard("redacted-end");
            redact(&mut session, 14);
            let assured = session.assured();
            Case::verify(
                "redacted-end",
                "session_end was redacted, which it can't be: the log has no end.",
                &session,
            )
            .incomplete("redacted_line", At::Line(14), assured)
            .also(&["no_session_end"])
            .assured("self_signed", false)
        },
        {
            let mut session = standard("redacted-wrong-hash");
            *session.line_mut(9) = format!("~{}", leaf_hash(b"another line")).into_bytes();
            let assured = session.assured_to(9);
            Case::verify("redacted-wrong-hash", "A redacted line holds another hash.", &session)
                .altered("broken_link", At::Line(10), assured)
                .also(&["redacted_line", "root_differs"])
        },
        {
            let mut session = standard("redacted-and-torn");
            redact(&mut session, 4);
            let line = session.line_text(4);
            session.writer.lines.truncate(4);
            session.tail = line.into_bytes();
            let assured = session.assured_to(4);
            Case::verify(
                "redacted-and-torn",
                "The log ends with a redacted line without LF.",
                &session,
            )
            .incomplete("torn_tail", At::Line(3), assured)
        },
    ]
}
