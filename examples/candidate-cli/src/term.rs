//! What reaches a terminal: colours, and text of strangers made harmless. Whether colours are shown
//! is decided by `anstream` (terminal, NO_COLOR, CLICOLOR_FORCE, TERM); JSON and proofs don't come
//! through here but as plain bytes.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

/// A heading.
pub(crate) const HEAD: Style = Style::new().bold();
/// Something that holds.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
/// Something that doesn't.
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
/// Something to look at.
pub(crate) const WARN: Style = AnsiColor::Yellow.on_default().bold();
/// What may be read last.
pub(crate) const DIM: Style = Style::new().dimmed();
/// A line by an assistant.
pub(crate) const ASSISTANT: Style = AnsiColor::Blue.on_default();
/// A line by the candidate.
pub(crate) const CANDIDATE: Style = AnsiColor::Green.on_default();

/// The text in a style.
pub(crate) fn paint(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}

/// The text with everything made visible that a terminal would act on or hide.
///
/// A control character, a mark of writing direction or an invisible character becomes `<U+001B>`
/// with its own number; a line end becomes `↵` and a tab a space.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => shown.push('↵'),
            '\t' => shown.push(' '),
            _ if is_active(character) => {
                // INVARIANT: writing to a String can't fail.
                let _ = write!(shown, "<U+{:04X}>", u32::from(character));
            }
            _ => shown.push(character),
        }
    }
    shown
}

/// The beginning of the text, visible, in at most so many characters.
pub(crate) fn clip(text: &str, most: usize) -> String {
    // What is cut is never looked at: a message may be a megabyte long.
    let head: String = text.chars().take(most + 1).collect();
    let shown = visible(&head);
    if shown.chars().count() <= most {
        return shown;
    }
    let mut cut: String = shown.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// A line of JSON of the same meaning in which nothing acts on a terminal. Outside its strings such
/// characters don't occur, so each can be written as an escape.
pub(crate) fn visible_json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for character in json.chars() {
        if is_active(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Whether a terminal may act on the character, or hide it or its neighbours.
fn is_active(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_acts_on_becomes_visible() {
        let check = |text: &str, expected: &str| assert_eq!(visible(text), expected);
        check("plain – prüfe 😀", "plain – prüfe 😀");
        check("a\nb\tc", "a↵b c");
        check("\u{1b}[2J\u{7}", "<U+001B>[2J<U+0007>");
        check("\u{9b}31m\r\u{7f}", "<U+009B>31m<U+000D><U+007F>");
        check("if \u{202e}nimda\u{2066}", "if <U+202E>nimda<U+2066>");
        check("\u{e0041}", "<U+E0041>");
    }

    #[test]
    fn clipped_text_keeps_its_bound() {
        let check = |text: &str, most, expected: &str| assert_eq!(clip(text, most), expected);
        check("abc", 3, "abc");
        check("abcd", 3, "ab…");
        check("\u{1b}\u{1b}", 10, "<U+001B><…");
    }

    #[test]
    fn json_keeps_its_meaning() {
        let json = "{\"a\":\"x\u{9b}y\u{202e}\u{e0041}\"}";
        let shown = visible_json(json);
        assert_eq!(shown, r#"{"a":"x\u009by\u202e\udb40\udc41"}"#);
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(read(&shown), read(json));
    }
}
