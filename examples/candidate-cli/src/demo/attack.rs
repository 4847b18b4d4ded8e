//! A cheat who changes a byte of a finished session. Writing all of it anew needs no tool of its own:
//! that is recording, with other keys.

use std::path::Path;

use interview_core::api::Bundle;

use super::script::CHANGE;
use crate::{outcome::Failure, source::create_bundle};

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
    create_bundle(to, &Bundle { events: &changed, ..*session })?;
    Ok(line as u64)
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
