//! What somebody who wants to deceive, or a program that fails, may do to a log, and what the
//! Report must say of it.

use interview_core::{
    ErrorCode,
    api::{
        Artefacts, Bundle, Draft, End, Finding, Hash, Program, Recorder, Report, SigningKey, Stamp,
        Start, Timestamp, Verdict, Verifier, VerifyOptions, verify,
    },
    checkpoint::{
        Algorithm, Checkpoint, KeyName, NoteSignature, SignedNote, Statement, VerifierKey, cosign,
    },
    event::Interview,
    hash::{leaf_hash, sha256},
    limits, merkle,
    policy::FormatPolicy,
    report::{FindingCode, Findings, Place},
    wire::Salt,
};

use crate::session::sealed;

const ORIGIN: &str = "relay.example/s/01JD0000000000000000000000";

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

fn name(text: &str) -> KeyName {
    KeyName::new(text).unwrap()
}

fn vkey(text: &str, algorithm: Algorithm, seed: u8) -> String {
    VerifierKey::new(name(text), algorithm, key(seed).public()).to_string()
}

/// A log that is written by hand, with the session's key but without the recorder's checks.
struct Forger {
    bytes: Vec<u8>,
    leaves: Vec<Hash>,
    prev: Hash,
}

impl Forger {
    fn empty() -> Self {
        Self { bytes: Vec::new(), leaves: Vec::new(), prev: Hash::ZERO }
    }

