//! Random scripts: what the actors of a session do, one step after the other. A seed names a script
//! for ever, and each step has a seed of its own, so that a script without some of its steps still
//! does the same in the others.

use super::random::Random;

/// Something that somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The candidate prompts; the recorder's hook runs.
    Prompt,
    /// A file tool changes a part of a file.
    ToolEdit,
    /// A file tool writes a new file, or one that was deleted.
    ToolCreate,
    /// A file tool writes a whole file, most of it as it was.
    ToolRewrite,
    /// A file tool takes lines out of one file and puts them into another.
    ToolMove,
    /// The assistant's shell changes a file: sed, heredocs, copies, deletions.
    Shell,
    /// It runs a formatter.
    ShellFormat,
    /// It renames a file, or takes changes back, by git.
    ShellGit,
    /// It writes a lock file.
    ShellLock,
    /// It runs for longer than the policy's window.
    ShellLong,
    /// It goes on in the background.
    ShellBackground,
    /// While it runs, a captured editor saves the same file, or another.
    ShellAndEditor,
    /// Two subagents edit one file, and the events come in the wrong order.
    Parallel,
    /// A shell call and a file tool run at once, on two files.
    ParallelShell,
    /// The candidate types in a captured editor.
    Type,
    /// The candidate pastes in a captured editor.
    Paste,
    /// The candidate moves lines from file to file in a captured editor.
    EditorMove,
    /// A captured editor formats on save.
    EditorFormat,
    /// The candidate undoes the last change of a file in a captured editor.
    Undo,
    /// The candidate takes an assistant's completion in a captured editor.
    Completion,
    /// A captured editor renames a file.
    EditorRename,
    /// The candidate edits a file in an editor that isn't captured.
    Uncaptured,
    /// The candidate runs a command in a captured terminal.
    Terminal,
    /// The candidate uses git in a terminal that isn't captured.
    Git,
    /// The candidate stashes, may look around, and pops.
    Stash,
    /// The candidate commits.
    Commit,
    /// The candidate amends the last commit.
    Amend,
    /// The candidate squashes the last two commits by a rebase.
    Squash,
    /// The recorder is off for a few acts.
    Gap,
}

const ACTS: [(usize, Act); 29] = [
    (8, Act::Prompt),
    (16, Act::ToolEdit),
    (5, Act::ToolCreate),
    (7, Act::ToolRewrite),
    (3, Act::ToolMove),
    (11, Act::Shell),
    (4, Act::ShellFormat),
    (3, Act::ShellGit),
    (2, Act::ShellLock),
    (2, Act::ShellLong),
    (2, Act::ShellBackground),
    (3, Act::ShellAndEditor),
    (4, Act::Parallel),
    (3, Act::ParallelShell),
    (13, Act::Type),
    (6, Act::Paste),
    (3, Act::EditorMove),
    (3, Act::EditorFormat),
    (3, Act::Undo),
    (3, Act::Completion),
    (2, Act::EditorRename),
    (9, Act::Uncaptured),
    (4, Act::Terminal),
    (4, Act::Git),
    (3, Act::Stash),
    (6, Act::Commit),
    (2, Act::Amend),
    (2, Act::Squash),
    (3, Act::Gap),
];

/// An act and the seed of what is random about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub act: Act,
    /// Seed of where and how.
    pub seed: u64,
}

/// A script.
#[derive(Clone, Debug)]
pub struct Script {
    /// Its seed.
    pub seed: u64,
    /// Whether the recorder digests every file at the start.
    pub snapshots: bool,
    /// Whether it tells shell calls by `command` events too.
    pub commands: bool,
    /// What is done, in order.
    pub steps: Vec<Step>,
}

impl Script {
    /// The script of a seed: 10 to 40 steps.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let (snapshots, commands) = (random.percent(50), random.percent(70));
        let steps = (0..random.between(10, 40))
            .map(|_| Step { act: random.weighted(&ACTS), seed: random.bits() })
            .collect();
        Self { seed, snapshots, commands, steps }
    }

    /// The script with these steps alone, by their places.
    #[must_use]
    pub fn only(&self, places: &[usize]) -> Self {
        let steps = places.iter().filter_map(|place| self.steps.get(*place).copied()).collect();
        Self { steps, ..self.clone() }
    }
}

/// Seeds that follow from a text, such as the hash of a commit.
#[must_use]
pub fn derived(text: &str, count: u64) -> Vec<u64> {
    let mix = |seed: u64, byte: u8| Random::new(seed ^ u64::from(byte)).bits();
    let mut random = Random::new(text.bytes().fold(0, mix));
    (0..count).map(|_| random.bits()).collect()
}
