//! The commits beside the log: whether the history still has what the log tells, whether it grew
//! inside the session, and whether the files of a commit were touched by anyone.

use std::collections::{BTreeMap, BTreeSet};

use serde::{
    Deserialize, Deserializer as _,
    de::{SeqAccess, Visitor},
};

use super::{
    replay::Replay,
    result::{CommitEvidence, CommitPlace, Flaw},
};
use crate::{limits, session::Session};

/// Committer's and recorder's clock are the same; a commit that is told late is no other one.
const SLACK_S: i64 = 60;

pub(super) fn check(
    commits: Option<&[u8]>,
    replay: &Replay,
    session: &Session,
    flaws: &mut Vec<Flaw>,
) -> CommitEvidence {
    let mut found = CommitEvidence {
        recorded: session.commits.len() as u64,
        turns_without_commit: replay.uncommitted_turns,
        omitted: replay.untouched_more,
        ..CommitEvidence::default()
    };
    let mut room = limits::COMMIT_PLACES;
    for (seq, path, lines) in &replay.untouched {
        let place = CommitPlace {
            id: None,
            seq: Some(*seq),
            path: Some(path.clone()),
            lines: Some(*lines),
        };
        list(&mut found.untouched, place, &mut room, &mut found.omitted);
    }
    let Some(bytes) = commits else { return found };
    let recorded = session
        .commits
        .iter()
        .filter_map(|commit| Some((commit.id.as_deref()?, commit.told.seq)))
        .collect();
    let mut submitted = Submitted::new(session, recorded);
    let mut json = serde_json::Deserializer::from_slice(bytes);
    if json.deserialize_seq(&mut submitted).and_then(|()| json.end()).is_err() {
        flaws.push(Flaw::of_commits("no_list_of_commits"));
        return found;
    }
    found.submitted = Some(submitted.commits);
    found.base_is_ancestor = submitted.base_is_ancestor();
    let rewrites = |cause: &str| matches!(cause, "amended" | "rebased" | "squashed");
    let last_rewrite = session
        .commits
        .iter()
        .rposition(|commit| commit.cause.as_deref().is_some_and(rewrites))
        .unwrap_or(0);
    for (index, commit) in session.commits.iter().enumerate() {
        let id = commit.id.as_deref().filter(|id| !submitted.found.contains(id));
        let Some(id) = id else { continue };
        let openly = index < last_rewrite;
        found.rewritten_openly += u64::from(openly);
        let place = CommitPlace {
            id: Some(id.to_owned()),
            seq: Some(commit.told.seq),
            path: None,
            lines: None,
        };
        list(&mut found.missing, place, &mut room, &mut found.omitted);
    }
    for place in submitted.outside {
        list(&mut found.outside_session, place, &mut room, &mut found.omitted);
    }
    found.omitted += submitted.outside_more;
    found
}

/// What is to be known of the commits that were submitted; no commit is kept.
struct Submitted<'a> {
    base: Option<&'a str>,
    /// First and last second of the session.
    within: Option<(i64, i64)>,
    /// `seq` of the commits that the log tells.
    recorded: BTreeMap<&'a str, u64>,
    commits: u64,
    /// Which of those are there.
    found: BTreeSet<&'a str>,
    has_base: bool,
    is_parent: bool,
    /// Whether the parents of each are told.
    parents_told: bool,
    outside: Vec<CommitPlace>,
    outside_more: u64,
}

/// What is read of one.
#[derive(Deserialize)]
struct Read {
    id: Option<String>,
    parents: Option<Vec<String>>,
    commit_time_s: Option<i64>,
}

impl<'a> Submitted<'a> {
    fn new(session: &'a Session, recorded: BTreeMap<&'a str, u64>) -> Self {
        let seconds = |(earliest, latest)| (earliest / 1000 - SLACK_S, latest / 1000 + SLACK_S);
        Self {
            base: session.base.as_deref(),
            within: session.span_ms.map(seconds),
            recorded,
            commits: 0,
            found: BTreeSet::new(),
            has_base: false,
            is_parent: false,
            parents_told: true,
            outside: Vec::new(),
            outside_more: 0,
        }
    }

    fn take(&mut self, commit: Read) {
        self.commits += 1;
        let known = commit.id.as_deref().and_then(|id| self.recorded.get_key_value(id));
        let seq = known.map(|(_, seq)| *seq);
        self.found.extend(known.map(|(id, _)| *id));
        self.has_base |= commit.id.is_some() && commit.id.as_deref() == self.base;
        self.parents_told &= commit.parents.is_some();
        let mut parents = commit.parents.iter().flatten();
        self.is_parent |= parents.any(|parent| Some(parent.as_str()) == self.base);
        let times = commit.commit_time_s.zip(self.within);
        if times.is_none_or(|(time_s, (from, until))| (from..=until).contains(&time_s)) {
            return;
        }
        if self.outside.len() < limits::COMMIT_PLACES {
            self.outside.push(CommitPlace { id: commit.id, seq, path: None, lines: None });
        } else {
            self.outside_more += 1;
        }
    }

    /// Whether the commit at the start stands behind all that was submitted.
    fn base_is_ancestor(&self) -> Option<bool> {
        self.base?;
        if self.commits == 0 || self.has_base {
            return Some(true);
        }
        // Where one commit's parents aren't told, the base may be among them.
        self.parents_told.then_some(self.is_parent)
    }
}

impl<'de> Visitor<'de> for &mut Submitted<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of commits")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut commits: A) -> Result<(), A::Error> {
        while let Some(commit) = commits.next_element()? {
            self.take(commit);
        }
        Ok(())
    }
}

fn list(places: &mut Vec<CommitPlace>, place: CommitPlace, room: &mut usize, omitted: &mut u64) {
    match room.checked_sub(1) {
        Some(left) => {
            *room = left;
            places.push(place);
        }
        None => *omitted += 1,
    }
}
