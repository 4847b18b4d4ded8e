//! Line attribution on small stories: each step says who really changed a file, the recorder's event
//! is made from the bytes before and after, and the classes must say the same.

use std::collections::BTreeMap;

use interview_core::{
    change::{Observed, observe, observe_full},
    digest::{LineDigest, encode, lines},
    event::{Event, Timestamp},
    evidence::{Collector, Evidence},
    policy::EvidencePolicy,
};
use serde_json::{Value, json};

const SALT: [u8; 32] = [9; 32];

/// A session in the making, and the files as they are on disk.
#[derive(Default)]
struct Story {
    told: Vec<(&'static str, &'static str, Value)>,
    disk: BTreeMap<&'static str, String>,
}

impl Story {
    fn say(&mut self, kind: &'static str, origin: &'static str, data: Value) -> &mut Self {
        self.told.push((kind, origin, data));
        self
    }

    /// A file gets other contents, and an event tells it.
    fn change(
        &mut self,
        kind: &'static str,
        origin: &'static str,
        path: &'static str,
        text: &str,
        more: Value,
    ) -> &mut Self {
        let before = self.disk.insert(path, text.to_owned());
        for observed in observe(&SALT, before.as_deref().map(str::as_bytes), Some(text.as_bytes()))
        {
            self.told.push((kind, origin, payload(path, &observed, &more)));
        }
        self
    }

    fn assistant(&mut self, path: &'static str, text: &str) -> &mut Self {
        self.change("file_edit", "assistant", path, text, json!({ "cause": "tool" }))
    }

    fn editor(&mut self, path: &'static str, text: &str) -> &mut Self {
        self.change("file_change", "editor", path, text, json!({ "cause": "typing" }))
    }

    fn seen(&mut self, path: &'static str, text: &str) -> &mut Self {
        self.change("file_change", "recorder", path, text, json!({ "cause": "seen" }))
    }

    /// A shell call that changes a file.
    fn shell(&mut self, call: &str, path: &'static str, text: &str, more: Value) -> &mut Self {
        let mut start = json!({ "name": "Bash", "class": "execute", "call": call });
        merge(&mut start, &more);
        self.say("tool_call", "assistant", start);
        self.change(
            "file_change",
            "recorder",
            path,
            text,
            json!({ "cause": "shell", "call": call }),
        );
        let mut end = json!({ "name": "Bash", "status": "ok", "class": "execute", "call": call });
        merge(&mut end, &json!({ "duration_ms": more["duration_ms"] }));
        self.say("tool_result", "tool", end)
    }

    /// The classes of the lines of a file that is new in the diff, shortest names.
    fn classes(&self, path: &str) -> String {
        let evidence = self.evidence(path);
        let file = &evidence.files[0];
        let mut classes = String::new();
        for span in &file.spans {
            let letter = match span.class.as_str() {
                "assistant_edit" => 'A',
                "assistant_shell" => 'S',
                "formatter" => 'F',
                "candidate_editor" => 'C',
                "generated" => 'G',
                "trivial" => '.',
                "recorder_gap" => 'R',
                "out_of_step" => 'O',
                "unexplained" => '?',
                _ => panic!("{span:?}"),
            };
            assert_eq!(span.line, classes.len() as u64 + 1);
            classes.extend(std::iter::repeat_n(letter, span.lines as usize));
        }
        classes
    }

    fn evidence(&self, path: &str) -> Evidence {
        let text = &self.disk[path];
        let lines: Vec<_> = text.lines().map(|line| format!("+{line}\n")).collect();
        let diff = format!(
            "diff --git a/{path} b/{path}\nnew file mode 100644\nindex 0000000..1111111\n--- /dev/null\n+++ b/{path}\n@@ -0,0 +1,{} @@\n{}",
            lines.len(),
            lines.concat()
        );
        self.evidence_of(&diff)
    }

