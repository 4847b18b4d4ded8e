//! All that is known of a session when its flags are raised.

use crate::{
    evidence::Evidence,
    score::Score,
    session::{Activity, Session},
};

/// All that is known of a session.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// What happened.
    pub session: &'a Session,
    /// What it was like.
    pub activity: &'a Activity,
    /// Which lines came from where.
    pub evidence: &'a Evidence,
    /// How long it took and what that costs.
    pub score: &'a Score,
    /// Changes of the recorder's clock.
    pub clock: &'a [ClockStep],
    /// Its largest change against the witnesses between any two anchors, small steps added up.
    pub drift: Option<ClockStep>,
    /// Stretches of the log between two trusted times.
    pub stretches: &'a [Stretch],
    /// Lines of the logs of other sessions of the same candidate and interview that this one doesn't
    /// go on from, where known.
    pub other_sessions: &'a [Option<u64>],
}

/// A change of the recorder's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockStep {
    /// `seq` of the event at which it shows.
    pub seq: u64,
    /// By how much, in ms; negative where it was set back.
    pub ms: i64,
}

/// Events between two trusted times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// `seq` of the first.
    pub from: u64,
    /// `seq` behind the last.
    pub to: u64,
    /// Time between the two, in ms.
    pub width_ms: u64,
}

impl Known<'_> {
    /// How long the session took, in ms: by the best clock there is, else by the recorder's.
    pub(super) fn elapsed_ms(&self) -> u64 {
        let best = self.score.elapsed.map(|elapsed| elapsed.elapsed_ms);
        best.unwrap_or_else(|| self.session.local_ms())
    }

    /// Added lines that are neither trivial nor generated.
    pub(super) fn meant_lines(&self) -> u64 {
        self.evidence.coverage.of
    }
}

/// `n` in thousandths of `of`; 0 of nothing.
pub(super) fn permille(n: u64, of: u64) -> u64 {
    u64::try_from(u128::from(n) * 1000 / u128::from(of.max(1))).unwrap_or(u64::MAX)
}
