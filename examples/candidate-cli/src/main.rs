//! The `interview` command: verify sessions, read them, attribute lines, disclose single events, see it all at work.
//!
//! A thin shell over `interview-core` and `interview-journal`: what a session is worth is decided
//! there, and shown here.

mod args;
mod verify;
mod show;
mod attribute;
mod prove;
mod redact;
mod overtime;
mod demo;
mod render;
mod policy;
mod source;
mod term;
mod outcome;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Command, CommandLine};
use outcome::{Failure, Status};

fn main() -> ExitCode {
    let outcome = match CommandLine::parse().command {
        Command::Verify(args) => verify::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Attribute(args) => attribute::run(&args),
        Command::Prove(args) => prove::prove(&args),
        Command::VerifyProof(args) => prove::verify_proof(&args),
        Command::Redact(args) => redact::run(&args),
        Command::Overtime(args) => overtime::run(&args),
        Command::Demo(args) => demo::run(&args),
    };
    let status = outcome.unwrap_or_else(|failure: Failure| {
        failure.tell();
        Status::Unknown
    });
    status.into()
}
