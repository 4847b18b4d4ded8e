//! What the candidate does: in an editor that is captured and in one that isn't, in terminals, with
//! git, and while the recorder is off.

use interview_core::api::Timestamp;
use serde_json::json;

use super::{
    assistant,
    code::Look,
    edit,
    owner::Owner,
    paths::{a_file, a_new_path, a_pair, bytes_of},
    random::Random,
    recorder::{Account, spelled},
    repository::quoted,
    script::Act,
    stage::Stage,
};

pub(super) fn act(stage: &mut Stage, act: Act, random: &mut Random) {
    match act {
        Act::Prompt => prompt(stage),
        Act::Type => captured(stage, random, Owner::CandidateEditor, "typing"),
        Act::Completion => captured(stage, random, Owner::AssistantEdit, "completion"),
        Act::EditorFormat => editor_format(stage, random),
        Act::Paste => paste(stage, random),
        Act::EditorMove => editor_move(stage, random),
        Act::Undo => undo(stage, random),
        Act::EditorRename => editor_rename(stage, random),
        Act::Uncaptured => uncaptured(stage, random),
        Act::Terminal => terminal(stage, random),
        Act::Git => git(stage, random),
        Act::Stash => stash(stage, random),
        Act::Commit => commit(stage, "committed"),
        Act::Amend => commit(stage, "amended"),
        Act::Squash => squash(stage),
        Act::Gap => gap(stage, random),
        _ => assistant::act(stage, act, random),
    }
}

fn prompt(stage: &mut Stage) {
    stage.hook();
    stage.tell("user_prompt", "candidate", &json!({ "text": "Go on." }));
    assistant::answer(stage);
}

fn captured(stage: &mut Stage, random: &mut Random, owner: Owner, cause: &str) {
    let Some(path) = a_file(stage, random) else { return };
    let before = bytes_of(stage, &path);
    let made = edit::mutate(random, &before, Look::of(&path));
    stage.save(owner, cause, &path, &made);
}

/// The editor lays the file out as it saves: other indents, no white space at the ends of lines.
fn editor_format(stage: &mut Stage, random: &mut Random) {
    let Some(path) = a_file(stage, random) else { return };
    let before = bytes_of(stage, &path);
    let end = edit::line_end(&before);
    let made: Vec<u8> = edit::split(&before)
        .iter()
        .flat_map(|line| {
            let text = line.trim_ascii_end();
            let spaces = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            let indent = " ".repeat(spaces.div_ceil(2) * 2);
            [indent.as_bytes(), &text[spaces..], end.as_bytes()].concat()
        })
        .collect();
    if made != before {
        stage.save(Owner::Formatter, "formatter", &path, &made);
    }
}

fn paste(stage: &mut Stage, random: &mut Random) {
    let Some(path) = a_file(stage, random) else { return };
    let before = bytes_of(stage, &path);
    let block = match random.percent(20) {
        // Lines that stand in the file already.
        true => edit::cut(random, &before).0,
        false => edit::block(random, Look::of(&path), edit::line_end(&before)),
    };
    put_in(stage, random, &path, &block);
}

fn put_in(stage: &mut Stage, random: &mut Random, path: &str, block: &[Vec<u8>]) {
    let (at, made) = edit::insert(random, &bytes_of(stage, path), block);
    let text = block.concat();
    if text.is_empty() {
        return;
    }
    stage.told(path, Account::SEEN);
    let data = json!({
        "path": spelled(path), "at": at, "lines": block.len(), "bytes": text.len(),
        "added": stage.recorder.digests(&text),
    });
    stage.tell("paste", "editor", &data);
    stage.save(Owner::CandidateEditor, "paste", path, &made);
}

fn editor_move(stage: &mut Stage, random: &mut Random) {
    let Some((from, to)) = a_pair(stage, random) else { return };
    let (block, rest) = edit::cut(random, &bytes_of(stage, &from));
    stage.save(Owner::CandidateEditor, "typing", &from, &rest);
    put_in(stage, random, &to, &block);
}

fn undo(stage: &mut Stage, random: &mut Random) {
    let Some(path) = a_file(stage, random) else { return };
    let last = stage.history.iter().rev().find(|(known, _)| *known == path);
    if let Some((_, bytes)) = last.cloned() {
        stage.save(Owner::CandidateEditor, "undo", &path, &bytes);
    }
}

