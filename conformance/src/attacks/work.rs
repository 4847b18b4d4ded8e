//! A candidate at work, with an assistant or without: small acts over uneven times, each of which
//! changes real text in a work tree and is told as the recorder of its host tells it.

use interview_core::api::Hash;
use serde_json::{Value, json};

use super::{
    code,
    random::Random,
    story::{Change, Story, Told},
};
use crate::work_tree::Tree;

/// 2026-11-20T09:00:00.000Z.
const DAY_MS: i64 = 1_795_165_200_000;
const MINUTE_MS: i64 = 60_000;

/// Who tells of a change, and how.
#[derive(Clone, Copy, Debug)]
struct Teller {
    kind: &'static str,
    origin: &'static str,
    cause: &'static str,
}

const TOOL: Teller = Teller { kind: "file_edit", origin: "tool", cause: "tool" };
const WRITE: Teller = Teller { kind: "file_write", origin: "tool", cause: "tool" };
const TYPING: Teller = Teller { kind: "file_change", origin: "editor", cause: "typing" };
const PASTE: Teller = Teller { kind: "file_change", origin: "editor", cause: "paste" };
const REFACTOR: Teller = Teller { kind: "file_change", origin: "editor", cause: "refactor" };
const SHELL: Teller = Teller { kind: "file_change", origin: "recorder", cause: "shell" };
const SEEN: Teller = Teller { kind: "file_change", origin: "recorder", cause: "seen" };

/// A candidate at work.
pub(super) struct Work {
    pub(super) story: Story,
    pub(super) random: Random,
    pub(super) now_ms: i64,
    /// The files as they are.
    pub(super) tree: Tree,
    /// The files as the recorder last saw them.
    known: Tree,
    calls: u64,
    head: String,
    committed: Tree,
}

impl Work {
    /// Before a repository with three files.
    pub(super) fn new(name: &str, seed: u64, capture: &'static str, limit_min: u64) -> Self {
        let mut random = Random::new(seed, name);
        let tree: Tree = ["src/limiter.rs", "src/window.rs", "tests/limits.rs"]
            .into_iter()
            .map(|path| (path.to_owned(), code::block(&mut random, 150).concat().into_bytes()))
            .collect();
        let start_ms = DAY_MS + random.pause(0, 240 * MINUTE_MS);
        let head = random.hex(40);
        let story = Story {
            name: name.to_owned(),
            seed,
            capture,
            limit_ms: limit_min * 60_000,
            start_ms,
            end_ms: start_ms,
            told: Vec::new(),
            base: tree.clone(),
            end: Tree::new(),
            diff: None,
            commits: Vec::new(),
            ticket: true,
            offline: Vec::new(),
            clock: Vec::new(),
            script: None,
            others: Vec::new(),
        };
        let (known, committed) = (tree.clone(), tree.clone());
        let mut work = Self {
            story,
            random,
            now_ms: start_ms + 400,
            tree,
            known,
            calls: 0,
            head: head.clone(),
            committed,
        };
        let snapshot = json!({ "cause": "start", "head": head, "base": head, "files": [] });
        work.tell("git_snapshot", "recorder", snapshot);
        work
    }

    /// The whole story.
    pub(super) fn done(mut self) -> Story {
        self.think(10, 60);
        self.look();
        self.story.end_ms = self.now_ms + 2_000;
        self.story.end = self.tree;
        self.story
    }

    /// Time passes.
    pub(super) fn think(&mut self, least_s: i64, most_s: i64) {
        self.now_ms += self.random.pause(least_s * 1000, most_s * 1000);
    }

    pub(super) fn minutes(&mut self, minutes: i64) {
        self.now_ms += minutes * MINUTE_MS + self.random.pause(0, 9_000);
    }

    pub(super) fn tell(&mut self, kind: &'static str, origin: &'static str, data: Value) {
        self.story.told.push(Told::new(self.now_ms, kind, origin, data));
        self.now_ms += self.random.pause(4, 90);
    }

    pub(super) fn prompt(&mut self, text: &str) {
        self.think(30, 330);
        self.look();
        self.tell("user_prompt", "candidate", json!({ "text": text }));
        self.think(3, 20);
    }

    pub(super) fn answer(&mut self, text: &str) {
        self.think(4, 25);
        self.tell("assistant_message", "assistant", json!({ "text": text }));
    }

    fn call(&mut self) -> String {
        self.calls += 1;
        format!("toolu_{:04}", self.calls)
    }

