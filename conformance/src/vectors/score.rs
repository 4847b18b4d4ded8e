//! Overtime: the published figures, the edges of bands, policies of other shapes, and scores that are
//! none. Every expected figure was computed by hand.

use serde_json::{Value, json};

use super::case::Case;

const MINUTE: u64 = 60_000;
/// An hour, the limit of every vector that has one.
const LIMIT: u64 = 60 * MINUTE;

pub(super) fn cases() -> Vec<Case> {
    [figures(), policies(), scores(), adjusted()].concat()
}

/// So long over the limit, with this score.
fn over(name: &str, about: &str, over_ms: u64, raw: &str) -> Case {
    Case::new("overtime", &format!("overtime-{name}"), about)
        .given("elapsed_ms", LIMIT + over_ms)
        .given("limit_ms", LIMIT)
        .given("raw", raw)
}

fn costs(case: Case, over_ms: u64, deduction: &str, left: &str) -> Case {
    let raw = case.vector.input.get("raw").cloned();
    case.output(json!({
        "limit_ms": LIMIT, "over_ms": over_ms, "raw": raw, "deduction": deduction, "final": left
    }))
}

fn figures() -> Vec<Case> {
    let check = |name: &str, about: &str, over_ms: u64, raw: &str, deduction: &str, left: &str| {
        costs(over(name, about, over_ms, raw), over_ms, deduction, left)
    };
    vec![
        check("none", "At the limit nothing is taken.", 0, "7.5", "0", "7.5"),
        check("1-ms", "A millisecond costs next to nothing.", 1, "7.5", "0", "7.5"),
        check("1-min", "A minute costs 0.005.", MINUTE, "7.5", "0.005", "7.5"),
        check(
            "7-min",
            "7 minutes cost 0.245; 7.255 is rounded away from zero, as no binary float could.",
            7 * MINUTE,
            "7.5",
            "0.245",
            "7.26",
        ),
        check(
            "just-under-1-min",
            "What is left comes from the exact deduction, not from the one that is shown.",
            MINUTE - 1,
            "7",
            "0.005",
            "7",
        ),
        check(
            "just-over-1-min",
            "The same deduction is shown, and another score is left.",
            MINUTE + 1,
            "7",
            "0.005",
            "6.99",
        ),
        check("10-min", "A band's end belongs to the band.", 10 * MINUTE, "7.5", "0.5", "7"),
        check("15-min", "Half of the second band.", 15 * MINUTE, "8", "0.625", "7.38"),
        check("20-min", "The second band's end.", 20 * MINUTE, "7.5", "1", "6.5"),
        check("30-min", "The third band's end.", 30 * MINUTE, "7.5", "1.5", "6"),
        check("45-min", "Half of the fourth band.", 45 * MINUTE, "8.005", "1.75", "6.26"),
        check("60-min", "The last band's end.", 60 * MINUTE, "7.5", "2.5", "5"),
        check("60-min-1-ms", "Behind it there is a step.", 60 * MINUTE + 1, "7.5", "4", "3.5"),
        check("a-week", "More isn't taken.", 7 * 24 * 60 * MINUTE, "7.5", "4", "3.5"),
        check("floor", "No score falls below 0.", 61 * MINUTE, "3.9", "4", "0"),
        check("zeros", "The score stays as it was written.", 7 * MINUTE, "7.50", "0.245", "7.26"),
        Case::new("overtime", "overtime-within", "Within the limit nothing is taken.")
            .given("elapsed_ms", LIMIT - 1)
            .given("limit_ms", LIMIT)
            .given("raw", "9.999")
            .output(json!({ "limit_ms": LIMIT, "over_ms": 0, "raw": "9.999", "deduction": "0", "final": "10" })),
        Case::new("overtime", "overtime-no-limit", "Without a limit there is no deduction.")
            .given("elapsed_ms", 100 * LIMIT)
            .given("limit_ms", 0)
            .given("raw", "7.5")
            .output(json!({ "limit_ms": null, "over_ms": null, "raw": "7.5", "deduction": null, "final": "7.5" })),
        Case::new("overtime", "overtime-no-score", "Without a score nothing is left of it.")
            .given("elapsed_ms", LIMIT + 7 * MINUTE)
            .given("limit_ms", LIMIT)
            .output(json!({ "limit_ms": LIMIT, "over_ms": 420_000, "raw": null, "deduction": "0.245", "final": null })),
    ]
}

fn band(until_min: u64, deduction: &str) -> Value {
    json!({ "until_min": until_min, "deduction": deduction })
}

