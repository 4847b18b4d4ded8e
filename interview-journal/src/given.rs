//! Options as JSON text, the form in which other languages give them. What is left out has its
//! default, an unknown member is refused; what the values mean is decided where they are used.

use std::time::Duration;

#[cfg(feature = "schema")]
use interview_core::report::{ContinuesFacts, InterviewFacts, ProgramFacts};
use interview_core::{
    Error, ErrorCode,
    api::{
        Continues, GitTrees, Interview, Program, Recorder, SigningKey, Stamp, Start, VerifierKey,
    },
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use zeroize::{Zeroize, Zeroizing};

use crate::{
    journal::{Options, SyncPolicy},
    source::Source,
    start::{Identity, StartOptions},
};

/// How a journal behaves.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "JournalOptions"))]
#[serde(deny_unknown_fields, default)]
pub struct JournalGiven {
    /// When lines are made to reach the disk.
    sync: Sync,
    /// How long to wait for the lock, in ms; 5000 where it is left out.
    lock_wait_ms: Option<u64>,
    /// Verifier keys of the witnesses that are asked for cosignatures.
    witnesses: Vec<String>,
}

/// When written lines are made to reach the disk.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "SyncPolicy"))]
#[serde(rename_all = "snake_case")]
enum Sync {
    /// Before a checkpoint is signed. A power cut can take the lines since the last one.
    #[default]
    AtAnchor,
    /// After every event.
    EveryEvent,
    /// Never: for logs that nobody would miss.
    Never,
}

/// What a session begins with.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "StartOptions"))]
#[serde(deny_unknown_fields)]
pub struct StartGiven {
    /// The program that records.
    #[cfg_attr(feature = "schema", schemars(with = "ProgramFacts"))]
    #[serde(deserialize_with = "interview_core::given::object")]
    recorder: Program,
    /// The assistant or editor that is recorded.
    #[cfg_attr(feature = "schema", schemars(with = "Option<ProgramFacts>"))]
    #[serde(default, deserialize_with = "interview_core::given::object_or_null")]
    host: Option<Program>,
    /// `full`, `partial` or `manual`; `full` where it is left out.
    capture: Option<String>,
    /// The interview; with a ticket it may be left out and is taken from there.
    #[cfg_attr(feature = "schema", schemars(with = "Option<InterviewFacts>"))]
    #[serde(default, deserialize_with = "interview_core::given::object_or_null")]
    interview: Option<Interview>,
    /// The relay's ticket, which names the identity.
    ticket: Option<String>,
    /// Who the session is; a new one without a relay where it is left out. A recorder without a
    /// journal needs it.
    #[serde(default, deserialize_with = "interview_core::given::object_or_null")]
    identity: Option<IdentityGiven>,
    /// The session that this one goes on from; only for a recorder without a journal.
    #[cfg_attr(feature = "schema", schemars(with = "Option<ContinuesFacts>"))]
    #[serde(default, deserialize_with = "interview_core::given::object_or_null")]
    continues: Option<Continues>,
    /// Operating system and architecture.
    system: Option<String>,
    /// The salt of line digests, 64 hexadecimal digits; random where it is left out.
    line_salt: Option<String>,
}

/// Who a session is: its id, the name of its log, and its key.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Identity"))]
#[serde(deny_unknown_fields)]
pub struct IdentityGiven {
    /// The session's ULID.
    session: String,
    /// Name of the log in checkpoints and proofs.
    log_origin: String,
    /// Seed of the session's key, 64 hexadecimal digits. A secret.
    key_seed: String,
}

/// The trees that a session's diff compares, as [`git_trees`] reads them.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(rename = "GitTrees")]
#[expect(dead_code, reason = "only its schema is used")]
pub struct GitTreesGiven {
    /// Tree at the start of the session.
    base_tree: String,
    /// Tree at its end.
    end_tree: String,
    /// Object hash: `sha1` or `sha256`.
    hash: String,
    /// Version of git that made the diff.
    version: String,
}

impl Options {
    /// Reads options from JSON.
    ///
    /// # Errors
    /// `invalid_options` where it isn't JSON of the form; `invalid_key` where a witness isn't one.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let given: JournalGiven = read(json)?;
        let sync = match given.sync {
            Sync::AtAnchor => SyncPolicy::AtAnchor,
            Sync::EveryEvent => SyncPolicy::EveryEvent,
            Sync::Never => SyncPolicy::Never,
        };
        let witness = |vkey: &String| VerifierKey::parse(vkey);
        let witnesses = given.witnesses.iter().map(witness).collect::<Result<_, _>>()?;
        let options = Self { sync, witnesses, ..Self::default() };
        let lock_wait = given.lock_wait_ms.map_or(options.lock_wait, Duration::from_millis);
        Ok(Self { lock_wait, ..options })
    }
}

