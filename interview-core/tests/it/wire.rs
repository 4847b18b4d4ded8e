//! The line grammar, from both sides: what the reader refuses, and that the writer writes only what
//! the reader takes.

use interview_core::{
    ErrorCode,
    event::Timestamp,
    hash::Hash,
    limits,
    wire::{Draft, Line, Reason, Salt, read_line, scan_object},
};
use proptest::prelude::*;

const ENVELOPE: &str = r#"{"prev":"0000000000000000000000000000000000000000000000000000000000000000","seq":0,"at":"2026-11-20T12:34:56.789Z","kind":"heartbeat","origin":"recorder","salt":"AAAAAAAAAAAAAAAAAAAAAA","data":{}}"#;

fn written(kind: &str, data: &str) -> String {
    let prepared = Draft::new(kind, "candidate", data).unwrap().prepare().unwrap();
    prepared.line(Hash::ZERO, 9_999_999_999_999_999, Timestamp::MAX, Salt([255; 16]))
}

fn refused(kind: &str, data: &str, expected: ErrorCode) {
    let error = Draft::new(kind, "candidate", data).and_then(Draft::prepare).unwrap_err();
    assert_eq!(error.code(), expected, "{error}");
}

#[test]
fn the_envelope_has_one_spelling() {
    assert!(
        matches!(read_line(ENVELOPE.as_bytes()), Ok(Line::Event(event)) if event.misfit.is_none())
    );
    let check = |from: &str, to: &str, expected: Reason| {
        let line = ENVELOPE.replacen(from, to, 1);
        assert_ne!(line, ENVELOPE);
        assert_eq!(read_line(line.as_bytes()).unwrap_err().reason, expected, "{line}");
    };
    check("{\"prev\"", "{ \"prev\"", Reason::Envelope);
    check("\"prev\"", "\"Prev\"", Reason::Envelope);
    check(":\"00", ":\"0g", Reason::Prev);
    check(":\"00", ":\"0A", Reason::Prev);
    check("\"seq\":0", "\"seq\":00", Reason::Seq);
    check("\"seq\":0", "\"seq\":-1", Reason::Seq);
    check("\"seq\":0", "\"seq\":10000000000000000", Reason::Seq);
    check("2026", "0000", Reason::At);
    check("2026", "1969", Reason::At);
    check("12:34:56.789Z", "12:34:60.789Z", Reason::At);
    check("\"heartbeat\"", "\"Heartbeat\"", Reason::Kind);
    check("\"heartbeat\"", "\"\"", Reason::Kind);
    check("\"recorder\"", "\"somebody\"", Reason::Origin);
    check("AA\",\"data\"", "AB\",\"data\"", Reason::Salt);
    check("\"data\":{}", "\"data\": {}", Reason::Json);
    check("\"data\":{}", "\"data\":[]", Reason::Json);
    check("\"data\":{}}", "\"data\":{}", Reason::Envelope);
    check("\"data\":{}}", "\"data\":{}}}", Reason::Trailing);
    check("\"data\":{}}", "\"data\":{}} ", Reason::Trailing);
    check("\"seq\":0,\"at\"", "\"seq\":0, \"at\"", Reason::Envelope);
    check("{", "\u{feff}{", Reason::Envelope);
    assert_eq!(read_line(b"").unwrap_err().reason, Reason::Empty);
    assert_eq!(read_line(b"\xff").unwrap_err().reason, Reason::NotUtf8);
}

