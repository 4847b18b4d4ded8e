//! Logs that nobody touched, in all their variety: each is intact, or incomplete only where the
//! recorder itself says so.

use interview_core::{
    event::{Common, Field, KINDS, Shape},
    hash::{leaf_hash, sha256},
};
use serde_json::{Map, Value, json};

use super::{
    case::{At, Case},
    session::{DIFF, Session, artefact, of, standard},
    writer::{SESSION, Setup, Writer, base64_of, key_text, second_witness, text},
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        {
            let session = standard("honest");
            let assured = session.assured();
            Case::verify(
                "honest",
                "A session with ticket, anchors and final cosignature.",
                &session,
            )
            .intact(assured)
            .assured("anchors", 2)
            .assured("anchored", json!({ "n": 15, "of": 15 }))
        },
        {
            let session = of("honest-without-ticket", Setup::unticketed());
            let assured = session.assured();
            Case::verify(
                "honest-without-ticket",
                "No relay opened the session; a witness follows it all the same.",
                &session,
            )
            .intact(assured)
            .also(&["no_ticket"])
        },
        {
            let session = of("honest-offline", Setup::offline());
            let assured = session.assured();
            Case::verify("honest-offline", "Nobody else knew of the session while it was recorded: it is signed by its own key alone.", &session)
                .intact(assured)
                .also(&["no_ticket", "not_anchored"])
                .assured("anchored", json!({ "n": 0, "of": 15 }))
                .assured("widest_bracket_ms", Value::Null)
        },
        {
            let mut writer = Writer::new("honest-without-anchors", Setup::ticketed());
            let session = writer.prompt("Hello").end().seal();
            let assured = session.assured();
            Case::verify(
                "honest-without-anchors",
                "The shortest session: only the final note is cosigned.",
                &session,
            )
            .intact(assured)
            .assured("anchors", 0)
        },
        {
            let session = standard("honest-unknown-keys").without_keys();
            let mut assured = session.assured();
            assured.extend(nothing_known());
            Case::verify("honest-unknown-keys", "The options know no key: relay and witness count for nothing, but nothing is held against the log.", &session)
                .intact(assured)
                .also(&["ticket_unverified", "unknown_cosigner", "not_anchored"])
                .assured("unknown_signatures", 3)
        },
        {
            let mut writer = Writer::new("honest-two-witnesses", Setup::ticketed());
            writer.cosigners.push(second_witness());
            let session = writer.work().end().seal();
            let assured = session.assured();
            Case::verify(
                "honest-two-witnesses",
                "A second witness cosigned too; the options don't know it.",
                &session,
            )
            .intact(assured)
            .also(&["unknown_cosigner"])
            .assured("unknown_signatures", 3)
        },
        log_start(),
        continues(),
        only_diff(),
        unsealed(),
        every_kind(),
    ];
    cases.extend(kinds());
    cases.extend(clocks());
    cases.extend(contents());
    cases
}

fn nothing_known() -> Map<String, Value> {
    let Value::Object(known) =
        json!({ "ticket": "unverified", "cosigned_by": [], "final_cosigned": false })
    else {
        return Map::new();
    };
    known
}

