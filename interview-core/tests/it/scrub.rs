//! Tests of `scrub` through its public names.
//!
//! `data/scrub.json` has the vectors. `␟` stands inside each secret there, so that no secret
//! scanner takes the file for a leak; it is removed before use.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::Value;

use interview_core::scrub::{Redaction, kinds, scrub, scrub_member};

use crate::shared;

/// One row of `data/scrub.json`.
struct Vector {
    name: String,
    input: String,
    output: String,
    redactions: BTreeMap<String, u32>,
}

fn vectors() -> Vec<Vector> {
    let rows: Vec<Value> = serde_json::from_str(include_str!("../data/scrub.json")).unwrap();
    let string = |row: &Value, member: &str| row[member].as_str().unwrap().replace('␟', "");
    rows.iter()
        .map(|row| Vector {
            name: string(row, "name"),
            input: string(row, "input"),
            output: string(row, "output"),
            redactions: serde_json::from_value(row["redactions"].clone()).unwrap(),
        })
        .collect()
}

fn counts(redactions: &[Redaction]) -> BTreeMap<String, u32> {
    redactions.iter().map(|redaction| (redaction.kind.to_owned(), redaction.count)).collect()
}

#[test]
fn every_vector_gives_its_output() {
    let mut wrong = Vec::new();
    for vector in vectors() {
        let scrubbed = scrub(&vector.input);
        if scrubbed.text != vector.output || counts(&scrubbed.redactions) != vector.redactions {
            wrong.push(format!(
                "{}\n  wanted {:?}\n  found  {:?}",
                vector.name, vector.output, scrubbed.text
            ));
        }
    }
    assert!(wrong.is_empty(), "{} vectors differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_kind_has_a_vector() {
    let seen: BTreeSet<String> =
        vectors().into_iter().flat_map(|row| row.redactions).map(|(kind, _)| kind).collect();
    let known: BTreeSet<String> =
        kinds().into_iter().filter(|kind| *kind != "unscanned").map(str::to_owned).collect();
    assert_eq!(seen, known);
}

#[test]
fn every_vector_holds_when_its_text_is_escaped_as_json() {
    for vector in vectors() {
        let escape = |text: &str| serde_json::to_string(text).unwrap();
        let scrubbed = scrub(&escape(&vector.input)).text.into_owned();
        assert_eq!(scrubbed, escape(&vector.output), "{}", vector.name);
    }
}

#[test]
fn a_text_without_secrets_is_borrowed() {
    assert!(matches!(scrub("the password: is wrong").text, std::borrow::Cow::Borrowed(_)));
}

#[test]
fn redactions_are_ordered_by_kind_and_counted() {
    let scrubbed = scrub("u://a:p1x@h v://a:p2x@h PASSWORD=hunter2 ");
    assert_eq!(
        scrubbed.redactions,
        [Redaction { kind: "password", count: 1 }, Redaction { kind: "url_password", count: 2 }]
    );
}

#[test]
fn a_member_that_names_a_secret_is_taken_whole() {
    fn check(key: &str, text: &str, expected: &str) {
        assert_eq!(scrub_member(key, text).text, expected, "{key}: {text}");
        assert_eq!(scrub_member(key, expected).redactions, [], "{key}: {expected}");
    }
    check("password", "hunter2", "[redacted:password]");
    check("DB_PASSWORD", " hunter2 ", "[redacted:password]");
    check("clientSecret", "q7Zt-bW3rm", "[redacted:password]");
    check("apiKey", "a8f3k2m9x7q4w1e6", "[redacted:secret]");
    check("x-api-key", "a8f3k2m9x7q4w1e6", "[redacted:secret]");
    check("Authorization", "Bearer a8f3k2m9x7q4w1e6", "[redacted:authorization]");
    check("password", "get_password()", "get_password()");
    check("password", "must be at least 8 characters", "must be at least 8 characters");
    check("token", "next", "next");
    check("tokens", "a8f3k2m9x7q4w1e6", "a8f3k2m9x7q4w1e6");
    check("description", "hunter2", "hunter2");
    check("description", "PASSWORD=hunter2", "PASSWORD=[redacted:password]");
    check("password", "[redacted:password]", "[redacted:password]");
}

/// Every name of a secret, in every spelling: as a member's, and in a text.
#[test]
fn every_name_of_a_secret_is_known() {
    let value = "9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c";
    let keys = [
        "api",
        "secret",
        "access",
        "private",
        "auth",
        "signing",
        "encryption",
        "account",
        "master",
        "service",
        "session",
        "client",
    ];
    let mut names: Vec<_> = ["password", "passwd", "passphrase", "pwd", "secret", "token"]
        .map(|name| [name.to_owned()])
        .concat();
    for between in ["_", "-", ""] {
        names.extend(keys.map(|key| format!("{key}{between}key")));
        names.extend(["secret", "key"].map(|key| format!("token{between}{key}")));
        names.push(format!("secret{between}key{between}base"));
    }
    for name in names.iter().flat_map(|name| [name.clone(), name.to_uppercase()]) {
        assert!(scrub_member(&name, value).text.starts_with("[redacted:"), "{name}");
        let text = format!("{name}={value}");
        assert!(scrub(&text).text.starts_with(&format!("{name}=[redacted:")), "{text}");
    }
    for name in ["sessionKey", "clientKey", "tlsClientKey", "apiKey", "X-Session-Key"] {
        assert_eq!(scrub_member(name, value).text, "[redacted:secret]", "{name}");
    }
}

#[test]
fn a_long_value_is_taken_whole() {
    let value = "aB3xK9mQ2w".repeat(1_000);
    for quote in ["", "\"", "'"] {
        let text = format!("API_KEY={quote}{value}{quote} x");
        assert_eq!(scrub(&text).text, format!("API_KEY={quote}[redacted:secret]{quote} x"));
    }
}

/// Inputs on which a pattern that starts again and again inside one run takes quadratic time:
/// minutes for a megabyte, where a linear one takes well under a second.
#[test]
fn a_megabyte_of_beginnings_is_scrubbed() {
    let pieces = [
        "a",
        "A",
        "0",
        " ",
        "\\",
        "\"",
        "'",
        "=",
        ":",
        "\n",
        "\\n",
        "eyJ",
        "eyJ.",
        "\\neyJ",
        ".eyJ0123456789",
        "sk-",
        " sk-",
        "sk-ant-",
        "://",
        "://a:",
        "://:@",
        "@",
        "-----BEGIN",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n",
        "-----END PRIVATE KEY-----",
        "password",
        "password=",
        "password=\"",
        "password=\\\"",
        "PASSWORD=a",
        "password: ",
        "token=",
        "TOKEN=aB3x",
        "secret_",
        "secret,\"",
        "auth",
        "authorization: bearer ",
        "curl -u a:",
        "curl -u a:b1 ",
        "-u a:b",
        "machine a login b password ",
        "machine\\n",
        "machine\\nlogin\\n",
        "[redacted:",
        "[redacted:password]",
        "[redacted:password",
        "AKIA",
        "MTMTMT",
        "MT.",
        ":AA",
        "1:AA",
        "LS0tLS1CRUdJTi",
        "Private-Lines: 1\n",
        "--password ",
        "<password>",
        "ghp_",
        "PRIVATE+KEY+",
        "PRIVATE+KEY+a+",
        "sig=",
        "&sig=%2B",
        "hooks.slack.com/services/",
        "é",
        "\u{1b}[0m",
    ];
    for piece in pieces {
        let text = piece.repeat(1_048_576 / piece.len());
        let once = scrub(&text);
        if !once.redactions.is_empty() {
            assert_eq!(scrub(&once.text).redactions, [], "{piece:?} scrubbed twice");
        }
    }
    let mixed: String = pieces.concat().repeat(1_000);
    assert!(!scrub(&mixed).text.is_empty());
}

/// Pieces of secrets, names, separators and prose.
fn fragment() -> impl Strategy<Value = String> {
    let pieces: Vec<String> = vectors().into_iter().map(|vector| vector.input).collect();
    let parts: Vec<String> = [
        "password",
        "PASSWORD",
        "token",
        "api_key",
        "secret",
        "=",
        ":",
        " ",
        "\"",
        "\\\"",
        "'",
        "\n",
        "\\n",
        "://",
        "@",
        "[redacted:jwt]",
        "[redacted:",
        "]",
        "eyJ",
        "sk-",
        "curl -u a:",
        "machine h login u password ",
        "-----",
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
        "Bearer ",
        "Authorization",
        "hunter2",
        "x1y2z3!",
        "ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "AKIA",
        "K7MDENGBPXRFIC2Y",
        ",",
        ">",
        "<",
        "(",
        "{",
        "$",
        "%3D",
        "u:p",
        "é",
        "export ",
        "value:",
        "--",
        "_",
        "-",
        ".",
        "/",
        ";",
        "&",
    ]
    .map(str::to_owned)
    .to_vec();
    let cut =
        (prop::sample::select(pieces), any::<prop::sample::Index>(), any::<prop::sample::Index>());
    let cut = cut.prop_map(|(text, from, to)| {
        let chars: Vec<char> = text.chars().collect();
        let (a, b) = (from.index(chars.len() + 1), to.index(chars.len() + 1));
        chars[a.min(b)..a.max(b)].iter().collect()
    });
    prop_oneof![3 => prop::sample::select(parts), 2 => cut, 1 => "\\PC{0,12}", 1 => "[A-Za-z0-9_-]{0,40}"]
}

fn text_of_fragments() -> impl Strategy<Value = String> {
    prop::collection::vec(fragment(), 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, ..ProptestConfig::default() })]

    #[test]
    fn scrubbing_twice_is_scrubbing_once(text in text_of_fragments()) {
        let once = scrub(&text).text.into_owned();
        let twice = scrub(&once);
        prop_assert_eq!(&twice.text, &once);
        prop_assert_eq!(twice.redactions, []);
    }

    #[test]
    fn a_member_scrubbed_twice_is_scrubbed_once(key in fragment(), text in text_of_fragments()) {
        let once = scrub_member(&key, &text).text.into_owned();
        let twice = scrub_member(&key, &once);
        prop_assert_eq!(&twice.text, &once);
        prop_assert_eq!(twice.redactions, []);
    }

    #[test]
    fn a_text_is_changed_exactly_where_redactions_are_counted(text in any::<String>()) {
        let scrubbed = scrub(&text);
        prop_assert_eq!(scrubbed.redactions.is_empty(), scrubbed.text == text);
    }

    #[test]
    fn words_without_signs_and_digits_are_left_alone(text in "[a-zA-Z ,.]{0,15}( [a-zA-Z,.]{0,15}){0,40}") {
        let scrubbed = scrub(&text);
        prop_assert_eq!(&scrubbed.text, &text);
    }

    #[test]
    fn no_secret_stays_between_other_texts(
        before in "(\\PC{0,30}[ \n])?",
        vector in prop::sample::select(vectors().into_iter().filter(|vector| vector.redactions.len() == 1).map(|vector| (vector.input, vector.output)).collect::<Vec<_>>()),
        after in "([ \n]\\PC{0,30})?",
    ) {
        let (input, output) = vector;
        // Values that only a line of their own gives away keep one, and a block cut short could go on.
        let text = format!("{before}\n{input}\n\n{after}");
        let scrubbed = scrub(&text).text.into_owned();
        prop_assert!(scrubbed.contains(&output), "{scrubbed:?} lacks {output:?}");
    }
}

#[test]
fn real_transcripts_have_no_false_positive() {
    let test = "real_transcripts_have_no_false_positive";
    let Some(folder) = shared::third_party(test, "transcripts") else { return };
    let files = shared::files_below(&folder);
    assert!(files.len() > 20, "only {} files in {}", files.len(), folder.display());
    let mut hits = Vec::new();
    for path in &files {
        let text = String::from_utf8_lossy(&shared::read(path)).into_owned();
        let mut note = |key: &str, text: &str| {
            let scrubbed = scrub_member(key, text);
            hits.extend(scrubbed.redactions.iter().map(|redaction| (path.clone(), redaction.kind)));
        };
        note("", &text);
        let values = serde_json::Deserializer::from_str(&text).into_iter::<Value>();
        values.map_while(Result::ok).for_each(|value| walk("", &value, &mut note));
    }
    assert_eq!(hits, []);
}

/// Calls `note` with every string below `value` and the name of its member.
fn walk(key: &str, value: &Value, note: &mut impl FnMut(&str, &str)) {
    match value {
        Value::String(text) => note(key, text),
        Value::Array(items) => items.iter().for_each(|item| walk(key, item, note)),
        Value::Object(members) => members.iter().for_each(|(key, value)| walk(key, value, note)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
