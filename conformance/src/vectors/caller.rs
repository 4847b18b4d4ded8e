//! What the caller asks and knows: demands, heads, keys; and options that can't be used.

use interview_core::{checkpoint::Algorithm, hash::sha256};
use serde_json::{Value, json};

use super::{
    case::{At, Case},
    session::{Session, of, standard},
    writer::{Setup, Writer, base64_of, relay, second_witness, witness},
};

pub(super) fn cases() -> Vec<Case> {
    [demands(), heads(), unusable()].concat()
}

fn demands() -> Vec<Case> {
    let known = witness().vkey(Algorithm::CosignatureV1);
    let other = second_witness().vkey(Algorithm::CosignatureV1);
    let met = |name: &str, about: &str, session: Session, demands: Value| {
        let session = session.with_policy("demands", demands);
        let assured = session.assured();
        Case::verify(name, about, &session).intact(assured)
    };
    let unmet = |name: &str, about: &str, session: Session, demands: Value| {
        met(name, about, session, demands).also(&["demand_unmet"]).unmet()
    };
    let same_key = VerifyKey { name: witness().vkey(Algorithm::CosignatureV1) };
    vec![
        // The widest bracket is that of line 7: from the ticket to the second anchor.
        met(
            "demands-met",
            "Every demand is met, the widest bracket to the second.",
            standard("demands-met"),
            json!({ "ticket": true, "cosigned": [known], "max_unanchored_s": 78 }),
        ),
        unmet(
            "demand-unanchored",
            "The widest bracket is a second too wide.",
            standard("demand-unanchored"),
            json!({ "max_unanchored_s": 77 }),
        ),
        unmet(
            "demand-ticket",
            "A ticket is demanded, and there is none.",
            of("demand-ticket", Setup::unticketed()),
            json!({ "ticket": true }),
        )
        .also(&["no_ticket"]),
        unmet(
            "demand-cosigned",
            "A witness is demanded that didn't cosign.",
            standard("demand-cosigned"),
            json!({ "cosigned": [known, other] }),
        ),
        unmet(
            "demand-unanchored-without-ticket",
            "Without a ticket the first events have no lower bound.",
            of("demand-unanchored-without-ticket", Setup::unticketed()),
            json!({ "max_unanchored_s": 1_000_000 }),
        )
        .also(&["no_ticket"]),
        {
            let session = standard("demand-key-not-known")
                .without_keys()
                .with_policy("demands", json!({ "cosigned": [same_key.name] }));
            let assured = session.assured();
            Case::verify(
                "demand-key-not-known",
                "The witness that is demanded cosigned, but stands in no list of known keys.",
                &session,
            )
            .intact(assured)
            .assured("ticket", "unverified")
            .assured("cosigned_by", json!([]))
            .assured("final_cosigned", false)
            .assured("unknown_signatures", 3)
            .also(&["ticket_unverified", "unknown_cosigner", "not_anchored", "demand_unmet"])
            .unmet()
        },
        {
            let mut session = standard("demand-ticket-unverified")
                .with_policy("demands", json!({ "ticket": true }));
            session.options["trusted_keys"].as_array_mut().unwrap().remove(0);
            let assured = session.assured();
            Case::verify(
                "demand-ticket-unverified",
                "A ticket is demanded; the one that there is is signed by no known key.",
                &session,
            )
            .intact(assured)
            .assured("ticket", "unverified")
            .also(&["ticket_unverified", "demand_unmet"])
            .unmet()
        },
        {
            let mut writer = Writer::new("demand-cosigned-only-in-anchor", Setup::ticketed());
            writer.work().end();
            writer.cosigners.clear();
            let session = writer.seal().with_policy("demands", json!({ "cosigned": [known] }));
            let assured = session.assured();
            Case::verify(
                "demand-cosigned-only-in-anchor",
                "The witness cosigned the anchors, and not the whole log.",
                &session,
            )
            .intact(assured)
            .assured("final_cosigned", false)
            .assured("anchored", json!({ "n": 12, "of": 15 }))
            .also(&["demand_unmet"])
            .unmet()
        },
        {
            let mut writer = Writer::new("clock-step-by-policy", Setup::ticketed());
            writer.prompt("Hello").anchor();
            (writer.at_ms, writer.skew_ms) = (writer.at_ms + 30_000, writer.skew_ms - 30_000);
            let session = writer.prompt("Go on").anchor().end().seal();
            let session = session.with_policy("clock_step_ms", json!(10_000));
            let assured = session.assured();
            Case::verify(
                "clock-step-by-policy",
                "A step of 30 s is told where the policy asks for steps of 10 s.",
                &session,
            )
            .intact(assured)
            .also(&["clock_stepped"])
        },
    ]
}