    pub(super) fn read(&mut self, path: &str) {
        let call = self.call();
        self.think(1, 9);
        let start = json!({ "name": "Read", "class": "read", "call": call, "paths": [path] });
        self.tell("tool_call", "assistant", start);
        self.tell("file_read", "tool", json!({ "path": path, "call": call }));
        let end = json!({ "name": "Read", "class": "read", "call": call, "status": "ok" });
        self.tell("tool_result", "tool", end);
    }

    /// The assistant puts new lines into a file, in place of some old ones.
    pub(super) fn edit(&mut self, path: &str, added: usize, removed: usize) {
        self.look();
        let after = self.spliced(path, added, removed);
        self.by_tool(TOOL, "Edit", path, after);
    }

    /// The assistant writes a whole file.
    pub(super) fn write(&mut self, path: &str, lines: usize) {
        self.look();
        let after = code::block(&mut self.random, lines).concat().into_bytes();
        self.by_tool(WRITE, "Write", path, after);
    }

    fn by_tool(&mut self, teller: Teller, name: &str, path: &str, after: Vec<u8>) {
        let call = self.call();
        self.think(5, 40);
        let start = json!({ "name": name, "class": "edit", "call": call, "paths": [path] });
        self.tell("tool_call", "assistant", start);
        self.tree.insert(path.to_owned(), after);
        self.change(teller, path, Some(&call));
        let end = json!({ "name": name, "class": "edit", "call": call, "status": "ok" });
        self.tell("tool_result", "tool", end);
    }

    /// The bytes of a file with new lines at a random place, in place of some old ones.
    pub(super) fn spliced(&mut self, path: &str, added: usize, removed: usize) -> Vec<u8> {
        let text = self.tree.get(path).cloned().unwrap_or_default();
        let mut lines: Vec<Vec<u8>> =
            text.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        let at = self.random.below(lines.len() + 1);
        let until = (at + removed).min(lines.len());
        let new = code::block(&mut self.random, added).into_iter().map(String::into_bytes);
        lines.splice(at..until, new);
        lines.concat()
    }

    /// Tells what became of a file since the recorder last saw it.
    fn change(&mut self, teller: Teller, path: &str, call: Option<&str>) {
        let (before, after) = (self.known.get(path).cloned(), self.tree.get(path).cloned());
        if before == after {
            return;
        }
        match &after {
            Some(after) => self.known.insert(path.to_owned(), after.clone()),
            None => self.known.remove(path),
        };
        let kind = if after.is_none() { "file_delete" } else { teller.kind };
        let mut data = json!({ "path": path, "cause": teller.cause });
        if let Some(call) = call {
            data["call"] = call.into();
        }
        self.tell(kind, teller.origin, data);
        if let Some(told) = self.story.told.last_mut() {
            told.change = Some(Change { before, after, full: false });
        }
    }

