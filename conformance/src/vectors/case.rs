//! A vector before it is written: its input bytes, and what must come out, both from the function
//! that made the bytes. Nothing here calls the operation itself.

use serde_json::{Map, Value, json};

use super::{recipe, session::Session};
use crate::{
    naive,
    runner::{REPORT_FILE_BYTES, sha256_hex},
    vector::{Expected, Vector},
};

/// A vector that is being made.
#[derive(Clone)]
pub(super) struct Case {
    pub(super) vector: Vector,
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// A place in a Report, without its offset.
#[derive(Clone, Copy)]
pub(super) enum At {
    /// A line of the log.
    Line(u64),
    /// A line of a legacy log, and the number of its event.
    Event(u64, u64),
    /// A whole file.
    File(&'static str),
    /// The bundle as a whole.
    Bundle,
}

impl At {
    fn json(self) -> Value {
        match self {
            Self::Line(line) => json!({ "file": "events.jsonl", "line": line, "seq": line }),
            Self::Event(line, event) => {
                json!({ "file": "events.jsonl", "line": line, "seq": event })
            }
            Self::File(name) => json!({ "file": name, "line": null, "seq": null }),
            Self::Bundle => json!({ "file": null, "line": null, "seq": null }),
        }
    }
}

/// The log as a file.
pub(super) const EVENTS: At = At::File("events.jsonl");
/// The manifest.
pub(super) const MANIFEST: At = At::File("manifest.json");

/// The name of each file of a bundle by its role.
pub(super) const BUNDLE: [(&str, &str); 4] = [
    ("events", "events.jsonl"),
    ("manifest", "manifest.json"),
    ("diff", "changes.diff"),
    ("commits", "commits.json"),
];

impl Case {
    /// A vector of an operation without input yet.
    pub(super) fn new(operation: &str, name: &str, about: &str) -> Self {
        let vector = Vector {
            name: name.to_owned(),
            operation: operation.to_owned(),
            about: about.to_owned(),
            positive: true,
            input: Map::new(),
            options: Value::Null,
            expected: Expected::default(),
        };
        Self { vector, files: Vec::new() }
    }

    /// `verify` of a submission.
    pub(super) fn verify(name: &str, about: &str, session: &Session) -> Self {
        let events = session.events();
        let mut case = Self::new("verify", name, about).file("events", "events.jsonl", &events);
        let files = [&session.manifest, &session.diff, &session.commits];
        for ((role, file), bytes) in BUNDLE.iter().skip(1).zip(files) {
            if let Some(bytes) = bytes {
                case = case.file(role, file, bytes);
            }
        }
        case.vector.options = session.options.clone();
        case.vector.expected.chain_holds = Some(naive::chain_holds(&events));
        case
    }

    /// Adds an input that is bytes: as a file, or as a recipe where it is long and repeats itself.
    pub(super) fn file(mut self, role: &str, name: &str, bytes: &[u8]) -> Self {
        let given = match recipe::of(bytes) {
            Some(parts) => json!({ "parts": parts }),
            None => {
                if !self.files.iter().any(|(known, _)| known == name) {
                    self.files.push((name.to_owned(), bytes.to_vec()));
                }
                name.into()
            }
        };
        self.vector.input.insert(role.to_owned(), given);
        self
    }

    /// Adds an input that is JSON.
    pub(super) fn given(mut self, role: &str, value: impl Into<Value>) -> Self {
        self.vector.input.insert(role.to_owned(), value.into());
        self
    }

    pub(super) fn options(mut self, options: Value) -> Self {
        self.vector.options = options;
        self
    }

    /// An intact log, with every demand met.
    pub(super) fn intact(self, assured: Map<String, Value>) -> Self {
        self.verdict("intact", None, assured)
    }

    /// An altered log: the first finding that says so, and its place.
    pub(super) fn altered(self, code: &str, at: At, assured: Map<String, Value>) -> Self {
        self.verdict("altered", Some((code, at)), assured)
    }

