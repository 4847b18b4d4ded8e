//! The main story through public names: record, anchor, seal, verify, prove, redact.

use interview_core::{
    api::{
        Bundle, Context, Draft, End, Program, Recorder, SigningKey, Stamp, Start, Timestamp,
        Verdict, VerifyOptions, log_key, prove, redact, verify, verify_proof,
    },
    checkpoint::{Algorithm, KeyName, SignedNote, Ticket, VerifierKey, cosign},
    hash::sha256,
    report::{FindingCode, TicketState},
    verify::Head,
    wire::Salt,
};

/// A sealed session and what a verifier needs to know.
pub(crate) struct Sealed {
    pub(crate) events: Vec<u8>,
    pub(crate) manifest: Vec<u8>,
    pub(crate) diff: Vec<u8>,
    pub(crate) commits: Vec<u8>,
    pub(crate) options: VerifyOptions,
    pub(crate) head: Head,
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
}

struct Clock(i64, u8);

impl Clock {
    fn stamp(&mut self) -> Stamp {
        self.0 += 1_500;
        self.1 = self.1.wrapping_add(1);
        Stamp { at: Timestamp::from_ms(self.0).unwrap(), salt: Salt([self.1; 16]) }
    }

    fn seconds(&self) -> u64 {
        u64::try_from(self.0 / 1000).unwrap()
    }
}

/// A session of `lines` events before its end, with a ticket and an anchor every 10 lines.
pub(crate) fn sealed(lines: u64) -> Sealed {
    let mut clock = Clock(1_790_000_000_000, 0);
    let origin = KeyName::new("relay.example/s/01JD0000000000000000000000").unwrap();
    let (session, relay, witness) = (
        SigningKey::from_seed(&[1; 32]),
        SigningKey::from_seed(&[2; 32]),
        SigningKey::from_seed(&[3; 32]),
    );
    let (relay_name, witness_name) = (
        KeyName::new("relay.example/tickets").unwrap(),
        KeyName::new("witness.example/w1").unwrap(),
    );
    let ticket = Ticket {
        log_origin: origin.clone(),
        session_key: session.public(),
        interview_code: "INT-4829-XK".into(),
        problem_sha256: sha256(b"problem"),
        time_limit_ms: 3_600_000,
        issued_s: clock.seconds(),
        nonce: [9; 16],
    };
    let start = Start {
        session: "01JD0000000000000000000000".into(),
        log_origin: origin.to_string(),
        recorder: Program::new("test".into(), "1".into()),
        host: None,
        capture: "full".into(),
        interview: None,
        ticket: Some(ticket.issue(&relay, &relay_name).unwrap().to_string()),
        continues: None,
        system: None,
    };
    let (mut recorder, mut events) =
        Recorder::start(start, session, [5; 32], [clock.stamp(), clock.stamp()]).unwrap();
    let cosigned = |note: SignedNote, clock: &Clock| {
        let cosignature = cosign(note.text(), &witness, &witness_name, clock.seconds());
        note.with_signature(cosignature).unwrap()
    };
    while recorder.size() + 1 < lines {
        if recorder.size() % 10 == 9 {
            let note = cosigned(recorder.checkpoint(), &clock);
            events.extend(recorder.anchor(&note, clock.stamp()).unwrap());
        } else {
            let text = format!("{{\"text\":\"prompt {} — \\\"quoted\\\" ü\"}}", recorder.size());
            let draft = Draft::new("user_prompt", "candidate", &text).unwrap();
            events.extend(recorder.append(draft, clock.stamp()).unwrap());
        }
    }
    let (diff, commits) = (b"diff --git a/a b/a\n".to_vec(), b"[]\n".to_vec());
    let end = End { reason: "submitted", diff: Some(&diff), commits: Some(&commits), git: None };
    events.extend(recorder.end(&end, clock.stamp()).unwrap());
    let note = cosigned(recorder.checkpoint(), &clock);
    let head = recorder.head();
    let manifest = recorder.finish(&note).unwrap();
    let vkey = |name: &KeyName, algorithm, key: &SigningKey| {
        VerifierKey::new(name.clone(), algorithm, key.public()).to_string()
    };
    let mut options = VerifyOptions::default();
    options.trusted_keys = vec![
        vkey(&relay_name, Algorithm::Ed25519, &relay),
        vkey(&witness_name, Algorithm::CosignatureV1, &witness),
    ];
    Sealed {
        events,
        manifest,
        diff,
        commits,
        options,
        head: Head { size: head.size, root: head.root, time: None },
    }
}

#[test]
fn a_sealed_session_is_intact_and_says_what_that_means() {
    let sealed = sealed(40);
    let report = verify(&sealed.bundle(), &sealed.options).unwrap();
    assert_eq!(report.findings, []);
    assert_eq!(report.verdict, Verdict::Intact);
    assert_eq!(report.assurance.ticket, TicketState::Verified);
    assert!(report.assurance.self_signed && report.assurance.final_cosigned && report.passes());
    assert_eq!((report.assurance.anchored.n, report.assurance.anchored.of), (40, 40));
    assert_eq!(report.assurance.bracketed.n, 40);
}

#[test]
fn one_event_can_be_shown_without_the_others() {
    let sealed = sealed(40);
    let lines: Vec<&[u8]> = sealed.events.split(|b| *b == b'\n').collect();
    let key = log_key(lines[0]).unwrap();
    for seq in [0_usize, 5, 39] {
        let proof = prove(&sealed.bundle(), seq as u64).unwrap().to_string();
        let shown = verify_proof(lines[seq], proof.as_bytes(), &key, &sealed.options).unwrap();
        assert_eq!((shown.seq, shown.size, shown.cosigned_by.len()), (seq as u64, 40, 1));
        let other = lines[(seq + 1) % 40];
        assert!(verify_proof(other, proof.as_bytes(), &key, &sealed.options).is_err());
    }
}

#[test]
fn a_redacted_copy_still_holds_together() {
    let sealed = sealed(40);
    let copy = redact(&sealed.events, &[1, 7]).unwrap();
    let bundle = Bundle { events: &copy, ..sealed.bundle() };
    let report = verify(&bundle, &sealed.options).unwrap();
    assert_eq!(report.verdict, Verdict::Incomplete);
    assert!(report.findings.iter().all(|finding| {
        matches!(finding.code, FindingCode::RedactedLine | FindingCode::KindsNotCounted)
    }));
    assert!(redact(&sealed.events, &[0]).is_err());
    assert!(redact(&sealed.events, &[39]).is_err());
    assert!(redact(&sealed.events, &[40]).is_err());
}

#[test]
fn heads_that_a_witness_keeps_are_compared() {
    let sealed = sealed(40);
    let check = |head: Head, expected: Verdict| {
        let mut options = sealed.options.clone();
        options.context = Context::default();
        options.context.heads = vec![head];
        assert_eq!(verify(&sealed.bundle(), &options).unwrap().verdict, expected);
    };
    check(sealed.head, Verdict::Intact);
    check(Head { size: 41, ..sealed.head }, Verdict::Altered);
    check(Head { size: 20, ..sealed.head }, Verdict::Altered);
}