fn log_start() -> Case {
    let mut writer = Writer::new("honest-log-start", Setup::audit());
    for outcome in ["ok", "refused", "ok"] {
        let data = format!(
            "{{\"actor\":\"operator 7\",\"action\":\"session_read\",\"outcome\":\"{outcome}\"}}"
        );
        writer.event("audit", "relay", &data);
    }
    writer.anchor();
    writer.event("audit", "relay", r#"{"actor":"operator 7","action":"logout"}"#);
    let session = writer.unsealed();
    let assured = session.assured_to(5);
    Case::verify(
        "honest-log-start",
        "A log that is no session: it has no end, no seal and no ticket, and is intact.",
        &session,
    )
    .intact(assured)
    .assured("anchors", 1)
}

fn continues() -> Case {
    let earlier = "01KAGZ0000CRX4ZQ2Y5T8V9W3E";
    let leaf = leaf_hash(b"the last line of the earlier session");
    let setup = Setup::ticketed().with(
        "continues",
        format!("{{\"session\":\"{earlier}\",\"size\":40,\"leaf_hash\":\"{leaf}\"}}"),
    );
    let session = of("honest-continues", setup);
    let session = session.with_context(
        "sessions",
        json!([{ "session": earlier, "size": 40, "leaf_hash": leaf.to_string() }]),
    );
    let assured = session.assured();
    Case::verify(
        "honest-continues",
        "The session goes on from an earlier one, which ended as it says.",
        &session,
    )
    .intact(assured)
}

fn only_diff() -> Case {
    let mut writer = Writer::new("honest-without-commits", Setup::ticketed());
    let listed = format!("[{}]", artefact("changes.diff", DIFF.as_bytes()));
    let ending = super::session::Ending { artefacts: Some(listed.clone()), ..Default::default() };
    writer.work().end_as(&ending);
    let mut session = writer.seal();
    let note = session.final_note();
    session.manifest = Some(writer.manifest(&note, &listed).into_bytes());
    session.commits = None;
    let assured = session.assured();
    Case::verify("honest-without-commits", "The session lists a diff and no commits.", &session)
        .intact(assured)
}

fn unsealed() -> Case {
    let mut writer = Writer::new("honest-unsealed", Setup::ticketed());
    let session = writer.work().unsealed();
    let assured = session.assured_to(session.size());
    Case::verify(
        "honest-unsealed",
        "A session that is still going on: nothing is wrong, and its end is missing.",
        &session,
    )
    .incomplete("no_session_end", At::Line(13), assured)
    .also(&["manifest_missing"])
}

/// One event of each kind with all its members, and the common ones, filled.
fn every_kind() -> Case {
    let name = "honest-every-kind";
    let mut writer = Writer::new(name, Setup::ticketed());
    let frame = ["session_start", "log_start", "line_salt", "session_end", "anchor"];
    for kind in KINDS.iter().filter(|kind| !frame.contains(&kind.kind)) {
        let members =
            kind.fields.iter().chain(Common::FIELDS).filter(|field| field.name != "statement");
        writer.event(kind.kind, "recorder", &filled(members, 0));
    }
    writer.anchor();
    let session = writer.end().seal();
    let assured = session.assured();
    Case::verify(name, "An event of every kind with every member filled; those that speak for an interviewer have no statement.", &session)
        .intact(assured)
        .also(&["statement_unverified", "tail_recovered", "recorder_gap"])
}

fn filled<'a>(fields: impl Iterator<Item = &'a Field>, depth: u32) -> String {
    let members: Vec<_> = fields
        .map(|field| format!("\"{}\":{}", field.name, value(field, &field.shape, depth)))
        .collect();
    format!("{{{}}}", members.join(","))
}

fn value(field: &Field, shape: &Shape, depth: u32) -> String {
    let hash = sha256(field.name.as_bytes());
    match shape {
        Shape::Text => text(&format!("{} — ü \u{1f600}", field.name)),
        Shape::Token => "\"a_token\"".into(),
        Shape::Path => "\"src/café 100%25 %FF.rs\"".into(),
        Shape::Bool => "true".into(),
        Shape::Count => "9007199254740991".into(),
        Shape::Integer => "-9007199254740991".into(),
        Shape::Sha256 => format!("\"{hash}\""),
        Shape::ObjectId => format!("\"{}\"", &hash.to_string()[..40]),
        Shape::Ulid => text(SESSION),
        Shape::Time => "\"2026-11-20T11:59:59.999Z\"".into(),
        Shape::PublicKey => text(&key_text(&Setup::offline().session_key)),
        Shape::Salt32 => text(&base64_of::encode_url(&hash.0)),
        Shape::Digests => "\"AAECAwQFBgcIAAECAwQFBgcI\"".into(),
        Shape::Note => text(&Setup::ticketed().ticket.unwrap()),
        Shape::LogOrigin => "\"relay.example/s/other\"".into(),
        Shape::Object(fields) => filled(fields.iter(), depth + 1),
        Shape::List(item) => format!("[{0},{0}]", value(field, item, depth + 1)),
        Shape::Map(item) => format!("{{\"a key\":{}}}", value(field, item, depth + 1)),
        Shape::Nullable(_) if field.name.len() % 2 == 0 => "null".into(),
        Shape::Nullable(inner) => value(field, inner, depth),
    }
}

