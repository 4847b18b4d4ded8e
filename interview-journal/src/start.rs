//! The beginning of a session on disk, and of one that goes on where another can't.

use std::{io, path::Path, sync::Arc};

use interview_core::{
    Error, ErrorCode,
    api::{Continues, Draft, Interview, Program, Recorder, SigningKey, Start},
    event::{RecorderGap, Token, Ulid},
    recorder::Progress,
    report::{COMMITS, DIFF, EVENTS, MANIFEST},
};
use zeroize::Zeroizing;

use crate::{
    disk::{self, Open},
    failure,
    folder::Folder,
    journal::{Journal, Options},
    key,
    lock::Lock,
    log::Ending,
    source::{self, Source, System},
    state::{Mark, State},
};

/// Who a session is: its id, the name of its log, and its key. Made before the start, so that a
/// relay can write a ticket for it.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The session's ULID.
    pub session: String,
    /// Name of the log in checkpoints and proofs.
    pub log_origin: String,
    /// The session's key.
    pub key: SigningKey,
}

impl Identity {
    /// A new one, under a relay's authority, such as `relay.example`; `None` for a session without
    /// a relay.
    ///
    /// # Errors
    /// `io` or `invalid_time` where the source gives nothing.
    pub fn new(authority: Option<&str>, source: &mut dyn Source) -> Result<Self, Error> {
        let session = source::ulid(source)?;
        let log_origin = format!("{}/s/{session}", authority.unwrap_or("offline.invalid"));
        let mut seed = Zeroizing::new([0; 32]);
        source.fill(seed.as_mut_slice())?;
        Ok(Self { session, log_origin, key: SigningKey::from_seed(&seed) })
    }
}

/// What a session begins with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StartOptions {
    /// The program that records.
    pub recorder: Program,
    /// The assistant or editor that is recorded.
    pub host: Option<Program>,
    /// `full`, `partial` or `manual`.
    pub capture: String,
    /// The interview; with a ticket it may be left out and is taken from there.
    pub interview: Option<Interview>,
    /// The relay's ticket, which names the identity.
    pub ticket: Option<String>,
    /// The identity; a new one without a relay where it is left out.
    pub identity: Option<Identity>,
    /// Operating system and architecture.
    pub system: Option<String>,
    /// The salt of line digests; random where it is left out.
    pub line_salt: Option<[u8; 32]>,
}

impl StartOptions {
    /// A session of full capture without interview, ticket or host.
    #[must_use]
    pub fn new(recorder: Program) -> Self {
        Self {
            recorder,
            host: None,
            capture: "full".to_owned(),
            interview: None,
            ticket: None,
            identity: None,
            system: None,
            line_salt: None,
        }
    }
}

/// Why a session can't go on in its log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// Its key is lost.
    KeyLost,
    /// A witness holds a head that the log doesn't contain: the disk was rolled back, or two
    /// machines recorded.
    HeadUnknown {
        /// Size of that head.
        head_size: u64,
    },
}

impl Journal {
    /// Starts a session in a folder, which is made where it isn't there.
    ///
    /// # Errors
    /// `exists` where the folder holds a session, or a file of one; `invalid_event`, `invalid_name` or
    /// `invalid_ticket` where the options can't be written; `io`, `disk_full` or `locked`.
    pub fn start(path: &Path, start: StartOptions, options: Options) -> Result<Self, Error> {
        Self::start_with(path, start, options, &mut System)
    }

    /// As [`Journal::start`], with time, salts and identity from a source, in this order: session
    /// id, key, line salt, each only if the options leave it out, then the salts of the lines.
    ///
    /// # Errors
    /// As [`Journal::start`].
    pub fn start_with(
        path: &Path,
        start: StartOptions,
        options: Options,
        source: &mut dyn Source,
    ) -> Result<Self, Error> {
        Self::begin(path, start, None, options, source)
    }

    /// Gives this log up and starts a session that goes on where it stops. The log stays without an
    /// end; both are submitted, and a verifier sees how they hang together.
    ///
    /// # Errors
    /// `exists` where that was done already or the new folder holds a session; `sealed` after the
    /// end; else as [`Journal::start`].
    pub fn continue_as_new(
        &mut self,
        path: &Path,
        start: StartOptions,
        why: Break,
    ) -> Result<Self, Error> {
        self.continue_as_new_with(path, start, why, &mut System)
    }

    /// As [`Journal::continue_as_new`], with time, salts and identity from a source.
    ///
    /// # Errors
    /// As [`Journal::continue_as_new`].
    pub fn continue_as_new_with(
        &mut self,
        path: &Path,
        start: StartOptions,
        why: Break,
        source: &mut dyn Source,
    ) -> Result<Self, Error> {
        let options = self.options.clone();
        self.locked(|journal| {
            let continues = journal.give_up(why, source)?;
            let mut next = Self::begin(path, start, Some(continues), options, source)?;
            if let Some(closed) = &mut journal.intent.closed {
                closed.successor = next.folded.progress.facts().session;
            }
            journal.lock.write(&journal.intent)?;
            next.say_gap(journal, source)?;
            Ok(next)
        })
    }

