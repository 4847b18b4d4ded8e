//! Makes visible what a terminal would act on, and what a reader would not see.

use std::fmt::Write as _;

/// Whether a terminal may act on the character, or hide it or its neighbours: control characters,
/// and what Unicode calls default-ignorable (zero-width characters, marks of writing direction,
/// fillers, variation selectors, tags).
pub(super) fn is_active(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Writes a character so that it is seen.
pub(super) fn push(character: char, shown: &mut String) {
    if is_active(character) {
        escape(character, shown);
    } else {
        shown.push(character);
    }
}

/// Writes a character by its number.
pub(super) fn escape(character: char, shown: &mut String) {
    // INVARIANT: writing to a String can't fail.
    let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
}

/// One line of a text, with its tabs as they are.
pub(super) fn line(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => shown.push('\t'),
            _ => push(character, &mut shown),
        }
    }
    shown
}

/// Whether words may stand between words of ours: they have no line end, and no letters that are
/// written from right to left, which would draw our own words and numbers to their other side.
pub(super) fn fits_a_line(text: &str) -> bool {
    !text.contains(|character| {
        matches!(
            character,
            '\n'
                | '\u{590}'..='\u{8ff}'
                | '\u{fb1d}'..='\u{fdff}'
                | '\u{fe70}'..='\u{fefe}'
                | '\u{10800}'..='\u{10fff}'
                | '\u{1e800}'..='\u{1efff}'
        )
    })
}

/// Columns that a character takes at most.
pub(super) fn columns(character: char) -> usize {
    match character {
        '\t' => 8,
        '\0'..'\u{1100}' => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_or_hides_is_written_by_its_number() {
        let check = |text: &str, expected: &str| assert_eq!(line(text), expected);
        check("plain – prüfe 😀\tx", "plain – prüfe 😀\tx");
        check("\u{1b}[2J\u{7}\r", "\\u{1b}[2J\\u{7}\\u{d}");
        check("\u{9b}31m\u{7f}\0", "\\u{9b}31m\\u{7f}\\u{0}");
        check("if \u{202e}nimda\u{2066}", "if \\u{202e}nimda\\u{2066}");
        check("a\u{200b}b\u{200d}c\u{feff}", "a\\u{200b}b\\u{200d}c\\u{feff}");
        check("\u{e0041}\u{fe0f}\u{2028}", "\\u{e0041}\\u{fe0f}\\u{2028}");
    }
}
