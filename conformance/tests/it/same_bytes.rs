//! The recorder and the journal give the same bytes for the same script: vectors of the one are done
//! with the other.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking, in its helpers too"
)]

use std::{fs, path::Path};

use interview_conformance::{
    generated::root,
    vector::{FOLDER, Loaded, load, unhex},
};
use interview_core::{
    api::{Draft, End, Recorder, Salt, SignedNote, SigningKey, Stamp, Start, Timestamp},
    checkpoint::{Algorithm, KeyName, NoteSignature, VerifierKey, cosign},
    hash::sha256,
};
use interview_journal::{Fixed, Identity, Journal, Options, Source, StartOptions};
use serde_json::Value;

#[test]
fn a_journal_writes_what_the_recorder_writes() {
    let mut count = 0;
    for loaded in of_operation("recorder", "stamps") {
        let Some(Value::Object(wanted)) = &loaded.vector.expected.output else { continue };
        let dir = tempfile::tempdir().unwrap();
        journal(&loaded, dir.path());
        for (role, file) in [("events", "events.jsonl"), ("manifest", "manifest.json")] {
            let written = fs::read(dir.path().join("bundle").join(file)).ok();
            check(&loaded, role, written, wanted.get(role));
        }
        count += 1;
    }
    println!("{count} scripts");
    assert!(count >= 20, "{count}");
}

#[test]
fn the_recorder_writes_what_a_journal_writes() {
    // What only a journal does: draw its identity, and mend a log.
    const OF_THE_JOURNAL: [&str; 2] = ["journal-identity-drawn", "journal-torn-tail"];
    let mut count = 0;
    for loaded in of_operation("journal", "steps") {
        let expected = &loaded.vector.expected;
        let name = loaded.vector.name.as_str();
        if expected.error.is_some() || OF_THE_JOURNAL.contains(&name) {
            continue;
        }
        let wanted = expected.files.as_ref().unwrap();
        let (events, manifest) = record(&loaded);
        check(&loaded, "events", Some(events), wanted.get("events.jsonl"));
        check(&loaded, "manifest", manifest, wanted.get("manifest.json"));
        count += 1;
    }
    println!("{count} scripts");
    assert!(count >= 12, "{count}");
}

fn of_operation(operation: &str, role: &str) -> Vec<Loaded> {
    let mut vectors = load(&root().join(FOLDER)).unwrap();
    vectors.retain(|loaded| {
        loaded.vector.operation == operation && loaded.vector.input.contains_key(role)
    });
    vectors
}

fn check(loaded: &Loaded, what: &str, written: Option<Vec<u8>>, wanted: Option<&Value>) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let wanted = wanted.map(|given| text(loaded.bytes(given).unwrap()));
    assert!(written.map(text) == wanted, "{}: other {what}", loaded.vector.name);
}

