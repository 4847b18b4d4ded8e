//! What time over the limit costs: the bands as a policy writes them, and the exact curve that they
//! make. How long somebody took is not decided here (`elapsed`), nor what is left of a score.

use serde::{Deserialize, Serialize};

use super::decimal::{Decimal, Fraction};
use crate::{Error, ErrorCode, given, limits};

/// Milliseconds of a minute.
const MINUTE_MS: u64 = 60_000;

/// What time over the limit costs.
///
/// Inside a band the deduction grows from that of the band before, at first 0, to the band's own by
/// the square of the position in it; a band's end belongs to the band. Behind the last band it is
/// `beyond`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OvertimePolicy {
    /// The bands, `until_min` rising, `deduction` never falling.
    #[serde(deserialize_with = "crate::given::objects")]
    pub bands: Vec<OvertimeBand>,
    /// Deduction behind the last band, as a decimal: a step, unless there is a ramp.
    pub beyond: String,
    /// Minutes over the limit at which `beyond` is reached, by the same curve as inside a band; null
    /// for a step.
    pub ramp_until_min: Option<u32>,
}

/// One band of [`OvertimePolicy`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OvertimeBand {
    /// Its end, in minutes over the limit.
    pub until_min: u32,
    /// Deduction at its end, as a decimal.
    pub deduction: String,
}

impl Default for OvertimePolicy {
    /// 10 min: 0.5, 20 min: 1.0, 30 min: 1.5, 60 min: 2.5, then 4.0.
    fn default() -> Self {
        let band = |(until_min, deduction): (u32, &str)| OvertimeBand {
            until_min,
            deduction: deduction.to_owned(),
        };
        Self {
            bands: [(10, "0.5"), (20, "1.0"), (30, "1.5"), (60, "2.5")].map(band).into(),
            beyond: "4.0".to_owned(),
            ramp_until_min: None,
        }
    }
}

impl OvertimePolicy {
    /// Reads it from JSON; members that are left out have their defaults.
    ///
    /// # Errors
    /// `invalid_options` where it isn't JSON of this form, or says what can't be.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let policy: Self =
            given::read(json).map_err(|error| unusable(&format!("it can't be read: {error}")))?;
        policy.check()?;
        Ok(policy)
    }

    /// Whether a deduction can be computed by it.
    ///
    /// # Errors
    /// `invalid_options` where `until_min` doesn't rise or a deduction falls, where a deduction isn't
    /// a decimal, or where there are more bands or minutes than `limits` allow.
    pub fn check(&self) -> Result<(), Error> {
        Curve::of(self).map(|_| ())
    }
}

/// A band with its numbers read.
#[derive(Clone, Debug)]
struct Stretch {
    from_ms: u64,
    // INVARIANT: greater than `from_ms`.
    until_ms: u64,
    from: Decimal,
    // INVARIANT: not less than `from`.
    to: Decimal,
}

/// The deduction as a function of the time over the limit.
#[derive(Clone, Debug)]
pub(super) struct Curve {
    stretches: Vec<Stretch>,
    beyond: Decimal,
}

impl Curve {
    /// The curve of a policy.
    pub(super) fn of(policy: &OvertimePolicy) -> Result<Self, Error> {
        if policy.bands.len() > limits::OVERTIME_BANDS {
            return Err(unusable(&format!("more than {} bands", limits::OVERTIME_BANDS)));
        }
        let beyond = decimal(&policy.beyond)?;
        let ramp = policy.ramp_until_min.map(|until_min| (until_min, policy.beyond.as_str()));
        let bands = policy.bands.iter().map(|band| (band.until_min, band.deduction.as_str()));
        let mut stretches: Vec<Stretch> = Vec::with_capacity(policy.bands.len() + 1);
        let (mut from_ms, mut from) = (0, decimal("0")?);
        for (until_min, deduction) in bands.chain(ramp) {
            if until_min > limits::OVERTIME_MINUTES {
                let limit = limits::OVERTIME_MINUTES;
                return Err(unusable(&format!("`{until_min}` is more than {limit} minutes")));
            }
            let until_ms = u64::from(until_min) * MINUTE_MS;
            if until_ms <= from_ms {
                return Err(unusable(&format!("`{until_min}` isn't behind the band before")));
            }
            let to = rising(&from, decimal(deduction)?)?;
            stretches.push(Stretch { from_ms, until_ms, from, to: to.clone() });
            (from_ms, from) = (until_ms, to);
        }
        Ok(Self { stretches, beyond: rising(&from, beyond)? })
    }

