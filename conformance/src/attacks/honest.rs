//! Honest sessions of different kinds, each with the flags that it may have: none is red. What is
//! yellow is written down here before it is run.

use super::{mishaps, stories, story::Story};

/// An honest session.
#[derive(Clone, Copy, Debug)]
pub struct Honest {
    /// Its name.
    pub name: &'static str,
    /// What it is like.
    pub about: &'static str,
    /// Flags that may be yellow.
    pub yellow: &'static [&'static str],
    pub(super) story: fn(&str, u64) -> Story,
}

/// Every honest session that is generated.
pub const HONEST: &[Honest] = &[
    Honest {
        name: "assisted",
        about: "forty minutes with an assistant",
        yellow: &[],
        story: stories::assisted,
    },
    Honest {
        name: "short_and_easy",
        about: "six minutes, a few lines",
        yellow: &["too_fast"],
        story: stories::short,
    },
    Honest {
        name: "lunch",
        about: "three hours with a lunch break",
        yellow: &["hooks_gap"],
        story: stories::lunch,
    },
    Honest {
        name: "ai_not_used",
        about: "an assistant is allowed, all is typed",
        yellow: &[],
        story: stories::unused,
    },
    Honest {
        name: "codex_only",
        about: "a host without calls before results",
        yellow: &[],
        story: stories::codex,
    },
    Honest {
        name: "editor_only",
        about: "only an editor is captured",
        yellow: &[],
        story: stories::editor,
    },
    Honest {
        name: "hand_work",
        about: "much by hand in an editor that isn't captured",
        yellow: &[],
        story: stories::by_hand,
    },
    Honest {
        name: "refactoring",
        about: "code is moved between files and within them",
        yellow: &[],
        story: stories::refactoring,
    },
    Honest {
        name: "moved_by_hand",
        about: "code is moved to a new file where no editor is captured",
        yellow: &[],
        story: stories::moved_by_hand,
    },
    Honest {
        name: "lock_files",
        about: "package managers write lock files",
        yellow: &[],
        story: stories::lock_files,
    },
    Honest {
        name: "formatter",
        about: "a formatter runs whenever a file is saved",
        yellow: &[],
        story: stories::formatter,
    },
    Honest {
        name: "offline",
        about: "no network for twenty-five minutes",
        yellow: &["anchor_gap"],
        story: mishaps::offline,
    },
    Honest {
        name: "offline_at_the_end",
        about: "no network for the last twenty minutes",
        yellow: &[],
        story: mishaps::offline_at_the_end,
    },
    Honest {
        name: "crash",
        about: "the machine crashes, and the session goes on",
        yellow: &[],
        story: mishaps::crash,
    },
    Honest {
        name: "no_network",
        about: "no relay and no witness at all",
        yellow: &[],
        story: mishaps::no_network,
    },
    Honest {
        name: "long_turn",
        about: "one prompt, and the assistant works on",
        yellow: &["prompt_event_ratio"],
        story: stories::long_turn,
    },
    Honest {
        name: "scaffold",
        about: "the candidate's own command makes many files",
        yellow: &[],
        story: stories::scaffold,
    },
    Honest {
        name: "tests_first",
        about: "tests fail again and again before they pass",
        yellow: &[],
        story: stories::tests_first,
    },
    Honest {
        name: "reading",
        about: "a search for a fault that ends in two lines",
        yellow: &[],
        story: stories::reading,
    },
    Honest {
        name: "about_grading",
        about: "the task itself is a grader",
        yellow: &[],
        story: stories::grading,
    },
    Honest {
        name: "rebased",
        about: "two commits are squashed at the end, unrecorded",
        yellow: &["history_rewritten"],
        story: mishaps::rebased,
    },
    Honest {
        name: "squashed_on_record",
        about: "two commits are squashed at the end, recorded",
        yellow: &["history_rewritten"],
        story: mishaps::squashed,
    },
    Honest {
        name: "overtime",
        about: "twelve minutes over the limit",
        yellow: &["overtime"],
        story: mishaps::overtime,
    },
    Honest {
        name: "false_start",
        about: "a first session broke off after a few lines",
        yellow: &["session_restarted"],
        story: mishaps::false_start,
    },
    Honest {
        name: "dev_server",
        about: "a server runs in the background all the time",
        yellow: &[],
        story: mishaps::dev_server,
    },
    Honest {
        name: "clock_corrected",
        about: "the clock is corrected by 20 s",
        yellow: &[],
        story: mishaps::clock,
    },
];
