//! The timeline as CommonMark. Words of the log stand in code spans and fences, each delimited by a
//! run of backticks longer than any in them: nothing in them ends it, and nothing in them is markup.

use super::{
    Text, Timeline,
    text::is_before,
    visible,
    words::{self, Part},
};

/// Bytes of words that stand in the middle of a line.
const INLINE: usize = 120;

impl Timeline {
    /// The timeline as Markdown.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut out = String::from("# Transcript\n\n");
        out.push_str(&words::summary(self).join("  \n"));
        out.push_str("\n\nWhat people and programs wrote stands in code spans and fences.\n");
        let mut gaps = self.gaps.iter().peekable();
        for turn in &self.turns {
            out.push_str(&format!("\n## {}\n", words::title(turn)));
            for item in turn.prompt.iter().chain(&turn.items) {
                while let Some(gap) = gaps.next_if(|gap| gap.turn == turn.n && is_before(gap, item))
                {
                    entry(&words::gap_head(gap), &words::gap(gap), &mut out);
                }
                entry(&words::head(item), &words::of(item), &mut out);
            }
            while let Some(gap) = gaps.next_if(|gap| gap.turn == turn.n) {
                entry(&words::gap_head(gap), &words::gap(gap), &mut out);
            }
        }
        out
    }
}

/// A paragraph, and the fences below it.
fn entry(head: &str, parts: &[Part<'_>], out: &mut String) {
    let mut pieces = Vec::new();
    let mut blocks = Vec::new();
    for part in parts {
        let (label, text) = match part {
            Part::Own(words) => {
                pieces.push(words.clone());
                continue;
            }
            Part::Theirs(label, text) => (*label, *text),
            Part::Named(label, text) => (*label, *text),
            Part::Block(label, text) => {
                blocks.push((*label, *text));
                continue;
            }
        };
        match span(text) {
            Some(quoted) if label.is_empty() => pieces.push(quoted),
            Some(quoted) => pieces.push(format!("{label} {quoted}")),
            None => blocks.push((label, text)),
        }
    }
    out.push_str(&format!("\n**{head}**"));
    if !pieces.is_empty() {
        out.push_str(": ");
        out.push_str(&pieces.join(", "));
    }
    out.push('\n');
    for (label, text) in blocks {
        fence(label, text, out);
    }
}

/// The words as a code span, where they are whole, short and on one line.
fn span(text: &Text) -> Option<String> {
    if text.left_out > 0 || text.text.len() > INLINE || !visible::fits_a_line(&text.text) {
        return None;
    }
    if text.text.is_empty() {
        return Some("(empty)".to_owned());
    }
    let mut shown = String::new();
    text.text.chars().for_each(|character| visible::push(character, &mut shown));
    let ticks = "`".repeat(longest_run(&shown) + 1);
    // One space at each end belongs to the span, and not to its words.
    let is_bare = !shown.starts_with(['`', ' ']) && !shown.ends_with(['`', ' ']);
    let space = if is_bare || shown.trim_matches(' ').is_empty() { "" } else { " " };
    Some(format!("{ticks}{space}{shown}{space}{ticks}"))
}

fn fence(label: &str, text: &Text, out: &mut String) {
    if !label.is_empty() {
        out.push_str(&format!("\n{label}:\n"));
    }
    if !text.text.is_empty() {
        let ticks = "`".repeat(longest_run(&text.text).max(2) + 1);
        out.push_str(&format!("\n{ticks}\n"));
        for line in text.text.lines() {
            out.push_str(&visible::line(line));
            out.push('\n');
        }
        out.push_str(&format!("{ticks}\n"));
    } else if text.left_out == 0 {
        out.push_str("\n(empty)\n");
    }
    if let Some(left_out) = words::left_out(text) {
        out.push_str(&format!("\n{left_out}\n"));
    }
}

/// Length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    let (mut longest, mut run) = (0, 0);
    for byte in text.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
