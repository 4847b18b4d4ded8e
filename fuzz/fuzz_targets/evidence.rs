//! The evidence: whatever a log, a diff and a list of commits say, every added line has one class,
//! spans ascend, and lists stay within their bounds. An input that begins with `r` is taken as it is,
//! lines of `kind origin data`, then diff and commits; any other drives a recorder that tells of a
//! few small files truly, late, twice or not at all, so that the replay is really reached.
#![no_main]

use interview_core::{
    change::observe,
    event::{Event, Timestamp},
    evidence::{Class, Collector, Evidence},
    limits,
    policy::EvidencePolicy,
};
use interview_fuzz::SEPARATOR;
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

const SALT: [u8; 32] = [7; 32];
const PATHS: [&str; 4] = ["a", "b", "a/b", "Cargo.lock"];

/// An event that is to be told: kind, origin, payload.
type Told = (String, String, String);

fuzz_target!(|bytes: &[u8]| match bytes {
    [b'r', raw @ ..] => {
        let mut parts = raw.splitn(2, |byte| *byte == 0xff);
        let events = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
        let rest = parts.next().unwrap_or_default();
        let rest = rest.strip_prefix(&SEPARATOR[1..]).unwrap_or(rest);
        let commits = rest.windows(4).position(|part| part == SEPARATOR);
        let (diff, commits) = rest.split_at(commits.unwrap_or(rest.len()));
        let told = events.lines().filter_map(|line| {
            let mut words = line.splitn(3, ' ');
            let mut word = || words.next().map(str::to_owned);
            Some((word()?, word()?, word()?))
        });
        check(&told.collect::<Vec<_>>(), diff, commits.get(4..).unwrap_or_default());
    }
    _ => {
        let (told, diff) = story(bytes);
        check(&told, &diff, b"[]");
    }
});

/// Attributes twice, and holds both against the bounds.
fn check(told: &[Told], diff: &[u8], commits: &[u8]) {
    let evidence = attribute(told, diff, commits);
    assert_eq!(attribute(told, diff, commits), evidence);
    let commits = &evidence.commits;
    let places = [&commits.missing, &commits.outside_session, &commits.untouched];
    assert!(places.iter().map(|places| places.len()).sum::<usize>() <= limits::COMMIT_PLACES);
    let mut added = 0;
    for file in &evidence.files {
        let mut line = 1;
        for span in &file.spans {
            assert!(span.lines > 0 && span.line >= line, "{file:?}");
            line = span.line + span.lines;
        }
        for class in Class::ALL {
            let spans = file.spans.iter().filter(|span| span.class == class);
            assert_eq!(spans.map(|span| span.lines).sum::<u64>(), file.classes.get(class));
        }
        assert_eq!(file.spans.iter().map(|span| span.lines).sum::<u64>(), file.added);
        added += file.added;
    }
    assert!(evidence.added.is_none_or(|all| all == added || evidence.files_omitted > 0));
    assert!(evidence.coverage.n <= evidence.coverage.of);
}

fn attribute(told: &[Told], diff: &[u8], commits: &[u8]) -> Evidence {
    let mut collector = Collector::new(&EvidencePolicy::default());
    collector.salted(SALT);
    for (seq, (kind, origin, data)) in (0..).zip(told) {
        let at = Timestamp::from_ms(1_790_000_000_000 + i64::from(seq) * 700).unwrap();
        collector.take(&Event { seq: u64::from(seq as u32), at, kind, origin, data });
    }
    let (evidence, session) = collector.finish(Some(diff), Some(commits));
    let _ = session.activity();
    evidence
}

/// A recorder's account of files that the bytes change, and the diff at the end.
fn story(bytes: &[u8]) -> (Vec<Told>, Vec<u8>) {
    let mut told = Vec::new();
    let mut late = Vec::new();
    let mut disk: [Option<Vec<u8>>; 4] = Default::default();
    for step in bytes.chunks(4) {
        let [what, which, from, lines] = [0, 1, 2, 3].map(|n| step.get(n).copied().unwrap_or(0));
        let path = usize::from(which % 4);
        let before = disk[path].clone();
        let mut event = |kind: &str, origin: &str, data: Value| {
            told.push((kind.to_owned(), origin.to_owned(), data.to_string()));
        };
        match what % 8 {
            0 => {
                event("tool_call", "assistant", json!({ "name": "Bash", "call": from.to_string() }))
            }
            1 => event("tool_result", "tool", json!({ "call": from.to_string(), "status": "ok" })),
            2 => event("user_prompt", "candidate", json!({ "text": "go on" })),
            3 => {
                disk.swap(path, usize::from(from % 4));
                let (path, from) = (PATHS[path], PATHS[usize::from(from % 4)]);
                event("file_rename", "recorder", json!({ "path": path, "from": from }));
            }
            4 => event("commit", "recorder", json!({ "files": [{ "path": PATHS[path] }] })),
            _ => {
                disk[path] = (lines < 250).then(|| edited(before.as_deref(), from, lines, what));
                let sides = [&before, &disk[path]].map(Option::as_deref);
                for observed in observe(&SALT, sides[0], sides[1]) {
                    let mut data = serde_json::to_value(&observed).unwrap();
                    data["path"] = PATHS[path].into();
                    data["cause"] =
                        ["tool", "shell", "seen", "typing"][usize::from(from % 4)].into();
                    let at = data.pointer_mut("/hunks/0/at").filter(|_| what & 0x40 != 0);
                    if let Some(at) = at {
                        // Not what was.
                        *at = u64::MAX.checked_shr(from.into()).into();
                    }
                    let origin =
                        ["assistant", "recorder", "editor", "tool"][usize::from(what >> 6)];
                    let one = ("file_edit".to_owned(), origin.to_owned(), data.to_string());
                    match which >> 5 {
                        0 => {}
                        1 => late.push(one),
                        2 => told.extend([one.clone(), one]),
                        _ => told.push(one),
                    }
                }
                if which & 0x10 != 0 {
                    told.extend(late.pop());
                }
            }
        }
    }
    told.append(&mut late);
    (told, diff(&disk))
}

/// The lines of a file with some replaced by others, of few sorts.
fn edited(before: Option<&[u8]>, from: u8, lines: u8, what: u8) -> Vec<u8> {
    let mut made: Vec<Vec<u8>> = before
        .unwrap_or_default()
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    let at = usize::from(from).min(made.len());
    let until = made.len().min(at + usize::from(lines % 5));
    let line =
        |n: u8| format!("{}line {}\n", " ".repeat((what & 8).into()), (what ^ n) % 9).into_bytes();
    made.splice(at..until, (0..lines % 7).map(line));
    made.concat()
}

fn diff(disk: &[Option<Vec<u8>>]) -> Vec<u8> {
    let mut diff = Vec::new();
    for (path, text) in PATHS.iter().zip(disk) {
        let Some(text) = text.as_deref().filter(|text| !text.is_empty()) else { continue };
        let lines: Vec<_> = text.split_inclusive(|byte| *byte == b'\n').collect();
        diff.extend_from_slice(
            format!(
                "diff --git a/{path} b/{path}\nnew file mode 100644\n--- /dev/null\n+++ b/{path}\n@@ -0,0 +1,{} @@\n",
                lines.len()
            )
            .as_bytes(),
        );
        lines.iter().for_each(|line| diff.extend([b"+", *line].concat()));
    }
    diff
}
