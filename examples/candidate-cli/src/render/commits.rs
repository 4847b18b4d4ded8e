//! The commits beside the log: only what there is to say of them.

use interview_core::evidence::{CommitEvidence, CommitPlace};

use super::{count, page::Page};
use crate::term::clip;

/// Commits or files that are named.
const PLACES: usize = 3;
/// Characters of a commit's id.
const ID: usize = 12;
/// Characters of a path.
const PATH: usize = 60;

/// The section on the commits, where log or submission tells any.
pub(super) fn section(page: &mut Page, commits: &CommitEvidence) {
    let is_base_lost = commits.base_is_ancestor == Some(false);
    if commits.recorded == 0 && commits.submitted.unwrap_or(0) == 0 && !is_base_lost {
        return;
    }
    page.head("commits");
    let submitted = match commits.submitted {
        Some(n) => format!("{n} submitted"),
        None => "no list of them submitted".to_owned(),
    };
    page.fact("told", format_args!("{} in the log, {submitted}", commits.recorded));
    if is_base_lost {
        page.fact("base", "the commit at the start is no ancestor of those submitted");
    }
    if !commits.missing.is_empty() {
        let openly = match commits.rewritten_openly {
            0 => String::new(),
            n => format!("; {n} of them amended, rebased or squashed on record"),
        };
        page.fact("missing", format_args!("{}{openly}", places(&commits.missing)));
    }
    if !commits.outside_session.is_empty() {
        page.fact("outside", format_args!("{}, by their times", places(&commits.outside_session)));
    }
    if !commits.untouched.is_empty() {
        let files = places(&commits.untouched);
        page.fact("untouched", format_args!("{files}: committed, and no event touched them"));
    }
    if commits.turns_without_commit > 0 {
        let turns = count(commits.turns_without_commit, "turn");
        page.fact("uncommitted", format_args!("{turns} changed files, and no commit followed"));
    }
    if commits.omitted > 0 {
        page.fact("omitted", format_args!("{} beyond those", commits.omitted));
    }
}

/// The first places.
fn places(places: &[CommitPlace]) -> String {
    let mut named: Vec<String> = places.iter().take(PLACES).map(place).collect();
    if let Some(more) = places.len().checked_sub(PLACES).filter(|more| *more > 0) {
        named.push(format!("{more} more"));
    }
    named.join(", ")
}

/// A commit or a file of one, and the event that tells it.
fn place(place: &CommitPlace) -> String {
    let name = match (&place.path, &place.id) {
        (Some(path), _) => clip(path, PATH),
        (None, Some(id)) => clip(&id.chars().take(ID).collect::<String>(), ID),
        (None, None) => "a commit without an id".to_owned(),
    };
    let lines = place.lines.map_or_else(String::new, |lines| format!(" +{lines}"));
    let event = place.seq.map_or_else(String::new, |seq| format!(" (event {seq})"));
    format!("{name}{lines}{event}")
}
