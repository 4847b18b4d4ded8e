//! What happened to files, as the transcript tells it: a content for each path, from what tools
//! found, showed and left behind, and from that the file events.
//!
//! Where a tool found another content than the last one left behind, the change was made out of
//! sight. It is told as a `file_change` of which nobody saw the cause, so that it counts neither as
//! the assistant's nor against the candidate. Contents have LF at their line ends.

use std::collections::BTreeMap;

use interview_core::{
    change::{Observed, observe, observe_full},
    event::{Common, FileDelete, FileRead, FileState, Hunk, Nullable, Part, Path, Timestamp},
    hash::sha256,
};
use serde_json::Value;

use super::{
    calls::Call,
    edit::{self, with_lf},
};
use crate::{captured::Captured, json, limits};

/// What a file holds, as far as the transcript tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    /// There is no such file.
    Absent,
    /// A tool found it or left it behind.
    Exact(String),
    /// A tool showed it, or changed what one showed: its last line end isn't certain.
    Shown(String),
}

/// What is known of a path.
#[derive(Debug, Default)]
struct Known {
    /// What a tool found or left behind last.
    // INVARIANT: never `Shown`.
    left: Option<Content>,
    /// What a tool showed since.
    shown: Option<Content>,
}

/// The files of a work tree.
#[derive(Debug)]
pub(super) struct Files {
    line_salt: [u8; 32],
    known: BTreeMap<Path, Known>,
    // INVARIANT: the bytes of all texts in `known`.
    held: usize,
    /// Bytes that may still be edited and compared.
    work: usize,
}

/// A call of a file tool that succeeded, on a file of the work tree.
pub(super) struct Done<'a> {
    pub(super) call: &'a Call,
    pub(super) path: Path,
    /// What the tool gave back, where it is an object.
    pub(super) result: Option<&'a Value>,
    /// What it said.
    pub(super) text: &'a str,
    pub(super) at: Option<Timestamp>,
    pub(super) common: &'a Common,
}

/// What `file_write`, `file_edit` and `file_change` have in common.
#[derive(Default, serde::Serialize)]
struct Told {
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Nullable<FileState>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Nullable<FileState>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hunks: Option<Vec<Hunk>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    binary: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<Part>,
}

/// The payload of a file event.
#[derive(serde::Serialize)]
struct Payload<'a> {
    path: &'a Path,
    cause: &'static str,
    #[serde(flatten)]
    told: Told,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_modified: Option<bool>,
}

impl Files {
    /// Nothing is known yet of the files; the transcript has so many bytes.
    pub(super) fn new(line_salt: [u8; 32], bytes: usize) -> Self {
        let work = bytes.saturating_mul(limits::WORK_PER_BYTE).saturating_add(limits::WORK_BYTES);
        Self { line_salt, known: BTreeMap::new(), held: 0, work }
    }

    /// The file events of a call.
    pub(super) fn done(&mut self, done: &Done<'_>) -> Vec<Captured> {
        match done.call.name.as_str() {
            "Read" => vec![self.read(done)],
            "Write" => self.write(done),
            "Edit" | "MultiEdit" => self.edit(done),
            "NotebookEdit" => self.notebook(done),
            _ => Vec::new(),
        }
    }

    fn read(&mut self, done: &Done<'_>) -> Captured {
        let mut read = FileRead::new(done.path.clone());
        if let Some(file) = done.result.and_then(|result| result.get("file")) {
            read.lines = json::count(file, "totalLines");
            read.at = json::count(file, "startLine").map(|line| line.saturating_sub(1));
            read.count = json::count(file, "numLines");
            let whole = read.at == Some(0) && read.lines.is_some() && read.count == read.lines;
            if let Some(content) = json::text(file, "content").filter(|_| whole) {
                self.show(&done.path, with_lf(content));
            }
        }
        Captured::of("tool", done.at, &read, done.common)
    }

