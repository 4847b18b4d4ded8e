//! A recorder without a journal: the caller keeps the bytes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use interview_core::api::{self, Draft, End, SignedNote, SigningKey};
use interview_journal::given::{digits, git_trees, start_recorder};

use crate::{
    failure::{InterviewError, guarded},
    fixed::{source, stamps},
    journal::Ending,
    json::record,
    results::SessionFacts,
};

/// A session whose bytes the caller keeps: each call gives the bytes of the line that it adds.
#[derive(uniffi::Object)]
pub struct Recorder {
    held: Mutex<Option<api::Recorder>>,
    first_lines: Vec<u8>,
}

#[uniffi::export]
impl Recorder {
    /// Begins a session: `start` are `StartOptions` as JSON, which must have an identity
    /// (`newIdentity`). The log begins with `firstLines`.
    #[uniffi::constructor]
    pub fn start(start: String) -> Result<Arc<Self>, InterviewError> {
        guarded(|| {
            let (recorder, first_lines) = start_recorder(&start, stamps()?, &mut *source())?;
            Ok(Self::new(recorder, first_lines))
        })
    }

    /// Takes up a log where it stands; `keySeed` is that of its identity.
    #[uniffi::constructor]
    pub fn resume(events: Vec<u8>, key_seed: String) -> Result<Arc<Self>, InterviewError> {
        guarded(|| {
            let key = SigningKey::from_seed(&digits(&key_seed)?);
            Ok(Self::new(api::Recorder::resume(&events, key)?, Vec::new()))
        })
    }

    /// The bytes of the first two lines; none where a log was taken up.
    pub fn first_lines(&self) -> Vec<u8> {
        self.first_lines.clone()
    }

    /// Appends an event: `data` is its data as JSON.
    pub fn append(
        &self,
        kind: String,
        origin: String,
        data: String,
    ) -> Result<Vec<u8>, InterviewError> {
        self.with(|recorder| {
            let [stamp] = stamps()?;
            Ok(recorder.append(Draft::new(&kind, &origin, &data)?, stamp)?)
        })
    }

    /// The newest head as a signed note. The lines must be on the disk, synced, before the note
    /// leaves the machine.
    pub fn checkpoint(&self) -> Result<String, InterviewError> {
        self.with(|recorder| Ok(recorder.checkpoint().to_string()))
    }

    /// Appends the receipt of a checkpoint: its note with the cosignatures that came back.
    pub fn anchor(&self, note: String) -> Result<Vec<u8>, InterviewError> {
        self.with(|recorder| {
            let [stamp] = stamps()?;
            Ok(recorder.anchor(&SignedNote::parse(note.as_bytes())?, stamp)?)
        })
    }

    /// Appends session_end. Nothing follows it but the final note.
    pub fn end(&self, ending: Ending) -> Result<Vec<u8>, InterviewError> {
        self.with(|recorder| {
            let [stamp] = stamps()?;
            let Ending { reason, diff, commits, git } = &ending;
            let git = git.as_deref().map(git_trees).transpose()?;
            let end = End { reason, diff: diff.as_deref(), commits: commits.as_deref(), git };
            Ok(recorder.end(&end, stamp)?)
        })
    }

    /// The manifest's bytes, with the checkpoint that was signed after the end. The recorder is closed
    /// from then on, and its key wiped.
    pub fn finish(&self, note: String) -> Result<Vec<u8>, InterviewError> {
        guarded(|| {
            let note = SignedNote::parse(note.as_bytes())?;
            Ok(self.lock().take().ok_or_else(closed)?.finish(&note)?)
        })
    }

    /// What the log says of its session so far.
    pub fn facts(&self) -> Result<SessionFacts, InterviewError> {
        self.with(|recorder| record(&recorder.facts()))
    }
}

impl Recorder {
    fn new(recorder: api::Recorder, first_lines: Vec<u8>) -> Arc<Self> {
        Arc::new(Self { held: Mutex::new(Some(recorder)), first_lines })
    }

    fn lock(&self) -> MutexGuard<'_, Option<api::Recorder>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T>(
        &self,
        work: impl FnOnce(&mut api::Recorder) -> Result<T, InterviewError>,
    ) -> Result<T, InterviewError> {
        guarded(|| work(self.lock().as_mut().ok_or_else(closed)?))
    }
}

fn closed() -> InterviewError {
    InterviewError::closed("recorder")
}
