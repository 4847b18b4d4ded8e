//! What the assistant does: file tools, shell calls, subagents.

use serde_json::json;

use super::{
    code::Look,
    edit,
    owner::Owner,
    paths::{a_file, a_new_path, a_pair, bytes_of},
    random::Random,
    recorder::Account,
    repository::{FORMATTER, quoted},
    script::Act,
    stage::{Shell, Stage},
};

/// Longer than the policy's window.
const LONG_MS: i64 = 130_000;

pub(super) fn act(stage: &mut Stage, act: Act, random: &mut Random) {
    match act {
        Act::ToolEdit => tool_edit(stage, random),
        Act::ToolCreate => tool_create(stage, random),
        Act::ToolRewrite => tool_rewrite(stage, random),
        Act::ToolMove => tool_move(stage, random),
        Act::Shell => {
            if let Some(command) = shell_edit(stage, random) {
                stage.shell(Owner::AssistantShell, &command);
            }
        }
        Act::ShellFormat => {
            if let Some(path) = a_file(stage, random) {
                stage.shell(Owner::Formatter, &format!("{FORMATTER} {}", quoted(&path)));
            }
        }
        Act::ShellGit => shell_git(stage, random),
        Act::ShellLock => shell_lock(stage, random),
        Act::ShellLong => long(stage, random),
        Act::ShellBackground => background(stage, random),
        Act::ShellAndEditor => shell_and_editor(stage, random),
        Act::Parallel => parallel(stage, random),
        Act::ParallelShell => parallel_shell(stage, random),
        _ => {}
    }
}

fn tool_edit(stage: &mut Stage, random: &mut Random) {
    let Some(path) = a_file(stage, random) else { return tool_create(stage, random) };
    let made = edit::mutate(random, &bytes_of(stage, &path), Look::of(&path));
    stage.tool("file_edit", &path, &made);
}

fn tool_create(stage: &mut Stage, random: &mut Random) {
    let path = a_new_path(stage, random);
    let blocks = random.between(0, 3);
    let made = Look::of(&path).file(random, blocks);
    stage.tool("file_write", &path, &made);
}

fn tool_rewrite(stage: &mut Stage, random: &mut Random) {
    let Some(path) = a_file(stage, random) else { return };
    let made = edit::rewrite(random, &bytes_of(stage, &path), Look::of(&path));
    stage.tool("file_write", &path, &made);
}

fn tool_move(stage: &mut Stage, random: &mut Random) {
    let Some((from, to)) = a_pair(stage, random) else { return };
    let (block, rest) = edit::cut(random, &bytes_of(stage, &from));
    let (_, made) = edit::insert(random, &bytes_of(stage, &to), &block);
    stage.tool("file_edit", &from, &rest);
    stage.tool("file_edit", &to, &made);
}

/// A command that changes one file.
pub(super) fn shell_edit(stage: &Stage, random: &mut Random) -> Option<String> {
    let path = a_file(stage, random)?;
    let lines = edit::split(&bytes_of(stage, &path)).len();
    let (look, file) = (Look::of(&path), quoted(&path));
    let (line, span) = (random.between(1, lines.max(1)), random.between(1, 4));
    let last = line + span;
    Some(match random.below(15) {
        0 | 1 => format!("sed -i 's/count/total/; s/limit/bound/g' {file}"),
        2 => format!("sed -i '{line},{last}d' {file}"),
        3 => format!("sed -i '{line},{last}s/^/    /' {file}"),
        4 => format!("sed -i '{line},{last}s/^[ \\t]*//' {file}"),
        5 => format!("sed -i '{line},{last}p' {file}"),
        6 => format!("sed -i 's/\\r$//' {file}"),
        7 if random.percent(40) => format!("sed -i 's/\\r$//; s/$/\\r/' {file}"),
        7..=10 => {
            let block = look.block(random).join("\n");
            format!("cat >> {file} <<'END'\n{block}\nEND")
        }
        11 => format!("printf '%s' {} >> {file}", quoted(&look.line(random))),
        12 if random.percent(50) => format!("rm {file}"),
        12 => format!("cp {file} {}", quoted(&a_new_path(stage, random))),
        13 => format!("sed -i '{line}i\\{}' {file}", look.line(random)),
        _ => format!("sed -i '{line}{{h;d}};${{G}}' {file}"),
    })
}

fn shell_git(stage: &mut Stage, random: &mut Random) {
    let Some(path) = a_file(stage, random) else { return };
    let file = quoted(&path);
    let command = match random.below(3) {
        0 => format!("git checkout -- {file}"),
        1 => format!("git checkout HEAD -- {file}"),
        _ => {
            let new = a_new_path(stage, random);
            format!("git mv {file} {0} || mv {file} {0}", quoted(&new))
        }
    };
    stage.shell(Owner::AssistantShell, &command);
}

