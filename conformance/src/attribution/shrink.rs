//! The fewest steps of a script that still show what went wrong.

use super::{
    judge::{Tally, Wrong},
    script::Script,
};

/// Leaves steps out, one after the other, as long as a line is still wrong, or, with `grave`, wrong
/// in the way that must never be.
#[must_use]
pub fn shrink(script: &Script, grave: bool) -> (Script, Vec<Wrong>) {
    let wrong = |script: &Script| {
        let mut tally = Tally::default();
        tally.judge(script);
        tally.wrong.retain(|wrong| if grave { wrong.is_grave() } else { !wrong.permuted });
        tally.wrong
    };
    let mut kept: Vec<usize> = (0..script.steps.len()).collect();
    for place in (0..script.steps.len()).rev() {
        let without: Vec<_> = kept.iter().copied().filter(|kept| *kept != place).collect();
        if !wrong(&script.only(&without)).is_empty() {
            kept = without;
        }
    }
    let script = script.only(&kept);
    let wrong = wrong(&script);
    (script, wrong)
}