struct VerifyKey {
    name: String,
}

fn heads() -> Vec<Case> {
    let head = |session: &Session, size: u64| json!({ "size": size, "root": session.head(size).root.to_string(), "time": "2026-11-20T12:00:20.000Z" });
    let wrong = |size: u64| json!({ "size": size, "root": sha256(b"another").to_string() });
    let conflict = |name: &str, about: &str, code: &str, heads: &dyn Fn(&Session) -> Value| {
        let session = standard(name);
        let heads = heads(&session);
        let session = session.with_context("heads", heads);
        let assured = session.assured();
        Case::verify(name, about, &session)
            .altered(code, At::Line(14), assured)
            .assured("heads", "conflict")
    };
    let unsealed = |name: &str| {
        let mut writer = Writer::new(name, Setup::ticketed());
        writer.work().unsealed()
    };
    vec![
        {
            let session = standard("heads-checked");
            let heads = json!([
                head(&session, 15),
                head(&session, 7),
                head(&session, 0),
                head(&session, 7),
                head(&session, 1)
            ]);
            let session = session.with_context("heads", heads);
            let assured = session.assured();
            Case::verify(
                "heads-checked",
                "Five heads that witnesses keep are heads of this log.",
                &session,
            )
            .intact(assured)
            .assured("heads", "checked")
        },
        conflict(
            "heads-other-root",
            "A witness keeps a head of this size with another root.",
            "head_conflict",
            &|_| json!([wrong(7)]),
        ),
        conflict(
            "heads-other-root-of-all",
            "A witness keeps another root of the whole log.",
            "head_conflict",
            &|_| json!([wrong(15)]),
        ),
        conflict(
            "heads-one-of-two",
            "Of two heads the second conflicts.",
            "head_conflict",
            &|session| json!([head(session, 7), wrong(12)]),
        ),
        conflict(
            "heads-one-of-two-first",
            "Of two heads the first conflicts.",
            "head_conflict",
            &|session| json!([wrong(12), head(session, 7)]),
        ),
        conflict(
            "heads-beyond-end",
            "A witness keeps a head that is larger than this sealed log.",
            "head_beyond_end",
            &|_| json!([wrong(16)]),
        ),
        conflict(
            "heads-huge",
            "A witness keeps a head of 2^64 - 1 lines.",
            "head_beyond_end",
            &|_| json!([{ "size": u64::MAX, "root": sha256(b"x").to_string() }]),
        ),
        {
            let session = unsealed("heads-ahead").with_context("heads", json!([wrong(20)]));
            let assured = session.assured_to(13);
            Case::verify(
                "heads-ahead",
                "A witness keeps a head that is larger than this log, which hasn't ended.",
                &session,
            )
            .incomplete("no_session_end", At::Line(13), assured)
            .also(&["head_ahead", "manifest_missing"])
            .assured("heads", "conflict")
        },
        {
            let session = unsealed("heads-of-unsealed");
            let heads = json!([head(&session, 12)]);
            let session = session.with_context("heads", heads);
            let assured = session.assured_to(13);
            Case::verify("heads-of-unsealed", "A head of a log that hasn't ended.", &session)
                .incomplete("no_session_end", At::Line(13), assured)
                .assured("heads", "checked")
        },
    ]
}

