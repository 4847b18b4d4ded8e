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
            Some(_) => (Measure::of(found.lines, policy.hooks_gap_red_lines, "line"), true),
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
    let least_ms = policy.hooks_gap_red_ms.min(policy.hooks_gap_ms);
    let mut earlier = None;
    let mut quiet: Vec<_> = acts
        .chain(last)
        .filter_map(|(after, until_ms)| {
            let (before, from_ms) = earlier.replace((after, until_ms))?;
            let ms = u64::try_from(until_ms.saturating_sub(from_ms)).ok()?;
            (ms >= least_ms).then_some((Quiet { before, after, ms, lines: 0 }, until_ms))
        })
        .collect();
    for (seq, lines) in known.evidence.nowhere.appeared() {
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
            quiet.lines += lines;
        }
    }
    quiet.into_iter().map(|(quiet, _)| quiet).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{evidence::Class, flags::testing::Scene};

    /// A prompt, a stretch without an act, a change of a file behind it, and more prompts.
    fn scene(gap_ms: u64, lines: u64, settle_ms: u64) -> Scene {
        let prompt = ("user_prompt", "candidate", json!({ "text": "go on" }));
        let mut scene = Scene::new();
        scene.repeat(1, 0, prompt.clone()).repeat(1, gap_ms, prompt.clone());
        scene.wait(settle_ms);
        scene.say("file_change", "recorder", json!({ "path": "src/0.rs", "cause": "seen" }));
        scene.repeat(10, 240_000, prompt);
        if lines > 0 {
            scene.adds(lines, Class::Unexplained, Some(3));
        }
        scene
    }

    #[test]
    fn a_long_stretch_is_yellow_and_lines_behind_it_are_red() {
        let check = |gap_ms: u64, lines: u64, settle_ms: u64, expected: &str| {
            let told = scene(gap_ms, lines, settle_ms).told("hooks_gap");
            assert_eq!(told, expected, "{gap_ms} {lines} {settle_ms}");
        };
        check(899_999, 0, 0, "none");
        check(900_000, 0, 0, "yellow: 900000 ms, threshold 900000 ms, distance 0 ms, [1, 2]");
        check(300_000, 39, 0, "none");
        check(299_999, 40, 0, "none");
        check(300_000, 40, 60_001, "none");
        check(300_000, 40, 60_000, "red: 40 lines, threshold 40 lines, distance 0 lines, [1, 2]");
        check(900_000, 39, 0, "yellow: 900000 ms, threshold 900000 ms, distance 0 ms, [1, 2]");
    }

    #[test]
    fn a_stretch_is_long_beside_the_session() {
        let check = |prompts: u64, expected: &str| {
            let prompt = ("user_prompt", "candidate", json!({ "text": "go on" }));
            let mut scene = Scene::new();
            scene.repeat(1, 900_000, prompt.clone()).repeat(prompts, 100_000, prompt);
            assert!(scene.told("hooks_gap").starts_with(expected), "{prompts}");
        };
        check(27, "yellow: 900000 ms");
        check(28, "none");
    }
}
