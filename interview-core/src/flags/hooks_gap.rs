//! A long stretch of which the log tells nothing. A break looks like this; so does work while
//! nothing is recorded, and then lines appear right behind it that nobody explains.

use super::{
    Detector, Flag, Known,
    flag::{Measure, count, red_if, span},
    known::permille,
};
use crate::policy::FlagPolicy;

pub(super) struct HooksGap;

/// A stretch without an act.
#[derive(Clone, Copy)]
struct Quiet {
    before: u64,
    after: u64,
    ms: u64,
    /// Lines that appear right behind it and that nobody explains.
    lines: u64,
}

impl Detector for HooksGap {
    fn id(&self) -> &'static str {
        "hooks_gap"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let quiet = stretches(known, policy);
        let fills = |quiet: &Quiet| {
            quiet.ms >= policy.hooks_gap_red_ms && quiet.lines >= policy.hooks_gap_red_lines
        };
        let elapsed_ms = known.session.local_ms();
        let is_long = |quiet: &Quiet| {
            quiet.ms >= policy.hooks_gap_ms
                && permille(quiet.ms, elapsed_ms) >= policy.hooks_gap_permille
        };
        let red = quiet.iter().copied().filter(fills).max_by_key(|quiet| quiet.lines);
        let found =
            red.or_else(|| quiet.iter().copied().filter(is_long).max_by_key(|quiet| quiet.ms))?;
        let what = match found.lines {
            0 => "Nothing changed in it that the log can't explain.".to_owned(),
            lines => format!(
                "Right behind it {} stood there of which the log doesn't tell who wrote them.",
                count(lines, "line")
            ),
        };
        let detail =
            format!("For {} no event was recorded. {what} A break looks the same.", span(found.ms));
        let (measure, is_red) = match red {
            Some(_) => (Measure::of(found.lines, policy.hooks_gap_red_lines, "lines"), true),
            None => (Measure::of(found.ms, policy.hooks_gap_ms, "ms"), false),
        };
        let evidence = vec![found.before, found.after];
        Some(Flag::new(self.id(), red_if(is_red), "long gap", detail, evidence, measure))
    }
}

/// Stretches without an act that are long enough to be looked at.
fn stretches(known: &Known<'_>, policy: &FlagPolicy) -> Vec<Quiet> {
    let session = known.session;
    let ends = session.start.into_iter().map(|start| (start.seq, start.at_ms));
    let acts = ends.chain(session.acts.iter().map(|act| (act.seq, act.at_ms)));
    let last = session.end.map(|end| (end.seq, end.at_ms));
    let points: Vec<_> = acts.chain(last).collect();
    let least_ms = policy.hooks_gap_red_ms.min(policy.hooks_gap_ms);
    let mut quiet: Vec<_> = points
        .windows(2)
        .filter_map(|pair| match pair {
            [(before, from_ms), (after, until_ms)] => {
                let ms = u64::try_from(until_ms.saturating_sub(*from_ms)).ok()?;
                (ms >= least_ms)
                    .then_some((Quiet { before: *before, after: *after, ms, lines: 0 }, *until_ms))
            }
            _ => None,
        })
        .collect();
    for span in known.untold_spans() {
        let Some(seq) = span.seq else { continue };
        let behind = quiet.partition_point(|(quiet, _)| quiet.after <= seq);
        let Some((quiet, until_ms)) = behind.checked_sub(1).and_then(|place| quiet.get_mut(place))
        else {
            continue;
        };
        let act = session.acts.partition_point(|act| act.seq < seq);
        let settle_ms = i64::try_from(policy.hooks_gap_settle_ms).unwrap_or(i64::MAX);
        let is_behind = session
            .acts
            .get(act)
            .is_some_and(|act| act.at_ms.saturating_sub(*until_ms) <= settle_ms);
        if is_behind {
            quiet.lines += span.lines;
        }
    }
    quiet.into_iter().map(|(quiet, _)| quiet).collect()
}
