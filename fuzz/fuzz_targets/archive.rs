//! Archives: any bytes get a Report or an error, loading and verifying agree on what is one, and
//! what was packed is what is unpacked.
#![no_main]

use interview_core::{
    api::{Bundle, Verdict, VerifyOptions, verify},
    limits,
    report::FindingCode,
};
use interview_fuzz::Input;
use interview_journal::{Packing, read_bundle_from, verify_read, write_archive};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = VerifyOptions::default();
    let report = verify_read(bytes, &options).unwrap();
    match read_bundle_from(bytes) {
        Ok(loaded) => {
            assert_eq!(verify(&loaded.bundle(), &options).unwrap().to_json(), report.to_json());
            packed(&loaded.bundle());
        }
        Err(_) => {
            assert_eq!(report.verdict, Verdict::Unreadable);
            assert!(report.findings.iter().any(|f| f.code == FindingCode::BadArchive));
        }
    }
    packed(&Input::of(bytes).bundle);
});

/// Packs and unpacks a bundle.
fn packed(bundle: &Bundle<'_>) {
    if bundle.manifest.is_some_and(|manifest| manifest.len() > limits::MANIFEST_BYTES) {
        return;
    }
    for packing in [Packing::Tar, Packing::TarZstd] {
        let mut archive = Vec::new();
        write_archive(bundle, &mut archive, packing).unwrap();
        let loaded = read_bundle_from(&archive[..]).unwrap();
        let copy = loaded.bundle();
        assert_eq!(copy.events, bundle.events);
        assert_eq!(
            (copy.manifest, copy.diff, copy.commits),
            (bundle.manifest, bundle.diff, bundle.commits)
        );
    }
}
