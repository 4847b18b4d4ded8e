//! Tickets: whether they hold, are the expected ones, and say what the session says.

use interview_core::{
    api::SigningKey,
    checkpoint::{Algorithm, SignedNote, Ticket},
    hash::sha256,
};
use serde_json::json;

use super::{
    case::{At, Case},
    session::{of, standard},
    writer::{Key, Setup, Writer, relay, second_witness, ticket},
};

pub(super) fn cases() -> Vec<Case> {
    [tickets(), ticket_forms(), ticket_members()].concat()
}

/// The standard ticket, signed by a key.
fn issued(key: &Key, change: impl FnOnce(&mut Ticket)) -> String {
    let setup = Setup::ticketed();
    let mut ticket = ticket(&setup.origin, &setup.session_key);
    change(&mut ticket);
    ticket.issue(&key.secret, &key.name).unwrap().to_string()
}

fn tickets() -> Vec<Case> {
    let good = issued(&relay(), |_| {});
    let other = issued(&relay(), |ticket| ticket.nonce = [8; 16]);
    let spoilt = super::session::spoiled(
        &SignedNote::parse(good.as_bytes()).unwrap(),
        relay().name.as_str(),
    );
    let invented = issued(&second_witness(), |_| {});
    let relay_key = relay().vkey(Algorithm::Ed25519);
    let bounded = |not_before: &str, not_after: &str, name: &str| {
        let mut session = standard(name);
        session.options["trusted_keys"].as_array_mut().unwrap().remove(0);
        session.with_policy(
            "keys",
            json!([{ "vkey": relay_key, "not_before": not_before, "not_after": not_after }]),
        )
    };
    vec![
        {
            let session = standard("ticket-expected").with_context("expected_ticket", json!(good));
            let assured = session.assured();
            Case::verify(
                "ticket-expected",
                "The ticket is the one that the caller knows.",
                &session,
            )
            .intact(assured)
        },
        {
            let session =
                standard("ticket-unexpected").with_context("expected_ticket", json!(other));
            let assured = session.assured();
            Case::verify("ticket-unexpected", "The caller knows another ticket.", &session).altered(
                "ticket_unexpected",
                At::Line(0),
                assured,
            )
        },
        {
            let session = of("ticket-missing", Setup::unticketed())
                .with_context("expected_ticket", json!(good));
            let assured = session.assured();
            Case::verify(
                "ticket-missing",
                "The caller knows a ticket and the session has none.",
                &session,
            )
            .altered("ticket_unexpected", At::Line(0), assured)
        },
        {
            let mut writer = Writer::new("ticket-for-a-log", Setup::audit());
            let session = writer.anchor().unsealed();
            let session = session.with_context("expected_ticket", json!(good));
            let assured = session.assured_to(2);
            Case::verify(
                "ticket-for-a-log",
                "The caller knows a ticket, and this is a log that is no session.",
                &session,
            )
            .altered("ticket_unexpected", At::Line(0), assured)
        },
        {
            let session = of("ticket-left-out", Setup::ticketed().without("ticket"));
            let assured = session.assured();
            Case::verify(
                "ticket-left-out",
                "`prev` of line 0 is a ticket's hash, and there is no ticket.",
                &session,
            )
            .altered("broken_link", At::Line(0), assured)
            .assured("ticket", "none")
        },
        {
            let mut setup = Setup::ticketed();
            setup.ticket = None;
            let session = of("ticket-not-linked", setup);
            let assured = session.assured();
            Case::verify(
                "ticket-not-linked",
                "There is a ticket, and `prev` of line 0 is 64 zeros.",
                &session,
            )
            .altered("broken_link", At::Line(0), assured)
            .assured("ticket", "verified")
        },
        {
            let session = of("ticket-signature-bad", Setup::ticketed().with_ticket(&spoilt));
            let assured = session.assured();
            Case::verify(
                "ticket-signature-bad",
                "The signature of the known relay doesn't hold.",
                &session,
            )
            .altered("ticket_invalid", At::Line(0), assured)
            .assured("ticket", "unverified")
        },
        {
            let session = of("ticket-invented", Setup::ticketed().with_ticket(&invented));
            let assured = session.assured();
            Case::verify(
                "ticket-invented",
                "The ticket is signed by a key that nobody knows.",
                &session,
            )
            .intact(assured)
            .also(&["ticket_unverified"])
            .assured("ticket", "unverified")
        },
        {
            let session = bounded(
                "2026-01-01T00:00:00.000Z",
                "2026-11-20T11:58:59.999Z",
                "ticket-key-expired",
            );
            let assured = session.assured();
            Case::verify(
                "ticket-key-expired",
                "The relay's key was valid until a millisecond before the ticket's time.",
                &session,
            )
            .intact(assured)
            .also(&["key_not_valid_then", "ticket_unverified"])
            .assured("ticket", "unverified")
        },
        {
            let session = bounded(
                "2026-11-20T11:59:00.001Z",
                "2027-01-01T00:00:00.000Z",
                "ticket-key-not-yet-valid",
            );
            let assured = session.assured();
            Case::verify(
                "ticket-key-not-yet-valid",
                "The relay's key is valid from a millisecond after the ticket's time.",
                &session,
            )
            .intact(assured)
            .also(&["key_not_valid_then", "ticket_unverified"])
            .assured("ticket", "unverified")
        },
        {
            let session = bounded(
                "2026-11-20T11:59:00.000Z",
                "2026-11-20T11:59:00.000Z",
                "ticket-key-just-valid",
            );
            let assured = session.assured();
            Case::verify(
                "ticket-key-just-valid",
                "The relay's key was valid in the one millisecond of the ticket.",
                &session,
            )
            .intact(assured)
        },
    ]
}

