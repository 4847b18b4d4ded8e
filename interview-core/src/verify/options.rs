//! What a caller hands to a verification: the policy, known keys, and what it knows from elsewhere.
//! All of it is plain data with defaults; unknown members are an error, so that a misspelt demand
//! never passes for one that is met.

use serde::{Deserialize, Serialize};

use crate::{
    Error, ErrorCode, checkpoint::VerifierKey, event::Timestamp, given, hash::Hash, limits,
    policy::Policy,
};

/// Options of a verification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct VerifyOptions {
    /// What the log is held against.
    #[serde(deserialize_with = "crate::given::object")]
    pub policy: Policy,
    /// Verifier keys (C2SP vkeys) of relays and witnesses that the caller trusts without a limit in
    /// time. A signature by any other key never raises assurance.
    pub trusted_keys: Vec<String>,
    /// What the caller knows from elsewhere.
    #[serde(deserialize_with = "crate::given::object")]
    pub context: Context,
    /// Whether only the log is checked: the Report's evidence, flags and score are null then, and
    /// memory doesn't grow with the log.
    pub only_log: bool,
}

/// What the caller knows from elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Context {
    /// When the submission was received.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub received_at: Option<Timestamp>,
    /// The ticket that was issued for this session.
    pub expected_ticket: Option<String>,
    /// Heads that witnesses keep for this origin.
    #[serde(deserialize_with = "crate::given::objects")]
    pub heads: Vec<Head>,
    /// Other sessions that were opened for the same candidate and interview.
    #[serde(deserialize_with = "crate::given::objects")]
    pub sessions: Vec<OtherSession>,
}

/// A head that a witness keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Head {
    /// Lines.
    pub size: u64,
    /// Root of the tree over them.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub root: Hash,
    /// When the witness took it.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub time: Option<Timestamp>,
}

/// Another session of the same candidate and interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OtherSession {
    /// Its ULID.
    pub session: String,
    /// Lines of its log, where known.
    #[serde(default)]
    pub size: Option<u64>,
    /// Leaf hash of its last line, where known.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub leaf_hash: Option<Hash>,
}

impl VerifyOptions {
    /// Reads options from JSON; members that are left out have their defaults.
    ///
    /// # Errors
    /// `invalid_options` where it isn't JSON of this form.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        given::read(json).map_err(|error| {
            Error::new(ErrorCode::InvalidOptions, format!("the options can't be read: {error}"))
        })
    }
}

/// A key that a verification knows, with the time in which it is valid.
#[derive(Clone, Debug)]
pub(crate) struct KnownKey {
    pub(crate) key: VerifierKey,
    pub(crate) not_before_ms: i64,
    pub(crate) not_after_ms: i64,
}

impl KnownKey {
    /// Its name and id, as Reports show it.
    pub(crate) fn label(&self) -> String {
        format!("{}+{:08x}", self.key.name(), self.key.key_id())
    }

    /// Whether a signature at this time counts.
    pub(crate) fn is_valid_at(&self, ms: i64) -> bool {
        (self.not_before_ms..=self.not_after_ms).contains(&ms)
    }
}

/// All known keys of the options, trusted ones first.
pub(crate) fn known_keys(options: &VerifyOptions) -> Result<Vec<KnownKey>, Error> {
    let trusted = options.trusted_keys.iter().map(|vkey| (vkey, None, None));
    let policy = options.policy.keys.iter().map(|key| (&key.vkey, key.not_before, key.not_after));
    let too_many = options.trusted_keys.len() + options.policy.keys.len() > limits::TRUSTED_KEYS
        || options.context.heads.len() > limits::TRUSTED_KEYS
        || options.context.sessions.len() > limits::TRUSTED_KEYS;
    if too_many {
        return Err(Error::new(
            ErrorCode::InvalidOptions,
            format!("more than {} keys, heads or sessions", limits::TRUSTED_KEYS),
        ));
    }
    trusted
        .chain(policy)
        .map(|(vkey, not_before, not_after)| {
            Ok(KnownKey {
                key: parse_key(vkey)?,
                not_before_ms: not_before.map_or(i64::MIN, Timestamp::ms),
                not_after_ms: not_after.map_or(i64::MAX, Timestamp::ms),
            })
        })
        .collect()
}

/// Parses a vkey of the options.
pub(crate) fn parse_key(vkey: &str) -> Result<VerifierKey, Error> {
    VerifierKey::parse(vkey).map_err(|error| {
        Error::new(
            ErrorCode::InvalidOptions,
            format!("`{vkey}` is no usable verifier key: {error}"),
        )
    })
}
