//! A progress bar on standard error, where that is a terminal.

use std::io::{self, IsTerminal as _, Write as _};

/// Cells of the bar.
const CELLS: usize = 30;

/// How many of how many are done. It draws only where somebody can watch, and leaves nothing behind.
pub(super) struct Bar {
    done: usize,
    all: usize,
    watched: bool,
}

impl Bar {
    /// A bar for so many sessions.
    pub(super) fn new(all: usize) -> Self {
        let bar = Self { done: 0, all, watched: io::stderr().is_terminal() };
        bar.put(&draw(0, all));
        bar
    }

    /// One more is done.
    pub(super) fn advance(&mut self) {
        self.done += 1;
        self.put(&draw(self.done, self.all));
    }

    /// Takes the bar away, so that a line can be written in its place.
    pub(super) fn wipe(&self) {
        self.put(&" ".repeat(draw(self.done, self.all).len()));
    }

    fn put(&self, text: &str) {
        if self.watched {
            let mut err = io::stderr().lock();
            // A bar that can't be drawn is no reason to stop.
            let _ = write!(err, "\r{text}\r").and_then(|()| err.flush());
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.wipe();
    }
}

fn draw(done: usize, all: usize) -> String {
    let filled = (done * CELLS).checked_div(all).unwrap_or(CELLS);
    let empty = CELLS.saturating_sub(filled);
    format!("[{}{}] {done} of {all}", "#".repeat(filled), " ".repeat(empty))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills_up() {
        let check = |done, all, cells: usize| {
            let expected =
                format!("[{}{}] {done} of {all}", "#".repeat(cells), " ".repeat(CELLS - cells));
            assert_eq!(draw(done, all), expected);
        };
        check(0, 2, 0);
        check(1, 2, 15);
        check(2, 2, 30);
        check(0, 0, 30);
    }
}
