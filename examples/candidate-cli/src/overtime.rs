//! `interview overtime`: what time over the limit takes from a score. The formula is the library's.

use std::io::{self, Write};

use interview_core::{
    api::{OvertimePolicy, overtime},
    score::Decimal,
};

use crate::{
    args::Overtime,
    outcome::{Failure, Status},
    policy,
    term::{HEAD, paint},
};

/// Computes and shows it.
pub(crate) fn run(args: &Overtime) -> Result<Status, Failure> {
    let (elapsed_ms, limit_ms) = (milliseconds(&args.elapsed)?, milliseconds(&args.limit)?);
    let policy = match &args.policy {
        Some(path) => policy::load(path)?.overtime,
        None => OvertimePolicy::default(),
    };
    let result = overtime(elapsed_ms, limit_ms, Some(&args.score), &policy)?;
    if args.json {
        let mut out = io::stdout().lock();
        // INVARIANT: plain data with string keys can't fail to serialise.
        writeln!(out, "{}", serde_json::to_string(&result).unwrap_or_default())?;
        out.flush()?;
        return Ok(Status::Holds);
    }
    let mut out = anstream::stdout().lock();
    let none = || "no limit".to_owned();
    for (name, value) in [
        ("raw", result.raw.unwrap_or_default()),
        ("over", result.over_ms.map_or_else(none, minutes)),
        ("deduction", result.deduction.unwrap_or_else(none)),
        ("final", result.final_score.unwrap_or_default()),
    ] {
        writeln!(out, "{}{value}", paint(HEAD, format_args!("{name:<11}")))?;
    }
    out.flush()?;
    Ok(Status::Holds)
}

/// Minutes as whole milliseconds; what is no whole millisecond is refused, not rounded.
fn milliseconds(minutes: &str) -> Result<u64, Failure> {
    let refused = || {
        Failure::new(
            format!("`{minutes}` is no number of minutes"),
            "write minutes like `67` or `67.5`, at most 6 digits and 6 decimals, in whole ms",
        )
    };
    // A millionth of a minute is 0.06 ms.
    let hundredths_ms = Decimal::parse(minutes).map_err(|_| refused())?.millionths() * 6;
    if hundredths_ms % 100 == 0 { Ok(hundredths_ms / 100) } else { Err(refused()) }
}

/// Milliseconds as minutes, seconds and milliseconds.
fn minutes(ms: u64) -> String {
    match (ms / 60_000, ms % 60_000) {
        (minutes, 0) => format!("{minutes} min"),
        (minutes, rest) if rest % 1_000 == 0 => format!("{minutes} min {} s", rest / 1_000),
        (minutes, rest) => format!("{minutes} min {}.{:03} s", rest / 1_000, rest % 1_000),
    }
}
