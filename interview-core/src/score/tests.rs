//! Laws of overtime: the published figures, and an independent computation with cross-multiplied
//! fractions to compare with.

use proptest::prelude::*;

use super::*;

const LIMIT_MS: u64 = 3_600_000;

fn with(over_ms: u64, raw: &str, policy: &OvertimePolicy) -> (String, String) {
    let it = overtime(LIMIT_MS + over_ms, LIMIT_MS, Some(raw), policy).unwrap();
    assert_eq!((it.over_ms, it.raw.as_deref()), (Some(over_ms), Some(raw)));
    (it.deduction.unwrap(), it.final_score.unwrap())
}

#[test]
fn the_published_figures_hold() {
    let check = |over_ms: u64, raw: &str, deduction: &str, left: &str| {
        let policy = OvertimePolicy::default();
        let found = with(over_ms, raw, &policy);
        assert_eq!(found, (deduction.into(), left.into()), "{over_ms} ms over, {raw}");
        assert_eq!(adjusted_score(LIMIT_MS + over_ms, LIMIT_MS, raw, &policy).unwrap(), left);
    };
    let min = 60_000;
    check(0, "7.5", "0", "7.5");
    check(min, "7.5", "0.005", "7.5");
    check(7 * min, "7.5", "0.245", "7.26");
    check(7 * min + min / 2, "7.5", "0.2813", "7.22");
    check(10 * min, "7.5", "0.5", "7");
    check(10 * min + 1, "7.5", "0.5", "7");
    check(15 * min, "8", "0.625", "7.38");
    check(20 * min, "7.5", "1", "6.5");
    check(30 * min, "7.5", "1.5", "6");
    check(45 * min, "8.005", "1.75", "6.26");
    check(60 * min, "7.5", "2.5", "5");
    check(60 * min + 1, "7.5", "4", "3.5");
    check(10_000 * min, "7.5", "4", "3.5");
    check(60 * min + 1, "3.9", "4", "0");
    check(1, "0", "0", "0");
    check(7 * min, "7.50", "0.245", "7.26");
}

#[test]
fn the_final_score_comes_from_the_exact_deduction() {
    // 0.004999… is shown as 0.005, and still takes less than half a hundredth from 7.
    let (deduction, left) = with(59_999, "7", &OvertimePolicy::default());
    assert_eq!((deduction.as_str(), left.as_str()), ("0.005", "7"));
    let (deduction, left) = with(60_001, "7", &OvertimePolicy::default());
    assert_eq!((deduction.as_str(), left.as_str()), ("0.005", "6.99"));
}

#[test]
fn what_is_not_known_is_null() {
    let policy = OvertimePolicy::default();
    let check = |limit_ms, raw: Option<&str>, expected: &str| {
        let it = overtime(LIMIT_MS + 420_000, limit_ms, raw, &policy).unwrap();
        assert_eq!(serde_json::to_string(&it).unwrap(), expected);
    };
    check(
        LIMIT_MS,
        Some("7.50"),
        r#"{"limit_ms":3600000,"over_ms":420000,"raw":"7.50","deduction":"0.245","final":"7.26"}"#,
    );
    check(
        LIMIT_MS,
        None,
        r#"{"limit_ms":3600000,"over_ms":420000,"raw":null,"deduction":"0.245","final":null}"#,
    );
    check(
        0,
        Some("7.506"),
        r#"{"limit_ms":null,"over_ms":null,"raw":"7.506","deduction":null,"final":"7.51"}"#,
    );
    check(
        9_000_000,
        Some("7"),
        r#"{"limit_ms":9000000,"over_ms":0,"raw":"7","deduction":"0","final":"7"}"#,
    );
}

