//! Lines that leave the grammar in one place. Everything around such a line is as it must be,
//! its hash in chain and tree included, so the line itself is all that can be found.

use super::{
    case::{At, Case},
    writer::{Setup, Writer},
};

pub(super) fn cases() -> Vec<Case> {
    [envelope(), times(), names(), data(), strings(), bytes(), redacted()].concat()
}

/// Line 3 of 7 bent.
fn bent(name: &str, about: &str, data: &str, bend: impl Fn(&str) -> Vec<u8>) -> Case {
    let name = format!("bad-{name}");
    let mut writer = Writer::new(&name, Setup::ticketed());
    writer.prompt("Before").bent(data, bend).prompt("Behind").anchor();
    let session = writer.end().seal();
    let assured = session.assured();
    Case::verify(&name, about, &session).altered("bad_line", At::Line(3), assured)
}

/// A part of the envelope replaced.
fn replaced(name: &str, about: &str, from: &str, to: &str) -> Case {
    bent(name, about, r#"{"text":"a"}"#, |line| {
        assert!(line.contains(from), "{name}: no {from} in {line}");
        line.replacen(from, to, 1).into_bytes()
    })
}

/// `data` of any bytes.
fn with_data(name: &str, about: &str, data: &[u8]) -> Case {
    bent(name, about, "DATA", |line| {
        let (before, behind) = line.split_once("DATA").unwrap();
        [before.as_bytes(), data, behind.as_bytes()].concat()
    })
}

fn envelope() -> Vec<Case> {
    let member = |line: &str, name: &str, behind: &str| {
        let start = line.find(&format!("\"{name}\":")).unwrap();
        let end = line.find(&format!("\"{behind}\":")).unwrap();
        (start, end)
    };
    let data = r#"{"text":"a"}"#;
    vec![
        bent("members-reordered", "`origin` stands before `kind`.", data, |line| {
            let ((kind, origin), salt) =
                (member(line, "kind", "origin"), member(line, "origin", "salt").1);
            format!(
                "{}{}{}{}",
                &line[..kind],
                &line[origin..salt],
                &line[kind..origin],
                &line[salt..]
            )
            .into_bytes()
        }),
        bent("member-missing", "There is no `salt`.", data, |line| {
            let (start, end) = member(line, "salt", "data");
            format!("{}{}", &line[..start], &line[end..]).into_bytes()
        }),
        bent("member-twice", "`seq` stands twice.", data, |line| {
            line.replacen(",\"at\"", ",\"seq\":3,\"at\"", 1).into_bytes()
        }),
        replaced(
            "member-added",
            "A member follows `data`.",
            "{\"text\":\"a\"}}",
            "{\"text\":\"a\"},\"more\":1}",
        ),
        replaced(
            "member-escaped",
            "A name of a member is spelled with an escape.",
            "\"kind\":",
            "\"\\u006bind\":",
        ),
        replaced(
            "space-in-envelope",
            "A space follows a colon of the envelope.",
            "\"seq\":",
            "\"seq\": ",
        ),
        replaced("space-before-line", "A space stands before the line.", "{\"prev\"", " {\"prev\""),
        bent("space-behind-line", "A space stands behind the line.", data, |line| {
            format!("{line} ").into_bytes()
        }),
        bent("brace-behind-line", "A second brace closes the line.", data, |line| {
            format!("{line}}}").into_bytes()
        }),
        bent("two-on-one-line", "Two events stand on one line.", data, |line| {
            format!("{line}{line}").into_bytes()
        }),
        bent("byte-order-mark", "A byte order mark stands before the line.", data, |line| {
            format!("\u{feff}{line}").into_bytes()
        }),
        bent("carriage-return", "A CR stands before the LF.", data, |line| {
            format!("{line}\r").into_bytes()
        }),
        bent("prev-upper-case", "`prev` is in upper case.", data, |line| {
            [line[..9].to_owned(), line[9..73].to_uppercase(), line[73..].to_owned()]
                .concat()
                .into_bytes()
        }),
        bent("prev-short", "`prev` has 63 digits.", data, |line| {
            [&line[..72], &line[73..]].concat().into_bytes()
        }),
        bent("prev-null", "`prev` is null.", data, |line| {
            format!("{{\"prev\":null{}", &line[74..]).into_bytes()
        }),
        replaced("seq-leading-zero", "`seq` has a leading zero.", "\"seq\":3", "\"seq\":03"),
        replaced("seq-sign", "`seq` has a sign.", "\"seq\":3", "\"seq\":+3"),
        replaced("seq-negative", "`seq` is negative.", "\"seq\":3", "\"seq\":-3"),
        replaced("seq-fraction", "`seq` has a fraction.", "\"seq\":3", "\"seq\":3.0"),
        replaced("seq-exponent", "`seq` has an exponent.", "\"seq\":3", "\"seq\":3e0"),
        replaced("seq-string", "`seq` is a string.", "\"seq\":3", "\"seq\":\"3\""),
        replaced("seq-missing", "`seq` has no digit.", "\"seq\":3", "\"seq\":"),
        replaced("seq-17-digits", "`seq` has 17 digits.", "\"seq\":3", "\"seq\":10000000000000000"),
        replaced(
            "seq-5000-digits",
            "`seq` has 5,000 digits.",
            "\"seq\":3",
            &format!("\"seq\":{}", "9".repeat(5_000)),
        ),
    ]
}

