//! What transcripts tell of files.

use interview_capture::Import;
use serde_json::{Value, json};

use crate::{
    bring::{added, data, digest_of, kinds, of_kind},
    script::{Script, edit, write},
};

/// The file events as `kind path cause before>after [hunks]`: lines of the states, `-` where there
/// is no such file, `?` where it isn't told; hunks as `at-removed+added`.
fn files(import: &Import) -> Vec<String> {
    let state = |data: &Value, name: &str| match data.get(name) {
        None => "?".to_owned(),
        Some(Value::Null) => "-".to_owned(),
        Some(state) => state["lines"].to_string(),
    };
    let is_file = |kind: &str| kind.starts_with("file_") && kind != "file_read";
    let events = import.events.iter().filter(|event| is_file(event.kind));
    events
        .map(|event| {
            let data = data(event);
            let hunks = data.get("hunks").map_or("none".to_owned(), |hunks| {
                let hunk = |hunk: &Value| {
                    let added = hunk["added"].as_str().unwrap().len() / 12;
                    format!("{}-{}+{added}", hunk["at"], hunk["removed"])
                };
                hunks.as_array().unwrap().iter().map(hunk).collect::<Vec<_>>().join(",")
            });
            let (path, cause) = (data["path"].as_str().unwrap(), data["cause"].as_str().unwrap());
            let (before, after) = (state(&data, "before"), state(&data, "after"));
            format!("{} {path} {cause} {before}>{after} [{hunks}]", event.kind)
        })
        .collect()
}

#[test]
fn a_file_is_followed_from_write_to_edit() {
    let mut script = Script::default();
    script.done(
        "a",
        "Write",
        write("/w/a.py", "one\ntwo\n"),
        json!({"type": "create", "originalFile": null, "content": "one\ntwo\n"}),
    );
    script.done("b", "Edit", edit("/w/a.py", "two", "2"), json!({"originalFile": "one\ntwo\n", "oldString": "two", "newString": "2", "userModified": false}));
    script.done("c", "Edit", edit("/w/a.py", "one\n", ""), json!({}));
    let import = script.import();
    assert_eq!(
        files(&import),
        [
            "file_write a.py tool ->2 [0-0+2]",
            "file_edit a.py tool 2>2 [1-1+1]",
            "file_edit a.py tool 2>1 [0-1+0]",
        ]
    );
    assert_eq!(added(&import), ["one", "two", "2"].map(digest_of));
    let events = of_kind(&import, "file_edit");
    assert_eq!(of_kind(&import, "file_write")[0]["after"], events[0]["before"]);
    assert_eq!(events[0]["after"], events[1]["before"]);
    assert_eq!(events[0]["call"], "b");
}

#[test]
fn several_edits_and_every_place_are_applied_in_one_call() {
    let mut script = Script::default();
    let edits = json!([
        {"old_string": "rows", "new_string": "entries", "replace_all": true},
        {"old_string": "class A:", "new_string": "class B:"},
    ]);
    let given =
        json!({"originalFileContents": "class A:\n  rows\n  x\n  rows\n", "userModified": true});
    script.done("a", "MultiEdit", json!({"file_path": "/w/a.py", "edits": edits}), given);
    let all = json!({"file_path": "/w/a.py", "old_string": "entries", "new_string": "es", "replace_all": true});
    script.done("b", "Edit", all, json!({}));
    let import = script.import();
    assert_eq!(
        files(&import),
        ["file_edit a.py tool 4>4 [0-2+2,3-1+1]", "file_edit a.py tool 4>4 [1-1+1,3-1+1]"]
    );
    assert_eq!(of_kind(&import, "file_edit")[0]["user_modified"], true);
}

#[test]
fn a_notebook_is_told_by_the_lines_of_its_file() {
    let mut script = Script::default();
    let given = json!({"notebook_path": "/w/a.ipynb", "original_file": "{\n}\n", "updated_file": "{\n1\n}\n"});
    script.done(
        "a",
        "NotebookEdit",
        json!({"notebook_path": "/w/a.ipynb", "new_source": "1"}),
        given,
    );
    assert_eq!(files(&script.import()), ["file_edit a.ipynb tool 2>3 [1-0+1]"]);
}

