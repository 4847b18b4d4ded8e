//! Two ways to cheat: change a byte of a finished session, or write all of it anew.

use std::{fs, path::Path};

use interview_core::{
    api::Bundle,
    report::{COMMITS, DIFF, EVENTS, MANIFEST},
};

use super::script::CHANGE;
use crate::{outcome::Failure, source::create};

/// Copies a session with one byte of its log changed; gives the number of the line.
pub(super) fn change_byte(session: &Bundle<'_>, to: &Path) -> Result<u64, Failure> {
    let (before, after) = CHANGE;
    let at = find(session.events, before.as_bytes()).ok_or_else(|| {
        Failure::new("the recorded session lacks the text to be changed", "report this as a bug")
    })?;
    let line = session.events.iter().take(at).filter(|byte| **byte == b'\n').count();
    let mut changed = session.events.to_vec();
    for (byte, new) in changed.iter_mut().skip(at).zip(after.bytes()) {
        *byte = new;
    }
    write(&Bundle { events: &changed, ..*session }, to)?;
    Ok(line as u64)
}

/// Writes a session's files into a new folder.
pub(super) fn write(session: &Bundle<'_>, to: &Path) -> Result<(), Failure> {
    fs::create_dir(to).map_err(|error| Failure::of_file(to, &error))?;
    let files = [
        (EVENTS, Some(session.events)),
        (DIFF, session.diff),
        (COMMITS, session.commits),
        (MANIFEST, session.manifest),
    ];
    for (name, bytes) in files {
        if let Some(bytes) = bytes {
            create(&to.join(name), bytes)?;
        }
    }
    Ok(())
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
