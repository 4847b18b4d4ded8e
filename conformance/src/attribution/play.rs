//! Plays a script from the files before the session to the sealed session and the truth about it.

use super::{
    candidate, code::Look, owner::Added, paths::PATHS, random::Random, recorder::Sealed,
    script::Script, stage::Stage,
};
use crate::work_tree::Tree;

/// A session that was played.
#[derive(Debug)]
pub struct Played {
    /// What an honest recorder sealed.
    pub sealed: Sealed,
    /// Every line that git calls added, and whose it really is.
    pub truth: Vec<Added>,
}

/// Plays a script.
#[must_use]
pub fn play(script: &Script) -> Played {
    let mut stage = Stage::new(script, &base(script.seed));
    for step in &script.steps {
        candidate::act(&mut stage, step.act, &mut Random::new(step.seed));
    }
    stage.hook();
    let end_tree = stage.repository.write_tree();
    let base_tree = stage.base_tree.clone();
    let names = stage.repository.git(&[
        "diff",
        "--no-renames",
        "--name-only",
        "-z",
        "--diff-filter=AM",
        &base_tree,
        &end_tree,
    ]);
    let mut truth = Vec::new();
    for name in names.split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        let path = std::str::from_utf8(name).unwrap();
        let numbers = added(&stage.repository.diff(&base_tree, &end_tree, Some(path)));
        let is_generated = path.ends_with("package-lock.json");
        truth.extend(stage.truth.added(path, &numbers, is_generated));
    }
    let diff = stage.repository.diff(&base_tree, &end_tree, None);
    let commits = stage.history_json();
    let sealed = stage.recorder.seal(diff, commits, [&base_tree, &end_tree]);
    Played { sealed, truth }
}

/// The files before the session.
fn base(seed: u64) -> Tree {
    let mut random = Random::new(seed ^ 0x00ba_5e00);
    let mut tree = Tree::new();
    for path in PATHS.iter().take(6) {
        if random.percent(60) {
            let blocks = random.between(0, 5);
            tree.insert((*path).to_owned(), Look::of(path).file(&mut random, blocks));
        }
    }
    tree
}

/// Numbers of the lines that a diff of one file adds, by the sizes in its hunks' heads.
fn added(diff: &[u8]) -> Vec<u64> {
    let mut numbers = Vec::new();
    let (mut line, mut left) = (0_u64, 0_u64);
    for text in diff.split(|byte| *byte == b'\n') {
        if left > 0 {
            match text.first() {
                Some(b'+') => numbers.push(line),
                Some(b' ') => {}
                _ => continue,
            }
            (line, left) = (line + 1, left - 1);
        } else if text.starts_with(b"@@ ") {
            let head = std::str::from_utf8(text.split(|b| *b == b'+').nth(1).unwrap()).unwrap();
            let (start, size) = head
                .split(' ')
                .next()
                .map(|new| new.split_once(',').unwrap_or((new, "1")))
                .unwrap();
            (line, left) = (start.parse().unwrap(), size.parse().unwrap());
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_added_lines_come_from_the_hunks() {
        let check = |diff: &str, expected: &[u64]| assert_eq!(added(diff.as_bytes()), expected);
        check("", &[]);
        check("--- a/f\n+++ b/f\n@@ -1,2 +1,3 @@\n a\n+b\n c\n", &[2]);
        check("--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+a\n", &[1]);
        check("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n", &[1]);
        check("@@ -1 +1,2 @@\n a\n++++ b\n@@ -9,2 +10,2 @@ f\n-x\n+y\n z\n", &[2, 10]);
    }

    #[test]
    fn a_seed_plays_the_same_session_again() {
        let script = Script::new(3);
        let (one, other) = (play(&script), play(&script));
        assert_eq!(one.truth, other.truth);
        assert_eq!(one.sealed.events, other.sealed.events);
        assert_eq!(one.sealed.diff, other.sealed.diff);
    }
}
