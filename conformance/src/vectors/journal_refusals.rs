//! What a journal refuses, with which code, and that a refusal leaves on the disk what was there.

use interview_core::api::SigningKey;
use serde_json::{Value, json};

use super::{
    case::Case,
    script::Script,
    writer::{SESSION, Setup, text, witness},
};

pub(super) fn cases() -> Vec<Case> {
    [starts(), opens(), appends(), anchors(), seals()].concat()
}

fn bytes(text: &str) -> Value {
    json!({ "parts": [{ "text": text }] })
}

/// A session of a few lines.
fn begun(name: &str) -> Script {
    let mut script = Script::started(name, Setup::ticketed());
    script.prompt("One");
    script
}

/// The key is gone, and the folder opened again.
fn without_key(name: &str) -> Script {
    let mut script = begun(name);
    script.by_others("remove", json!({ "path": "private/session.key" })).open();
    script
}

fn starts() -> Vec<Case> {
    let refused = |name: &str, setup: Setup, about: &str, code: &str| {
        Script::new(&format!("start-{name}"), setup).start_refused().case(about).error(code)
    };
    let behind = |name: &str, path: &str, hold: bool| {
        let mut script = Script::new(&format!("start-{name}"), Setup::offline());
        script.by_others("write", json!({ "path": path, "bytes": bytes("") }));
        if hold {
            script.by_others("hold", json!({ "path": path }));
        }
        script.start_refused();
        script
    };
    let ticketed = Setup::ticketed();
    let mut other_key = ticketed.clone();
    other_key.session_key = SigningKey::from_seed(&[66; 32]);
    let mut twice = begun("start-twice");
    twice.start_refused();
    vec![
        twice.case("A session is started where there is one.").error("exists"),
        behind("beside-manifest", "bundle/manifest.json", false)
            .case("A session is started where a file of another lies.")
            .left("manifest.json", b"")
            .error("exists"),
        behind("in-file", "bundle", false)
            .case("A file stands where the bundle's folder must be.")
            .error("io"),
        behind("locked", "private/lock", true)
            .case("Another process holds the folder's lock.")
            .error("locked"),
        refused(
            "origin",
            Setup::offline().with("log_origin", text("a b")),
            "The log origin holds a space.",
            "invalid_name",
        ),
        refused(
            "session",
            Setup::offline().with("session", text(&SESSION.to_lowercase())),
            "The session isn't a ULID.",
            "invalid_event",
        ),
        refused(
            "ticket-of-other-key",
            other_key,
            "The ticket is for another session key.",
            "invalid_ticket",
        ),
        refused(
            "ticket-no-note",
            ticketed.with("ticket", text("ticket")),
            "The ticket is no note.",
            "invalid_note",
        ),
    ]
}

fn opens() -> Vec<Case> {
    let open = |name: &str, path: &str, content: &str| {
        let mut script = Script::new(&format!("open-{name}"), Setup::offline());
        script.by_others("write", json!({ "path": path, "bytes": bytes(content) })).open();
        script
    };
    vec![
        open("nothing", "private/lock", "").case("The folder holds no session.").error("not_found"),
        open("no-file", "bundle/events.jsonl/x", "")
            .case("A folder stands where the log must be.")
            .error("io"),
        open("no-log", "bundle/events.jsonl", "x\n")
            .case("The log's first line is no event.")
            .left("events.jsonl", b"x\n")
            .error("invalid_log"),
    ]
}

