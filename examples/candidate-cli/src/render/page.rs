//! The page that a Report becomes: headings, and named values below them.

use std::fmt::Display;

use crate::term::{HEAD, paint};

/// Lines in the making.
#[derive(Default)]
pub(super) struct Page {
    text: String,
}

impl Page {
    /// The text, its last LF included.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// A line as it stands.
    pub(super) fn plain(&mut self, line: impl Display) {
        self.text.push_str(&line.to_string());
        self.text.push('\n');
    }

    /// A heading.
    pub(super) fn head(&mut self, text: &str) {
        self.plain(paint(HEAD, text));
    }

    /// A named value.
    pub(super) fn fact(&mut self, name: &str, value: impl Display) {
        self.plain(format_args!("  {name:<12} {value}"));
    }
}