fn policies() -> Vec<Case> {
    let by = |name: &str, about: &str, over_ms: u64, policy: Value| {
        over(name, about, over_ms, "10").given("policy", policy)
    };
    let ramp = json!({ "ramp_until_min": 90 });
    let refused = |name: &str, about: &str, policy: Value| {
        by(name, about, MINUTE, policy).error("invalid_options")
    };
    let bands = |count: u64| -> Vec<Value> { (1..=count).map(|until| band(until, "1")).collect() };
    vec![
        costs(
            by("ramp-begin", "A ramp begins where the last band ends.", LIMIT + 1, ramp.clone()),
            LIMIT + 1,
            "2.5",
            "7.5",
        ),
        costs(
            by("ramp-half", "Half of the ramp, by the same curve.", 75 * MINUTE, ramp.clone()),
            75 * MINUTE,
            "2.875",
            "7.13",
        ),
        costs(by("ramp-end", "The ramp's end.", 90 * MINUTE, ramp), 90 * MINUTE, "4", "6"),
        costs(
            by(
                "other-bands",
                "A policy may replace the bands: a third of one, 1/9 of its deduction.",
                MINUTE,
                json!({ "bands": [band(3, "1")] }),
            ),
            MINUTE,
            "0.1111",
            "9.89",
        ),
        costs(
            by(
                "no-bands",
                "Without bands and with nothing beyond, overtime is free.",
                90 * MINUTE,
                json!({ "bands": [], "beyond": "0" }),
            ),
            90 * MINUTE,
            "0",
            "10",
        ),
        costs(
            by(
                "longest-band",
                "A band as long and as dear as may be.",
                262_800 * MINUTE,
                json!({ "bands": [band(525_600, "999999.999999")], "beyond": "999999.999999" }),
            ),
            262_800 * MINUTE,
            "250000",
            "0",
        ),
        costs(
            by("64-bands", "As many bands as may be.", 65 * MINUTE, json!({ "bands": bands(64) })),
            65 * MINUTE,
            "4",
            "6",
        ),
        refused("65-bands", "One band too many.", json!({ "bands": bands(65) })),
        refused(
            "band-too-long",
            "A band ends behind a year.",
            json!({ "bands": [band(525_601, "1")] }),
        ),
        refused("band-empty", "A band has no length.", json!({ "bands": [band(0, "1")] })),
        refused(
            "band-backwards",
            "A band ends before the one before.",
            json!({ "bands": [band(20, "1"), band(10, "2")] }),
        ),
        refused(
            "band-falling",
            "More time costs less.",
            json!({ "bands": [band(10, "2"), band(20, "1")] }),
        ),
        refused("beyond-falling", "More time costs less at last.", json!({ "beyond": "2.4" })),
        refused("ramp-backwards", "A ramp ends in a band.", json!({ "ramp_until_min": 60 })),
        refused("deduction-negative", "A deduction has a sign.", json!({ "beyond": "-4" })),
        refused("deduction-number", "A deduction isn't a string.", json!({ "beyond": 4 })),
        refused("policy-list", "A list isn't taken for a policy.", json!([])),
        refused("band-list", "Nor for a band.", json!({ "bands": [[10, "0.5"]] })),
        refused("policy-misspelt", "A member is misspelt.", json!({ "band": [] })),
    ]
}

fn scores() -> Vec<Case> {
    let refused = |name: &str, about: &str, raw: &str| {
        over(&format!("score-{name}"), about, 7 * MINUTE, raw).error("invalid_score")
    };
    vec![
        costs(
            over("score-longest", "A score of 12 digits.", 7 * MINUTE, "999999.999999"),
            7 * MINUTE,
            "0.245",
            "999999.75",
        ),
        refused("7-decimals", "7 decimals are one too many.", "7.0000000"),
        refused("7-digits", "7 digits are one too many.", "1000000"),
        refused("exponent", "A score has an exponent.", "75e-1"),
        refused("sign", "A score has a sign.", "-7.5"),
        refused("plus", "A score has a sign that says nothing.", "+7.5"),
        refused("minus-zero", "A score is minus zero.", "-0"),
        refused("empty", "A score is empty.", ""),
        refused("word", "A score is a word.", "good"),
        refused("nan", "A score isn't a number.", "NaN"),
        refused("comma", "A score has a comma.", "7,5"),
        refused("space", "A score has a space.", " 7.5"),
        refused("leading-zero", "A score begins with a zero.", "07.5"),
        refused("no-decimals", "A score ends with its point.", "7."),
        refused("no-digits", "A score begins with its point.", ".5"),
        refused("other-digits", "A score has digits of another script.", "٧"),
    ]
}

fn adjusted() -> Vec<Case> {
    let of = |name: &str, about: &str, over_ms: u64, raw: &str| {
        over(name, about, over_ms, raw).again("adjusted_score", &format!("adjusted-{name}"), about)
    };
    vec![
        of("7-min", "What 7 minutes leave of 7.5.", 7 * MINUTE, "7.5").output("7.26"),
        of("none", "At the limit all is left, rounded.", 0, "7.255").output("7.26"),
        of("floor", "No score falls below 0.", 61 * MINUTE, "3.9").output("0"),
        of("no-limit", "Without a limit all is left.", 0, "7.5").given("limit_ms", 0).output("7.5"),
        of("score-sign", "A score has a sign.", 0, "-7.5").error("invalid_score"),
        of("policy", "A policy can't be used.", 0, "7.5")
            .given("policy", json!({ "beyond": "2.4" }))
            .error("invalid_options"),
    ]
}
