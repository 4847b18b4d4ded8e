//! Edits of a file's bytes as people and assistants make them, traps included: equal neighbours,
//! lone braces, blank lines, other indents, no LF at the end.

use super::{code::Look, random::Random};

/// Lines with their ends.
type Lines = Vec<Vec<u8>>;

#[derive(Clone, Copy)]
enum Edit {
    Block,
    Words,
    Delete,
    DoubleBlock,
    DoubleLine,
    Move,
    Indent,
    Dedent,
    Wrap,
    Append,
    Trivial,
    FinalEnd,
}

const EDITS: [(usize, Edit); 12] = [
    (24, Edit::Block),
    (20, Edit::Words),
    (10, Edit::Delete),
    (6, Edit::DoubleBlock),
    (6, Edit::DoubleLine),
    (5, Edit::Move),
    (6, Edit::Indent),
    (3, Edit::Dedent),
    (6, Edit::Wrap),
    (8, Edit::Append),
    (5, Edit::Trivial),
    (2, Edit::FinalEnd),
];

/// The bytes after a few edits; never the same as before.
pub(super) fn mutate(random: &mut Random, bytes: &[u8], look: Look) -> Vec<u8> {
    let mut lines = split(bytes);
    let end = line_end(bytes);
    loop {
        for _ in 0..random.between(1, 3) {
            let edit = random.weighted(&EDITS);
            apply(random, edit, &mut lines, look, end);
        }
        let made = lines.concat();
        if made != bytes {
            return made;
        }
    }
}

/// The bytes with a few words changed, most lines left as they are.
pub(super) fn rewrite(random: &mut Random, bytes: &[u8], look: Look) -> Vec<u8> {
    let mut lines = split(bytes);
    let end = line_end(bytes);
    for _ in 0..random.between(1, 4) {
        let edit = random.weighted(&[(5, Edit::Words), (3, Edit::Block), (1, Edit::Delete)]);
        apply(random, edit, &mut lines, look, end);
    }
    match lines.concat() {
        made if made == bytes => mutate(random, bytes, look),
        made => made,
    }
}

/// A block of whole lines put in somewhere.
pub(super) fn insert(random: &mut Random, bytes: &[u8], block: &[Vec<u8>]) -> (usize, Vec<u8>) {
    let mut lines = split(bytes);
    close(&mut lines, line_end(bytes));
    let at = random.below(lines.len() + 1);
    lines.splice(at..at, block.iter().cloned());
    (at, lines.concat())
}

/// A few neighbouring lines taken out: them, and what stays.
pub(super) fn cut(random: &mut Random, bytes: &[u8]) -> (Lines, Vec<u8>) {
    let mut lines = split(bytes);
    close(&mut lines, line_end(bytes));
    let range = some(random, lines.len(), 8);
    let taken = lines.drain(range).collect();
    (taken, lines.concat())
}

/// Whole lines of a block, with this end.
pub(super) fn block(random: &mut Random, look: Look, end: &str) -> Lines {
    look.block(random).into_iter().map(|line| format!("{line}{end}").into_bytes()).collect()
}

/// CR LF where the bytes have it, else LF.
pub(super) fn line_end(bytes: &[u8]) -> &'static str {
    if bytes.windows(2).any(|pair| pair == b"\r\n") { "\r\n" } else { "\n" }
}

/// Lines with their ends.
pub(super) fn split(bytes: &[u8]) -> Lines {
    bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}

fn apply(random: &mut Random, edit: Edit, lines: &mut Lines, look: Look, end: &str) {
    if lines.is_empty() {
        lines.extend(block(random, look, end));
        return;
    }
    let at = random.below(lines.len() + 1);
    let indent = look.indent().repeat(random.between(1, 2));
    let whole = |text: String| format!("{text}{end}").into_bytes();
    match edit {
        Edit::Block => {
            close(lines, end);
            let block = block(random, look, end);
            lines.splice(at..at, block);
        }
        Edit::Words => {
            close(lines, end);
            for place in some(random, lines.len(), 3) {
                lines[place] = whole(format!("{indent}{}", look.line(random)));
            }
        }
        Edit::Delete => drop(lines.drain(some(random, lines.len(), 5))),
        Edit::DoubleBlock => {
            close(lines, end);
            let range = some(random, lines.len(), 7);
            let copy = lines[range.clone()].to_vec();
            lines.splice(range.end..range.end, copy);
        }
        Edit::DoubleLine => {
            close(lines, end);
            let copy = random.pick(lines).clone();
            lines.insert(at, copy);
        }
        Edit::Move => {
            close(lines, end);
            let taken: Lines = lines.drain(some(random, lines.len(), 6)).collect();
            let at = random.below(lines.len() + 1);
            lines.splice(at..at, taken);
        }
        Edit::Indent => {
            for place in some(random, lines.len(), 8) {
                if lines[place].iter().any(|byte| !byte.is_ascii_whitespace()) {
                    lines[place].splice(0..0, indent.bytes());
                }
            }
        }
        Edit::Dedent => {
            for place in some(random, lines.len(), 8) {
                let line = &mut lines[place];
                let spaces = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
                line.drain(..spaces);
            }
        }
        Edit::Wrap => {
            close(lines, end);
            let range = some(random, lines.len(), 6);
            for place in range.clone() {
                lines[place].splice(0..0, look.indent().bytes());
            }
            if matches!(look, Look::Braces { .. }) {
                lines.insert(range.end, whole("}".to_owned()));
            }
            lines.insert(range.start, whole("if (limit) {".to_owned()));
        }
        Edit::Append => {
            close(lines, end);
            lines.push(whole(look.line(random)));
            if random.percent(20) {
                open(lines);
            }
        }
        Edit::Trivial => {
            close(lines, end);
            let text = *random.pick(&["", "", "}", "    }", "{", "();"]);
            lines.insert(at, whole(text.to_owned()));
        }
        Edit::FinalEnd => match lines.last().is_some_and(|line| line.ends_with(b"\n")) {
            true => open(lines),
            false => close(lines, end),
        },
    }
}

/// Gives the last line an end.
fn close(lines: &mut Lines, end: &str) {
    if let Some(last) = lines.last_mut()
        && !last.ends_with(b"\n")
    {
        last.extend(end.bytes());
    }
}

/// Takes the last line's end away.
fn open(lines: &mut Lines) {
    if let Some(last) = lines.last_mut() {
        let kept = last.trim_ascii_end().len();
        last.truncate(kept);
    }
    lines.retain(|line| !line.is_empty());
}

/// A few neighbouring places among `len`.
fn some(random: &mut Random, len: usize, most: usize) -> std::ops::Range<usize> {
    let start = random.below(len);
    start..(start + random.between(1, most)).min(len)
}
