//! Switches each rule of the verifier off in turn, and runs the vectors. Exit status 1 where all
//! stay green for one of them.
//!
//! `mutants [--list]`: with `--list` only the rules are printed.

use std::{
    collections::BTreeSet,
    env, io,
    num::NonZero,
    path::PathBuf,
    process::ExitCode,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use interview_conformance::{generated::root, mutants::Mutants, vector::FOLDER};

fn main() -> ExitCode {
    match check() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn check() -> io::Result<bool> {
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let mutants = Mutants::build(&root(), &root().join(FOLDER), &target.join("mutants"))?;
    let reached = mutants.trace()?;
    if env::args().any(|argument| argument == "--list") {
        reached.iter().for_each(|switch| println!("{switch}"));
        return Ok(true);
    }
    let survivors = survivors(&mutants, &reached)?;
    let unreached = mutants.unreached(&reached);
    for switch in &unreached {
        println!("NO VECTOR COMES THERE: {switch}");
    }
    for switch in &survivors {
        println!("ALL VECTORS STAY GREEN: {switch}");
    }
    let all = reached.len() + unreached.len();
    let red = reached.len() - survivors.len();
    println!("{all} rules switched off, {red} of them turn a vector red");
    Ok(unreached.is_empty() && survivors.is_empty())
}

/// Switches that turn no vector red.
fn survivors(mutants: &Mutants, reached: &BTreeSet<String>) -> io::Result<Vec<String>> {
    let switches: Vec<&String> = reached.iter().collect();
    let (next, survivors) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || -> io::Result<()> {
        while let Some(switch) = switches.get(next.fetch_add(1, Ordering::Relaxed)) {
            match mutants.killer(switch)? {
                Some(vector) => println!("{switch}: {vector}"),
                None => {
                    survivors
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push((*switch).clone());
                }
            }
        }
        Ok(())
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| match worker.join() {
            Ok(done) => done,
            Err(_) => Err(io::Error::other("a thread panicked")),
        })
    })?;
    let mut survivors = survivors.into_inner().unwrap_or_else(PoisonError::into_inner);
    survivors.sort();
    Ok(survivors)
}