    fn evidence_of(&self, diff: &str) -> Evidence {
        let mut collector = Collector::new(&EvidencePolicy::default());
        collector.salted(SALT);
        for (seq, (kind, origin, data)) in (0_i64..).zip(&self.told) {
            let data = data.to_string();
            let at = Timestamp::from_ms(1_790_000_000_000 + seq * 1_000).unwrap();
            collector.take(&Event { seq: seq as u64, at, kind, origin, data: &data });
        }
        let (evidence, _) = collector.finish(Some(diff.as_bytes()), None);
        assert_eq!(evidence.flaws, []);
        evidence
    }
}

fn digests(text: &str) -> String {
    let lines: Vec<_> = lines(text.as_bytes()).map(|line| LineDigest::of(&SALT, line)).collect();
    encode(&lines)
}

fn payload(path: &str, observed: &Observed, more: &Value) -> Value {
    let mut data = serde_json::to_value(observed).unwrap();
    merge(&mut data, &json!({ "path": path }));
    merge(&mut data, more);
    data
}

fn merge(into: &mut Value, from: &Value) {
    let from = from.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
    into.as_object_mut().unwrap().extend(from.map(|(key, value)| (key.clone(), value.clone())));
}

#[test]
fn lines_are_told_apart_by_place_and_not_by_what_they_say() {
    let mut story = Story::default();
    story.assistant("a.rs", "fn a() {\n    one();\n}\n");
    story.editor("a.rs", "fn a() {\n    one();\n    one();\n}\n\nfn b() {\n    two();\n}\n");
    assert_eq!(story.classes("a.rs"), "AAC..CC.");
}

#[test]
fn re_indented_lines_stay_with_who_wrote_them() {
    let mut story = Story::default();
    story.editor("a.py", "one = 1\ntwo = 2\n");
    story.assistant("a.py", "if x:\n    one = 1\n    two = 2\n");
    assert_eq!(story.classes("a.py"), "ACC");
}

#[test]
fn a_whole_rewrite_takes_only_what_it_changes() {
    let mut story = Story::default();
    story.editor("a.py", "one = 1\ntwo = 2\nthree = 3\n");
    let text = "one = 1\n2 = two\nthree = 3\nfour = 4\n";
    let before = story.disk.insert("a.py", text.into()).unwrap();
    for observed in observe_full(&SALT, Some(before.as_bytes()), Some(text.as_bytes())) {
        story.say("file_write", "assistant", payload("a.py", &observed, &json!({})));
    }
    assert_eq!(story.classes("a.py"), "CACA");
}

#[test]
fn a_shell_call_explains_only_what_it_alone_can_have_done() {
    let check = |more: Value, expected: &str| {
        let mut story = Story::default();
        story.editor("a.py", "one = 1\n");
        story.shell("c1", "a.py", "one = 1\ntwo = 2\n", more);
        assert_eq!(story.classes("a.py"), expected);
    };
    check(json!({}), "CS");
    check(json!({ "background": true }), "C?");
    check(json!({ "duration_ms": 120_001 }), "C?");
    check(json!({ "duration_ms": 120_000 }), "CS");
    check(json!({ "input": "{\"command\":\"black a.py\"}" }), "CF");
    check(json!({ "input": "{\"command\":\"black a.py && ./gen\"}" }), "CS");
}

#[test]
fn an_editor_at_work_during_a_shell_call_leaves_it_unexplained() {
    let mut story = Story::default();
    story.editor("a.py", "one = 1\n");
    story.say("tool_call", "assistant", json!({ "name": "Bash", "class": "execute", "call": "c" }));
    story.editor("a.py", "one = 1\nmine = 2\n");
    let more = json!({ "cause": "shell", "call": "c" });
    story.change("file_change", "recorder", "a.py", "one = 1\nmine = 2\nwhose = 3\n", more);
    story.say(
        "tool_result",
        "tool",
        json!({ "name": "Bash", "status": "ok", "class": "execute", "call": "c" }),
    );
    assert_eq!(story.classes("a.py"), "CC?");
    let evidence = story.evidence("a.py");
    let last = evidence.files[0].spans.last().unwrap();
    assert_eq!(last.note.as_deref(), Some("during shell call 1"));
}

