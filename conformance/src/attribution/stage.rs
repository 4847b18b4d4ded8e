//! Where a script is played: the repository, the recorder with its hooks, and the truth, side by
//! side. The recorder is told only what an honest one can read; the truth only bytes and who acted.

use serde_json::{Value, json};

use super::{
    owner::Owner,
    recorder::{Account, Recorder, START_MS},
    repository::Repository,
    script::Script,
    truth::Truth,
};
use crate::work_tree::Tree;

/// A session while it is played.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) repository: Repository,
    pub(super) recorder: Recorder,
    pub(super) truth: Truth,
    /// The work tree as it stands.
    pub(super) tree: Tree,
    pub(super) base_tree: String,
    /// Whether the recorder is on.
    pub(super) is_on: bool,
    pub(super) commands: bool,
    /// Earlier bytes of each file, for those who undo or retype.
    pub(super) history: Vec<(String, Vec<u8>)>,
    calls: usize,
}

/// One call of a shell.
pub(super) struct Shell<'a> {
    pub(super) command: &'a str,
    pub(super) took_ms: i64,
    pub(super) background: bool,
}

impl Stage {
    pub(super) fn new(script: &Script, base: &Tree) -> Self {
        let repository = Repository::new(START_MS / 1000);
        for (path, bytes) in base {
            repository.write(path, bytes);
        }
        repository.git(&["add", "-A"]);
        repository.git(&["commit", "-q", "--allow-empty", "-m", "Start"]);
        let tree = repository.tree();
        Self {
            recorder: Recorder::start(script.seed, &tree, script.snapshots),
            truth: Truth::new(&tree),
            base_tree: repository.git_text(&["rev-parse", "HEAD^{tree}"]),
            repository,
            tree,
            is_on: true,
            commands: script.commands,
            history: Vec::new(),
            calls: 0,
        }
    }

    /// Lets somebody act, and takes the bytes before and after.
    pub(super) fn act(&mut self, owner: Owner, act: impl FnOnce(&Repository)) {
        self.recorder.wait(1_700);
        self.repository.now_s = self.recorder.now_ms() / 1000;
        act(&self.repository);
        let after = self.repository.tree();
        let owner = if self.is_on { owner } else { Owner::RecorderGap };
        self.truth.step(&self.tree, &after, owner);
        for (path, bytes) in &self.tree {
            if after.get(path) != Some(bytes) {
                self.history.push((path.clone(), bytes.clone()));
            }
        }
        self.tree = after;
    }

    /// Lets somebody write a file.
    pub(super) fn write(&mut self, owner: Owner, path: &str, bytes: &[u8]) {
        self.act(owner, |repository| repository.write(path, bytes));
    }

    /// Lets somebody run a shell command.
    pub(super) fn run(&mut self, owner: Owner, command: &str) {
        self.act(owner, |repository| {
            repository.shell(command);
        });
    }

    /// A hook: the recorder reads every file but those left out.
    pub(super) fn look(&mut self, account: Account<'_>, but: &[String]) {
        if !self.is_on {
            return;
        }
        self.recorder.look(&self.tree, account, but);
        let read: Vec<_> = self.tree.keys().filter(|path| !but.contains(path)).cloned().collect();
        read.iter().for_each(|path| self.truth.saw(path));
    }

    /// A hook that nobody's change belongs to.
    pub(super) fn hook(&mut self) {
        self.look(Account::SEEN, &[]);
    }

    /// A hook of one file, whose change is somebody's.
    pub(super) fn told(&mut self, path: &str, account: Account<'_>) {
        if self.is_on {
            self.recorder.change(path, &self.tree, account);
            self.truth.saw(path);
        }
    }

    /// Writes an event, if the recorder is on.
    pub(super) fn tell(&mut self, kind: &str, origin: &str, data: &Value) {
        if self.is_on {
            self.recorder.tell(kind, origin, data);
        }
    }

    /// Says of every file that git calls changed that it was read as it stands.
    pub(super) fn snapshot(&mut self) {
        let status = self.repository.git(&["status", "--porcelain", "-z", "-uall", "--no-renames"]);
        let entries = status.split(|byte| *byte == 0).filter_map(|entry| entry.get(3..));
        let paths: Vec<_> = entries.map(|path| String::from_utf8(path.to_vec()).unwrap()).collect();
        let files: Vec<_> = paths
            .iter()
            .map(|path| {
                let state = Recorder::state(self.tree.get(path).map(Vec::as_slice));
                json!({ "path": super::recorder::spelled(path), "state": state })
            })
            .collect();
        let head = self.repository.git_text(&["rev-parse", "HEAD"]);
        let data = json!({ "cause": "resume", "head": head, "files": files });
        self.tell("git_snapshot", "recorder", &data);
    }

    /// Id of the next call.
    pub(super) fn next_call(&mut self) -> String {
        self.calls += 1;
        format!("call-{}", self.calls)
    }

