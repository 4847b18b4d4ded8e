//! A real repository in a scratch folder: processes that really run in it, and its bytes. What they
//! mean is the business of others.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

use crate::work_tree::{DIFF, Tree};

/// A program that lays code out: indents by braces, no white space at a line's end, a comma behind
/// the last item of a list, one statement a line.
pub(super) const FORMATTER: &str = "layout";
const FORMATTER_SCRIPT: &str = r#"#!/bin/sh
# Lays a file out in place.
for file; do
    awk '
        { end = sub(/\r$/, "") ? "\r" : ""; sub(/[ \t]+$/, ""); sub(/^[ \t]+/, "") }
        /^}/ { depth -= depth > 0 }
        { pad = ""; for (i = 0; i < depth; i++) pad = pad "    " }
        /^if \(.*\) \{ .* \}$/ {
            split($0, part, / [{}] ?/)
            print pad part[1] " {" end; print pad "    " part[2] end; print pad "}" end; next
        }
        /^[a-z]+ = [a-z]+ \+ [0-9]+;?$/ { sub(/ = /, " = 0 + ") }
        { print ($0 == "" ? "" : pad $0) end }
        /\{$/ { depth++ }
    ' "$file" > "$file.layout" && cat "$file.layout" > "$file" && rm "$file.layout"
done
"#;

/// A repository and the folder it lies in.
#[derive(Debug)]
pub(super) struct Repository {
    folder: TempDir,
    /// Unix seconds that git takes for now.
    pub(super) now_s: i64,
}

impl Repository {
    /// An empty repository.
    pub(super) fn new(now_s: i64) -> Self {
        let repository = Self { folder: TempDir::new().unwrap(), now_s };
        fs::create_dir(repository.work()).unwrap();
        let bin = repository.folder.path().join("bin");
        fs::create_dir(&bin).unwrap();
        let formatter = bin.join(FORMATTER);
        fs::write(&formatter, FORMATTER_SCRIPT).unwrap();
        repository.run("chmod", &["+x", formatter.to_str().unwrap()], &[], b"");
        repository.git(&["init", "-q", "-b", "main"]);
        repository
    }

    /// Runs a shell command in the work tree; whether it ended with 0.
    pub(super) fn shell(&self, command: &str) -> bool {
        self.run("sh", &["-c", command], &[], b"").status.success()
    }

    /// Writes a file as another process does.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) {
        if let Some(folder) = Path::new(path).parent() {
            fs::create_dir_all(self.work().join(folder)).unwrap();
        }
        let output = self.run("sh", &["-c", "cat > \"$0\"", path], &[], bytes);
        assert!(output.status.success(), "writing `{path}`: {output:?}");
    }

    /// What git prints, which must end well.
    pub(super) fn git(&self, arguments: &[&str]) -> Vec<u8> {
        self.git_with(arguments, &[])
    }

    /// The same with more of an environment.
    pub(super) fn git_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Vec<u8> {
        let output = self.run("git", arguments, environment, b"");
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
        output.stdout
    }

    /// The same as text without white space around it.
    pub(super) fn git_text(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.git(arguments)).unwrap().trim().to_owned()
    }

    /// Every file below the work tree.
    pub(super) fn tree(&self) -> Tree {
        let mut tree = Tree::new();
        read(&self.work(), "", &mut tree);
        tree
    }

    /// The tree object of the work tree as it stands; the index stays as it is.
    pub(super) fn write_tree(&self) -> String {
        let index = self.folder.path().join("index");
        let index = [("GIT_INDEX_FILE", index.to_str().unwrap())];
        self.git_with(&["add", "-A"], &index);
        String::from_utf8(self.git_with(&["write-tree"], &index)).unwrap().trim().to_owned()
    }

    /// The diff that a session is sealed with, of all files or of one.
    pub(super) fn diff(&self, base: &str, end: &str, path: Option<&str>) -> Vec<u8> {
        let path = path.map(|path| format!(":(literal){path}"));
        let mut arguments = DIFF.to_vec();
        arguments.extend([base, end, "--"]);
        arguments.extend(path.as_deref());
        self.git(&arguments)
    }

    fn work(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    fn run(
        &self,
        program: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
        input: &[u8],
    ) -> Output {
        let date = format!("{} +0000", self.now_s);
        let path = std::env::var("PATH").unwrap_or_default();
        let mut child = Command::new(program)
            .args(arguments)
            .current_dir(self.work())
            .env_clear()
            .env("PATH", format!("{}:{path}", self.folder.path().join("bin").display()))
            .env("HOME", self.folder.path())
            .env("LC_ALL", "C.UTF-8")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_AUTHOR_NAME", "Candidate")
            .env("GIT_AUTHOR_EMAIL", "candidate@example.com")
            .env("GIT_COMMITTER_NAME", "Candidate")
            .env("GIT_COMMITTER_EMAIL", "candidate@example.com")
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date)
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap()
    }
}

/// A path as a word of a shell command.
pub(super) fn quoted(path: &str) -> String {
    format!("'{}'", path.replace('\'', r"'\''"))
}

fn read(folder: &Path, below: &str, tree: &mut Tree) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if path == ".git" {
            continue;
        }
        match entry.file_type().unwrap().is_dir() {
            true => read(&entry.path(), &path, tree),
            false => drop(tree.insert(path, fs::read(entry.path()).unwrap())),
        }
    }
}
