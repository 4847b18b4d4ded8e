//! Logs that nobody touched, in all their variety: each is intact, or incomplete only where the
//! recorder itself says so.

use interview_core::{
    event::{Common, Field, KINDS, Shape},
    hash::{leaf_hash, sha256},
};
use serde_json::{Map, Value, json};

use super::{
    case::{At, Case},
    session::{DIFF, artefact, of, standard},
    writer::{SESSION, Setup, Writer, base64_of, key_text, second_witness, text},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
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
    ]
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
        Shape::Nullable(_) if field.name.len().is_multiple_of(2) => "null".into(),
        Shape::Nullable(inner) => value(field, inner, depth),
    }
}
