//! Honest sessions in which something goes wrong: networks, clocks, crashes, history, time.

use serde_json::json;

use super::{
    stories::{FILES, assisted, other, turns},
    story::{Story, Told},
    work::Work,
};

pub(super) fn offline(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 90);
    turns(&mut work, 14);
    let mut story = work.done();
    let from_ms = story.start_ms + 5 * 60_000;
    story.offline.push((from_ms, from_ms + 25 * 60_000));
    story
}

pub(super) fn offline_at_the_end(name: &str, seed: u64) -> Story {
    let mut story = assisted(name, seed);
    story.offline.push((story.end_ms - 20 * 60_000, i64::MAX));
    story
}

pub(super) fn crash(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 60);
    turns(&mut work, 3);
    work.by_hand(FILES[1], 6, 1);
    let from_ms = work.now_ms;
    work.minutes(7);
    let torn = interview_core::hash::sha256(b"{\"prev\":\"");
    work.tell(
        "recovered",
        "recorder",
        json!({ "file": "recovered-1", "offset": 9_000, "bytes": 9, "lines": 0, "sha256": torn, "cause": "torn" }),
    );
    let time = |ms| interview_core::event::Timestamp::from_ms(ms).map(|time| time.to_string());
    let until_ms = work.now_ms;
    let gap = json!({ "reason": "off", "from": time(from_ms), "until": time(until_ms) });
    work.tell("recorder_gap", "recorder", gap);
    work.by_hand(FILES[1], 30, 2);
    turns(&mut work, 4);
    work.commit("Count each request once");
    work.done()
}

pub(super) fn no_network(name: &str, seed: u64) -> Story {
    let mut story = assisted(name, seed);
    story.ticket = false;
    story.offline.push((i64::MIN, i64::MAX));
    story
}

pub(super) fn rebased(name: &str, seed: u64) -> Story {
    let mut story = assisted(name, seed);
    let mut one = story.commits.remove(1);
    one["id"] = "5f".repeat(20).into();
    one["parents"] = story.commits[0]["parents"].clone();
    story.commits = vec![one];
    story
}

pub(super) fn squashed(name: &str, seed: u64) -> Story {
    let mut story = rebased(name, seed);
    let mut commit = story.commits[0].clone();
    commit["cause"] = "squashed".into();
    let at_ms = story.end_ms - 1_000;
    story.told.push(Told::new(at_ms, "commit", "candidate", commit));
    story
}

pub(super) fn overtime(name: &str, seed: u64) -> Story {
    let mut story = assisted(name, seed);
    let took_ms = u64::try_from(story.end_ms - story.start_ms).unwrap_or_default();
    story.limit_ms = took_ms.saturating_sub(12 * 60_000) / 1000 * 1000;
    story
}

pub(super) fn false_start(name: &str, seed: u64) -> Story {
    let mut story = assisted(name, seed);
    story.others = vec![other(6)];
    story
}

pub(super) fn dev_server(name: &str, seed: u64) -> Story {
    let mut work = Work::new(name, seed, "full", 60);
    work.prompt("Start the server and leave it running.");
    let input = json!({ "command": "cargo run --bin server" }).to_string();
    work.tell(
        "tool_call",
        "assistant",
        json!({ "name": "Bash", "class": "execute", "call": "server", "input": input, "background": true }),
    );
    work.answer("It runs.");
    turns(&mut work, 3);
    for step in 0..6 {
        work.by_hand(FILES[step % 3], 9, 1);
        turns(&mut work, 1);
    }
    work.tell(
        "tool_result",
        "tool",
        json!({ "name": "Bash", "class": "execute", "call": "server", "status": "interrupted" }),
    );
    work.done()
}

pub(super) fn clock(name: &str, seed: u64) -> Story {
    let mut story = assisted(name, seed);
    story.clock.push((story.start_ms + 11 * 60_000, -20_000));
    story
}
