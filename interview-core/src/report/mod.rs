//! The Report: what a verification found, as plain data. The same bytes as JSON in every language.
//!
//! Members stand in the order of their declaration, always present, null where not computed. There
//! are no floating-point numbers: times are RFC 3339 strings, durations whole milliseconds, shares
//! `{n, of}`. Only `legacy` holds numbers as the original wrote them.

mod assurance;
mod finding;
mod session;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

pub(crate) use assurance::TrustedTime;
pub use assurance::{Assurance, Bracket, Brackets, HeadsChecked, TicketState};
pub use finding::{
    COMMITS, DIFF, EVENTS, Finding, FindingCode, MANIFEST, Param, Params, Place, Severity, Verdict,
};
pub use session::{ContinuesFacts, InterviewFacts, ProgramFacts, SessionFacts};

use crate::{evidence::Evidence, flags::Flag, hash::Hash, limits, score::Score};

/// Value of the member `report`.
pub const REPORT_FORMAT: &str = "interview-report/1";

/// What a verification found.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// `interview-report/1`.
    pub report: &'static str,
    /// Version of the library that made it.
    pub library: &'static str,
    /// Format of the log: `interview-log/1`, `legacy`, or null where it is neither.
    pub format: Option<&'static str>,
    /// The policy that it was held against.
    pub policy: PolicyRef,
    /// The verdict.
    pub verdict: Verdict,
    /// What was met, in the order of the log; capped, while the verdict counts all.
    pub findings: Vec<Finding>,
    /// Findings that the cap left out.
    pub findings_omitted: u64,
    /// What the log's signatures and anchors prove.
    pub assurance: Assurance,
    /// The policy's demands, each met or not.
    pub demands: Vec<Demand>,
    /// What the log says of its session.
    pub session: Option<SessionFacts>,
    /// Line attribution and commit cross-check; null where only the log was checked.
    pub evidence: Option<Evidence>,
    /// Flags, in the order of the detectors; a legacy log has those of its own profile.
    pub flags: Option<Vec<Flag>>,
    /// How long it took, and what that costs.
    pub score: Option<Score>,
    /// The original's verdict on a legacy log, its numbers as Python writes them.
    #[cfg_attr(feature = "schema", schemars(with = "Option<serde_json::Value>"))]
    pub legacy: Option<Box<RawValue>>,
    /// Time brackets of single events; not part of the JSON.
    #[serde(skip)]
    pub brackets: Brackets,
}

/// Which policy a Report was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PolicyRef {
    /// Name of its flag profile.
    pub profile: String,
    /// SHA-256 of its canonical JSON.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub sha256: Hash,
}

/// One demand of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Demand {
    /// `ticket`, `cosigned` or `max_unanchored`.
    pub demand: &'static str,
    /// What is asked for: a key, or a number with its unit.
    pub wanted: String,
    /// Whether it is met.
    pub met: bool,
}

impl Report {
    /// Whether the log is intact and every demand is met.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.verdict == Verdict::Intact && self.demands.iter().all(|demand| demand.met)
    }

    /// The Report as one line of JSON, the same bytes in every language.
    #[must_use]
    pub fn to_json(&self) -> String {
        // INVARIANT: no member can fail to serialise; maps have string keys.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Time bracket of the event with this `seq`.
    #[must_use]
    pub fn bracket(&self, seq: u64) -> Bracket {
        self.brackets.of(seq)
    }
}

/// Findings on their way into a Report: capped, but all of them counted.
#[derive(Clone, Debug)]
pub struct Findings {
    listed: Vec<Finding>,
    omitted: u64,
    /// No listed finding has a weaker effect than this, once the list is full.
    weakest: Verdict,
    worst: Option<Verdict>,
    by_code: BTreeMap<FindingCode, u64>,
}

impl Default for Findings {
    fn default() -> Self {
        Self {
            listed: Vec::new(),
            omitted: 0,
            weakest: Verdict::Intact,
            worst: None,
            by_code: BTreeMap::new(),
        }
    }
}

impl Findings {
    /// Adds a finding.
    pub fn add(&mut self, code: FindingCode, place: Place, params: Params) {
        let effect = code.effect();
        self.worst = Some(self.worst.map_or(effect, |worst| worst.min(effect)));
        *self.by_code.entry(code).or_default() += 1;
        if self.listed.len() < limits::FINDINGS {
            self.listed.push(Finding::new(code, place, params));
        } else {
            self.omitted += 1;
            // A finding that may decide the verdict is worth more than one that can't.
            if effect < self.weakest {
                self.weakest = self.listed.iter().map(|f| f.code.effect()).max().unwrap_or(effect);
            }
            if effect < self.weakest
                && let Some(slot) =
                    self.listed.iter().rposition(|f| f.code.effect() == self.weakest)
            {
                self.listed.remove(slot);
                self.listed.push(Finding::new(code, place, params));
            }
        }
    }

    /// Counts findings that were left out before they came here.
    pub(crate) fn omit(&mut self, omitted: u64) {
        self.omitted += omitted;
    }

    /// How many findings of a code there were.
    #[must_use]
    pub fn count(&self, code: FindingCode) -> u64 {
        self.by_code.get(&code).copied().unwrap_or(0)
    }

    /// The worst effect on the verdict.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.worst.unwrap_or(Verdict::Intact)
    }

    /// The findings in the order in which they were added, and how many the cap left out.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Finding>, u64) {
        (self.listed, self.omitted)
    }
}

/// Builds `params` from pairs.
macro_rules! params {
    ($($name:ident : $value:expr),* $(,)?) => {
        $crate::report::Params::from([$((stringify!($name), $crate::report::Param::from($value))),*])
    };
}
pub(crate) use params;
