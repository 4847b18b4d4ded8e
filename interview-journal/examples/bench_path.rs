//! Measures verification of a log in memory, for other languages to stand beside.
//!
//! `bench_path PATH [ROUNDS]`: loads the log, and prints the best round in ms and what was found.

use std::time::Instant;

use interview_core::api::{Bundle, VerifyOptions, verify};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("a path is needed")?;
    let rounds: usize = arguments.next().map_or(Ok(7), |rounds| rounds.parse())?;
    let log = std::fs::read(path)?;
    let bundle = Bundle { events: &log, ..Bundle::default() };
    let (mut best, mut found) = (f64::MAX, "");
    for _ in 0..rounds {
        let start = Instant::now();
        let report = verify(&bundle, &VerifyOptions::default())?;
        let json = report.to_json();
        best = best.min(start.elapsed().as_secs_f64());
        found = report.verdict.as_str();
        std::hint::black_box(json);
    }
    let ms = best * 1e3;
    println!("{{\"name\":\"verify_path\",\"ms\":{ms:.2},\"verdict\":\"{found}\"}}");
    Ok(())
}