    fn write(&mut self, done: &Done<'_>) -> Vec<Captured> {
        let results = done.result.and_then(|result| json::text(result, "content"));
        let Some(after) = results.or_else(|| json::text(&done.call.input, "content")) else {
            return Vec::new();
        };
        let made = done.result.and_then(|result| json::text(result, "type")) == Some("create")
            || done.text.starts_with("File created successfully");
        let found = found(done.result).or(made.then_some(Content::Absent));
        let mut events = self.found(done, found);
        events.extend(self.tell("file_write", done, Some(Content::Exact(with_lf(after)))));
        events
    }

    fn edit(&mut self, done: &Done<'_>) -> Vec<Captured> {
        let patch = done.result.and_then(|result| result.get("structuredPatch"));
        let edits = edit::edits(&done.call.input, done.result).unwrap_or_default();
        let mut events = self.found(done, found(done.result));
        let makes_file = edits.first().is_some_and(edit::Edit::makes_file);
        let (text, is_exact) = match self.current(&done.path) {
            Some(Content::Exact(text)) => (text.as_str(), true),
            Some(Content::Shown(text)) => (text.as_str(), false),
            Some(Content::Absent) => ("", true),
            None => ("", makes_file),
        };
        let mut work = self.work;
        let after = (!edits.is_empty())
            .then(|| edit::applied(text, &edits, &mut work))
            .flatten()
            .filter(|after| edit::agrees(patch, text, after))
            .map(if is_exact { Content::Exact } else { Content::Shown });
        self.work = work;
        if after.is_none() {
            let hunks = patch.and_then(|patch| edit::hunks(&self.line_salt, patch));
            let told = Told { hunks, ..Told::default() };
            events.push(done.event("file_edit", "tool", told));
            self.forget(&done.path);
            return events;
        }
        if makes_file && self.current(&done.path).is_none() {
            self.leave(&done.path, Content::Absent);
        }
        events.extend(self.tell("file_edit", done, after));
        events
    }

    fn notebook(&mut self, done: &Done<'_>) -> Vec<Captured> {
        let text = |name| {
            let text = done.result.and_then(|result| json::text(result, name))?;
            Some(Content::Exact(with_lf(text)))
        };
        let mut events = self.found(done, text("original_file"));
        events.extend(self.tell("file_edit", done, text("updated_file")));
        events
    }

    /// The events of what a tool did to a file; the content that it left behind, where that is known.
    fn tell(
        &mut self,
        kind: &'static str,
        done: &Done<'_>,
        after: Option<Content>,
    ) -> Vec<Captured> {
        let told = match &after {
            Some(after) => self.change(&done.path, after),
            None => vec![Told::default()],
        };
        match after {
            Some(after) => self.leave(&done.path, after),
            None => self.forget(&done.path),
        }
        told.into_iter().map(|told| done.event(kind, "tool", told)).collect()
    }

    /// Takes what a tool found (`None`: it didn't tell). Where that isn't what the last one left
    /// behind, somebody changed it; of a file that no tool had found yet, nothing is known.
    fn found(&mut self, done: &Done<'_>, found: Option<Content>) -> Vec<Captured> {
        let Some(found) = found else { return Vec::new() };
        let known = self.known.entry(done.path.clone()).or_default();
        let shown = known.shown.take();
        self.held = self.held.saturating_sub(shown.map_or(0, |content| content.text().len()));
        let events = match known.left.as_ref().filter(|left| **left != found) {
            None => Vec::new(),
            Some(left) if found == Content::Absent => {
                let mut gone = FileDelete::new(done.path.clone());
                gone.cause = Some("seen".into());
                gone.before = left.state();
                vec![Captured::of("recorder", done.at, &gone, done.common)]
            }
            Some(_) => {
                let told = self.change(&done.path, &found).into_iter();
                told.map(|told| done.event("file_change", "seen", told)).collect()
            }
        };
        self.leave(&done.path, found);
        events
    }

