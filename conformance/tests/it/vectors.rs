//! Every vector, through the public API: as it stands, in random chunks, and cut at every place.

use std::{collections::BTreeMap, path::PathBuf};

use interview_conformance::{
    generate::root,
    runner::{self, Files},
    vector::{FOLDER, Loaded, load},
};
use interview_core::api::{Bundle, verify};

fn folder() -> PathBuf {
    root().join(FOLDER)
}

fn vectors() -> Vec<Loaded> {
    load(&folder()).unwrap()
}

#[test]
fn every_vector_gives_what_it_expects() {
    let vectors = vectors();
    let mut red = Vec::new();
    for loaded in &vectors {
        if let Err(what) = runner::run(loaded) {
            red.push(format!("{}: {what}", loaded.vector.name));
        }
    }
    println!("{} vectors, {} red", vectors.len(), red.len());
    assert!(red.is_empty(), "{}", red.join("\n"));
    assert!(vectors.len() >= 40, "{}", vectors.len());
}

#[test]
fn a_vector_has_one_outcome_and_its_folders_name() {
    for loaded in vectors() {
        let Loaded { vector, files } = loaded;
        let expected = &vector.expected;
        let outcomes =
            [expected.verdict.is_some(), expected.error.is_some(), expected.output.is_some()];
        assert_eq!(outcomes.iter().filter(|is| **is).count(), 1, "{}", vector.name);
        assert_eq!(expected.verdict.is_some(), expected.report.is_some(), "{}", vector.name);
        assert!(folder().join(&vector.name).is_dir(), "{}", vector.name);
        assert!(vector.about.ends_with('.'), "{}", vector.name);
        let told = serde_json::to_string(&vector).unwrap();
        for (name, _) in files {
            assert!(
                told.contains(&format!("\"{name}\"")),
                "{}: nobody names `{name}`",
                vector.name
            );
        }
    }
}

#[test]
fn chunks_of_any_size_give_the_same_report() {
    let mut random = Random(0x1234_5678_9abc_def1);
    let mut count = 0;
    for loaded in vectors().iter().filter(|loaded| loaded.vector.operation == "verify") {
        let (Ok(options), Ok(files)) = (runner::options(loaded), Files::of(loaded)) else {
            continue;
        };
        let bundle = files.bundle();
        let Ok(whole) = verify(&bundle, &options) else { continue };
        let whole = whole.to_json();
        for most in [1, 7, 300, 100_000] {
            if most < 300 && bundle.events.len() > 100_000 {
                continue;
            }
            let report = runner::stream(&bundle, &options, || random.up_to(most)).unwrap();
            assert_eq!(report.to_json(), whole, "{}, chunks up to {most}", loaded.vector.name);
            count += 1;
        }
    }
    println!("{count} streams");
    assert!(count > 100, "{count}");
}

/// Item 7 of the evidence log: every prefix of valid logs, streamed, gives the Report of the prefix
/// in one piece.
#[test]
fn every_prefix_in_random_chunks_gives_the_report_of_one_piece() {
    let mut random = Random(0x0fed_cba9_8765_4321);
    let mut verdicts = BTreeMap::<&str, u64>::new();
    for loaded in vectors() {
        if !["honest", "data-unicode", "line-ends-converted"].contains(&loaded.vector.name.as_str())
        {
            continue;
        }
        let (options, files) = (runner::options(&loaded).unwrap(), Files::of(&loaded).unwrap());
        let whole = files.bundle();
        for end in 0..=whole.events.len() {
            let prefix = Bundle { events: &whole.events[..end], ..whole };
            let report = verify(&prefix, &options).unwrap();
            let streamed = runner::stream(&prefix, &options, || random.up_to(900)).unwrap();
            assert_eq!(streamed.to_json(), report.to_json(), "{}, {end}", loaded.vector.name);
            *verdicts.entry(report.verdict.as_str()).or_default() += 1;
        }
    }
    println!("prefixes by verdict: {verdicts:?}");
    assert_eq!(verdicts["intact"], 2);
}

/// Small numbers that look random and are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn up_to(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).unwrap() + 1
    }
}
