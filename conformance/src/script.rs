//! Scripts: the steps of a vector, done by a journal in a real folder with the times and salts that
//! the vector gives. It ends with what stands in `bundle/`. What must come out isn't known here.

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use interview_core::api::{
    Draft, End, GitTrees, Interview, Program, Salt, SigningKey, Stamp, Timestamp, VerifierKey,
};
use interview_journal::{
    Fixed, Identity, Journal, Options, SealRequest, StartOptions, SyncPolicy, verify_path,
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    given::{form, input, options},
    outcome::{Failed, Outcome, Recorded},
    recording::seed,
    vector::{Loaded, unhex},
};

/// Does input `steps` in a folder that isn't there yet. Only the last step may end in an error.
pub(crate) fn perform(loaded: &Loaded, folder: &Path) -> Result<Outcome, Failed> {
    let steps: Vec<Step> = form(input(loaded, "steps")?)?;
    let behaviour: Behaviour = match loaded.vector.input.get("journal") {
        Some(given) => form(given)?,
        None => Behaviour::default(),
    };
    let mut run = Run {
        loaded,
        folder: folder.to_owned(),
        options: behaviour.options()?,
        journal: None,
        sealing: None,
        held: Vec::new(),
        requests: Vec::new(),
    };
    let mut error = None;
    for (place, step) in steps.into_iter().enumerate() {
        if let Some(code) = error {
            return Err(Failed::Form(format!("`{code}` before step {place}, the last")));
        }
        match run.step(step) {
            Ok(()) => {}
            Err(Failed::Code(code)) => error = Some(code),
            Err(Failed::Form(what)) => return Err(Failed::Form(format!("step {place}: {what}"))),
        }
    }
    let report = match error {
        Some(code) => Err(code),
        None => Ok(verify_path(folder, &options(loaded)?)?),
    };
    let files = files(&folder.join("bundle")).map_err(|error| error.to_string())?;
    Ok(Outcome::Recorded(Box::new(Recorded { report, files, requests: run.requests })))
}

/// Input `journal`: how the journal behaves.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Behaviour {
    sync: Option<String>,
    lock_wait_ms: u64,
    witnesses: Vec<String>,
}

/// A step. Paths are those below the session's folder, bytes are given as in any input, and each call
/// of the journal has the time and the salt of its step.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Step {
    /// Starts a session.
    Start(Box<Begin>),
    /// Lets go of the journal and opens the folder, as after a restart.
    Open { at: String, salt: String },
    /// Appends an event; `data` is JSON text, or parts of it.
    Append { at: String, salt: String, kind: String, origin: String, data: Value },
    /// Asks for a checkpoint and appends the receipt with a witness's answer; without an answer the
    /// request is dropped.
    Anchor { at: String, salt: String, answer: Option<String>, old_size: Option<u64> },
    /// Ends the session.
    Seal {
        at: String,
        salt: String,
        reason: String,
        diff: Option<Value>,
        commits: Option<Value>,
        git: Option<GitTrees>,
    },
    /// Completes the bundle, with a witness's answer where there is one.
    Finish { answer: Option<String> },
    /// Somebody else writes a file.
    Write { path: String, bytes: Value },
    /// Somebody else writes behind the end of a file.
    Extend { path: String, bytes: Value },
    /// Somebody else removes a file.
    Remove { path: String },
    /// Somebody else holds a file's lock from now on.
    Hold { path: String },
    /// A step that ends in this error, behind which the script goes on.
    Refused { error: String, step: Box<Step> },
}

/// What a session starts with. What is left out comes from the salt.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Begin {
    at: String,
    salt: String,
    identity: Option<Named>,
    line_salt: Option<String>,
    recorder: Program,
    host: Option<Program>,
    capture: String,
    interview: Option<Interview>,
    ticket: Option<String>,
    system: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    session: String,
    log_origin: String,
    key_seed: String,
}

struct Run<'a> {
    loaded: &'a Loaded,
    folder: PathBuf,
    options: Options,
    journal: Option<Journal>,
    sealing: Option<SealRequest>,
    held: Vec<File>,
    requests: Vec<Value>,
}