#[test]
fn what_nobody_saw_being_made_is_unexplained_and_its_event_is_named() {
    let mut story = Story::default();
    story.assistant("a.py", "one = 1\n");
    story.seen("a.py", "one = 1\ntwo = 2\n");
    assert_eq!(story.classes("a.py"), "A?");
    assert_eq!(story.evidence("a.py").files[0].spans[1].seq, Some(1));
    // What came after the last look has no event.
    story.disk.insert("a.py", "one = 1\ntwo = 2\nthree = 3\n".into());
    assert_eq!(story.classes("a.py"), "A??");
    assert_eq!(story.evidence("a.py").files[0].spans[2].seq, None);
}

#[test]
fn lines_of_a_time_without_a_recorder_say_so() {
    let mut story = Story::default();
    story.assistant("a.py", "one = 1\n");
    story.say("recorder_gap", "recorder", json!({ "reason": "off" }));
    story.seen("a.py", "one = 1\ntwo = 2\n");
    story.seen("a.py", "one = 1\ntwo = 2\nthree = 3\n");
    assert_eq!(story.classes("a.py"), "AR?");
}

#[test]
fn events_in_another_order_are_put_in_order() {
    let mut story = Story::default();
    story.assistant("a.py", "one = 1\n").assistant("a.py", "one = 1\ntwo = 2\n");
    story.editor("a.py", "one = 1\ntwo = 2\nthree = 3\n");
    story.told.swap(1, 2);
    assert_eq!(story.classes("a.py"), "AAC");
    assert_eq!(story.evidence("a.py").files[0].out_of_step_since, None);
}

#[test]
fn a_missing_event_leaves_a_file_out_of_step_until_all_is_told_again() {
    let mut story = Story::default();
    story.assistant("a.py", "one = 1\n").seen("a.py", "one = 1\nlost = 2\n");
    story.assistant("a.py", "one = 1\nlost = 2\nthree = 3\n");
    story.told.remove(1);
    assert_eq!(story.classes("a.py"), "AOO");
    assert_eq!(story.evidence("a.py").files[0].out_of_step_since, Some(1));
    let text = story.disk["a.py"].clone();
    for observed in observe_full(&SALT, Some(text.as_bytes()), Some(text.as_bytes())) {
        let data = payload("a.py", &observed, &json!({ "cause": "seen" }));
        story.say("file_change", "recorder", data);
    }
    assert_eq!(story.classes("a.py"), "A??");
}

#[test]
fn a_state_that_comes_back_brings_its_authors_back() {
    let mut story = Story::default();
    story.editor("a.py", "mine = 1\n").assistant("a.py", "mine = 1\ntheirs = 2\n");
    story.seen("a.py", "").seen("a.py", "mine = 1\ntheirs = 2\n");
    assert_eq!(story.classes("a.py"), "CA");
}

#[test]
fn lines_that_are_stashed_and_come_back_beside_others_bring_their_authors_back() {
    let mut story = Story::default();
    story.editor("a.py", "mine = 1\n");
    story.assistant("a.py", "mine = 1\na = 2\nb = 3\nc = 4\nd = 5\n");
    story.seen("a.py", "mine = 1\n").seen("a.py", "mine = 1\na = 2\nb = 3\nc = 4\nd = 5\ne = 6\n");
    assert_eq!(story.classes("a.py"), "CAAAA?");
}

#[test]
fn a_few_lines_that_come_back_may_have_been_written_again() {
    let mut story = Story::default();
    story.editor("a.py", "mine = 1\n").assistant("a.py", "mine = 1\na = 2\n");
    story.seen("a.py", "mine = 1\n").seen("a.py", "mine = 1\na = 2\ne = 6\n");
    assert_eq!(story.classes("a.py"), "C??");
}

