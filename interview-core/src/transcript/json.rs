//! The timeline as one line of JSON, in which nothing acts on a terminal or hides from a reader.

use super::{Timeline, visible};

impl Timeline {
    /// The timeline as JSON: every member, in the order of its declaration. Texts are what they were
    /// in the log, clipped at most; characters that act or hide are written as escapes.
    #[must_use]
    pub fn to_json(&self) -> String {
        // INVARIANT: plain data with string keys can't fail to serialise.
        let json = serde_json::to_string(self).unwrap_or_default();
        let mut shown = String::with_capacity(json.len());
        for character in json.chars() {
            // Such characters stand in strings alone, where an escape means the same.
            if visible::is_active(character) {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    shown.push_str(&format!("\\u{unit:04x}"));
                }
            } else {
                shown.push(character);
            }
        }
        shown
    }
}