fn editor_rename(stage: &mut Stage, random: &mut Random) {
    let Some(path) = a_file(stage, random) else { return };
    let new = a_new_path(stage, random);
    stage.hook();
    stage.run(Owner::CandidateEditor, &format!("mv {} {}", quoted(&path), quoted(&new)));
    let account =
        Account { kind: "file_change", origin: "editor", cause: Some("refactor"), call: None };
    stage.look(account, &[]);
}

fn uncaptured(stage: &mut Stage, random: &mut Random) {
    let Some(path) = a_file(stage, random) else { return };
    for _ in 0..random.weighted(&[(6, 1), (2, 2), (1, 3)]) {
        let made = edit::mutate(random, &bytes_of(stage, &path), Look::of(&path));
        stage.write(Owner::Unexplained, &path, &made);
    }
}

fn terminal(stage: &mut Stage, random: &mut Random) {
    let Some(command) = assistant::shell_edit(stage, random) else { return };
    stage.hook();
    let call = stage.next_call();
    let start = json!({ "command": command, "phase": "start", "call": call });
    stage.tell("command", "candidate", &start);
    stage.run(Owner::CandidateEditor, &command);
    let account = Account {
        kind: "file_change",
        origin: "recorder",
        cause: Some("shell"),
        call: Some(&call),
    };
    stage.look(account, &[]);
    let end = json!({ "command": command, "phase": "end", "call": call, "exit_code": 0 });
    stage.tell("command", "candidate", &end);
}

fn git(stage: &mut Stage, random: &mut Random) {
    let Some(path) = a_file(stage, random) else { return };
    let file = quoted(&path);
    let command = match random.below(5) {
        0 | 1 => format!("git checkout -- {file}"),
        2 => format!("rm {file}"),
        3 => "git checkout HEAD -- .".to_owned(),
        _ => {
            let new = a_new_path(stage, random);
            format!("git mv {file} {0} || mv {file} {0}", quoted(&new))
        }
    };
    stage.run(Owner::Unexplained, &command);
}

fn stash(stage: &mut Stage, random: &mut Random) {
    stage.run(Owner::Unexplained, "git stash -q");
    if random.percent(50) {
        stage.hook();
    }
    stage.run(Owner::Unexplained, "git stash pop -q");
}

fn commit(stage: &mut Stage, cause: &str) {
    let is_first = stage.repository.git_text(&["rev-list", "--count", "HEAD"]) == "1";
    let amend = if cause == "amended" && !is_first { "--amend " } else { "" };
    let command = format!("git add -A && git commit -q --allow-empty {amend}-m 'A step'");
    stage.run(Owner::Unexplained, &command);
    stage.hook();
    stage.commit(if amend.is_empty() { "committed" } else { "amended" });
}

/// An interactive rebase whose list another program edits.
fn squash(stage: &mut Stage) {
    commit(stage, "committed");
    let count = stage.repository.git_text(&["rev-list", "--count", "HEAD"]);
    if count.parse::<usize>().unwrap() < 3 {
        return;
    }
    stage.act(Owner::Unexplained, |repository| {
        let editors =
            [("GIT_SEQUENCE_EDITOR", "sed -i '2s/^pick/squash/'"), ("GIT_EDITOR", "true")];
        repository.git_with(&["rebase", "-q", "--keep-empty", "-i", "HEAD~2"], &editors);
    });
    stage.hook();
    stage.commit("rebased");
}

/// The recorder is off while others go on; it reads the files before, and says so after.
fn gap(stage: &mut Stage, random: &mut Random) {
    if !stage.is_on {
        return;
    }
    stage.hook();
    let from = stage.recorder.now_ms();
    stage.is_on = false;
    for _ in 0..random.between(1, 3) {
        let inner = [Act::ToolEdit, Act::Shell, Act::Type, Act::Uncaptured, Act::ToolCreate];
        let inner = *random.pick(&inner);
        act(stage, inner, random);
    }
    stage.is_on = true;
    stage.recorder.wait(1_000);
    let time = |ms: i64| Timestamp::from_ms(ms).unwrap().to_string();
    let until = stage.recorder.now_ms();
    let data = json!({ "reason": "off", "from": time(from), "until": time(until) });
    stage.tell("recorder_gap", "recorder", &data);
    stage.hook();
    stage.snapshot();
}
