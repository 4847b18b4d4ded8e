//! The operation `recorder` of a vector: a session that is recorded step by step, without a journal.

use interview_core::{
    api::{
        Continues, Draft, End, GitTrees, Interview, Program, Recorder, Salt, SigningKey, Stamp,
        Start, Timestamp,
    },
    checkpoint::{KeyName, SignedNote, cosign},
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    given::{form, input},
    outcome::{Failed, Outcome},
    vector::{Loaded, unhex},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Begin {
    session: String,
    log_origin: String,
    recorder: Program,
    host: Option<Program>,
    capture: String,
    interview: Option<Interview>,
    ticket: Option<String>,
    continues: Option<Continues>,
    system: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Step {
    /// Appends an event; `data` is JSON text.
    Append { kind: String, origin: String, data: Value },
    /// Asks for a checkpoint, lets witnesses sign it and appends the receipt.
    Anchor { cosigners: Vec<Witness> },
    /// Appends this note as the receipt of a checkpoint.
    Receipt { note: String, asked: bool },
    /// Appends session_end.
    End { reason: String, diff: Option<String>, commits: Option<String>, git: Option<GitTrees> },
    /// Signs the whole log, lets witnesses sign it and gives the manifest.
    Finish { cosigners: Vec<Witness> },
    /// Goes on from these lines, as after a restart.
    Resume { key_seed: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Witness {
    name: String,
    key_seed: String,
    time_s: u64,
}

/// Stamps of input `stamps` are used up in their order, one for each line.
pub(crate) fn recorder(loaded: &Loaded) -> Result<Outcome, Failed> {
    #[derive(Deserialize)]
    struct Stamped {
        at: String,
        salt: String,
    }
    let begin: Begin = form(input(loaded, "start")?)?;
    let start = Start {
        session: begin.session,
        log_origin: begin.log_origin,
        recorder: begin.recorder,
        host: begin.host,
        capture: begin.capture,
        interview: begin.interview,
        ticket: begin.ticket,
        continues: begin.continues,
        system: begin.system,
    };
    let key = SigningKey::from_seed(&seed(&form::<String>(input(loaded, "key_seed")?)?)?);
    let line_salt = seed(&form::<String>(input(loaded, "line_salt")?)?)?;
    let stamps: Vec<Stamped> = form(input(loaded, "stamps")?)?;
    let steps: Vec<Step> = form(input(loaded, "steps")?)?;
    let mut stamps = stamps.iter();
    let mut stamp = || -> Result<Stamp, String> {
        let stamped = stamps.next().ok_or("too few stamps")?;
        let at = Timestamp::parse(stamped.at.as_bytes()).ok_or("no time in a stamp")?;
        let salt = unhex(&stamped.salt).and_then(|salt| salt.try_into().ok());
        Ok(Stamp { at, salt: Salt(salt.ok_or("no salt in a stamp")?) })
    };
    let (mut recorder, mut events) = Recorder::start(start, key, line_salt, [stamp()?, stamp()?])?;
    let mut manifest = None;
    for step in steps {
        match step {
            Step::Append { kind, origin, data } => {
                let data = match data {
                    // Text that needn't be JSON; of any length where it is a recipe.
                    Value::Object(_) => String::from_utf8_lossy(&loaded.bytes(&data)?).into(),
                    other => form::<String>(&other)?,
                };
                let draft = Draft::new(&kind, &origin, &data)?;
                events.extend(recorder.append(draft, stamp()?)?);
            }
            Step::Anchor { cosigners } => {
                let note = cosigned(recorder.checkpoint(), &cosigners)?;
                events.extend(recorder.anchor(&note, stamp()?)?);
            }
            Step::Receipt { note, asked } => {
                if asked {
                    recorder.checkpoint();
                }
                let note = SignedNote::parse(note.as_bytes())?;
                events.extend(recorder.anchor(&note, stamp()?)?);
            }
            Step::End { reason, diff, commits, git } => {
                let end = End {
                    reason: &reason,
                    diff: diff.as_deref().map(str::as_bytes),
                    commits: commits.as_deref().map(str::as_bytes),
                    git,
                };
                events.extend(recorder.end(&end, stamp()?)?);
            }
            Step::Resume { key_seed } => {
                recorder = Recorder::resume(&events, SigningKey::from_seed(&seed(&key_seed)?))?;
            }
            Step::Finish { cosigners } => {
                let note = cosigned(recorder.checkpoint(), &cosigners)?;
                manifest = Some(recorder.finish(&note)?);
                break;
            }
        }
    }
    let mut files = vec![("events", events)];
    files.extend(manifest.map(|bytes| ("manifest", bytes)));
    Ok(Outcome::Files(files))
}

fn cosigned(mut note: SignedNote, cosigners: &[Witness]) -> Result<SignedNote, Failed> {
    for witness in cosigners {
        let key = SigningKey::from_seed(&seed(&witness.key_seed)?);
        let name = KeyName::new(&witness.name)?;
        let signature = cosign(note.text(), &key, &name, witness.time_s);
        note = note.with_signature(signature)?;
    }
    Ok(note)
}

pub(crate) fn seed(hex: &str) -> Result<[u8; 32], String> {
    unhex(hex).and_then(|seed| seed.try_into().ok()).ok_or_else(|| "no 32 bytes of hex".to_owned())
}