impl Run<'_> {
    fn step(&mut self, step: Step) -> Result<(), Failed> {
        match step {
            Step::Start(begin) => {
                let mut source = fixed(&begin.at, &begin.salt)?;
                let (start, options) = (begin.options()?, self.options.clone());
                let started = Journal::start_with(&self.folder, start, options, &mut source)?;
                self.journal = Some(started);
            }
            Step::Open { at, salt } => {
                (self.journal, self.sealing) = (None, None);
                let (options, mut source) = (self.options.clone(), fixed(&at, &salt)?);
                self.journal = Some(Journal::open_with(&self.folder, options, &mut source)?);
            }
            Step::Append { at, salt, kind, origin, data } => {
                let data = match data {
                    Value::Object(_) => {
                        String::from_utf8_lossy(&self.loaded.bytes(&data)?).into_owned()
                    }
                    other => form::<String>(&other)?,
                };
                let draft = Draft::new(&kind, &origin, &data)?;
                self.journal()?.append_with(draft, &mut fixed(&at, &salt)?)?;
            }
            Step::Anchor { at, salt, answer, old_size } => {
                let mut source = fixed(&at, &salt)?;
                let request = self.journal()?.anchor_request_with(old_size, &mut source)?;
                self.requests.push(request.as_ref().map(|request| request.body()).into());
                match (request, answer) {
                    (Some(request), Some(answer)) => {
                        let mut source = fixed(&at, &salt)?;
                        self.journal()?.apply_anchor_with(request, &answer, &mut source)?;
                    }
                    (None, Some(_)) => return Err("an answer to no request".to_owned().into()),
                    (_, None) => {}
                }
            }
            Step::Seal { at, salt, reason, diff, commits, git } => {
                let bytes =
                    |given: Option<Value>| given.map(|given| self.loaded.bytes(&given)).transpose();
                let (diff, commits) = (bytes(diff)?, bytes(commits)?);
                let (diff, commits) = (diff.as_deref(), commits.as_deref());
                let end = End { reason: &reason, diff, commits, git };
                let sealing = self.journal()?.seal_with(&end, None, &mut fixed(&at, &salt)?)?;
                self.requests.push(sealing.request().map(|request| request.body()).into());
                self.sealing = Some(sealing);
            }
            Step::Finish { answer } => {
                let sealing = self.sealing.take().ok_or_else(|| "nothing is sealed".to_owned())?;
                self.journal()?.finish(sealing, answer.as_deref())?;
            }
            Step::Write { path, bytes } => {
                self.write(&path, &bytes, File::options().write(true).create(true).truncate(true))?;
            }
            Step::Extend { path, bytes } => {
                self.write(&path, &bytes, File::options().append(true))?;
            }
            Step::Remove { path } => fs::remove_file(self.folder.join(path)).map_err(told)?,
            Step::Hold { path } => {
                let file = File::open(self.folder.join(path)).map_err(told)?;
                file.try_lock().map_err(|error| error.to_string())?;
                self.held.push(file);
            }
            Step::Refused { error, step } => match self.step(*step) {
                Err(Failed::Code(code)) if code == error => {}
                Err(Failed::Code(code)) => return Err(format!("`{code}`, not `{error}`").into()),
                Err(form) => return Err(form),
                Ok(()) => return Err(format!("no error `{error}`").into()),
            },
        }
        Ok(())
    }

    fn journal(&mut self) -> Result<&mut Journal, String> {
        self.journal.as_mut().ok_or_else(|| "no journal is open".to_owned())
    }

    fn write(&self, path: &str, bytes: &Value, how: &OpenOptions) -> Result<(), String> {
        let (path, bytes) = (self.folder.join(path), self.loaded.bytes(bytes)?);
        fs::create_dir_all(path.parent().unwrap_or(&self.folder)).map_err(told)?;
        how.open(&path).and_then(|mut file| file.write_all(&bytes)).map_err(told)
    }
}

impl Behaviour {
    fn options(self) -> Result<Options, String> {
        let mut options = Options::default();
        options.sync = match self.sync.as_deref() {
            None | Some("at_anchor") => SyncPolicy::AtAnchor,
            Some("every_event") => SyncPolicy::EveryEvent,
            Some("never") => SyncPolicy::Never,
            Some(other) => return Err(format!("no way to sync: {other}")),
        };
        options.lock_wait = Duration::from_millis(self.lock_wait_ms);
        let vkey = |vkey: &String| VerifierKey::parse(vkey).map_err(|error| error.to_string());
        options.witnesses = self.witnesses.iter().map(vkey).collect::<Result<_, _>>()?;
        Ok(options)
    }
}

impl Begin {
    fn options(self) -> Result<StartOptions, String> {
        let mut start = StartOptions::new(self.recorder);
        start.host = self.host;
        start.capture = self.capture;
        start.interview = self.interview;
        start.ticket = self.ticket;
        start.system = self.system;
        start.line_salt = self.line_salt.as_deref().map(seed).transpose()?;
        if let Some(Named { session, log_origin, key_seed }) = self.identity {
            let key = SigningKey::from_seed(&seed(&key_seed)?);
            start.identity = Some(Identity { session, log_origin, key });
        }
        Ok(start)
    }
}

fn fixed(at: &str, salt: &str) -> Result<Fixed, String> {
    let at = Timestamp::parse(at.as_bytes()).ok_or_else(|| format!("no time: {at}"))?;
    let bytes = unhex(salt).and_then(|salt| salt.try_into().ok());
    let salt = Salt(bytes.ok_or_else(|| format!("no salt: {salt}"))?);
    Ok(Fixed::new(Stamp { at, salt }))
}

/// The regular files of a folder, by name; none where there is no folder.
fn files(folder: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = BTreeMap::new();
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(files.into_iter().collect())
}

fn told(error: io::Error) -> String {
    error.to_string()
}
