//! White space as Python's `str.strip` sees it, on bytes that are valid UTF-8.
//!
//! Not JSON's white space (`token` has that) and not the line ends of `str.splitlines` (`split`).

/// The text without the white space at both ends.
pub(super) fn strip(text: &[u8]) -> &[u8] {
    let mut text = strip_start(text);
    while let Some(rest) = strip_one_end(text) {
        text = rest;
    }
    text
}

/// The text without the white space before it.
pub(super) fn strip_start(mut text: &[u8]) -> &[u8] {
    while let Some(rest) = strip_one_start(text) {
        text = rest;
    }
    text
}

fn strip_one_start(text: &[u8]) -> Option<&[u8]> {
    match text {
        [byte, rest @ ..] if is_ascii_space(*byte) => Some(rest),
        [a, b, rest @ ..] if is_space(&[*a, *b]) => Some(rest),
        [a, b, c, rest @ ..] if is_space(&[*a, *b, *c]) => Some(rest),
        _ => None,
    }
}

fn strip_one_end(text: &[u8]) -> Option<&[u8]> {
    match text {
        [rest @ .., byte] if is_ascii_space(*byte) => Some(rest),
        [rest @ .., a, b] if is_space(&[*a, *b]) => Some(rest),
        [rest @ .., a, b, c] if is_space(&[*a, *b, *c]) => Some(rest),
        _ => None,
    }
}

fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, 0x09..=0x0d | 0x1c..=0x20)
}

/// Whether the bytes are the UTF-8 of one of Python 3.11's white space characters beyond ASCII:
/// U+0085, U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
fn is_space(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xc2, 0x85 | 0xa0]
            | [0xe1, 0x9a, 0x80]
            | [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf]
            | [0xe2, 0x81, 0x9f]
            | [0xe3, 0x80, 0x80]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_white_space_of_python_3_11_is_stripped_and_nothing_else() {
        // `[c for c in range(0x110000) if chr(c).isspace()]` in Python 3.11.
        let spaces: Vec<u32> = [0x09..=0x0d, 0x1c..=0x20, 0x85..=0x85, 0xa0..=0xa0]
            .into_iter()
            .chain([0x1680..=0x1680, 0x2000..=0x200a, 0x2028..=0x2029, 0x202f..=0x202f])
            .chain([0x205f..=0x205f, 0x3000..=0x3000])
            .flatten()
            .collect();
        for c in (0..0x11_0000).filter_map(char::from_u32) {
            let text = format!("{c}{c}x{c}");
            let expected = if spaces.contains(&u32::from(c)) { "x" } else { text.as_str() };
            assert_eq!(strip(text.as_bytes()), expected.as_bytes(), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn white_space_alone_is_empty() {
        assert_eq!(strip(" \t\u{2003}\u{a0}\u{3000}".as_bytes()), b"");
    }
}
