//! Paths of the log: one spelling for every sequence of bytes that a file system may name.
//!
//! Text stands as it is; `%`, control bytes and bytes that aren't UTF-8 stand as `%` and two
//! upper-case hexadecimal digits. Nothing is normalised: two byte sequences are two paths.

use crate::event::Path;

impl Path {
    /// The path of these bytes, relative to the work-tree root, `/` between its parts. `None` where
    /// a part is empty, `.` or `..`; the root itself is `.`.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let text = encode(bytes);
        is_path(text.as_bytes()).then_some(Self(text))
    }

    /// The bytes that it names; `None` where it isn't in the one spelling.
    #[must_use]
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        decode(self.0.as_bytes())
    }
}

/// Whether the text is a path in its one spelling.
pub(crate) fn is_path(text: &[u8]) -> bool {
    let parts_fit = || text.split(|b| *b == b'/').all(|part| !matches!(part, b"" | b"." | b".."));
    let is_one_spelling = || match memchr::memchr(b'%', text) {
        None => text.iter().all(|byte| *byte >= 0x20),
        Some(_) => decode(text).is_some(),
    };
    text == b"." || parts_fit() && is_one_spelling()
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '%' | '\0'..' ' => escape(c as u8, &mut text),
                c => text.push(c),
            }
        }
        chunk.invalid().iter().for_each(|byte| escape(*byte, &mut text));
    }
    text
}

fn escape(byte: u8, text: &mut String) {
    text.push_str(&format!("%{byte:02X}"));
}

/// Decodes, and refuses what encoding would have spelled otherwise.
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let value =
                    |digit: u8| char::from(digit).to_digit(16).and_then(|v| u8::try_from(v).ok());
                bytes.push(value(*high)? << 4 | value(*low)?);
                tail
            }
            (byte, tail) => {
                bytes.push(*byte);
                tail
            }
        };
    }
    (encode(&bytes).as_bytes() == text).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_one_spelling_below_the_root() {
        let check =
            |path: &str, expected: bool| assert_eq!(is_path(path.as_bytes()), expected, "{path}");
        check("a", true);
        check(".", true);
        check("src/a b.rs", true);
        check("café", true);
        check("caf%C3%A9", false);
        check("caf%E9", true);
        check("100%25", true);
        check("%00", true);
        check("%41", false);
        check("a%e9", false);
        check("100%", false);
        check("/a", false);
        check("a/../b", false);
        check("a//b", false);
        check("a\n", false);
        check("", false);
    }

    #[test]
    fn bytes_come_back() {
        for bytes in [
            b"a/b".as_slice(),
            b"caf\xe9",
            "café".as_bytes(),
            b"100%",
            b"\x01\x7f",
            b"\xc3\xa9\xff",
        ] {
            let path = Path::from_bytes(bytes).unwrap();
            assert_eq!(path.to_bytes().as_deref(), Some(bytes));
        }
        assert_eq!(Path::from_bytes(b"../x"), None);
    }
}
