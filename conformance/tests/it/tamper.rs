//! A sample of the exhaustive tampering; `cargo run --profile exhaustive -p interview-conformance
//! --bin tamper` does all of it.

use interview_conformance::{tamper::Tampering, vectors::forty};

#[test]
fn every_hundredth_damage_is_found_where_it_is() {
    let tampering = Tampering::of(forty()).unwrap();
    assert_eq!(tampering.lines(), 40);
    let damages: Vec<_> = tampering.damages().into_iter().step_by(101).collect();
    let (counts, wrong) = tampering.check_all(&damages);
    println!("{counts:?}");
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(damages.len() > 1_000);
}