#[test]
fn data_follow_the_strict_grammar() {
    let check = |data: &str, expected: Option<Reason>| {
        assert_eq!(
            scan_object(data.as_bytes()).err().map(|flaw| flaw.reason),
            expected,
            "{data:.80}"
        );
    };
    check("{}", None);
    check("{ \"a\"\t: [ 1 , -2 , true , null , \"\u{2028}\u{7f}\" ] }", None);
    check(r#"{"a":9007199254740991,"b":-9007199254740991}"#, None);
    check(r#"{"a":"\ud83d\ude00\/\b\f\n\r\t\"\\"}"#, None);
    check(r#"{"a":9007199254740992}"#, Some(Reason::Number));
    check(r#"{"a":-0}"#, Some(Reason::Number));
    check(r#"{"a":01}"#, Some(Reason::Number));
    check(r#"{"a":1.0}"#, Some(Reason::Number));
    check(r#"{"a":1e3}"#, Some(Reason::Number));
    check(r#"{"a":-}"#, Some(Reason::Number));
    check(&format!("{{\"a\":{}}}", "9".repeat(5000)), Some(Reason::Number));
    check(r#"{"a":1,"a":1}"#, Some(Reason::DuplicateKey));
    check(r#"{"a":1,"\u0061":1}"#, Some(Reason::DuplicateKey));
    check(r#"{"x":{"b":1,"c":1,"b":1}}"#, Some(Reason::DuplicateKey));
    check(r#"{"a":"\ud800"}"#, Some(Reason::Surrogate));
    check(r#"{"a":"\udc00"}"#, Some(Reason::Surrogate));
    check(r#"{"a":"\ud800\u0041"}"#, Some(Reason::Surrogate));
    check("{\"a\":\"\u{1f}\"}", Some(Reason::String));
    check(r#"{"a":"\x"}"#, Some(Reason::String));
    check(r#"{"a":"\u00g0"}"#, Some(Reason::String));
    check(r#"{"a":"#, Some(Reason::Json));
    check(r#"{"a":1,}"#, Some(Reason::Json));
    check("{\"a\":1\n}", Some(Reason::Json));
    check("{} {}", Some(Reason::Trailing));
    check(&format!("{{\"a\":{}{}}}", "[".repeat(31), "]".repeat(31)), None);
    check(&format!("{{\"a\":{}{}}}", "[".repeat(32), "]".repeat(32)), Some(Reason::TooDeep));
    check(&format!("{{\"a\":{}", "[".repeat(100_000)), Some(Reason::TooDeep));
}

#[test]
fn a_payload_that_does_not_fit_is_told_but_read() {
    let check = |kind: &str, data: &str, expected: Option<&str>| {
        let line =
            ENVELOPE.replace("heartbeat", kind).replace("\"data\":{}", &format!("\"data\":{data}"));
        let Ok(Line::Event(event)) = read_line(line.as_bytes()) else { panic!("{line}") };
        assert_eq!(event.misfit.map(|misfit| misfit.member), expected, "{data}");
    };
    check("user_prompt", r#"{"text":"x","unheard_of":[1]}"#, None);
    check("user_prompt", r#"{}"#, Some("text"));
    check("user_prompt", r#"{"text":1}"#, Some("text"));
    check("user_prompt", r#"{"text":null}"#, Some("text"));
    check("user_prompt", r#"{"text":"x","turn":1}"#, Some("turn"));
    check("test_run", r#"{"framework":"pytest","passed":-1}"#, Some("passed"));
    check(
        "file_edit",
        r#"{"path":"a","before":null,"hunks":[{"at":0,"removed":0,"added":"AAAAAAAAAAAA"}]}"#,
        None,
    );
    check("file_edit", r#"{"path":"/a"}"#, Some("path"));
    check(
        "file_edit",
        r#"{"path":"a","hunks":[{"at":0,"removed":0,"added":"AAAA"}]}"#,
        Some("added"),
    );
    check("file_edit", r#"{"path":"a","hunks":[{"at":0,"added":""}]}"#, Some("removed"));
    check("nobody_knows_this", r#"{"text":1}"#, None);
}

#[test]
fn secrets_are_gone_and_told_before_anything_is_hashed() {
    let secret = ["ghp_", "16C7e42F292c6912E7710c838347Ae178B4a"].concat();
    for data in [
        format!("{{\"text\":\"use {secret} please\"}}"),
        format!("{{\"text\":\"x\",\"foreign\":{{\"deep\":[\"{secret}\"]}}}}"),
        format!("{{\"text\":\"x\",\"{secret}\":1}}"),
        format!("{{\"text\":\"x\",\"model\":\"{secret}\"}}"),
    ] {
        let line = written("user_prompt", &data);
        assert!(!line.contains(&secret), "{line}");
        assert!(line.contains("\"redactions\":{\"github_token\":1}"), "{line}");
    }
    refused("user_prompt", r#"{"text":"x","redactions":{}}"#, ErrorCode::InvalidEvent);
    refused("user_prompt", r#"{"text":"x","adapted":[]}"#, ErrorCode::InvalidEvent);
}

#[test]
fn fields_of_a_fixed_spelling_cannot_carry_anything_else() {
    refused("line_salt", r#"{"salt":"hello"}"#, ErrorCode::InvalidEvent);
    refused("anchor", r#"{"note":"hello"}"#, ErrorCode::InvalidEvent);
    refused(
        "file_edit",
        r#"{"path":"a","hunks":[{"at":0,"removed":0,"added":"hello"}]}"#,
        ErrorCode::InvalidEvent,
    );
    refused("commit", r#"{"parents":["master"]}"#, ErrorCode::InvalidEvent);
    refused("user_prompt", r#"{}"#, ErrorCode::InvalidEvent);
}

#[test]
fn a_string_too_long_is_cut_at_a_code_point_and_told() {
    let long = "ü\\\"\\n".repeat(400_000);
    let line = written("user_prompt", &format!("{{\"text\":\"{long}\",\"turn\":\"kept\"}}"));
    assert!(
        line.len() <= limits::LINE_BYTES && line.len() > limits::LINE_BYTES - 2048,
        "{}",
        line.len()
    );
    assert!(matches!(read_line(line.as_bytes()), Ok(Line::Event(event)) if event.misfit.is_none()));
    assert!(line.contains(
        "\"adapted\":[{\"at\":\"/text\",\"what\":\"clipped\",\"bytes\":1600000,\"sha256\":\""
    ));
    assert!(line.contains("\"turn\":\"kept\""));
    let digests = "A".repeat(1_200_000);
    let data = format!(
        "{{\"path\":\"a\",\"hunks\":[{{\"at\":0,\"removed\":0,\"added\":\"{digests}\"}}]}}"
    );
    refused("file_edit", &data, ErrorCode::EventTooLarge);
}

fn json(depth: u32) -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        any::<i64>().prop_map(|n| n.to_string()),
        any::<f64>().prop_filter("JSON has no NaN", |f| f.is_finite()).prop_map(|f| f.to_string()),
        any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap()),
        prop_oneof![
            "\"[ -~]{0,8}\\\\ud8[0-9a-f]{2}[a-z]{0,3}\"",
            "\"\\\\udc00\\\\ud800\"",
            "-?[0-9]{1,40}(\\.[0-9]{1,4})?"
        ]
        .prop_map(|text: String| text.replace("[ -~]", ""))
        .prop_filter("what JSON has no spelling for", |text| !text.contains(['\u{0}'])),
    ];
    leaf.prop_recursive(depth, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5)
                .prop_map(|items| format!("[{}]", items.join(", "))),
            prop::collection::btree_map("[a-z~/ü]{0,6}", inner, 0..5).prop_map(|members| {
                let members =
                    members.into_iter().map(|(key, value)| format!("\"{key}\" : {value}"));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn what_the_writer_writes_the_reader_takes(free in json(6), text in any::<String>()) {
        let data = format!("{{\"text\":{},\"free\":{free}}}", serde_json::to_string(&text).unwrap());
        let draft = Draft::new("user_prompt", "candidate", &data);
        // Only texts that are no JSON at all may be refused here.
        if let Ok(draft) = draft {
            let line = draft.prepare().unwrap().line(Hash::ZERO, 7, Timestamp::EPOCH, Salt([0; 16]));
            let Ok(Line::Event(event)) = read_line(line.as_bytes()) else { panic!("{line}") };
            prop_assert!(event.misfit.is_none());
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), at in 0_usize..280) {
        let _ = read_line(&bytes);
        let mut line = ENVELOPE.as_bytes().to_vec();
        let at = at.min(line.len());
        line.truncate(at);
        line.extend(&bytes);
        let _ = read_line(&line);
    }
}
