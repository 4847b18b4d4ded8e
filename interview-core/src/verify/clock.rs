//! The local clock: whether it goes back, and whether it steps against the witnesses.
//!
//! Local and witness time may differ by any amount; only a change of the difference tells. A
//! witness cosigns after the last line that its checkpoint covers and before the anchor that holds
//! its answer, so at each anchor the difference lies between two bounds. However late an answer is
//! written down, a step is told only where the bounds of two anchors can't both hold.

use std::collections::VecDeque;

use crate::{event::Timestamp, limits};

/// Cosignatures tell whole seconds.
const WITNESS_RESOLUTION_MS: i64 = 1000;

/// What is known of the local clock after so many lines.
#[derive(Debug, Default)]
pub(super) struct Clock {
    pub(super) first: Option<Timestamp>,
    pub(super) last: Option<Timestamp>,
    /// Local times of the newest lines, as far back as an anchor reaches.
    recent: VecDeque<i64>,
    /// Least and largest (local − witness) at the anchor before, in ms.
    offset: Option<(i64, i64)>,
    /// Largest least and smallest most of all anchors.
    extremes: Option<(i64, i64)>,
    /// Largest change of the difference between any two anchors, in ms, and the line of the later.
    pub(super) drift: Option<(u64, i64)>,
    lines: u64,
}

impl Clock {
    /// Takes the time of an event; by how much it went back, in ms.
    pub(super) fn tick(&mut self, at: Timestamp) -> Option<i64> {
        let back = self.last.map(|last| last.ms() - at.ms()).filter(|ms| *ms > 0);
        self.first.get_or_insert(at);
        self.last = Some(at);
        back
    }

    /// A line counts. A line without a time of its own has that of the line before.
    pub(super) fn line(&mut self) {
        self.recent.push_back(self.last.map_or(0, Timestamp::ms));
        if self.recent.len() as u64 > limits::ANCHOR_LAG + 1 {
            self.recent.pop_front();
        }
        self.lines += 1;
    }

    /// Compares with a witness's time for a checkpoint whose last line is so many lines back; the
    /// step since the anchor before, in ms.
    pub(super) fn witness(&mut self, witness_ms: i64, lines_back: u64) -> Option<i64> {
        let back = usize::try_from(lines_back).ok()?;
        let covered = *self.recent.get(self.recent.len().checked_sub(back + 1)?)?;
        let now = self.last?.ms();
        let least =
            covered.min(now).saturating_sub(witness_ms).saturating_sub(WITNESS_RESOLUTION_MS);
        let most = covered.max(now).saturating_sub(witness_ms);
        self.drifted(least, most);
        let before = self.offset.replace((least, most));
        let (least_before, most_before) = before?;
        if least > most_before {
            Some(least.saturating_sub(most_before))
        } else if most < least_before {
            Some(most.saturating_sub(least_before))
        } else {
            None
        }
    }

    /// Holds the bounds of an anchor against those of all before it: a clock that is moved in small
    /// steps is moved all the same.
    fn drifted(&mut self, least: i64, most: i64) {
        let (max_least, min_most) = self.extremes.unwrap_or((least, most));
        let (on, back) = (least.saturating_sub(min_most), max_least.saturating_sub(most));
        let ms = if on >= back { on } else { back.saturating_neg() };
        let largest = self.drift.map_or(0, |(_, ms)| ms.unsigned_abs());
        if on.max(back) > 0 && ms.unsigned_abs() > largest {
            self.drift = Some((self.lines, ms));
        }
        self.extremes = Some((max_least.max(least), min_most.min(most)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feeds (local time in s) lines and anchors at the end of each run: (witness s, lines back).
    fn check(runs: &[(&[i64], i64, u64)], expected: Option<i64>) {
        let mut clock = Clock::default();
        let mut step = None;
        for (locals, witness, back) in runs {
            for local in *locals {
                clock.tick(Timestamp::from_ms(local * 1000).unwrap());
                clock.line();
            }
            // The anchor's own line comes after its check.
            step = clock.witness(witness * 1000, *back);
            clock.line();
        }
        assert_eq!(step, expected);
    }

    #[test]
    fn a_steady_difference_is_no_step() {
        check(&[(&[1000, 1010], 5000, 0), (&[1020, 1030], 5020, 0)], None);
    }

    #[test]
    fn a_receipt_written_late_is_no_step() {
        check(&[(&[1000, 1010], 5010, 0), (&[1020, 1900], 5020, 1)], None);
    }

    #[test]
    fn small_steps_add_up() {
        let check = |anchors: &[(i64, i64)], expected: Option<(u64, i64)>| {
            let mut clock = Clock::default();
            for (local, witness) in anchors {
                clock.tick(Timestamp::from_ms(local * 1000).unwrap());
                clock.line();
                clock.witness(witness * 1000, 0);
                clock.line();
            }
            assert_eq!(clock.drift, expected);
        };
        check(&[(1000, 5000), (1020, 5020), (1040, 5040)], None);
        check(&[(1000, 5000), (1020, 5001), (1040, 5002)], Some((5, 37_000)));
        check(&[(1040, 5000), (1020, 5001), (1000, 5002)], Some((5, -41_000)));
    }

    #[test]
    fn a_clock_set_forward_or_back_is_told() {
        check(&[(&[1000], 5000, 0), (&[4600], 5010, 0)], Some(3_589_000));
        check(&[(&[9000], 5000, 0), (&[5400], 5010, 0)], Some(-3_609_000));
    }
}
