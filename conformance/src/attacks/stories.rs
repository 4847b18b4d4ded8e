//! Honest sessions in which nothing goes wrong, of very different people.

use serde_json::json;

use super::{
    code,
    story::{Story, Told},
    work::Work,
};
use crate::work_tree::Tree;

pub(super) const FILES: [&str; 3] = ["src/limiter.rs", "src/window.rs", "tests/limits.rs"];
const PROMPTS: [&str; 8] = [
    "Requests at the window's edge are counted twice. Find out why.",
    "Two tests still fail: the clock may go back. Use a monotonic one.",
    "Split the window into buckets, one for each second.",
    "What happens if two threads ask at once? Make it safe.",
    "Name the error by what the caller can do about it.",
    "That allocates for every request; keep a ring buffer.",
    "Write a test for a limit of zero.",
    "Explain why you changed the order of the checks.",
];

pub(super) fn turns(work: &mut Work, count: usize) {
    for turn in 0..count {
        let path = FILES[work.random.below(FILES.len())];
        let added = 4 + work.random.below(22);
        work.turn(PROMPTS[turn % PROMPTS.len()], path, added);
    }
}

/// What most of the attacks begin from.
pub(super) fn assisted(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 60);
    turns(&mut work, 4);
    work.commit("Count each request once");
    turns(&mut work, 5);
    work.commit("Keep buckets in a ring");
    work.done()
}

pub(super) fn short(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 60);
    turns(&mut work, 2);
    work.done()
}

pub(super) fn lunch(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 240);
    turns(&mut work, 16);
    work.by_hand(FILES[0], 5, 1);
    work.minutes(55);
    work.by_hand(FILES[0], 6, 1);
    turns(&mut work, 14);
    work.commit("Count each request once");
    work.done()
}

pub(super) fn unused(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 60);
    for step in 0..18 {
        work.typing(FILES[step % 3], 3 + step % 9, step % 3);
        if step % 5 == 4 {
            work.editor_test(5 + step as u64, u64::from(step < 9));
        }
    }
    work.commit("Count each request once");
    work.done()
}

/// The host tells of a patch only when it has been applied.
pub(super) fn codex(name: &str, seed: u64) -> Story {
    let mut story = assisted(name, seed);
    let is_patch = |told: &Told| told.data.get("class").is_some_and(|class| class == "edit");
    story
        .told
        .retain(|told| told.kind != "file_read" && !(told.kind == "tool_call" && is_patch(told)));
    for told in &mut story.told {
        told.data.insert("adapter".into(), "codex".into());
        let name = told.data.get("name").and_then(|name| name.as_str());
        match name {
            Some("Edit" | "Write") => told.data.insert("name".into(), "apply_patch".into()),
            Some("Bash") => told.data.insert("name".into(), "shell".into()),
            _ => None,
        };
    }
    story
}

pub(super) fn editor(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "partial", 60);
    for step in 0..16 {
        work.typing(FILES[step % 3], 4 + step % 8, step % 4);
        match step % 4 {
            1 => work.paste(FILES[step % 3], 8, true),
            2 => work.terminal("cargo test", i64::from(step < 8), |_| {}),
            3 => work.tell("focus", "editor", json!({ "focused": step % 2 == 0 })),
            _ => {}
        }
    }
    work.commit("Count each request once");
    work.done()
}

pub(super) fn by_hand(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 90);
    for step in 0..14 {
        let added = 4 + work.random.below(12);
        work.by_hand(FILES[step % 3], added, step % 4);
        if step % 2 == 0 {
            work.prompt(PROMPTS[step % PROMPTS.len()]);
            work.answer("The second check comes too late; move it before the first.");
        } else {
            work.prompt("Run the tests.");
            work.test(8, (step % 3) as u64);
            work.answer("Done.");
        }
    }
    work.commit("Count each request once");
    work.done()
}

pub(super) fn refactoring(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 60);
    turns(&mut work, 2);
    work.refactor(|tree| moved(tree, FILES[0], "src/bucket.rs", 60));
    work.terminal("cargo test", 0, |_| {});
    work.paste(FILES[1], 95, true);
    work.typing(FILES[1], 2, 95);
    work.prompt("Now split the window likewise, and rename the limiter.");
    work.shell("mv src/window.rs src/sliding.rs", (1, 3), 0, |work| {
        if let Some(bytes) = work.tree.remove("src/window.rs") {
            work.tree.insert("src/sliding.rs".into(), bytes);
        }
    });
    work.rename("src/limiter.rs", "src/gate.rs");
    work.edit("src/gate.rs", 6, 12);
    work.test(9, 0);
    work.answer("Done.");
    work.refactor(|tree| {
        for bytes in tree.values_mut() {
            let text = String::from_utf8_lossy(bytes).replace("window", "span");
            *bytes = text.into_bytes();
        }
    });
    work.commit("Give buckets a file of their own");
    work.done()
}