/// A session of a single event that is told of in one finding.
fn with_event(name: &str, about: &str, kind: &str, data: &str, finding: Option<&str>) -> Case {
    let mut writer = Writer::new(name, Setup::ticketed());
    writer.prompt("Hello").event(kind, "recorder", data).anchor();
    let session = writer.end().seal();
    let assured = session.assured();
    let case = Case::verify(name, about, &session).intact(assured);
    match finding {
        Some(code) => case.also(&[code]),
        None => case,
    }
}

fn kinds() -> Vec<Case> {
    let recovered = format!(
        "{{\"file\":\"events.torn.1\",\"offset\":1234,\"bytes\":56,\"lines\":1,\"sha256\":\"{}\",\"cause\":\"torn\"}}",
        sha256(b"torn")
    );
    vec![
        with_event(
            "kind-unknown",
            "A kind that this version doesn't know is kept, hashed and told.",
            "screen_share",
            r#"{"anything":[1,{"a":null}]}"#,
            Some("unknown_kind"),
        ),
        with_event(
            "kind-of-a-vendor",
            "A kind of a vendor is nobody else's business.",
            "x.acme.thing",
            r#"{"anything":"goes"}"#,
            None,
        ),
        with_event(
            "kind-longest-names",
            "The longest names that kinds can have.",
            &format!("x.{}.{}", "v".repeat(32), "n".repeat(32)),
            "{}",
            None,
        ),
        with_event(
            "payload-missing-member",
            "A prompt without its text doesn't fit its kind and is left out of the evidence.",
            "user_prompt",
            r#"{"words":"Hello"}"#,
            Some("payload_misfit"),
        ),
        with_event(
            "payload-wrong-type",
            "A number where a string must stand.",
            "user_prompt",
            r#"{"text":7}"#,
            Some("payload_misfit"),
        ),
        with_event(
            "payload-negative-count",
            "A count below zero.",
            "command",
            r#"{"command":"ls","phase":"whole","duration_ms":-1}"#,
            Some("payload_misfit"),
        ),
        with_event(
            "payload-wrong-spelling",
            "A path that leaves the work tree.",
            "file_read",
            r#"{"path":"../secret"}"#,
            Some("payload_misfit"),
        ),
        with_event(
            "payload-nested-misfit",
            "A list item without a member that it must have.",
            "user_prompt",
            r#"{"text":"a","attachments":[{"kind":"file"},{}]}"#,
            Some("payload_misfit"),
        ),
        with_event(
            "payload-null",
            "Null where the member must be left out instead.",
            "user_prompt",
            r#"{"text":"a","turn":null}"#,
            Some("payload_misfit"),
        ),
        with_event(
            "payload-unknown-member",
            "A member that this version doesn't know is kept and ignored.",
            "user_prompt",
            r#"{"text":"a","mood":{"colour":["blue"]}}"#,
            None,
        ),
        with_event(
            "recovered",
            "The recorder moved an unfinished line aside after a crash and says so.",
            "recovered",
            &recovered,
            Some("tail_recovered"),
        ),
        with_event(
            "recorder-gap",
            "The recorder was off and says so.",
            "recorder_gap",
            r#"{"reason":"off","from":"2026-11-20T11:00:00.000Z"}"#,
            Some("recorder_gap"),
        ),
        many_kinds(),
    ]
}

fn many_kinds() -> Case {
    let mut writer = Writer::new("kind-too-many", Setup::ticketed());
    for number in 0..600 {
        writer.event(&format!("x.acme.k{number}"), "x.acme", "{}");
        if number % 300 == 0 {
            writer.anchor();
        }
    }
    let session = writer.end().seal();
    let assured = session.assured();
    Case::verify(
        "kind-too-many",
        "More kinds than are counted: the counts can't be compared, which is told.",
        &session,
    )
    .intact(assured)
    .also(&["kinds_not_counted"])
}

