//! Anchors: sizes and roots of checkpoints, the form of notes, the session's signature.

use interview_core::{
    api::SigningKey,
    checkpoint::{Checkpoint, KeyName, NoteSignature, SignedNote, cosign},
    hash::Hash,
};

use super::{
    case::{At, Case},
    session::spoiled,
    writer::{Setup, Writer, base64_of, stranger, witness},
};

pub(super) fn cases() -> Vec<Case> {
    [sizes(), notes()].concat()
}

/// A sealed log of 8 lines whose second anchor, in line 6, has this note.
pub(super) fn anchored(
    name: &str,
    about: &str,
    code: &str,
    note: impl Fn(&Writer) -> String,
) -> Case {
    let name = format!("anchor-{name}");
    let mut writer = Writer::new(&name, Setup::ticketed());
    writer.prompt("One").anchor().prompt("Two").prompt("Three");
    let note = note(&writer);
    let session = writer.anchor_of(&note).end().seal();
    let assured = session.assured();
    Case::verify(&name, about, &session).altered(code, At::Line(6), assured)
}

fn head_with(writer: &Writer, change: impl FnOnce(&mut Checkpoint)) -> String {
    let mut head = writer.head(writer.size());
    change(&mut head);
    writer.note(&head).to_string()
}

fn sizes() -> Vec<Case> {
    let far = |name: &str, about: &str, lines: u64| {
        let mut writer = Writer::new(name, Setup::ticketed());
        let note = writer.note(&writer.head(2)).to_string();
        for _ in 2..lines {
            writer.redacted(Hash::ZERO);
        }
        let session = writer.anchor_of(&note).end().seal();
        let assured = session.assured();
        (Case::verify(name, about, &session), assured)
    };
    let (at_bound, at_bound_assured) = far(
        "anchor-4096-behind",
        "An anchor whose checkpoint is 4,096 lines behind it, which is allowed; the lines between were redacted.",
        4_098,
    );
    let (beyond, beyond_assured) =
        far("anchor-4097-behind", "An anchor whose checkpoint is 4,097 lines behind it.", 4_099);
    vec![
        anchored(
            "size-again",
            "The checkpoint has the size of the one before.",
            "anchor_invalid",
            |writer| writer.note(&writer.head(3)).to_string(),
        ),
        anchored(
            "size-smaller",
            "The checkpoint is smaller than the one before.",
            "anchor_invalid",
            |writer| writer.note(&writer.head(2)).to_string(),
        ),
        anchored(
            "size-zero",
            "The checkpoint is that of the empty log.",
            "anchor_invalid",
            |writer| writer.note(&writer.head(0)).to_string(),
        ),
        anchored(
            "size-ahead",
            "The checkpoint counts its own anchor.",
            "anchor_invalid",
            |writer| head_with(writer, |head| head.size += 1),
        ),
        anchored("size-huge", "The checkpoint's size is 2^64 - 1.", "anchor_invalid", |writer| {
            head_with(writer, |head| head.size = u64::MAX)
        }),
        anchored("root", "The checkpoint has another root.", "root_differs", |writer| {
            head_with(writer, |head| head.root.0[31] ^= 1)
        }),
        anchored(
            "root-of-fewer",
            "The checkpoint has the root of a line less.",
            "root_differs",
            |writer| head_with(writer, |head| head.root = writer.head(head.size - 1).root),
        ),
        {
            let mut writer = Writer::new("anchor-size-zero-first", Setup::ticketed());
            let note = writer.note(&writer.head(0)).to_string();
            let session = writer.prompt("One").anchor_of(&note).end().seal();
            let assured = session.assured();
            Case::verify(
                "anchor-size-zero-first",
                "The first checkpoint is that of the empty log.",
                &session,
            )
            .altered("anchor_invalid", At::Line(3), assured)
        },
        at_bound.incomplete("redacted_line", At::Line(2), at_bound_assured).assured("anchors", 1),
        // A thousand weaker findings don't hide the place of the one that decides.
        beyond.altered("anchor_invalid", At::Line(4_099), beyond_assured).assured("anchors", 0),
    ]
}

/// The good note of a writer's head.
fn good(writer: &Writer) -> String {
    writer.note(&writer.head(writer.size())).to_string()
}