    pub(super) fn incomplete(self, code: &str, at: At, assured: Map<String, Value>) -> Self {
        self.verdict("incomplete", Some((code, at)), assured)
    }

    pub(super) fn unreadable(self, code: &str, at: At) -> Self {
        let Value::Object(nothing) = json!({
            "ticket": "none", "self_signed": false, "cosigned_by": [], "final_cosigned": false
        }) else {
            return self;
        };
        self.verdict("unreadable", Some((code, at)), nothing)
    }

    fn verdict(
        mut self,
        verdict: &str,
        cause: Option<(&str, At)>,
        assured: Map<String, Value>,
    ) -> Self {
        self.vector.positive = verdict == "intact";
        let expected = &mut self.vector.expected;
        expected.verdict = Some(verdict.to_owned());
        expected.finding = Some(cause.map_or(Value::Null, |(code, _)| code.into()));
        expected.place = Some(cause.map_or(Value::Null, |(_, at)| at.json()));
        expected.assurance = Some(assured);
        expected.exit_status = u8::from(verdict != "intact");
        self
    }

    /// Codes of other findings that must be listed.
    pub(super) fn also(mut self, codes: &[&str]) -> Self {
        let codes = codes.iter().map(|code| (*code).to_owned());
        self.vector.expected.also.get_or_insert_default().extend(codes);
        self
    }

    /// A member of the assurance that differs from the one of a session like this.
    pub(super) fn assured(mut self, name: &str, value: impl Into<Value>) -> Self {
        let assured = self.vector.expected.assurance.get_or_insert_default();
        assured.insert(name.to_owned(), value.into());
        self
    }

    /// Exit status 1 though the log is intact: a demand isn't met.
    pub(super) fn unmet(mut self) -> Self {
        self.vector.expected.exit_status = 1;
        self.vector.positive = false;
        self
    }

    /// Nobody would call this the wished-for outcome.
    pub(super) fn negative(mut self) -> Self {
        self.vector.positive = false;
        self
    }

    pub(super) fn error(mut self, code: &str) -> Self {
        self.vector.positive = false;
        self.vector.expected.error = Some(code.to_owned());
        self.vector.expected.exit_status = 2;
        self.vector.expected.chain_holds = None;
        self
    }

    /// An operation that gives JSON.
    pub(super) fn output(mut self, value: impl Into<Value>) -> Self {
        self.vector.expected.output = Some(value.into());
        self
    }

    /// An operation that gives bytes by role.
    pub(super) fn output_file(mut self, role: &str, name: &str, bytes: &[u8]) -> Self {
        let given = match recipe::of(bytes) {
            Some(parts) => json!({ "parts": parts }),
            None => {
                self.files.push((name.to_owned(), bytes.to_vec()));
                name.into()
            }
        };
        let output = self.vector.expected.output.get_or_insert_with(|| json!({}));
        output[role] = given;
        self
    }

    /// A file that must stand in `bundle/` when a script is done.
    pub(super) fn left(mut self, name: &str, bytes: &[u8]) -> Self {
        let given = if bytes.len() > REPORT_FILE_BYTES {
            json!({ "sha256": sha256_hex(bytes) })
        } else {
            if !self.files.iter().any(|(known, _)| known == name) {
                self.files.push((name.to_owned(), bytes.to_vec()));
            }
            name.into()
        };
        self.vector.expected.files.get_or_insert_default().insert(name.to_owned(), given);
        self
    }

    /// Expects nothing of what `verify` would give.
    pub(super) fn bare(mut self) -> Self {
        self.vector.expected.chain_holds = None;
        self
    }

    /// The same input in another operation.
    pub(super) fn again(&self, operation: &str, name: &str, about: &str) -> Self {
        let mut case = self.clone();
        case.vector.operation = operation.to_owned();
        case.vector.name = name.to_owned();
        case.vector.about = about.to_owned();
        case
    }
}