fn times() -> Vec<Case> {
    let at = |name: &str, at: &str| {
        let written = at.to_owned();
        bent(&format!("at-{name}"), &format!("`at` is `{at}`."), r#"{"text":"a"}"#, move |line| {
            let start = line.find("\"at\":\"").unwrap() + 6;
            format!("{}{written}{}", &line[..start], &line[start + 24..]).into_bytes()
        })
    };
    vec![
        at("year-0", "0000-01-01T00:00:00.000Z"),
        at("year-1969", "1969-12-31T23:59:59.999Z"),
        at("year-99999", "99999-01-01T00:00:00.000Z"),
        at("no-leap-day", "2027-02-29T12:00:00.000Z"),
        at("no-leap-day-1900s", "2100-02-29T12:00:00.000Z"),
        at("month-13", "2026-13-01T12:00:00.000Z"),
        at("day-0", "2026-11-00T12:00:00.000Z"),
        at("31-november", "2026-11-31T12:00:00.000Z"),
        at("hour-24", "2026-11-20T24:00:00.000Z"),
        at("minute-60", "2026-11-20T12:60:00.000Z"),
        at("leap-second", "2026-12-31T23:59:60.000Z"),
        at("two-decimals", "2026-11-20T12:00:00.00Z"),
        at("no-decimals", "2026-11-20T12:00:00Z"),
        at("lower-case", "2026-11-20t12:00:00.000z"),
        at("offset", "2026-11-20T12:00:00.000+00:00"),
        at("space", "2026-11-20 12:00:00.000Z"),
        at("empty", ""),
        at("letter", "2026-11-2oT12:00:00.000Z"),
    ]
}

fn names() -> Vec<Case> {
    let kind = |name: &str, kind: &str| {
        replaced(
            &format!("kind-{name}"),
            &format!("`kind` is `{kind}`."),
            "\"user_prompt\"",
            &format!("\"{kind}\""),
        )
    };
    let origin = |name: &str, origin: &str| {
        replaced(
            &format!("origin-{name}"),
            &format!("`origin` is `{origin}`."),
            "\"candidate\"",
            &format!("\"{origin}\""),
        )
    };
    let salt = |name: &str, about: &str, change: fn(&str) -> String| {
        bent(&format!("salt-{name}"), about, r#"{"text":"a"}"#, move |line| {
            let start = line.find("\"salt\":\"").unwrap() + 8;
            format!("{}{}{}", &line[..start], change(&line[start..start + 22]), &line[start + 22..])
                .into_bytes()
        })
    };
    vec![
        kind("upper-case", "User_prompt"),
        kind("empty", ""),
        kind("digit-first", "1kind"),
        kind("hyphen", "user-prompt"),
        kind("49-letters", &"k".repeat(49)),
        kind("vendor-without-name", "x.acme"),
        kind("vendor-three-parts", "x.acme.a.b"),
        kind("vendor-33-letters", &format!("x.{}.a", "v".repeat(33))),
        kind("vendor-empty", "x..a"),
        kind("quote", "user\\\"prompt"),
        kind("without-end", &"k".repeat(1_000)),
        origin("unknown", "somebody"),
        origin("vendor-empty", "x."),
        origin("upper-case", "Candidate"),
        origin("vendor-dot", "x.acme.a"),
        salt("short", "`salt` has 21 characters.", |salt| salt[..21].to_owned()),
        salt("long", "`salt` has 23 characters.", |salt| format!("{salt}A")),
        salt("padded", "`salt` has padding.", |salt| format!("{salt}==")),
        salt("unused-bits", "The unused bits of `salt` aren't zero.", |salt| {
            format!("{}B", &salt[..21])
        }),
        salt("standard-alphabet", "`salt` uses the other alphabet of base64.", |salt| {
            format!("+/{}", &salt[2..])
        }),
    ]
}

