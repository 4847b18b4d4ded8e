//! An honest recorder: at each hook it reads the files itself and writes down what it finds, as
//! docs/format.md says. What it wasn't there for, it can't know. It knows no truth.

use std::collections::BTreeMap;

use interview_core::{
    api::{SigningKey, Timestamp},
    change::{Observed, observe, observe_full},
    event::{GitTrees, ObjectId, Path, Program, Token},
    recorder::{End, Recorder as Writer, Stamp, Start},
    wire::{Draft, Salt},
};
use serde_json::{Value, json};

use super::random::Random;
use crate::work_tree::Tree;

/// 2026-11-20T12:00:00.000Z.
pub(super) const START_MS: i64 = 1_795_176_000_000;

/// Who made a change, by the recorder's account.
#[derive(Clone, Copy, Debug)]
pub(super) struct Account<'a> {
    /// Kind of the event: `file_write`, `file_edit` or `file_change`.
    pub(super) kind: &'a str,
    /// Origin of the event.
    pub(super) origin: &'a str,
    /// What made the change.
    pub(super) cause: Option<&'a str>,
    /// The call that made it.
    pub(super) call: Option<&'a str>,
}

impl Account<'_> {
    /// Nobody knows.
    pub(super) const SEEN: Self =
        Self { kind: "file_change", origin: "recorder", cause: Some("seen"), call: None };
}

/// A session that is being recorded.
#[derive(Debug)]
pub(super) struct Recorder {
    writer: Writer,
    events: Vec<u8>,
    salt: [u8; 32],
    random: Random,
    now_ms: i64,
    /// Every file as it was when it was last read.
    known: Tree,
}

/// A sealed session.
#[derive(Debug)]
pub struct Sealed {
    /// `events.jsonl`.
    pub events: Vec<u8>,
    /// `changes.diff`.
    pub diff: Vec<u8>,
    /// `commits.json`.
    pub commits: Vec<u8>,
    /// `manifest.json`.
    pub manifest: Vec<u8>,
}

impl Recorder {
    /// Starts a session; with `snapshots` it digests every file first.
    pub(super) fn start(seed: u64, tree: &Tree, snapshots: bool) -> Self {
        let mut random = Random::new(seed);
        let mut salt = [0; 32];
        salt.iter_mut().for_each(|byte| *byte = random.below(256) as u8);
        let program = |name: &str| Program::new(name.to_owned(), "1.0.0".to_owned());
        let start = Start {
            session: "01KAGZ6R00CRX4ZQ2Y5T8V9W3E".to_owned(),
            log_origin: "offline.invalid/s/01KAGZ6R00CRX4ZQ2Y5T8V9W3E".to_owned(),
            recorder: program("bench"),
            host: Some(program("claude_code")),
            capture: "full".to_owned(),
            interview: None,
            ticket: None,
            continues: None,
            system: None,
        };
        let at = Timestamp::from_ms(START_MS).unwrap();
        let stamps = [0, 1].map(|n| Stamp { at, salt: Salt([n; 16]) });
        let key = SigningKey::from_seed(&[7; 32]);
        let (writer, events) = Writer::start(start, key, salt, stamps).unwrap();
        let known = tree.clone();
        let mut recorder = Self { writer, events, salt, random, now_ms: START_MS, known };
        if snapshots {
            for (path, bytes) in tree {
                recorder.snapshot(path, bytes);
            }
        }
        recorder
    }

    /// Local time, in Unix ms.
    pub(super) fn now_ms(&self) -> i64 {
        self.now_ms
    }

    /// Lets time pass.
    pub(super) fn wait(&mut self, ms: i64) {
        self.now_ms += ms;
    }

    /// Writes an event.
    pub(super) fn tell(&mut self, kind: &str, origin: &str, data: &Value) {
        let draft = Draft::new(kind, origin, &data.to_string()).unwrap();
        let stamp = self.stamp();
        self.events.extend(self.writer.append(draft, stamp).unwrap());
        self.now_ms += 40;
    }

    /// Reads every file but those left out, and tells what changed since it was last read; the
    /// paths that it has read.
    pub(super) fn look(&mut self, tree: &Tree, account: Account<'_>, but: &[String]) {
        let is_left = |path: &String| but.contains(path);
        let mut gone: Vec<_> =
            self.known.keys().filter(|path| !tree.contains_key(*path)).cloned().collect();
        gone.retain(|path| !is_left(path));
        for (path, bytes) in tree {
            if is_left(path) || self.known.get(path) == Some(bytes) {
                continue;
            }
            let same = |old: &&String| self.known.get(*old) == Some(bytes) && !bytes.is_empty();
            match gone.iter().find(same).filter(|_| !self.known.contains_key(path)).cloned() {
                Some(old) => {
                    gone.retain(|path| *path != old);
                    self.rename(&old, path, account);
                }
                None => self.change(path, tree, account),
            }
        }
        for path in gone {
            self.change(&path, tree, account);
        }
    }

