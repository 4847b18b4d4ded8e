//! Runs the adversary suite and prints its table: attack × found, honest × flags. Exit status 1
//! where an attack is missed, or an honest session has a red flag or one that nobody expected.
//!
//! `attacks [TRANSCRIPTS]`: the folder of transcripts, by default `$INTERVIEW_SHARED/transcripts`.

use std::{env, io, path::PathBuf, process::ExitCode};

use interview_conformance::{
    attacks::{ATTACKS, HONEST, TRANSCRIPTS, attack_row, honest_row, print, transcript_row},
    generated::root,
};

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> io::Result<bool> {
    let shared = env::var_os("INTERVIEW_SHARED").unwrap_or_else(|| "../shared".into());
    let folder = match env::args_os().nth(1) {
        Some(folder) => PathBuf::from(folder),
        None => root().join(shared).join("transcripts"),
    };
    let attacks: Vec<_> = ATTACKS.iter().map(|attack| attack_row(attack, 0)).collect();
    let mut honest: Vec<_> = HONEST.iter().map(|honest| honest_row(honest, 0)).collect();
    if folder.exists() {
        for transcript in TRANSCRIPTS {
            honest.push(transcript_row(transcript, &folder, 0)?);
        }
    } else {
        eprintln!("NOT RUN: sessions from transcripts: there is no {}", folder.display());
    }
    print(&mut io::stdout().lock(), &honest, &attacks)?;
    Ok(attacks.iter().all(|row| row.holds()) && honest.iter().all(|row| row.holds()))
}
