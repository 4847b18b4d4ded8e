//! Flags: facts that are worth a look, each with what was measured and the events behind it. They
//! are no verdict, and the page says so.

use interview_core::flags::{Colour, Flag};

use super::{lasting, page::Page};
use crate::term::{BAD, DIM, HEAD, WARN, clip, paint};

/// Events of a flag that are named.
const EVENTS: usize = 8;
/// Characters of a flag's sentence, which may name paths.
const SENTENCE: usize = 400;
/// Characters of a number with its unit.
const MEASURE: usize = 60;
/// Characters of a line of a sentence.
const WIDTH: usize = 100;

/// The section on the flags, red ones first.
pub(super) fn section(page: &mut Page, flags: &[Flag]) {
    if flags.is_empty() {
        page.plain(format_args!("{}  none", paint(HEAD, "flags")));
        return;
    }
    let scope = "no verdict and no part of a score; --explain FLAG shows the events behind one";
    page.plain(format_args!("{}  {}", paint(HEAD, "flags"), paint(DIM, scope)));
    let mut sorted: Vec<&Flag> = flags.iter().collect();
    sorted.sort_by_key(|flag| std::cmp::Reverse(flag.severity));
    for flag in sorted {
        lines(flag).iter().for_each(|line| page.plain(format_args!("  {line}")));
    }
}

/// A flag: what was seen, and below it what that rests on.
pub(crate) fn lines(flag: &Flag) -> Vec<String> {
    let (style, colour) = match flag.severity {
        Colour::Red => (BAD, "red"),
        Colour::Yellow => (WARN, "yellow"),
    };
    let sentence = format!("{}: {} [{}]", flag.label, clip(&flag.detail, SENTENCE), flag.id);
    let (measured, threshold) = (measure(&flag.measured), measure(&flag.threshold));
    let measure = format!("measured {measured}, threshold {threshold}{}", events(&flag.evidence));
    let mut words = wrapped(&sentence, WIDTH);
    words.push(paint(DIM, measure));
    let first = std::iter::once(paint(style, format_args!("{colour:<7}")));
    let margin = first.chain(std::iter::repeat(" ".repeat(7)));
    margin.zip(words).map(|(margin, words)| format!("{margin}  {words}")).collect()
}

/// A number with its unit; a duration by its two largest units.
fn measure(told: &str) -> String {
    let ms = told.strip_suffix(" ms").and_then(|ms| ms.parse().ok());
    ms.map_or_else(|| clip(told, MEASURE), lasting)
}

/// A sentence in lines of at most so many characters, as long as no word is longer.
fn wrapped(sentence: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in sentence.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The events that a flag rests on.
fn events(seqs: &[u64]) -> String {
    let named: Vec<String> = seqs.iter().take(EVENTS).map(u64::to_string).collect();
    match (seqs.len(), seqs.len().saturating_sub(EVENTS)) {
        (0, _) => String::new(),
        (1, _) => format!("; event {}", named.join("")),
        (_, 0) => format!("; events {}", named.join(", ")),
        (_, more) => format!("; events {} and {more} more", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_events_are_counted() {
        let check = |n: u64, expected: &str| {
            assert_eq!(events(&(0..n).collect::<Vec<_>>()), expected);
        };
        check(0, "");
        check(1, "; event 0");
        check(3, "; events 0, 1, 2");
        check(10, "; events 0, 1, 2, 3, 4, 5, 6, 7 and 2 more");
    }

    #[test]
    fn durations_are_told_in_words_and_all_else_as_it_stands() {
        let check = |told, expected: &str| assert_eq!(measure(told), expected);
        check("8337193 ms", "2 h 18 min");
        check("1 commit", "1 commit");
        check("5 lines of 10 ms", "5 lines of 10 ms");
    }

    #[test]
    fn sentences_are_broken_between_words() {
        let check = |text, expected: &[&str]| assert_eq!(wrapped(text, 5), expected);
        check("ab cd", &["ab cd"]);
        check("ab cde f", &["ab", "cde f"]);
        check("abcdefg h", &["abcdefg", "h"]);
    }
}
