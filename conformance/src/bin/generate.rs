//! Writes the generated files of the repository, or with `--check` tells which of them differ.
//!
//! `generate [NAME…] [--check]`: all generators, or those named. Exit status 0: all files are as
//! they must be; 1: with `--check`, some differ; 2: the work could not be done.

use std::{env, process::ExitCode};

use interview_conformance::{
    generate::{GENERATORS, differing, write},
    generated::root,
};

fn main() -> ExitCode {
    let (mut check, mut names) = (false, Vec::new());
    for argument in env::args().skip(1) {
        if argument == "--check" {
            check = true;
        } else {
            names.push(argument);
        }
    }
    if let Some(name) = names.iter().find(|name| GENERATORS.iter().all(|g| g.name != **name)) {
        let known: Vec<_> = GENERATORS.iter().map(|generator| generator.name).collect();
        eprintln!("error: no generator `{name}`\nhint: there are {}", known.join(", "));
        return ExitCode::from(2);
    }
    let mut status = ExitCode::SUCCESS;
    for generator in GENERATORS {
        if !names.is_empty() && names.iter().all(|name| name != generator.name) {
            continue;
        }
        let done = if check { differing(*generator, &root()) } else { write(*generator, &root()) };
        match done {
            Ok(paths) => {
                for path in &paths {
                    println!("{path}: {}", if check { "differs" } else { "written" });
                }
                if check && !paths.is_empty() {
                    eprintln!("hint: run `generate {}` and commit what it writes", generator.name);
                    status = ExitCode::from(1);
                }
            }
            Err(error) => {
                eprintln!("error: {}: {error}", generator.name);
                return ExitCode::from(2);
            }
        }
    }
    status
}
