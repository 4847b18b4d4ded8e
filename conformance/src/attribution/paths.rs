//! Paths that a script may use, and the files at them.

use super::{random::Random, stage::Stage};

/// Paths that a script may use; the last ones are rarely there at the start.
pub(super) const PATHS: [&str; 9] = [
    "src/tally.rs",
    "lib/queue.py",
    "web/app.js",
    "cmd/main.go",
    "notes/naïve plan.md",
    "src/retry.rs",
    "lib/cache.py",
    "web/list.js",
    "cmd/token.go",
];

/// A file that is there, lock files aside.
pub(super) fn a_file(stage: &Stage, random: &mut Random) -> Option<String> {
    let paths: Vec<_> = stage.tree.keys().filter(|path| PATHS.contains(&path.as_str())).collect();
    match paths.is_empty() {
        true => None,
        false => Some((*random.pick(&paths)).clone()),
    }
}

/// Two files that are there.
pub(super) fn a_pair(stage: &Stage, random: &mut Random) -> Option<(String, String)> {
    let (from, to) = (a_file(stage, random)?, a_file(stage, random)?);
    (from != to && !stage.tree[&from].is_empty()).then_some((from, to))
}

/// A path where no file is, or, where all are taken, one of them.
pub(super) fn a_new_path(stage: &Stage, random: &mut Random) -> String {
    let free: Vec<_> = PATHS.iter().filter(|path| !stage.tree.contains_key(**path)).collect();
    match free.is_empty() {
        true => (*random.pick(&PATHS)).to_owned(),
        false => (**random.pick(&free)).to_owned(),
    }
}

/// The bytes of a file that is there.
pub(super) fn bytes_of(stage: &Stage, path: &str) -> Vec<u8> {
    stage.tree.get(path).cloned().unwrap_or_default()
}
