//! Third-party test data, which are not part of the repository.
//!
//! They lie in the folder that the environment variable `INTERVIEW_SHARED` names, by default
//! `../shared`, as seen from the workspace. A test whose data are missing says so and passes.
#![expect(clippy::disallowed_methods, reason = "the crate opens no file, but its tests read data")]

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The path below the folder of third-party data; `None`, told loudly, if it doesn't exist.
pub(crate) fn third_party(test: &str, path: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("INTERVIEW_SHARED").unwrap_or_else(|| "../shared".into());
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let path = workspace.join(folder).join(path);
    if path.exists() {
        return Some(path);
    }
    // Straight to the stream: the test harness shows captured output of failed tests only.
    let line = format!("NOT RUN: {test}: no third-party data at {}\n", path.display());
    std::io::stderr().write_all(line.as_bytes()).unwrap();
    None
}

/// The bytes of a file.
pub(crate) fn read(path: impl AsRef<Path>) -> Vec<u8> {
    let path = path.as_ref();
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files below a folder, in the order of their paths.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}
