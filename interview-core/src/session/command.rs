//! What a shell command does, as far as its first words tell.

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::value::RawValue;

use crate::text::Text;

/// The command line in a tool's input, which is a string of JSON.
pub(super) fn of_input(input: &str) -> Option<Cow<'_, str>> {
    #[derive(serde::Deserialize)]
    struct Input<'a> {
        #[serde(borrow)]
        command: &'a RawValue,
    }
    let told = serde_json::from_str::<Input<'_>>(input).ok()?.command.get();
    if let Ok(Text(line)) = serde_json::from_str(told) {
        return Some(line);
    }
    // `bash -lc LINE`: the line is the last word.
    let words: Vec<String> = serde_json::from_str(told).ok()?;
    match words.as_slice() {
        [_, flag, line] if flag.starts_with('-') && flag.ends_with('c') => {
            Some(Cow::Owned(line.clone()))
        }
        words => Some(Cow::Owned(words.join(" "))),
    }
}

/// Whether each part of a command line begins with the words of one of the patterns; changes of
/// folder count as no part.
pub(super) fn is_any(line: &str, patterns: &[String]) -> bool {
    let mut parts = parts(line).filter(|part| !part.starts_with("cd ")).peekable();
    let begins = |part: &str, words: &str| {
        part.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    parts.peek().is_some() && parts.all(|part| patterns.iter().any(|pattern| begins(part, pattern)))
}

/// The commands of a line, without the redirections and quotes that a shell would read.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    line.split(['\n', ';', '|', '&']).map(str::trim).filter(|part| !part.is_empty())
}

/// Commands by their first word.
#[derive(Debug, Default)]
pub struct Commands {
    counts: BTreeMap<String, u64>,
    /// Commands beyond those whose names are kept.
    other: u64,
}

/// Names of commands that are kept.
const NAMES: usize = 256;
/// Longest name that is kept, in bytes.
const NAME_BYTES: usize = 64;

impl Commands {
    /// Counts the programs of a command line.
    pub(super) fn count(&mut self, line: &str) {
        for part in parts(line) {
            let words = part.split_whitespace();
            let mut words = words.skip_while(|word| word.contains('='));
            let Some(name) = words.next().and_then(|word| word.rsplit('/').next()) else {
                continue;
            };
            let is_name = name.len() <= NAME_BYTES
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-+".contains(&b));
            if !is_name || name == "cd" {
                continue;
            }
            if let Some(count) = self.counts.get_mut(name) {
                *count += 1;
            } else if self.counts.len() < NAMES {
                self.counts.insert(name.to_owned(), 1);
            } else {
                self.other += 1;
            }
        }
    }

    /// Names and how often each was run, in the order of names, and how many others were run.
    #[must_use]
    pub fn counts(&self) -> (&BTreeMap<String, u64>, u64) {
        (&self.counts, self.other)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        event::{Event, Timestamp},
        session::Session,
    };

    #[test]
    fn a_line_is_a_formatter_only_where_each_part_is_one() {
        let patterns = ["cargo fmt".to_owned(), "prettier".to_owned()];
        let check =
            |line: &str, expected: bool| assert_eq!(is_any(line, &patterns), expected, "{line}");
        check("cargo fmt --all", true);
        check("cd web && prettier -w .", true);
        check("cargo fmt && cargo test", false);
        check("cargo fmtx", false);
        check("cd web", false);
        check("", false);
    }

    #[test]
    fn the_command_is_read_out_of_either_form_of_input() {
        let check = |input: &str, expected: Option<&str>| {
            assert_eq!(of_input(input).as_deref(), expected, "{input}");
        };
        check(r#"{"command":"ls -l"}"#, Some("ls -l"));
        check(r#"{"command":["bash","-lc","ls -l"]}"#, Some("ls -l"));
        check(r#"{"command":["ls","-l"]}"#, Some("ls -l"));
        check(r#"{"path":"a"}"#, None);
        check("[", None);
    }

    #[test]
    fn a_call_is_counted_once_by_its_programs() {
        let mut session = Session::default();
        let line = "cd a && RUST_LOG=1 /usr/bin/cargo test | tail -3";
        for (kind, line) in [("tool_call", line), ("command", "cargo test")] {
            let data = json!({ "call": "a", "class": "execute", "command": line }).to_string();
            let at = Timestamp::EPOCH;
            session.take(&Event { seq: 0, at, kind, origin: "assistant", data: &data });
        }
        let counts: Vec<_> = session.commands.counts().0.iter().collect();
        assert_eq!(counts, [(&"cargo".to_owned(), &1), (&"tail".to_owned(), &1)]);
    }
}
