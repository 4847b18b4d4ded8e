//! Runs the vectors of a folder and prints those that are red. Exit status 0: all are green; 1: one
//! is red, and with `--first` no more were run; 2: they could not be run.
//!
//! `vectors [FOLDER] [--first]`

use std::{env, path::PathBuf, process::ExitCode};

use interview_conformance::{
    generated::root,
    runner,
    vector::{FOLDER, load},
};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let ends_at_first = arguments.iter().any(|argument| argument == "--first");
    let folder = arguments.iter().find(|argument| !argument.starts_with("--"));
    let folder = folder.map_or_else(|| root().join(FOLDER), PathBuf::from);
    let vectors = match load(&folder) {
        Ok(vectors) => vectors,
        Err(error) => {
            eprintln!("error: {}: {error}", folder.display());
            return ExitCode::from(2);
        }
    };
    let mut red = 0;
    for loaded in &vectors {
        if let Err(what) = runner::run(loaded) {
            red += 1;
            println!("{}: {what}", loaded.vector.name);
            if ends_at_first {
                return ExitCode::from(1);
            }
        }
    }
    println!("{} vectors, {red} red", vectors.len());
    ExitCode::from(u8::from(red > 0))
}
