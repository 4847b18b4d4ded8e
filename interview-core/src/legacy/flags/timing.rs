//! `uniform_timing`: gaps between prompts, thoughts and tool calls that are all alike. Gaps come in
//! the order of the log; an older event behind a younger one makes a negative one.

use super::{
    Event, LegacyFlag, Raises, Type,
    exact::{Moments, Signed},
    flag,
};
use crate::legacy::{
    elapsed,
    value::{Number, Value},
};

/// The gaps so far.
#[derive(Default)]
pub(super) struct Timing {
    previous: Option<Value<'static>>,
    times: u64,
    gaps: Moments,
    raises: bool,
}

impl Timing {
    pub(super) fn event(&mut self, event: &Event<'_>) {
        self.raises |= event.kind == Type::Unhashable;
        let is_timed = matches!(event.kind, Type::UserPrompt | Type::ToolCall | Type::Thinking);
        if self.raises || !is_timed || matches!(event.timestamp_ms, Value::Null) {
            return;
        }
        self.times += 1;
        if let Some(previous) = &self.previous {
            match gap(previous, &event.timestamp_ms) {
                Ok(gap) => self.raises |= !self.gaps.add(&gap),
                Err(Raises) => self.raises = true,
            }
        }
        self.previous = Some(event.timestamp_ms.clone().into_owned());
    }

    /// Standard deviation over mean under 0.30: red under 0.15.
    pub(super) fn uniform_timing(&self) -> Option<LegacyFlag> {
        if self.raises || self.times < 6 {
            return None;
        }
        let (deviation, mean) = self.gaps.deviation_and_mean()?;
        let variation = deviation / mean;
        let measured = format!("variation {variation} of {} gaps", self.times - 1);
        if variation < 0.15 {
            return Some(flag("uniform_timing", true, measured, "0.15", vec![]));
        }
        (variation < 0.30).then(|| flag("uniform_timing", false, measured, "0.30", vec![]))
    }
}

/// The second time less the first. What isn't finite can't be averaged and compared either.
fn gap(from: &Value<'_>, to: &Value<'_>) -> Result<Signed, Raises> {
    let (from, to) = from.as_number().zip(to.as_number()).ok_or(Raises)?;
    match (from, to) {
        (Number::Int(from), Number::Int(to)) => {
            let small = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse::<i64>().ok();
            match small(from).zip(small(to)).and_then(|(from, to)| to.checked_sub(from)) {
                Some(gap) => Ok(Signed::of_integer(gap)),
                None => Signed::of_digits(&elapsed::subtract(to, from)).ok_or(Raises),
            }
        }
        _ => Signed::of_float(to.to_float() - from.to_float()).ok_or(Raises),
    }
}