fn clocks() -> Vec<Case> {
    let clock = |name: &str, about: &str, finding: &str, turn: fn(&mut Writer)| {
        let mut writer = Writer::new(name, Setup::ticketed());
        writer.prompt("Hello").anchor();
        turn(&mut writer);
        let session = writer.prompt("Go on").anchor().end().seal();
        let assured = session.assured();
        Case::verify(name, about, &session).intact(assured).also(&[finding])
    };
    vec![
        clock(
            "clock-went-back",
            "The local clock goes back by 20 s: the clock's doing.",
            "clock_went_back",
            |writer| {
                writer.at_ms -= 20_000;
                writer.skew_ms += 20_000;
            },
        ),
        clock(
            "clock-stepped",
            "The local clock jumps ahead by 60 s against the witness.",
            "clock_stepped",
            |writer| {
                writer.at_ms += 60_000;
                writer.skew_ms -= 60_000;
            },
        ),
        clock(
            "clock-of-the-witness-went-back",
            "A cosignature is older than the one before it.",
            "witness_went_back",
            |writer| {
                writer.skew_ms -= 20_000;
            },
        ),
        {
            let mut writer = Writer::new("clock-wrong-but-steady", Setup::ticketed());
            writer.skew_ms = 86_400_000;
            let session = writer.work().end().seal();
            let assured = session.assured();
            Case::verify(
                "clock-wrong-but-steady",
                "The local clock is a day behind all along: only changes are told, not the offset.",
                &session,
            )
            .intact(assured)
            // Line 7 is the first anchor, so the ticket bounds it on one side, the second on the other.
            .assured("widest_bracket_ms", 86_400_000 + 60_000 + 18_000)
        },
    ]
}

/// Contents of `data` that the grammar allows.
fn contents() -> Vec<Case> {
    let deep =
        |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
    let check =
        |name: &str, about: &str, data: &str| with_event(name, about, "x.acme.data", data, None);
    vec![
        check(
            "data-unicode",
            "Unicode of all planes, U+2028, U+0085 and 0x7F are ordinary.",
            "{\"text\":\"ü — \u{1f600} \u{2028}\u{85}\u{7f} \u{10ffff} עברית\",\"ключ\":\"\"}",
        ),
        check(
            "data-escapes",
            "Every escape that JSON knows, surrogate pairs among them.",
            r#"{"text":"\"\\\/\b\f\n\r\t\u0000\u001F\uD83D\uDE00\u00e9","\u006bey":1,"a\tb":2}"#,
        ),
        check(
            "data-whitespace",
            "Space and tab may stand between the tokens of data.",
            "{ \t\"a\" :\t1 , \"b\": [ 1 ,\t2 ] , \"c\" : { } , \"d\" : [ ] }",
        ),
        check(
            "data-numbers",
            "The largest and smallest numbers.",
            r#"{"a":9007199254740991,"b":-9007199254740991,"c":0,"d":[-1,10]}"#,
        ),
        check("data-depth-32", "Data nested 32 deep.", &deep(32)),
        check(
            "data-similar-keys",
            "Keys that differ in case or composition only are different keys.",
            "{\"a\":1,\"A\":2,\"\u{e9}\":3,\"e\u{301}\":4,\"\":5}",
        ),
        check("data-empty", "An empty object.", "{}"),
        longest_line(),
        {
            let mut writer = Writer::new("time-edges", Setup::ticketed());
            writer.at_ms = 0;
            writer.skew_ms = 1_795_176_000_000;
            writer.prompt("1970");
            writer.at_ms = 951_868_799_999 - 86_400_000 + 1_500;
            writer.prompt("29 February 2000");
            writer.at_ms = 253_402_300_799_999;
            let line = writer.line("user_prompt", "candidate", r#"{"text":"9999"}"#);
            *writer.kinds.entry("user_prompt".into()).or_default() += 1;
            writer.raw(line);
            writer.at_ms = 1_795_176_030_000;
            writer.skew_ms = 0;
            let session: Session = writer.end().seal();
            let assured = session.assured();
            Case::verify(
                "time-edges",
                "The first and the last millisecond, and a leap day of a year that 400 divides.",
                &session,
            )
            .intact(assured)
            .also(&["clock_went_back"])
        },
    ]
}

fn longest_line() -> Case {
    let mut writer = Writer::new("line-longest", Setup::ticketed());
    let short = writer.clone().line("user_prompt", "candidate", r#"{"text":""}"#).len();
    writer.prompt(&"a".repeat(1_048_576 - short));
    assert_eq!(writer.lines[2].len(), 1_048_576);
    let session = writer.anchor().end().seal();
    let assured = session.assured();
    Case::verify(
        "line-longest",
        "A line of 1,048,576 bytes without its LF: the longest that there can be.",
        &session,
    )
    .intact(assured)
}
