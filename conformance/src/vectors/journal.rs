//! What a journal leaves on the disk for given steps, times, salts and keys, to the byte.

use interview_core::checkpoint::Algorithm;
use serde_json::json;

use super::{
    archive::{of, tar},
    case::{At, Case},
    script::Script,
    session::standard,
    writer::{Setup, second_witness, stranger, witness},
};

/// Trees of git as session_end tells them.
const TREES: &str = r#"{"base_tree":"4b825dc642cb6eb9a060e54bf8d69288fbee4904","end_tree":"3f786850e387550fdab836ed7e6dc881de23001b","hash":"sha1","version":"2.47.0"}"#;

pub(super) fn cases() -> Vec<Case> {
    [sessions(), syncs(), anchors(), refusals(), open_ends(), loads()].concat()
}

/// A session with two anchors.
fn work(script: &mut Script) -> &mut Script {
    script
        .prompt("Parse durations — `1h30m`.")
        .append("x.acme.thing", "x.acme", r#"{"a":[1,{"b":null}],"c":true}"#)
        .anchor()
        .prompt("Now reject `1m1h`.")
        .append("test_run", "tool", r#"{"framework":"cargo","passed":4,"failed":0,"skipped":0}"#)
        .anchor()
        .append("assistant_message", "assistant", r#"{"text":"Done."}"#)
}

/// A vector of a sealed session in which everything holds.
fn sealed(script: &Script, about: &str) -> Case {
    script.case(about).intact(script.session().assured())
}

fn sessions() -> Vec<Case> {
    let mut ticketed = Script::started("session", Setup::ticketed());
    work(&mut ticketed).seal().finish();
    let mut offline = Script::started("offline", Setup::offline());
    offline.prompt("Hello").seal().finish();
    let mut drawn = Script::drawn("identity-drawn");
    drawn.prompt("Hello").seal().finish();
    let mut reopened = Script::started("reopened", Setup::ticketed());
    reopened.open().prompt("One").open().anchor().open().prompt("Two").open().seal().open();
    reopened.seal_again().finish();
    let mut bare = Script::started("seal-without-artefacts", Setup::ticketed());
    bare.prompt("One").anchor().seal_bare().finish();
    let mut mended = Script::started("seal-artefact-restored", Setup::ticketed());
    let changed = json!({ "path": "bundle/changes.diff", "bytes": { "parts": [{ "text": "x" }] } });
    mended.prompt("One").anchor().seal().by_others("write", changed).open();
    mended.by_others("remove", json!({ "path": "bundle/commits.json" })).seal_again().finish();
    let mut trees = Script::started("seal-with-trees", Setup::ticketed());
    trees.prompt("One").anchor().seal_of(TREES).finish();
    let mut behind = Script::started("open-sealed", Setup::ticketed());
    behind.prompt("One").anchor().seal().finish().open();
    let mut torn = Script::started("torn-tail", Setup::ticketed());
    let tail = "{\"prev\":\"00";
    torn.prompt("One").by_others(
        "extend",
        json!({ "path": "bundle/events.jsonl", "bytes": { "parts": [{ "text": tail }] } }),
    );
    torn.prompt_behind(tail.as_bytes(), "Two").seal().finish();
    vec![
        sealed(&ticketed, "A session with ticket, two anchors and final note."),
        sealed(&offline, "A session that nobody else knows of.")
            .also(&["no_ticket", "not_anchored"]),
        sealed(&drawn, "Session id, key and salts come from the source, in this order.")
            .also(&["no_ticket", "not_anchored"]),
        sealed(
            &reopened,
            "The journal is opened anew before each step, also between end and manifest.",
        ),
        sealed(&bare, "A session ends without diff and commits."),
        sealed(&trees, "A session ends with the trees of git that it lies between."),
        sealed(
            &mended,
            "Artefacts that were changed or lost between end and manifest are written again.",
        ),
        sealed(&behind, "A sealed session is opened, which changes nothing."),
        sealed(
            &torn,
            "Half a line stands behind the log: it is moved aside, and the log tells of it.",
        )
        .also(&["tail_recovered"]),
    ]
}

/// When lines reach the disk changes no byte.
fn syncs() -> Vec<Case> {
    let sync = |name: &str, sync: &str| {
        let mut script = Script::started(name, Setup::ticketed());
        script.behaviour["sync"] = sync.into();
        work(&mut script).seal().finish();
        sealed(&script, "When lines are made to reach the disk doesn't show in them.")
    };
    vec![sync("sync-every-event", "every_event"), sync("sync-never", "never")]
}

fn anchors() -> Vec<Case> {
    let begun = |name: &str| {
        let mut script = Script::started(name, Setup::ticketed());
        script.prompt("One");
        script
    };
    let end = |script: &mut Script| script.prompt("Two").seal().finish().clone();
    let mut unanswered = begun("anchor-unanswered");
    unanswered.anchor_only(None, None);
    unanswered.anchor();
    let mut nothing = begun("anchor-nothing-new");
    nothing.anchor().anchor_nothing();
    let mut old_size = begun("anchor-old-size");
    old_size.anchor_from(Some(2)).prompt("More").anchor_from(Some(1));
    let mut unknown = begun("anchor-stranger");
    let answer = unknown.cosignature(unknown.own_note().text(), &stranger());
    unknown.anchor_answered(&answer, None);
    let mut twice = begun("anchor-cosigned-twice");
    let answer = twice.cosignature(twice.own_note().text(), &witness());
    twice.anchor_answered(&answer.repeat(2), Some(&witness()));
    let mut one = begun("anchor-one-of-two");
    let second = second_witness().vkey(Algorithm::CosignatureV1);
    one.behaviour["witnesses"].as_array_mut().unwrap().push(second.into());
    let text = one.own_note().text().to_owned();
    let bad = one.cosignature(&one.writer.head(2).text(), &second_witness());
    let answer = format!("{bad}{}", one.cosignature(&text, &witness()));
    one.anchor_answered(&answer, Some(&witness()));
    vec![
        sealed(
            &end(&mut unanswered),
            "A witness doesn't answer; the next request is for the same head.",
        ),
        sealed(&end(&mut nothing), "There is nothing to anchor behind an anchor."),
        sealed(
            &end(&mut old_size),
            "The witness holds a head of another size than the newest anchor, from which the proof leads.",
        ),
        sealed(&end(&mut twice), "A cosignature that comes twice is recorded once."),
        sealed(
            &end(&mut one),
            "Of two witnesses' cosignatures one doesn't hold, and isn't recorded.",
        ),
        sealed(&end(&mut unknown), "A cosignature by a key that isn't known isn't recorded."),
    ]
}

/// What was refused leaves no trace.
fn refusals() -> Vec<Case> {
    let mut script = Script::started("goes-on", Setup::ticketed());
    script.start_refused().refused("exists").prompt("One");
    script.append_only("user_prompt", "candidate", "{}".into());
    script.refused("invalid_event");
    script.append_only("session_end", "recorder", "{}".into());
    script.refused("invalid_event").prompt("Two");
    script.anchor_only(Some("sorry\n"), None);
    script.refused("invalid_note");
    let other = script.cosignature(&script.writer.head(2).text(), &witness());
    script.anchor_only(Some(&other), None);
    script.refused("bad_signature");
    script.anchor_refused(None, Some(99));
    script.refused("out_of_range").anchor().prompt("Three").seal();
    script.append_only("user_prompt", "candidate", r#"{"text":"Four"}"#.into());
    script.refused("sealed");
    script.by_others("finish", json!({ "answer": other })).refused("bad_signature");
    script.seal_again().finish();
    script.seal_refused();
    script.refused("sealed");
    vec![sealed(&script, "What is refused leaves no trace, and hinders nothing that follows.")]
}

/// Sessions that aren't sealed.
fn open_ends() -> Vec<Case> {
    let incomplete = |script: &Script, code: &str, also: &[&str], about: &str| {
        let (session, lines) = (script.session(), script.writer.size());
        let at =
            if code == "no_session_end" { At::Line(lines - 1) } else { At::File("manifest.json") };
        script.case(about).incomplete(code, at, session.assured_to(lines)).also(also)
    };
    let mut running = Script::started("running", Setup::ticketed());
    work(&mut running);
    let mut ended = Script::started("ended", Setup::ticketed());
    work(&mut ended).seal().anchor_nothing();
    vec![
        incomplete(&running, "no_session_end", &["manifest_missing"], "A session goes on."),
        incomplete(
            &ended,
            "manifest_missing",
            &[],
            "A session has ended and waits for its last cosignature, while nobody else can anchor.",
        ),
    ]
}

/// Bundles that are loaded whole.
fn loads() -> Vec<Case> {
    let session = standard("load");
    let archive = tar(&of(&session));
    let case = |name: &str, about: &str, bytes: &[u8]| {
        Case::new("journal", &format!("load-{name}"), about).file("load", "bundle.tar", bytes)
    };
    let file = |bytes: &Option<Vec<u8>>| bytes.clone().unwrap_or_default();
    vec![
        case("archive", "An archive's files are loaded.", &archive)
            .output_file("commits", "commits.json", &file(&session.commits))
            .output_file("diff", "changes.diff", &file(&session.diff))
            .output_file("events", "events.jsonl", &session.events())
            .output_file("manifest", "manifest.json", &file(&session.manifest)),
        case("log", "A bare log is loaded.", &session.events()).output_file(
            "events",
            "events.jsonl",
            &session.events(),
        ),
        case("cut-archive", "An archive ends in the middle.", &archive[..700])
            .error("invalid_archive"),
    ]
}
