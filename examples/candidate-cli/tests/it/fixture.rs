//! Sessions in temporary folders, made through the core's recorder, and the command run on them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use interview_core::{
    api::{
        Draft, End, Program, Recorder, SigningKey, Stamp, Start, Ticket, Timestamp, VerifierKey,
    },
    checkpoint::{Algorithm, KeyName, cosign},
    hash::sha256,
    wire::Salt,
};
use tempfile::TempDir;

const ORIGIN: &str = "relay.example/s/01K0000000000000000000000A";
const START_MS: i64 = 1_800_000_000_000;
const START_S: u64 = 1_800_000_000;

/// Number of the prompt whose text the tests look for.
pub(crate) const PROMPT: usize = 2;
/// Text of the prompt: what a terminal would act on, were it printed as it is.
pub(crate) const HOSTILE: &str = "fix it\n\u{1b}[2J\u{1b}]0;owned\u{7}\u{202e}txt.exe\u{9b}31m";

/// Name of the recorder, as a patched one might call itself.
pub(crate) const RECORDER: &str = "recorder\u{1b}[8m\u{202e}";

/// A sealed session in a folder, and the keys of those who vouch for it.
pub(crate) struct Session {
    pub(crate) dir: TempDir,
    pub(crate) witness: VerifierKey,
    pub(crate) relay: VerifierKey,
}

impl Session {
    /// A session of a few events, with ticket, one anchor and a cosigned end.
    pub(crate) fn sealed() -> Self {
        let name = |text: &str| KeyName::new(text).unwrap();
        let (key, relay, witness) = (
            SigningKey::from_seed(&[1; 32]),
            SigningKey::from_seed(&[2; 32]),
            SigningKey::from_seed(&[3; 32]),
        );
        let (relay_name, witness_name) = (name("relay.example"), name("witness.example"));
        let ticket = Ticket {
            log_origin: name(ORIGIN),
            session_key: key.public(),
            interview_code: "demo-1".into(),
            problem_sha256: sha256(b"problem"),
            time_limit_ms: 2_700_000,
            issued_s: START_S,
            nonce: [9; 16],
        };
        let start = Start {
            session: "01K0000000000000000000000A".into(),
            log_origin: ORIGIN.into(),
            recorder: Program::new(RECORDER.into(), "1.0".into()),
            host: None,
            capture: "full".into(),
            interview: None,
            ticket: Some(ticket.issue(&relay, &relay_name).unwrap().to_string()),
            continues: None,
            system: None,
        };
        let mut n: u8 = 0;
        let mut stamp = || {
            n += 1;
            let at = Timestamp::from_ms(START_MS + i64::from(n) * 1500).unwrap();
            Stamp { at, salt: Salt([n; 16]) }
        };
        let (mut recorder, mut log) =
            Recorder::start(start, key, [7; 32], [stamp(), stamp()]).unwrap();
        let text = serde_json::json!({ "text": HOSTILE }).to_string();
        for (kind, origin, data) in [
            ("user_prompt", "candidate", text.as_str()),
            ("assistant_message", "assistant", r#"{"text":"done"}"#),
            ("test_run", "tool", r#"{"framework":"pytest","passed":3,"failed":0}"#),
        ] {
            let draft = Draft::new(kind, origin, data).unwrap();
            log.extend(recorder.append(draft, stamp()).unwrap());
        }
        let note = recorder.checkpoint();
        let mut time_s = START_S + 10;
        let mut cosigned = |note: interview_core::api::SignedNote| {
            time_s += 5;
            let signature = cosign(note.text(), &witness, &witness_name, time_s);
            note.with_signature(signature).unwrap()
        };
        log.extend(recorder.anchor(&cosigned(note), stamp()).unwrap());
        let diff = b"diff --git a/a b/a\n";
        let end = End { reason: "submitted", diff: Some(diff), commits: None, git: None };
        log.extend(recorder.end(&end, stamp()).unwrap());
        let note = recorder.checkpoint();
        let manifest = recorder.finish(&cosigned(note)).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let bundle = dir.path().join("bundle");
        fs::create_dir(&bundle).unwrap();
        fs::write(bundle.join("events.jsonl"), log).unwrap();
        fs::write(bundle.join("changes.diff"), diff).unwrap();
        fs::write(bundle.join("manifest.json"), manifest).unwrap();
        Self {
            dir,
            witness: VerifierKey::new(witness_name, Algorithm::CosignatureV1, witness.public()),
            relay: VerifierKey::new(relay_name, Algorithm::Ed25519, relay.public()),
        }
    }

    /// The folder that is submitted.
    pub(crate) fn bundle(&self) -> PathBuf {
        self.dir.path().join("bundle")
    }

    /// The log in it.
    pub(crate) fn events(&self) -> PathBuf {
        self.bundle().join("events.jsonl")
    }

    /// A name beside the bundle.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A file beside the bundle.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// Changes a text in the log.
    pub(crate) fn tamper(&self, from: &str, to: &str) {
        let log = fs::read_to_string(self.events()).unwrap();
        assert!(log.contains(from), "the log has no {from}");
        fs::write(self.events(), log.replacen(from, to, 1)).unwrap();
    }
}

/// What a run of the command gave.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the command with an environment that says nothing about colours.
pub(crate) fn interview<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Run {
    run(command(arguments).stdin(Stdio::null()))
}

/// The command, not started yet.
pub(crate) fn command<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interview"));
    command.args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
}

/// The bundle of a conformance vector.
pub(crate) fn vector(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../conformance/vectors").join(name)
}

/// A recorded session of the older format.
pub(crate) fn legacy(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../interview-core/tests/data/legacy").join(name)
}
