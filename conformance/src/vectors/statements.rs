//! Statements: what a relay or interviewer said, in an event of the recorder. A statement that
//! doesn't hold alters nothing; its event is shown as claimed.

use interview_core::checkpoint::{Algorithm, SignedNote, Statement};
use serde_json::json;

use super::{
    case::Case,
    session::spoiled,
    writer::{Key, Setup, Writer, base64_of, relay, second_witness, text, witness},
};

/// Unix seconds of the statements.
const TIME_S: u64 = 1_795_176_003;

fn statement() -> Statement {
    Statement {
        log_origin: Setup::ticketed().origin.parse().unwrap(),
        kind: "intervention".into(),
        time_s: TIME_S,
        json: r#"{"text":"Ten more minutes.","extension_ms":600000}"#.into(),
    }
}

fn signed(key: &Key, change: impl FnOnce(&mut Statement)) -> String {
    let mut statement = statement();
    change(&mut statement);
    statement.issue(&key.secret, &key.name).unwrap().to_string()
}

/// An event that repeats the statement's words.
fn stated(kind: &str, members: &str, note: &str) -> (String, String) {
    (kind.into(), format!("{{{members},\"statement\":{}}}", text(note)))
}

/// A text signed by the relay, whatever it says.
fn text_signed(text: &str) -> String {
    SignedNote::sign(text.to_owned(), &relay().secret, &relay().name).unwrap().to_string()
}

const WORDS: &str = r#""text":"Ten more minutes.","extension_ms":600000"#;

pub(super) fn cases() -> Vec<Case> {
    let case = |name: &str, about: &str, events: &[(String, String)], findings: &[&str]| {
        let name = format!("statement-{name}");
        let mut writer = Writer::new(&name, Setup::ticketed());
        for (kind, data) in events {
            writer.event(kind, "recorder", data);
        }
        let session = writer.anchor().end().seal();
        let assured = session.assured();
        Case::verify(&name, about, &session).intact(assured).also(findings)
    };
    let good = signed(&relay(), |_| {});
    let spoilt = spoiled(&SignedNote::parse(good.as_bytes()).unwrap(), relay().name.as_str());
    let invalid = |name: &str, about: &str, note: &str| {
        case(name, about, &[stated("intervention", WORDS, note)], &["statement_invalid"])
    };
    let raw = |json: &str| {
        let text = format!(
            "interview-event/1\n{}\nintervention\n{TIME_S}\n{json}\n",
            statement().log_origin
        );
        text_signed(&text)
    };
    // A note of bytes that no library writes.
    let tabbed = |json: &str| {
        let plain = raw("{}");
        let (text, signatures) = plain.rsplit_once("\n\n").unwrap();
        let text = format!("{}\n", text.replacen("{}", json, 1));
        let (line, signature) = signatures.trim_end().rsplit_once(' ').unwrap();
        let id = &base64_of::decode(signature)[..4];
        let bytes = [id, &relay().secret.sign(text.as_bytes())].concat();
        format!("{text}\n{line} {}\n", base64_of::encode(&bytes))
    };
    let pause = signed(&relay(), |statement| {
        statement.kind = "session_pause".into();
        statement.json = r#"{"granted_ms":60000}"#.into();
    });
    vec![
        case(
            "valid",
            "A known key vouches for the event.",
            &[stated("intervention", WORDS, &good)],
            &[],
        ),
        case(
            "more-in-event",
            "The event says more than the statement.",
            &[stated("intervention", &format!("{WORDS},\"actor\":\"Ada\""), &good)],
            &[],
        ),
        case(
            "on-a-pause",
            "A known key grants a pause.",
            &[stated("session_pause", "\"granted_ms\":60000", &pause)],
            &[],
        ),
        case(
            "missing",
            "An intervention without a statement.",
            &[("intervention".into(), format!("{{{WORDS}}}"))],
            &["statement_unverified"],
        ),
        case(
            "missing-on-a-pause",
            "A pause needs no statement.",
            &[("session_pause".into(), "{}".into())],
            &[],
        ),
        case(
            "by-unknown-key",
            "The statement is signed by no known key.",
            &[stated("intervention", WORDS, &signed(&second_witness(), |_| {}))],
            &["statement_unverified"],
        ),
        case(
            "repeated",
            "A statement stands in two events.",
            &[stated("intervention", WORDS, &good), stated("intervention", WORDS, &good)],
            &["statement_invalid"],
        ),
        case(
            "by-unknown-key-repeated",
            "A statement by no known key stands in two events.",
            &[
                stated("intervention", WORDS, &signed(&second_witness(), |_| {})),
                stated("intervention", WORDS, &signed(&second_witness(), |_| {})),
            ],
            &["statement_unverified"],
        ),
        invalid("signature", "The statement's signature doesn't hold.", &spoilt),
        invalid(
            "other-log",
            "The statement is about another log.",
            &signed(&relay(), |s| s.log_origin = "relay.example/s/other".parse().unwrap()),
        ),
        invalid(
            "other-kind",
            "The statement is about another kind.",
            &signed(&relay(), |s| s.kind = "observer_note".into()),
        ),
        invalid(
            "other-data",
            "The statement says something else than the event.",
            &signed(&relay(), |s| {
                s.json = r#"{"text":"Ten more minutes.","extension_ms":60000}"#.into()
            }),
        ),
        invalid(
            "data-missing",
            "The statement says more than the event.",
            &signed(&relay(), |s| s.json = r#"{"text":"Ten more minutes.","actor":"Ada"}"#.into()),
        ),
        invalid("no-note", "The statement is no note.", "note"),
        invalid("header", "The statement is a ticket.", &Setup::ticketed().ticket.unwrap()),
        invalid(
            "key-twice",
            "The statement's JSON has a key twice.",
            &raw(r#"{"text":"Ten more minutes.","text":"Ten more minutes."}"#),
        ),
        invalid("no-object", "The statement's JSON is an array.", &raw("[]")),
        invalid(
            "tab",
            "A tab stands in the statement.",
            &tabbed("{\t\"text\":\"Ten more minutes.\"}"),
        ),
        invalid(
            "line-added",
            "A line follows the statement's JSON.",
            &raw("{\"text\":\"Ten more minutes.\"}\nmore"),
        ),
        invalid(
            "version",
            "The statement is of another version.",
            &text_signed(&statement().text().replacen("event/1", "event/2", 1)),
        ),
        invalid(
            "time-too-late",
            "The statement's time lies behind the year 9999.",
            &text_signed(&statement().text().replacen(&TIME_S.to_string(), "253402300800", 1)),
        ),
        invalid(
            "fraction",
            "The statement's JSON has a fraction.",
            &raw(r#"{"extension_ms":600000.0}"#),
        ),
        {
            let name = "statement-key-expired";
            let mut writer = Writer::new(name, Setup::ticketed());
            let (kind, data) = stated("intervention", WORDS, &good);
            let mut session = writer.event(&kind, "recorder", &data).anchor().end().seal();
            session.options = json!({
                "trusted_keys": [witness().vkey(Algorithm::CosignatureV1)],
                "policy": { "keys": [{ "vkey": relay().vkey(Algorithm::Ed25519), "not_after": "2026-11-20T12:00:02.999Z" }] },
            });
            let assured = session.assured();
            Case::verify(
                name,
                "The relay's key was valid for the ticket, and no longer for the statement.",
                &session,
            )
            .intact(assured)
            .also(&["statement_unverified"])
        },
    ]
}
