use std::{fs, io::Write as _, process::Stdio};

use interview_core::{
    api::{Bundle, Policy, VerifyOptions},
    policy::FormatPolicy,
};

use interview_journal::{Packing, pack_path};

use crate::fixture::{Run, Session, command, interview, legacy, run};

fn check(arguments: &[&str], code: i32, expected: &[&str]) -> Run {
    let run = interview(&[&["verify"], arguments].concat());
    assert_eq!(run.code, code, "{arguments:?}: {}{}", run.out, run.err);
    for text in expected {
        assert!(run.out.contains(text), "{arguments:?} lacks {text:?}:\n{}", run.out);
    }
    run
}

/// The options of the command where none are given.
fn auto() -> VerifyOptions {
    let mut options = VerifyOptions::default();
    let mut policy = Policy::default();
    policy.format = FormatPolicy::Auto;
    options.policy = policy;
    options
}

#[test]
fn an_intact_bundle_ends_with_0_and_tells_who_vouches() {
    let session = Session::sealed();
    let (bundle, witness) = (session.bundle(), session.witness.to_string());
    let relay = session.relay.to_string();
    let run = check(
        &["--trust", &witness, "--trust", &relay, bundle.to_str().unwrap()],
        0,
        &[
            "intact",
            "issued by a key that you trust",
            "by witness.example+",
            "to its end",
            "demo-1",
        ],
    );
    assert_eq!(run.err, "");
}

#[test]
fn without_trusted_keys_nobody_vouches() {
    let session = Session::sealed();
    check(
        &[session.bundle().to_str().unwrap()],
        0,
        &["by no key that you trust", "heads        not compared"],
    );
}

#[test]
fn a_changed_byte_ends_with_1_and_is_located() {
    let session = Session::sealed();
    session.tamper("\"done\"", "\"dome\"");
    check(
        &[session.bundle().to_str().unwrap()],
        1,
        &["altered", "events.jsonl line 4 byte", "[broken_link]"],
    );
}

#[test]
fn an_unsealed_log_is_incomplete_and_ends_with_1() {
    let session = Session::sealed();
    let log = fs::read_to_string(session.events()).unwrap();
    let open: String = log.lines().take(4).map(|line| format!("{line}\n")).collect();
    let bare = session.file("bare.jsonl", open);
    check(&[bare.to_str().unwrap()], 1, &["incomplete", "no_session_end"]);
}

