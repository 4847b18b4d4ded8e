//! The commits beside the log: whether the history still has what the log tells, whether it grew
//! inside the session, and whether the files of a commit were touched by anyone.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    replay::Replay,
    result::{CommitEvidence, CommitPlace, Flaw},
};
use crate::{event::Commit, limits, session::Session};

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
    let Ok(submitted) = serde_json::from_slice::<Vec<Commit>>(bytes) else {
        flaws.push(Flaw::of_commits("no_list_of_commits"));
        return found;
    };
    found.submitted = Some(submitted.len() as u64);
    let ids: BTreeSet<&str> =
        submitted.iter().filter_map(|commit| commit.id.as_ref()).map(|id| id.0.as_str()).collect();
    found.base_is_ancestor = base_is_ancestor(session.base.as_deref(), &submitted, &ids);
    let rewrites = |cause: &str| matches!(cause, "amended" | "rebased" | "squashed");
    let last_rewrite = session
        .commits
        .iter()
        .rposition(|commit| commit.cause.as_deref().is_some_and(rewrites))
        .unwrap_or(0);
    for (index, commit) in session.commits.iter().enumerate() {
        let Some(id) = commit.id.as_deref().filter(|id| !ids.contains(id)) else { continue };
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
    let (from, until) = match session.start.zip(session.end.or(session.last)) {
        Some((start, end)) => (start.at_ms / 1000 - SLACK_S, end.at_ms / 1000 + SLACK_S),
        None => return found,
    };
    let recorded: BTreeMap<&str, u64> = session
        .commits
        .iter()
        .filter_map(|commit| Some((commit.id.as_deref()?, commit.told.seq)))
        .collect();
    for commit in &submitted {
        let outside = commit.commit_time_s.is_some_and(|time_s| !(from..=until).contains(&time_s));
        if outside {
            let id = commit.id.as_ref().map(|id| id.0.clone());
            let seq = id.as_deref().and_then(|id| recorded.get(id)).copied();
            let place = CommitPlace { id, seq, path: None, lines: None };
            list(&mut found.outside_session, place, &mut room, &mut found.omitted);
        }
    }
    found
}

/// Whether the commit at the start stands behind all that was submitted.
fn base_is_ancestor(
    base: Option<&str>,
    submitted: &[Commit],
    ids: &BTreeSet<&str>,
) -> Option<bool> {
    let base = base?;
    let mut parents = submitted.iter().map(|commit| commit.parents.as_ref());
    if submitted.is_empty() || ids.contains(base) {
        return Some(true);
    }
    // Where one commit's parents aren't told, the base may be among them.
    let all = parents.try_fold(Vec::new(), |mut all, parents| {
        all.extend(parents?.iter().map(|parent| parent.0.as_str()));
        Some(all)
    })?;
    Some(all.contains(&base))
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
