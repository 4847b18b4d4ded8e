//! JSON strings as bytes: finding their plain runs and decoding their escapes. Whether the escapes
//! are well formed is the scanner's business.

/// Length of the run without quote, backslash or control character.
pub(crate) fn plain_run(bytes: &[u8]) -> usize {
    let is_special = |byte: u8| (byte < 0x20) | (byte == b'"') | (byte == b'\\');
    let mut rest = bytes;
    while let Some((block, tail)) = rest.split_first_chunk::<32>() {
        // A fold without an early end, so that the compiler makes vector code of it.
        if block.iter().fold(false, |hit, byte| hit | is_special(*byte)) {
            break;
        }
        rest = tail;
    }
    let tail = rest.iter().position(|byte| is_special(*byte)).unwrap_or(rest.len());
    bytes.len() - rest.len() + tail
}

/// Decodes a string whose escapes the scanner has checked.
pub(crate) fn unescape(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    let mut buffer = [0; 4];
    while let Some(place) = memchr::memchr(b'\\', rest) {
        let (plain, tail) = rest.split_at(place);
        out.extend_from_slice(plain);
        let (decoded, tail) = match tail {
            [b'\\', b'u', a, b, c, d, tail @ ..] => {
                let unit = hex4(&[*a, *b, *c, *d]).unwrap_or(0xfffd);
                match (unit, tail) {
                    (0xd800..=0xdbff, [b'\\', b'u', a, b, c, d, tail @ ..]) => {
                        let low = hex4(&[*a, *b, *c, *d]).unwrap_or(0xfffd);
                        let code = 0x10000 + ((unit & 0x3ff) << 10 | low & 0x3ff);
                        (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), tail)
                    }
                    _ => (char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER), tail),
                }
            }
            [b'\\', b'b', tail @ ..] => ('\u{8}', tail),
            [b'\\', b'f', tail @ ..] => ('\u{c}', tail),
            [b'\\', b'n', tail @ ..] => ('\n', tail),
            [b'\\', b'r', tail @ ..] => ('\r', tail),
            [b'\\', b't', tail @ ..] => ('\t', tail),
            [b'\\', other, tail @ ..] => (char::from(*other), tail),
            _ => break,
        };
        out.extend_from_slice(decoded.encode_utf8(&mut buffer).as_bytes());
        rest = tail;
    }
    out.extend_from_slice(rest);
    out
}

/// Value of four hexadecimal digits of either case.
pub(crate) fn hex4(digits: &[u8]) -> Option<u32> {
    if digits.len() != 4 {
        return None;
    }
    digits.iter().try_fold(0, |value, digit| Some(value << 4 | char::from(*digit).to_digit(16)?))
}