    /// A file tool of the assistant puts these bytes into a file.
    pub(super) fn tool(&mut self, kind: &str, path: &str, bytes: &[u8]) {
        let call = self.begin_tool(kind, path, None);
        self.write(Owner::AssistantEdit, path, bytes);
        self.told(path, Account { kind, origin: "tool", cause: Some("tool"), call: Some(&call) });
        self.end_tool(kind, &call);
    }

    /// The hook before a file tool; the call's id.
    pub(super) fn begin_tool(&mut self, kind: &str, path: &str, agent: Option<&str>) -> String {
        self.hook();
        let call = self.next_call();
        let path = super::recorder::spelled(path);
        let mut data = json!({
            "name": tool_name(kind), "class": "edit", "call": call, "paths": [path],
        });
        if let Some(agent) = agent {
            data["agent"] = agent.into();
        }
        self.tell("tool_call", "assistant", &data);
        call
    }

    /// The result of a file tool.
    pub(super) fn end_tool(&mut self, kind: &str, call: &str) {
        let data =
            json!({ "name": tool_name(kind), "class": "edit", "call": call, "status": "ok" });
        self.tell("tool_result", "tool", &data);
    }

    /// The hook before a shell call; the call's id.
    pub(super) fn begin_shell(&mut self, shell: &Shell<'_>) -> String {
        self.hook();
        let call = self.next_call();
        let input = json!({ "command": shell.command }).to_string();
        let mut data = json!({ "name": "Bash", "class": "execute", "call": call, "input": input });
        if shell.background {
            data["background"] = true.into();
        }
        self.tell("tool_call", "assistant", &data);
        if self.commands {
            let data = json!({ "command": shell.command, "phase": "start", "call": call });
            self.tell("command", "assistant", &data);
        }
        call
    }

    /// The hook after a shell call.
    pub(super) fn end_shell(&mut self, shell: &Shell<'_>, call: &str, but: &[String]) {
        self.recorder.wait(shell.took_ms);
        let by_shell = Account {
            kind: "file_change",
            origin: "recorder",
            cause: Some("shell"),
            call: Some(call),
        };
        self.look(by_shell, but);
        if self.commands {
            let data = json!({
                "command": shell.command, "phase": "end", "call": call, "exit_code": 0,
                "duration_ms": shell.took_ms,
            });
            self.tell("command", "assistant", &data);
        }
        let mut data = json!({ "name": "Bash", "class": "execute", "call": call, "status": "ok" });
        if shell.background {
            data["background"] = true.into();
        }
        self.tell("tool_result", "tool", &data);
    }

    /// A whole shell call of the assistant, whose changes are this owner's.
    pub(super) fn shell(&mut self, owner: Owner, command: &str) {
        let shell = Shell { command, took_ms: 900, background: false };
        let call = self.begin_shell(&shell);
        self.run(owner, command);
        self.end_shell(&shell, &call, &[]);
    }

    /// A captured editor saves these bytes; it read the file when it was opened.
    pub(super) fn save(&mut self, owner: Owner, cause: &str, path: &str, bytes: &[u8]) {
        self.told(path, Account::SEEN);
        self.write(owner, path, bytes);
        let account =
            Account { kind: "file_change", origin: "editor", cause: Some(cause), call: None };
        self.told(path, account);
    }

    /// Says which commit HEAD is.
    pub(super) fn commit(&mut self, cause: &str) {
        let text =
            |format: &str| self.repository.git_text(&["log", "-1", &format!("--format={format}")]);
        let number = |format: &str| text(format).parse::<i64>().unwrap();
        let parents: Vec<_> = text("%P").split(' ').map(str::to_owned).collect();
        let data = json!({
            "id": text("%H"), "parents": parents, "tree": text("%T"), "subject": text("%s"),
            "author_time_s": number("%at"), "commit_time_s": number("%ct"), "branch": "main",
            "cause": cause,
        });
        self.tell("commit", "recorder", &data);
    }

    /// The commits of the session that HEAD has, oldest first, as JSON.
    pub(super) fn history_json(&self) -> Vec<u8> {
        let format = "--format=%H%x00%P%x00%T%x00%s%x00%at%x00%ct";
        let log = self.repository.git_text(&["log", "--reverse", format]);
        let commits: Vec<_> = log
            .lines()
            .skip(1)
            .map(|line| {
                let part: Vec<_> = line.split('\0').collect();
                let parents: Vec<_> = part[1].split(' ').collect();
                json!({
                    "id": part[0], "parents": parents, "tree": part[2], "subject": part[3],
                    "author_time_s": part[4].parse::<i64>().unwrap(),
                    "commit_time_s": part[5].parse::<i64>().unwrap(),
                })
            })
            .collect();
        serde_json::to_vec(&commits).unwrap()
    }
}

fn tool_name(kind: &str) -> &'static str {
    if kind == "file_write" { "Write" } else { "Edit" }
}
