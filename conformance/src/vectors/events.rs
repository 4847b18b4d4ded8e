//! Events that are told of, or that only look as if they should be: kinds, payloads, clocks, and
//! contents of `data` at the edges of the grammar.

use interview_core::hash::sha256;

use super::{
    case::Case,
    session::Session,
    writer::{Setup, Writer},
};

pub(super) fn cases() -> Vec<Case> {
    [kinds(), clocks(), contents()].concat()
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
