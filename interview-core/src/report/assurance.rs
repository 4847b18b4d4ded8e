//! Assurance: what signatures and anchors prove, never a bare boolean.

use std::ops::Range;

use serde::Serialize;

use crate::{event::Timestamp, share::Share};

/// What is known of the ticket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TicketState {
    /// There is none.
    #[default]
    None,
    /// There is one, signed by no known key.
    Unverified,
    /// There is one, signed by a known key, and the session repeats it.
    Verified,
}

/// Whether heads that witnesses keep were compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum HeadsChecked {
    /// No head was given.
    #[default]
    NotChecked,
    /// All heads that were given are heads of this log.
    Checked,
    /// A head differs, or is ahead of this log.
    Conflict,
}

/// What the log's signatures and anchors prove.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Assurance {
    /// One line for people.
    pub summary: String,
    /// What is known of the ticket.
    pub ticket: TicketState,
    /// Whether the session's own key signed the whole log.
    pub self_signed: bool,
    /// Known keys whose cosignatures hold, as `name+key id`.
    pub cosigned_by: Vec<String>,
    /// Whether a known key cosigned the whole log.
    pub final_cosigned: bool,
    /// Anchors whose checkpoint holds.
    pub anchors: u64,
    /// Signatures by unknown keys, which say nothing.
    pub unknown_signatures: u64,
    /// Events that a trusted cosignature covers.
    pub anchored: Share,
    /// Events with a trusted time on both sides.
    pub bracketed: Share,
    /// Width of the widest bracket of an event, or null where no event has one.
    pub widest_bracket_ms: Option<i64>,
    /// Whether heads that witnesses keep were compared.
    pub heads: HeadsChecked,
}

impl Assurance {
    /// Writes the line for people from the other members.
    pub(crate) fn summarise(&mut self) {
        let ticket = match self.ticket {
            TicketState::None => "no ticket",
            TicketState::Unverified => "ticket by no known key",
            TicketState::Verified => "ticket verified",
        };
        let signed = if self.self_signed { "self-signed" } else { "not signed" };
        let cosigned = match self.cosigned_by.as_slice() {
            [] => "cosigned by no known key".to_owned(),
            keys => format!("cosigned by {}", keys.join(", ")),
        };
        let share = match self.anchored {
            Share { of: 0, .. } => 0,
            Share { n, of } => n.saturating_mul(100) / of,
        };
        let bracket = match self.widest_bracket_ms {
            None => "no event bracketed".to_owned(),
            Some(ms) => format!("widest bracket {}.{:03} s", ms / 1000, ms % 1000),
        };
        let heads = match self.heads {
            HeadsChecked::NotChecked => "heads not checked",
            HeadsChecked::Checked => "heads checked",
            HeadsChecked::Conflict => "heads conflict",
        };
        self.summary =
            format!("{ticket}, {signed}, {cosigned}, {share} % anchored, {bracket}, {heads}");
    }
}

/// Between which trusted times an event was written; null where there is none on that side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bracket {
    /// It is younger than this.
    pub after: Option<Timestamp>,
    /// It is older than this.
    pub before: Option<Timestamp>,
}

/// A trusted time that the log holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TrustedTime {
    /// Events before this size are older than the time.
    pub(crate) size: u64,
    /// Events behind this line are younger than the time; none behind the final note.
    pub(crate) line: Option<u64>,
    /// The time, in ms since the Unix epoch.
    pub(crate) ms: i64,
    /// Local time of the line, or of the last one.
    pub(crate) at_ms: i64,
}

/// Trusted times by place, for the bracket of any event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brackets {
    /// (first event to which it applies, younger than), ascending in both.
    lower: Vec<(u64, i64)>,
    /// (first event to which it no longer applies, older than), ascending; times from the right.
    upper: Vec<(u64, i64)>,
}