    /// Reads one file, and tells its change.
    pub(super) fn change(&mut self, path: &str, tree: &Tree, account: Account<'_>) {
        let (before, after) = (self.known.get(path).cloned(), tree.get(path).cloned());
        self.change_between(path, before.as_deref(), after.as_deref(), account);
        self.know(path, after);
    }

    /// Tells a change between two states that were read at other times.
    pub(super) fn change_between(
        &mut self,
        path: &str,
        before: Option<&[u8]>,
        after: Option<&[u8]>,
        account: Account<'_>,
    ) {
        if before == after {
            return;
        }
        if after.is_none() && account.kind == "file_change" {
            let mut data = json!({ "path": spelled(path), "before": Self::state(before) });
            mark(&mut data, account);
            return self.tell("file_delete", account.origin, &data);
        }
        // A recorder that no longer has the bytes of the state before tells the new one in full.
        let is_full = account.cause == Some("seen") && self.random.percent(25);
        let observed = match is_full {
            true => observe_full(&self.salt, before, after),
            false => observe(&self.salt, before, after),
        };
        for part in observed {
            let mut data = serde_json::to_value(part).unwrap();
            data["path"] = spelled(path).into();
            mark(&mut data, account);
            self.tell(account.kind, account.origin, &data);
        }
    }

    /// Remembers the state of a file.
    pub(super) fn know(&mut self, path: &str, state: Option<Vec<u8>>) {
        match state {
            Some(bytes) => drop(self.known.insert(path.to_owned(), bytes)),
            None => drop(self.known.remove(path)),
        }
    }

    /// The digests of whole lines, as a `paste` has them.
    pub(super) fn digests(&self, bytes: &[u8]) -> String {
        let observed = observe(&self.salt, None, Some(bytes));
        let hunks = observed.into_iter().flat_map(|part| part.hunks.unwrap_or_default());
        hunks.map(|hunk| hunk.added.0).collect()
    }

    /// Ends the session.
    pub(super) fn seal(mut self, diff: Vec<u8>, commits: Vec<u8>, trees: [&str; 2]) -> Sealed {
        let [base, end] = trees.map(|tree| ObjectId(tree.to_owned()));
        let git = GitTrees::new(base, end, Token("sha1".to_owned()), "2".to_owned());
        let end =
            End { reason: "submitted", diff: Some(&diff), commits: Some(&commits), git: Some(git) };
        let stamp = self.stamp();
        self.events.extend(self.writer.end(&end, stamp).unwrap());
        let note = self.writer.checkpoint();
        let manifest = self.writer.finish(&note).unwrap();
        Sealed { events: self.events, diff, commits, manifest }
    }

    fn snapshot(&mut self, path: &str, bytes: &[u8]) {
        let added = self.digests(bytes);
        let state = Self::state(Some(bytes));
        let data =
            json!({ "path": spelled(path), "state": state, "added": added, "cause": "start" });
        self.tell("code_snapshot", "recorder", &data);
    }

    fn rename(&mut self, from: &str, path: &str, account: Account<'_>) {
        let bytes = self.known.remove(from);
        let state = Self::state(bytes.as_deref());
        let mut data = json!({
            "path": spelled(path), "from": spelled(from), "before": state, "after": state,
        });
        mark(&mut data, account);
        self.tell("file_rename", account.origin, &data);
        self.know(path, bytes);
    }

    /// A file's state as events tell it.
    pub(super) fn state(bytes: Option<&[u8]>) -> Value {
        let observed = observe(&[0; 32], None, bytes);
        observed.first().map_or(Value::Null, |Observed { after, .. }| json!(after))
    }

    fn stamp(&mut self) -> Stamp {
        let mut salt = [0; 16];
        salt.iter_mut().for_each(|byte| *byte = self.random.below(256) as u8);
        Stamp { at: Timestamp::from_ms(self.now_ms).unwrap(), salt: Salt(salt) }
    }
}

/// The path as the log spells it.
pub(super) fn spelled(path: &str) -> String {
    Path::from_bytes(path.as_bytes()).unwrap().0
}

fn mark(data: &mut Value, account: Account<'_>) {
    let members: BTreeMap<_, _> = [("cause", account.cause), ("call", account.call)].into();
    for (name, value) in members {
        if let Some(value) = value {
            data[name] = value.into();
        }
    }
}