impl StartOptions {
    /// Reads what a session begins with from JSON.
    ///
    /// # Errors
    /// `invalid_options` where it isn't JSON of the form.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let given: StartGiven = read(json)?;
        if given.continues.is_some() {
            return Err(refused("`continues` is what the journal itself writes"));
        }
        let mut start = Self::new(given.recorder);
        start.host = given.host;
        start.capture = given.capture.unwrap_or(start.capture);
        start.interview = given.interview;
        start.ticket = given.ticket;
        start.identity = given.identity.map(Identity::try_from).transpose()?;
        start.system = given.system;
        start.line_salt = given.line_salt.as_deref().map(digits).transpose()?;
        Ok(start)
    }
}

impl Identity {
    /// The identity as JSON, in the form that options take. It holds the key.
    #[must_use]
    pub fn to_json(&self) -> Zeroizing<String> {
        let mut given = IdentityGiven {
            session: self.session.clone(),
            log_origin: self.log_origin.clone(),
            key_seed: self.key.seed().iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        // INVARIANT: three strings can't fail to serialise.
        let json = Zeroizing::new(serde_json::to_string(&given).unwrap_or_default());
        given.key_seed.zeroize();
        json
    }
}

impl TryFrom<IdentityGiven> for Identity {
    type Error = Error;

    fn try_from(given: IdentityGiven) -> Result<Self, Error> {
        let IdentityGiven { session, log_origin, key_seed } = given;
        let key_seed = Zeroizing::new(key_seed);
        let seed = Zeroizing::new(digits(&key_seed)?);
        Ok(Self { session, log_origin, key: SigningKey::from_seed(&seed) })
    }
}

/// Begins a session without a journal from options as JSON: the recorder and the bytes of lines 0
/// and 1. A line salt that is left out comes from the source.
///
/// # Errors
/// `invalid_options` where it isn't JSON of the form or has no identity; else as
/// [`Recorder::start`].
pub fn start_recorder(
    json: &str,
    stamps: [Stamp; 2],
    source: &mut dyn Source,
) -> Result<(Recorder, Vec<u8>), Error> {
    let given: StartGiven = read(json)?;
    let identity = given.identity.ok_or_else(|| refused("there is no `identity`"))?;
    let Identity { session, log_origin, key } = Identity::try_from(identity)?;
    let line_salt = match given.line_salt.as_deref() {
        Some(line_salt) => digits(line_salt)?,
        None => {
            let mut line_salt = [0; 32];
            source.fill(&mut line_salt)?;
            line_salt
        }
    };
    let start = Start {
        session,
        log_origin,
        recorder: given.recorder,
        host: given.host,
        capture: given.capture.unwrap_or_else(|| "full".to_owned()),
        interview: given.interview,
        ticket: given.ticket,
        continues: given.continues,
        system: given.system,
    };
    Recorder::start(start, key, line_salt, stamps)
}

/// Reads the trees that a session's diff compares from JSON.
///
/// # Errors
/// `invalid_options` where it isn't JSON of the form.
pub fn git_trees(json: &str) -> Result<GitTrees, Error> {
    read(json)
}

/// 32 bytes from 64 hexadecimal digits.
///
/// # Errors
/// `invalid_options` where they are none.
pub fn digits(text: &str) -> Result<[u8; 32], Error> {
    let mut bytes = [0; 32];
    let pair = |at: usize| u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok();
    let is_hex = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    for (at, byte) in bytes.iter_mut().enumerate() {
        let read = pair(at).filter(|_| is_hex);
        *byte = read.ok_or_else(|| refused("32 bytes are 64 hexadecimal digits"))?;
    }
    Ok(bytes)
}

/// What is wrong is told without the text itself, which may hold a key.
fn read<T: DeserializeOwned>(json: &str) -> Result<T, Error> {
    interview_core::given::read(json).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let what = if error.is_data() { "isn't of the form" } else { "isn't JSON" };
        refused(&format!("what is given {what}, at line {line}, column {column}"))
    })
}

