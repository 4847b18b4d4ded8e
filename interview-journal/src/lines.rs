//! Walks over the lines of a log that is too long for memory.

use std::io;

use interview_core::limits;

use crate::disk::DiskFile;

/// Bytes that are read at once.
const CHUNK: u64 = 1 << 18;

/// Hands every whole line between two offsets on, without its LF, until one isn't taken. Gives the
/// offset behind the last line that was taken: `to` if all were, and nothing stands behind them.
pub(crate) fn walk(
    file: &dyn DiskFile,
    from: u64,
    to: u64,
    take: &mut dyn FnMut(&[u8]) -> bool,
) -> io::Result<u64> {
    let mut buffer = Vec::new();
    let mut next = from;
    loop {
        let begin = next - buffer.len() as u64;
        let want = usize::try_from(to.saturating_sub(next).min(CHUNK)).unwrap_or_default();
        let kept = buffer.len();
        buffer.resize(kept + want, 0);
        let read = file.read_at(next, buffer.get_mut(kept..).unwrap_or_default())?;
        buffer.truncate(kept + read);
        next += read as u64;
        let mut used = 0;
        for end in memchr::memchr_iter(b'\n', &buffer) {
            if !take(buffer.get(used..end).unwrap_or_default()) {
                return Ok(begin + used as u64);
            }
            used = end + 1;
        }
        buffer.drain(..used);
        if read == 0 || next >= to || buffer.len() > limits::LINE_BYTES {
            return Ok(begin + used as u64);
        }
    }
}