fn shell_lock(stage: &mut Stage, random: &mut Random) {
    let (name, version) = (random.below(9), random.below(9));
    let command = format!(
        "printf '{{\\n  \"name\": \"p{name}\",\\n  \"version\": \"1.{version}.0\"\\n}}\\n' > package-lock.json"
    );
    stage.shell(Owner::AssistantShell, &command);
}

fn long(stage: &mut Stage, random: &mut Random) {
    let Some(command) = shell_edit(stage, random) else { return };
    let shell = Shell { command: &command, took_ms: LONG_MS, background: false };
    let call = stage.begin_shell(&shell);
    stage.run(Owner::Unexplained, &command);
    stage.end_shell(&shell, &call, &[]);
}

fn background(stage: &mut Stage, random: &mut Random) {
    let Some(command) = shell_edit(stage, random) else { return };
    let shell = Shell { command: &command, took_ms: 100, background: true };
    let call = stage.begin_shell(&shell);
    let is_late = random.percent(50);
    if is_late {
        stage.end_shell(&shell, &call, &[]);
    }
    stage.run(Owner::Unexplained, &command);
    if !is_late {
        stage.end_shell(&shell, &call, &[]);
    }
}

fn shell_and_editor(stage: &mut Stage, random: &mut Random) {
    let Some(command) = shell_edit(stage, random) else { return };
    let shell = Shell { command: &command, took_ms: 5_000, background: false };
    let Some(path) = a_file(stage, random) else { return };
    let is_same = command.contains(&quoted(&path));
    if is_same && command.starts_with("cp ") {
        return;
    }
    let call = stage.begin_shell(&shell);
    let made = edit::mutate(random, &bytes_of(stage, &path), Look::of(&path));
    stage.save(Owner::CandidateEditor, "typing", &path, &made);
    // Where an editor touched the file meanwhile, nobody can say what the shell did to it.
    let owner = if is_same { Owner::Unexplained } else { Owner::AssistantShell };
    stage.run(owner, &command);
    stage.end_shell(&shell, &call, &[]);
}

fn parallel(stage: &mut Stage, random: &mut Random) {
    let Some(path) = a_file(stage, random) else { return };
    let kind = "file_edit";
    let calls = ["a-1", "a-2", "a-3"].map(|agent| stage.begin_tool(kind, &path, Some(agent)));
    let mut states = vec![bytes_of(stage, &path)];
    for _ in &calls {
        let made = edit::mutate(random, &bytes_of(stage, &path), Look::of(&path));
        stage.write(Owner::AssistantEdit, &path, &made);
        // Each hook reads the file at once, but its event comes later.
        if stage.is_on {
            stage.truth.saw(&path);
        }
        states.push(made);
    }
    let order = random.pick(&[[0, 1, 2], [1, 0, 2], [2, 1, 0], [0, 2, 1], [2, 0, 1], [1, 2, 0]]);
    for &place in order {
        if stage.is_on {
            let (before, after) = (&states[place], &states[place + 1]);
            let call = Some(calls[place].as_str());
            let account = Account { kind, origin: "tool", cause: Some("tool"), call };
            stage.recorder.change_between(&path, Some(before), Some(after), account);
        }
        stage.end_tool(kind, &calls[place]);
    }
    if stage.is_on {
        stage.recorder.know(&path, states.pop());
    }
}

fn parallel_shell(stage: &mut Stage, random: &mut Random) {
    let Some(command) = shell_edit(stage, random) else { return };
    let Some(path) = a_file(stage, random) else { return };
    if command.contains(&quoted(&path)) {
        return;
    }
    let shell = Shell { command: &command, took_ms: 800, background: false };
    let shell_call = stage.begin_shell(&shell);
    let tool_call = stage.begin_tool("file_edit", &path, Some("a-1"));
    let made = edit::mutate(random, &bytes_of(stage, &path), Look::of(&path));
    stage.write(Owner::AssistantEdit, &path, &made);
    stage.run(Owner::AssistantShell, &command);
    let account =
        Account { kind: "file_edit", origin: "tool", cause: Some("tool"), call: Some(&tool_call) };
    if random.percent(50) {
        // The hook of the shell leaves out what a call that is under way has named.
        stage.end_shell(&shell, &shell_call, std::slice::from_ref(&path));
        stage.told(&path, account);
        stage.end_tool("file_edit", &tool_call);
    } else {
        stage.told(&path, account);
        stage.end_tool("file_edit", &tool_call);
        stage.end_shell(&shell, &shell_call, &[]);
    }
}

/// What the assistant says.
pub(super) fn answer(stage: &mut Stage) {
    stage.tell("assistant_message", "assistant", &json!({ "text": "Done." }));
}
