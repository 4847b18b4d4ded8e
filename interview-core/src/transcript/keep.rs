//! What a timeline may keep: so many events, and so many bytes of text.

use super::{Text, TranscriptOptions};
use crate::limits;

/// Bytes that are kept of a name, a path or another short string.
const NAME_BYTES: usize = 256;

/// The options, and how much may still be kept.
pub(super) struct Keeper {
    pub(super) options: TranscriptOptions,
    events: usize,
    bytes: usize,
}

impl Keeper {
    pub(super) fn new(options: TranscriptOptions) -> Self {
        Self { options, events: limits::TRANSCRIPT_EVENTS, bytes: limits::TRANSCRIPT_TEXT_BYTES }
    }

    /// Whether one more event may be kept.
    pub(super) fn admit(&mut self) -> bool {
        let left = self.events.checked_sub(1);
        self.events = left.unwrap_or_default();
        left.is_some()
    }

    /// What somebody said.
    pub(super) fn said(&mut self, text: &str) -> Text {
        self.clip(text, self.options.text_bytes)
    }

    /// Reasoning, of which only the length is told where it isn't asked for.
    pub(super) fn thought(&mut self, text: &str) -> Text {
        self.clip(text, if self.options.thinking { self.options.text_bytes } else { 0 })
    }

    /// Input, output, or a payload as it stands.
    pub(super) fn output(&mut self, text: &str) -> Text {
        self.clip(text, self.options.output_bytes)
    }

    /// A short string.
    pub(super) fn name(&mut self, text: &str) -> Text {
        self.clip(text, NAME_BYTES)
    }

    /// Nothing but the length.
    pub(super) fn length(&mut self, text: &str) -> Text {
        self.clip(text, 0)
    }

    fn clip(&mut self, text: &str, most: usize) -> Text {
        let mut end = text.len().min(most).min(self.bytes);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let head = text.get(..end).unwrap_or_default();
        self.bytes -= head.len();
        Text { text: head.to_owned(), left_out: (text.len() - head.len()) as u64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        let check = |text: &str, most: usize, expected: (&str, u64)| {
            let mut keeper = Keeper::new(TranscriptOptions::default());
            let Text { text, left_out } = keeper.clip(text, most);
            assert_eq!((text.as_str(), left_out), expected);
        };
        check("abc", 3, ("abc", 0));
        check("abc", 2, ("ab", 1));
        check("aß", 2, ("a", 2));
        check("😀", 3, ("", 4));
        check("", 0, ("", 0));
    }

    #[test]
    fn all_texts_together_have_a_bound() {
        let mut keeper = Keeper::new(TranscriptOptions::default());
        keeper.bytes = 5;
        assert_eq!(keeper.name("abc").left_out, 0);
        assert_eq!(keeper.name("abc").left_out, 1);
        assert_eq!(keeper.name("abc").left_out, 3);
    }
}
