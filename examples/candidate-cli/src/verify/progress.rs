//! A progress bar on standard error, where that is a terminal.

use std::io::{self, IsTerminal as _, Write as _};

/// Cells of the bar.
const CELLS: usize = 30;

/// Shows how many of how many are done. It draws only where somebody can watch.
pub(super) fn bar() -> impl Fn(usize, usize) + Sync {
    let watched = io::stderr().is_terminal();
    move |done, all| {
        if watched {
            let mut err = io::stderr().lock();
            // A bar that can't be drawn is no reason to stop.
            let _ = write!(err, "\r{}", draw(done, all)).and_then(|()| err.flush());
        }
    }
}

/// The bar, or the blanks that wipe it out when all is done.
fn draw(done: usize, all: usize) -> String {
    let text = |filled: usize| {
        format!("[{}{}] {done} of {all}", "#".repeat(filled), " ".repeat(CELLS - filled))
    };
    match (done * CELLS).checked_div(all) {
        Some(filled) if filled < CELLS => text(filled),
        _ => format!("{}\r", " ".repeat(text(CELLS).len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_grows_and_goes() {
        assert_eq!(draw(1, 2), format!("[{}{}] 1 of 2", "#".repeat(15), " ".repeat(15)));
        assert_eq!(draw(2, 2).trim(), "");
        assert_eq!(draw(0, 0).trim(), "");
    }
}
