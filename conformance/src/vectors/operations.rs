//! The other operations on logs: streaming, sniffing, redacting, and the constants.

use interview_core::hash::leaf_hash;
use serde_json::{Value, json};

use super::{
    case::{At, Case},
    session::{Session, standard},
};

pub(super) fn cases() -> Vec<Case> {
    [streams(), sniffs(), redactions(), constants()].concat()
}

fn streams() -> Vec<Case> {
    let streamed = |name: &str, about: &str, session: &Session, chunks: Value| {
        Case::verify("x", "x", session).again("verifier", name, about).given("chunks", chunks)
    };
    let session = standard("stream");
    let mut torn = session.clone();
    torn.writer.lines.truncate(10);
    torn.tail = b"{\"prev\":\"".to_vec();
    let mut changed = standard("stream-changed");
    changed.change(6, "git status", "git statuz");
    let closed = |name: &str, about: &str, then: &str| {
        streamed(name, about, &session, json!([1_000])).given("then", then).error("closed")
    };
    vec![
        streamed("stream-single-bytes", "A log byte by byte.", &session, json!([1]))
            .intact(session.assured()),
        streamed(
            "stream-odd-chunks",
            "A log in chunks of odd sizes.",
            &session,
            json!([7, 1, 4_096, 13]),
        )
        .intact(session.assured()),
        streamed("stream-torn", "A torn log in chunks.", &torn, json!([100])).incomplete(
            "torn_tail",
            At::Line(9),
            torn.assured_to(10),
        ),
        streamed("stream-changed", "A changed log in chunks.", &changed, json!([64, 65])).altered(
            "broken_link",
            At::Line(7),
            changed.assured_to(6),
        ),
        closed("stream-push-behind-end", "Bytes are pushed after the Report was given.", "push"),
        closed("stream-finish-twice", "The Report is asked for twice.", "finish"),
        {
            let mut session = standard("stream-bad-options");
            session.options = json!({ "trusted_keys": ["x"] });
            streamed(
                "stream-bad-options",
                "A verifier is made with options that can't be used.",
                &session,
                json!([1]),
            )
            .error("invalid_options")
        },
    ]
}

fn sniffs() -> Vec<Case> {
    let session = standard("sniff");
    let legacy = b"{\"type\": \"session_start\", \"timestamp\": 1.0, \"data\": {}, \"prev_hash\": \"\", \"hash\": \"0011223344556677\"}\n";
    let sniff = |name: &str, about: &str, events: &[u8], manifest: Option<&[u8]>, format: &str| {
        let mut case = Case::new("sniff", &format!("sniff-{name}"), about).file(
            "events",
            "events.jsonl",
            events,
        );
        if let Some(manifest) = manifest {
            case = case.file("manifest", "manifest.json", manifest);
        }
        let case = case.output(format);
        if format == "legacy" { case.negative() } else { case }
    };
    let one = "interview-log/1";
    let second = [b"torn\n".as_slice(), &session.events()].concat();
    let third = [b"torn\ntorn\n".as_slice(), &session.events()].concat();
    vec![
        sniff("format-1", "A log of format 1.", &session.events(), None, one),
        sniff("second-line", "Only the second line begins as an event.", &second, None, one),
        sniff("third-line", "Only the third line begins as an event.", &third, None, "legacy"),
        sniff("by-manifest", "The manifest has a format.", b"", session.manifest.as_deref(), one),
        sniff("legacy", "A log of interviewsignal 0.9.", legacy, None, "legacy"),
        sniff(
            "legacy-manifest",
            "A manifest without a format.",
            legacy,
            Some(b"{\"final_hash\":\"0011223344556677\"}"),
            "legacy",
        ),
        sniff("empty", "No byte at all.", b"", None, "legacy"),
        sniff(
            "binary",
            "Bytes that are no text.",
            &[0xff, 0xfe, 0, 10, 0],
            Some(&[0xff]),
            "legacy",
        ),
    ]
}

