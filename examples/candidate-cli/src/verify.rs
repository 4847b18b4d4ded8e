//! `interview verify`: Reports on sessions, as text or JSON, and the exit status that they add up to.

mod options;
mod progress;

use std::{
    io::{self, IsTerminal as _, Write},
    path::{Path, PathBuf},
};

use interview_core::{api::VerifyOptions, report::Report};

use crate::{
    args::Verify,
    outcome::{Failure, Status},
    render::{Tally, report, row},
    source,
    term::{DIM, paint, visible, visible_json},
};

type Answer = Result<Report, Failure>;

/// Characters to which the paths of several rows are aligned at most.
const PATH_WIDTH: usize = 48;

/// Verifies all paths.
pub(crate) fn run(args: &Verify) -> Result<Status, Failure> {
    let options = options::load(&args.trust)?;
    let answers = answers(&args.paths, &options)?;
    answers.iter().filter_map(|answer| answer.as_ref().err()).for_each(Failure::tell);
    if args.json {
        json(&answers)?
    } else {
        text(args, &answers)?
    }
    Ok(answers.iter().map(status).max().unwrap_or(Status::Unknown))
}

/// One answer for each path, in their order.
fn answers(paths: &[PathBuf], options: &VerifyOptions) -> Result<Vec<Answer>, Failure> {
    match paths {
        [path] => Ok(vec![source::verify(path, options)]),
        paths => Ok(source::verify_many(paths, options, progress::bar())),
    }
}

fn status(answer: &Answer) -> Status {
    match answer {
        Ok(report) if report.passes() => Status::Holds,
        Ok(_) => Status::Fails,
        Err(_) => Status::Unknown,
    }
}

/// One Report a line, exactly as the library writes it; on a terminal with escapes in place of
/// characters that it would act on.
fn json(answers: &[Answer]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let to_terminal = out.is_terminal();
    for answer in answers {
        match answer {
            Ok(report) if to_terminal => writeln!(out, "{}", visible_json(&report.to_json()))?,
            Ok(report) => writeln!(out, "{}", report.to_json())?,
            Err(_) => writeln!(out, "null")?,
        }
    }
    Ok(out.flush()?)
}

fn text(args: &Verify, answers: &[Answer]) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    let whole = args.verbose || answers.len() == 1;
    let folder = if whole { PathBuf::new() } else { common_folder(&args.paths) };
    let name = |path: &'_ PathBuf| path.strip_prefix(&folder).unwrap_or(path).to_owned();
    let names: Vec<PathBuf> = args.paths.iter().map(name).collect();
    let length = |path: &PathBuf| path.to_string_lossy().chars().count();
    let width = names.iter().map(length).max().unwrap_or(0).min(PATH_WIDTH);
    if !folder.as_os_str().is_empty() {
        writeln!(out, "{}", paint(DIM, format_args!("in {}", visible(&folder.to_string_lossy()))))?;
    }
    let mut tally = Tally::default();
    for (path, answer) in names.iter().zip(answers) {
        tally.add(answer);
        match answer {
            Ok(answer) if whole => writeln!(out, "{}", report(path, answer).trim_end())?,
            Err(_) if answers.len() == 1 => {}
            _ => writeln!(out, "{}", row(path, width, answer))?,
        }
        if whole && answers.len() > 1 {
            writeln!(out)?;
        }
    }
    if answers.len() > 1 {
        writeln!(out, "{}", tally.line())?;
    }
    Ok(out.flush()?)
}

/// The folder in which all paths lie, without the last name of any.
fn common_folder(paths: &[PathBuf]) -> PathBuf {
    let parent = |path: &PathBuf| path.parent().unwrap_or(Path::new("")).to_owned();
    paths.iter().map(parent).reduce(|a, b| shared(&a, &b)).unwrap_or_default()
}

fn shared(a: &Path, b: &Path) -> PathBuf {
    let equal = a.components().zip(b.components()).take_while(|(a, b)| a == b);
    equal.map(|(component, _)| component).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_where_they_part() {
        let check = |paths: &[&str], expected: &str| {
            let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
            assert_eq!(common_folder(&paths), Path::new(expected));
        };
        check(&["a/b/c", "a/b/d/"], "a/b");
        check(&["a/b/c", "a/d"], "a");
        check(&["a", "b/c"], "");
        check(&["/x/a", "/x/b"], "/x");
        check(&["-", "/x/b"], "");
    }
}
