//! Sealed sessions: a log with the files beside it, and the operations that damage them.

use interview_core::{
    checkpoint::{Algorithm, Checkpoint, SignedNote},
    hash::{Hash, leaf_hash, sha256},
};
use serde_json::{Map, Value, json};

use super::writer::{Setup, Writer, object, text, witness};

/// The diff of every session.
pub(super) const DIFF: &str = "diff --git a/src/duration.rs b/src/duration.rs\n\
    index 1f7a7a472abf3dd9643fd615f6da379c4acb3e3a..3367afdbbf91e638efe983616377c60477cc6612 100644\n\
    --- a/src/duration.rs\n+++ b/src/duration.rs\n@@ -1 +1,2 @@\n-fn parse() {}\n\
    +/// Parses a duration.\n+fn parse(text: &str) -> Option<u64> { text.parse().ok() }\n";
/// The commits of every session.
pub(super) const COMMITS: &str = "[{\"id\":\"3f786850e387550fdab836ed7e6dc881de23001b\",\
    \"parents\":[\"89e6c98d92887913cadf06b2adb97f26cde4849b\"],\"subject\":\"Parse durations\"}]\n";

/// What a submission holds, and how it came about.
#[derive(Clone)]
pub(super) struct Session {
    pub(super) writer: Writer,
    /// Bytes behind the last LF, or instead of it.
    pub(super) tail: Vec<u8>,
    pub(super) manifest: Option<Vec<u8>>,
    pub(super) diff: Option<Vec<u8>>,
    pub(super) commits: Option<Vec<u8>>,
    pub(super) options: Value,
}

/// The end that a session tells, each part of which can lie.
pub(super) struct Ending {
    pub(super) lines: Option<u64>,
    pub(super) kinds: Option<Value>,
    pub(super) artefacts: Option<String>,
    pub(super) reason: &'static str,
}

impl Default for Ending {
    fn default() -> Self {
        Self { lines: None, kinds: None, artefacts: None, reason: "submitted" }
    }
}

/// JSON of session_end's entry for a file.
pub(super) fn artefact(name: &str, bytes: &[u8]) -> String {
    let hash = sha256(bytes);
    format!("{{\"name\":\"{name}\",\"bytes\":{},\"sha256\":\"{hash}\"}}", bytes.len())
}

/// JSON of the entries for both files.
pub(super) fn artefacts() -> String {
    let both =
        [artefact("changes.diff", DIFF.as_bytes()), artefact("commits.json", COMMITS.as_bytes())];
    format!("[{}]", both.join(","))
}

