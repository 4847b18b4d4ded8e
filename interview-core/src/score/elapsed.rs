//! How long a session took: from the best start to the best end that its facts allow, less the
//! pauses that were granted. Which signatures are trusted is decided before (`verify`).

use serde::Serialize;

use crate::event::Timestamp;

/// What is known of a session's time. All times are Unix milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    /// Issue of the ticket, where a known key signed it.
    pub ticket_ms: Option<i64>,
    /// `at` of session_start.
    pub started_ms: i64,
    /// `at` of session_end; without one nothing is computed, for nobody knows whether a session that
    /// broke off went on.
    pub ended_ms: Option<i64>,
    /// Smallest time of a trusted cosignature that covers session_end.
    pub cosigned_ms: Option<i64>,
    /// Trusted anchors, in the order of the log.
    pub anchors: &'a [TrustedAnchor],
    /// Receipt of the submission, where the caller knows it.
    pub received_ms: Option<i64>,
    /// Pauses for which a trusted statement vouches.
    pub pauses: &'a [Pause],
}

/// An anchor with a trusted cosignature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrustedAnchor {
    /// Time of the cosignature, in Unix ms.
    pub time_ms: i64,
    /// `at` of the anchor event, in Unix ms of the recorder's clock.
    pub at_ms: i64,
}

/// A pause that was granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// `at` of session_pause, in Unix ms.
    pub from_ms: i64,
    /// `at` of the session_resume behind it, in Unix ms; without one it lasts until session_end.
    pub until_ms: Option<i64>,
    /// Longest time that is granted, in ms.
    pub granted_ms: u64,
}

/// How long a session took, and by whose clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Elapsed {
    /// From start to end without granted pauses, in ms.
    pub elapsed_ms: u64,
    /// When it began.
    pub start: Moment,
    /// When it ended.
    pub end: Moment,
    /// The same time by the recorder's clock alone, in ms.
    pub local_elapsed_ms: u64,
}

/// A time and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Moment {
    /// The time.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub at: Timestamp,
    /// Where it comes from.
    pub source: TimeSource,
}

/// Where a time comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum TimeSource {
    /// A ticket or cosignature by a trusted key.
    Relay,
    /// The last trusted anchor's time and the local time from there on.
    Estimated,
    /// The time of receipt.
    Receipt,
    /// The recorder's clock.
    Local,
}

/// How long a session took; `None` where it has no end.
#[must_use]
pub fn elapsed(facts: &Facts<'_>) -> Option<Elapsed> {
    let ended_ms = facts.ended_ms?;
    let (start_ms, start) = match facts.ticket_ms {
        Some(ms) => (ms, TimeSource::Relay),
        None => (facts.started_ms, TimeSource::Local),
    };
    let (end_ms, end) = end(facts, ended_ms);
    let paused_ms: i64 =
        facts.pauses.iter().map(|pause| paused_ms(pause, ended_ms)).fold(0, i64::saturating_add);
    let between = |from: i64, to: i64| {
        u64::try_from(to.saturating_sub(from).saturating_sub(paused_ms)).unwrap_or(0)
    };
    Some(Elapsed {
        elapsed_ms: between(start_ms, end_ms),
        start: moment(start_ms, start),
        end: moment(end_ms, end),
        local_elapsed_ms: between(facts.started_ms, ended_ms),
    })
}

fn end(facts: &Facts<'_>, ended_ms: i64) -> (i64, TimeSource) {
    if let Some(ms) = facts.cosigned_ms {
        return (ms, TimeSource::Relay);
    }
    if let Some(anchor) = facts.anchors.last() {
        // A clock that was set back must not take away time that the relay saw go by.
        let since = ended_ms.saturating_sub(anchor.at_ms).max(0);
        let estimated = anchor.time_ms.saturating_add(since);
        return match facts.received_ms {
            Some(received) if received < estimated => (received, TimeSource::Receipt),
            _ => (estimated, TimeSource::Estimated),
        };
    }
    match facts.received_ms {
        Some(received) => (received, TimeSource::Receipt),
        None => (ended_ms, TimeSource::Local),
    }
}

/// What counts of a pause, in ms.
fn paused_ms(pause: &Pause, ended_ms: i64) -> i64 {
    let until = pause.until_ms.unwrap_or(ended_ms);
    let granted = i64::try_from(pause.granted_ms).unwrap_or(i64::MAX);
    until.saturating_sub(pause.from_ms).clamp(0, granted)
}

