//! Reports as text for people. It says what the Report says and nothing more; whoever needs all of
//! it, or a stable form, takes the JSON.

mod report;
mod page;
mod session;
mod elapsed;
mod flags;
mod lines;
mod class;
mod commits;
mod findings;
mod legacy;
mod row;
mod time;

pub(crate) use class::{classes, style as style_of};
pub(crate) use findings::place;
pub(crate) use flags::lines as flag_lines;
pub(crate) use lines::file_line;
pub(crate) use report::report;
pub(crate) use row::{Tally, row};
pub(crate) use time::{clock, lasting, span};

use interview_core::report::Verdict;

use crate::term::{BAD, GOOD, WARN, paint};

/// The verdict in its colour, padded to a width.
fn verdict(verdict: Verdict, width: usize) -> String {
    let style = match verdict {
        Verdict::Intact => GOOD,
        Verdict::Incomplete => WARN,
        Verdict::Altered | Verdict::Unreadable => BAD,
    };
    paint(style, format_args!("{:<width$}", verdict.as_str()))
}

/// A number and the name of what is counted.
pub(crate) fn count(n: u64, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}
