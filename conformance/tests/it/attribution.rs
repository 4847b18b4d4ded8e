//! Attribution against the truth, on a few of the scripts that the bench plays. The bench holds the
//! shares to its thresholds; here they may not fall back, and nobody may be accused.

use interview_conformance::attribution::{Tally, Wrong};

#[test]
fn lines_belong_to_who_wrote_them() {
    let seeds: Vec<u64> = (0..40).collect();
    let tally = Tally::of(&seeds);
    let (right, all) = tally.right(false);
    assert_eq!(tally.scripts, 40);
    assert!(right * 1000 >= all * 985, "{tally}");
    assert!(!tally.wrong.iter().any(Wrong::is_grave), "{tally}");
}
