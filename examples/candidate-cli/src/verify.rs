//! `interview verify`: Reports on sessions, and the exit status that they add up to.

mod options;
mod explain;
mod output;
mod progress;

use std::{io, path::PathBuf};

use interview_core::{
    Error,
    api::{Report, VerifyOptions},
};
use interview_journal::{verify_many, verify_path, verify_read};

use crate::{
    args::Verify,
    outcome::{Failure, Status},
    source::is_stdin,
};
use output::Output;
use progress::Bar;

/// Verifies all paths, and shows each Report as soon as it is there.
pub(crate) fn run(args: &Verify) -> Result<Status, Failure> {
    let mut options = options::load(&args.trust)?;
    options.only_log = args.only_log;
    if let Some(flag) = &args.explain {
        let [path] = args.paths.as_slice() else {
            return Err(Failure::new(
                "a flag of several sessions can't be explained together",
                "name one path with `--explain`",
            ));
        };
        return explain::run(path, flag, &options);
    }
    let mut output = Output::new(args);
    if let [path] = args.paths.as_slice() {
        let answer = match is_stdin(path) {
            true => verify_read(io::stdin().lock(), &options),
            false => verify_path(path, &options),
        };
        return several([(path.clone(), answer)], &mut output, None);
    }
    if args.paths.iter().any(|path| is_stdin(path)) {
        return Err(Failure::new(
            "standard input can't be verified together with other paths",
            "name `-` alone",
        ));
    }
    let bar = Bar::new(args.paths.len());
    several(many(&args.paths, &options)?, &mut output, Some(bar))
}

fn many(
    paths: &[PathBuf],
    options: &VerifyOptions,
) -> Result<impl Iterator<Item = (PathBuf, Result<Report, Error>)>, Failure> {
    Ok(verify_many(paths.to_vec(), options, None)?)
}

fn several(
    answers: impl IntoIterator<Item = (PathBuf, Result<Report, Error>)>,
    output: &mut Output,
    mut bar: Option<Bar>,
) -> Result<Status, Failure> {
    let mut worst = Status::Holds;
    for (path, answer) in answers {
        if let Some(bar) = &mut bar {
            bar.wipe();
        }
        worst = worst.max(status(&answer));
        output.show(&path, answer)?;
        if let Some(bar) = &mut bar {
            bar.advance();
        }
    }
    drop(bar);
    output.finish()?;
    Ok(worst)
}

fn status(answer: &Result<Report, Error>) -> Status {
    match answer {
        Ok(report) if report.passes() => Status::Holds,
        Ok(_) => Status::Fails,
        Err(_) => Status::Unknown,
    }
}