impl Brackets {
    /// Brackets from a ticket's time and the log's trusted times, in the order of the log.
    pub(crate) fn new(ticket_ms: Option<i64>, times: &[TrustedTime]) -> Self {
        let mut lower: Vec<(u64, i64)> = Vec::new();
        lower.extend(ticket_ms.map(|ms| (0, ms)));
        for time in times {
            let Some(line) = time.line else { continue };
            let best = lower.last().map_or(i64::MIN, |(_, ms)| *ms);
            if time.ms > best {
                lower.push((line + 1, time.ms));
            }
        }
        let mut upper: Vec<(u64, i64)> = Vec::new();
        for time in times.iter().rev() {
            let best = upper.last().map_or(i64::MAX, |(_, ms)| *ms);
            if time.ms < best {
                upper.push((time.size, time.ms));
            }
        }
        upper.reverse();
        Self { lower, upper }
    }

    /// The bracket of the event with this `seq`.
    #[must_use]
    pub fn of(&self, seq: u64) -> Bracket {
        let (after, before) = self.ms(seq);
        Bracket {
            after: after.and_then(Timestamp::from_ms),
            before: before.and_then(Timestamp::from_ms),
        }
    }

    fn ms(&self, seq: u64) -> (Option<i64>, Option<i64>) {
        let behind = self.lower.partition_point(|(first, _)| *first <= seq);
        let after =
            behind.checked_sub(1).and_then(|place| self.lower.get(place)).map(|(_, ms)| *ms);
        let ahead = self.upper.partition_point(|(size, _)| *size <= seq);
        (after, self.upper.get(ahead).map(|(_, ms)| *ms))
    }

    /// Events with both sides, and the widest of their brackets, over a log of so many lines.
    pub(crate) fn widest(&self, lines: u64) -> (u64, Option<i64>) {
        self.bracketed(lines).iter().fold((0, None), |(both, widest), (events, width)| {
            (both + events.end - events.start, widest.max(Some(*width)))
        })
    }

    /// Stretches of events with one bracket, and its width in ms, over a log of so many lines.
    pub(crate) fn bracketed(&self, lines: u64) -> Vec<(Range<u64>, i64)> {
        let mut edges: Vec<u64> =
            self.lower.iter().chain(&self.upper).map(|(edge, _)| *edge).collect();
        edges.push(0);
        edges.push(lines);
        edges.retain(|edge| *edge <= lines);
        edges.sort_unstable();
        edges.dedup();
        let stretches = edges.windows(2).filter_map(|pair| {
            let [from, to] = pair else { return None };
            let (Some(after), Some(before)) = self.ms(*from) else { return None };
            Some((*from..*to, (before - after).max(0)))
        });
        stretches.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(seq: u64, after: Option<i64>, before: Option<i64>) {
        let times = [
            TrustedTime { size: 4, line: Some(5), ms: 1000, at_ms: 0 },
            TrustedTime { size: 8, line: Some(9), ms: 3000, at_ms: 0 },
            TrustedTime { size: 12, line: None, ms: 6000, at_ms: 0 },
        ];
        assert_eq!(Brackets::new(None, &times).ms(seq), (after, before));
    }

    #[test]
    fn an_event_lies_between_the_anchor_before_and_the_size_behind() {
        check(0, None, Some(1000));
        check(3, None, Some(1000));
        check(4, None, Some(3000));
        check(5, None, Some(3000));
        check(6, Some(1000), Some(3000));
        check(9, Some(1000), Some(6000));
        check(10, Some(3000), Some(6000));
        check(12, Some(3000), None);
    }

    #[test]
    fn the_widest_bracket_is_measured_on_events() {
        let times = [
            TrustedTime { size: 2, line: Some(2), ms: 1000, at_ms: 0 },
            TrustedTime { size: 4, line: None, ms: 9000, at_ms: 0 },
        ];
        assert_eq!(Brackets::new(Some(500), &times).widest(4), (4, Some(8500)));
        assert_eq!(Brackets::new(None, &[]).widest(4), (0, None));
    }
}
