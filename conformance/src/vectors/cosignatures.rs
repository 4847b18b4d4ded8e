//! Cosignatures of witnesses, and the final note of the manifest.

use interview_core::checkpoint::{
    Algorithm, Checkpoint, KeyName, NoteSignature, SignedNote, cosign,
};
use serde_json::json;

use super::{
    anchors::anchored,
    case::{At, Case, MANIFEST},
    session::{spoiled, standard},
    writer::{Setup, Writer, relay, second_witness, stranger, witness},
};

pub(super) fn cases() -> Vec<Case> {
    [cosignatures(), final_notes()].concat()
}

fn cosignatures() -> Vec<Case> {
    let known = witness().vkey(Algorithm::CosignatureV1);
    let bounded = |name: &str, not_before: &str, not_after: &str| {
        let mut session = standard(name);
        session.options["trusted_keys"].as_array_mut().unwrap().remove(1);
        session.with_policy(
            "keys",
            json!([{ "vkey": known, "not_before": not_before, "not_after": not_after }]),
        )
    };
    // Line 6 is an anchor that the session signed and the witness cosigned in some other way.
    let differently = |name: &str, about: &str, line: &dyn Fn(&Writer, &str) -> NoteSignature| {
        anchored(name, about, "cosignature_invalid", |writer| {
            let note = writer.head(writer.size()).sign(&writer.setup.session_key);
            let line = line(writer, note.text());
            note.with_signature(line).unwrap().to_string()
        })
        // The session's own word holds.
        .assured("anchors", 2)
    };
    let key_id = |writer: &Writer| {
        let text = writer.head(1).text();
        cosign(&text, &witness().secret, &witness().name, 1).key_id()
    };
    vec![
        differently(
            "cosignature-of-other-text",
            "The witness's cosignature is one of another checkpoint.",
            &|writer, _| {
                cosign(
                    &writer.head(2).text(),
                    &witness().secret,
                    &witness().name,
                    writer.witness_s(),
                )
            },
        ),
        differently(
            "cosignature-other-time",
            "The time of the witness's cosignature was changed.",
            &|writer, text| {
                let line = cosign(text, &witness().secret, &witness().name, writer.witness_s());
                let mut bytes = line.signature().to_vec();
                bytes[7] ^= 1;
                NoteSignature::new(line.name().clone(), line.key_id(), bytes).unwrap()
            },
        ),
        differently(
            "cosignature-without-time",
            "The witness's cosignature has no time.",
            &|writer, text| {
                NoteSignature::new(
                    witness().name,
                    key_id(writer),
                    witness().secret.sign(text.as_bytes()).to_vec(),
                )
                .unwrap()
            },
        ),
        differently(
            "cosignature-short",
            "The witness's cosignature has 71 bytes.",
            &|writer, text| {
                let line = cosign(text, &witness().secret, &witness().name, writer.witness_s());
                NoteSignature::new(
                    line.name().clone(),
                    line.key_id(),
                    line.signature()[..71].to_vec(),
                )
                .unwrap()
            },
        ),
        differently(
            "cosignature-time-2-63",
            "The time of the witness's cosignature is 2^63.",
            &|writer, text| {
                let time: u64 = 1 << 63;
                let message = format!("cosignature/v1\ntime {time}\n{text}");
                let bytes = [
                    time.to_be_bytes().to_vec(),
                    witness().secret.sign(message.as_bytes()).to_vec(),
                ]
                .concat();
                NoteSignature::new(witness().name, key_id(writer), bytes).unwrap()
            },
        ),
        {
            let mut writer = Writer::new("cosigner-same-name", Setup::ticketed());
            let mut other = stranger();
            other.name = witness().name;
            writer.cosigners = vec![other];
            let session = writer.work().end().seal();
            let assured = session.assured();
            Case::verify("cosigner-same-name", "Somebody cosigns under the known witness's name with a key of their own: an unknown key.", &session)
                .intact(assured)
                .assured("cosigned_by", json!([]))
                .assured("final_cosigned", false)
                .assured("unknown_signatures", 3)
                .also(&["unknown_cosigner", "not_anchored"])
        },
        {
            let mut writer = Writer::new("cosigner-other-name", Setup::ticketed());
            writer.prompt("One");
            let note = writer.head(writer.size()).sign(&writer.setup.session_key);
            let line = cosign(note.text(), &witness().secret, &witness().name, writer.witness_s());
            let bytes = line.signature().to_vec();
            let line = NoteSignature::new(stranger().name, line.key_id(), bytes).unwrap();
            writer.anchors.push((3, 3));
            let note = note.with_signature(line).unwrap().to_string();
            let session = writer.anchor_of(&note).end().seal();
            let assured = session.assured();
            Case::verify(
                "cosigner-other-name",
                "The known witness's cosignature stands under another name: an unknown key.",
                &session,
            )
            .intact(assured)
            .assured("unknown_signatures", 1)
            .also(&["unknown_cosigner"])
        },
        {
            let mut session = standard("cosigner-trusted-as-signer");
            session.options["trusted_keys"][1] = json!(witness().vkey(Algorithm::Ed25519));
            let assured = session.assured();
            Case::verify(
                "cosigner-trusted-as-signer",
                "The options know the witness's key as one that signs notes, not checkpoints.",
                &session,
            )
            .intact(assured)
            .assured("cosigned_by", json!([]))
            .assured("final_cosigned", false)
            .assured("unknown_signatures", 3)
            .also(&["unknown_cosigner", "not_anchored"])
        },
        {
            let mut writer = Writer::new("cosigner-signs-notes", Setup::ticketed());
            writer.prompt("One");
            let note = writer.head(writer.size()).sign(&writer.setup.session_key);
            let line = NoteSignature::sign(note.text(), &relay().secret, &relay().name);
            writer.anchors.push((3, 3));
            let note = note.with_signature(line).unwrap().to_string();
            let session = writer.anchor_of(&note).end().seal();
            let assured = session.assured();
            Case::verify(
                "cosigner-signs-notes",
                "The relay's ticket key signed a checkpoint: no cosignature, and no time.",
                &session,
            )
            .intact(assured)
            .assured("unknown_signatures", 0)
        },
        {
            let session =
                bounded("cosigner-expired", "2026-01-01T00:00:00.000Z", "2026-11-20T12:00:09.999Z");
            let assured = session.assured();
            Case::verify(
                "cosigner-expired",
                "The witness's key was valid until a millisecond before its first cosignature.",
                &session,
            )
            .intact(assured)
            .assured("cosigned_by", json!([]))
            .assured("final_cosigned", false)
            .assured("unknown_signatures", 0)
            .also(&["key_not_valid_then", "not_anchored"])
        },
        {
            let session = bounded(
                "cosigner-valid-at-first",
                "2026-11-20T12:00:10.000Z",
                "2026-11-20T12:00:10.000Z",
            );
            let assured = session.assured();
            Case::verify("cosigner-valid-at-first", "The witness's key was valid in the very second of the first anchor, and not later.", &session)
                .intact(assured)
                .assured("final_cosigned", false)
                .assured("anchored", json!({ "n": 7, "of": 15 }))
                .also(&["key_not_valid_then"])
        },
        {
            let mut writer = Writer::new("cosigners-two-known", Setup::ticketed());
            writer.cosigners.push(second_witness());
            let mut session = writer.work().end().seal();
            session.options["trusted_keys"]
                .as_array_mut()
                .unwrap()
                .push(json!(second_witness().vkey(Algorithm::CosignatureV1)));
            let assured = session.assured();
            let both = [
                witness().label(Algorithm::CosignatureV1),
                second_witness().label(Algorithm::CosignatureV1),
            ];
            Case::verify(
                "cosigners-two-known",
                "Two known witnesses cosigned everything.",
                &session,
            )
            .intact(assured)
            .assured("cosigned_by", json!(both))
        },
    ]
}

