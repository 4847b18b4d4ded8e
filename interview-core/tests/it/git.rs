//! Real git on repositories made for a test.
#![expect(clippy::disallowed_types, reason = "the core starts no process, but its tests ask git")]

use std::{
    collections::BTreeMap,
    io::Write as _,
    process::{Command, Stdio},
};

/// The files of a tree: bytes of a path to mode and contents. A submodule's contents are the line
/// that git shows for it.
pub(crate) type Tree = BTreeMap<Vec<u8>, (u32, Vec<u8>)>;

/// A bare repository whose branches `base` and `end` hold a commit each, the second on the first.
pub(crate) struct Repository(tempfile::TempDir);

impl Repository {
    pub(crate) fn new(base: &Tree, end: &Tree) -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.git(&["init", "-q", "--bare", "."], &[]);
        let mut stream = Vec::new();
        commit(&mut stream, "base", base);
        commit(&mut stream, "end", end);
        repository.git(&["fast-import", "--quiet", "--force"], &stream);
        repository
    }

    /// What git prints.
    pub(crate) fn git<S: AsRef<str>>(&self, arguments: &[S], input: &[u8]) -> Vec<u8> {
        let mut child = Command::new("git")
            .args(arguments.iter().map(AsRef::as_ref))
            .current_dir(self.0.path())
            .env_remove("GIT_EXTERNAL_DIFF")
            .env_remove("GIT_DIFF_OPTS")
            .envs([("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null")])
            .envs([("GIT_DIR", "."), ("LC_ALL", "C")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        let arguments: Vec<_> = arguments.iter().map(AsRef::as_ref).collect();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {error}");
        output.stdout
    }
}

/// One commit as git fast-import reads it.
fn commit(stream: &mut Vec<u8>, branch: &str, tree: &Tree) {
    writeln!(stream, "commit refs/heads/{branch}").unwrap();
    stream.extend_from_slice(b"committer A <a@example.org> 0 +0000\ndata 8\nsubject\n");
    if branch == "end" {
        stream.extend_from_slice(b"from refs/heads/base\n");
    }
    stream.extend_from_slice(b"deleteall\n");
    for (path, (mode, contents)) in tree {
        let path: String = path.iter().map(|byte| format!("\\{byte:03o}")).collect();
        if *mode == 0o160_000 {
            let id = String::from_utf8(contents[18..58].to_vec()).unwrap();
            writeln!(stream, "M 160000 {id} \"{path}\"").unwrap();
        } else {
            writeln!(stream, "M {mode:o} inline \"{path}\"\ndata {}", contents.len()).unwrap();
            stream.extend_from_slice(contents);
            stream.push(b'\n');
        }
    }
}