#[test]
fn what_failed_or_was_denied_changes_nothing() {
    let mut script = Script::default();
    script.done(
        "a",
        "Write",
        write("/w/a", "one\n"),
        json!({"type": "create", "originalFile": null}),
    );
    script.call("b", "Edit", edit("/w/a", "secret of a file", "x"));
    script.failed("b", "<tool_use_error>String to replace not found in file.\nString: secret of a file</tool_use_error>");
    script.call("c", "Write", write("/w/a", "three\n"));
    script.failed("c", "The user doesn't want to proceed with this tool use.");
    script.call("d", "Write", write("/w/a", "four\n"));
    script.done("e", "Edit", edit("/w/a", "one", "1"), json!({}));
    let import = script.import();
    assert_eq!(files(&import), ["file_write a tool ->1 [0-0+1]", "file_edit a tool 1>1 [0-1+1]"]);
    assert_eq!(of_kind(&import, "tool_result")[1]["error"], "String to replace not found in file.");
    assert!(import.events.iter().all(|event| !event.data.contains("secret of a file")));
}

#[test]
fn a_change_out_of_sight_is_nobodys() {
    let mut script = Script::default();
    script.done(
        "a",
        "Write",
        write("/w/a", "one\n"),
        json!({"type": "create", "originalFile": null}),
    );
    script.done("b", "Edit", edit("/w/a", "two", "2"), json!({"originalFile": "one\ntwo\n"}));
    script.done(
        "c",
        "Write",
        write("/w/a", "new\n"),
        json!({"type": "create", "originalFile": null}),
    );
    let import = script.import();
    assert_eq!(
        files(&import),
        [
            "file_write a tool ->1 [0-0+1]",
            "file_change a seen 1>2 [1-0+1]",
            "file_edit a tool 2>2 [1-1+1]",
            "file_delete a seen 2>? [none]",
            "file_write a tool ->1 [0-0+1]",
        ]
    );
    let seen = import.events.iter().find(|event| event.kind == "file_change").unwrap();
    assert_eq!(seen.origin, "recorder");
}

#[test]
fn line_ends_of_another_system_are_no_change() {
    let mut script = Script::default();
    script.done(
        "a",
        "Write",
        write("/w/a", "one\r\ntwo\r\n"),
        json!({"type": "create", "originalFile": null}),
    );
    script.done(
        "b",
        "Edit",
        edit("/w/a", "two\r\n", "2\r\n"),
        json!({"originalFile": "one\ntwo\n"}),
    );
    assert_eq!(
        files(&script.import()),
        ["file_write a tool ->2 [0-0+2]", "file_edit a tool 2>2 [1-1+1]"]
    );
}

#[test]
fn a_file_that_is_not_known_is_told_by_the_patch_or_by_what_was_read() {
    let mut script = Script::default();
    let patch = json!([{"oldStart": 3, "oldLines": 2, "newStart": 3, "newLines": 2, "lines": [" a", "-b", "+c"]}]);
    script.done("a", "Edit", edit("/w/a", "b", "c"), json!({"structuredPatch": patch}));
    script.done("b", "Write", write("/w/b", "x\ny\n"), json!("The file has been updated."));
    let file = json!({"filePath": "/w/c", "content": "x\ny", "numLines": 2, "startLine": 1, "totalLines": 2});
    script.done("c", "Read", json!({"file_path": "/w/c"}), json!({"type": "text", "file": file}));
    script.done("d", "Edit", edit("/w/c", "y", "z"), json!("done"));
    script.done("e", "Edit", edit("/w/d", "y", "z"), json!("done"));
    let import = script.import();
    assert_eq!(
        files(&import),
        [
            "file_edit a tool ?>? [3-1+1]",
            "file_write b tool ?>2 [0-0+2]",
            "file_edit c tool ?>? [1-1+1]",
            "file_edit d tool ?>? [none]",
        ]
    );
    assert_eq!(of_kind(&import, "file_write")[0]["full"], true);
    let [read] = of_kind(&import, "file_read").try_into().unwrap();
    assert_eq!((&read["lines"], &read["at"], &read["count"]), (&json!(2), &json!(0), &json!(2)));
}

#[test]
fn a_patch_that_tells_otherwise_wins_over_the_proposal() {
    let mut script = Script::default();
    let patch = json!([{"oldStart": 1, "oldLines": 1, "newStart": 1, "newLines": 2, "lines": ["-a", "+b", "+c"]}]);
    let given = json!({"originalFile": "a\n", "structuredPatch": patch, "userModified": true});
    script.done("a", "Edit", edit("/w/a", "a", "b"), given);
    let import = script.import();
    assert_eq!(files(&import), ["file_edit a tool ?>? [0-1+2]"]);
    assert_eq!(added(&import), ["b", "c"].map(digest_of));
}

#[test]
fn files_outside_the_work_tree_are_left_out() {
    let mut script = Script::default();
    script.done(
        "a",
        "Write",
        write("/home/c/.claude/plans/p.md", "x\n"),
        json!({"type": "create", "originalFile": null}),
    );
    let import = script.import();
    assert_eq!(kinds(&import), ["tool_call", "tool_result"]);
    assert!(import.events.iter().all(|event| !event.data.contains("plans")));
}
