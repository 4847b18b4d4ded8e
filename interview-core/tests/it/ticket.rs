//! Tests of tickets and statements through their public names.

use interview_core::checkpoint::{Algorithm, PublicKey, SignedNote, SigningKey, Statement, Ticket};
use interview_core::hash::{Hash, sha256};
use interview_core::{ErrorCode, limits};
use proptest::prelude::*;

use crate::checkpoint::{Party, name, one_byte_away, party};

fn policy() -> Party {
    party("relay.example/policy", 4, Algorithm::Ed25519)
}

fn ticket() -> Ticket {
    Ticket {
        log_origin: name("relay.example/s/01J"),
        session_key: SigningKey::from_seed(&[1; 32]).public(),
        interview_code: "INT-4711".to_owned(),
        problem_sha256: sha256(b"problem"),
        time_limit_ms: 3_600_000,
        issued_s: 1_795_000_000,
        nonce: [0xff; 16],
    }
}

fn statement() -> Statement {
    Statement {
        log_origin: name("relay.example/s/01J"),
        kind: "session_pause".to_owned(),
        time_s: 1_795_000_000,
        json: r#"{"reason":"fire alarm"}"#.to_owned(),
    }
}

#[test]
fn a_ticket_is_written_in_eight_lines() {
    let key = "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=";
    let problem = sha256(b"problem");
    let expected = format!(
        "interview-ticket/1\nrelay.example/s/01J\n{key}\nINT-4711\n{problem}\n3600000\n\
         1795000000\n_____________________w\n"
    );
    let note = ticket().issue(&policy().key, &policy().name).unwrap();
    assert_eq!(note.text(), expected);
    assert!(note.is_signed_by(&policy().vkey));
    assert_eq!(Ticket::parse(note.to_string().as_bytes()), Ok((ticket(), note)));
}

/// A note with this text, well signed.
fn signed(text: &str) -> String {
    SignedNote::sign(text.to_owned(), &policy().key, &policy().name).unwrap().to_string()
}

#[test]
fn a_ticket_has_one_spelling() {
    let text = ticket().text();
    let check = |from: &str, to: &str, read: bool| {
        assert!(text.contains(from), "{from}");
        let parsed = Ticket::parse(signed(&text.replacen(from, to, 1)).as_bytes());
        assert_eq!(parsed.is_ok(), read, "{from:?} as {to:?}");
        if let Err(error) = parsed {
            assert_eq!(error.code(), ErrorCode::InvalidTicket);
        }
    };
    check("INT-4711", "INT-4712", true);
    check("ticket/1", "ticket/2", false);
    check("interview-ticket", "Interview-ticket", false);
    check("relay.example/s/01J", "relay example", false);
    check("relay.example/s/01J", "", false);
    check("b1w=", "b1x=", false);
    check("b1w=", "b1w", false);
    check("iojj", "", false);
    check("INT-4711", "", false);
    check("INT-4711", "INT 4711", false);
    check("INT-4711", "INT-4711\u{7f}", false);
    check("INT-4711", "INT-é", false);
    check("INT-4711", &"a".repeat(64), true);
    check("INT-4711", &"a".repeat(65), false);
    check(&sha256(b"problem").to_string(), &"A".repeat(64), false);
    check(&sha256(b"problem").to_string(), &"a".repeat(63), false);
    check("3600000", "9007199254740991", true);
    check("3600000", "9007199254740992", false);
    check("3600000", "03600000", false);
    check("3600000", "3600000.0", false);
    check("3600000", "0", true);
    check("1795000000", "253402300799", true);
    check("1795000000", "253402300800", false);
    check("1795000000", "-1", false);
    check("_w\n", "_x\n", false);
    check("_w\n", "_w==\n", false);
    check("_w\n", "/w\n", false);
    check("_w\n", "w\n", false);
    check("_w\n", "_w\n\n", false);
    check("_w\n", "_w\nmore\n", false);
    check("1795000000\n", "", false);
}

#[test]
fn a_ticket_for_a_weak_key_is_refused() {
    let text = ticket().text().replace(
        "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    );
    let refused = Ticket::parse(signed(&text).as_bytes()).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::InvalidTicket);
}

#[test]
fn a_ticket_out_of_bounds_is_not_issued() {
    let check = |change: fn(&mut Ticket)| {
        let mut ticket = ticket();
        change(&mut ticket);
        let refused = ticket.issue(&policy().key, &policy().name).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::InvalidTicket);
    };
    check(|ticket| ticket.interview_code = String::new());
    check(|ticket| ticket.interview_code = "a\nb".to_owned());
    check(|ticket| ticket.interview_code = "a".repeat(limits::INTERVIEW_CODE_BYTES + 1));
    check(|ticket| ticket.time_limit_ms = limits::INTEGER_MAX + 1);
    check(|ticket| ticket.issued_s = limits::UNIX_SECONDS_MAX + 1);
}

