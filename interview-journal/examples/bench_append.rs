//! Measures one append, without sync, in logs of different length; one JSON object a line.
//!
//! `bench_append [EVENTS…]`: for each number (1,000 and 1,000,000 by default) a log is filled with
//! that many events through the journal, and then 20,000 appends are measured one by one. Each
//! prepares, locks, reads the tail, links, writes and unlocks. The lines have about 450 bytes, and
//! 2,200 in the last row.

use std::{fs::File, time::Instant};

use interview_core::api::Program;
use interview_journal::{Journal, Options, StartOptions};

const MEASURED: usize = 20_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut sizes =
        std::env::args().skip(1).map(|text| text.parse()).collect::<Result<Vec<_>, _>>()?;
    if sizes.is_empty() {
        sizes = vec![1_000, 1_000_000];
    }
    for events in &sizes {
        measure("append", *events, &payload(250))?;
    }
    measure("append_2k", 1_000, &payload(2_000))
}

fn measure(name: &str, events: u64, data: &str) -> Result<(), Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir()?;
    let start = StartOptions::new(Program::new("bench".to_owned(), "1".to_owned()));
    let mut journal = Journal::start(dir.path(), start, Options::default())?;
    for _ in 0..events {
        journal.append("user_prompt", "candidate", data)?;
    }
    // What the system still has to write of a long log would weigh on it alone.
    File::open(dir.path().join("bundle/events.jsonl"))?.sync_all()?;
    let mut spans = Vec::with_capacity(MEASURED);
    for _ in 0..MEASURED {
        let start = Instant::now();
        journal.append("user_prompt", "candidate", data)?;
        spans.push(start.elapsed().as_nanos());
    }
    spans.sort_unstable();
    let at = |share: usize| spans.get(MEASURED * share / 100).copied().unwrap_or_default();
    println!(
        "{{\"name\":\"{name}\",\"events\":{events},\"median_ns\":{},\"p99_ns\":{}}}",
        at(50),
        at(99),
    );
    Ok(())
}

/// A prompt of about so many bytes of plain words.
fn payload(bytes: usize) -> String {
    let mut text = String::new();
    for word in
        ["please", "make", "the", "parser", "faster", "and", "keep", "its", "tests"].iter().cycle()
    {
        if text.len() >= bytes {
            break;
        }
        text.push_str(word);
        text.push(' ');
    }
    format!("{{\"text\":\"{}\"}}", text.trim_end())
}