impl Writer {
    /// Lines 2 to 13 of the standard session, with anchors at 7 and 12.
    pub(super) fn work(&mut self) -> &mut Self {
        self.prompt("Parse durations like `1h30m` — für alle Einheiten, bitte.");
        self.event("tool_call", "assistant", r#"{"name":"Bash","class":"execute","call":"c1","input":"{\"command\":\"cargo test\"}"}"#);
        self.event(
            "tool_result",
            "tool",
            r#"{"name":"Bash","call":"c1","status":"ok","exit_code":0,"output":"test result: ok"}"#,
        );
        self.event("file_edit", "tool", &file_edit());
        self.event(
            "command",
            "candidate",
            r#"{"command":"git status","phase":"whole","exit_code":0,"duration_ms":12}"#,
        );
        self.anchor();
        self.event("assistant_message", "assistant", r#"{"text":"Done: \"1h30m\" parses.\n"}"#);
        self.prompt("Now reject `1m1h`.");
        self.event("file_change", "editor", r#"{"path":"src/duration.rs","cause":"typing"}"#);
        self.event(
            "test_run",
            "tool",
            r#"{"framework":"cargo","passed":4,"failed":0,"skipped":0}"#,
        );
        self.anchor();
        self.event("thinking", "assistant", r#"{"text":"The order of units matters."}"#)
    }

    /// session_end as it must be.
    pub(super) fn end(&mut self) -> &mut Self {
        self.end_as(&Ending::default())
    }

    pub(super) fn end_as(&mut self, ending: &Ending) -> &mut Self {
        let data = self.ending(ending);
        self.event("session_end", "recorder", &data)
    }

    /// `data` of session_end.
    pub(super) fn ending(&self, ending: &Ending) -> String {
        let mut kinds = self.kinds.clone();
        *kinds.entry("session_end".into()).or_default() += 1;
        let kinds = ending.kinds.clone().unwrap_or_else(|| json!(kinds));
        let lines = ending.lines.unwrap_or(self.size() + 1);
        object(&[
            ("reason", text(ending.reason)),
            ("counts", format!("{{\"lines\":{lines},\"kinds\":{kinds}}}")),
            ("artefacts", ending.artefacts.clone().unwrap_or_else(artefacts)),
        ])
    }

    /// The submission of a log that has ended.
    pub(super) fn seal(&self) -> Session {
        let note = self.note(&self.head(self.size()));
        self.seal_with(&note.to_string())
    }

    pub(super) fn seal_with(&self, note: &str) -> Session {
        let mut session = self.unsealed();
        session.manifest = Some(self.manifest(note, &artefacts()).into_bytes());
        session.diff = Some(DIFF.into());
        session.commits = Some(COMMITS.into());
        session
    }

    /// The log alone.
    pub(super) fn unsealed(&self) -> Session {
        Session {
            writer: self.clone(),
            tail: Vec::new(),
            manifest: None,
            diff: None,
            commits: None,
            options: self.setup.options(),
        }
    }

    /// manifest.json as it follows from log and final note.
    pub(super) fn manifest(&self, note: &str, artefacts: &str) -> String {
        let session = self.setup.members.iter().find(|(name, _)| *name == "session");
        let head = self.leaves.last().copied().unwrap_or(Hash::ZERO);
        let members = [
            ("format", text("interview-log/1")),
            ("session", session.map_or("\"\"".into(), |(_, json)| json.clone())),
            ("log_origin", text(&self.setup.origin)),
            ("lines", self.size().to_string()),
            ("head", text(&head.to_string())),
            ("artefacts", artefacts.to_owned()),
            ("final_note", text(note)),
        ];
        format!("{}\n", object(&members))
    }
}

/// A file event with all that matters to attribution.
fn file_edit() -> String {
    let state = |words: &str, lines: u32| {
        format!("{{\"sha256\":\"{}\",\"lines\":{lines}}}", sha256(words.as_bytes()))
    };
    format!(
        "{{\"path\":\"src/duration.rs\",\"cause\":\"tool\",\"before\":{},\"after\":{},\"hunks\":\
         [{{\"at\":0,\"removed\":1,\"added\":\"AAECAwQFBgcIAAECAwQFBgcI\"}}]}}",
        state("fn parse() {}\n", 1),
        state("two lines", 2),
    )
}

/// The standard session: 15 lines, ticket, two anchors, sealed, everything cosigned.
pub(super) fn standard(name: &str) -> Session {
    of(name, Setup::ticketed())
}

/// The standard session with another beginning.
pub(super) fn of(name: &str, setup: Setup) -> Session {
    Writer::new(name, setup).work().end().seal()
}

impl Session {
    /// The bytes of events.jsonl.
    pub(super) fn events(&self) -> Vec<u8> {
        let mut events = Vec::new();
        for line in &self.writer.lines {
            events.extend_from_slice(line);
            events.push(b'\n');
        }
        events.extend_from_slice(&self.tail);
        events
    }

    pub(super) fn size(&self) -> u64 {
        self.writer.size()
    }

    /// Makes the bytes the log, whatever they are.
    pub(super) fn replace_events(&mut self, events: &[u8]) {
        self.writer.lines.clear();
        self.tail = events.to_vec();
    }

    pub(super) fn line_mut(&mut self, line: u64) -> &mut Vec<u8> {
        &mut self.writer.lines[usize::try_from(line).unwrap()]
    }

    pub(super) fn line_text(&self, line: u64) -> String {
        String::from_utf8(self.writer.lines[usize::try_from(line).unwrap()].clone()).unwrap()
    }

    /// Replaces a part of a line by another.
    pub(super) fn change(&mut self, line: u64, from: &str, to: &str) {
        let before = self.line_text(line);
        let after = before.replacen(from, to, 1);
        assert_ne!(before, after, "nothing to change in line {line}");
        *self.line_mut(line) = after.into_bytes();
    }

    /// Writes `prev` anew from this line on, as somebody who edited the line before would.
    pub(super) fn relink(&mut self, from: u64) {
        for line in usize::try_from(from).unwrap()..self.writer.lines.len() {
            let prev = leaf_hash(&self.writer.lines[line - 1]).to_hex();
            self.writer.lines[line][9..73].copy_from_slice(&prev);
        }
        self.writer.leaves = self.writer.lines.iter().map(|line| leaf_hash(line)).collect();
    }

    /// The head over the first lines, as they now are.
    pub(super) fn head(&self, size: u64) -> Checkpoint {
        self.writer.head(size)
    }

    /// The final note of the manifest.
    pub(super) fn final_note(&self) -> String {
        let manifest: Value = serde_json::from_slice(self.manifest.as_ref().unwrap()).unwrap();
        manifest["final_note"].as_str().unwrap().to_owned()
    }

    /// The same session with another final note and the manifest that follows from it.
    pub(super) fn with_final_note(mut self, note: &str) -> Self {
        self.manifest = Some(self.writer.manifest(note, &artefacts()).into_bytes());
        self
    }

    pub(super) fn with_context(mut self, name: &str, value: Value) -> Self {
        self.options["context"][name] = value;
        self
    }

    pub(super) fn with_policy(mut self, name: &str, value: Value) -> Self {
        self.options["policy"][name] = value;
        self
    }

    pub(super) fn without_keys(mut self) -> Self {
        self.options["trusted_keys"] = json!([]);
        self
    }

    /// Assurance of a sealed log in which everything holds.
    pub(super) fn assured(&self) -> Map<String, Value> {
        let mut assured = self.assured_to(self.size());
        let online = self.writer.setup.online;
        assured.insert("self_signed".into(), true.into());
        assured.insert("final_cosigned".into(), online.into());
        if online {
            assured.insert("cosigned_by".into(), json!([known_witness()]));
        }
        assured
    }

    /// Assurance of a log that holds up to this line only, or that ends there unsealed.
    pub(super) fn assured_to(&self, first_bad: u64) -> Map<String, Value> {
        let anchors = &self.writer.anchors;
        let holding =
            anchors.iter().filter(|(size, line)| *size <= first_bad && *line < self.size());
        let holding = holding.count();
        let is_cosigned = holding > 0 && self.writer.setup.online;
        let ticket = if self.writer.setup.ticket.is_some() { "verified" } else { "none" };
        let cosigned_by = if is_cosigned { vec![known_witness()] } else { Vec::new() };
        let Value::Object(assured) = json!({
            "ticket": ticket,
            "self_signed": false,
            "final_cosigned": false,
            "cosigned_by": cosigned_by,
            "anchors": holding,
            "unknown_signatures": 0,
            "heads": "not_checked",
        }) else {
            return Map::new();
        };
        assured
    }
}

/// The known witness as Reports show it.
pub(super) fn known_witness() -> String {
    witness().label(Algorithm::CosignatureV1)
}

/// A signature line with its last byte changed.
pub(super) fn spoiled(note: &SignedNote, name: &str) -> String {
    let note = note.to_string();
    let start = note.find(&format!("— {name} ")).unwrap();
    let line_end = start + note[start..].find('\n').unwrap();
    let line = &note[start..line_end];
    let place = line.trim_end_matches('=').len() - 3;
    let other = if line.as_bytes()[place] == b'A' { "B" } else { "A" };
    format!(
        "{}{}{other}{}{}",
        &note[..start],
        &line[..place],
        &line[place + 1..],
        &note[line_end..]
    )
}