#[test]
fn standard_input_is_a_bare_log() {
    let session = Session::sealed();
    let mut child = command(&["verify", "--json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let log = fs::read(session.events()).unwrap();
    child.stdin.take().unwrap().write_all(&log).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let bundle = Bundle { events: &log, ..Bundle::default() };
    let expected = interview_core::api::verify(&bundle, &auto()).unwrap().to_json();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("{expected}\n"));
}

#[test]
fn an_archive_says_the_same_as_its_folder() {
    let session = Session::sealed();
    let witness = session.witness.to_string();
    let verify = |path: &str| check(&["--json", "--trust", &witness, path], 0, &[]).out;
    let bundle = session.bundle();
    let expected = verify(bundle.to_str().unwrap());
    for (name, packing) in [("a.tar", Packing::Tar), ("a.tar.zst", Packing::TarZstd)] {
        let path = session.path(name);
        pack_path(&bundle, fs::File::create(&path).unwrap(), packing).unwrap();
        assert_eq!(verify(path.to_str().unwrap()), expected, "{name}");
        let mut piped = command(&["verify", "--json", "--trust", &witness, "-"]);
        assert_eq!(run(piped.stdin(fs::File::open(&path).unwrap())).out, expected, "{name}");
        let whole = fs::read(&path).unwrap();
        let cut = session.file("cut", &whole[..whole.len() / 2]);
        check(&[cut.to_str().unwrap()], 1, &["unreadable", "bad_archive"]);
    }
}

#[test]
fn a_session_folder_stands_for_its_bundle() {
    let session = Session::sealed();
    let run = check(&[session.dir.path().to_str().unwrap()], 0, &["intact"]);
    assert_eq!(run.err, "");
}

#[test]
fn json_is_the_report_of_the_library() {
    let session = Session::sealed();
    let read = |name: &str| fs::read(session.bundle().join(name)).unwrap();
    let (events, manifest, diff) =
        (read("events.jsonl"), read("manifest.json"), read("changes.diff"));
    let bundle =
        Bundle { events: &events, manifest: Some(&manifest), diff: Some(&diff), commits: None };
    let mut options = auto();
    options.trusted_keys = vec![session.witness.to_string()];
    let expected = interview_core::api::verify(&bundle, &options).unwrap().to_json();
    let path = session.bundle();
    let run =
        check(&["--json", "--trust", &options.trusted_keys[0], path.to_str().unwrap()], 0, &[]);
    assert_eq!(run.out, format!("{expected}\n"));
}

#[test]
fn several_paths_have_a_line_each_and_the_worst_status() {
    let session = Session::sealed();
    let (bundle, log) = (session.bundle(), session.events());
    let (bundle, log) = (bundle.to_str().unwrap(), log.to_str().unwrap());
    let run = check(&[bundle, log], 1, &["2 sessions: 1 intact, 1 incomplete"]);
    assert_eq!(run.out.lines().count(), 4, "{}", run.out);
    assert_eq!(run.err, "", "no bar where nobody watches");
    let run = check(&[bundle, "nowhere"], 2, &["1 intact, 1 without a report"]);
    assert!(run.err.contains("`nowhere`"), "{}", run.err);
    check(&["--verbose", bundle, log], 1, &["assurance", "manifest_missing"]);
    let run = check(&["--json", bundle, "nowhere", log], 2, &[]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!((lines.len(), lines[1]), (3, "null"));
    assert!(lines[2].starts_with(r#"{"report":"interview-report/1""#));
}

#[test]
fn an_unmet_demand_ends_with_1() {
    let session = Session::sealed();
    let bundle = session.bundle();
    let bundle = bundle.to_str().unwrap();
    let demands = format!(r#"{{"demands":{{"ticket":true,"cosigned":["{}"]}}}}"#, session.witness);
    let policy = session.file("policy.json", demands);
    let policy = policy.to_str().unwrap();
    check(&["--policy", policy, bundle], 1, &["intact", "NOT MET      ticket", "demand_unmet"]);
    let (witness, relay) = (session.witness.to_string(), session.relay.to_string());
    let trust = ["--trust", &witness, "--trust", &relay];
    let run = check(&[&["--policy", policy, bundle], &trust[..]].concat(), 0, &["met"]);
    assert!(!run.out.contains("NOT MET"), "{}", run.out);
}

#[test]
fn context_is_held_against_the_log() {
    let session = Session::sealed();
    let heads = format!(r#"{{"heads":[{{"size":3,"root":"{}"}}]}}"#, "ab".repeat(32));
    let context = session.file("context.json", heads);
    check(
        &["--context", context.to_str().unwrap(), session.bundle().to_str().unwrap()],
        1,
        &["altered", "contradict what witnesses keep", "head_conflict"],
    );
}

#[test]
fn a_legacy_session_shows_the_fields_of_the_original() {
    let path = legacy("07-tampered-payload");
    check(
        &[path.to_str().unwrap()],
        1,
        &[
            "altered",
            "unsigned, 64-bit hashes, 0 % anchored",
            "ok                   false",
            "event_count          52",
            "broken_at            10",
            "broken_event_type    tool_result",
            "session_start        1790000000.5525854",
            "final_hash           101d7d0df40901c3",
        ],
    );
    let run = check(&["--json", path.to_str().unwrap()], 1, &[]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let original = fs::read_to_string(path.join("verify.json")).unwrap();
    let original: serde_json::Value = serde_json::from_str(&original).unwrap();
    assert_eq!(report["legacy"], original);
    check(&[legacy("01-honest-iteration").to_str().unwrap()], 0, &["intact"]);
}

#[test]
fn a_policy_that_names_no_format_asks_for_format_1() {
    let session = Session::sealed();
    let policy = session.file("policy.json", "{}");
    let path = legacy("01-honest-iteration");
    check(
        &["--policy", policy.to_str().unwrap(), path.to_str().unwrap()],
        1,
        &["unreadable", "legacy_format"],
    );
}

#[test]
fn what_can_not_be_found_out_ends_with_2_and_a_hint() {
    let session = Session::sealed();
    let bundle = session.bundle();
    let bundle = bundle.to_str().unwrap();
    let broken = session.file("broken.json", r#"{"demand":{}}"#);
    let broken = broken.to_str().unwrap();
    for arguments in [
        &["nowhere"][..],
        &["-", bundle],
        &["--policy", "nowhere.json", bundle],
        &["--policy", broken, bundle],
        &["--context", broken, bundle],
        &["--trust", "witness.example+00000000+AAAA", bundle],
    ] {
        let run = check(arguments, 2, &[]);
        assert_eq!(run.out, "", "{arguments:?}");
        let lines: Vec<&str> = run.err.lines().collect();
        assert_eq!(lines.len(), 2, "{}", run.err);
        assert!(lines[0].starts_with("error: ") && !lines[0].ends_with('.'), "{}", lines[0]);
        assert!(lines[1].starts_with("hint: "), "{}", lines[1]);
    }
    assert_eq!(interview(&["verify"]).code, 2);
    assert_eq!(interview(&["unheard-of"]).code, 2);
}

#[test]
fn colours_are_for_terminals_and_for_who_asks() {
    let session = Session::sealed();
    let path = session.bundle();
    let path = path.to_str().unwrap();
    let coloured = |variables: &[(&str, &str)]| {
        let mut command = command(&["verify", path]);
        let run = run(command.envs(variables.iter().copied()).stdin(Stdio::null()));
        run.out.contains('\u{1b}')
    };
    assert!(!coloured(&[]));
    assert!(!coloured(&[("NO_COLOR", "1")]));
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn names_in_a_report_can_not_act_on_a_terminal() {
    let session = Session::sealed();
    let run = check(
        &[session.bundle().to_str().unwrap()],
        0,
        &["recorded by  recorder<U+001B>[8m<U+202E> 1.0"],
    );
    assert!(!run.out.contains(['\u{1b}', '\u{202e}']), "{:?}", run.out);
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let session = Session::sealed();
    let path = session.bundle();
    let paths: Vec<&str> = std::iter::repeat_n(path.to_str().unwrap(), 200).collect();
    let arguments = [&["verify", "--json"], &paths[..]].concat();
    let mut child =
        command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn help_has_examples_and_exit_statuses() {
    let run = check(&["--help"], 0, &["Examples:", "Exit status", "intact, and every demand"]);
    assert_eq!(run.err, "");
    let version = interview(&["--version"]);
    assert_eq!(version.out, format!("interview {}\n", interview_core::api::version()));
}
