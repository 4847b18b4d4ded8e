//! The recorder's states: what may follow what, and taking up a log where it stands.

use interview_core::{
    ErrorCode,
    api::{
        Bundle, Draft, End, Program, Recorder, SigningKey, Stamp, Start, Timestamp, Verdict,
        VerifyOptions, verify,
    },
    wire::Salt,
};

fn stamp(n: u8) -> Stamp {
    let at = Timestamp::from_ms(1_790_000_000_000 + i64::from(n) * 1000).unwrap();
    Stamp { at, salt: Salt([n; 16]) }
}

fn key() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

fn started() -> (Recorder, Vec<u8>) {
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
    Recorder::start(start, key(), [5; 32], [stamp(0), stamp(1)]).unwrap()
}

fn prompt(text: &str) -> Draft {
    Draft::new("user_prompt", "candidate", &format!("{{\"text\":\"{text}\"}}")).unwrap()
}

const END: End<'_> = End { reason: "submitted", diff: None, commits: None, git: None };

#[test]
fn a_log_is_taken_up_where_it_stands() {
    let (mut recorder, mut events) = started();
    events.extend(recorder.append(prompt("one"), stamp(2)).unwrap());
    let note = recorder.checkpoint();
    events.extend(recorder.anchor(&note, stamp(3)).unwrap());
    drop(recorder);
    let mut recorder = Recorder::resume(&events, key()).unwrap();
    assert_eq!((recorder.size(), recorder.anchored()), (4, 3));
    events.extend(recorder.append(prompt("two"), stamp(4)).unwrap());
    events.extend(recorder.end(&END, stamp(5)).unwrap());
    let mut recorder = Recorder::resume(&events, key()).unwrap();
    let note = recorder.checkpoint();
    let manifest = recorder.finish(&note).unwrap();
    let bundle = Bundle { events: &events, manifest: Some(&manifest), ..Bundle::default() };
    let report = verify(&bundle, &VerifyOptions::default()).unwrap();
    assert_eq!(report.verdict, Verdict::Intact);
}

#[test]
fn only_a_log_that_follows_is_taken_up() {
    let (mut recorder, mut events) = started();
    events.extend(recorder.append(prompt("one"), stamp(2)).unwrap());
    let check = |events: &[u8], key: SigningKey, expected: ErrorCode| {
        assert_eq!(Recorder::resume(events, key).unwrap_err().code(), expected);
    };
    check(&events, SigningKey::from_seed(&[2; 32]), ErrorCode::InvalidKey);
    check(&events[..events.len() - 1], key(), ErrorCode::InvalidLog);
    check(b"", key(), ErrorCode::InvalidLog);
    let text = String::from_utf8(events).unwrap();
    check(text.replace("01JD", "01JE").as_bytes(), key(), ErrorCode::InvalidLog);
}

#[test]
fn each_state_takes_only_what_belongs_to_it() {
    let (mut recorder, _) = started();
    let reserved = Draft::new(
        "session_end",
        "candidate",
        r#"{"reason":"x","counts":{"lines":1,"kinds":{}},"artefacts":[]}"#,
    );
    assert_eq!(
        recorder.append(reserved.unwrap(), stamp(2)).unwrap_err().code(),
        ErrorCode::InvalidEvent
    );
    let old = recorder.checkpoint();
    recorder.append(prompt("one"), stamp(2)).unwrap();
    let new = recorder.checkpoint();
    assert_eq!(recorder.anchor(&old, stamp(3)).unwrap_err().code(), ErrorCode::AnchorState);
    recorder.anchor(&new, stamp(3)).unwrap();
    assert_eq!(recorder.anchor(&new, stamp(3)).unwrap_err().code(), ErrorCode::AnchorState);
    recorder.end(&END, stamp(4)).unwrap();
    assert_eq!(recorder.append(prompt("late"), stamp(5)).unwrap_err().code(), ErrorCode::Sealed);
    assert_eq!(recorder.end(&END, stamp(5)).unwrap_err().code(), ErrorCode::Sealed);
    assert_eq!(recorder.finish(&new).unwrap_err().code(), ErrorCode::AnchorState);
}

#[test]
fn a_session_that_has_not_ended_is_not_finished() {
    let (mut recorder, _) = started();
    let note = recorder.checkpoint();
    assert_eq!(recorder.finish(&note).unwrap_err().code(), ErrorCode::AnchorState);
}
