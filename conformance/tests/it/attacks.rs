//! The adversary suite, both ways: every attack is found by who claims it, and no honest session has
//! a red flag.

use std::{collections::BTreeSet, env, io::Write as _, path::PathBuf};

use interview_conformance::{
    attacks::{ATTACKS, Finder, HONEST, TRANSCRIPTS, attack_row, honest_row, transcript_row},
    generated::root,
};
use interview_core::flags::STANDARD;

/// Seeds beside the first, with which each session turns out another way.
const SEEDS: std::ops::Range<u64> = 1..3;

#[test]
fn every_attack_is_found_and_its_twin_is_not_accused() {
    for attack in ATTACKS {
        let row = attack_row(attack, 0);
        assert!(row.holds(), "{row:#?}");
    }
}

#[test]
fn honest_sessions_have_the_flags_that_were_expected_and_none_is_red() {
    for honest in HONEST {
        let row = honest_row(honest, 0);
        assert!(row.holds(), "{row:#?}");
    }
}

#[test]
fn other_times_and_texts_change_nothing_of_that() {
    for seed in SEEDS {
        for attack in ATTACKS {
            let row = attack_row(attack, seed);
            assert!(row.holds(), "seed {seed}: {row:#?}");
        }
        for honest in HONEST {
            let row = honest_row(honest, seed);
            assert!(row.red.is_empty(), "seed {seed}: {row:#?}");
        }
    }
}

#[test]
fn sessions_from_transcripts_have_no_red_flag() {
    let shared = env::var_os("INTERVIEW_SHARED").unwrap_or_else(|| "../shared".into());
    let folder: PathBuf = root().join(shared).join("transcripts");
    if !folder.exists() {
        // Straight to the stream: the test harness shows captured output of failed tests only.
        let line =
            format!("NOT RUN: sessions from transcripts: there is no {}\n", folder.display());
        std::io::stderr().write_all(line.as_bytes()).unwrap();
        return;
    }
    for transcript in TRANSCRIPTS {
        let row = transcript_row(transcript, &folder, 0).unwrap();
        assert!(row.holds(), "{row:#?}");
    }
}

#[test]
fn the_suite_is_as_large_as_it_must_be() {
    assert!(HONEST.len() + TRANSCRIPTS.len() >= 20);
    assert!(TRANSCRIPTS.len() >= 6);
    let names: BTreeSet<_> = ATTACKS.iter().map(|attack| attack.name).collect();
    assert_eq!(names.len(), ATTACKS.len());
}

/// Detectors that come with the library and can be red; none of them may lose its attack.
const RED: [&str; 17] = [
    "overtime",
    "too_fast",
    "few_interactions",
    "uniform_timing",
    "no_prompts",
    "hooks_gap",
    "diff_event_mismatch",
    "commit_event_mismatch",
    "ghost_edits",
    "clock_anomaly",
    "anchor_gap",
    "history_rewritten",
    "capture_disabled",
    "session_restarted",
    "bulk_paste",
    "grader_injection",
    "unbacked_test_runs",
];

#[test]
fn every_detector_of_the_library_finds_an_attack() {
    let claimed: BTreeSet<_> = ATTACKS
        .iter()
        .filter_map(|attack| match attack.by {
            Finder::Flag(id, _) => Some(id),
            Finder::Finding(_) => None,
        })
        .collect();
    let ids: BTreeSet<_> = STANDARD.iter().map(|detector| detector.id()).collect();
    for id in RED {
        assert!(ids.contains(id) && claimed.contains(id), "{id}");
    }
}
