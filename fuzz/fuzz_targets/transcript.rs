//! Transcripts of Claude Code: any bytes are read to their end, the same each time, alone and beside
//! a copy of themselves, and what comes out can be written into a log.
#![no_main]

use interview_capture::{
    Import,
    claude_code::{Importer, Options},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let once = import(&[bytes]);
    for event in &once.events {
        let prepared = event.draft().unwrap().prepare();
        assert!(prepared.is_ok(), "{event:?}: {prepared:?}");
    }
    assert!(once.flaws.is_sorted());
    assert_eq!(import(&[bytes]), once);
    import(&[bytes, bytes]);
});

fn import(files: &[&[u8]]) -> Import {
    let mut importer = Importer::new(Options { root: None, line_salt: [7; 32] });
    for (file, text) in files.iter().enumerate() {
        text.split(|byte| *byte == b'\n').for_each(|line| importer.push_line(file, line));
    }
    importer.finish()
}
