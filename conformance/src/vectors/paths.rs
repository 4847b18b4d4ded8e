//! What a path may name beside an archive: folders, nothing, and many at once.

use serde_json::{Map, Value, json};

use super::{
    archive::{of, tar, window, zstd},
    case::{At, Case},
    session::standard,
};

pub(super) fn cases() -> Vec<Case> {
    [folders(), many()].concat()
}

fn folders() -> Vec<Case> {
    let session = standard("folder");
    let folder = |name: &str, about: &str, files: &[(&str, Vec<u8>)]| {
        let mut case =
            Case::new("journal", &format!("folder-{name}"), about).options(session.options.clone());
        let mut given = Map::new();
        for (path, bytes) in files {
            let file = path.replace('/', "-");
            case = case.file("folder", &file, bytes);
            given.insert((*path).to_owned(), case.vector.input["folder"].clone());
        }
        case.vector.input.insert("folder".into(), Value::Object(given));
        case
    };
    let below = |names: [&'static str; 4]| -> Vec<(&'static str, Vec<u8>)> {
        names.into_iter().zip(of(&session)).map(|(name, entry)| (name, entry.data)).collect()
    };
    let plain = below(["events.jsonl", "changes.diff", "commits.json", "manifest.json"]);
    let inner = below([
        "bundle/events.jsonl",
        "bundle/changes.diff",
        "bundle/commits.json",
        "bundle/manifest.json",
    ]);
    let more =
        [plain.clone(), vec![("notes.txt", b"x".to_vec()), ("events.torn.1", b"x".to_vec())]]
            .concat();
    let private = [inner.clone(), vec![("private/lock", Vec::new())]].concat();
    vec![
        folder("bundle", "A bundle's folder.", &plain).intact(session.assured()),
        folder("session", "A session's folder, with the bundle in it.", &private)
            .intact(session.assured()),
        folder("more-files", "Files of other names are ignored.", &more).intact(session.assured()),
        folder("without-manifest", "The folder has no manifest.", &plain[..3]).incomplete(
            "manifest_missing",
            At::File("manifest.json"),
            session.assured_to(15),
        ),
        folder("without-log", "The folder has no log.", &plain[1..]).error("not_found"),
        folder("bare-log", "A log without the other files.", &plain[..1]).incomplete(
            "manifest_missing",
            At::File("manifest.json"),
            session.assured_to(15),
        ),
        Case::new("journal", "path-missing", "Nothing is there.")
            .given("missing", true)
            .options(session.options.clone())
            .error("not_found"),
        {
            let mut case = folder("bad-options", "The options can't be used.", &plain[..1]);
            case.vector.options = json!({ "trusted_keys": ["x"] });
            case.error("invalid_options")
        },
    ]
}

/// Several bundles at once; each entry says what must come of it.
fn many() -> Vec<Case> {
    let session = standard("many");
    let mut changed = standard("many-changed");
    changed.change(6, "git status", "git statuz");
    let case = |name: &str, about: &str, bundles: &[(&str, Option<Vec<u8>>, Value)]| {
        let mut case = Case::new("verify_many", name, about).options(session.options.clone());
        let mut given = Vec::new();
        let mut output = Vec::new();
        for (file, archive, expected) in bundles {
            given.push(match archive {
                Some(bytes) => {
                    case = case.file("bundles", file, bytes);
                    json!({ "archive": case.vector.input["bundles"] })
                }
                None => json!({ "missing": true }),
            });
            output.push(expected.clone());
        }
        case.vector.input.insert("bundles".into(), given.into());
        case.output(output)
    };
    let (good, bad) = (tar(&of(&session)), tar(&of(&changed)));
    let verdict = |verdict: &str| json!({ "verdict": verdict });
    vec![
        case(
            "many-all-good",
            "Three bundles, all intact.",
            &[
                ("a.tar", Some(good.clone()), verdict("intact")),
                ("b.tar.zst", Some(zstd(&good, window(11))), verdict("intact")),
                ("a.tar", Some(good.clone()), verdict("intact")),
            ],
        ),
        case(
            "many-of-all-sorts",
            "Reports come in the order of the paths; what is wrong with one stops no other.",
            &[
                ("a.tar", Some(good.clone()), verdict("intact")),
                ("b.tar", Some(bad), verdict("altered")),
                ("missing", None, json!({ "error": "not_found" })),
                ("c.tar", Some(good[..700].to_vec()), verdict("unreadable")),
                ("d.jsonl", Some(session.events()), verdict("incomplete")),
            ],
        )
        .negative(),
        case("many-none", "No path at all.", &[]),
        {
            let mut case = case(
                "many-bad-options",
                "The options can't be used.",
                &[("a.tar", Some(good), verdict("intact"))],
            );
            case.vector.options = json!({ "trusted_keys": ["x"] });
            case.vector.expected.output = None;
            case.error("invalid_options")
        },
    ]
}
