//! Reports on standard output: JSON, a page for one session, a row for each of several.

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
};

use interview_core::{Error, api::Report};

use crate::{
    args::Verify,
    outcome::Failure,
    render::{Tally, report, row},
    term::{DIM, paint, visible, visible_json},
};

/// Characters to which the paths of several rows are aligned at most.
const PATH_WIDTH: usize = 48;

/// Shows one answer after the other.
pub(super) struct Output {
    form: Form,
    tally: Tally,
}

enum Form {
    /// One Report a line.
    Json,
    /// Everything, with a blank line between sessions.
    Pages { several: bool },
    /// A line for each session, without the folder that they share.
    Rows { folder: PathBuf, width: usize },
}

impl Output {
    /// The output that was asked for.
    pub(super) fn new(args: &Verify) -> Self {
        let paths = args.paths.as_slice();
        let form = if args.json {
            Form::Json
        } else if args.verbose || paths.len() == 1 {
            Form::Pages { several: paths.len() > 1 }
        } else {
            let folder = common_folder(paths);
            let length = |path: &PathBuf| name(path, &folder).chars().count();
            let width = paths.iter().map(length).max().unwrap_or(0).min(PATH_WIDTH);
            Form::Rows { folder, width }
        };
        Self { form, tally: Tally::default() }
    }

    /// Shows an answer; an error is told on standard error.
    pub(super) fn show(
        &mut self,
        path: &Path,
        answer: Result<Report, Error>,
    ) -> Result<(), Failure> {
        let is_first = self.tally.is_empty();
        self.tally.add(&answer);
        let answer = answer.map_err(|error| Failure::from(error).tell()).ok();
        match &self.form {
            Form::Json => json(answer.as_ref()),
            Form::Pages { several } => {
                let mut out = anstream::stdout().lock();
                if let Some(answer) = answer {
                    write!(out, "{}", report(path, &answer))?;
                    if *several {
                        writeln!(out)?;
                    }
                }
                Ok(out.flush()?)
            }
            Form::Rows { folder, width } => {
                let mut out = anstream::stdout().lock();
                if is_first && !folder.as_os_str().is_empty() {
                    let folder = visible(&folder.to_string_lossy());
                    writeln!(out, "{}", paint(DIM, format_args!("in {folder}")))?;
                }
                writeln!(out, "{}", row(&name(path, folder), *width, answer.as_ref()))?;
                Ok(out.flush()?)
            }
        }
    }

    /// The line that sums up several sessions.
    pub(super) fn finish(&self) -> Result<(), Failure> {
        match &self.form {
            Form::Json | Form::Pages { several: false } => Ok(()),
            Form::Pages { several: true } | Form::Rows { .. } => {
                let mut out = anstream::stdout().lock();
                writeln!(out, "{}", self.tally.line())?;
                Ok(out.flush()?)
            }
        }
    }
}

/// A Report exactly as the library writes it; on a terminal with escapes in place of characters
/// that it would act on. `null` keeps the lines in step with the paths.
fn json(answer: Option<&Report>) -> Result<(), Failure> {
    let line = answer.map_or_else(|| "null".to_owned(), Report::to_json);
    let mut out = io::stdout().lock();
    if out.is_terminal() {
        writeln!(out, "{}", visible_json(&line))?;
    } else {
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

/// A path from the folder that all share.
fn name(path: &Path, folder: &Path) -> String {
    visible(&path.strip_prefix(folder).unwrap_or(path).to_string_lossy())
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
