//! The command line: what can be asked for. What it means is the other modules' business.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use interview_core::policy::PROFILES;

/// Evidence of coding interviews: verify, read, disclose.
///
/// An interview is recorded as a log in which every event is chained to the one before, and which is
/// sealed and signed at its end. This command checks such logs and shows what they hold.
#[derive(Debug, Parser)]
#[command(name = "interview", version, after_help = OVERVIEW)]
pub(crate) struct CommandLine {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const OVERVIEW: &str = "\
Examples:
  interview demo                      see a session recorded, verified and attacked
  interview verify bundle/            check a session
  interview show bundle/              read it

Exit status: 0 it holds, 1 it doesn't, 2 it could not be found out.
Data go to standard output, everything else to standard error. NO_COLOR switches colours off.";

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check sessions: has anything been changed, and who vouches for it?
    Verify(Verify),
    /// Show what happened in a session, turn by turn.
    Show(Show),
    /// Tell which added lines of a diff come from where.
    Attribute(Attribute),
    /// Prove that one event stands in a session, without showing the others.
    Prove(Prove),
    /// Check such a proof.
    VerifyProof(VerifyProof),
    /// Copy a session without the content of some events.
    Redact(Redact),
    /// Compute what time over the limit takes from a score.
    Overtime(Overtime),
    /// Record a small session, verify it, and see two attempts to change it fail.
    Demo(Demo),
}

/// What signatures and knowledge the caller brings.
#[derive(Args, Debug)]
pub(crate) struct Trust {
    /// Policy as JSON: demands, format, keys with their times.
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Profile of the flags, in place of the policy's; an older log has flags of `legacy` only.
    #[arg(long, value_name = "NAME", value_parser = PROFILES)]
    pub(crate) profile: Option<String>,
    /// Verifier key of a relay or witness that you trust; may be given more than once.
    #[arg(long, value_name = "VKEY")]
    pub(crate) trust: Vec<String>,
    /// What you know from elsewhere, as JSON: heads, ticket, time of receipt.
    #[arg(long, value_name = "FILE")]
    pub(crate) context: Option<PathBuf>,
}

/// `interview verify`.
#[derive(Args, Debug)]
#[command(after_help = VERIFY)]
pub(crate) struct Verify {
    /// Bundle folder, archive, bare `events.jsonl`, folder of an older session, or `-` for standard
    /// input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Policy, keys and context.
    #[command(flatten)]
    pub(crate) trust: Trust,
    /// Print one Report a line as JSON, in the order of the paths; `null` where there is none.
    #[arg(long)]
    pub(crate) json: bool,
    /// With several paths, show the whole report of each.
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// Check the log only: no lines, flags and times; memory then doesn't grow with the log.
    #[arg(long)]
    pub(crate) only_log: bool,
    /// Show one flag of one session, and the events that it rests on.
    #[arg(long, value_name = "FLAG", conflicts_with_all = ["json", "verbose", "only_log"])]
    pub(crate) explain: Option<String>,
}