    fn dirty(&self) -> Vec<String> {
        let differs = |path: &&String| self.known.get(*path) != self.tree.get(*path);
        let mut paths: Vec<_> =
            self.known.keys().chain(self.tree.keys()).filter(differs).cloned().collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// A hook runs, and the recorder sees which files have changed.
    pub(super) fn look(&mut self) {
        for path in self.dirty() {
            self.change(SEEN, &path, None);
        }
    }

    /// The assistant runs a command that may change files.
    pub(super) fn shell(
        &mut self,
        command: &str,
        took_s: (i64, i64),
        exit_code: i64,
        change: impl FnOnce(&mut Self),
    ) -> String {
        self.look();
        let call = self.call();
        self.think(2, 15);
        let input = json!({ "command": command }).to_string();
        let start = json!({ "name": "Bash", "class": "execute", "call": call, "input": input });
        self.tell("tool_call", "assistant", start);
        let began_ms = self.now_ms;
        change(self);
        self.think(took_s.0, took_s.1);
        for path in self.dirty() {
            self.change(SHELL, &path, Some(&call));
        }
        let status = if exit_code == 0 { "ok" } else { "error" };
        let end = json!({
            "name": "Bash", "class": "execute", "call": call, "status": status,
            "exit_code": exit_code, "duration_ms": self.now_ms - began_ms,
        });
        self.tell("tool_result", "tool", end);
        call
    }

    /// The assistant runs the tests.
    pub(super) fn test(&mut self, passed: u64, failed: u64) {
        let exit_code = i64::from(failed > 0);
        let call = self.shell("cargo test --quiet", (2, 14), exit_code, |_| {});
        let run = json!({
            "framework": "cargo", "passed": passed, "failed": failed, "exit_code": exit_code,
            "call": call,
        });
        self.tell("test_run", "tool", run);
    }

    /// A turn of the assistant: it reads, edits and tests.
    pub(super) fn turn(&mut self, text: &str, path: &str, added: usize) {
        self.prompt(text);
        self.read(path);
        self.edit(path, added, added / 6);
        let failed = self.random.next() % 3;
        self.test(9, failed);
        if failed > 0 {
            self.edit(path, 3, 2);
            self.test(9 + failed, 0);
        }
        self.answer("Done; the tests pass.");
    }

    /// The candidate types in a captured editor.
    pub(super) fn typing(&mut self, path: &str, added: usize, removed: usize) {
        self.think(15, 110);
        let after = self.spliced(path, added, removed);
        self.tree.insert(path.to_owned(), after);
        self.change(TYPING, path, None);
    }

    /// The candidate pastes into a captured editor.
    pub(super) fn paste(&mut self, path: &str, lines: usize, internal: bool) {
        self.think(8, 60);
        let before = self.tree.get(path).map_or(0, Vec::len);
        let after = self.spliced(path, lines, 0);
        let bytes = after.len().saturating_sub(before);
        self.tree.insert(path.to_owned(), after);
        let data = json!({ "path": path, "bytes": bytes, "lines": lines, "internal": internal });
        self.tell("paste", "editor", data);
        self.change(PASTE, path, None);
    }

    /// Files change by a command of the captured editor.
    pub(super) fn refactor(&mut self, change: impl FnOnce(&mut Tree)) {
        self.think(20, 90);
        change(&mut self.tree);
        for path in self.dirty() {
            self.change(REFACTOR, &path, None);
        }
    }

    /// A file gets another name, by a tool of the assistant.
    pub(super) fn rename(&mut self, from: &str, to: &str) {
        self.look();
        self.think(5, 30);
        let bytes = self.tree.remove(from);
        self.known.remove(from);
        let data = json!({ "path": to, "from": from, "cause": "tool" });
        self.tell("file_rename", "tool", data);
        if let Some(told) = self.story.told.last_mut() {
            told.change = Some(Change { before: bytes.clone(), after: bytes.clone(), full: false });
        }
        for tree in [&mut self.tree, &mut self.known] {
            tree.insert(to.to_owned(), bytes.clone().unwrap_or_default());
        }
    }

    /// The candidate changes a file in an editor that isn't captured.
    pub(super) fn by_hand(&mut self, path: &str, added: usize, removed: usize) {
        self.think(20, 140);
        let after = self.spliced(path, added, removed);
        self.tree.insert(path.to_owned(), after);
    }

    /// The candidate runs a command in a captured terminal.
    pub(super) fn terminal(
        &mut self,
        command: &str,
        exit_code: i64,
        change: impl FnOnce(&mut Self),
    ) {
        self.think(4, 40);
        self.look();
        let call = self.call();
        let start = json!({ "command": command, "phase": "start", "call": call });
        self.tell("command", "editor", start);
        change(self);
        self.think(1, 12);
        for path in self.dirty() {
            self.change(SHELL, &path, Some(&call));
        }
        let end =
            json!({ "command": command, "phase": "end", "call": call, "exit_code": exit_code });
        self.tell("command", "editor", end);
    }

    /// The candidate runs the tests in the editor.
    pub(super) fn editor_test(&mut self, passed: u64, failed: u64) {
        self.think(3, 30);
        let run = json!({
            "framework": "cargo", "passed": passed, "failed": failed,
            "exit_code": i64::from(failed > 0),
        });
        self.tell("test_run", "editor", run);
    }

    /// All that changed since the last commit becomes one.
    pub(super) fn commit(&mut self, subject: &str) {
        self.think(8, 50);
        self.look();
        let differs = |path: &&String| self.committed.get(*path) != self.tree.get(*path);
        let count = |tree: &Tree, path: &str| {
            tree.get(path).map_or(0, |bytes| bytes.iter().filter(|byte| **byte == b'\n').count())
        };
        let files: Vec<Value> = self
            .tree
            .keys()
            .filter(differs)
            .map(|path| {
                let (old, new) = (count(&self.committed, path), count(&self.tree, path));
                let blob = Hash(self.random.clone().bytes()).to_string()[..40].to_owned();
                let (added, removed) = (new.saturating_sub(old), old.saturating_sub(new));
                json!({ "path": path, "added": added, "removed": removed, "blob": blob })
            })
            .collect();
        let id = self.random.hex(40);
        let at_s = self.now_ms / 1000;
        let commit = json!({
            "id": id, "parents": [self.head], "subject": subject, "author_time_s": at_s,
            "commit_time_s": at_s, "cause": "committed", "files": files,
        });
        self.tell("commit", "candidate", commit.clone());
        self.story.commits.push(commit);
        self.head = id;
        self.committed = self.tree.clone();
    }
}