#[test]
fn a_ticket_or_statement_with_any_byte_changed_is_refused_or_fails() {
    let policy = policy();
    let ticket = ticket().issue(&policy.key, &policy.name).unwrap().to_string();
    for changed in one_byte_away(ticket.as_bytes()) {
        assert!(!Ticket::parse(&changed).is_ok_and(|(_, note)| note.is_signed_by(&policy.vkey)));
    }
    let statement = statement().issue(&policy.key, &policy.name).unwrap().to_string();
    for changed in one_byte_away(statement.as_bytes()) {
        let parsed = Statement::parse(&changed);
        assert!(!parsed.is_ok_and(|(_, note)| note.is_signed_by(&policy.vkey)));
    }
}

#[test]
fn hostile_bytes_are_neither_ticket_nor_statement() {
    let check = |bytes: &[u8]| {
        assert_eq!(Ticket::parse(bytes).unwrap_err().code(), ErrorCode::InvalidNote);
        assert_eq!(Statement::parse(bytes).unwrap_err().code(), ErrorCode::InvalidNote);
    };
    check(b"");
    check(b"interview-ticket/1\n");
    check(&[0xff; 100]);
    let ticket = ticket().issue(&policy().key, &policy().name).unwrap().to_string();
    check(ticket.replace('\n', "\r\n").as_bytes());
    check(format!("\u{feff}{ticket}\n").as_bytes());
    check(format!("{ticket}{}", "— n AAAAAAE=\n".repeat(10_000)).as_bytes());
    let other = statement().issue(&policy().key, &policy().name).unwrap().to_string();
    assert_eq!(
        Statement::parse(ticket.as_bytes()).unwrap_err().code(),
        ErrorCode::InvalidStatement
    );
    assert_eq!(Ticket::parse(other.as_bytes()).unwrap_err().code(), ErrorCode::InvalidTicket);
}

#[test]
fn a_statement_is_written_in_five_lines() {
    let note = statement().issue(&policy().key, &policy().name).unwrap();
    let expected = "interview-event/1\nrelay.example/s/01J\nsession_pause\n1795000000\n\
                    {\"reason\":\"fire alarm\"}\n";
    assert_eq!(note.text(), expected);
    assert_eq!(Statement::parse(note.to_string().as_bytes()), Ok((statement(), note)));
}

#[test]
fn a_statement_is_checked_line_by_line() {
    let check = |change: &dyn Fn(&mut Statement), allowed: bool| {
        let mut statement = statement();
        change(&mut statement);
        let issued = statement.issue(&policy().key, &policy().name);
        let parsed = Statement::parse(signed(&statement.text()).as_bytes());
        assert_eq!(issued.is_ok(), allowed, "{statement:?}");
        assert_eq!(parsed.map(|(read, _)| read).ok(), allowed.then_some(statement));
    };
    let kind =
        |kind: &'static str| move |statement: &mut Statement| statement.kind = kind.to_owned();
    check(&kind("intervention"), true);
    check(&kind("x.acme.note"), true);
    check(&kind("x.acme"), false);
    check(&kind("Pause"), false);
    check(&kind(""), false);
    let json =
        |json: &'static str| move |statement: &mut Statement| statement.json = json.to_owned();
    check(&json("{}"), true);
    check(&json(r#"{"a":[1,{"b":null}]}"#), true);
    check(&json(r#"{"a":1}{"b":2}"#), false);
    check(&json("{"), false);
    check(&json(""), false);
    check(&json("[]"), false);
    check(&json("7"), false);
    check(&json(" {}"), false);
    check(&json("{} "), false);
    check(&json("{}\n{}"), false);
    check(&json("{}\n\nmore"), false);
    check(&json("{\"a\":\n1}"), false);
    check(&json(r#"{"a":1,"a":2}"#), false);
    check(&json(r#"{"a":{"b":1,"\u0062":2}}"#), false);
    check(&json(r#"{"a":1.0}"#), false);
    check(&json(r#"{"a":9007199254740992}"#), false);
    check(&json(r#"{"a":"\ud800"}"#), false);
    check(&|statement| statement.time_s = limits::UNIX_SECONDS_MAX, true);
    check(&|statement| statement.time_s = limits::UNIX_SECONDS_MAX + 1, false);
    check(&|statement| statement.json = "[".repeat(10_000), false);
    check(&|statement| statement.json = format!("{{\"a\":{}}}", "[".repeat(10_000)), false);
}

proptest! {
    #[test]
    fn tickets_come_back_from_their_bytes(
        seed: [u8; 32],
        code in "[!-~]{1,64}",
        problem: [u8; 32],
        time_limit_ms in 0..=limits::INTEGER_MAX,
        issued_s in 0..=limits::UNIX_SECONDS_MAX,
        nonce: [u8; 16],
    ) {
        let ticket = Ticket {
            log_origin: name("log"),
            session_key: SigningKey::from_seed(&seed).public(),
            interview_code: code,
            problem_sha256: Hash(problem),
            time_limit_ms,
            issued_s,
            nonce,
        };
        let note = ticket.issue(&policy().key, &policy().name).unwrap();
        prop_assert_eq!(Ticket::parse(note.to_string().as_bytes()), Ok((ticket, note)));
    }

    #[test]
    fn what_parses_as_a_key_is_written_as_it_was(bytes: [u8; 32]) {
        if let Ok(key) = PublicKey::from_bytes(&bytes) {
            prop_assert_eq!(key.as_bytes(), &bytes);
        }
    }
}
