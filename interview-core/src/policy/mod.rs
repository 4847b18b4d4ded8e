//! The policy: what a log is held against, as plain data. Every threshold of attribution, flags and
//! scoring is here with its default and its reason; nothing here looks at a log. Unknown members are
//! an error, so that a misspelt demand never passes for one that is met.

use serde::{Deserialize, Serialize};

use crate::{
    Error, ErrorCode,
    event::Timestamp,
    given,
    hash::{Hash, sha256},
    limits,
    score::OvertimePolicy,
};

mod evidence;
mod flags;

pub use evidence::EvidencePolicy;
pub use flags::FlagPolicy;

/// Names of the flag profiles.
pub const PROFILES: [&str; 2] = ["standard", "legacy"];

/// What a log is held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Policy {
    /// Name of the flag profile: `standard` or `legacy`. A legacy log has flags of `legacy` only.
    pub profile: String,
    /// Which format the log must have.
    pub format: FormatPolicy,
    /// Known keys with the time in which they are valid.
    #[serde(deserialize_with = "crate::given::objects")]
    pub keys: Vec<PolicyKey>,
    /// What the log must show beyond being intact.
    #[serde(deserialize_with = "crate::given::object")]
    pub demands: Demands,
    /// Change of local against witness time between two anchors that is told as a clock step, in ms.
    pub clock_step_ms: u64,
    /// How lines are attributed.
    #[serde(deserialize_with = "crate::given::object")]
    pub evidence: EvidencePolicy,
    /// Thresholds of the flags.
    #[serde(deserialize_with = "crate::given::object")]
    pub flags: FlagPolicy,
    /// What overtime costs.
    #[serde(deserialize_with = "crate::given::object")]
    pub overtime: OvertimePolicy,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            profile: "standard".to_owned(),
            format: FormatPolicy::default(),
            keys: Vec::new(),
            demands: Demands::default(),
            clock_step_ms: 30_000,
            evidence: EvidencePolicy::default(),
            flags: FlagPolicy::default(),
            overtime: OvertimePolicy::default(),
        }
    }
}

impl Policy {
    /// Reads a policy from JSON; members that are left out have their defaults.
    ///
    /// # Errors
    /// `invalid_options` where it isn't JSON of this form.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        given::read(json).map_err(|error| {
            Error::new(ErrorCode::InvalidOptions, format!("the policy can't be read: {error}"))
        })
    }

    /// Whether it can be used.
    ///
    /// # Errors
    /// `invalid_options` where the profile isn't one, there are too many patterns, or no deduction
    /// can be computed by its bands.
    pub fn check(&self) -> Result<(), Error> {
        let invalid = |message: String| Err(Error::new(ErrorCode::InvalidOptions, message));
        if !PROFILES.contains(&self.profile.as_str()) {
            return invalid("`profile` is neither `standard` nor `legacy`".to_owned());
        }
        let lists = [&self.evidence.generated, &self.evidence.solution, &self.evidence.formatters];
        let too_long =
            |pattern: &String| pattern.is_empty() || pattern.len() > limits::PATTERN_BYTES;
        if lists.iter().any(|list| list.len() > limits::PATTERNS || list.iter().any(too_long)) {
            return invalid(format!(
                "a list of patterns has more than {}, or one that is empty or longer than {} bytes",
                limits::PATTERNS,
                limits::PATTERN_BYTES
            ));
        }
        self.overtime.check()
    }

    /// The policy as canonical JSON: every member, in the order of its declaration.
    #[must_use]
    pub fn to_json(&self) -> String {
        // INVARIANT: plain data with string keys can't fail to serialise.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// SHA-256 of the canonical JSON.
    #[must_use]
    pub fn sha256(&self) -> Hash {
        sha256(self.to_json().as_bytes())
    }
}

/// Which format the log must have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum FormatPolicy {
    /// interview-log/1.
    #[default]
    #[serde(rename = "1")]
    One,
    /// A log of interviewsignal 0.9.
    #[serde(rename = "legacy")]
    Legacy,
    /// Whichever it is.
    #[serde(rename = "auto")]
    Auto,
}

/// A known key and when it is valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PolicyKey {
    /// The key as a C2SP vkey.
    pub vkey: String,
    /// Signatures before this time (RFC 3339, three decimals, UTC) don't count.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub not_before: Option<Timestamp>,
    /// Signatures after this time don't count.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub not_after: Option<Timestamp>,
}

/// What a log must show beyond being intact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Demands {
    /// A ticket signed by a known key.
    pub ticket: bool,
    /// Verifier keys that must each have cosigned the whole log.
    pub cosigned: Vec<String>,
    /// Widest bracket that an event may have, in seconds; an event without one doesn't meet it.
    pub max_unanchored_s: Option<u64>,
}
