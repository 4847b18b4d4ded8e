//! `overtime` and `too_fast`: what the manifest says of minutes.

use super::{LegacyFlag, Manifest, flag, python};

/// More minutes than the limit: red beyond 20.
pub(super) fn overtime(manifest: &Manifest<'_>) -> Option<LegacyFlag> {
    if !manifest.elapsed.is_true() || !manifest.limit.is_true() {
        return None;
    }
    let elapsed = python::float(&manifest.elapsed).ok()?;
    let limit = python::float(&manifest.limit).ok()?;
    let over = elapsed - limit;
    if over <= 0.0 {
        return None;
    }
    // NaN is red.
    let is_red = over.is_nan() || over > 20.0;
    let threshold = if is_red { 20 } else { 0 };
    Some(flag("overtime", is_red, format!("{over} min over"), format!("{threshold} min"), vec![]))
}

/// Under 10 % or 20 % of the limit, or without one under 5 minutes.
pub(super) fn too_fast(manifest: &Manifest<'_>) -> Option<LegacyFlag> {
    let elapsed = python::float(&manifest.elapsed).ok()?;
    if !manifest.limit.is_true() {
        let measured = format!("{elapsed} min");
        return (elapsed < 5.0).then(|| flag("too_fast", false, measured, "5 min", vec![]));
    }
    let limit = python::float(&manifest.limit).ok().filter(|limit| *limit > 0.0)?;
    let share = elapsed / limit * 100.0;
    let measured = format!("{share} % of the limit");
    if share < 10.0 {
        return Some(flag("too_fast", true, measured, "10 %", vec![]));
    }
    (share < 20.0).then(|| flag("too_fast", false, measured, "20 %", vec![]))
}