const VERIFY: &str = "\
Examples:
  interview verify bundle/
  interview verify --trust 'witness.example+3f2a91c0+BA…' alice.tar.zst
  interview verify --policy policy.json --json sessions/* > reports.jsonl
  interview verify - < events.jsonl
  interview verify --explain ghost_edits bundle/

Policy: {\"format\":\"1\",\"demands\":{\"ticket\":true,\"cosigned\":[\"VKEY\"],\"max_unanchored_s\":300}}
  Without --policy any format is read; a policy that names no format asks for format 1.
Context: {\"received_at\":\"2026-11-20T15:00:00.000Z\",\"heads\":[{\"size\":40,\"root\":\"HEX\"}]}

Lines are counted from 0, as `seq` is. Flags are facts that are worth a look: they change neither the
verdict nor the exit status.

Exit status, the worst of all paths:
  0  intact, and every demand of the policy is met
  1  altered, incomplete or unreadable, or a demand is not met
  2  could not be found out: no such path, unusable options, output that nobody reads";

/// `interview show`.
#[derive(Args, Debug)]
#[command(after_help = SHOW)]
pub(crate) struct Show {
    /// Bundle folder, archive, bare `events.jsonl`, or `-` for standard input.
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// The form of the timeline.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,
    /// Show prompts, messages, reasoning and output whole instead of their beginnings.
    #[arg(long)]
    pub(crate) full: bool,
    /// Tell a time without events as a gap once it is longer than this.
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) gap: u32,
    /// Print the log's own lines instead, one event a line.
    #[arg(long, conflicts_with_all = ["format", "full", "gap"])]
    pub(crate) json: bool,
}

/// The form of a timeline.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Form {
    /// Lines for a terminal of 80 columns.
    Text,
    /// CommonMark.
    Markdown,
    /// One line of JSON.
    Json,
}

const SHOW: &str = "\
A turn is a prompt and what followed it. Each entry has the event's number, its time by the recorder's
clock (UTC), its kind and whose act it tells; a result stands with its call. Words of people and
programs stand in \"quotes\" or behind a bar, or in code fences in Markdown, which they can't leave;
characters that a terminal would act on or hide are shown as \\u{1b}. Nothing is verified: that is
`interview verify`.

Exit status: 0 shown, 2 could not be read.";

/// `interview attribute`.
#[derive(Args, Debug)]
#[command(group(ArgGroup::new("log").required(true).args(["path", "transcript"])))]
#[command(after_help = ATTRIBUTE)]
pub(crate) struct Attribute {
    /// Bundle folder or archive, with its own diff.
    #[arg(value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
    /// Transcripts of one session of Claude Code, in place of a log; `-` is standard input.
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "diff")]
    pub(crate) transcript: Vec<PathBuf>,
    /// What `git diff` printed, to go with transcripts.
    #[arg(long, value_name = "FILE", requires = "transcript", conflicts_with = "path")]
    pub(crate) diff: Option<PathBuf>,
    /// Work tree at the time of the transcripts; else the first folder that they name.
    #[arg(long, value_name = "DIR", requires = "transcript", conflicts_with = "path")]
    pub(crate) root: Option<String>,
    /// Policy as JSON, whose `evidence` says how lines are attributed.
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Show every added line, with its number, its class and the event behind it.
    #[arg(long, conflicts_with = "json")]
    pub(crate) lines: bool,
    /// Print `added`, `classes` and `files` with their spans as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

const ATTRIBUTE: &str = "\
Examples:
  interview attribute --lines bundle/
  interview attribute --transcript ~/.claude/projects/p/*.jsonl --diff changes.diff

Classes: assistant_edit, assistant_shell, formatter and candidate_editor are explained; generated and
trivial don't count; recorder_gap, out_of_step and unexplained are not told by the log, which is no
sign that anything is wrong. The event is its number in the log, or among those of the transcripts.
A transcript is the candidate's own file: attribution by it proves nothing.

Exit status: 0 attributed, 2 could not.";

/// `interview prove`.
#[derive(Args, Debug)]
#[command(after_help = PROVE)]
pub(crate) struct Prove {
    /// Bundle folder, archive or bare `events.jsonl`.
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// Number of the event.
    #[arg(value_name = "SEQ")]
    pub(crate) seq: u64,
    /// Write the proof here instead of to standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write the event's line here; the proof is checked together with it.
    #[arg(long, value_name = "FILE")]
    pub(crate) line: Option<PathBuf>,
}

const PROVE: &str = "\
Example:
  interview prove bundle/ 12 --output 12.proof --line 12.json
  interview verify-proof 12.proof --line 12.json --log-key 'VKEY that prove printed'

The proof is C2SP tlog-proof text. Exit status: 0 written, 2 could not.";

/// `interview verify-proof`.
#[derive(Args, Debug)]
#[command(group(ArgGroup::new("log").required(true).args(["log_key", "start"])))]
#[command(after_help = VERIFY_PROOF)]
pub(crate) struct VerifyProof {
    /// The proof, or `-` for standard input.
    #[arg(value_name = "PROOF")]
    pub(crate) proof: PathBuf,
    /// File with the event's line.
    #[arg(long, value_name = "FILE")]
    pub(crate) line: PathBuf,
    /// Key of the log, as `interview prove` prints it.
    #[arg(long, value_name = "VKEY")]
    pub(crate) log_key: Option<String>,
    /// File with the log's first line, which names its key.
    #[arg(long, value_name = "FILE")]
    pub(crate) start: Option<PathBuf>,
    /// Verifier key of a witness that you trust; may be given more than once.
    #[arg(long, value_name = "VKEY")]
    pub(crate) trust: Vec<String>,
    /// Print what the proof shows as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

const VERIFY_PROOF: &str = "\
Exit status: 0 the proof holds, 1 it doesn't, 2 could not be found out.
The log's key is the candidate's own: only a witness that you trust tells when the log was so.";

/// `interview redact`.
#[derive(Args, Debug)]
#[command(after_help = REDACT)]
pub(crate) struct Redact {
    /// Bundle folder, archive or bare `events.jsonl`; it stays as it is.
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// Numbers of the events to take out.
    #[arg(required = true, value_name = "SEQ")]
    pub(crate) seqs: Vec<u64>,
    /// New folder for the copy of a bundle, new file for that of a bare log.
    #[arg(long, short, required = true, value_name = "FILE|DIR")]
    pub(crate) output: PathBuf,
}

const REDACT: &str = "\
Example:
  interview redact bundle/ 12 13 --output copy/

Each event becomes its hash, so chain and signatures still hold; the verdict on the copy is
`incomplete`, because something is left out. Diff and commit list are copied as they are.

Exit status: 0 written, 2 could not.";

/// `interview overtime`.
#[derive(Args, Debug)]
#[command(after_help = OVERTIME)]
pub(crate) struct Overtime {
    /// Minutes that the session took, without granted pauses, such as 67 or 67.5.
    #[arg(long, value_name = "MIN", allow_hyphen_values = true)]
    pub(crate) elapsed: String,
    /// Minutes that it might take; 0 for no limit.
    #[arg(long, value_name = "MIN", allow_hyphen_values = true)]
    pub(crate) limit: String,
    /// The score before, such as 7.5.
    #[arg(long, value_name = "S", allow_hyphen_values = true)]
    pub(crate) score: String,
    /// Policy as JSON, whose `overtime` says what time over the limit costs.
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Print `limit_ms`, `over_ms`, `raw`, `deduction` and `final` as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

const OVERTIME: &str = "\
Example:
  interview overtime --elapsed 67 --limit 60 --score 7.5

Without a policy: deductions at 10, 20, 30 and 60 minutes over: 0.5, 1.0, 1.5 and 2.5; beyond, 4.0. In between they
grow from one to the next by the square of the position: the first minutes cost next to nothing.
Nothing is rounded but what is shown: the deduction to 4 decimals, the final score to 2, half away
from zero. No score falls below 0.

Exit status: 0 computed, 2 could not.";

/// `interview demo`.
#[derive(Args, Debug)]
#[command(after_help = DEMO)]
pub(crate) struct Demo {
    /// Keep the sessions in this new folder; else they are removed at the end.
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
}

const DEMO: &str = "\
Everything happens on this machine, without a network. Relay and witness are played by the command;
the sessions are real ones, with fresh keys.

Exit status: 0 all is as told, 1 it isn't, 2 could not run.";

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }
}
