//! A conformance vector: one operation, its input, its options and what must come out, as files
//! that every language can read. docs of the form: conformance/README.md.

use std::{fs, io, path::Path};

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// The folder of the vectors, from the root of the repository.
pub const FOLDER: &str = "conformance/vectors";
/// The file that describes a vector.
pub const VECTOR: &str = "vector.json";

/// `vector.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// Name of its folder.
    pub name: String,
    /// The operation, a row of surface.json.
    pub operation: String,
    /// One sentence: what was done, and what must be seen.
    pub about: String,
    /// Whether the operation succeeds in the sense that somebody wished for.
    pub positive: bool,
    /// What the operation is given, by role.
    pub input: Map<String, Value>,
    /// The options as JSON, null where the operation takes none.
    pub options: Value,
    /// What must come out.
    pub expected: Expected,
}

/// What must come out of an operation. Exactly one of `verdict`, `error` and `output` stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expected {
    /// Verdict of the Report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<String>,
    /// Code of the first finding that makes the verdict; null where the log is intact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<Value>,
    /// `file`, `line` and `seq` of that finding; null where the log is intact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Value>,
    /// Codes of other findings that the Report must list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub also: Option<Vec<String>>,
    /// Members of the Report's assurance that are known beforehand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assurance: Option<Map<String, Value>>,
    /// Whether the shell verifier of docs/format.md says `chain holds`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chain_holds: Option<bool>,
    /// The whole Report: the name of its file, or `{"sha256"}` of its JSON where that is long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Value>,
    /// Code of the error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// What an operation gives that makes no Report: JSON, of which null is one, or bytes as in an
    /// input.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub output: Option<Value>,
    /// After a script: every file of `bundle/` by its name, as in an input, or `{"sha256"}` where it
    /// is long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<Map<String, Value>>,
    /// After a script: for each step that asks a witness, the body of the request, or null where
    /// there is nothing to ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests: Option<Vec<Value>>,
    /// Exit status of the command for this.
    pub exit_status: u8,
}

/// A member that is there, also where it is null.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// A vector and the folder that its files lie in.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// `vector.json`.
    pub vector: Vector,
    /// All other files, by name.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Reads every vector below a folder, ordered by name.
///
/// # Errors
///
/// Where a file can't be read or a `vector.json` isn't of the form.
pub fn load(folder: &Path) -> io::Result<Vec<Loaded>> {
    let mut loaded = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.is_dir() {
            continue;
        }
        let mut files = Vec::new();
        let mut vector = None;
        for file in fs::read_dir(&path)? {
            let file = file?;
            let name = file.file_name().to_string_lossy().into_owned();
            let bytes = fs::read(file.path())?;
            if name == VECTOR {
                vector = Some(serde_json::from_slice(&bytes)?);
            } else {
                files.push((name, bytes));
            }
        }
        let missing = || io::Error::other(format!("{}: no {VECTOR}", path.display()));
        files.sort();
        loaded.push(Loaded { vector: vector.ok_or_else(missing)?, files });
    }
    loaded.sort_by(|a, b| a.vector.name.cmp(&b.vector.name));
    Ok(loaded)
}

impl Loaded {
    /// The bytes of an input: the name of a file beside the vector, or `{"parts": […]}`, the
    /// concatenation of `{"file"}`, `{"text"}`, `{"hex"}` and `{"repeat", "count"}`.
    ///
    /// # Errors
    ///
    /// Where a file is missing or the input isn't of the form.
    pub fn bytes(&self, given: &Value) -> Result<Vec<u8>, String> {
        match given {
            Value::String(name) => self.file(name),
            Value::Object(object) => {
                let parts = object.get("parts").and_then(Value::as_array);
                let mut bytes = Vec::new();
                for part in parts.ok_or("an input is a file's name or {parts}")? {
                    bytes.extend(self.part(part)?);
                }
                Ok(bytes)
            }
            _ => Err(format!("no bytes: {given}")),
        }
    }

    fn part(&self, part: &Value) -> Result<Vec<u8>, String> {
        let text = |name: &str| part.get(name).and_then(Value::as_str);
        if let Some(name) = text("file") {
            return self.file(name);
        }
        if let Some(text) = text("text") {
            return Ok(text.as_bytes().to_vec());
        }
        if let Some(hex) = text("hex") {
            return unhex(hex).ok_or_else(|| format!("no hexadecimal digits: {hex}"));
        }
        let count = part.get("count").and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        match (text("repeat"), count) {
            (Some(unit), Some(count)) => Ok(unit.as_bytes().repeat(count)),
            _ => Err(format!("no part of an input: {part}")),
        }
    }

    fn file(&self, name: &str) -> Result<Vec<u8>, String> {
        let file = self.files.iter().find(|(known, _)| known == name);
        file.map(|(_, bytes)| bytes.clone()).ok_or_else(|| format!("no file `{name}`"))
    }
}

/// Bytes of hexadecimal digits.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// Hexadecimal digits of bytes.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
