//! Records a session from a script. Keys, salts and the session's name are random; the clock is the
//! script's, so that its minutes take no longer than a moment.

use std::{
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use interview_core::{
    api::{
        Bundle, Draft, End, Hash, Program, Recorder, SignedNote, SigningKey, Stamp, Start,
        Timestamp, version,
    },
    hash::leaf_hash,
    merkle::consistency_proof,
    wire::Salt,
    witness::AddCheckpoint,
};

use super::{
    attack::write,
    relay::{Relay, random},
    script::{ANCHORED, STEPS, Step},
};
use crate::outcome::Failure;

/// What a session is called, and when it begins.
pub(super) struct Name {
    session: String,
    origin: String,
    start_ms: i64,
}

impl Name {
    /// A fresh name for a session that ends now.
    pub(super) fn new() -> Result<Self, Failure> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = i64::try_from(now.as_millis()).unwrap_or_default();
        let length: i64 = STEPS.iter().map(|(seconds, ..)| i64::from(*seconds) * 1000).sum();
        let start_ms = now - length;
        let session = ulid(start_ms, random()?);
        Ok(Self { origin: format!("relay.example/s/{session}"), session, start_ms })
    }
}

/// A session while it is recorded.
struct Recording<'a> {
    recorder: Recorder,
    log: Vec<u8>,
    now_ms: i64,
    relay: &'a mut Relay,
}

/// Records the steps into a new folder, with the relay's ticket and its witness's cosignatures.
pub(super) fn record(
    folder: &Path,
    name: &Name,
    steps: &[Step],
    relay: &mut Relay,
) -> Result<(), Failure> {
    let mut recording = Recording::start(name, relay)?;
    for (seconds, kind, origin, data) in steps {
        recording.now_ms += i64::from(*seconds) * 1000;
        recording.append(Draft::new(kind, origin, data)?)?;
        if *kind == ANCHORED {
            recording.anchor()?;
        }
    }
    recording.seal(folder)
}

impl<'a> Recording<'a> {
    fn start(name: &Name, relay: &'a mut Relay) -> Result<Self, Failure> {
        let key = SigningKey::from_seed(&random()?);
        let ticket = relay.ticket(&name.origin, key.public(), name.start_ms)?;
        let start = Start {
            session: name.session.clone(),
            log_origin: name.origin.clone(),
            recorder: Program::new("interview".to_owned(), version().to_owned()),
            host: None,
            capture: "full".to_owned(),
            interview: None,
            ticket: Some(ticket),
            continues: None,
            system: None,
        };
        let stamps = [stamp(name.start_ms)?, stamp(name.start_ms)?];
        let (recorder, log) = Recorder::start(start, key, random()?, stamps)?;
        Ok(Self { recorder, log, now_ms: name.start_ms, relay })
    }

    fn append(&mut self, event: Draft) -> Result<(), Failure> {
        self.log.extend(self.recorder.append(event, stamp(self.now_ms)?)?);
        Ok(())
    }

    fn anchor(&mut self) -> Result<(), Failure> {
        let note = self.cosigned()?;
        self.log.extend(self.recorder.anchor(&note, stamp(self.now_ms)?)?);
        Ok(())
    }

    fn seal(mut self, folder: &Path) -> Result<(), Failure> {
        let end = End { reason: "submitted", diff: None, commits: None, git: None };
        self.log.extend(self.recorder.end(&end, stamp(self.now_ms)?)?);
        let note = self.cosigned()?;
        let manifest = self.recorder.finish(&note)?;
        let bundle =
            Bundle { events: &self.log, manifest: Some(&manifest), diff: None, commits: None };
        write(&bundle, folder)
    }

    /// The log's checkpoint with the witness's cosignature.
    fn cosigned(&mut self) -> Result<SignedNote, Failure> {
        let note = self.recorder.checkpoint();
        let lines = self.log.strip_suffix(b"\n").unwrap_or(&self.log).split(|byte| *byte == b'\n');
        let leaves: Vec<Hash> = lines.map(leaf_hash).collect();
        let held = self.relay.held_size();
        let proof = match held {
            0 => Vec::new(),
            held => consistency_proof(&leaves, held).unwrap_or_default(),
        };
        let request = AddCheckpoint::new(held, proof, note.clone())?;
        Ok(note.with_signature(self.relay.cosign(&request, self.now_ms)?)?)
    }
}

fn stamp(ms: i64) -> Result<Stamp, Failure> {
    let at = Timestamp::from_ms(ms)
        .ok_or_else(|| Failure::new("the clock stands before 1970", "set the clock"))?;
    Ok(Stamp { at, salt: Salt(random()?) })
}

/// A ULID: 48 bits of time and 80 random ones in Crockford's base 32.
fn ulid(ms: i64, random: [u8; 10]) -> String {
    const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let random = random.iter().fold(0_u128, |value, byte| value << 8 | u128::from(*byte));
    let value = u128::from(ms.unsigned_abs()) << 80 | random;
    let digit = |place: u32| DIGITS.get((value >> (5 * place) & 31) as usize).copied();
    (0..26).rev().filter_map(digit).map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ulids_are_spelled_as_in_their_specification() {
        assert_eq!(ulid(0, [0; 10]), "0".repeat(26));
        assert_eq!(ulid(1_469_918_176_385, [0xff; 10]), format!("01ARYZ6S41{}", "Z".repeat(16)));
    }
}
