//! Logs that somebody changed after they were recorded: bytes, lines, whole ends.

use serde_json::json;

use super::{
    case::{At, Case},
    session::{Session, standard},
    writer::{Setup, Writer, stranger},
};

pub(super) fn cases() -> Vec<Case> {
    [bytes(), lines(), rewritten()].concat()
}

/// One place of line 5 changed so that the line still is one: the next line doesn't follow.
fn bytes() -> Vec<Case> {
    let in_line =
        |place: &str, line: u64, from: &str, to: &str, code: &str, at: u64| {
            let name = format!("changed-{place}");
            let mut session = standard(&name);
            session.change(line, from, to);
            let assured = session.assured_to(line);
            Case::verify(&name, &format!("`{from}` in line {line} became `{to}`."), &session)
                .altered(code, At::Line(at), assured)
        };
    let mut cases = vec![
        in_line("data", 6, "git status", "git statuz", "broken_link", 7),
        in_line("at", 6, "T12:00:09.", "T12:00:08.", "broken_link", 7),
        in_line("kind", 6, "\"command\"", "\"commane\"", "broken_link", 7),
        in_line("origin", 6, "candidate", "assistant", "broken_link", 7),
        in_line("seq", 6, "\"seq\":6", "\"seq\":7", "broken_seq", 6),
        in_line("seq-huge", 6, "\"seq\":6", "\"seq\":9999999999999999", "broken_seq", 6),
        in_line("whitespace-in-data", 6, "{\"command", "{ \"command", "broken_link", 7),
        in_line("escape-in-data", 6, "git status", "git\\u0020status", "broken_link", 7),
        in_line("member-name", 6, "{\"prev\"", "{\"prew\"", "bad_line", 6),
        in_line("bracket", 6, "}}", "}", "bad_line", 6),
        in_line("session-end", 14, "submitted", "submittee", "root_differs", 14),
        in_line("counts", 14, "\"lines\":15", "\"lines\":16", "counts_differ", 14),
        in_line("line-salt", 1, "{\"salt\":\"", "{\"salt\":\"A", "frame_misfit", 1),
        in_line("anchor", 7, "\"note\":\"", "\"note\":\"x", "anchor_invalid", 7)
            .assured("anchors", 0)
            .assured("cosigned_by", json!([])),
    ];
    cases.push(flipped("changed-prev", 6, 9, "broken_link", 6));
    cases.push({
        let mut session = standard("changed-salt");
        let line = session.line_text(6);
        let place = line.find("\"salt\":\"").unwrap() + 8;
        let byte = &mut session.line_mut(6)[place];
        *byte = if *byte == b'A' { b'B' } else { b'A' };
        let assured = session.assured_to(6);
        Case::verify("changed-salt", "A character of the salt of line 6 became another.", &session)
            .altered("broken_link", At::Line(7), assured)
    });
    cases.push({
        let mut session = standard("changed-first-line");
        session.change(0, "\"linux x86_64\"", "\"Linux x86_64\"");
        let assured = session.assured_to(0);
        Case::verify("changed-first-line", "A letter of line 0 took the other case.", &session)
            .altered("broken_link", At::Line(1), assured)
    });
    cases.push({
        let mut session = standard("changed-first-prev");
        let byte = &mut session.line_mut(0)[9];
        *byte = if *byte == b'0' { b'1' } else { b'0' };
        let assured = session.assured_to(0);
        Case::verify(
            "changed-first-prev",
            "`prev` of line 0 isn't the hash of the ticket.",
            &session,
        )
        .altered("broken_link", At::Line(0), assured)
    });
    cases.push({
        let mut session = standard("changed-line-end");
        let next = session.writer.lines.remove(7);
        session.line_mut(6).push(b' ');
        session.line_mut(6).extend(next);
        let assured = session.assured_to(6);
        Case::verify("changed-line-end", "The LF of line 6 became a space.", &session).altered(
            "bad_line",
            At::Line(6),
            assured,
        )
    });
    cases
}

