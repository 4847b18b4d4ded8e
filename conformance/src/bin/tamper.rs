//! Damages a sealed, anchored, ticketed session of 40 events in every small way and prints how many
//! damages were found, each where it is. Exit status 1 where one wasn't.
//!
//! `cargo run --profile exhaustive -p interview-conformance --bin tamper`

use std::process::ExitCode;

use interview_conformance::{tamper::Tampering, vectors::forty};

/// Misses that are printed.
const SHOWN: usize = 20;

fn main() -> ExitCode {
    let tampering = match Tampering::of(forty()) {
        Ok(tampering) => tampering,
        Err(what) => {
            eprintln!("error: {what}");
            return ExitCode::from(2);
        }
    };
    let damages = tampering.damages();
    let (counts, wrong) = tampering.check_all(&damages);
    println!("a session of {} events", tampering.lines());
    for (row, count) in &counts {
        println!("{count:>9}  {row}");
    }
    println!("{:>9}  damages, {} of them found", damages.len(), damages.len() - wrong.len());
    for what in wrong.iter().take(SHOWN) {
        eprintln!("{what}");
    }
    if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