/// Tickets whose text isn't that of a ticket, signed all the same.
fn ticket_forms() -> Vec<Case> {
    let form = |name: &str, about: &str, change: &dyn Fn(&str) -> String| {
        let name = format!("ticket-form-{name}");
        let setup = Setup::ticketed();
        let good = ticket(&setup.origin, &setup.session_key).text();
        let bad = change(&good);
        assert_ne!(good, bad, "{name}");
        let note = SignedNote::sign(bad, &relay().secret, &relay().name).unwrap().to_string();
        let session = of(&name, setup.with_ticket(&note));
        let assured = session.assured();
        Case::verify(&name, about, &session)
            .altered("ticket_invalid", At::Line(0), assured)
            .assured("ticket", "none")
    };
    let line = |number: usize, with: &'static str| {
        move |good: &str| {
            let mut lines: Vec<_> = good.split('\n').collect();
            lines[number] = with;
            lines.join("\n")
        }
    };
    let raw = |name: &str, about: &str, note: &str| {
        let name = format!("ticket-form-{name}");
        let session = of(&name, Setup::ticketed().with_ticket(note));
        let assured = session.assured();
        Case::verify(&name, about, &session)
            .altered("ticket_invalid", At::Line(0), assured)
            .assured("ticket", "none")
    };
    let good = issued(&relay(), |_| {});
    let signature = good.rsplit_once("\n\n").unwrap().1;
    vec![
        form(
            "header",
            "The first line is that of another version.",
            &line(0, "interview-ticket/2"),
        ),
        form("origin", "The log origin holds a space.", &line(1, "relay.example/s/ x")),
        form("key", "The session key isn't base64.", &line(2, "not base64")),
        form(
            "key-small-order",
            "The session key has small order.",
            &line(2, "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        ),
        form("code-space", "The interview code holds a space.", &line(3, "INT 4829")),
        form("code-empty", "The interview code is empty.", &line(3, "")),
        form("code-65", "The interview code has 65 characters.", &|good: &str| {
            good.replace("INT-4829-XK", &"A".repeat(65))
        }),
        form("problem-upper-case", "The problem's hash is in upper case.", &|good: &str| {
            let mut lines: Vec<_> = good.split('\n').map(str::to_owned).collect();
            lines[4] = lines[4].to_uppercase();
            lines.join("\n")
        }),
        form("limit-leading-zero", "The time limit has a leading zero.", &line(5, "03600000")),
        form("limit-2-53", "The time limit is 2^53 ms.", &line(5, "9007199254740992")),
        form(
            "time-too-late",
            "The time of issue lies behind the year 9999.",
            &line(6, "253402300800"),
        ),
        form("nonce-padded", "The nonce has padding.", &line(7, "CQkJCQkJCQkJCQkJCQkJCQ==")),
        form(
            "nonce-unused-bits",
            "The unused bits of the nonce aren't zero.",
            &line(7, "CQkJCQkJCQkJCQkJCQkJCR"),
        ),
        form("line-added", "A line follows the nonce.", &|good: &str| format!("{good}more\n")),
        form("line-missing", "The nonce is missing.", &|good: &str| {
            good.rsplitn(3, '\n').nth(2).unwrap().to_owned() + "\n"
        }),
        raw("no-note", "The ticket is no note.", "ticket"),
        raw("empty", "The ticket is empty.", ""),
        raw("unsigned", "The ticket has no signature.", good.rsplit_once("\n\n").unwrap().0),
        raw(
            "17-signatures",
            "The ticket has 17 signatures.",
            &format!("{good}{}", signature.repeat(16)),
        ),
        raw("no-last-line-feed", "The last LF of the ticket is missing.", good.trim_end()),
        raw(
            "carriage-return",
            "The lines of the ticket end with CR LF.",
            &good.replace('\n', "\r\n"),
        ),
        raw("signature-base64-twice", "The signature has an unused bit set.", &{
            let (rest, line) = good.trim_end().rsplit_once(' ').unwrap();
            // The last of the 68 bytes leaves four unused bits.
            let (digits, padding) = line.split_at(line.trim_end_matches('=').len());
            let last = digits.bytes().last().unwrap();
            format!("{rest} {}{}{padding}\n", &digits[..digits.len() - 1], char::from(last + 1))
        }),
    ]
}

/// Tickets that say something else than the session.
fn ticket_members() -> Vec<Case> {
    let differs = |member: &str, setup: Setup| {
        let name = format!("ticket-differs-{member}");
        let session = of(&name, setup);
        let assured = session.assured();
        Case::verify(
            &name,
            &format!("The ticket is for another `{member}` than the session."),
            &session,
        )
        .altered("ticket_differs", At::Line(0), assured)
        .assured("ticket", "none")
    };
    let ticketed = |change: &dyn Fn(&mut Ticket)| {
        Setup::ticketed().with_ticket(&issued(&relay(), |ticket| change(ticket)))
    };
    vec![
        differs(
            "log_origin",
            ticketed(&|ticket| ticket.log_origin = "relay.example/s/other".parse().unwrap()),
        ),
        differs(
            "session_key",
            ticketed(&|ticket| ticket.session_key = SigningKey::from_seed(&[66; 32]).public()),
        ),
        differs("code", ticketed(&|ticket| ticket.interview_code = "INT-4829-XL".into())),
        differs(
            "problem_sha256",
            ticketed(&|ticket| ticket.problem_sha256 = sha256(b"another problem")),
        ),
        differs("time_limit_ms", ticketed(&|ticket| ticket.time_limit_ms = 7_200_000)),
        differs("interview", Setup::ticketed().without("interview")),
    ]
}
