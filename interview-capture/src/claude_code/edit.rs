//! What the file tools do to a text, and what a patch says of it. No files, no states.

use std::collections::BTreeSet;

use interview_core::{
    digest::{self, LineDigest},
    event::{Digests, Hunk},
    limits::INTEGER_MAX,
};
use serde_json::Value;

use crate::{json, limits};

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    old: String,
    new: String,
    all: bool,
}

impl Edit {
    /// Whether it makes a file where there is none.
    pub(super) fn makes_file(&self) -> bool {
        self.old.is_empty()
    }
}

/// A text with its line ends as LF, as the host reads and compares texts.
pub(super) fn with_lf(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// The replacements of a call: those of its result, which may differ from what was proposed, else
/// those of its input.
pub(super) fn edits(input: &Value, result: Option<&Value>) -> Option<Vec<Edit>> {
    let applied = result.and_then(|result| {
        one(result, ["oldString", "newString", "replaceAll"]).map(|edit| vec![edit])
    });
    applied
        .or_else(|| result.and_then(many))
        .or_else(|| many(input))
        .or_else(|| one(input, ["old_string", "new_string", "replace_all"]).map(|edit| vec![edit]))
}

fn one(value: &Value, [old, new, all]: [&str; 3]) -> Option<Edit> {
    let (old, new) = (with_lf(json::text(value, old)?), with_lf(json::text(value, new)?));
    Some(Edit { old, new, all: json::flag(value, all) })
}

fn many(value: &Value) -> Option<Vec<Edit>> {
    let edits = json::items(value, "edits");
    let edits: Option<Vec<_>> =
        edits.iter().map(|edit| one(edit, ["old_string", "new_string", "replace_all"])).collect();
    edits.filter(|edits| !edits.is_empty())
}

/// The text after all edits, one after the other; `None` where one doesn't fit, or the work would
/// be more than what is left of it, in bytes.
pub(super) fn applied(text: &str, edits: &[Edit], work: &mut usize) -> Option<String> {
    edits.iter().try_fold(text.to_owned(), |text, edit| {
        *work = work.checked_sub(text.len())?;
        let after = replaced(&text, edit)?;
        *work = work.checked_sub(after.len())?;
        Some(after)
    })
}

/// An empty `old` makes a file. Where text is taken out and nothing put in, its line end goes too.
fn replaced(text: &str, edit: &Edit) -> Option<String> {
    let Edit { old, new, all } = edit;
    if old.is_empty() {
        return text.is_empty().then(|| new.clone());
    }
    let with_end = format!("{old}\n");
    let takes_end = new.is_empty() && !old.ends_with('\n') && text.contains(&with_end);
    let old = if takes_end { &with_end } else { old };
    let times = if *all { text.matches(old.as_str()).count() } else { 1 };
    if !text.contains(old.as_str())
        || text.len().saturating_add(times.saturating_mul(new.len())) > limits::FILE_BYTES
    {
        return None;
    }
    Some(if *all { text.replace(old, new) } else { text.replacen(old, new, 1) })
}

/// Whether a patch of the host fits to the texts before and after: as many lines more or fewer, and
/// no added line that the text after doesn't have. White space is not compared: the host shows tabs
/// as spaces. No patch says nothing.
pub(super) fn agrees(patch: Option<&Value>, before: &str, after: &str) -> bool {
    let Some(hunks) = patch.and_then(Value::as_array).filter(|hunks| !hunks.is_empty()) else {
        return true;
    };
    let lines = |text: &str| digest::lines(text.as_bytes()).count();
    let marked = |mark: char| {
        let lines = hunks.iter().flat_map(|hunk| json::items(hunk, "lines"));
        lines.filter_map(Value::as_str).filter_map(move |line| line.strip_prefix(mark))
    };
    let bare = |line: &str| line.split_whitespace().collect::<String>();
    let there: BTreeSet<String> = after.lines().map(bare).collect();
    lines(before) + marked('+').count() == lines(after) + marked('-').count()
        && marked('+').all(|line| there.contains(&bare(line)))
}

/// The hunks of a patch, without the lines around them; `None` where they aren't in order.
pub(super) fn hunks(line_salt: &[u8; 32], patch: &Value) -> Option<Vec<Hunk>> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut end = 0;
    for hunk in patch.as_array()? {
        let start = json::count(hunk, "oldStart")?;
        // A hunk without old lines names the line before it.
        let mut at = start.checked_sub(u64::from(json::count(hunk, "oldLines")? > 0))?;
        let mut run: Option<(u64, u64, Vec<LineDigest>)> = None;
        for line in json::items(hunk, "lines") {
            let line = line.as_str()?;
            match line.split_at_checked(1)? {
                ("-", _) => {
                    run.get_or_insert((at, 0, Vec::new())).1 += 1;
                    at += 1;
                }
                ("+", text) => {
                    let digest = LineDigest::of(line_salt, text.as_bytes());
                    run.get_or_insert((at, 0, Vec::new())).2.push(digest);
                }
                ("\\", _) => {}
                _ => {
                    hunks.extend(run.take().map(hunk_of));
                    at += 1;
                }
            }
        }
        hunks.extend(run.take().map(hunk_of));
        if start < end || at > INTEGER_MAX {
            return None;
        }
        end = at;
    }
    Some(hunks).filter(|hunks| !hunks.is_empty())
}

