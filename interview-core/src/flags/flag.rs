//! A flag, as plain data for the Report.

use serde::Serialize;

use crate::limits;

/// How much a flag weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Colour {
    /// Worth a look; it has many honest reasons.
    Yellow,
    /// Worth a question to the candidate.
    Red,
}

/// A fact about a session that is worth a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Flag {
    /// Its name, for ever.
    pub id: &'static str,
    /// How much it weighs.
    pub severity: Colour,
    /// A few words for a list.
    pub label: &'static str,
    /// A sentence that says what was seen, for the candidate too.
    pub detail: String,
    /// `seq`s of the events that it rests on, ascending; empty where it rests on what isn't there.
    pub evidence: Vec<u64>,
    /// What was measured, with its unit.
    pub measured: String,
    /// The threshold that it crossed, with its unit.
    pub threshold: String,
    /// How far the one lies from the other, with its unit.
    pub distance: String,
}

/// What was measured and what it was held against, in one unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    pub(super) measured: u64,
    pub(super) threshold: u64,
    pub(super) unit: &'static str,
    /// What the unit is of, such as ` for each prompt`; empty where that needs no words.
    pub(super) of_what: &'static str,
}

impl Measure {
    /// Whole numbers of a unit: `ms`, or a word in the singular such as `line`.
    pub(super) fn of(measured: u64, threshold: u64, unit: &'static str) -> Self {
        Self { measured, threshold, unit, of_what: "" }
    }

    fn told(self, value: u64) -> String {
        match self.unit {
            "ms" => format!("{value} ms"),
            unit => format!("{}{}", count(value, unit), self.of_what),
        }
    }
}

impl Flag {
    /// A flag; events beyond [`limits::FLAG_EVIDENCE`] are left out.
    pub(super) fn new(
        id: &'static str,
        severity: Colour,
        label: &'static str,
        detail: String,
        mut evidence: Vec<u64>,
        measure: Measure,
    ) -> Self {
        evidence.sort_unstable();
        evidence.dedup();
        evidence.truncate(limits::FLAG_EVIDENCE);
        Self {
            id,
            severity,
            label,
            detail,
            evidence,
            measured: measure.told(measure.measured),
            threshold: measure.told(measure.threshold),
            distance: measure.told(measure.measured.abs_diff(measure.threshold)),
        }
    }
}

/// Red where `red` holds, else yellow.
pub(super) fn red_if(red: bool) -> Colour {
    if red { Colour::Red } else { Colour::Yellow }
}

/// A time span for people: `1 h 12 min`, `12 min` or `40 s`.
pub(super) fn span(ms: u64) -> String {
    let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds} s"),
        (0, _) => format!("{minutes} min"),
        _ => format!("{hours} h {minutes} min"),
    }
}

/// A count and its word: `1 line`, `2 lines`.
pub(super) fn count(n: u64, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_counts_read_as_people_say_them() {
        assert_eq!([span(999), span(61_000), span(4_320_000)], ["0 s", "1 min", "1 h 12 min"]);
        assert_eq!(
            [count(0, "line"), count(1, "line"), count(2, "line")],
            ["0 lines", "1 line", "2 lines"]
        );
    }
}
