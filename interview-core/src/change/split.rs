//! Hunks spread over parts, so that no file event outgrows its line.

use crate::{
    digest::DIGEST_CHARS,
    event::{Digests, Hunk},
    limits::FILE_PART_BYTES,
};

/// Bytes of `{"at":,"removed":,"added":""},` with two integers of 16 digits.
const HUNK_BYTES: usize = 62;

/// The hunks in order, in parts of which none takes more than [`FILE_PART_BYTES`] as JSON; at least
/// one part. A hunk that spans parts goes on as one that removes nothing, where the lines end that
/// it removed.
pub(super) fn parts(hunks: impl Iterator<Item = Hunk>) -> Vec<Vec<Hunk>> {
    let mut parts = vec![Vec::new()];
    let mut room = FILE_PART_BYTES;
    for hunk in hunks {
        let Hunk { mut at, mut removed, added: Digests(added) } = hunk;
        let mut rest = added.as_str();
        loop {
            if room < HUNK_BYTES + DIGEST_CHARS {
                parts.push(Vec::new());
                room = FILE_PART_BYTES;
            }
            let fits = (room - HUNK_BYTES) / DIGEST_CHARS * DIGEST_CHARS;
            let (here, later) = rest.split_at_checked(fits).unwrap_or((rest, ""));
            room -= HUNK_BYTES + here.len();
            if let Some(part) = parts.last_mut() {
                part.push(Hunk::new(at, removed, here.into()));
            }
            if later.is_empty() {
                break;
            }
            (at, removed, rest) = (at + removed, 0, later);
        }
    }
    parts
}