fn flipped(name: &str, line: u64, place: usize, code: &str, at: u64) -> Case {
    let mut session = standard(name);
    let byte = &mut session.line_mut(line)[place];
    *byte = if *byte == b'0' { b'1' } else { b'0' };
    let assured = session.assured_to(line);
    Case::verify(name, &format!("A digit of `prev` in line {line} became another."), &session)
        .altered(code, At::Line(at), assured)
}

fn lines() -> Vec<Case> {
    let case = |name: &str, about: &str, code: &str, at: u64, change: fn(&mut Session)| {
        let mut session = standard(name);
        change(&mut session);
        let assured = session.assured_to(at);
        Case::verify(name, about, &session).altered(code, At::Line(at), assured)
    };
    vec![
        case("line-dropped", "Line 9 is gone.", "broken_seq", 9, |session| {
            session.writer.lines.remove(9);
        }),
        case("line-dropped-first", "Line 0 is gone.", "broken_seq", 0, |session| {
            session.writer.lines.remove(0);
        })
        .assured("ticket", "none")
        .also(&["start_missing"]),
        case("line-dropped-anchor", "The anchor in line 7 is gone.", "broken_seq", 7, |session| {
            session.writer.lines.remove(7);
            session.writer.anchors.remove(0);
        }),
        case(
            "line-dropped-before-end",
            "The line before session_end is gone.",
            "broken_seq",
            13,
            |session| {
                session.writer.lines.remove(13);
            },
        ),
        case("line-doubled", "Line 9 stands twice.", "broken_seq", 10, |session| {
            let line = session.writer.lines[9].clone();
            session.writer.lines.insert(9, line);
        }),
        case("line-doubled-end", "session_end stands twice.", "after_end", 15, |session| {
            let line = session.writer.lines[14].clone();
            session.writer.lines.push(line);
        }),
        case("line-swapped", "Lines 9 and 10 changed places.", "broken_seq", 9, |session| {
            session.writer.lines.swap(9, 10);
        }),
        case(
            "line-inserted",
            "A line of somebody else stands between 8 and 9.",
            "broken_seq",
            10,
            |session| {
                let mut writer = session.writer.clone();
                writer.lines.truncate(9);
                writer.leaves.truncate(9);
                writer.prompt("Never said");
                session.writer.lines.insert(9, writer.lines[9].clone());
            },
        ),
        case("line-empty", "An empty line stands between 8 and 9.", "bad_line", 9, |session| {
            session.writer.lines.insert(9, Vec::new());
        }),
        case(
            "line-after-end",
            "A properly linked line follows session_end.",
            "after_end",
            15,
            |session| {
                let mut writer = session.writer.clone();
                session.writer = writer.prompt("One more thing").clone();
            },
        ),
        {
            let mut session = standard("line-after-end-bad");
            session.writer.lines.push(b"garbage".to_vec());
            session.writer.lines.push(b"garbage".to_vec());
            let assured = session.assured_to(14);
            Case::verify(
                "line-after-end-bad",
                "Two lines that are no events follow session_end.",
                &session,
            )
            .altered("bad_line", At::Line(15), assured)
            .also(&["after_end"])
        },
    ]
}

