//! `interview attribute`: which added line of a diff comes from where, by the log of a session or by
//! raw transcripts. Attribution is the library's; what a log is worth is `interview verify`'s.

mod session;
mod transcript;
mod output;

use interview_core::{
    api::Policy,
    diff::DiffReason,
    evidence::{Evidence, Flaw},
};

use crate::{
    args::Attribute,
    outcome::{Failure, Status},
    policy,
};

/// Lines with their classes, and the diff that adds them.
struct Attributed {
    evidence: Evidence,
    diff: Vec<u8>,
}

/// Attributes the lines, and shows them.
pub(crate) fn run(args: &Attribute) -> Result<Status, Failure> {
    let policy = args.policy.as_deref().map(policy::load).transpose()?;
    let attributed = match (&args.path, &args.diff) {
        (Some(path), _) => session::attribute(path, policy)?,
        (None, Some(diff)) => transcript::attribute(args, diff, &policy.unwrap_or_default())?,
        (None, None) => return Err(Failure::new("there is nothing to attribute", ASKED)),
    };
    match args.json {
        true => output::json(&attributed)?,
        false => output::text(&attributed, args.lines)?,
    }
    Ok(Status::Holds)
}

const ASKED: &str = "name a bundle, or transcripts together with a diff";

/// Why no line of a diff has a class.
fn unread(name: &str, flaws: &[Flaw]) -> Failure {
    let Some(flaw) = flaws.iter().find(|flaw| flaw.file != "commits.json") else {
        return Failure::new(
            format!("{name}: there is no diff"),
            "lines are attributed where a bundle has a `changes.diff`",
        );
    };
    let line = flaw.line.map_or_else(String::new, |line| format!(" line {line}"));
    let known = DiffReason::ALL.iter().find(|reason| reason.as_str() == flaw.reason);
    let meaning = known.map_or_else(String::new, |reason| format!(" ({})", sentence(*reason)));
    let hint = match flaw.line {
        Some(_) => "give what `git diff` prints, whole and with its own line ends",
        None => "lines are compared by digests: only a log with a `line_salt` has them",
    };
    Failure::new(format!("{name}{line}: {}{meaning}", flaw.reason), hint)
}

/// What a reason means, as the part of a message.
fn sentence(reason: DiffReason) -> String {
    let meaning = reason.meaning().trim_end_matches('.');
    let mut rest = meaning.chars();
    let first = rest.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(rest).collect()
}

/// The policy of the command where none is given: any format.
fn any_format() -> Policy {
    let mut policy = Policy::default();
    policy.format = interview_core::policy::FormatPolicy::Auto;
    policy
}
