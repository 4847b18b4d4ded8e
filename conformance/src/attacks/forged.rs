//! What is done to the bytes of a finished session, by somebody who has the files and, for some of
//! it, the session's key.

use interview_core::{
    api::{End, Recorder, Salt, Stamp, Timestamp, redact},
    hash::leaf_hash,
};
use serde_json::Value;

use super::{
    record::{Sealed, record, session_key},
    story::Told,
};

fn joined(lines: &[Vec<u8>]) -> Vec<u8> {
    lines.iter().flat_map(|line| line.iter().copied().chain([b'\n'])).collect()
}

fn value(line: &[u8]) -> Value {
    serde_json::from_slice(line).unwrap()
}

/// Places of the lines of a kind.
pub(super) fn of_kind(sealed: &Sealed, kind: &str) -> Vec<usize> {
    let lines = sealed.lines();
    (0..lines.len()).filter(|place| value(&lines[*place])["kind"] == kind).collect()
}

/// `seq` and local time of each anchor.
pub(super) fn anchors(sealed: &Sealed) -> Vec<(u64, i64)> {
    let at_ms = |line: &[u8]| {
        let value = value(line);
        Timestamp::parse(value["at"].as_str().unwrap().as_bytes()).unwrap().ms()
    };
    let lines = sealed.lines();
    of_kind(sealed, "anchor")
        .into_iter()
        .map(|place| (place as u64, at_ms(&lines[place])))
        .collect()
}

/// The last lines are gone.
pub(super) fn cut(mut sealed: Sealed, lines: usize) -> Sealed {
    let mut kept = sealed.lines();
    kept.truncate(kept.len() - lines);
    sealed.events = joined(&kept);
    sealed
}

/// The session broke off in the middle of its last line, and nobody sealed it.
pub(super) fn torn(mut sealed: Sealed) -> Sealed {
    sealed = cut(sealed, 1);
    sealed.events.truncate(sealed.events.len() - 40);
    sealed.manifest = None;
    sealed
}

/// The last lines are gone, and the session's key seals what is left.
pub(super) fn cut_and_sealed(sealed: Sealed, lines: usize) -> Sealed {
    let mut sealed = cut(sealed, lines);
    let mut recorder = Recorder::resume(&sealed.events, session_key(&sealed.story)).unwrap();
    let (diff, commits) = (sealed.diff.clone(), sealed.commits.clone());
    let end = End { reason: "submitted", diff: Some(&diff), commits: Some(&commits), git: None };
    let at = Timestamp::from_ms(sealed.story.end_ms).unwrap();
    let line = recorder.end(&end, Stamp { at, salt: Salt([7; 16]) }).unwrap();
    sealed.events.extend(line);
    let note = recorder.checkpoint();
    sealed.manifest = Some(recorder.finish(&note).unwrap());
    sealed
}

/// Some lines in the middle are gone.
pub(super) fn deleted(mut sealed: Sealed, from: usize, until: usize) -> Sealed {
    let mut lines = sealed.lines();
    lines.drain(from..until);
    sealed.events = joined(&lines);
    sealed.marked = vec![from as u64];
    sealed
}

/// A line is withheld, and says so.
pub(super) fn redacted(mut sealed: Sealed, line: usize) -> Sealed {
    sealed.events = redact(&sealed.events, &[line as u64]).unwrap();
    sealed
}

/// A line tells of fewer failed tests than there were; with `relinked` every line behind it names
/// the hash of the line before again.
pub(super) fn changed(mut sealed: Sealed, line: usize, relinked: bool) -> Sealed {
    let mut lines = sealed.lines();
    let text = String::from_utf8(lines[line].clone()).unwrap();
    lines[line] = text.replacen("\"passed\":", "\"passed\":1", 1).into_bytes();
    sealed.marked = vec![line as u64 + 1];
    if relinked {
        for place in line + 1..lines.len() {
            let prev = leaf_hash(&lines[place - 1]).to_hex();
            lines[place][9..73].copy_from_slice(&prev);
        }
        let next = anchors(&sealed).into_iter().find(|(seq, _)| *seq > line as u64);
        sealed.marked = vec![next.unwrap().0];
    }
    sealed.events = joined(&lines);
    sealed
}

/// The whole session is recorded once more, changed, under the session's own key; the witness, who
/// knows the first one, is not asked.
pub(super) fn recorded_again(sealed: &Sealed) -> Sealed {
    let mut story = sealed.story.clone();
    story.offline.push((i64::MIN, i64::MAX));
    let tests = story.places(|told| told.kind == "test_run");
    story.told.remove(tests[0]);
    // As long as the first one, so that its length gives nothing away.
    for at_ms in (0..=anchors(sealed).len()).map(|_| story.end_ms) {
        story.told.push(Told::new(at_ms, "heartbeat", "recorder", serde_json::json!({})));
    }
    let mut again = record(story);
    again.options = sealed.options.clone();
    again
}

/// The same under a key of nobody's, without a ticket.
pub(super) fn recorded_by_another(sealed: &Sealed) -> Sealed {
    let mut story = sealed.story.clone();
    story.offline.push((i64::MIN, i64::MAX));
    story.ticket = false;
    story.seed += 1_000_000;
    let mut again = record(story);
    again.options = sealed.options.clone();
    again.marked = vec![0];
    again
}