fn final_notes() -> Vec<Case> {
    let noted = |name: &str, about: &str, code: &str, at: At, note: &dyn Fn(&Writer) -> String| {
        let name = format!("final-note-{name}");
        let session = standard(&name);
        let note = note(&session.writer);
        let session = session.with_final_note(&note);
        let assured = session.assured();
        Case::verify(&name, about, &session)
            .altered(code, at, assured)
            .assured("self_signed", false)
            .assured("final_cosigned", false)
    };
    let head = |writer: &Writer, change: &dyn Fn(&mut Checkpoint)| {
        let mut head = writer.head(writer.size());
        change(&mut head);
        writer.note(&head).to_string()
    };
    vec![
        noted(
            "smaller",
            "The final note is for a line less.",
            "final_note_invalid",
            MANIFEST,
            &|writer| writer.note(&writer.head(14)).to_string(),
        ),
        noted(
            "larger",
            "The final note is for a line more.",
            "final_note_invalid",
            MANIFEST,
            &|writer| head(writer, &|head| head.size += 1),
        ),
        noted(
            "root",
            "The final note has another root.",
            "root_differs",
            At::Line(14),
            &|writer| head(writer, &|head| head.root.0[0] ^= 0x80),
        ),
        noted(
            "origin",
            "The final note is of another log.",
            "final_note_invalid",
            MANIFEST,
            &|writer| {
                let mut head = writer.head(writer.size());
                head.origin = KeyName::new("relay.example/s/other").unwrap();
                let origin = KeyName::new(&writer.setup.origin).unwrap();
                SignedNote::sign(head.text(), &writer.setup.session_key, &origin)
                    .unwrap()
                    .to_string()
            },
        ),
        noted(
            "not-signed",
            "The session didn't sign the final note.",
            "final_note_invalid",
            MANIFEST,
            &|writer| {
                let text = writer.head(writer.size()).text();
                let line = cosign(&text, &witness().secret, &witness().name, writer.witness_s());
                SignedNote::new(text, vec![line]).unwrap().to_string()
            },
        ),
        noted("no-note", "The final note is no note.", "final_note_invalid", MANIFEST, &|_| {
            "note".into()
        }),
        noted(
            "no-checkpoint",
            "The final note is the ticket.",
            "final_note_invalid",
            MANIFEST,
            &|writer| writer.setup.ticket.clone().unwrap(),
        ),
        noted(
            "cosignature-bad",
            "The witness's cosignature of the final note doesn't hold.",
            "cosignature_invalid",
            MANIFEST,
            &|writer| spoiled(&writer.note(&writer.head(writer.size())), witness().name.as_str()),
        )
        .assured("self_signed", true),
        {
            let session = standard("final-note-of-last-anchor");
            let mut session = session;
            let note = session.writer.note(&session.head(12)).to_string();
            session.writer.lines.truncate(13);
            session.writer.leaves.truncate(13);
            let session = session.with_final_note(&note);
            let assured = session.assured_to(13);
            Case::verify(
                "final-note-of-last-anchor",
                "The log has no end, and its final note is for a line less.",
                &session,
            )
            .altered("final_note_invalid", MANIFEST, assured)
            .also(&["no_session_end"])
        },
        {
            let mut writer = Writer::new("final-note-without-end", Setup::ticketed());
            let session = writer.work().seal();
            let assured = session.assured();
            let mut session = session;
            session.diff = None;
            session.commits = None;
            Case::verify(
                "final-note-without-end",
                "The whole log is signed and cosigned, but it has no session_end.",
                &session,
            )
            .incomplete("no_session_end", At::Line(13), assured)
            .assured("self_signed", false)
        },
    ]
}
