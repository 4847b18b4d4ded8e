//! The timeline as lines for a terminal of 80 columns. Words of the log stand in `"` where they are
//! short, and else behind a bar at the begin of each line: no line begins as one of ours unless it
//! is. A text's line that goes on has a broken bar.

use super::{
    Gap, Item, Text, Timeline, visible,
    words::{self, Part},
};

/// Columns of a line of ours.
const COLUMNS: usize = 78;
/// Columns of the log's words on a line.
const WRAPPED: usize = 72;
/// Columns of words that stand in the middle of a line.
const INLINE: usize = 48;

impl Timeline {
    /// The timeline as text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = String::from("Transcript: ");
        for line in words::summary(self) {
            out.push_str(&line);
            out.push('\n');
        }
        out.push_str("What people and programs wrote stands in \"quotes\" or behind a bar.\n");
        let mut gaps = self.gaps.iter().peekable();
        for turn in &self.turns {
            out.push_str(&format!("\n{}\n", words::title(turn)));
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

/// Whether a gap ended before an item.
pub(super) fn is_before(gap: &Gap, item: &Item) -> bool {
    item.seq.is_some_and(|seq| gap.before_seq <= seq)
}

/// What stands on the lines of an entry, and what stands below them.
fn entry(head: &str, parts: &[Part<'_>], out: &mut String) {
    let mut line = format!("  {head}");
    let mut blocks = Vec::new();
    let mut joint = ": ";
    for part in parts {
        let piece = match part {
            Part::Own(words) => words.clone(),
            Part::Theirs(label, text) => match inline(text) {
                Some(quoted) => labelled(label, &quoted),
                None => {
                    blocks.push((*label, *text));
                    continue;
                }
            },
            Part::Named(label, text) => match inline(text) {
                Some(quoted) => labelled(label, &quoted),
                None => {
                    blocks.push((label, text));
                    continue;
                }
            },
            Part::Block(label, text) => {
                blocks.push((label, text));
                continue;
            }
        };
        let width: usize = piece.chars().map(visible::columns).sum();
        let used: usize = line.chars().map(visible::columns).sum();
        if used + joint.len() + width > COLUMNS {
            out.push_str(&line);
            out.push_str(joint.trim_end());
            out.push('\n');
            line = format!("      {piece}");
        } else {
            line.push_str(joint);
            line.push_str(&piece);
        }
        joint = ", ";
    }
    out.push_str(&line);
    out.push('\n');
    for (label, text) in blocks {
        block(label, text, out);
    }
}

fn labelled(label: &str, quoted: &str) -> String {
    if label.is_empty() { quoted.to_owned() } else { format!("{label} {quoted}") }
}

/// The words in quotes, where they are whole, short and on one line.
fn inline(text: &Text) -> Option<String> {
    if text.left_out > 0 || text.text.len() > 4 * INLINE || !visible::fits_a_line(&text.text) {
        return None;
    }
    let mut quoted = String::from("\"");
    for character in text.text.chars() {
        match character {
            '"' => visible::escape(character, &mut quoted),
            _ => visible::push(character, &mut quoted),
        }
    }
    quoted.push('"');
    let width: usize = quoted.chars().map(visible::columns).sum();
    (width <= INLINE).then_some(quoted)
}

fn block(label: &str, text: &Text, out: &mut String) {
    if !label.is_empty() {
        out.push_str(&format!("    {label}\n"));
    }
    if !text.text.is_empty() {
        for line in text.text.lines() {
            barred(line, out);
        }
    } else if text.left_out == 0 {
        out.push_str("    (empty)\n");
    }
    if let Some(left_out) = words::left_out(text) {
        out.push_str(&format!("    {left_out}\n"));
    }
}

fn barred(line: &str, out: &mut String) {
    out.push_str("    | ");
    let mut used = 0;
    for character in visible::line(line).chars() {
        let width = visible::columns(character);
        if used + width > WRAPPED {
            out.push_str("\n    ¦ ");
            used = 0;
        }
        out.push(character);
        used += width;
    }
    out.push('\n');
}