    fn started() -> Self {
        let mut log = Self::empty();
        let key = base64(key(1).public().as_bytes());
        log.event(
            "session_start",
            &format!(
                r#"{{"format":"interview-log/1","session":"01JD0000000000000000000000","log_origin":"{ORIGIN}","recorder":{{"name":"t","version":"1"}},"capture":"full","session_key":"{key}"}}"#
            ),
        );
        log.event("line_salt", &format!(r#"{{"salt":"{}"}}"#, "A".repeat(43)));
        log
    }

    fn event(&mut self, kind: &str, data: &str) {
        let line = format!(
            r#"{{"prev":"{}","seq":{},"at":"2026-11-20T12:00:00.000Z","kind":"{kind}","origin":"relay","salt":"AAAAAAAAAAAAAAAAAAAAAA","data":{data}}}"#,
            self.prev,
            self.leaves.len(),
        );
        self.raw(line.as_bytes());
    }

    fn raw(&mut self, line: &[u8]) {
        self.prev = leaf_hash(line);
        self.leaves.push(self.prev);
        self.bytes.extend_from_slice(line);
        self.bytes.push(b'\n');
    }

    fn note(&self) -> SignedNote {
        let size = self.leaves.len() as u64;
        Checkpoint { origin: name(ORIGIN), size, root: merkle::root(&self.leaves) }.sign(&key(1))
    }

    fn anchor(&mut self, note: &SignedNote) {
        let text = note.to_string().replace('\n', "\\n");
        self.event("anchor", &format!(r#"{{"note":"{text}"}}"#));
    }

    fn report(&self, options: &VerifyOptions) -> Report {
        verify(&Bundle { events: &self.bytes, ..Bundle::default() }, options).unwrap()
    }
}

fn base64(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let block = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = alphabet[(block >> (18 - 6 * place) & 63) as usize] as char;
            write!(out, "{}", if place > chunk.len() { '=' } else { digit }).unwrap();
        }
    }
    out
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(|finding: &Finding| finding.code.as_str()).collect()
}

fn streamed(bytes: &[u8], chunk: usize, options: &VerifyOptions) -> Report {
    let mut verifier = Verifier::new(options).unwrap();
    bytes.chunks(chunk).for_each(|chunk| verifier.push(chunk).unwrap());
    verifier.finish(&Artefacts::default()).unwrap()
}

#[test]
fn the_first_cause_is_listed_however_many_findings_stand_before_it() {
    let mut findings = Findings::default();
    let add = |findings: &mut Findings, code, line| {
        findings.add(code, Place::line(line, 0), Default::default());
    };
    for line in 0..limits::FINDINGS as u64 {
        add(&mut findings, FindingCode::RedactedLine, line);
    }
    add(&mut findings, FindingCode::UnknownKind, 5_000);
    add(&mut findings, FindingCode::BrokenLink, 5_001);
    add(&mut findings, FindingCode::BrokenLink, 5_002);
    assert_eq!(findings.verdict(), Verdict::Altered);
    let (listed, omitted) = findings.into_parts();
    assert_eq!((listed.len(), omitted), (limits::FINDINGS, 3));
    let cause = listed.iter().find(|finding| finding.code == FindingCode::BrokenLink).unwrap();
    assert_eq!(cause.place.line, Some(5_001));
    assert!(listed.iter().all(|finding| finding.code != FindingCode::UnknownKind));
}

#[test]
fn redaction_does_not_hide_an_alteration() {
    let mut log = Forger::started();
    for _ in 0..limits::FINDINGS + 5 {
        let hash = sha256(b"x");
        log.bytes.extend_from_slice(format!("~{hash}\n").as_bytes());
        log.leaves.push(hash);
        log.prev = hash;
    }
    log.prev = Hash::ZERO;
    log.event("user_prompt", r#"{"text":"x"}"#);
    let report = log.report(&VerifyOptions::default());
    assert_eq!(report.verdict, Verdict::Altered);
    assert_eq!(report.first_cause().unwrap().code, FindingCode::BrokenLink);
}

#[test]
fn nothing_may_follow_session_end() {
    let sealed = sealed(40);
    for tail in ["x", "\n", "x\n", "{}"] {
        let events = [&sealed.events, tail.as_bytes()].concat();
        let report =
            verify(&Bundle { events: &events, ..sealed.bundle() }, &sealed.options).unwrap();
        assert_eq!((report.verdict, codes(&report)), (Verdict::Altered, vec!["after_end"]));
    }
}

#[test]
fn a_payload_that_does_not_fit_is_no_way_round_the_place_of_its_kind() {
    let check = |kind: &str| {
        let mut log = Forger::started();
        log.event(kind, "{}");
        let report =
            verify(&Bundle { events: &log.bytes, ..Bundle::default() }, &VerifyOptions::default());
        let report = report.unwrap();
        let cause = report.first_cause().map(|finding| (finding.code, finding.place.line));
        assert_eq!(cause, Some((FindingCode::KindOutOfPlace, Some(2))), "{kind}");
    };
    check("session_start");
    check("log_start");
    check("line_salt");
}

#[test]
fn another_version_of_the_format_is_not_an_alteration() {
    for kind in ["session_start", "log_start"] {
        let mut log = Forger::empty();
        log.event(kind, r#"{"format":"interview-log/2","session":7,"capture":{}}"#);
        log.event("novelty", "{}");
        let report = log.report(&VerifyOptions::default());
        assert_eq!(report.verdict, Verdict::Unreadable);
        assert_eq!(codes(&report), ["unsupported_format"]);
    }
}

#[test]
fn a_log_that_is_no_session_does_not_pass_for_one_with_a_ticket() {
    let mut log = Forger::empty();
    log.event("log_start", r#"{"format":"interview-log/1","log_origin":"o.example"}"#);
    let mut options = VerifyOptions::default();
    assert_eq!(log.report(&options).verdict, Verdict::Intact);
    options.context.expected_ticket = Some("ticket".to_owned());
    assert_eq!(log.report(&options).first_cause().unwrap().code, FindingCode::TicketUnexpected);
}

#[test]
fn a_legacy_log_does_not_pass_for_a_session_with_a_ticket() {
    let mut options = VerifyOptions::default();
    options.policy.format = FormatPolicy::Auto;
    options.context.expected_ticket = Some("ticket".to_owned());
    let bundle = Bundle { events: b"{\"type\": \"x\"}\n", ..Bundle::default() };
    let report = verify(&bundle, &options).unwrap();
    assert_eq!(report.format, Some("legacy"));
    assert!(codes(&report).contains(&"ticket_unexpected"));
    assert_eq!(report.verdict, Verdict::Altered);
}

#[test]
fn a_statement_vouches_once_whoever_signs_below_it() {
    let mut options = VerifyOptions::default();
    options.trusted_keys = vec![vkey("relay.example/tickets", Algorithm::Ed25519, 2)];
    let statement = |text: &str, seed| {
        let statement = Statement {
            log_origin: name(ORIGIN),
            kind: "observer_note".to_owned(),
            time_s: 1_790_000_000,
            json: format!(r#"{{"text":"{text}"}}"#),
        };
        statement.issue(&key(seed), &name("relay.example/tickets")).unwrap()
    };
    let data = |text: &str, note: &SignedNote| {
        let note = note.to_string().replace('"', "\\\"").replace('\n', "\\n");
        format!(r#"{{"text":"{text}","statement":"{note}"}}"#)
    };
    let check = |log: &Forger, expected: usize| {
        let report = log.report(&options);
        let invalid = report.findings.iter().filter(|f| f.code == FindingCode::StatementInvalid);
        assert_eq!(invalid.count(), expected);
    };
    let once = statement("a", 2);
    let junk = NoteSignature::sign(once.text(), &key(9), &name("nobody.example"));
    let twice = once.clone().with_signature(junk).unwrap();

    let mut log = Forger::started();
    log.event("observer_note", &data("a", &once));
    check(&log, 0);
    log.event("observer_note", &data("a", &twice));
    check(&log, 1);

    // Statements that nobody known signed don't wear the memory out.
    let mut log = Forger::started();
    log.event("observer_note", &data("a", &once));
    for n in 0..limits::STATEMENTS + 1 {
        let text = format!("n{n}");
        log.event("observer_note", &data(&text, &statement(&text, 9)));
    }
    let findings = |log: &Forger| {
        let report = log.report(&options);
        report.findings.len() as u64 + report.findings_omitted
    };
    let before = findings(&log);
    log.event("observer_note", &data("a", &once));
    assert_eq!(findings(&log), before + 1);
}

#[test]
fn line_ends_are_judged_alike_in_chunks_of_any_size() {
    let mut log = Forger::started();
    let long = format!(r#"{{"text":"{}"}}"#, "x".repeat(limits::LINE_BYTES));
    log.event("user_prompt", &long);
    log.event("user_prompt", r#"{"text":"x"}"#);
    log.event("user_prompt", r#"{"text":"y"}"#);
    let options = VerifyOptions::default();
    let crlf = |bytes: &[u8]| {
        bytes.split_inclusive(|b| *b == b'\n').fold(Vec::new(), |mut out, line| {
            out.extend_from_slice(line.strip_suffix(b"\n").unwrap_or(line));
            out.extend_from_slice(b"\r\n");
            out
        })
    };
    let first_long = [vec![b'x'; limits::LINE_BYTES + 7], b"\r\nx\r\ny\r\n".to_vec()].concat();
    let lone = [vec![b'x'; limits::LINE_BYTES + 1], b"\r\nx\ny\r".to_vec()].concat();
    for bytes in [log.bytes.clone(), crlf(&log.bytes), first_long, lone] {
        let whole = verify(&Bundle { events: &bytes, ..Bundle::default() }, &options).unwrap();
        for chunk in [1, 4096, limits::LINE_BYTES + 1, limits::LINE_BYTES + 2] {
            assert_eq!(streamed(&bytes, chunk, &options).to_json(), whole.to_json(), "{chunk}");
        }
    }
}

#[test]
fn a_witness_at_the_end_of_time_is_no_reason_to_panic() {
    let mut options = VerifyOptions::default();
    options.trusted_keys = vec![vkey("w.example", Algorithm::CosignatureV1, 3)];
    let mut log = Forger::started();
    for time in [0, u64::MAX, 1_790_000_000, u64::MAX, 0] {
        let note = log.note();
        let cosignature = cosign(note.text(), &key(3), &name("w.example"), time);
        log.anchor(&note.with_signature(cosignature).unwrap());
    }
    assert_eq!(log.report(&options).assurance.anchors, 5);
}

fn stamp(n: i64) -> Stamp {
    Stamp { at: Timestamp::from_ms(1_790_000_000_000 + n).unwrap(), salt: Salt([7; 16]) }
}

fn recorder() -> (Recorder, Vec<u8>) {
    let start = Start {
        session: "01JD0000000000000000000000".into(),
        log_origin: ORIGIN.into(),
        recorder: Program::new("test".into(), "1".into()),
        host: None,
        capture: "full".into(),
        interview: None,
        ticket: None,
        continues: None,
        system: None,
    };
    Recorder::start(start, key(1), [5; 32], [stamp(0), stamp(1)]).unwrap()
}

#[test]
fn the_recorder_never_writes_an_anchor_that_a_verifier_refuses() {
    let (mut recorder, mut events) = recorder();
    let late = recorder.checkpoint();
    for n in 0..=limits::ANCHOR_LAG as i64 {
        let draft = Draft::new("heartbeat", "recorder", "{}").unwrap();
        events.extend(recorder.append(draft, stamp(n)).unwrap());
    }
    assert_eq!(recorder.anchor(&late, stamp(1)).unwrap_err().code(), ErrorCode::AnchorState);
    let note = recorder.checkpoint();
    let unsigned = SignedNote::new(
        note.text().to_owned(),
        vec![NoteSignature::sign(note.text(), &key(9), &name(ORIGIN))],
    );
    let refused = recorder.anchor(&unsigned.unwrap(), stamp(1)).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::BadSignature);
    // A note that was refused doesn't spoil the right one.
    events.extend(recorder.anchor(&note, stamp(1)).unwrap());
    let end = End { reason: "submitted", diff: None, commits: None, git: None };
    events.extend(recorder.end(&end, stamp(2)).unwrap());
    let note = recorder.checkpoint();
    let manifest = recorder.finish(&note).unwrap();
    let bundle = Bundle { events: &events, manifest: Some(&manifest), ..Bundle::default() };
    assert_eq!(verify(&bundle, &VerifyOptions::default()).unwrap().verdict, Verdict::Intact);
}

#[test]
fn an_interview_code_survives_the_scrubber_or_is_refused() {
    use interview_core::checkpoint::Ticket;

    for code in ["sk_live_4eC39HqLyjWDarjtT1zdp7dc", "AKIAIOSFODNN7EXAMPLE", "INT-1"] {
        let ticket = Ticket {
            log_origin: name(ORIGIN),
            session_key: key(1).public(),
            interview_code: code.into(),
            problem_sha256: sha256(b"problem"),
            time_limit_ms: 0,
            issued_s: 1_790_000_000,
            nonce: [9; 16],
        };
        let note = ticket.issue(&key(2), &name("relay.example/tickets")).unwrap();
        let start = Start {
            session: "01JD0000000000000000000000".into(),
            log_origin: ORIGIN.into(),
            recorder: Program::new("test".into(), "1".into()),
            host: None,
            capture: "full".into(),
            interview: None::<Interview>,
            ticket: Some(note.to_string()),
            continues: None,
            system: None,
        };
        let Ok((_, events)) = Recorder::start(start, key(1), [5; 32], [stamp(0), stamp(1)]) else {
            assert_ne!(code, "INT-1");
            continue;
        };
        let bundle = Bundle { events: &events, ..Bundle::default() };
        let report = verify(&bundle, &VerifyOptions::default()).unwrap();
        assert_eq!(report.verdict, Verdict::Incomplete, "{code}: {:?}", codes(&report));
    }
}

#[test]
fn names_of_kinds_and_origins_hold_no_secret() {
    let check = |kind: &str, origin: &str| {
        assert_eq!(Draft::new(kind, origin, "{}").unwrap_err().code(), ErrorCode::InvalidEvent);
    };
    check("sk_live_4ec39hqlyjwdarjtt1zdp7dc", "recorder");
    check("x.acme.sk_live_4ec39hqlyjwdarjtt1zdp", "recorder");
    check("heartbeat", "x.sk_live_4ec39hqlyjwdarjtt1zdp");
    assert!(Draft::new("x.acme.opened_settings", "x.acme", "{}").is_ok());
}

#[test]
fn the_logs_own_signature_stands_first_and_once_under_its_checkpoints() {
    let sealed = sealed(40);
    let manifest = String::from_utf8(sealed.manifest.clone()).unwrap();
    let lines: Vec<&str> = manifest.split("\\n").filter(|line| line.starts_with('—')).collect();
    let (own, witness) = (lines[0], lines[1]);
    for other in [format!("{witness}\\n{own}\\n"), format!("{own}\\n{own}\\n{witness}\\n")] {
        let changed = manifest.replace(&format!("{own}\\n{witness}\\n"), &other);
        assert_ne!(changed, manifest);
        let bundle = Bundle { manifest: Some(changed.as_bytes()), ..sealed.bundle() };
        assert_eq!(verify(&bundle, &sealed.options).unwrap().verdict, Verdict::Altered);
    }
}