#[test]
fn a_policy_may_replace_the_bands() {
    let check = |json: &str, over_ms: u64, expected: &str| {
        let policy = OvertimePolicy::from_json(json).unwrap();
        assert_eq!(with(over_ms, "10", &policy).0, expected, "{json} at {over_ms}");
    };
    let ramp = r#"{"ramp_until_min":90}"#;
    check(ramp, 3_600_000, "2.5");
    check(ramp, 3_600_001, "2.5");
    check(ramp, 4_500_000, "2.875");
    check(ramp, 5_400_000, "4");
    check(ramp, 5_400_001, "4");
    check(r#"{"bands":[]}"#, 0, "0");
    check(r#"{"bands":[]}"#, 1, "4");
    check(r#"{"bands":[],"beyond":"0"}"#, 1, "0");
    check(r#"{"bands":[],"beyond":"3","ramp_until_min":30}"#, 900_000, "0.75");
    check(r#"{"bands":[{"until_min":3,"deduction":"1"}]}"#, 60_000, "0.1111");
}

#[test]
fn a_score_or_policy_that_cannot_be_used_is_an_error() {
    let code = |raw: Option<&str>, policy: &OvertimePolicy| {
        overtime(1, 1, raw, policy).unwrap_err().code().as_str()
    };
    assert_eq!(code(Some("7.1234567"), &OvertimePolicy::default()), "invalid_score");
    assert_eq!(code(Some("-1"), &OvertimePolicy::default()), "invalid_score");
    let falling = OvertimePolicy { beyond: "1".into(), ..OvertimePolicy::default() };
    assert_eq!(code(None, &falling), "invalid_options");
}

/// The same function by another way: bands in seconds of thousandths, found from the far end, and
/// answered as a comparison and not as a quotient. Whether `shown` is the deduction or the rest of
/// `raw` (in millionths), rounded half up to `unit`ths.
fn is_rounded(shown: &str, over_ms: u64, raw: Option<u64>, unit: i128) -> bool {
    let table = [(0_u64, 0_i128), (600_000, 5), (1_200_000, 10), (1_800_000, 15), (3_600_000, 25)];
    // The deduction is `n` / (10 * `d`).
    let (n, d) = match table.iter().rposition(|(start, _)| over_ms > *start) {
        None => (0, 1),
        Some(4) => (40, 1),
        Some(band) => {
            let ((start, low), (end, high)) = (table[band], table[band + 1]);
            let (x, w) = (i128::from(over_ms - start), i128::from(end - start));
            (low * w * w + (high - low) * x * x, w * w)
        }
    };
    let (n, d) = match raw {
        None => (n, 10 * d),
        Some(raw) => ((i128::from(raw) * d * 10 - n * 1_000_000).max(0), d * 10_000_000),
    };
    let (whole, decimals) = shown.split_once('.').unwrap_or((shown, ""));
    let scale = 10_i128.pow(u32::try_from(decimals.len()).unwrap());
    let shown: i128 = format!("{whole}{decimals}").parse::<i128>().unwrap() * unit / scale;
    // shown - 1/2 <= n * unit / d < shown + 1/2
    (2 * shown - 1) * d <= 2 * n * unit && 2 * n * unit < (2 * shown + 1) * d
}

fn millionths(text: &str) -> u64 {
    Decimal::parse(text).unwrap().millionths()
}

/// Times over the limit, with those around the ends of bands among them.
fn any_over() -> impl Strategy<Value = u64> {
    let ends = prop::sample::select(vec![0_u64, 600_000, 1_200_000, 1_800_000, 3_600_000]);
    prop_oneof![
        0_u64..5_000_000,
        (ends, 0_u64..5).prop_map(|(end, near)| (end + near).saturating_sub(2)),
    ]
}

fn any_policy() -> impl Strategy<Value = OvertimePolicy> {
    let band = (1_u32..100, 0_u64..3_000_000);
    (prop::collection::vec(band, 0..6), 0_u64..3_000_000, prop::option::of(1_u32..100)).prop_map(
        |(steps, beyond, ramp)| {
            let (mut until_min, mut deduction) = (0, 0);
            let decimal = |millionths: u64| {
                format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
            };
            let bands = steps
                .into_iter()
                .map(|(minutes, more)| {
                    (until_min, deduction) = (until_min + minutes, deduction + more);
                    OvertimeBand { until_min, deduction: decimal(deduction) }
                })
                .collect();
            OvertimePolicy {
                bands,
                beyond: decimal(deduction + beyond),
                ramp_until_min: ramp.map(|minutes| until_min + minutes),
            }
        },
    )
}

proptest! {
    #[test]
    fn figures_are_exact(over in any_over(), raw in 0_u64..12_000_000) {
        let text = format!("{}.{:06}", raw / 1_000_000, raw % 1_000_000);
        let (deduction, left) = with(over, &text, &OvertimePolicy::default());
        prop_assert!(is_rounded(&deduction, over, None, 10_000), "{over} {deduction}");
        prop_assert!(is_rounded(&left, over, Some(raw), 100), "{over} {text} {left}");
    }

    #[test]
    fn more_time_never_costs_less(
        policy in any_policy(),
        over in 0_u64..50_000_000,
        more in 0_u64..5_000_000,
        raw in 0_u64..12_000_000,
    ) {
        let raw = format!("{}.{:06}", raw / 1_000_000, raw % 1_000_000);
        let (earlier, later) = (with(over, &raw, &policy), with(over + more, &raw, &policy));
        prop_assert!(millionths(&earlier.0) <= millionths(&later.0));
        prop_assert!(millionths(&earlier.1) >= millionths(&later.1));
        // Half a unit of the last place is all that rounding adds.
        prop_assert!(millionths(&later.0) <= millionths(&policy.beyond) + 50);
        prop_assert!(millionths(&later.1) <= millionths(&raw) + 5_000);
    }

    #[test]
    fn a_ramp_has_no_step(until in 61_u32..600, over in 0_u64..40_000_000) {
        let policy = OvertimePolicy { ramp_until_min: Some(until), ..OvertimePolicy::default() };
        let (now, then) = (with(over, "10", &policy).0, with(over + 1, "10", &policy).0);
        // The steepest point is the end of the ramp: 2 * 1.5 / 60,000 a millisecond.
        prop_assert!(millionths(&then) - millionths(&now) <= 150);
    }

    #[test]
    fn any_text_is_a_score_or_refused(text in "[0-9.eE+-]{0,12}|\\PC{0,6}") {
        let plain = regex::Regex::new(r"^(0|[1-9][0-9]{0,5})(\.[0-9]{1,6})?$").unwrap();
        prop_assert_eq!(Decimal::parse(&text).is_ok(), plain.is_match(&text), "{}", text);
    }
}
