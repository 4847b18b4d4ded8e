//! Plays random scripts of real edits, has the library attribute the lines, and prints how its
//! answers compare with the truth. Exit status 1 where a threshold is missed.
//!
//! `cargo run --release -p interview-conformance --bin attribution -- [--seeds N..M] [--head-seeds N] [--show] [--shrink SEED]`

use std::process::{Command, ExitCode};

use interview_conformance::attribution::{
    HEAD_SEEDS, SEEDS, Script, Tally, Wrong, derived, play, shrink,
};

struct Options {
    seeds: Vec<u64>,
    head_seeds: u64,
    show: bool,
    shrink: Option<u64>,
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(what) => {
            eprintln!("error: {what}");
            return ExitCode::from(2);
        }
    };
    if let Some(seed) = options.shrink {
        return shrunk(seed);
    }
    let mut met = true;
    if !options.seeds.is_empty() {
        let (first, last) = (options.seeds.first(), options.seeds.last());
        println!("seeds {} to {}", first.unwrap_or(&0), last.unwrap_or(&0));
        met &= judged(&options.seeds, options.show);
    }
    if options.head_seeds > 0 {
        let Some(head) = head() else {
            eprintln!("error: git doesn't say what HEAD is");
            return ExitCode::from(2);
        };
        println!("{} seeds derived from HEAD, {head}", options.head_seeds);
        met &= judged(&derived(&head, options.head_seeds), options.show);
    }
    if met { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn judged(seeds: &[u64], show: bool) -> bool {
    let tally = Tally::of(seeds);
    print!("{tally}");
    println!("thresholds {}\n", if tally.is_met() { "met" } else { "missed" });
    for wrong in tally.wrong.iter().filter(|wrong| show || wrong.is_grave()) {
        eprintln!("{wrong}");
    }
    tally.is_met()
}

/// Prints the fewest steps of a script that still go wrong in the same way, and the session.
fn shrunk(seed: u64) -> ExitCode {
    let script = Script::new(seed);
    let mut tally = Tally::default();
    tally.judge(&script);
    let is_grave = tally.wrong.iter().any(Wrong::is_grave);
    let (script, wrong) = shrink(&script, is_grave);
    println!("snapshots {}, commands {}", script.snapshots, script.commands);
    script.steps.iter().for_each(|step| println!("{:?} {:#x}", step.act, step.seed));
    wrong.iter().for_each(|wrong| println!("{wrong}"));
    let sealed = play(&script).sealed;
    println!("{}", String::from_utf8_lossy(&sealed.diff));
    println!("{}", String::from_utf8_lossy(&sealed.events));
    if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn head() -> Option<String> {
    let output = Command::new("git").args(["rev-parse", "HEAD"]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.trim().is_empty()).then(|| text.trim().to_owned())
}

fn options() -> Result<Options, String> {
    let mut options =
        Options { seeds: SEEDS.collect(), head_seeds: HEAD_SEEDS, show: false, shrink: None };
    let mut arguments = std::env::args().skip(1);
    let number = |text: &str| text.parse::<u64>().map_err(|_| format!("`{text}` is not a number"));
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("`{argument}` needs a value"));
        match argument.as_str() {
            "--seeds" => {
                let value = value()?;
                let (first, end) =
                    value.split_once("..").ok_or(format!("`{value}` is not like 0..100"))?;
                options.seeds = (number(first)?..number(end)?).collect();
                options.head_seeds = 0;
            }
            "--head-seeds" => options.head_seeds = number(&value()?)?,
            "--show" => options.show = true,
            "--shrink" => options.shrink = Some(number(&value()?)?),
            _ => return Err(format!("`{argument}` is not an option")),
        }
    }
    Ok(options)
}
