//! The timeline of a log, for people to read: turns, tool calls with their results, commands, tests,
//! files, gaps. As text, Markdown or JSON, in linear time and with a bound on what is kept.
//!
//! It tells what the log says and verifies nothing; whether a statement holds is not asked. Words
//! that come from the log stand in quotes or fences that they can't leave, whatever they are.

mod options;
mod timeline;
mod item;
mod build;
mod pairs;
mod read;
mod facts;
mod keep;
mod words;
mod visible;
mod text;
mod markdown;
mod json;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod laws;

pub use build::Transcript;
pub use item::{
    Altered, Claim, CommandEnd, Fact, FactValue, FileChange, Item, TestCounts, Text, Timing,
    ToolCall, ToolEnd, ToolResult, What,
};
pub use options::{TranscriptFormat, TranscriptOptions};
pub use timeline::{Gap, GapReason, Omitted, TestRunRow, Timeline, Turn};

use crate::Error;

/// The timeline of a log in the form that the options name.
///
/// # Errors
/// `invalid_options` where the options can't be used. What is wrong with the log is told in the
/// timeline.
pub fn transcript(events: &[u8], options: &TranscriptOptions) -> Result<String, Error> {
    let mut transcript = Transcript::new(options)?;
    let body = events.strip_suffix(b"\n").unwrap_or(events);
    for line in body.split(|byte| *byte == b'\n').filter(|_| !events.is_empty()) {
        transcript.push_line(line);
    }
    Ok(transcript.finish().render(options.format))
}