fn unusable() -> Vec<Case> {
    let refused = |name: &str, about: &str, options: Value| {
        let name = format!("options-{name}");
        let mut session = standard(&name);
        session.options = options;
        Case::verify(&name, about, &session).error("invalid_options")
    };
    let good = witness().vkey(Algorithm::CosignatureV1);
    let (labelled, key) = good.rsplit_once('+').unwrap();
    let (name, id) = labelled.rsplit_once('+').unwrap();
    let small = {
        let mut typed = vec![4, 1];
        typed.extend([0; 31]);
        base64_of::encode(&typed)
    };
    // The witness's key under a name that may not be one, with the key id that belongs to it.
    let named = |name: &str| {
        let typed = [&[4], witness().secret.public().as_bytes().as_slice()].concat();
        let id = sha256(&[name.as_bytes(), b"\n", &typed].concat()).to_string();
        format!("{name}+{}+{}", &id[..8], base64_of::encode(&typed))
    };
    let root = sha256(b"x").to_string();
    vec![
        refused("list", "A list isn't taken for options.", json!([])),
        refused("policy-list", "Nor is one within them.", json!({ "policy": [] })),
        refused(
            "key-without-id",
            "A key has no key id.",
            json!({ "trusted_keys": [format!("{name}+{key}")] }),
        ),
        refused(
            "key-other-id",
            "A key's id isn't that of the key.",
            json!({ "trusted_keys": [format!("{name}+00000000+{key}")] }),
        ),
        refused(
            "key-id-upper-case",
            "A key's id is in upper case.",
            json!({ "trusted_keys": [format!("{name}+{}+{key}", id.to_uppercase())] }),
        ),
        refused(
            "key-type",
            "A key is of a type that isn't read yet.",
            json!({ "trusted_keys": [format!("{name}+{id}+{}", base64_of::encode(&[6; 33]))] }),
        ),
        refused(
            "key-small-order",
            "A key has small order.",
            json!({ "trusted_keys": [format!("{name}+{id}+{small}")] }),
        ),
        refused(
            "key-name-space",
            "A key's name holds a space.",
            json!({ "trusted_keys": [format!("a b+{id}+{key}")] }),
        ),
        refused(
            "key-name-long",
            "A key's name has 256 bytes.",
            json!({ "trusted_keys": [named(&"a".repeat(256))] }),
        ),
        refused("key-name-empty", "A key has no name.", json!({ "trusted_keys": [named("")] })),
        refused(
            "key-short",
            "A key has 32 bytes.",
            json!({ "trusted_keys": [format!("{name}+{id}+{}", base64_of::encode(&[1; 32]))] }),
        ),
        refused(
            "policy-key",
            "A key of the policy can't be used.",
            json!({ "policy": { "keys": [{ "vkey": "x" }] } }),
        ),
        refused("member-unknown", "A member is misspelt.", json!({ "trusted_key": [] })),
        refused(
            "demand-unknown",
            "A demand is misspelt.",
            json!({ "policy": { "demands": { "tickets": true } } }),
        ),
        refused("format-unknown", "A format isn't known.", json!({ "policy": { "format": "2" } })),
        refused(
            "time",
            "A time has no decimals.",
            json!({ "policy": { "keys": [{ "vkey": good, "not_before": "2026-01-01T00:00:00Z" }] } }),
        ),
        refused(
            "root",
            "A head's root is in upper case.",
            json!({ "context": { "heads": [{ "size": 1, "root": root.to_uppercase() }] } }),
        ),
        refused(
            "size-negative",
            "A head's size is negative.",
            json!({ "context": { "heads": [{ "size": -1, "root": root }] } }),
        ),
        refused("no-object", "The options are a list.", json!([1])),
        refused(
            "too-many-keys",
            "There are 1,025 keys.",
            json!({ "trusted_keys": vec![relay().vkey(Algorithm::Ed25519); 1_025] }),
        ),
        refused(
            "too-many-heads",
            "There are 1,025 heads.",
            json!({ "context": { "heads": vec![json!({ "size": 1, "root": root }); 1_025] } }),
        ),
        refused(
            "too-many-sessions",
            "There are 1,025 other sessions.",
            json!({ "context": { "sessions": vec![json!({ "session": super::writer::SESSION }); 1_025] } }),
        ),
        {
            let mut session = standard("options-1024-keys");
            session.options["trusted_keys"].as_array_mut().unwrap().extend(vec![
                json!(
                    relay().vkey(Algorithm::Ed25519)
                );
                1_022
            ]);
            let assured = session.assured();
            Case::verify(
                "options-1024-keys",
                "There are 1,024 keys, as many as there may be.",
                &session,
            )
            .intact(assured)
        },
    ]
}
