//! A work tree in memory, and what real git says of the way from one to another.

use std::{fs, io, path::Path, process::Command};

use crate::work_tree::{DIFF, Tree};

/// The diff from one tree to the other, in the form that a recorder submits.
pub(super) fn diff(base: &Tree, end: &Tree) -> io::Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let root = folder.path();
    git(root, &["init", "--quiet"])?;
    let (base, end) = (written(root, base)?, written(root, end)?);
    git(root, &[&DIFF[..], &[&base, &end]].concat())
}

/// The id of a tree that has these files and no others.
fn written(root: &Path, tree: &Tree) -> io::Result<String> {
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        match path.file_name().is_some_and(|name| name == ".git") {
            true => {}
            false if path.is_dir() => fs::remove_dir_all(path)?,
            false => fs::remove_file(path)?,
        }
    }
    for (name, bytes) in tree {
        let path = root.join(name);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, bytes)?;
    }
    git(root, &["add", "--all", "--force"])?;
    let id = git(root, &["write-tree"])?;
    Ok(String::from_utf8_lossy(&id).trim().to_owned())
}

fn git(root: &Path, arguments: &[&str]) -> io::Result<Vec<u8>> {
    let output = Command::new("git")
        .args(["-c", "core.autocrlf=false", "-c", "core.fsync=none"])
        .args(arguments)
        .current_dir(root)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned())),
    }
}
