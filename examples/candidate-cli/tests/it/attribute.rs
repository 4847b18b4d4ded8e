use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use interview_core::{
    api::{Draft, Program, Recorder, Salt, SigningKey, Stamp, Start, Timestamp, observe},
    checkpoint::KeyName,
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::fixture::{Run, Session, command, interview, legacy, run, vector};

const LINE_SALT: [u8; 32] = [7; 32];
const WRITTEN: &str = "fn limit() -> u32 {\n}\n";
/// With a line that a terminal would act on, were it printed as it is.
const EDITED: &str = "fn limit() -> u32 {\n    60 // \u{1b}[2J\u{202e}\u{7}\n}\n";
const DIFF: &str = "\
diff --git a/src/limit.rs b/src/limit.rs
new file mode 100644
index 0000000..3367afd
--- /dev/null
+++ b/src/limit.rs
@@ -0,0 +1,4 @@
+fn limit() -> u32 {
+    60 // \u{1b}[2J\u{202e}\u{7}
+}
+fn seen_nowhere() {}
";

/// A bundle in which an assistant wrote a file, the candidate put a line into it, and the diff has
/// one more that no event tells. It is unsealed.
fn bundle(diff: &str) -> TempDir {
    let mut n: u8 = 0;
    let mut stamp = || {
        n += 1;
        let at = Timestamp::from_ms(1_800_000_000_000 + i64::from(n)).unwrap();
        Stamp { at, salt: Salt([n; 16]) }
    };
    let origin = "offline.invalid/s/01K0000000000000000000000A";
    let start = Start {
        session: "01K0000000000000000000000A".into(),
        log_origin: KeyName::new(origin).unwrap().as_str().into(),
        recorder: Program::new("test".into(), "1".into()),
        host: None,
        capture: "full".into(),
        interview: None,
        ticket: None,
        continues: None,
        system: None,
    };
    let key = SigningKey::from_seed(&[1; 32]);
    let (mut recorder, mut log) =
        Recorder::start(start, key, LINE_SALT, [stamp(), stamp()]).unwrap();
    for (kind, origin, before, after) in [
        ("file_write", "tool", None, WRITTEN),
        ("file_edit", "editor", Some(WRITTEN.as_bytes()), EDITED),
    ] {
        for observed in observe(&LINE_SALT, before, Some(after.as_bytes())) {
            let mut data = json!({ "path": "src/limit.rs" });
            let members = serde_json::to_value(&observed).unwrap();
            data.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
            let draft = Draft::new(kind, origin, &data.to_string()).unwrap();
            log.extend(recorder.append(draft, stamp()).unwrap());
        }
    }
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("events.jsonl"), log).unwrap();
    fs::write(dir.path().join("changes.diff"), diff).unwrap();
    dir
}

fn attribute(arguments: &[&str]) -> Run {
    interview(&[&["attribute"], arguments].concat())
}

#[test]
fn each_line_is_told_with_class_event_and_text() {
    let whole = bundle(DIFF);
    let path = whole.path().to_str().unwrap();
    let run = attribute(&["--lines", path]);
    assert_eq!(run.code, 0, "{}", run.err);
    let expected = [
        "4 added lines: assistant_edit 1, candidate_editor 1, trivial 1, unexplained 1",
        "2 of 3 explained that aren't trivial or generated",
        "src/limit.rs  +4 -0  assistant_edit 1, candidate_editor 1, trivial 1, unexplained 1",
        "      1  assistant_edit        2  fn limit() -> u32 {",
        "      2  candidate_editor      3      60 // <U+001B>[2J<U+202E><U+0007>",
        "      3  trivial               2  }",
        "      4  unexplained           -  fn seen_nowhere() {}",
    ];
    assert_eq!(run.out.lines().collect::<Vec<_>>(), expected);
    assert_eq!(run.err, "warning: the session is incomplete: `interview verify` tells why\n");
    let empty = attribute(&[bundle("").path().to_str().unwrap()]);
    assert_eq!((empty.code, empty.out.as_str()), (0, "0 added lines\n"));
    let short = attribute(&[path]).out;
    assert_eq!(short.lines().collect::<Vec<_>>(), expected[..3]);
}

#[test]
fn classes_have_colours_at_a_terminal() {
    let bundle = bundle(DIFF);
    let mut command = command(&["attribute", "--lines", bundle.path().to_str().unwrap()]);
    let shown = run(command.env("CLICOLOR_FORCE", "1")).out;
    for expected in
        ["\u{1b}[34massistant_edit", "\u{1b}[32mcandidate_editor", "\u{1b}[32m    60 // <U+001B>"]
    {
        assert!(shown.contains(expected), "{expected:?} in {shown:?}");
    }
}

#[test]
fn json_holds_what_the_report_holds() {
    let check = |path: &Path| {
        let path = path.to_str().unwrap();
        let answer: Value = serde_json::from_str(&attribute(&["--json", path]).out).unwrap();
        let report: Value =
            serde_json::from_str(&interview(&["verify", "--json", path]).out).unwrap();
        let evidence = &report["evidence"];
        assert!(answer["added"].as_u64().unwrap() > 0);
        for member in ["added", "classes", "files", "files_omitted"] {
            assert_eq!(answer[member], evidence[member], "{member} of {path}");
        }
    };
    check(bundle(DIFF).path());
    for name in ["honest", "honest-every-kind", "honest-offline"] {
        check(&vector(name));
    }
}

