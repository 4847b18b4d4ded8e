//! Calls of tools: what sort each tool is, and what of its input may be told.
//!
//! Contents of files are left out of the input; how many bytes that were is told.

use interview_core::event::{Path, ToolCall};
use serde_json::Value;

use crate::{json, worktree::Worktree};

/// A call that waits for its result.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) name: String,
    pub(super) class: &'static str,
    pub(super) input: Value,
    pub(super) cwd: Option<String>,
}

/// Tools and their classes.
const CLASSES: &[(&str, &str)] = &[
    ("Bash", "execute"),
    ("BashOutput", "execute"),
    ("Edit", "edit"),
    ("EnterPlanMode", "think"),
    ("ExitPlanMode", "think"),
    ("Glob", "search"),
    ("Grep", "search"),
    ("KillBash", "execute"),
    ("KillShell", "execute"),
    ("LS", "search"),
    ("MultiEdit", "edit"),
    ("NotebookEdit", "edit"),
    ("NotebookRead", "read"),
    ("PowerShell", "execute"),
    ("Read", "read"),
    ("TodoWrite", "think"),
    ("WebFetch", "fetch"),
    ("WebSearch", "fetch"),
    ("Write", "edit"),
    ("web_fetch", "fetch"),
    ("web_search", "fetch"),
];

/// Members that name a file.
const PATHS: &[&str] = &["file_path", "notebook_path", "path", "relative_path", "filePath"];

/// Members that hold contents of files, in tools that work on files.
const CONTENTS: &[&str] = &[
    "body",
    "code",
    "content",
    "contents",
    "diff",
    "file_text",
    "insert_text",
    "newText",
    "new_source",
    "new_str",
    "new_string",
    "oldText",
    "old_source",
    "old_str",
    "old_string",
    "patch",
    "text",
];

/// Depth to which an input is looked through; what lies deeper is left out.
const DEPTH: usize = 16;

impl Call {
    /// A call from the part of a message that tells it.
    pub(super) fn of(block: &Value, cwd: Option<&str>) -> Self {
        let name = json::text(block, "name").unwrap_or("unknown").to_owned();
        let input = block.get("input").cloned().unwrap_or_default();
        let class =
            CLASSES.iter().find(|(tool, _)| *tool == name).map_or("other", |(_, class)| class);
        Self { name, class, input, cwd: cwd.map(str::to_owned) }
    }

    /// Whether it runs a command line in a shell, and which.
    pub(super) fn shell(&self) -> Option<&str> {
        matches!(self.name.as_str(), "Bash" | "PowerShell")
            .then(|| json::text(&self.input, "command"))?
    }

    /// Whether it goes on in the background.
    pub(super) fn background(&self) -> Option<bool> {
        json::flag(&self.input, "run_in_background").then_some(true)
    }

    /// The file that it names, as the host spells it.
    pub(super) fn file(&self) -> Option<&str> {
        PATHS.iter().find_map(|name| json::text(&self.input, name))
    }

    /// Whether what it gives back is what files hold.
    pub(super) fn gives_contents(&self) -> bool {
        matches!(self.class, "read" | "edit" | "search")
            || self.class == "other" && self.file().is_some()
    }

    /// The files that it names, in the work tree.
    pub(super) fn paths(&self, tree: Option<&Worktree>) -> Option<Vec<Path>> {
        Some(vec![tree?.path(self.cwd.as_deref(), self.file()?)?])
    }

    /// The working directory, in the work tree.
    pub(super) fn cwd(&self, tree: Option<&Worktree>) -> Option<Path> {
        let cwd = self.cwd.as_deref()?;
        tree?.path(Some(cwd), cwd)
    }

    /// Its payload, and how many bytes of its input were left out.
    pub(super) fn payload(&self, tree: Option<&Worktree>) -> (ToolCall, Option<u64>) {
        let mut clipped = 0;
        let mut input = self.input.clone();
        strip(&mut input, self.gives_contents(), DEPTH, &mut clipped);
        let mut call = ToolCall::new(self.name.clone());
        call.class = Some(self.class.into());
        call.input = Some(input.to_string()).filter(|_| !input.is_null());
        call.paths = self.paths(tree);
        call.description = json::text(&self.input, "description").map(str::to_owned);
        call.cwd = self.cwd(tree);
        call.background = self.background();
        call.server = self
            .name
            .strip_prefix("mcp__")
            .and_then(|name| name.split_once("__").map(|(server, _)| server.to_owned()));
        (call, Some(clipped).filter(|bytes| *bytes > 0))
    }
}

/// Takes out what is told elsewhere (paths, the description) and contents of files.
fn strip(value: &mut Value, of_files: bool, depth: usize, clipped: &mut u64) {
    match value {
        Value::Object(members) => {
            members.retain(|name, member| match member {
                Value::String(_) if PATHS.contains(&name.as_str()) || name == "description" => {
                    false
                }
                Value::String(text) if of_files && CONTENTS.contains(&name.as_str()) => {
                    *clipped += text.len() as u64;
                    false
                }
                Value::Object(_) | Value::Array(_) => depth > 0,
                _ => true,
            });
            for member in members.values_mut() {
                strip(member, of_files, depth.saturating_sub(1), clipped);
            }
        }
        Value::Array(items) => {
            items.retain(|item| depth > 0 || !(item.is_object() || item.is_array()));
            for item in items {
                strip(item, of_files, depth.saturating_sub(1), clipped);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_and_foreign_paths_stay_out_of_the_input() {
        let check = |block: &str, input: &str, paths: &[&str], clipped: Option<u64>| {
            let call = Call::of(&json::parse(block.as_bytes()).unwrap(), Some("/w"));
            let (payload, bytes) = call.payload(Worktree::new("/w").as_ref());
            assert_eq!(payload.input.as_deref(), Some(input));
            let told: Vec<String> =
                payload.paths.unwrap_or_default().into_iter().map(|p| p.0).collect();
            assert_eq!((told, bytes), (paths.iter().map(|p| (*p).to_owned()).collect(), clipped));
        };
        check(
            r#"{"name":"Edit","input":{"file_path":"/w/a","old_string":"abc","new_string":"d","replace_all":true}}"#,
            r#"{"replace_all":true}"#,
            &["a"],
            Some(4),
        );
        check(
            r#"{"name":"MultiEdit","input":{"file_path":"/x/a","edits":[{"old_string":"abc","new_string":"é"}]}}"#,
            r#"{"edits":[{}]}"#,
            &[],
            Some(5),
        );
        check(
            r#"{"name":"Bash","input":{"command":"ls","description":"List"}}"#,
            r#"{"command":"ls"}"#,
            &[],
            None,
        );
        check(
            r#"{"name":"TodoWrite","input":{"todos":[{"content":"do it"}]}}"#,
            r#"{"todos":[{"content":"do it"}]}"#,
            &[],
            None,
        );
        check(
            r#"{"name":"mcp__fs__write_file","input":{"path":"a","content":"abc"}}"#,
            "{}",
            &["a"],
            Some(3),
        );
    }
}
