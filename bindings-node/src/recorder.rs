//! A session that is recorded without a disk: every call gives the bytes to append.

use interview_core::api::{self, Draft, End, Error, SignedNote};
use interview_journal::{System, given::start_recorder};
use napi::bindgen_prelude::{Buffer, BufferSlice};
use napi_derive::napi;

use crate::{
    fixed::Stamped,
    journal::Ending,
    operations::json,
    outcome::{Failure, Outcome, guarded, number},
    session::{signing_key, trees},
};

/// A session that is being recorded; `None` once it is closed.
#[napi]
pub struct Recorder {
    recorder: Option<api::Recorder>,
    first: Vec<u8>,
}

#[napi]
impl Recorder {
    /// Begins a session from options as JSON and the stamps of two lines.
    #[napi(catch_unwind)]
    pub fn start(start: String, first: Stamped, second: Stamped) -> Outcome<Recorder> {
        guarded(|| {
            let stamps = [first.stamp()?, second.stamp()?];
            let (recorder, first) = start_recorder(&start, stamps, &mut System)?;
            Ok(Self { recorder: Some(recorder), first })
        })
    }

    /// Takes up a log where it stands, with the key of a seed in hexadecimal.
    #[napi(catch_unwind)]
    pub fn resume(events: BufferSlice<'_>, key_seed: String) -> Outcome<Recorder> {
        guarded(|| {
            let recorder = api::Recorder::resume(&events, signing_key(&key_seed)?)?;
            Ok(Self { recorder: Some(recorder), first: Vec::new() })
        })
    }

    /// The lines that a start made, once.
    #[napi(catch_unwind)]
    pub fn first_lines(&mut self) -> Buffer {
        std::mem::take(&mut self.first).into()
    }

    /// Appends an event.
    #[napi(catch_unwind)]
    pub fn append(
        &mut self,
        kind: String,
        origin: String,
        data: String,
        stamped: Stamped,
    ) -> Outcome<Buffer> {
        guarded(|| {
            let (draft, stamp) = (Draft::new(&kind, &origin, &data)?, stamped.stamp()?);
            self.line(|recorder| recorder.append(draft, stamp))
        })
    }

    /// The newest head as a signed note.
    #[napi(catch_unwind)]
    pub fn checkpoint(&mut self) -> Outcome<String> {
        guarded(|| Ok(self.open()?.checkpoint().to_string()))
    }

    /// Appends the receipt of a checkpoint.
    #[napi(catch_unwind)]
    pub fn anchor(&mut self, note: String, stamped: Stamped) -> Outcome<Buffer> {
        guarded(|| {
            let (note, stamp) = (SignedNote::parse(note.as_bytes())?, stamped.stamp()?);
            self.line(|recorder| recorder.anchor(&note, stamp))
        })
    }

    /// Appends session_end.
    #[napi(catch_unwind)]
    pub fn end(&mut self, ending: Ending<'_>, stamped: Stamped) -> Outcome<Buffer> {
        guarded(|| {
            let Ending { reason, diff, commits, git } = ending;
            let (diff, commits) = (diff.as_deref(), commits.as_deref());
            let end = End { reason: &reason, diff, commits, git: trees(git)? };
            let stamp = stamped.stamp()?;
            self.line(|recorder| recorder.end(&end, stamp))
        })
    }

    /// The manifest with a final note. The recorder is closed, whatever it comes to.
    #[napi(catch_unwind)]
    pub fn finish(&mut self, note: String) -> Outcome<Buffer> {
        guarded(|| {
            let note = SignedNote::parse(note.as_bytes())?;
            let recorder = self.recorder.take().ok_or_else(|| Failure::closed("recorder"))?;
            Ok(recorder.finish(&note)?.into())
        })
    }

    /// What the log says of its session so far, as JSON.
    #[napi(catch_unwind)]
    pub fn facts(&mut self) -> Outcome<String> {
        guarded(|| json(&self.open()?.facts()))
    }

    /// Lines under the newest anchor.
    #[napi(catch_unwind)]
    pub fn anchored(&mut self) -> Outcome<i64> {
        guarded(|| Ok(number(self.open()?.anchored())))
    }

    /// Wipes the key.
    #[napi(catch_unwind)]
    pub fn close(&mut self) {
        self.recorder = None;
    }
}

impl Recorder {
    fn open(&mut self) -> Result<&mut api::Recorder, Failure> {
        self.recorder.as_mut().ok_or_else(|| Failure::closed("recorder"))
    }

    fn line(
        &mut self,
        work: impl FnOnce(&mut api::Recorder) -> Result<Vec<u8>, Error>,
    ) -> Result<Buffer, Failure> {
        Ok(work(self.open()?)?.into())
    }
}
