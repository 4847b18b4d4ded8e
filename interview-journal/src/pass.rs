//! Lets a log pass by line by line, for readers that keep what they need. Nothing is verified.

use std::{io::Read, path::Path};

use interview_core::{Error, limits};

use crate::{archive::Sink, input, open::loaded};

/// Hands every line of the log that a path names on, without its LF. Memory doesn't grow with the
/// log: of a line that no format allows, longer than [`limits::LEGACY_LINE_BYTES`], only the bytes up
/// to one more than that are handed on.
///
/// # Errors
/// As [`crate::read_bundle`].
pub fn read_lines(path: &Path, take: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
    lines(take, |sink| input::path(path, sink))
}

/// Hands every line of a bare log or an archive that comes as a stream on.
///
/// # Errors
/// As [`read_lines`].
pub fn read_lines_from(input: impl Read, take: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
    lines(take, |sink| input::stream(input, Path::new("-"), sink))
}

fn lines(
    take: &mut dyn FnMut(&[u8]),
    read: impl FnOnce(&mut Sink<'_>) -> Result<input::Taken, Error>,
) -> Result<(), Error> {
    let mut begun = Vec::new();
    let taken = read(&mut |chunk| {
        push(chunk, &mut begun, take);
        Ok(())
    })?;
    loaded(taken)?;
    // What stands behind the last LF is a torn line.
    if !begun.is_empty() {
        take(&begun);
    }
    Ok(())
}

fn push(chunk: &[u8], begun: &mut Vec<u8>, take: &mut dyn FnMut(&[u8])) {
    let mut rest = chunk;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let (line, tail) = rest.split_at(end);
        if begun.is_empty() {
            take(clip(line, 0));
        } else {
            begun.extend_from_slice(clip(line, begun.len()));
            take(begun);
            begun.clear();
        }
        rest = tail.get(1..).unwrap_or_default();
    }
    begun.extend_from_slice(clip(rest, begun.len()));
}

/// As much of a piece as a line that has so many bytes may still get.
fn clip(piece: &[u8], has: usize) -> &[u8] {
    let most = (limits::LEGACY_LINE_BYTES + 1).saturating_sub(has);
    piece.get(..most).unwrap_or(piece)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(log: &[u8], expected: &[&[u8]]) {
        for size in [1, 2, 3, log.len().max(1)] {
            let (mut lines, mut begun) = (Vec::new(), Vec::new());
            for chunk in log.chunks(size) {
                push(chunk, &mut begun, &mut |line| lines.push(line.to_vec()));
            }
            lines.extend((!begun.is_empty()).then_some(begun));
            assert_eq!(lines, expected, "chunks of {size}");
        }
    }

    #[test]
    fn lines_are_the_same_in_chunks_of_any_size() {
        check(b"", &[]);
        check(b"a\nbc\n", &[b"a", b"bc"]);
        check(b"a\n\nbc", &[b"a", b"", b"bc"]);
        check(b"\n", &[b""]);
    }

    #[test]
    fn a_line_without_end_takes_no_more_than_the_bound() {
        let mut begun = Vec::new();
        for _ in 0..3 {
            push(&vec![b'x'; 8 << 20], &mut begun, &mut |_| panic!("no line ends"));
        }
        assert_eq!(begun.len(), limits::LEGACY_LINE_BYTES + 1);
        let mut taken = Vec::new();
        push(b"y\nz\n", &mut begun, &mut |line| taken.push(line.len()));
        assert_eq!(taken, [limits::LEGACY_LINE_BYTES + 1, 1]);
    }
}