    /// The deduction for so much time over the limit; `None` where it can't be computed in 128 bits,
    /// which the bounds of a policy exclude.
    pub(super) fn deduction(&self, over_ms: u64) -> Option<Fraction> {
        let Some(band) = self.stretches.iter().find(|band| over_ms <= band.until_ms) else {
            return Some(Fraction::of(&self.beyond));
        };
        let position = over_ms.saturating_sub(band.from_ms);
        Fraction::on_curve(&band.from, &band.to, position, band.until_ms - band.from_ms)
    }
}

fn decimal(text: &str) -> Result<Decimal, Error> {
    Decimal::parse(text).map_err(|error| unusable(&format!("the deduction `{text}`: {error}")))
}

fn rising(before: &Decimal, deduction: Decimal) -> Result<Decimal, Error> {
    if deduction.millionths() < before.millionths() {
        let deduction = deduction.as_str();
        return Err(unusable(&format!("`{deduction}` is less than the deduction before it")));
    }
    Ok(deduction)
}

/// The error for a policy by which nothing can be computed.
pub(super) fn unusable(reason: &str) -> Error {
    Error::new(ErrorCode::InvalidOptions, format!("the overtime policy can't be used: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_the_published_table() {
        let json = serde_json::to_string(&OvertimePolicy::default()).unwrap();
        assert_eq!(
            json,
            concat!(
                r#"{"bands":[{"until_min":10,"deduction":"0.5"},{"until_min":20,"deduction":"1.0"},"#,
                r#"{"until_min":30,"deduction":"1.5"},{"until_min":60,"deduction":"2.5"}],"#,
                r#""beyond":"4.0","ramp_until_min":null}"#
            )
        );
        assert_eq!(OvertimePolicy::from_json("{}").unwrap(), OvertimePolicy::default());
        assert_eq!(OvertimePolicy::from_json(&json).unwrap(), OvertimePolicy::default());
    }

    #[test]
    fn a_policy_that_contradicts_itself_is_refused() {
        let check = |json: &str, ok: bool| {
            let code = OvertimePolicy::from_json(json).err().map(|error| error.code());
            assert_eq!(code, (!ok).then_some(ErrorCode::InvalidOptions), "{json}");
        };
        let bands = |bands: &[(u32, &str)]| {
            let bands: Vec<_> = bands
                .iter()
                .map(|(until, d)| format!(r#"{{"until_min":{until},"deduction":"{d}"}}"#))
                .collect();
            format!(r#"{{"bands":[{}]}}"#, bands.join(","))
        };
        check(r#"{"bands":[]}"#, true);
        check(&bands(&[(5, "1"), (6, "1")]), true);
        check(&bands(&[(5, "1"), (5, "1")]), false);
        check(&bands(&[(0, "1")]), false);
        check(&bands(&[(5, "1"), (6, "0.9")]), false);
        check(&bands(&[(5, "4.000001")]), false);
        check(&bands(&[(5, "-1")]), false);
        check(&bands(&[(5, "1e0")]), false);
        check(&bands(&[(limits::OVERTIME_MINUTES, "1")]), true);
        check(&bands(&[(limits::OVERTIME_MINUTES + 1, "1")]), false);
        check(r#"{"ramp_until_min":61}"#, true);
        check(r#"{"ramp_until_min":60}"#, false);
        check(r#"{"beyond":"2.4"}"#, false);
        check(r#"{"beyond":4.0}"#, false);
        check(r#"{"band":[]}"#, false);
        check(r#"{"bands":[{"until_min":5}]}"#, false);
        check(r#"{"bands":[{"until_min":5,"deduction":"1","x":1}]}"#, false);
        check(r#"{"bands":[{"until_min":-5,"deduction":"1"}]}"#, false);
        let many = |n: u32| bands(&(1..=n).map(|until| (until, "1")).collect::<Vec<_>>());
        check(&many(limits::OVERTIME_BANDS as u32), true);
        check(&many(limits::OVERTIME_BANDS as u32 + 1), false);
    }
}
