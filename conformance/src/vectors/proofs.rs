//! Proofs that show one event: made, checked, and every way in which they don't hold.

use interview_core::{
    checkpoint::{Algorithm, SignedNote, VerifierKey, cosign},
    hash::leaf_hash,
    merkle,
};
use serde_json::{Value, json};

use super::{
    case::Case,
    session::{Session, known_witness, spoiled, standard},
    writer::{Setup, Writer, base64_of, second_witness, witness},
};

pub(super) fn cases() -> Vec<Case> {
    [proofs(), verified_proofs()].concat()
}

/// A tlog-proof as its specification spells it.
fn proof(session: &Session, seq: u64, size: u64, note: &str) -> String {
    let leaves = &session.writer.leaves[..usize::try_from(size).unwrap()];
    let hashes = merkle::inclusion_proof(leaves, seq).unwrap();
    let hashes: String =
        hashes.iter().map(|hash| format!("{}\n", base64_of::encode(&hash.0))).collect();
    format!("c2sp.org/tlog-proof@v1\nindex {seq}\n{hashes}\n{note}")
}

fn proofs() -> Vec<Case> {
    let session = standard("prove");
    let prove = |name: &str, about: &str, session: &Session, seq: u64| {
        let mut case =
            Case::verify("x", "x", session).again("prove", &format!("prove-{name}"), about);
        case.vector.options = Value::Null;
        case.vector.expected.chain_holds = None;
        case.given("seq", seq)
    };
    let proved = |name: &str, about: &str, session: &Session, seq: u64, size: u64, note: &str| {
        prove(name, about, session, seq).output_file(
            "proof",
            "expected.txt",
            proof(session, seq, size, note).as_bytes(),
        )
    };
    let last = session.final_note();
    let mut without_manifest = session.clone();
    without_manifest.manifest = None;
    let line = session.line_text(12);
    let (_, data) = line.split_once("\"data\":").unwrap();
    let anchor: Value = serde_json::from_str(data.strip_suffix('}').unwrap()).unwrap();
    let anchor = anchor["note"].as_str().unwrap().to_owned();
    let mut changed = session.clone();
    changed.change(6, "git status", "git statuz");
    let mut bad = session.clone();
    bad.change(6, "{\"prev\"", "{\"prew\"");
    let mut redacted = session.clone();
    let line = redacted.line_mut(4);
    *line = format!("~{}", leaf_hash(line)).into_bytes();
    vec![
        proved("first", "The first line stands in the log.", &session, 0, 15, &last),
        proved("middle", "A line stands in the log.", &session, 6, 15, &last),
        proved("last", "The last line stands in the log.", &session, 14, 15, &last),
        proved("beside-redacted", "A line of a redacted copy.", &redacted, 5, 15, &last),
        proved(
            "by-anchor",
            "Without a manifest the last anchor vouches.",
            &without_manifest,
            3,
            12,
            &anchor,
        ),
        prove(
            "behind-anchors",
            "Without a manifest nothing vouches for a line behind the last anchor.",
            &without_manifest,
            13,
        )
        .error("out_of_range"),
        prove("beyond", "There is no line 15.", &session, 15).error("out_of_range"),
        prove("changed", "A line was changed: the root isn't that of the lines.", &changed, 3)
            .error("invalid_log"),
        prove("bad-line", "A line isn't of the format.", &bad, 3).error("invalid_log"),
    ]
}

