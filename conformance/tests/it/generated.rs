//! Generated files are committed, and are what the generators make now.

use interview_conformance::{
    generate::{GENERATORS, differing},
    generated::root,
};

#[test]
fn committed_files_are_what_the_generators_make() {
    for generator in GENERATORS {
        let paths = differing(*generator, &root()).unwrap();
        assert!(paths.is_empty(), "`generate {}` would change {paths:?}", generator.name);
    }
}