fn hunk_of((at, removed, added): (u64, u64, Vec<LineDigest>)) -> Hunk {
    Hunk::new(at, removed, Digests(digest::encode(&added)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(old: &str, new: &str, all: bool) -> Edit {
        Edit { old: old.into(), new: new.into(), all }
    }

    #[test]
    fn edits_do_what_the_tool_does() {
        let check = |text: &str, edits: &[Edit], expected: Option<&str>| {
            assert_eq!(
                applied(text, edits, &mut usize::MAX.clone()).as_deref(),
                expected,
                "{text} {edits:?}"
            );
        };
        check("a a\n", &[edit("a", "b", false)], Some("b a\n"));
        check("a a\n", &[edit("a", "b", true)], Some("b b\n"));
        check("a\nb\n", &[edit("a", "", false)], Some("b\n"));
        check("a b\n", &[edit("a ", "", false)], Some("b\n"));
        check("a\n", &[edit("a\n", "", false)], Some(""));
        check("", &[edit("", "new\n", false)], Some("new\n"));
        check("a", &[edit("", "new", false)], None);
        check("a", &[edit("b", "c", false)], None);
        check("a", &[edit("a", "b", false), edit("b", "$&c", false)], Some("$&c"));
        check("a", &[edit("a", "b", false), edit("a", "c", false)], None);
        let mut work = 3;
        assert_eq!(applied("ab", &[edit("a", "c", false)], &mut work), None);
        assert_eq!(applied("a", &[edit("a", "c", false)], &mut 2), Some("c".into()));
        let large = "a".repeat(limits::FILE_BYTES / 2);
        check(&large, &[edit("a", "bcd", true)], None);
    }

    #[test]
    fn a_patch_gives_the_changed_lines_alone() {
        let salt = [7; 32];
        let check = |patch: &str, expected: Option<&[(u64, u64, &[&str])]>| {
            let found = hunks(&salt, &json::parse(patch.as_bytes()).unwrap());
            let expected = expected.map(|hunks| {
                let digest = |line: &&str| LineDigest::of(&salt, line.as_bytes());
                let of = |(at, removed, added): &(u64, u64, &[&str])| {
                    hunk_of((*at, *removed, added.iter().map(digest).collect()))
                };
                hunks.iter().map(of).collect::<Vec<_>>()
            });
            assert_eq!(found, expected, "{patch}");
        };
        check(
            r#"[{"oldStart":1,"oldLines":4,"newStart":1,"newLines":4,"lines":[" a","-b","+c"," d","+e","-f"]}]"#,
            Some(&[(1, 1, &["c"]), (3, 1, &["e"])]),
        );
        check(
            r#"[{"oldStart":0,"oldLines":0,"newStart":1,"newLines":1,"lines":["+a","\\ No newline"]}]"#,
            Some(&[(0, 0, &["a"])]),
        );
        check("[]", None);
        check(r#"[{"oldStart":0,"oldLines":1,"lines":["-a"]}]"#, None);
        let one = r#"{"oldStart":5,"oldLines":1,"lines":["-a"]}"#;
        let other = r#"{"oldStart":1,"oldLines":1,"lines":["-a"]}"#;
        check(&format!("[{one},{other}]"), None);
        check(r#"[{"oldStart":9007199254740991,"oldLines":1,"lines":["-a","-b","-c"]}]"#, None);
    }

    #[test]
    fn a_patch_that_tells_another_change_is_seen() {
        let check = |patch: &str, expected: bool| {
            let patch = json::parse(patch.as_bytes()).unwrap();
            assert_eq!(agrees(Some(&patch), "a\n\tb\n", "a\n\tc\nd\n"), expected, "{patch}");
        };
        check(r#"[{"lines":[" a","-    b","+    c","+d"]}]"#, true);
        check(r#"[{"lines":[" a","-    b","+    c"]}]"#, false);
        check(r#"[{"lines":[" a","-    b","+    c","+e"]}]"#, false);
        check("[]", true);
    }
}