fn data() -> Vec<Case> {
    let check = |name: &str, about: &str, data: &str| {
        with_data(&format!("data-{name}"), about, data.as_bytes())
    };
    let number = |name: &str, number: &str| {
        check(
            &format!("number-{name}"),
            &format!("A number is `{}`.", &number[..number.len().min(24)]),
            &format!("{{\"text\":\"a\",\"n\":{number}}}"),
        )
    };
    let twice = |name: &str, data: &str| {
        check(&format!("key-twice-{name}"), &format!("A key stands twice: `{data}`."), data)
    };
    let deep = |open: &str, close: &str, depth: usize| {
        format!("{{\"text\":\"a\",\"n\":{}1{}}}", open.repeat(depth), close.repeat(depth))
    };
    vec![
        check("array", "`data` is an array.", "[]"),
        check("string", "`data` is a string.", "\"a\""),
        check("null", "`data` is null.", "null"),
        check("missing", "`data` has no value.", ""),
        check("not-closed", "`data` isn't closed.", "{\"text\":\"a\""),
        check("trailing-comma", "A comma stands before the brace.", "{\"text\":\"a\",}"),
        check(
            "comma-in-array",
            "A comma stands before the bracket.",
            "{\"text\":\"a\",\"n\":[1,]}",
        ),
        check("no-comma", "There is no comma between two members.", "{\"text\":\"a\" \"n\":1}"),
        check("no-colon", "There is no colon.", "{\"text\" \"a\"}"),
        check("no-value", "A member has no value.", "{\"text\":}"),
        check("key-without-quotes", "A key has no quotes.", "{text:\"a\"}"),
        check("comment", "There is a comment.", "{\"text\":\"a\"/* c */}"),
        check("literal", "A literal is misspelt.", "{\"text\":\"a\",\"n\":True}"),
        check("literal-cut", "A literal is cut.", "{\"text\":\"a\",\"n\":tru}"),
        check("nan", "A number is NaN.", "{\"text\":\"a\",\"n\":NaN}"),
        check("infinity", "A number is infinite.", "{\"text\":\"a\",\"n\":-Infinity}"),
        check("carriage-return", "A CR stands between tokens.", "{\"text\":\r\"a\"}"),
        check("form-feed", "A form feed stands between tokens.", "{\"text\":\u{c}\"a\"}"),
        check(
            "no-break-space",
            "A no-break space stands between tokens.",
            "{\"text\":\u{a0}\"a\"}",
        ),
        check("bracket-mismatch", "A brace closes an array.", "{\"text\":\"a\",\"n\":[1}}"),
        number("2-53", "9007199254740992"),
        number("minus-2-53", "-9007199254740992"),
        number("minus-zero", "-0"),
        number("fraction", "1.0"),
        number("fraction-of-zero", "0.5"),
        number("exponent", "1e3"),
        number("exponent-upper-case", "1E3"),
        number("leading-zero", "01"),
        number("leading-zero-negative", "-01"),
        number("plus", "+1"),
        number("only-minus", "-"),
        number("hexadecimal", "0x1"),
        number("17-digits", "10000000000000000"),
        number("5000-digits", &"7".repeat(5_000)),
        twice("known", r#"{"text":"a","text":"b"}"#),
        twice("equal-values", r#"{"text":"a","text":"a"}"#),
        twice("unknown", r#"{"text":"a","n":1,"m":2,"n":3}"#),
        twice("common", r#"{"text":"a","turn":"1","turn":"2"}"#),
        twice("nested", r#"{"text":"a","n":{"o":[{"p":1,"p":2}]}}"#),
        twice("in-known-object", r#"{"text":"a","attachments":[{"kind":"file","kind":"rule"}]}"#),
        twice("in-map", r#"{"text":"a","redactions":{"aws":1,"aws":2}}"#),
        twice("escaped", r#"{"text":"a","te\u0078t":"b"}"#),
        twice("escaped-unknown", r#"{"text":"a","n\/":1,"n/":2}"#),
        twice("surrogate-pair", "{\"text\":\"a\",\"\u{1f600}\":1,\"\\ud83d\\ude00\":2}"),
        twice("empty", r#"{"text":"a","":1,"":2}"#),
        check("depth-33", "Arrays are nested 33 deep.", &deep("[", "]", 32)),
        check("depth-33-objects", "Objects are nested 33 deep.", &deep("{\"a\":", "}", 32)),
        check("depth-100000", "Arrays are nested 100,000 deep.", &deep("[", "]", 100_000)),
        check(
            "depth-not-closed",
            "100,000 arrays are never closed.",
            &format!("{{\"n\":{}", "[".repeat(100_000)),
        ),
    ]
}

fn strings() -> Vec<Case> {
    let check = |name: &str, about: &str, inside: &str| {
        with_data(&format!("string-{name}"), about, format!("{{\"text\":\"{inside}\"}}").as_bytes())
    };
    vec![
        check("control", "U+0001 stands in a string.", "\u{1}"),
        check("tab", "A tab stands in a string.", "a\tb"),
        check("nul", "NUL stands in a string.", "a\0b"),
        check("escape-x", "An escape is `\\x41`.", "\\x41"),
        check("escape-short", "An escape is `\\u12`.", "\\u12"),
        check("escape-no-hex", "An escape is `\\u00zz`.", "\\u00zz"),
        check("escape-octal", "An escape is `\\0`.", "\\0"),
        check("not-closed", "A string isn't closed.", "\\"),
        check("lone-high-surrogate", "`\\ud800` stands alone.", "\\ud800"),
        check("lone-low-surrogate", "`\\udc00` stands alone.", "\\udc00"),
        check("two-high-surrogates", "Two high surrogates follow each other.", "\\ud83d\\ud83d"),
        check("surrogates-reversed", "A low surrogate stands before a high one.", "\\ude00\\ud83d"),
        check(
            "surrogate-and-letter",
            "A letter's escape follows a high surrogate.",
            "\\ud83d\\u0041",
        ),
        check("surrogate-apart", "A space divides a surrogate pair.", "\\ud83d \\ude00"),
        with_data(
            "string-lone-surrogate-in-key",
            "A key holds a lone surrogate.",
            br#"{"text":"a","\ud800":1}"#,
        ),
        with_data(
            "string-control-in-key",
            "A key holds a control character.",
            b"{\"text\":\"a\",\"\x1f\":1}",
        ),
    ]
}

fn bytes() -> Vec<Case> {
    let utf8 = |name: &str, about: &str, inside: &[u8]| {
        with_data(&format!("utf8-{name}"), about, &[b"{\"text\":\"", inside, b"\"}"].concat())
    };
    vec![
        utf8("lone-byte", "A byte 0xFF stands in a string.", b"\xff"),
        utf8("overlong", "U+0000 is spelled with two bytes.", b"\xc0\x80"),
        utf8("surrogate", "A surrogate is spelled in UTF-8.", b"\xed\xa0\x80"),
        utf8("too-large", "A code point lies beyond U+10FFFF.", b"\xf4\x90\x80\x80"),
        utf8("cut", "A character of three bytes is cut.", b"\xe2\x82"),
        utf8("latin-1", "A letter is in Latin-1.", b"f\xfcr"),
        bent("utf-16", "The line is in UTF-16.", r#"{"text":"a"}"#, |line| {
            line.encode_utf16().flat_map(u16::to_le_bytes).filter(|b| *b != b'\n').collect()
        }),
        bent("nuls", "The line is forty NULs.", r#"{"text":"a"}"#, |_| vec![0; 40]),
        bent("too-long", "The line has 1,048,577 bytes.", r#"{"text":"DATA"}"#, |line| {
            let rest = 1_048_577 - (line.len() - 4);
            line.replacen("DATA", &"a".repeat(rest), 1).into_bytes()
        }),
        bent("far-too-long", "The line has 3,000,000 bytes.", r#"{"text":"DATA"}"#, |line| {
            line.replacen("DATA", &"a".repeat(3_000_000), 1).into_bytes()
        }),
    ]
}

fn redacted() -> Vec<Case> {
    let check = |name: &str, about: &str, line: String| {
        bent(&format!("redacted-{name}"), about, r#"{"text":"a"}"#, move |_| {
            line.clone().into_bytes()
        })
    };
    vec![
        check("short", "A redacted line has 63 digits.", format!("~{}", "a".repeat(63))),
        check("long", "A redacted line has 65 digits.", format!("~{}", "a".repeat(65))),
        check("upper-case", "A redacted line is in upper case.", format!("~{}", "A".repeat(64))),
        check("only-tilde", "A redacted line has no hash.", "~".into()),
        check("space", "A space follows a redacted line.", format!("~{} ", "a".repeat(64))),
    ]
}