#[test]
fn undo_brings_back_whose_lines_they_were() {
    let mut story = Story::default();
    story.editor("a.py", "mine = 1\n").assistant("a.py", "mine = 1\na = 2\n");
    story.editor("a.py", "mine = 1\n").editor("a.py", "mine = 1\nmore = 3\n");
    let undo = json!({ "cause": "undo" });
    story.change("file_change", "editor", "a.py", "mine = 1\na = 2\nmore = 3\n", undo);
    assert_eq!(story.classes("a.py"), "CAC");
}

#[test]
fn a_block_that_changed_places_belongs_to_who_moved_it() {
    let mut story = Story::default();
    story.disk.insert("a.py", "one = 1\n\ntwo = 2\n".into());
    // The recorder takes the first line for kept, git the blank one.
    story.say(
        "file_change",
        "editor",
        json!({
            "path": "a.py", "cause": "typing",
            "before": { "sha256": "0".repeat(64), "lines": 3 },
            "after": { "sha256": "1".repeat(64), "lines": 5 },
            "hunks": [
                { "at": 0, "removed": 0, "added": digests("zero = 0\n\n") },
                { "at": 1, "removed": 1, "added": digests("x = 1\n") },
            ],
        }),
    );
    let diff = "diff --git a/a.py b/a.py\nindex 0000000..1111111 100644\n--- a/a.py\n+++ b/a.py\n@@ -1,3 +1,5 @@\n-one = 1\n+zero = 0\n \n+one = 1\n+x = 1\n two = 2\n";
    let evidence = story.evidence_of(diff);
    let spans = evidence.files[0].spans.iter();
    let spans: Vec<_> = spans.map(|span| (span.line, span.lines, span.class.as_str())).collect();
    assert_eq!(spans, [(1, 1, "candidate_editor"), (3, 2, "candidate_editor")]);
}

#[test]
fn a_snapshot_after_a_gap_vouches_for_what_was_committed_before() {
    let check = |head: &str, expected: &str| {
        let mut story = Story::default();
        story.say("session_start", "recorder", json!({})).assistant("a.py", "one = 1\n");
        story.say("commit", "recorder", json!({ "id": "a".repeat(40) }));
        story.say("recorder_gap", "recorder", json!({ "reason": "off" }));
        story.say(
            "git_snapshot",
            "recorder",
            json!({ "cause": "resume", "files": [], "head": head }),
        );
        story.seen("a.py", "one = 1\ntwo = 2\n");
        assert_eq!(story.classes("a.py"), expected);
    };
    check(&"a".repeat(40), "A?");
    check(&"b".repeat(40), "AR");
}

#[test]
fn a_renamed_file_keeps_its_authors() {
    let mut story = Story::default();
    story.editor("a.py", "mine = 1\n").assistant("a.py", "mine = 1\ntheirs = 2\n");
    let text = story.disk.remove("a.py").unwrap();
    story.disk.insert("b.py", text);
    story.say("file_rename", "recorder", json!({ "path": "b.py", "from": "a.py" }));
    story.editor("b.py", "mine = 1\ntheirs = 2\nnew = 3\n");
    assert_eq!(story.classes("b.py"), "CAC");
}

#[test]
fn generated_files_and_lines_without_a_letter_are_no_evidence() {
    let mut story = Story::default();
    story.seen("Cargo.lock", "[[package]]\nname = \"a\"\n").seen("a.rs", "{\n}\n\nx();\n");
    assert_eq!(story.classes("Cargo.lock"), "GG");
    assert_eq!(story.classes("a.rs"), "...?");
    assert_eq!(story.evidence("Cargo.lock").coverage.of, 0);
}

#[test]
fn hunks_that_do_not_fit_lose_nothing_but_step() {
    let mut story = Story::default();
    story.assistant("a.py", "one = 1\n");
    let mut bad = story.told[0].2.clone();
    bad["before"] = bad["after"].clone();
    bad["hunks"][0]["at"] = json!(7);
    story.say("file_edit", "assistant", bad);
    assert_eq!(story.classes("a.py"), "A");
    assert_eq!(story.evidence("a.py").files[0].out_of_step_since, Some(1));
}
