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

/// Acts of each of these sorts are held against each other.
const SORTS: [fn(What) -> bool; 3] =
    [|what| matches!(what, What::Prompt), |what| matches!(what, What::Call(_)), What::is_edit];

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
        let judged =
            SORTS.into_iter().filter_map(|sort| Some((sort, spread(session.of(sort), policy)?)));
        let (sort, spread) = judged.min_by_key(|(_, spread)| spread.permille)?;
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
            session.count(sort),
            span(spread.mean_ms)
        );
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "uniform timing",
            detail,
            session.of(sort).map(|act| act.seq).collect(),
            Measure {
                of_what: " of the mean",
                ..Measure::of(spread.permille, threshold, "thousandth")
            },
        ))
    }
}

/// The spread of the stretches between acts; none where there are few, or where they are so short
/// that a machine makes them.
fn spread<'a>(acts: impl Iterator<Item = &'a Act>, policy: &FlagPolicy) -> Option<Spread> {
    let (mut n, mut sum, mut squares) = (0, 0, 0_u128);
    let mut before = None;
    for act in acts {
        let Some(before) = before.replace(act.at_ms) else { continue };
        let Ok(gap) = u128::try_from(act.at_ms - before) else { continue };
        n += 1;
        sum += gap;
        squares = squares.saturating_add(gap.saturating_mul(gap));
    }
    if n < u128::from(policy.uniform_timing_gaps) || n < 2 {
        return None;
    }
    let mean_ms = u64::try_from(sum / n).ok()?;
    if mean_ms < policy.uniform_timing_mean_ms {
        return None;
    }
    // With s² = (n·Σg² − (Σg)²) / (n·(n−1)) and m = Σg / n, s / m = √(n·(n·Σg² − (Σg)²) / (n−1)) / Σg.
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
            let act = |at_s| Act { seq: 0, at_ms: at_s * 1000, what: What::Prompt };
            let acts: Vec<_> = at_s.iter().copied().map(act).collect();
            let policy = FlagPolicy { uniform_timing_gaps: 4, ..FlagPolicy::default() };
            let found = spread(acts.iter(), &policy).map(|spread| spread.permille);
            assert_eq!(found, expected, "{at_s:?}");
        };
        check(&[0, 30, 60, 90, 120], Some(0));
        // Stretches 10, 20, 30, 40: mean 25, sample deviation 12.909.
        check(&[0, 10, 30, 60, 100], Some(516));
        check(&[0, 30, 60], None);
        check(&[0, 1, 2, 3, 4], None);
    }
}
