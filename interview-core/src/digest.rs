//! Line digests: what stands in the log for the lines of a file, so that attribution can compare
//! without contents. A digest is the recorder's statement; that diff and record agree doesn't make
//! the record true.

use sha2::{Digest, Sha256};

use crate::checkpoint::base64;

/// Bytes of a digest.
pub const DIGEST_BYTES: usize = 9;
/// Characters of a digest in the log.
pub const DIGEST_CHARS: usize = 12;
/// Bytes at the beginning of a file in which a NUL makes it binary.
const BINARY_WINDOW: usize = 8_000;

/// Digest of one line. The first 7 bytes don't change when the line is only re-indented; the last 2
/// tell that it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineDigest(pub [u8; DIGEST_BYTES]);

impl LineDigest {
    /// Digest of a line without its LF, under the session's line salt.
    #[must_use]
    pub fn of(line_salt: &[u8; 32], line: &[u8]) -> Self {
        let mut stripped = Sha256::new();
        stripped.update(line_salt);
        stripped.update([0]);
        for word in line.split(|byte| is_space(*byte)) {
            stripped.update(word);
        }
        let mut whole = Sha256::new();
        whole.update(line_salt);
        whole.update([1]);
        whole.update(line.strip_suffix(b"\r").unwrap_or(line));
        let (content, layout) = (stripped.finalize(), whole.finalize());
        let mut digest = [0; DIGEST_BYTES];
        let parts = content.iter().take(7).chain(layout.iter().take(2));
        digest.iter_mut().zip(parts).for_each(|(slot, byte)| *slot = *byte);
        Self(digest)
    }

    /// The part that re-indenting leaves alone.
    #[must_use]
    pub fn content(self) -> [u8; 7] {
        let [a, b, c, d, e, f, g, _, _] = self.0;
        [a, b, c, d, e, f, g]
    }
}

/// The digests of lines as one string of the log.
#[must_use]
pub fn encode(digests: &[LineDigest]) -> String {
    digests.iter().map(|digest| base64::encode_url(&digest.0)).collect()
}

/// The digests in a string of the log; `None` where it isn't one.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<LineDigest>> {
    // 12 characters are 9 bytes, no bit left over: what holds for each holds for all.
    let bytes = base64::decode_url(text).filter(|_| text.len().is_multiple_of(DIGEST_CHARS))?;
    bytes.chunks_exact(DIGEST_BYTES).map(|chunk| chunk.try_into().ok().map(LineDigest)).collect()
}

/// The lines of a file: bytes between LFs, undecoded; a last line without LF counts.
pub fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let body = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let empty = bytes.is_empty();
    body.split(|byte| *byte == b'\n').filter(move |_| !empty)
}

/// Whether a line has no letter, digit or byte from 0x80 on: it matches too much to be evidence.
#[must_use]
pub fn is_trivial(line: &[u8]) -> bool {
    !line.iter().any(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
}

/// Whether a file is binary: a NUL in its first 8,000 bytes.
#[must_use]
pub fn is_binary(bytes: &[u8]) -> bool {
    memchr::memchr(0, bytes.get(..BINARY_WINDOW).unwrap_or(bytes)).is_some()
}

/// White space that a digest's first part leaves out: bytes 09 to 0D and 20.
fn is_space(byte: u8) -> bool {
    matches!(byte, 0x09..=0x0d | 0x20)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: [u8; 32] = [7; 32];

    #[test]
    fn re_indenting_keeps_the_content() {
        let (flat, indented) =
            (LineDigest::of(&SALT, b"a = 1"), LineDigest::of(&SALT, b"\t  a  = 1"));
        assert_eq!(flat.content(), indented.content());
        assert_ne!(flat, indented);
        assert_eq!(flat, LineDigest::of(&SALT, b"a = 1\r"));
        assert_ne!(flat.content(), LineDigest::of(&SALT, b"a = 2").content());
        assert_ne!(flat, LineDigest::of(&[8; 32], b"a = 1"));
    }

    #[test]
    fn digests_come_back_as_written() {
        let digests: Vec<_> =
            [b"a".as_slice(), b"", b"b"].map(|line| LineDigest::of(&SALT, line)).into();
        assert_eq!(encode(&digests).len(), 36);
        assert_eq!(decode(&encode(&digests)), Some(digests));
        assert_eq!(decode("short"), None);
    }

    #[test]
    fn lines_are_bytes_between_line_feeds() {
        let check = |bytes: &[u8], expected: &[&[u8]]| {
            assert_eq!(lines(bytes).collect::<Vec<_>>(), expected)
        };
        check(b"", &[]);
        check(b"\n", &[b""]);
        check(b"a", &[b"a"]);
        check(b"a\n", &[b"a"]);
        check(b"a\r\n\nb", &[b"a\r", b"", b"b"]);
    }
}