#[test]
fn an_archive_is_attributed_as_its_folder() {
    let bundle = vector("honest");
    let scratch = tempfile::tempdir().unwrap();
    let archive = scratch.path().join("bundle.tar.zst");
    let file = fs::File::create(&archive).unwrap();
    interview_journal::pack_path(&bundle, file, interview_journal::Packing::TarZstd).unwrap();
    let shown = attribute(&["--lines", archive.to_str().unwrap()]);
    assert_eq!((shown.code, shown.err.as_str()), (0, ""));
    assert_eq!(shown.out, attribute(&["--lines", bundle.to_str().unwrap()]).out);
}

#[test]
fn what_can_not_be_attributed_is_named_with_line_and_reason() {
    let check = |path: &Path, error: &str| {
        let run = attribute(&[path.to_str().unwrap()]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", path.display());
        assert!(run.err.contains(error) && run.err.contains("\nhint: "), "{}", run.err);
    };
    check(bundle("no diff\n").path(), "changes.diff line 1: not_a_diff (the bytes hold no diff");
    let cut: String = DIFF.lines().take(8).map(|line| format!("{line}\n")).collect();
    check(bundle(&cut).path(), "changes.diff line 9: hunk_cut (a hunk has fewer lines than");
    check(&vector("honest-unsealed"), ": there is no diff");
    check(&legacy("01-honest-iteration"), "no session whose lines can be attributed");
    check(&vector("honest-log-start"), "no session whose lines can be attributed");
    check(Path::new("nowhere"), "`nowhere`");
    let session = Session::sealed();
    let policy = session.file("policy.json", r#"{"evidence":{"nonsense":1}}"#);
    let bundle = vector("honest");
    let run = attribute(&["--policy", policy.to_str().unwrap(), bundle.to_str().unwrap()]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("policy.json`: the policy can't be read"), "{}", run.err);
}

#[test]
fn either_a_bundle_or_transcripts_with_their_diff() {
    let bundle = vector("honest");
    let bundle = bundle.to_str().unwrap();
    for arguments in [
        &[][..],
        &["--transcript", "a.jsonl"],
        &["--diff", "a.diff"],
        &[bundle, "--diff", "a.diff"],
        &[bundle, "--transcript", "a.jsonl", "--diff", "a.diff"],
        &[bundle, "--root", "/"],
        &[bundle, "--json", "--lines"],
    ] {
        let run = attribute(arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.starts_with("error: "), "{}", run.err);
    }
}

#[test]
fn a_policy_says_what_is_generated() {
    let bundle = bundle(DIFF);
    let policy = bundle.path().join("policy.json");
    fs::write(&policy, r#"{"evidence":{"generated":["src/**"]}}"#).unwrap();
    let path = bundle.path().to_str().unwrap();
    let run = attribute(&["--policy", policy.to_str().unwrap(), path]);
    assert!(run.out.starts_with("4 added lines: generated 4\n"), "{}{}", run.out, run.err);
}

/// The folder of a real session and the commit that it made; `None`, told loudly, without it.
fn checkpoint(test: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("INTERVIEW_SHARED").unwrap_or_else(|| "../shared".into());
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = workspace.join(shared).join("transcripts/entire-checkpoint");
    if folder.exists() {
        return Some(folder);
    }
    // Straight to the stream: the test harness shows captured output of failed tests only.
    let line = format!("NOT RUN: {test}: no third-party data at {}\n", folder.display());
    std::io::stderr().write_all(line.as_bytes()).unwrap();
    None
}

#[test]
fn transcripts_attribute_the_commit_of_a_real_session() {
    let test = "transcripts_attribute_the_commit_of_a_real_session";
    let Some(folder) = checkpoint(test) else { return };
    let transcript = folder.join("60-61721bc409-0.full.jsonl");
    let diff = folder.join("11e74530f1830e51d0a0be3c9adba6c7583f4ccc.diff");
    let (transcript, diff) = (transcript.to_str().unwrap(), diff.to_str().unwrap());
    let run = attribute(&["--transcript", transcript, "--diff", diff, "--json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let answer: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(answer["classes"]["assistant_edit"], 22);
    assert_eq!(
        answer["classes"]["trivial"].as_u64().unwrap() + 22,
        answer["added"].as_u64().unwrap()
    );
    let run = attribute(&["--transcript", transcript, "--diff", diff, "--lines"]);
    let lines = run.out.lines().filter(|line| line.contains("  assistant_edit  "));
    assert_eq!(lines.count(), 22, "{}", run.out);

    let elsewhere = ["--root", "/nowhere", "--json"];
    let run = attribute(&[&["--transcript", transcript, "--diff", diff], &elsewhere[..]].concat());
    let answer: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(answer["classes"]["assistant_edit"], 0, "{}", run.err);

    let run = attribute(&["--transcript", diff, "--diff", diff]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("line 1: not_json") && run.err.contains("tell no event"));
    let run = attribute(&["--transcript", transcript, "--diff", transcript]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains(".full.jsonl` line 1: not_a_diff"), "{}", run.err);
}
