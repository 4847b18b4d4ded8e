//! `hooks_gap`: a long time without any event.

use super::{Event, LegacyFlag, Manifest, flag, python};

/// Times of this many or more aren't sorted where one of them is NaN.
const RUN: usize = 64;

/// The times of the events, in ms, with their lines.
#[derive(Default)]
pub(super) struct Gap {
    times: Vec<(f64, u64)>,
    raises: bool,
}

impl Gap {
    pub(super) fn event(&mut self, event: &Event<'_>) {
        use crate::legacy::value::Value::Null;
        if self.raises {
            return;
        }
        let (value, in_ms) = match (&event.timestamp_ms, &event.timestamp) {
            (Null, Null) => return,
            (Null, timestamp) => (timestamp, false),
            (timestamp_ms, _) => (timestamp_ms, true),
        };
        match python::float(value) {
            Ok(time) if !in_ms && time < 1e12 => self.times.push((time * 1000.0, event.line)),
            Ok(time) => self.times.push((time, event.line)),
            Err(_) => self.raises = true,
        }
    }

    /// The longest gap over 33 % of the session: red over 50 %.
    pub(super) fn hooks_gap(&self, manifest: &Manifest<'_>) -> Option<LegacyFlag> {
        let elapsed = python::float(&manifest.elapsed).ok()?;
        if self.raises || elapsed < 5.0 || self.times.len() < 3 {
            return None;
        }
        let sorted = sorted(&self.times)?;
        let mut gaps =
            sorted.iter().zip(sorted.iter().skip(1)).map(|(a, b)| (b.0 - a.0, [a.1, b.1]));
        let first = gaps.next()?;
        let (longest, lines) =
            gaps.fold(first, |most, gap| if gap.0 > most.0 { gap } else { most });
        let share = longest / (elapsed * 60.0 * 1000.0);
        let measured = format!("{share} of the session");
        if share > 0.5 {
            return Some(flag("hooks_gap", true, measured, "0.5", lines.into()));
        }
        (share > 0.33).then(|| flag("hooks_gap", false, measured, "0.33", lines.into()))
    }
}

/// The times as Python's `sorted` leaves them, which matters where NaN is among them.
fn sorted(times: &[(f64, u64)]) -> Option<Vec<(f64, u64)>> {
    let mut sorted = times.to_vec();
    if times.iter().all(|(time, _)| !time.is_nan()) {
        sorted.sort_by(|a, b| a.0.partial_cmp(&b.0).unwrap_or(std::cmp::Ordering::Equal));
        return Some(sorted);
    }
    if times.len() >= RUN {
        return None;
    }
    // A run that is in order, or strictly in reverse, then binary insertion.
    let pairs = || times.iter().zip(times.iter().skip(1)).map(|(a, b)| b.0 < a.0);
    let descends = pairs().next() == Some(true);
    let run = 1 + pairs().take_while(|less| *less == descends).count();
    let (run, rest) = times.split_at_checked(run)?;
    sorted = run.to_vec();
    if descends {
        sorted.reverse();
    }
    for time in rest {
        // With NaN nothing is partitioned, so which places are looked at decides.
        let (mut place, mut end) = (0, sorted.len());
        while place < end {
            let middle = place + (end - place) / 2;
            if sorted.get(middle).is_some_and(|before| time.0 < before.0) {
                end = middle;
            } else {
                place = middle + 1;
            }
        }
        sorted.insert(place, *time);
    }
    Some(sorted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_nan_are_ordered_as_python_orders_them() {
        const NAN: f64 = f64::NAN;
        let check = |times: &[f64], expected: Option<&[f64]>| {
            let times: Vec<_> = times.iter().map(|time| (*time, 0)).collect();
            let bits = |times: &[f64]| times.iter().map(|t| t.to_bits()).collect::<Vec<_>>();
            let sorted = sorted(&times).map(|it| it.iter().map(|it| it.0).collect::<Vec<_>>());
            assert_eq!(sorted.as_deref().map(bits), expected.map(bits), "{times:?}");
        };
        check(&[3.0, 1.0, 2.0], Some(&[1.0, 2.0, 3.0]));
        check(&[NAN, 7.0, 1.0], Some(&[NAN, 1.0, 7.0]));
        check(&[NAN, 7.0, 8.0], Some(&[NAN, 7.0, 8.0]));
        check(&[3.0, 2.0, NAN, NAN, 7.0], Some(&[2.0, 3.0, NAN, NAN, 7.0]));
        check(&[6.0, 7.0, NAN, 7.0, 6.0], Some(&[6.0, 7.0, NAN, 6.0, 7.0]));
        check(&[6.0, 8.0, 6.0, 4.0, 5.0, 3.0, NAN], Some(&[3.0, 4.0, 5.0, 6.0, 6.0, 8.0, NAN]));
        check(&[7.0, 7.0, NAN, 0.0, NAN, 6.0, 5.0], Some(&[7.0, 7.0, NAN, 0.0, NAN, 5.0, 6.0]));
        check(
            &[NAN, NAN, NAN, 3.0, 2.0, 0.0, 5.0, 7.0, NAN],
            Some(&[NAN, NAN, NAN, 0.0, 2.0, 3.0, 5.0, 7.0, NAN]),
        );
        check(
            &[8.0, 3.0, 4.0, NAN, NAN, NAN, 5.0, 4.0, 0.0],
            Some(&[3.0, 4.0, 8.0, NAN, NAN, NAN, 0.0, 4.0, 5.0]),
        );
        check(&[NAN; RUN], None);
        check(&[1.0; RUN], Some(&[1.0; RUN]));
    }
}