fn refused(what: &str) -> Error {
    Error::new(ErrorCode::InvalidOptions, format!("the options can't be read: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code<T>(outcome: Result<T, Error>) -> Option<&'static str> {
        outcome.err().map(|error| error.code().as_str())
    }

    #[test]
    fn options_have_defaults_and_no_other_members() {
        let options = Options::from_json("{}").unwrap();
        assert_eq!((options.sync, options.lock_wait.as_millis()), (SyncPolicy::AtAnchor, 5_000));
        let options = Options::from_json(r#"{"sync":"never","lock_wait_ms":7}"#).unwrap();
        assert_eq!((options.sync, options.lock_wait.as_millis()), (SyncPolicy::Never, 7));
        for json in [
            "",
            "1",
            "[]",
            "[\"never\"]",
            "{\"sink\":1}",
            "{\"sync\":\"now\"}",
            "{\"lock_wait_ms\":-1}",
        ] {
            assert_eq!(code(Options::from_json(json)), Some("invalid_options"), "{json}");
        }
        assert_eq!(code(Options::from_json(r#"{"witnesses":["w"]}"#)), Some("invalid_key"));
    }

    #[test]
    fn a_list_is_no_object() {
        let check = |json: &str, expected: Option<&str>| {
            assert_eq!(code(StartOptions::from_json(json)), expected, "{json}");
        };
        check(r#"{"recorder":{"name":"r","version":"1"},"host":null}"#, None);
        check(r#"[["r","1"]]"#, Some("invalid_options"));
        check(r#"{"recorder":["r","1"]}"#, Some("invalid_options"));
        for member in ["host", "interview", "identity", "continues"] {
            let json =
                format!(r#"{{"recorder":{{"name":"r","version":"1"}},"{member}":["a","b"]}}"#);
            check(&json, Some("invalid_options"));
        }
        assert_eq!(code(git_trees("[]")), Some("invalid_options"));
    }

    #[test]
    fn an_identity_is_read_as_it_is_written() {
        let made = Identity::new(Some("relay.example"), &mut crate::System).unwrap();
        let json = format!(
            r#"{{"recorder":{{"name":"r","version":"1"}},"identity":{}}}"#,
            made.to_json().as_str()
        );
        let read = StartOptions::from_json(&json).unwrap().identity.unwrap();
        assert_eq!((read.session, read.log_origin), (made.session, made.log_origin));
        assert_eq!(read.key.seed(), made.key.seed());
    }

    #[test]
    fn an_error_never_repeats_what_was_given() {
        let json = r#"{"recorder":{"name":"r","version":"1"},"identity":{"key":"5ec5e7"}}"#;
        let error = StartOptions::from_json(json).unwrap_err();
        assert!(!error.to_string().contains("5ec5e7"), "{error}");
        assert_eq!(digits("zz").unwrap_err().code().as_str(), "invalid_options");
        assert_eq!(digits(&"0f".repeat(32)).unwrap(), [15; 32]);
    }
}