fn appends() -> Vec<Case> {
    let prompt = r#"{"text":"Two"}"#;
    let refused = |mut script: Script, kind: &str, data: Value, about: &str, code: &str| {
        script.append_only(kind, "candidate", data);
        script.case(about).error(code)
    };
    let event = |name: &str, kind: &str, data: Value, about: &str, code: &str| {
        refused(begun(&format!("append-{name}")), kind, data, about, code)
    };
    let mut locked = begun("append-locked");
    locked.by_others("hold", json!({ "path": "private/lock" }));
    let mut ended = begun("append-after-end");
    ended.seal();
    let mut sealed = begun("append-after-manifest");
    sealed.seal().finish();
    let long = json!({ "parts": [{ "text": "{\"a\":[0" }, { "repeat": ",\"0123456789\"", "count": 100_000 }, { "text": "]}" }] });
    vec![
        event(
            "no-json",
            "user_prompt",
            "{\"text\":".into(),
            "The data aren't JSON.",
            "invalid_event",
        ),
        event(
            "missing-member",
            "user_prompt",
            "{}".into(),
            "A prompt has no text.",
            "invalid_event",
        ),
        event(
            "reserved",
            "session_end",
            "{}".into(),
            "Events of kind `session_end` are the journal's own.",
            "invalid_event",
        ),
        event(
            "too-large",
            "x.acme.data",
            long,
            "An event whose many short strings don't fit into a line.",
            "event_too_large",
        ),
        refused(locked, "user_prompt", prompt.into(), "Another process holds the lock.", "locked"),
        refused(
            without_key("append-key-lost"),
            "user_prompt",
            prompt.into(),
            "The session's key is gone.",
            "key_lost",
        ),
        refused(ended, "user_prompt", prompt.into(), "An event follows the end.", "sealed"),
        refused(sealed, "user_prompt", prompt.into(), "An event follows the manifest.", "sealed"),
    ]
}

fn anchors() -> Vec<Case> {
    let answered = |name: &str, about: &str, answer: &dyn Fn(&Script) -> String, code: &str| {
        let mut script = begun(&format!("anchor-{name}"));
        let answer = answer(&script);
        script.anchor_only(Some(&answer), None);
        script.case(about).error(code)
    };
    let refused = |mut script: Script, old_size: Option<u64>, about: &str, code: &str| {
        script.anchor_refused(None, old_size);
        script.case(about).error(code)
    };
    let mut ended = begun("anchor-after-end");
    ended.seal().open();
    let mut locked = begun("anchor-locked");
    locked.by_others("hold", json!({ "path": "private/lock" }));
    let other = |script: &Script| script.cosignature(&script.writer.head(2).text(), &witness());
    vec![
        answered("empty-answer", "The answer is empty.", &|_| String::new(), "invalid_note"),
        answered(
            "no-cosignature",
            "The answer is no cosignature.",
            &|_| "sorry\n".into(),
            "invalid_note",
        ),
        answered(
            "of-other-head",
            "The witness's cosignature is one of another checkpoint.",
            &other,
            "bad_signature",
        ),
        refused(
            begun("anchor-old-size-beyond"),
            Some(4),
            "The witness holds a head beyond the log's end.",
            "out_of_range",
        ),
        refused(without_key("anchor-key-lost"), None, "The session's key is gone.", "key_lost"),
        refused(ended, None, "An anchor is asked for after the end.", "sealed"),
        refused(locked, None, "Another process holds the lock.", "locked"),
    ]
}

fn seals() -> Vec<Case> {
    let refused = |mut script: Script, about: &str, code: &str| {
        script.seal_refused();
        script.case(about).error(code)
    };
    let answered = |name: &str, about: &str, answer: &dyn Fn(&Script) -> String, code: &str| {
        let mut script = begun(&format!("finish-{name}"));
        script.seal();
        let answer = answer(&script);
        script.by_others("finish", json!({ "answer": answer })).case(about).error(code)
    };
    let other = |script: &Script| script.cosignature(&script.writer.head(2).text(), &witness());
    let mut sealed = begun("seal-twice");
    sealed.seal().finish();
    let mut locked = begun("seal-locked");
    locked.by_others("hold", json!({ "path": "private/lock" }));
    let mut lost = begun("seal-artefact-lost");
    lost.seal().open().by_others("remove", json!({ "path": "bundle/changes.diff" })).seal_without();
    let mut lost = lost.case("An artefact that session_end names is lost, and isn't given again.");
    lost.vector.expected.files.get_or_insert_default().remove("changes.diff");
    vec![
        lost.error("invalid_log"),
        refused(without_key("seal-key-lost"), "The session's key is gone.", "key_lost"),
        refused(sealed, "A session is sealed that is sealed.", "sealed"),
        refused(locked, "Another process holds the lock.", "locked"),
        answered("empty-answer", "The answer is empty.", &|_| String::new(), "invalid_note"),
        answered(
            "of-other-head",
            "The witness's last cosignature is one of another checkpoint.",
            &other,
            "bad_signature",
        ),
    ]
}
