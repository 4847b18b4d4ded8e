//! Commits have files that no event touched since the commit before.

use super::{
    Detector, Flag, Known,
    flag::{Measure, count, red_if},
};
use crate::policy::FlagPolicy;

pub(super) struct CommitEventMismatch;

impl Detector for CommitEventMismatch {
    fn id(&self) -> &'static str {
        "commit_event_mismatch"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let commits = &known.evidence.commits;
        let rewrites: Vec<u64> = known
            .session
            .commits
            .iter()
            .filter(|commit| commit.cause.as_deref().is_some_and(|cause| cause != "committed"))
            .map(|commit| commit.told.seq)
            .collect();
        // What was amended, rebased or merged brings along what was committed before.
        let plain: Vec<_> = commits
            .untouched
            .iter()
            .filter(|place| place.seq.is_none_or(|seq| rewrites.binary_search(&seq).is_err()))
            .collect();
        let (files, outside) = (plain.len() as u64, commits.outside_session.len() as u64);
        if files == 0 && outside == 0 {
            return None;
        }
        let lines: u64 = plain.iter().filter_map(|place| place.lines).sum();
        let is_red = lines >= policy.commit_event_mismatch_red_lines;
        let measure = match (is_red, files) {
            (true, _) => Measure::of(lines, policy.commit_event_mismatch_red_lines, "line"),
            (false, 0) => Measure::of(outside, 1, "commit"),
            (false, _) => Measure::of(files, 1, "file"),
        };
        let untouched = (files > 0).then(|| {
            format!(
                "Commits have {} that no event touched since the commit before, with {}.",
                count(files, "file"),
                count(lines, "added line")
            )
        });
        let dated = match outside {
            0 => None,
            1 => Some("1 commit is dated outside the session.".to_owned()),
            _ => Some(format!("{outside} commits are dated outside the session.")),
        };
        let detail = untouched.into_iter().chain(dated).collect::<Vec<_>>().join(" ");
        let places = plain.into_iter().chain(&commits.outside_session);
        let evidence = places.filter_map(|place| place.seq).collect();
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "commits without events",
            detail,
            evidence,
            measure,
        ))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{evidence::CommitPlace, flags::testing::Scene};

    fn place(seq: u64, lines: Option<u64>) -> CommitPlace {
        CommitPlace { id: None, seq: Some(seq), path: None, lines }
    }

    #[test]
    fn untouched_files_count_and_their_lines_make_it_red() {
        let check = |lines: &[u64], outside: u64, cause: &str, expected: &str| {
            let mut scene = Scene::new();
            scene.say("commit", "recorder", json!({ "id": "a", "cause": cause }));
            let commits = &mut scene.evidence.commits;
            commits.untouched = lines.iter().map(|lines| place(1, Some(*lines))).collect();
            commits.outside_session = (0..outside).map(|n| place(7 + n, None)).collect();
            let told = scene.told("commit_event_mismatch");
            assert_eq!(told, expected, "{lines:?} {outside} {cause}");
        };
        check(&[], 0, "committed", "none");
        check(&[400], 0, "rebased", "none");
        check(&[1], 0, "committed", "yellow: 1 file, threshold 1 file, distance 0 files, [1]");
        check(
            &[60, 39],
            1,
            "committed",
            "yellow: 2 files, threshold 1 file, distance 1 file, [1, 7]",
        );
        check(
            &[],
            2,
            "committed",
            "yellow: 2 commits, threshold 1 commit, distance 1 commit, [7, 8]",
        );
        check(
            &[60, 40],
            0,
            "committed",
            "red: 100 lines, threshold 100 lines, distance 0 lines, [1]",
        );
    }
}