/// Does a recorder's script with a journal.
fn journal(loaded: &Loaded, folder: &Path) {
    let input = &loaded.vector.input;
    let steps = input["steps"].as_array().unwrap();
    let mut stamps = input["stamps"].as_array().unwrap().iter().map(stamp);
    let mut next = || Stamps(vec![stamps.next().unwrap()]);
    let mut options = Options::default();
    let cosigners = steps.iter().flat_map(|step| step.as_object().unwrap().values());
    let cosigners = cosigners.filter_map(|step| step["cosigners"].as_array()).flatten();
    options.witnesses = cosigners.map(|given| Cosigner::of(given).vkey()).collect();
    let begin = &input["start"];
    let mut start = StartOptions::new(form(&begin["recorder"]).unwrap());
    start.host = form(&begin["host"]);
    start.capture = words(&begin["capture"]);
    start.interview = form(&begin["interview"]);
    start.ticket = form(&begin["ticket"]);
    start.system = form(&begin["system"]);
    start.line_salt = Some(seed(&input["line_salt"]));
    start.identity = Some(Identity {
        session: words(&begin["session"]),
        log_origin: words(&begin["log_origin"]),
        key: SigningKey::from_seed(&seed(&input["key_seed"])),
    });
    let mut both = Stamps([next().0, next().0].concat());
    let mut journal = Journal::start_with(folder, start, options.clone(), &mut both).unwrap();
    let mut sealing = None;
    for step in steps {
        let (name, step) = step.as_object().unwrap().iter().next().unwrap();
        match name.as_str() {
            "append" => {
                let draft = draft(loaded, step);
                journal.append_with(draft, &mut next()).unwrap();
            }
            "anchor" => {
                let mut source = next();
                let request = journal.anchor_request_with(None, &mut source.clone()).unwrap();
                let request = request.unwrap();
                let answer = answer(request.note(), step).unwrap_or_else(|| {
                    // Nobody is known who could answer; that there is an answer makes the receipt.
                    let name = KeyName::new("stranger.example/w").unwrap();
                    cosign(request.note().text(), &SigningKey::from_seed(&[4; 32]), &name, 1)
                        .to_string()
                });
                journal.apply_anchor_with(request, &answer, &mut source).unwrap();
            }
            "resume" => {
                drop(journal);
                journal = Journal::open(folder, options.clone()).unwrap();
            }
            "end" => {
                let (diff, commits) = (step["diff"].as_str(), step["commits"].as_str());
                let end = End {
                    reason: step["reason"].as_str().unwrap(),
                    diff: diff.map(str::as_bytes),
                    commits: commits.map(str::as_bytes),
                    git: form(&step["git"]),
                };
                sealing = Some(journal.seal_with(&end, None, &mut next()).unwrap());
            }
            "finish" => {
                let sealing = sealing.take().unwrap();
                let answer = answer(sealing.note(), step);
                journal.finish(sealing, answer.as_deref()).unwrap();
            }
            other => panic!("{}: no step `{other}`", loaded.vector.name),
        }
    }
}

/// Does a journal's script with the recorder: the log, and the manifest.
fn record(loaded: &Loaded) -> (Vec<u8>, Option<Vec<u8>>) {
    let input = &loaded.vector.input;
    let witnesses = input["journal"]["witnesses"].as_array().unwrap();
    let witnesses: Vec<VerifierKey> =
        witnesses.iter().map(|vkey| words(vkey).parse().unwrap()).collect();
    let steps = input["steps"].as_array().unwrap();
    let begin = &steps[0]["start"];
    let identity = &begin["identity"];
    let key = SigningKey::from_seed(&seed(&identity["key_seed"]));
    let start = Start {
        session: words(&identity["session"]),
        log_origin: words(&identity["log_origin"]),
        recorder: form(&begin["recorder"]).unwrap(),
        host: form(&begin["host"]),
        capture: words(&begin["capture"]),
        interview: form(&begin["interview"]),
        ticket: form(&begin["ticket"]),
        continues: None,
        system: form(&begin["system"]),
    };
    let first = stamp(begin);
    let drawn = sha256(&[&first.salt.0[..], &1_u64.to_be_bytes()].concat());
    let second = Stamp { at: first.at, salt: Salt(drawn.0[..16].try_into().unwrap()) };
    let line_salt = seed(&begin["line_salt"]);
    let (mut recorder, mut events) =
        Recorder::start(start, key.clone(), line_salt, [first, second]).unwrap();
    let (mut has_ended, mut manifest) = (false, None);
    for step in &steps[1..] {
        let (name, step) = step.as_object().unwrap().iter().next().unwrap();
        let answered = |note: SignedNote| match step["answer"].as_str() {
            Some(answer) => answer.lines().fold(note, |note, line| {
                let signature = NoteSignature::parse(line).unwrap();
                let with = note.clone().with_signature(signature.clone());
                let holds = |witness: &VerifierKey| {
                    signature.is_by(witness)
                        && !note.is_signed_by(witness)
                        && with.as_ref().is_ok_and(|with| with.is_signed_by(witness))
                };
                if witnesses.iter().any(holds) { with.unwrap() } else { note }
            }),
            None => note,
        };
        match name.as_str() {
            "append" => {
                let draft = draft(loaded, step);
                events.extend(recorder.append(draft, stamp(step)).unwrap());
            }
            "anchor" if step["answer"].is_null() => {}
            "anchor" => {
                let note = answered(recorder.checkpoint());
                events.extend(recorder.anchor(&note, stamp(step)).unwrap());
            }
            "open" => recorder = Recorder::resume(&events, key.clone()).unwrap(),
            "seal" if has_ended => {}
            "seal" => {
                let bytes = |role: &str| step.get(role).map(|given| loaded.bytes(given).unwrap());
                let (diff, commits) = (bytes("diff"), bytes("commits"));
                let end = End {
                    reason: step["reason"].as_str().unwrap(),
                    diff: diff.as_deref(),
                    commits: commits.as_deref(),
                    git: form(&step["git"]),
                };
                events.extend(recorder.end(&end, stamp(step)).unwrap());
                has_ended = true;
            }
            "finish" => {
                let note = answered(recorder.checkpoint());
                manifest = Some(recorder.finish(&note).unwrap());
                break;
            }
            // What others do with the files beside the log is nothing to the recorder, and what was
            // refused is nothing to the log.
            "write" | "remove" | "refused" => {}
            other => panic!("{}: no step `{other}`", loaded.vector.name),
        }
    }
    (events, manifest)
}