fn notes() -> Vec<Case> {
    let other_key = SigningKey::from_seed(&[66; 32]);
    let bad = |name: &str, about: &str, note: &dyn Fn(&Writer) -> String| {
        anchored(name, about, "anchor_invalid", note)
    };
    // A text that isn't a checkpoint, signed by the session.
    let signed = |writer: &Writer, change: &dyn Fn(&str) -> String| {
        let text = change(&writer.head(writer.size()).text());
        let origin = KeyName::new(&writer.setup.origin).unwrap();
        SignedNote::sign(text, &writer.setup.session_key, &origin).unwrap().to_string()
    };
    let signatures = |writer: &Writer, count: usize| {
        let note = writer.head(writer.size()).sign(&writer.setup.session_key).to_string();
        let extra = format!("— {} {}\n", stranger().name, base64_of::encode(&[1, 2, 3, 4, 5]));
        format!("{note}{}", extra.repeat(count - 1))
    };
    vec![
        bad("origin", "The checkpoint is of another log.", &|writer| {
            let mut head = writer.head(writer.size());
            head.origin = KeyName::new("relay.example/s/other").unwrap();
            let origin = KeyName::new(&writer.setup.origin).unwrap();
            SignedNote::sign(head.text(), &writer.setup.session_key, &origin).unwrap().to_string()
        }),
        bad("no-session-signature", "The session didn't sign; only the witness did.", &|writer| {
            let text = writer.head(writer.size()).text();
            let line = cosign(&text, &witness().secret, &witness().name, writer.witness_s());
            SignedNote::new(text, vec![line]).unwrap().to_string()
        }),
        bad("other-key", "Another key signed under the session's name.", &|writer| {
            writer.cosigned(writer.head(writer.size()).sign(&other_key)).to_string()
        }),
        bad("session-signature-bad", "The session's signature doesn't hold.", &|writer| {
            spoiled(&SignedNote::parse(good(writer).as_bytes()).unwrap(), &writer.setup.origin)
        }),
        bad(
            "session-signature-of-other-text",
            "The session's signature is one of another text.",
            &|writer| {
                let head = writer.head(writer.size());
                let origin = KeyName::new(&writer.setup.origin).unwrap();
                let line =
                    NoteSignature::sign(&writer.head(2).text(), &writer.setup.session_key, &origin);
                SignedNote::new(head.text(), vec![line]).unwrap().to_string()
            },
        ),
        bad(
            "two-session-signatures-one-bad",
            "The session's signature stands twice; the second doesn't hold.",
            &|writer| {
                let note = good(writer);
                let broken =
                    spoiled(&SignedNote::parse(note.as_bytes()).unwrap(), &writer.setup.origin);
                let line = broken.rsplit_once("\n\n").unwrap().1.split('\n').next().unwrap();
                format!("{note}{line}\n")
            },
        ),
        bad(
            "two-session-signatures",
            "The session's signature stands twice; both hold.",
            &|writer| {
                let note = good(writer);
                let line = note.rsplit_once("\n\n").unwrap().1.split('\n').next().unwrap();
                format!("{note}{line}\n")
            },
        ),
        bad(
            "session-signature-second",
            "The witness's cosignature stands before the session's signature.",
            &|writer| {
                let note = good(writer);
                let (text, lines) = note.rsplit_once("\n\n").unwrap();
                let (session, witness) = lines.split_once('\n').unwrap();
                format!("{text}\n\n{witness}{session}\n")
            },
        ),
        bad("extension-line", "The checkpoint has a fourth line.", &|writer| {
            signed(writer, &|text| format!("{text}extension\n"))
        }),
        bad("size-leading-zero", "The checkpoint's size has a leading zero.", &|writer| {
            signed(writer, &|text| text.replacen("\n6\n", "\n06\n", 1))
        }),
        bad("size-21-digits", "The checkpoint's size has 21 digits.", &|writer| {
            signed(writer, &|text| text.replacen("\n6\n", "\n100000000000000000000\n", 1))
        }),
        bad("root-short", "The checkpoint's root has 31 bytes.", &|writer| {
            signed(writer, &|text| {
                let origin = text.split('\n').next().unwrap();
                format!("{origin}\n6\n{}\n", base64_of::encode(&[7; 31]))
            })
        }),
        bad("root-base64url", "The checkpoint's root is in the other base64.", &|writer| {
            signed(writer, &|text| {
                let origin = text.split('\n').next().unwrap();
                format!("{origin}\n6\n{}=\n", "_".repeat(43))
            })
        }),
        bad("no-note", "The anchor holds no note.", &|_| "note".into()),
        bad("empty", "The anchor's note is empty.", &|_| String::new()),
        bad("no-last-line-feed", "The last LF of the note is missing.", &|writer| {
            good(writer).trim_end().into()
        }),
        bad("line-feed-added", "A second LF ends the note.", &|writer| {
            format!("{}\n", good(writer))
        }),
        bad("carriage-returns", "The note's lines end with CR LF.", &|writer| {
            good(writer).replace('\n', "\r\n")
        }),
        bad("hyphen-for-dash", "A signature line begins with a hyphen.", &|writer| {
            good(writer).replacen('—', "-", 1)
        }),
        bad("two-spaces", "Two spaces stand in a signature line.", &|writer| {
            good(writer).replacen("— ", "—  ", 1)
        }),
        bad("signature-base64url", "A signature is in the other base64.", &|writer| {
            format!("{}— x.example __________8=\n", good(writer))
        }),
        bad("signature-unused-bits", "A signature has an unused bit set.", &|writer| {
            format!("{}— x.example AAAAAAF=\n", good(writer))
        }),
        bad("signature-empty", "A signature is only its key id.", &|writer| {
            format!("{}— x.example AAAAAA==\n", good(writer))
        }),
        bad("signature-name-plus", "The name of a signature holds a plus.", &|writer| {
            format!("{}— x+y AAAAAAA=\n", good(writer))
        }),
        bad("17-signatures", "The note has 17 signatures.", &|writer| signatures(writer, 17)),
        bad("10000-signatures", "The note has 10,000 signatures.", &|writer| {
            signatures(writer, 10_000)
        }),
        bad("too-long", "The note has 16,385 bytes.", &|writer| {
            let note = writer.head(writer.size()).sign(&writer.setup.session_key).to_string();
            // A line of name `n` is 7 bytes and its base64; five such lines fill what is left.
            let left = 16_385 - note.len();
            let mut lines = String::new();
            let plain = "— n \n".len();
            for part in [4_000, 4_000, 4_000] {
                lines += &format!("— n {}\n", "A".repeat(part));
            }
            let rest = left - lines.len() - plain;
            let name = format!("n{}", "n".repeat(rest % 4));
            format!("{note}{lines}— {name} {}\n", "A".repeat(rest / 4 * 4))
        }),
        {
            let mut writer = Writer::new("anchor-16-signatures", Setup::ticketed());
            writer.prompt("One");
            let note = signatures(&writer, 16);
            writer.anchors.push((3, 3));
            let session = writer.anchor_of(&note).end().seal();
            let assured = session.assured();
            Case::verify(
                "anchor-16-signatures",
                "The note has 16 signatures, as many as it may; 15 of them by somebody.",
                &session,
            )
            .intact(assured)
            .also(&["unknown_cosigner"])
            .assured("unknown_signatures", 15)
        },
        {
            let mut writer = Writer::new("anchor-unknown-signatures-many", Setup::ticketed());
            for number in 0..3 {
                writer.prompt(&format!("Prompt {number}"));
                let note = signatures(&writer, 16);
                writer.anchors.push((writer.size(), writer.size()));
                writer.anchor_of(&note);
            }
            let session = writer.end().seal();
            let assured = session.assured();
            Case::verify(
                "anchor-unknown-signatures-many",
                "45 signatures by nobody known: the first 16 are told, all are counted.",
                &session,
            )
            .intact(assured)
            .also(&["unknown_cosigner"])
            .assured("unknown_signatures", 45)
        },
        {
            let mut writer = Writer::new("anchor-misfit", Setup::ticketed());
            writer.prompt("One").event("anchor", "recorder", r#"{"notes":"x"}"#);
            let session = writer.end().seal();
            let assured = session.assured();
            Case::verify("anchor-misfit", "An anchor has no note.", &session).altered(
                "frame_misfit",
                At::Line(3),
                assured,
            )
        },
        {
            let mut writer = Writer::new("anchor-note-number", Setup::ticketed());
            writer.prompt("One").event("anchor", "recorder", r#"{"note":7}"#);
            let session = writer.end().seal();
            let assured = session.assured();
            Case::verify("anchor-note-number", "An anchor's note is a number.", &session).altered(
                "frame_misfit",
                At::Line(3),
                assured,
            )
        },
    ]
}
