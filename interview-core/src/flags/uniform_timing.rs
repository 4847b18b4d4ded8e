//! Acts of one sort that come as evenly as a machine sends them.

use super::{
    Detector, Flag, Known,
    flag::{Measure, red_if, span},
};
use crate::{
    policy::FlagPolicy,
    session::{Act, What},
};

pub(super) struct UniformTiming;

/// The spread of a series of stretches.
struct Spread {
    mean_ms: u64,
    /// Standard deviation by mean, in thousandths.
    permille: u64,
}

impl Detector for UniformTiming {
    fn id(&self) -> &'static str {
        "uniform_timing"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let session = known.session;
        let series: [Vec<&Act>; 3] = [
            session.of(|what| matches!(what, What::Prompt)).collect(),
            session.of(|what| matches!(what, What::Call(_))).collect(),
            session.of(What::is_edit).collect(),
        ];
        let judged = series.iter().filter_map(|acts| Some((acts, spread(acts, policy)?)));
        let (acts, spread) = judged.min_by_key(|(_, spread)| spread.permille)?;
        if spread.permille >= policy.uniform_timing_yellow_permille {
            return None;
        }
        let is_red = spread.permille < policy.uniform_timing_red_permille;
        let threshold = if is_red {
            policy.uniform_timing_red_permille
        } else {
            policy.uniform_timing_yellow_permille
        };
        let detail = format!(
            "{} acts of one sort came {} apart on average, and each stretch was much like the others. People and assistants are usually less even.",
            acts.len(),
            span(spread.mean_ms)
        );
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "uniform timing",
            detail,
            acts.iter().map(|act| act.seq).collect(),
            Measure {
                of_what: " of the mean",
                ..Measure::of(spread.permille, threshold, "thousandth")
            },
        ))
    }
}

/// The spread of the stretches between acts; none where there are few, or where they are so short
/// that a machine makes them.
fn spread(acts: &[&Act], policy: &FlagPolicy) -> Option<Spread> {
    let gaps: Vec<u128> = acts
        .windows(2)
        .filter_map(|pair| match pair {
            [before, after] => u128::try_from(after.at_ms - before.at_ms).ok(),
            _ => None,
        })
        .collect();
    let n = gaps.len() as u128;
    if n < u128::from(policy.uniform_timing_gaps) || n < 2 {
        return None;
    }
    let sum: u128 = gaps.iter().sum();
    let mean_ms = u64::try_from(sum / n).ok()?;
    if mean_ms < policy.uniform_timing_mean_ms {
        return None;
    }
    // With s² = (n·Σg² − (Σg)²) / (n·(n−1)) and m = Σg / n, s / m = √(n·(n·Σg² − (Σg)²) / (n−1)) / Σg.
    let squares: u128 =
        gaps.iter().map(|gap| gap.saturating_mul(*gap)).fold(0, u128::saturating_add);
    let spread = n.checked_mul(squares)?.checked_sub(sum.checked_mul(sum)?)?;
    let ratio =
        n.checked_mul(spread)?.checked_mul(1_000_000)? / (n - 1) / sum.checked_mul(sum)?.max(1);
    Some(Spread { mean_ms, permille: u64::try_from(ratio.isqrt()).ok()? })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::flags::testing::Scene;

    #[test]
    fn even_stretches_count_where_there_are_many() {
        // Stretches of 10 s, in turn so much longer and shorter.
        let check = |gaps: u64, off_ms: u64, expected: &str| {
            let mut scene = Scene::new();
            let prompt = ("user_prompt", "candidate", json!({ "text": "go on" }));
            scene.repeat(1, 0, prompt.clone());
            for gap in 0..gaps {
                let ms = if gap % 2 == 0 { 10_000 + off_ms } else { 10_000 - off_ms };
                scene.repeat(1, ms, prompt.clone());
            }
            let told = scene.told("uniform_timing");
            assert!(told.starts_with(expected), "{gaps} {off_ms}: {told}");
        };
        // With n stretches the sample deviation is off_ms by the root of n / (n - 1).
        check(9, 0, "none");
        check(10, 1_900, "none");
        check(
            10,
            1_880,
            "yellow: 198 thousandths of the mean, threshold 200 thousandths of the mean, distance 2",
        );
        check(10, 949, "yellow: 100 thousandths");
        check(
            10,
            940,
            "red: 99 thousandths of the mean, threshold 100 thousandths of the mean, \
             distance 1 thousandth of the mean, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]",
        );
    }

    #[test]
    fn the_spread_is_that_of_a_sample() {
        let check = |at_s: &[i64], expected: Option<u64>| {
            let acts: Vec<_> = at_s
                .iter()
                .map(|at| Act { seq: 0, at_ms: at * 1000, what: What::Prompt })
                .collect();
            let policy = FlagPolicy { uniform_timing_gaps: 4, ..FlagPolicy::default() };
            let acts: Vec<_> = acts.iter().collect();
            assert_eq!(spread(&acts, &policy).map(|spread| spread.permille), expected, "{at_s:?}");
        };
        check(&[0, 30, 60, 90, 120], Some(0));
        // Stretches 10, 20, 30, 40: mean 25, sample deviation 12.909.
        check(&[0, 10, 30, 60, 100], Some(516));
        check(&[0, 30, 60], None);
        check(&[0, 1, 2, 3, 4], None);
    }
}