/// Edits by somebody who knows the format.
fn rewritten() -> Vec<Case> {
    let relinked = |name: &str| {
        let mut session = standard(name);
        session.change(9, "reject", "accept");
        session.relink(10);
        session
    };
    vec![
        {
            let session = relinked("rewritten-chain");
            let assured = session.assured_to(9);
            Case::verify("rewritten-chain", "Line 9 was edited and all links behind it written anew: the chain holds, the anchor behind it doesn't.", &session)
                .altered("root_differs", At::Line(12), assured)
        },
        {
            let mut session = standard("rewritten-behind-the-last-anchor");
            session.change(13, "order", "odour");
            session.relink(14);
            let assured = session.assured_to(13);
            Case::verify(
                "rewritten-behind-the-last-anchor",
                "The only line behind the last anchor was edited and linked anew.",
                &session,
            )
            .altered("root_differs", At::Line(14), assured)
        },
        {
            let session = relinked("rewritten-and-signed");
            let head = session.head(session.size());
            let note = head.sign(&session.writer.setup.session_key).to_string();
            let session = session.with_final_note(&note);
            let assured = session.assured_to(9);
            Case::verify("rewritten-and-signed", "The same, and sealed anew with the session's own key: the witness's old word still stands in the log.", &session)
                .altered("root_differs", At::Line(12), assured)
                .assured("self_signed", true)
        },
        {
            let session = rewritten_by_owner("rewritten-from-start");
            let assured = session.assured();
            Case::verify("rewritten-from-start", "The owner of the session's key wrote the whole log anew and left the witness out: it holds together, and assurance says that nobody else vouches for it.", &session)
                .intact(assured)
                .assured("cosigned_by", json!([]))
                .assured("final_cosigned", false)
                .also(&["not_anchored"])
        },
        {
            let honest = standard("rewritten-from-start-head-kept");
            let size = honest.writer.anchors[1].0;
            let head = json!([{ "size": size, "root": honest.head(size).root.to_string() }]);
            let session =
                rewritten_by_owner("rewritten-from-start-head-kept").with_context("heads", head);
            let assured = session.assured();
            Case::verify(
                "rewritten-from-start-head-kept",
                "The same; but the caller knows the head that the witness keeps.",
                &session,
            )
            .altered("head_conflict", At::Line(15), assured)
            .assured("cosigned_by", json!([]))
            .assured("final_cosigned", false)
            .assured("heads", "conflict")
        },
        {
            let mut setup = Setup::unticketed();
            setup.session_key = interview_core::api::SigningKey::from_seed(&[66; 32]);
            let key = super::writer::text(&super::writer::key_text(&setup.session_key));
            let setup = setup.with("session_key", key);
            let mut writer = Writer::new("rewritten-new-key-invented-witness", setup);
            writer.cosigners = vec![stranger()];
            let session = writer.work().end().seal();
            let mut session = session.with_policy("demands", json!({ "cosigned": [super::writer::witness().vkey(interview_core::checkpoint::Algorithm::CosignatureV1)] }));
            session.options["policy"]["demands"]["ticket"] = true.into();
            let assured = session.assured();
            Case::verify("rewritten-new-key-invented-witness", "The whole log written anew with a new key and an invented witness: nothing in it is wrong, and it meets no demand.", &session)
                .intact(assured)
                .assured("cosigned_by", json!([]))
                .assured("final_cosigned", false)
                .assured("unknown_signatures", 3)
                .also(&["no_ticket", "not_anchored", "unknown_cosigner", "demand_unmet"])
                .unmet()
        },
        {
            let session = rewritten_by_owner("rewritten-ticket-kept-new-key");
            let mut session = session;
            let other = interview_core::api::SigningKey::from_seed(&[66; 32]);
            let note = session.head(session.size()).sign(&other).to_string();
            session = session.with_final_note(&note);
            let assured = session.assured_to(0);
            Case::verify(
                "rewritten-ticket-kept-new-key",
                "The final note is signed by another key than the session's.",
                &session,
            )
            .altered("final_note_invalid", super::case::MANIFEST, assured)
            .assured("anchors", 2)
            .assured("cosigned_by", json!([]))
        },
        {
            let left = standard("fork-left");
            let mut writer = left.writer.clone();
            writer.lines.truncate(13);
            writer.leaves.truncate(13);
            writer.prompt("Another way on");
            let mut session = left;
            session.writer.lines.insert(13, writer.lines[13].clone());
            session.writer.lines[14] = session.writer.lines[14].clone();
            let assured = session.assured_to(13);
            Case::verify("forked", "Two lines follow line 12, each linked to it.", &session)
                .altered("broken_seq", At::Line(14), assured)
                .also(&["broken_link"])
        },
    ]
}

/// The log as the owner of its key would write it anew, without a witness.
fn rewritten_by_owner(name: &str) -> Session {
    let mut writer = Writer::new(name, Setup::ticketed());
    writer.cosigners = Vec::new();
    writer.prompt("What the candidate would rather have asked.");
    for number in 0..4 {
        writer.prompt(&format!("Harmless question {number}"));
    }
    writer.anchor();
    for number in 4..10 {
        writer.prompt(&format!("Harmless question {number}"));
    }
    writer.anchor();
    writer.end().seal()
}
