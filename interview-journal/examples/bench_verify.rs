//! Measures verification of the log alone, without evidence and flags, against bare hashing of the
//! same lines; one JSON object a line.
//!
//! `bench_verify [EVENTS]`: sessions of that many events of about 600 bytes, without anchors, with
//! 480, and with one every 64 events. Each figure is the best of seven rounds, hashing and
//! verification by turns, so that both see the same machine.

use std::time::Instant;

use interview_core::{
    api::{
        Bundle, Draft, End, Program, Recorder, SigningKey, Stamp, Start, Timestamp, VerifyOptions,
        verify,
    },
    checkpoint::{Algorithm, KeyName, VerifierKey, cosign},
    hash::leaf_hash,
    wire::Salt,
};

const ROUNDS: usize = 7;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let events: u64 = std::env::args().nth(1).map_or(Ok(100_000), |text| text.parse())?;
    for (name, every) in
        [("no_anchors", u64::MAX), ("480_anchors", events / 480), ("anchor_every_64", 64)]
    {
        let (log, manifest, options) = session(events, every)?;
        let bundle = Bundle { events: &log, manifest: Some(&manifest), ..Bundle::default() };
        let (mut hashing, mut verifying) = (f64::MAX, f64::MAX);
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let mut folded = 0_u8;
            for line in log.split(|byte| *byte == b'\n') {
                folded ^= leaf_hash(line).0.first().copied().unwrap_or_default();
            }
            std::hint::black_box(folded);
            hashing = hashing.min(start.elapsed().as_secs_f64());
            let start = Instant::now();
            let report = verify(&bundle, &options)?;
            verifying = verifying.min(start.elapsed().as_secs_f64());
            if !report.passes() {
                return Err(
                    format!("the session doesn't pass: {:?}", report.findings.first()).into()
                );
            }
        }
        println!(
            "{{\"name\":\"verify_{name}\",\"events\":{events},\"bytes\":{},\"threads\":{},\"sha2_ms\":{:.2},\"verify_ms\":{:.2},\"ratio\":{:.2}}}",
            log.len(),
            threads(),
            hashing * 1e3,
            verifying * 1e3,
            verifying / hashing,
        );
    }
    Ok(())
}

/// Threads that verification uses: one without the feature `parallel`.
fn threads() -> usize {
    if cfg!(feature = "parallel") {
        std::thread::available_parallelism().map_or(1, usize::from)
    } else {
        1
    }
}

/// Log, manifest, and what a verifier trusts.
type Session = (Vec<u8>, Vec<u8>, VerifyOptions);

/// A sealed session with an anchor every so many lines.
fn session(events: u64, every: u64) -> Result<Session, Box<dyn std::error::Error>> {
    let witness = SigningKey::from_seed(&[3; 32]);
    let name = KeyName::new("witness.example/w1")?;
    let mut ms = 1_790_000_000_000;
    let mut stamp = || {
        ms += 250;
        let mut salt = [0; 16];
        salt.iter_mut().zip(i64::to_le_bytes(ms)).for_each(|(slot, byte)| *slot = byte);
        Timestamp::from_ms(ms).map(|at| Stamp { at, salt: Salt(salt) }).ok_or("the clock ran out")
    };
    let start = Start {
        session: "01JD0000000000000000000000".into(),
        log_origin: "offline.invalid/s/01JD0000000000000000000000".into(),
        recorder: Program::new("bench".into(), "1".into()),
        host: None,
        capture: "full".into(),
        interview: None,
        ticket: None,
        continues: None,
        system: None,
    };
    let key = SigningKey::from_seed(&[1; 32]);
    let (mut recorder, mut log) = Recorder::start(start, key, [5; 32], [stamp()?, stamp()?])?;
    let said = "Please look at the failing test and tell me why the balance is off by one cent; ";
    while recorder.size() + 1 < events {
        if recorder.size() % every == every - 1 {
            let note = recorder.checkpoint();
            let at = stamp()?;
            let cosignature =
                cosign(note.text(), &witness, &name, u64::try_from(at.at.ms() / 1000)?);
            log.extend(recorder.anchor(&note.with_signature(cosignature)?, at)?);
        } else {
            let text = format!(
                "{{\"text\":\"{}\\n{}\",\"turn\":\"t{}\"}}",
                said.repeat(4),
                recorder.size(),
                recorder.size() / 9
            );
            log.extend(recorder.append(Draft::new("user_prompt", "candidate", &text)?, stamp()?)?);
        }
    }
    log.extend(
        recorder
            .end(&End { reason: "submitted", diff: None, commits: None, git: None }, stamp()?)?,
    );
    let note = recorder.checkpoint();
    let cosignature = cosign(note.text(), &witness, &name, u64::try_from(stamp()?.at.ms() / 1000)?);
    let manifest = recorder.finish(&note.with_signature(cosignature)?)?;
    let mut options = VerifyOptions::default();
    options.only_log = true;
    options.trusted_keys =
        vec![VerifierKey::new(name, Algorithm::CosignatureV1, witness.public()).to_string()];
    Ok((log, manifest, options))
}
