//! What becomes of a score: the deduction for time over the limit, sanity checks of a grade, and what
//! of all that a candidate is shown. It computes no score, and no flag changes one.
//!
//! Overtime is arithmetic that anyone can redo by hand: bands in minutes, a square inside each, exact
//! fractions of whole milliseconds, rounded once, half away from zero, where a number is shown.

mod bands;
mod decimal;
mod elapsed;
mod grade;
mod sharing;

use serde::Serialize;

use crate::Error;

pub use bands::{OvertimeBand, OvertimePolicy};
pub use decimal::Decimal;
pub use elapsed::{Elapsed, Facts, Moment, Pause, TimeSource, TrustedAnchor, elapsed};
pub use grade::{DimensionGrade, Grade, GradeFinding, Rubric, check_grade};
pub use sharing::{Sharing, share};

/// Decimals of a deduction as it is shown.
const DEDUCTION_DECIMALS: u32 = 4;
/// Decimals of a final score.
const FINAL_DECIMALS: u32 = 2;

/// Time and score of a session, for the Report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Score {
    /// How long it took; null where the log has no end.
    pub elapsed: Option<Elapsed>,
    /// What that costs; null where `elapsed` is.
    pub overtime: Option<Overtime>,
}

/// What the time over the limit costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Overtime {
    /// The limit in ms; null where there is none.
    pub limit_ms: Option<u64>,
    /// Time over the limit in ms, 0 within it; null without a limit.
    pub over_ms: Option<u64>,
    /// The score before, as it was written; null where none was given.
    pub raw: Option<String>,
    /// What is taken from it: a decimal rounded half away from zero to at most 4 places; null without
    /// a limit.
    pub deduction: Option<String>,
    /// What is left, at least 0: a decimal rounded half away from zero to at most 2 places, from the
    /// exact deduction and not from the one that is shown. Null without `raw`.
    #[serde(rename = "final")]
    pub final_score: Option<String>,
}

/// What the time over a limit costs, with `limit_ms` 0 for no limit.
///
/// # Errors
/// `invalid_score` where `raw` isn't a plain decimal with at most 6 digits before and 6 behind its
/// point; `invalid_options` where the policy can't be used.
pub fn overtime(
    elapsed_ms: u64,
    limit_ms: u64,
    raw: Option<&str>,
    policy: &OvertimePolicy,
) -> Result<Overtime, Error> {
    let curve = bands::Curve::of(policy)?;
    let raw = raw.map(Decimal::parse).transpose()?;
    let over_ms = (limit_ms > 0).then(|| elapsed_ms.saturating_sub(limit_ms));
    // Time within the limit costs nothing, even where a policy has no bands.
    let charged = over_ms.filter(|over_ms| *over_ms > 0);
    let too_large = || bands::unusable("its numbers are too large");
    let deduction = match charged {
        Some(over_ms) => curve.deduction(over_ms).ok_or_else(too_large)?,
        None => decimal::Fraction::of(&Decimal::parse("0")?),
    };
    let shown = deduction.rounded(DEDUCTION_DECIMALS).ok_or_else(too_large)?;
    let left = |raw: &Decimal| deduction.taken_from(raw)?.rounded(FINAL_DECIMALS);
    Ok(Overtime {
        limit_ms: over_ms.map(|_| limit_ms),
        over_ms,
        deduction: over_ms.map(|_| shown),
        final_score: raw.as_ref().map(|raw| left(raw).ok_or_else(too_large)).transpose()?,
        raw: raw.map(|raw| raw.as_str().to_owned()),
    })
}

/// What is left of a score after the deduction for time over a limit, with `limit_ms` 0 for no
/// limit: the member `final` of [`overtime`].
///
/// # Errors
/// As [`overtime`].
pub fn adjusted_score(
    elapsed_ms: u64,
    limit_ms: u64,
    raw: &str,
    policy: &OvertimePolicy,
) -> Result<String, Error> {
    overtime(elapsed_ms, limit_ms, Some(raw), policy).map(|it| it.final_score.unwrap_or_default())
}

#[cfg(test)]
mod tests;
