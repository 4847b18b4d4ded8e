//! A small sealed session as bytes, made by the core alone.

use interview_core::api::{
    Bundle, Draft, End, Program, Recorder, SigningKey, Stamp, Start, Timestamp,
};
use interview_core::wire::Salt;

/// The files of a sealed session.
pub(crate) struct Sealed {
    pub(crate) events: Vec<u8>,
    pub(crate) manifest: Vec<u8>,
    pub(crate) diff: Vec<u8>,
    pub(crate) commits: Vec<u8>,
}

impl Sealed {
    pub(crate) fn bundle(&self) -> Bundle<'_> {
        Bundle {
            events: &self.events,
            manifest: Some(&self.manifest),
            diff: Some(&self.diff),
            commits: Some(&self.commits),
        }
    }

    /// Name and bytes of each file, in the order of an archive.
    pub(crate) fn files(&self) -> [(&'static str, &[u8]); 4] {
        [
            ("events.jsonl", &self.events),
            ("changes.diff", &self.diff),
            ("commits.json", &self.commits),
            ("manifest.json", &self.manifest),
        ]
    }
}

pub(crate) fn stamp(n: u64) -> Stamp {
    let ms = 1_790_000_000_000 + i64::try_from(n).unwrap() * 1_000;
    Stamp { at: Timestamp::from_ms(ms).unwrap(), salt: Salt([n.to_le_bytes()[0]; 16]) }
}

/// A sealed session with so many events between its first two lines and its end.
pub(crate) fn sealed(events: u64) -> Sealed {
    let start = Start {
        session: "01JD0000000000000000000000".into(),
        log_origin: "offline.invalid/s/01JD0000000000000000000000".into(),
        recorder: Program::new("test".into(), "1".into()),
        host: None,
        capture: "full".into(),
        interview: None,
        ticket: None,
        continues: None,
        system: None,
    };
    let key = SigningKey::from_seed(&[1; 32]);
    let (mut recorder, mut log) =
        Recorder::start(start, key, [5; 32], [stamp(0), stamp(1)]).unwrap();
    for n in 0..events {
        let text = format!("{{\"text\":\"prompt {n}\"}}");
        let draft = Draft::new("user_prompt", "candidate", &text).unwrap();
        log.extend(recorder.append(draft, stamp(2 + n)).unwrap());
    }
    let (diff, commits) = (b"diff --git a/a b/a\n".to_vec(), b"[]\n".to_vec());
    let end = End { reason: "submitted", diff: Some(&diff), commits: Some(&commits), git: None };
    log.extend(recorder.end(&end, stamp(2 + events)).unwrap());
    let note = recorder.checkpoint();
    let manifest = recorder.finish(&note).unwrap();
    Sealed { events: log, manifest, diff, commits }
}