fn moment(ms: i64, source: TimeSource) -> Moment {
    let at = Timestamp::from_ms(ms.clamp(0, Timestamp::MAX.ms())).unwrap_or(Timestamp::EPOCH);
    Moment { at, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Local start at 1,000 s, local end at 4,600 s.
    fn facts() -> Facts<'static> {
        Facts { started_ms: 1_000_000, ended_ms: Some(4_600_000), ..Facts::default() }
    }

    #[test]
    fn the_best_start_and_end_are_taken() {
        use TimeSource::{Estimated, Local, Receipt, Relay};
        let check = |facts: Facts<'_>, elapsed_ms, start, end| {
            let elapsed = elapsed(&facts).unwrap();
            let sources = (elapsed.start.source, elapsed.end.source);
            assert_eq!((elapsed.elapsed_ms, sources), (elapsed_ms, (start, end)), "{facts:?}");
            assert_eq!(elapsed.local_elapsed_ms, 3_600_000);
        };
        let anchors = [
            TrustedAnchor { time_ms: 1_600_000, at_ms: 1_500_000 },
            TrustedAnchor { time_ms: 4_000_000, at_ms: 3_900_000 },
        ];
        check(facts(), 3_600_000, Local, Local);
        let ticketed = Facts { ticket_ms: Some(1_090_000), ..facts() };
        check(ticketed, 3_510_000, Relay, Local);
        let received = Facts { received_ms: Some(9_000_000), ..ticketed };
        check(received, 7_910_000, Relay, Receipt);
        let anchored = Facts { anchors: &anchors, ..received };
        check(anchored, 3_610_000, Relay, Estimated);
        check(Facts { received_ms: None, ..anchored }, 3_610_000, Relay, Estimated);
        check(Facts { received_ms: Some(4_100_000), ..anchored }, 3_010_000, Relay, Receipt);
        check(Facts { received_ms: Some(4_700_000), ..anchored }, 3_610_000, Relay, Estimated);
        check(Facts { cosigned_ms: Some(4_800_000), ..anchored }, 3_710_000, Relay, Relay);
        check(Facts { cosigned_ms: Some(4_800_000), ..facts() }, 3_800_000, Local, Relay);
    }

    #[test]
    fn without_an_end_nothing_is_computed() {
        let unsealed = Facts { ended_ms: None, received_ms: Some(5_000_000), ..facts() };
        assert_eq!(elapsed(&unsealed), None);
    }

    #[test]
    fn a_pause_counts_as_long_as_it_was_and_was_granted() {
        let check = |from_ms, until_ms, granted_ms, expected: u64| {
            let pauses = [Pause { from_ms, until_ms, granted_ms }];
            let elapsed = elapsed(&Facts { pauses: &pauses, ..facts() }).unwrap();
            assert_eq!(elapsed.elapsed_ms, 3_600_000 - expected);
            assert_eq!(elapsed.local_elapsed_ms, 3_600_000 - expected);
        };
        check(2_000_000, Some(2_600_000), 900_000, 600_000);
        check(2_000_000, Some(2_600_000), 300_000, 300_000);
        check(4_000_000, None, 900_000, 600_000);
        check(4_000_000, None, u64::MAX, 600_000);
        check(2_600_000, Some(2_000_000), 900_000, 0);
    }

    #[test]
    fn clocks_that_go_back_give_no_negative_time() {
        let backwards = Facts { ended_ms: Some(500_000), ..facts() };
        let took = elapsed(&backwards).unwrap();
        assert_eq!((took.elapsed_ms, took.local_elapsed_ms), (0, 0));
        let anchors = [TrustedAnchor { time_ms: 2_000_000, at_ms: 1_900_000 }];
        let took = elapsed(&Facts { anchors: &anchors, ..backwards }).unwrap();
        assert_eq!((took.end.at.ms(), took.elapsed_ms), (2_000_000, 1_000_000));
        let extreme = Facts { started_ms: i64::MIN, ended_ms: Some(i64::MAX), ..facts() };
        assert_eq!(elapsed(&extreme).unwrap().end.at, Timestamp::MAX);
    }

    #[test]
    fn it_is_written_with_times_as_text() {
        let json = serde_json::to_string(&elapsed(&facts())).unwrap();
        assert_eq!(
            json,
            concat!(
                r#"{"elapsed_ms":3600000,"start":{"at":"1970-01-01T00:16:40.000Z","source":"local"},"#,
                r#""end":{"at":"1970-01-01T01:16:40.000Z","source":"local"},"local_elapsed_ms":3600000}"#
            )
        );
    }
}