/// The stamps of the lines of one call.
#[derive(Clone)]
struct Stamps(Vec<Stamp>);

impl Source for Stamps {
    fn now(&mut self) -> Result<Timestamp, interview_core::Error> {
        Ok(if self.0.len() > 1 { self.0.remove(0).at } else { self.0[0].at })
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), interview_core::Error> {
        Fixed::new(self.0[0]).fill(buffer)
    }
}

/// A witness of a recorder's script.
struct Cosigner {
    key: SigningKey,
    name: KeyName,
    time_s: u64,
}

impl Cosigner {
    fn of(given: &Value) -> Self {
        Self {
            key: SigningKey::from_seed(&seed(&given["key_seed"])),
            name: KeyName::new(given["name"].as_str().unwrap()).unwrap(),
            time_s: given["time_s"].as_u64().unwrap(),
        }
    }

    fn vkey(&self) -> VerifierKey {
        VerifierKey::new(self.name.clone(), Algorithm::CosignatureV1, self.key.public())
    }
}

/// What the witnesses of a step answer; `None` where there are none.
fn answer(note: &SignedNote, step: &Value) -> Option<String> {
    let cosigners = step["cosigners"].as_array().unwrap().iter().map(Cosigner::of);
    let lines: Vec<String> = cosigners
        .map(|witness| {
            let line = cosign(note.text(), &witness.key, &witness.name, witness.time_s);
            format!("{line}\n")
        })
        .collect();
    (!lines.is_empty()).then(|| lines.concat())
}

fn draft(loaded: &Loaded, step: &Value) -> Draft {
    let data = match &step["data"] {
        Value::String(text) => text.clone(),
        parts => String::from_utf8(loaded.bytes(parts).unwrap()).unwrap(),
    };
    Draft::new(&words(&step["kind"]), &words(&step["origin"]), &data).unwrap()
}

fn stamp(given: &Value) -> Stamp {
    let at = Timestamp::parse(words(&given["at"]).as_bytes()).unwrap();
    Stamp { at, salt: Salt(unhex(&words(&given["salt"])).unwrap().try_into().unwrap()) }
}

fn seed(given: &Value) -> [u8; 32] {
    unhex(&words(given)).unwrap().try_into().unwrap()
}

fn words(given: &Value) -> String {
    given.as_str().unwrap().to_owned()
}

/// A member, or `None` where it is left out.
fn form<T: serde::de::DeserializeOwned>(given: &Value) -> Option<T> {
    T::deserialize(given).ok()
}