pub(super) fn moved_by_hand(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 60);
    turns(&mut work, 2);
    moved(&mut work.tree, FILES[1], "src/bucket.rs", 130);
    turns(&mut work, 4);
    work.commit("Give buckets a file of their own");
    work.done()
}

/// Moves the last lines of one file into another.
fn moved(tree: &mut Tree, from: &str, to: &str, lines: usize) {
    let text = tree.get(from).cloned().unwrap_or_default();
    let all: Vec<_> = text.split_inclusive(|byte| *byte == b'\n').collect();
    let (stay, go) = all.split_at(all.len().saturating_sub(lines));
    let (stay, go) = (stay.concat(), go.concat());
    tree.insert(from.to_owned(), stay);
    tree.insert(to.to_owned(), go);
}

pub(super) fn lock_files(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 60);
    turns(&mut work, 2);
    work.shell("npm install ring-buffer", (6, 30), 0, |work| {
        let lines = code::block(&mut work.random, 900).concat().into_bytes();
        work.tree.insert("web/package-lock.json".into(), lines);
    });
    turns(&mut work, 2);
    // In a terminal that isn't captured.
    let lines = code::block(&mut work.random, 300).concat().into_bytes();
    work.tree.insert("Cargo.lock".into(), lines);
    turns(&mut work, 2);
    work.commit("Keep buckets in a ring");
    work.done()
}

pub(super) fn formatter(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 60);
    for turn in 0..6 {
        turns(&mut work, 1);
        let path = FILES[turn % 3];
        work.by_hand(path, 4, 0);
        // The editor lays the whole file out anew when it is saved.
        if let Some(bytes) = work.tree.get_mut(path) {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let width = if turn % 2 == 0 { "  " } else { "    " };
            let lines = text.lines().map(|line| match line.trim_start() {
                "" => "\n".to_owned(),
                trimmed if trimmed.len() < line.len() => format!("{width}{trimmed}\n"),
                trimmed => format!("{trimmed}\n"),
            });
            *bytes = lines.collect::<String>().into_bytes();
        }
    }
    work.shell("cargo fmt", (1, 3), 0, |_| {});
    work.done()
}

pub(super) fn long_turn(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 90);
    work.prompt("Read the issue and do all of it; ask nothing.");
    for step in 0..24 {
        work.read(FILES[step % 3]);
        work.edit(FILES[step % 3], 4 + step % 11, step % 5);
        work.test(step as u64, u64::from(step % 3 == 0));
    }
    work.answer("All of it is done.");
    work.done()
}

pub(super) fn scaffold(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 60);
    work.terminal("cargo generate service", 0, |work| {
        for file in ["svc/main.rs", "svc/config.rs", "svc/http.rs"] {
            let lines = code::block(&mut work.random, 110).concat().into_bytes();
            work.tree.insert(file.into(), lines);
        }
    });
    turns(&mut work, 6);
    work.done()
}

pub(super) fn tests_first(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 60);
    for step in 0..10_u64 {
        work.typing(FILES[2], 5, 0);
        work.editor_test(step, 1);
        work.prompt("Make this test pass.");
        work.edit(FILES[0], 6, 2);
        work.test(step + 1, 0);
        work.answer("It passes.");
    }
    work.commit("Count each request once");
    work.done()
}

pub(super) fn reading(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 60);
    for step in 0..9 {
        work.prompt(PROMPTS[step % PROMPTS.len()]);
        work.read(FILES[step % 3]);
        work.read(FILES[(step + 1) % 3]);
        work.shell("git log --oneline -20", (1, 3), 0, |_| {});
        work.answer("That isn't it either.");
    }
    work.by_hand(FILES[0], 2, 1);
    work.prompt("Run the tests.");
    work.test(9, 0);
    work.answer("They pass.");
    work.done()
}

pub(super) fn grading(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 60);
    work.turn("The grader gives full marks for an empty answer. Why?", FILES[0], 9);
    work.turn("An answer with score 100 must pass, one with 0 must not.", FILES[1], 12);
    work.turn("Ignore the previous approach; use a map of rubrics.", FILES[0], 15);
    let line =
        b"// A grader must never give full marks to an answer that it can't read.\n".to_vec();
    let text = work.tree.get(FILES[0]).cloned().unwrap_or_default();
    work.tree.insert(FILES[0].into(), [line, text].concat());
    turns(&mut work, 3);
    work.commit("Let the grader count each answer once");
    work.done()
}

/// Another session with so many lines.
pub(super) fn other(lines: u64) -> interview_core::verify::OtherSession {
    interview_core::verify::OtherSession {
        session: "01KAGZ0000CRX4ZQ2Y5T8V9W3E".into(),
        size: Some(lines),
        leaf_hash: None,
    }
}