    /// Closes the log, and tells where it stops.
    fn give_up(&mut self, why: Break, source: &mut dyn Source) -> Result<Continues, Error> {
        if self.intent.closed.as_ref().is_some_and(|closed| closed.successor.is_some()) {
            let message = "the log goes on in another session already";
            return Err(Error::new(ErrorCode::Exists, message));
        }
        if self.intent.closed.is_none() {
            let (reason, head_size) = match why {
                Break::KeyLost => ("key_lost", None),
                Break::HeadUnknown { head_size } => ("head_unknown", Some(head_size)),
            };
            self.whole_end(source)?;
            self.close(reason, head_size, source)?;
        }
        let Ending::Whole(end) = self.log.ending()? else {
            return Err(failure::unfit(self.log.path(), "is torn"));
        };
        Ok(Continues::new(Ulid(self.state.session.clone()), end.tip.size, end.tip.prev))
    }

    /// Says in the new log why it was begun, where the old one couldn't: its next line would have
    /// stood where a witness saw another.
    fn say_gap(&mut self, old: &mut Self, source: &mut dyn Source) -> Result<(), Error> {
        let Some(closed) = old.intent.closed.clone() else { return Ok(()) };
        let mut last = Vec::new();
        old.log.walk(0, old.log.len()?, &mut |line| {
            last = line.to_vec();
            true
        })?;
        if memchr::memmem::find(&last, b"\"kind\":\"recorder_gap\"").is_some() {
            return Ok(());
        }
        let mut gap = RecorderGap::new(Token(closed.reason));
        gap.head_size = closed.head_size;
        self.append_with(Draft::of("recorder", &gap)?, source).map(|_| ())
    }

    fn begin(
        path: &Path,
        start: StartOptions,
        continues: Option<Continues>,
        options: Options,
        source: &mut dyn Source,
    ) -> Result<Self, Error> {
        let folder = Folder::new(path);
        let identity = match start.identity {
            Some(identity) => identity,
            None => Identity::new(None, source)?,
        };
        let line_salt = match start.line_salt {
            Some(line_salt) => line_salt,
            None => {
                let mut line_salt = [0; 32];
                source.fill(&mut line_salt)?;
                line_salt
            }
        };
        let (recorder, lines) = Recorder::start(
            Start {
                session: identity.session,
                log_origin: identity.log_origin,
                recorder: start.recorder,
                host: start.host,
                capture: start.capture,
                interview: start.interview,
                ticket: start.ticket,
                continues,
                system: start.system,
            },
            identity.key.clone(),
            line_salt,
            [source::stamp(source)?, source::stamp(source)?],
        )?;
        drop(recorder);
        let disk = Arc::clone(&options.disk);
        let made = |path: &Path| {
            disk.create_dir(path).map_err(|error| failure::io("can't make", path, &error))
        };
        made(&folder.private())?;
        made(&folder.bundle())?;
        let mut lock = Lock::open(disk.as_ref(), &folder.lock(), options.lock_wait)?;
        lock.acquire(disk.as_ref())?;
        for name in [EVENTS, DIFF, COMMITS, MANIFEST] {
            match disk.open(&folder.submitted(name), Open::Existing) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                _ => {
                    let message = format!("`{}` holds a session's `{name}`", path.display());
                    return Err(Error::new(ErrorCode::Exists, message));
                }
            }
        }
        // What stands there is of a session that was here before, and says nothing of this one.
        lock.clear()?;
        key::write(disk.as_ref(), &folder.key(), &identity.key)?;
        let state = first_state(&lines, disk.boot_id())?;
        state.write(disk.as_ref(), &folder.state())?;
        // The log's name comes last: where it is there, everything is.
        disk::replace(disk.as_ref(), &folder.log(), &folder.temp(), &lines)
            .and_then(|()| disk.sync_dir(folder.root()))
            .map_err(|error| failure::io("can't write", &folder.log(), &error))?;
        drop(lock);
        Self::open_with(path, options, source)
    }
}

fn first_state(lines: &[u8], boot: Option<String>) -> Result<State, Error> {
    let mut each = lines.split(|byte| *byte == b'\n');
    let mut progress = Progress::begin(each.next().unwrap_or_default())?;
    progress.replay(each.next().unwrap_or_default())?;
    let bytes = lines.len() as u64;
    let mut state = State::fresh(&progress, bytes);
    state.boot = boot;
    state.synced = Mark { bytes, lines: progress.size() };
    Ok(state)
}