fn verified_proofs() -> Vec<Case> {
    let session = standard("verify-proof");
    let (note, seq) = (session.final_note(), 6_u64);
    let good = proof(&session, seq, 15, &note);
    let line = session.line_text(seq).into_bytes();
    let key = |setup: &Setup| {
        VerifierKey::new(
            setup.origin.parse().unwrap(),
            Algorithm::Ed25519,
            setup.session_key.public(),
        )
        .to_string()
    };
    let case = |name: &str, about: &str, line: &[u8], proof: &str| {
        Case::new("verify_proof", &format!("verify-proof-{name}"), about)
            .file("line", "line.json", line)
            .file("proof", "proof.txt", proof.as_bytes())
            .given("key", key(&session.writer.setup))
            .options(session.options.clone())
    };
    let shown = |size: u64, cosigned: bool| {
        let cosigned_by = if cosigned {
            json!([{ "key": known_witness(), "at": "2026-11-20T12:00:22.000Z" }])
        } else {
            json!([])
        };
        json!({
            "log_origin": session.writer.setup.origin,
            "seq": seq,
            "size": size,
            "leaf_hash": leaf_hash(&line).to_string(),
            "cosigned_by": cosigned_by,
        })
    };
    let failed = |name: &str, about: &str, proof: &str, code: &str| {
        case(name, about, &line, proof).error(code)
    };
    let replaced = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replacen(from, to, 1)
    };
    let hashes: Vec<&str> = good.split('\n').skip(2).take_while(|line| !line.is_empty()).collect();
    let head = session.head(15);
    let other = standard("verify-proof-other");
    let mut cases = vec![
        case("witness-expired", "The witness's key wasn't valid any more.", &line, &good)
            .options(json!({ "policy": { "keys": [{
                "vkey": witness().vkey(Algorithm::CosignatureV1),
                "not_after": "2026-11-20T12:00:21.999Z",
            }] } }))
            .output(shown(15, false)),
        case("good", "A line stands in the log, and a known witness saw it.", &line, &good)
            .output(shown(15, true)),
        case("unknown-witness", "A line stands in the log; the witness isn't known.", &line, &good)
            .options(Value::Null)
            .output(shown(15, false)),
        {
            let mut case = case("key-from-line-0", "The key comes from line 0.", &line, &good)
                .file("first_line", "first_line.json", &session.writer.lines[0]);
            case.vector.input.remove("key");
            case.output(shown(15, true))
        },
        {
            let mut case = case(
                "key-from-other-line",
                "The line that the key is to come from isn't line 0.",
                &line,
                &good,
            )
            .file("first_line", "first_line.json", &session.writer.lines[2]);
            case.vector.input.remove("key");
            case.error("invalid_log")
        },
        case(
            "extra",
            "The proof has extra data, which nobody vouches for.",
            &line,
            &good.replacen("index", "extra AAAA\nindex", 1),
        )
        .output(shown(15, true)),
        case("other-line", "The line isn't that of the index.", &session.writer.lines[5], &good)
            .error("proof_failed"),
        {
            let changed = session.line_text(seq).replacen("git status", "git statuz", 1);
            case("changed-line", "The line was changed.", changed.as_bytes(), &good)
                .error("proof_failed")
        },
        case(
            "redacted-line",
            "The line is redacted.",
            format!("~{}", leaf_hash(&line)).as_bytes(),
            &good,
        )
        .error("invalid_log"),
        case("bad-line", "The line isn't of the format.", b"{}", &good).error("invalid_log"),
        case(
            "line-with-line-feed",
            "The line has its LF.",
            &[line.as_slice(), b"\n"].concat(),
            &good,
        )
        .error("invalid_log"),
        case("other-key", "The key is that of another log.", &line, &good)
            .given("key", key(&Setup::audit()))
            .error("invalid_checkpoint"),
        {
            let mut setup = session.writer.setup.clone();
            setup.session_key = second_witness().secret;
            case("wrong-key", "The key has the log's name, and is another.", &line, &good)
                .given("key", key(&setup))
                .error("bad_signature")
        },
        {
            let note = session.writer.cosigned(head.sign(&second_witness().secret)).to_string();
            failed(
                "signed-by-other",
                "The checkpoint is signed by another key.",
                &proof(&session, seq, 15, &note),
                "bad_signature",
            )
        },
        {
            let note =
                spoiled(&SignedNote::parse(note.as_bytes()).unwrap(), witness().name.as_str());
            failed(
                "cosignature-bad",
                "The known witness's cosignature doesn't hold.",
                &proof(&session, seq, 15, &note),
                "bad_signature",
            )
        },
        {
            let note = other.final_note();
            failed(
                "other-checkpoint",
                "The checkpoint is that of another log of the same key.",
                &proof(&session, seq, 15, &note),
                "proof_failed",
            )
        },
        failed(
            "hash-changed",
            "A hash of the path was changed.",
            &replaced(hashes[1], hashes[2]),
            "proof_failed",
        ),
        failed(
            "hash-missing",
            "The last hash of the path is missing.",
            &replaced(&format!("{}\n\n", hashes[3]), "\n"),
            "proof_failed",
        ),
        failed(
            "hash-added",
            "The path has a hash too many.",
            &replaced(&format!("{}\n\n", hashes[3]), &format!("{}\n{}\n\n", hashes[3], hashes[0])),
            "proof_failed",
        ),
        failed(
            "hash-short",
            "A hash of the path has 31 bytes.",
            &replaced(hashes[0], &base64_of::encode(&[7; 31])),
            "invalid_proof",
        ),
        failed(
            "64-hashes",
            "The path has 64 hashes.",
            &replaced(hashes[0], &[hashes[0]; 61].join("\n")),
            "invalid_proof",
        ),
        failed(
            "index-leading-zero",
            "The index has a leading zero.",
            &replaced("index 6", "index 06"),
            "invalid_proof",
        ),
        failed(
            "index-other",
            "The index is another.",
            &replaced("index 6", "index 7"),
            "proof_failed",
        ),
        {
            // The log's owner gave line 6 the number 22, whose path begins with the same turns.
            let mut session = session.clone();
            session.change(6, "\"seq\":6", "\"seq\":22");
            session.relink(7);
            let note = session.writer.note(&session.head(15)).to_string();
            let proof = proof(&session, 6, 15, &note).replacen("index 6", "index 22", 1);
            let line = session.line_text(6);
            case("index-beyond", "The index lies beyond the checkpoint.", line.as_bytes(), &proof)
                .error("proof_failed")
        },
        failed(
            "index-huge",
            "The index is 2^64.",
            &replaced("index 6", "index 18446744073709551616"),
            "invalid_proof",
        ),
        failed(
            "header",
            "The header is that of another version.",
            &replaced("@v1", "@v2"),
            "invalid_proof",
        ),
        failed(
            "no-empty-line",
            "No empty line ends the path.",
            &replaced("\n\n", "\n"),
            "invalid_proof",
        ),
        failed(
            "carriage-returns",
            "The lines end with CR LF.",
            &good.replace('\n', "\r\n"),
            "invalid_proof",
        ),
        failed(
            "extra-empty",
            "The extra data are empty.",
            &replaced("index", "extra \nindex"),
            "invalid_proof",
        ),
        failed("empty", "The proof is empty.", "", "invalid_proof"),
        failed(
            "too-long",
            "The proof has more than 65,536 bytes.",
            &replaced("index", &format!("extra {}\nindex", "A".repeat(65_536))),
            "invalid_proof",
        ),
        failed(
            "no-note",
            "The checkpoint is missing.",
            &good[..good.find("\n\n").unwrap() + 2],
            "invalid_note",
        ),
        failed(
            "no-checkpoint",
            "The note is a ticket.",
            &good.replacen(&note, session.writer.setup.ticket.as_ref().unwrap(), 1),
            "invalid_checkpoint",
        ),
        case("bad-options", "The options can't be used.", &line, &good)
            .options(json!({ "trusted_keys": ["x"] }))
            .error("invalid_options"),
    ];
    cases.push({
        let mut writer = Writer::new("verify-proof-one-line", Setup::unticketed());
        writer.lines.truncate(1);
        writer.leaves.truncate(1);
        let head = writer.head(1);
        let note = head.sign(&writer.setup.session_key);
        let line = cosign(note.text(), &witness().secret, &witness().name, 1_795_176_000);
        let note = note.with_signature(line).unwrap().to_string();
        let text = format!("c2sp.org/tlog-proof@v1\nindex 0\n\n{note}");
        Case::new("verify_proof", "verify-proof-one-line", "A log of one line: the path is empty.")
            .file("line", "line.json", &writer.lines[0])
            .file("proof", "proof.txt", text.as_bytes())
            .given("key", key(&writer.setup))
            .options(writer.setup.options())
            .output(json!({
                "log_origin": writer.setup.origin,
                "seq": 0,
                "size": 1,
                "leaf_hash": leaf_hash(&writer.lines[0]).to_string(),
                "cosigned_by": [{ "key": known_witness(), "at": "2026-11-20T12:00:00.000Z" }],
            }))
    });
    cases
}