fn redactions() -> Vec<Case> {
    let session = standard("redact");
    let case = |name: &str, about: &str, events: &[u8], seqs: Value| {
        Case::new("redact", &format!("redact-{name}"), about)
            .file("events", "events.jsonl", events)
            .given("seqs", seqs)
    };
    let events = session.events();
    let mut copy = session.clone();
    for line in [1, 4] {
        let bytes = copy.line_mut(line);
        *bytes = format!("~{}", leaf_hash(bytes)).into_bytes();
    }
    let mut bad = session.clone();
    bad.change(6, "{\"prev\"", "{\"prew\"");
    vec![
        case("two-lines", "Two lines become their hashes.", &events, json!([4, 1, 4])).output_file(
            "events",
            "expected.jsonl",
            &copy.events(),
        ),
        case(
            "again",
            "A line that is redacted already stays as it is.",
            &copy.events(),
            json!([4]),
        )
        .output_file("events", "expected.jsonl", &copy.events()),
        case("nothing", "Nothing is redacted.", &events, json!([])).output_file(
            "events",
            "expected.jsonl",
            &events,
        ),
        case("first-line", "Line 0 can't be redacted.", &events, json!([0]))
            .error("not_redactable"),
        case("end", "session_end can't be redacted.", &events, json!([14])).error("not_redactable"),
        case("beyond", "There is no line 15.", &events, json!([15])).error("out_of_range"),
        case("bad-line", "A line isn't of the format.", &bad.events(), json!([4]))
            .error("invalid_log"),
        case("torn", "The log doesn't end with a LF.", events.trim_ascii_end(), json!([4]))
            .error("invalid_log"),
        case("empty", "There is no log.", b"", json!([])).error("invalid_log"),
    ]
}

fn constants() -> Vec<Case> {
    let claim = |operation: &str, name: &str, about: &str, claim: Value, holds: bool| {
        let case = Case::new(operation, name, about).given("claim", claim).output(holds);
        if holds { case } else { case.negative() }
    };
    let error = |code: &str, category: &str, meaning: &str| json!({ "code": code, "category": category, "meaning": meaning });
    let closed = error("closed", "state", "The recorder or verifier is already finished.");
    // What the default policy says, written down here and not asked for.
    let policy = include_str!("default_policy.json").trim_end();
    let full = json!({ "profile": "legacy", "format": "auto", "demands": { "ticket": true, "max_unanchored_s": 60 } });
    let full_text = policy
        .replace(r#""profile":"standard","format":"1""#, r#""profile":"legacy","format":"auto""#)
        .replace(r#""ticket":false"#, r#""ticket":true"#)
        .replace(r#""max_unanchored_s":null"#, r#""max_unanchored_s":60"#);
    let schema = include_bytes!("../../../interview-core/schema/policy.schema.json");
    vec![
        claim(
            "error_codes",
            "error-codes-one",
            "A code is listed with its category and meaning.",
            closed,
            true,
        ),
        claim(
            "error_codes",
            "error-codes-all",
            "The whole list, in its order.",
            crate::surface::errors(),
            true,
        ),
        claim(
            "error_codes",
            "error-codes-unknown",
            "A code that there isn't.",
            error("tampered", "input", "Tampering is a finding."),
            false,
        ),
        claim(
            "default_policy",
            "default-policy",
            "The default policy as canonical JSON.",
            policy.into(),
            true,
        ),
        claim(
            "default_policy",
            "default-policy-demanding",
            "The default policy demands nothing.",
            policy.replace("\"ticket\":false", "\"ticket\":true").into(),
            false,
        ),
        Case::new(
            "default_policy",
            "policy-canonical",
            "Members that a policy leaves out have their defaults, and all stand in their order.",
        )
        .given("policy", full)
        .output(full_text),
        Case::new(
            "default_policy",
            "policy-misspelt",
            "A policy with a misspelt member is refused.",
        )
        .given("policy", json!({ "demand": {} }))
        .error("invalid_options"),
        Case::new("default_policy", "policy-list", "A list isn't taken for a policy.")
            .given("policy", json!([]))
            .error("invalid_options"),
        Case::new("policy_schema", "policy-schema", "The JSON schema of a policy.")
            .file("claim", "policy.schema.json", schema)
            .output(true),
        Case::new(
            "policy_schema",
            "policy-schema-empty",
            "A schema that allows everything isn't it.",
        )
        .file("claim", "policy.schema.json", b"{}\n")
        .output(false)
        .negative(),
        claim(
            "version",
            "version",
            "The version of the library.",
            env!("CARGO_PKG_VERSION").into(),
            true,
        ),
        claim("version", "version-other", "A version that it isn't.", "0.0.0".into(), false),
    ]
}