    /// The change from what is known of a file.
    fn change(&mut self, path: &Path, after: &Content) -> Vec<Told> {
        let before = self.current(path);
        let bytes = before.map_or(0, |before| before.text().len()) + after.text().len();
        if bytes > self.work.min(2 * limits::FILE_BYTES) {
            return vec![Told::default()];
        }
        let observed = match before {
            Some(before) => observe(&self.line_salt, before.bytes(), after.bytes()),
            None => observe_full(&self.line_salt, None, after.bytes()),
        };
        let (before, after) = (before.and_then(Content::state), after.state());
        self.work = self.work.saturating_sub(bytes);
        observed.into_iter().map(|observed| Told::of(observed, &before, &after)).collect()
    }

    fn current(&self, path: &Path) -> Option<&Content> {
        let known = self.known.get(path)?;
        known.shown.as_ref().or(known.left.as_ref())
    }

    fn leave(&mut self, path: &Path, content: Content) {
        self.forget(path);
        let known = match content {
            Content::Shown(_) => Known { left: None, shown: Some(content) },
            content => Known { left: Some(content), shown: None },
        };
        self.keep(path, known);
    }

    fn show(&mut self, path: &Path, text: String) {
        let left = self.known.remove(path).and_then(|known| {
            self.held = self.held.saturating_sub(known.bytes());
            known.left
        });
        let bare = |text: &str| text.strip_suffix('\n').unwrap_or(text).len();
        let is_left = left.as_ref().is_some_and(|left| {
            let (left, end) = (left.text(), bare(left.text()));
            end == bare(&text) && left.get(..end) == text.get(..end)
        });
        let shown = (!is_left).then_some(Content::Shown(text));
        self.keep(path, Known { left, shown });
    }

    fn keep(&mut self, path: &Path, known: Known) {
        let bytes = known.bytes();
        if bytes <= 2 * limits::FILE_BYTES && self.held + bytes <= limits::FOLLOWED_BYTES {
            self.held += bytes;
            self.known.insert(path.clone(), known);
        }
    }

    fn forget(&mut self, path: &Path) {
        let bytes = self.known.remove(path).map_or(0, |known| known.bytes());
        self.held = self.held.saturating_sub(bytes);
    }
}

impl Known {
    fn bytes(&self) -> usize {
        [&self.left, &self.shown].into_iter().flatten().map(|content| content.text().len()).sum()
    }
}

impl Content {
    fn text(&self) -> &str {
        match self {
            Self::Absent => "",
            Self::Exact(text) | Self::Shown(text) => text,
        }
    }

    fn bytes(&self) -> Option<&[u8]> {
        (*self != Self::Absent).then_some(self.text().as_bytes())
    }

    /// The state that an event may claim: none of a content that isn't certain.
    fn state(&self) -> Option<Nullable<FileState>> {
        let lines = |text: &str| interview_core::digest::lines(text.as_bytes()).count() as u64;
        match self {
            Self::Absent => Some(Nullable(None)),
            Self::Exact(text) => {
                Some(Nullable(Some(FileState::new(sha256(text.as_bytes()), lines(text)))))
            }
            Self::Shown(_) => None,
        }
    }
}

impl Told {
    fn of(
        observed: Observed,
        before: &Option<Nullable<FileState>>,
        after: &Option<Nullable<FileState>>,
    ) -> Self {
        Self {
            before: before.clone(),
            after: after.clone(),
            hunks: observed.hunks,
            full: observed.full.then_some(true),
            binary: observed.binary.then_some(true),
            part: observed.part,
        }
    }
}

impl Done<'_> {
    fn event(&self, kind: &'static str, cause: &'static str, told: Told) -> Captured {
        let is_tools = cause == "tool";
        let modified = || self.result?.get("userModified")?.as_bool();
        let user_modified = is_tools.then(modified).flatten();
        let origin = if is_tools { "tool" } else { "recorder" };
        let payload = Payload { path: &self.path, cause, told, user_modified };
        Captured::with(kind, origin, self.at, &payload, self.common)
    }
}

/// What a tool says that it found.
fn found(result: Option<&Value>) -> Option<Content> {
    let original = |name: &str| result?.get(name);
    match original("originalFile").or_else(|| original("originalFileContents"))? {
        Value::Null => Some(Content::Absent),
        Value::String(text) => Some(Content::Exact(with_lf(text))),
        _ => None,
    }
}
