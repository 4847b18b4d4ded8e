//! Every vector, through the public API: as it stands, in random chunks, and cut at every place.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use interview_conformance::{
    generated::root,
    given::{self, Files},
    runner,
    surface::OPERATIONS,
    vector::{FOLDER, Loaded, load},
};
use interview_core::{
    ErrorCode,
    api::{Bundle, FindingCode, verify},
};

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
    assert!(vectors.len() >= 120, "{}", vectors.len());
}

#[test]
fn a_vector_has_one_outcome_and_its_folders_name() {
    for loaded in vectors() {
        let Loaded { vector, files } = loaded;
        let expected = &vector.expected;
        let outcomes =
            [expected.verdict.is_some(), expected.error.is_some(), expected.output.is_some()];
        assert_eq!(outcomes.iter().filter(|is| **is).count(), 1, "{}", vector.name);
        let reports = expected.verdict.is_some()
            || vector.operation == "verify_many" && expected.output.is_some();
        assert_eq!(reports, expected.report.is_some(), "{}", vector.name);
        let is_script = vector.operation == "journal" && vector.input.contains_key("steps");
        let left = [expected.files.is_some(), expected.requests.is_some()];
        assert_eq!(left, [is_script; 2], "{}", vector.name);
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
fn every_operation_has_a_positive_and_a_negative_vector() {
    let vectors = vectors();
    for operation in OPERATIONS {
        let of_it = |positive: bool| {
            let is = |loaded: &&Loaded| {
                loaded.vector.operation == operation.operation && loaded.vector.positive == positive
            };
            vectors.iter().filter(is).count()
        };
        let (positive, negative) = (of_it(true), of_it(false));
        println!("{}: {positive} positive, {negative} negative", operation.operation);
        assert!(positive > 0 && negative > 0, "{}", operation.operation);
    }
    for loaded in &vectors {
        let known = OPERATIONS.iter().any(|known| known.operation == loaded.vector.operation);
        assert!(known, "{}", loaded.vector.name);
    }
}

#[test]
fn every_error_code_has_a_vector_or_a_reason_why_there_is_none() {
    // Each has its reason in conformance/README.md.
    const WITHOUT: [&str; 3] = ["invalid_time", "invalid_statement", "disk_full"];
    let readme = fs::read_to_string(root().join("conformance/README.md")).unwrap();
    let (_, table) = readme.split_once("| code without a vector | why |\n|---|---|\n").unwrap();
    let rows: Vec<_> = table.lines().map_while(|line| line.strip_prefix("| `")).collect();
    let reasons = rows.iter().map(|row| row.split_once("` | ").unwrap());
    let named: Vec<_> = reasons.filter(|(_, why)| why.len() > 40).map(|(code, _)| code).collect();
    assert_eq!(named, WITHOUT, "the table of conformance/README.md");
    let vectors = vectors();
    let given: BTreeSet<_> =
        vectors.iter().filter_map(|loaded| loaded.vector.expected.error.as_deref()).collect();
    for code in ErrorCode::ALL.iter().map(|code| code.as_str()) {
        assert_ne!(given.contains(code), WITHOUT.contains(&code), "{code}");
    }
    println!("{} codes with a vector", given.len());
    assert_eq!(given.len() + WITHOUT.len(), ErrorCode::ALL.len());
}

#[test]
fn every_finding_has_a_vector() {
    let mut told = String::new();
    for loaded in &vectors() {
        told += &serde_json::to_string(&loaded.vector.expected).unwrap();
        for (_, bytes) in loaded.files.iter().filter(|(name, _)| name == "report.json") {
            told += &String::from_utf8_lossy(bytes);
        }
    }
    let findings = FindingCode::ALL.iter().map(|code| code.as_str());
    let missing: Vec<_> = findings.filter(|code| !told.contains(&format!("\"{code}\""))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn chunks_of_any_size_give_the_same_report() {
    let mut random = Random(0x1234_5678_9abc_def1);
    let mut count = 0;
    for loaded in vectors().iter().filter(|loaded| loaded.vector.operation == "verify") {
        let (Ok(options), Ok(files)) = (given::options(loaded), Files::of(loaded)) else {
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
        let (options, files) = (given::options(&loaded).unwrap(), Files::of(&loaded).unwrap());
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
