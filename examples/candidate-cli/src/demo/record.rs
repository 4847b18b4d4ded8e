//! Records a session from a script, through the journal. Keys and salts are random; the clock is the
//! script's, so that its minutes take no longer than a moment.

use std::path::Path;

use interview_core::{
    Error, ErrorCode,
    api::{Draft, End, Program, Timestamp, version},
};
use interview_journal::{Identity, Journal, Options, Source, StartOptions, System};

use super::{
    relay::{RELAY, Relay},
    script::{ANCHORED, STEPS, Step},
};
use crate::outcome::Failure;

/// A clock that the script moves on; randomness is the system's.
#[derive(Clone)]
pub(super) struct Clock {
    now_ms: i64,
}

impl Clock {
    /// Stands where the script must begin so that it ends now.
    pub(super) fn before_script() -> Result<Self, Failure> {
        let length: i64 = STEPS.iter().map(|(seconds, ..)| i64::from(*seconds) * 1000).sum();
        Ok(Self { now_ms: System.now()?.ms() - length })
    }
}

impl Source for Clock {
    fn now(&mut self) -> Result<Timestamp, Error> {
        Timestamp::from_ms(self.now_ms)
            .ok_or_else(|| Error::new(ErrorCode::InvalidTime, "the clock stands before 1970"))
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Error> {
        System.fill(buffer)
    }
}

/// Who the session is: fresh, or under the name of another but with a key of its own.
pub(super) fn identity(clock: &Clock, like: Option<&Identity>) -> Result<Identity, Failure> {
    let mut fresh = Identity::new(Some(RELAY), &mut clock.clone())?;
    if let Some(other) = like {
        fresh.session.clone_from(&other.session);
        fresh.log_origin.clone_from(&other.log_origin);
    }
    Ok(fresh)
}

/// Records the steps into a new folder, with the relay's ticket and its witness's cosignatures.
pub(super) fn record(
    folder: &Path,
    identity: &Identity,
    mut clock: Clock,
    steps: &[Step],
    relay: &mut Relay,
) -> Result<(), Failure> {
    let recorder = Program::new("interview".to_owned(), version().to_owned());
    let mut start = StartOptions::new(recorder);
    start.ticket = Some(relay.ticket(identity, clock.now()?)?);
    start.identity = Some(identity.clone());
    let mut options = Options::default();
    options.witnesses.push(relay.witness_vkey());
    let mut journal = Journal::start_with(folder, start, options, &mut clock)?;
    for (seconds, kind, origin, data) in steps {
        clock.now_ms += i64::from(*seconds) * 1000;
        journal.append_with(Draft::new(kind, origin, data)?, &mut clock)?;
        if *kind == ANCHORED
            && let Some(request) = journal.anchor_request_with(None, &mut clock)?
        {
            let answer = relay.add_checkpoint(request.body(), clock.now()?)?;
            journal.apply_anchor_with(request, &answer, &mut clock)?;
        }
    }
    let end = End { reason: "submitted", diff: None, commits: None, git: None };
    let request = journal.seal_with(&end, None, &mut clock)?;
    let now = clock.now()?;
    let answer = request.request().map(|request| relay.add_checkpoint(request.body(), now));
    let answer = answer.transpose()?;
    journal.finish(request, answer.as_deref())?;
    Ok(())
}
