//! JSON strings as Python reads and writes them. Decoded strings are WTF-8: UTF-8 that may also hold
//! lone surrogates, so its byte order is the order of code points.

use std::borrow::Cow;

use memchr::memchr;

/// How a string is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// Printable ASCII without escapes.
    Plain,
    /// As `json.dumps` with `ensure_ascii` spells it.
    Dumped,
    /// In another way.
    Other,
    /// In a way that `json.loads` refuses.
    Refused(Reason),
}

/// Why a string is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Unterminated,
    Escape,
    ControlCharacter,
}

impl Reason {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Unterminated => "unterminated_string",
            Self::Escape => "escape",
            Self::ControlCharacter => "control_character",
        }
    }
}

/// Length and spelling of a string's content, read up to its closing quote; of a refused one, the
/// length before what is refused. `printable` promises that the text is printable ASCII.
#[inline]
pub(super) fn scan(text: &[u8], printable: bool) -> (usize, Spelling) {
    let rest = if printable { skip_unquoted(text) } else { skip_plain(text) };
    if rest.first() == Some(&b'"') {
        return (text.len() - rest.len(), Spelling::Plain);
    }
    scan_special(text, rest, printable)
}

/// The same from the first character on that isn't plain.
fn scan_special<'a>(text: &'a [u8], mut rest: &'a [u8], printable: bool) -> (usize, Spelling) {
    let mut spelling = Spelling::Dumped;
    loop {
        rest = if printable { skip_unquoted(rest) } else { skip_plain(rest) };
        // By far the most of what stops a run, and alike for the branch predictor.
        if let [b'\\', kind, after @ ..] = rest
            && is_short_escape(*kind)
        {
            rest = after;
            continue;
        }
        let length = text.len() - rest.len();
        match rest {
            [] => return (length, Spelling::Refused(Reason::Unterminated)),
            [b'"', ..] => return (length, spelling),
            [b'\\', escape @ ..] => {
                let Some((length_of_escape, as_dumped)) = scan_escape(escape) else {
                    return (length, Spelling::Refused(Reason::Escape));
                };
                if !as_dumped {
                    spelling = Spelling::Other;
                }
                rest = escape.get(length_of_escape..).unwrap_or_default();
            }
            [..0x20, ..] => return (length, Spelling::Refused(Reason::ControlCharacter)),
            [_, after @ ..] => {
                spelling = Spelling::Other;
                rest = after;
            }
        }
    }
}

/// The characters of a string's content that [`scan`] accepted, as WTF-8.
pub(super) fn decode(content: &[u8]) -> Cow<'_, [u8]> {
    if memchr(b'\\', content).is_none() {
        return Cow::Borrowed(content);
    }
    let mut decoded = Vec::with_capacity(content.len());
    let mut rest = content;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != b'\\' {
            decoded.push(*byte);
            continue;
        }
        let Some((kind, after)) = rest.split_first() else { break };
        rest = after;
        match kind {
            b'b' => decoded.push(0x08),
            b'f' => decoded.push(0x0c),
            b'n' => decoded.push(b'\n'),
            b'r' => decoded.push(b'\r'),
            b't' => decoded.push(b'\t'),
            b'u' => {
                let (code, after) = split_unit(rest);
                rest = after;
                push_code_point(&mut decoded, join_surrogates(code, &mut rest));
            }
            other => decoded.push(*other),
        }
    }
    Cow::Owned(decoded)
}

/// Writes WTF-8 as `json.dumps` writes a string, without the quotes.
pub(super) fn encode(decoded: &[u8], out: &mut Vec<u8>) {
    let mut rest = decoded;
    loop {
        let special = skip_plain(rest);
        let plain = rest.len() - special.len();
        out.extend_from_slice(rest.get(..plain).unwrap_or_default());
        let Some((&byte, after)) = special.split_first() else { return };
        rest = after;
        match byte {
            b'"' => out.extend_from_slice(br#"\""#),
            b'\\' => out.extend_from_slice(br"\\"),
            b'\n' => out.extend_from_slice(br"\n"),
            b'\r' => out.extend_from_slice(br"\r"),
            b'\t' => out.extend_from_slice(br"\t"),
            0x0c => out.extend_from_slice(br"\f"),
            0x08 => out.extend_from_slice(br"\b"),
            0..0x80 => push_unit(out, u16::from(byte)),
            _ => {
                let (code, after) = split_code_point(byte, rest);
                rest = after;
                if let Some(astral) = code.checked_sub(0x1_0000) {
                    push_unit(out, 0xd800 | low_bits(astral >> 10, 0x3ff));
                    push_unit(out, 0xdc00 | low_bits(astral, 0x3ff));
                } else {
                    push_unit(out, low_bits(code, 0xffff));
                }
            }
        }
    }
}

/// Whether WTF-8 holds a surrogate, which UTF-8 can't encode.
pub(super) fn has_surrogate(decoded: &[u8]) -> bool {
    decoded.windows(2).any(|pair| matches!(pair, [0xed, 0xa0..=0xbf]))
}

/// The text from the first byte on that isn't plain: a quote, a backslash, a control character,
/// DEL or beyond ASCII.
fn skip_plain(text: &[u8]) -> &[u8] {
    let is_plain = |byte: u8| matches!(byte, 0x20..=0x7e) && !is_quote(byte);
    skip_words(text, |word| below_space(word) | above_tilde(word) | quotes(word), is_plain)
}

/// The same where all is known to be printable: from the first quote or backslash on.
#[inline]
fn skip_unquoted(text: &[u8]) -> &[u8] {
    skip_words(text, quotes_in_ascii, |byte| !is_quote(byte))
}

/// The text from the first byte on that `found` marks, eight bytes at a time, and one at a time
/// where there are fewer.
#[inline]
fn skip_words(mut text: &[u8], found: impl Fn(u64) -> u64, passes: impl Fn(u8) -> bool) -> &[u8] {
    while let Some((chunk, after)) = text.split_first_chunk::<8>() {
        let marks = found(u64::from_le_bytes(*chunk)) & (ONES << 7);
        if marks != 0 {
            let at = (marks.trailing_zeros() / 8) as usize;
            return text.get(at..).unwrap_or_default();
        }
        text = after;
    }
    let at = text.iter().position(|byte| !passes(*byte)).unwrap_or(text.len());
    text.get(at..).unwrap_or_default()
}

/// A one in each byte of a word. The marks below set the high bit of each byte that they look for;
/// a carry may mark bytes behind the first one too, never before it.
const ONES: u64 = u64::MAX / 255;

fn below_space(word: u64) -> u64 {
    word.wrapping_sub(ONES * 0x20) & !word
}

fn above_tilde(word: u64) -> u64 {
    word.wrapping_add(ONES) | word
}

fn quotes(word: u64) -> u64 {
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    zero(word ^ (ONES * u64::from(b'"'))) | zero(word ^ (ONES * u64::from(b'\\')))
}

#[inline]
fn quotes_in_ascii(word: u64) -> u64 {
    let zero = |word: u64| word.wrapping_sub(ONES);
    zero(word ^ (ONES * u64::from(b'"'))) | zero(word ^ (ONES * u64::from(b'\\')))
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\')
}

/// Whether the byte behind a backslash makes one of the short escapes of `json.dumps`.
#[inline]
fn is_short_escape(kind: u8) -> bool {
    kind == b'"' || matches!(kind, b'\\' | b'b' | b'f' | b'n' | b'r' | b't')
}

/// Length of any other escape behind a backslash, and whether `json.dumps` would write it so.
fn scan_escape(escape: &[u8]) -> Option<(usize, bool)> {
    match escape {
        [b'/', ..] => Some((1, false)),
        [b'u', digits @ ..] => {
            let digits = digits.first_chunk::<4>()?;
            let code = digits.iter().try_fold(0, |code, digit| Some(code << 4 | hex(*digit)?))?;
            let short = matches!(code, 0x08 | 0x09 | 0x0a | 0x0c | 0x0d);
            let escaped = !short && !(0x20..0x7f).contains(&code);
            Some((5, escaped && !digits.iter().any(u8::is_ascii_uppercase)))
        }
        _ => None,
    }
}

/// The four digits of a `\u` escape that was accepted, and what follows them.
fn split_unit(text: &[u8]) -> (u32, &[u8]) {
    let (digits, rest) = text.split_at_checked(4).unwrap_or((text, &[]));
    (digits.iter().fold(0, |code, digit| code << 4 | hex(*digit).unwrap_or(0)), rest)
}

/// The code point of a high surrogate and the `\u` escape of a low one right behind it.
fn join_surrogates(code: u32, rest: &mut &[u8]) -> u32 {
    if !(0xd800..0xdc00).contains(&code) {
        return code;
    }
    let Some(digits) = rest.strip_prefix(br"\u") else { return code };
    let (low, after) = split_unit(digits);
    if !(0xdc00..0xe000).contains(&low) {
        return code;
    }
    *rest = after;
    0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00)
}

fn push_code_point(out: &mut Vec<u8>, code: u32) {
    if let Some(character) = char::from_u32(code) {
        out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    } else {
        // A surrogate, in the three bytes that UTF-8 would give it.
        let six = |shift: u32| 0x80 | (code >> shift & 0x3f) as u8;
        out.extend_from_slice(&[0xed, six(6), six(0)]);
    }
}

/// The code point that `lead`, not ASCII, begins, and what follows it.
fn split_code_point(lead: u8, rest: &[u8]) -> (u32, &[u8]) {
    let (bits, length) = match lead {
        0xf0.. => (lead & 0x07, 3),
        0xe0.. => (lead & 0x0f, 2),
        _ => (lead & 0x1f, 1),
    };
    let (more, rest) = rest.split_at_checked(length).unwrap_or((rest, &[]));
    let code = more.iter().fold(u32::from(bits), |code, byte| code << 6 | u32::from(byte & 0x3f));
    (code, rest)
}

fn push_unit(out: &mut Vec<u8>, unit: u16) {
    out.extend_from_slice(br"\u");
    for shift in [12, 8, 4, 0] {
        let digit = u32::from(unit >> shift & 15);
        out.push(char::from_digit(digit, 16).map_or(b'0', |digit| digit as u8));
    }
}

fn low_bits(code: u32, mask: u16) -> u16 {
    (code & u32::from(mask)) as u16
}

fn hex(digit: u8) -> Option<u32> {
    char::from(digit).to_digit(16)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(content: &str, decoded: &[u8], dumped: &str) {
        let is_plain = content == dumped && !content.contains('\\');
        let spelling = if is_plain { Spelling::Plain } else { Spelling::Dumped };
        let spelling = if content == dumped { spelling } else { Spelling::Other };
        let quoted = format!("{content}\"");
        assert_eq!(scan(quoted.as_bytes(), false), (content.len(), spelling), "{content}");
        if !content.contains(|c| !matches!(c, ' '..='~')) {
            assert_eq!(scan(quoted.as_bytes(), true), (content.len(), spelling), "{content}");
        }
        assert_eq!(decode(content.as_bytes()).as_ref(), decoded, "{content}");
        let mut out = Vec::new();
        encode(decoded, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), dumped, "{content}");
    }

    #[test]
    fn strings_are_read_and_written_as_python_does() {
        check("", b"", "");
        check(
            "plain text, longer than a word",
            b"plain text, longer than a word",
            "plain text, longer than a word",
        );
        check(r#"\"\\\n\r\t\f\b"#, b"\"\\\n\r\t\x0c\x08", r#"\"\\\n\r\t\f\b"#);
        check(r"\/", b"/", "/");
        check(r"\u0041\u000a\u0000\u001F", b"A\n\0\x1f", r"A\n\u0000\u001f");
        check("\u{7f}", b"\x7f", r"\u007f");
        check("é€😀", "é€😀".as_bytes(), r"\u00e9\u20ac\ud83d\ude00");
        check(r"\u00E9", "é".as_bytes(), r"\u00e9");
        check(r"\uD83D\uDE00", "😀".as_bytes(), r"\ud83d\ude00");
        check(r"\ud800", b"\xed\xa0\x80", r"\ud800");
        check(r"\udfff\ud800", b"\xed\xbf\xbf\xed\xa0\x80", r"\udfff\ud800");
        check(r"\ud83d\ud83d\ude00", b"\xed\xa0\xbd\xf0\x9f\x98\x80", r"\ud83d\ud83d\ude00");
        check(r"\uffff", b"\xef\xbf\xbf", r"\uffff");
        check(r"\ud83d\n", b"\xed\xa0\xbd\n", r"\ud83d\n");
    }

    #[test]
    fn surrogates_are_told_from_their_neighbours() {
        assert!(has_surrogate(b"a\xed\xa0\x80"));
        assert!(!has_surrogate("\u{d7ff}\u{e000}í😀".as_bytes()));
    }

    proptest! {
        #[test]
        fn every_byte_is_judged_alike_at_every_place(text in "[ -~\u{0}-\u{ff}\\\\\"]{0,40}") {
            let bytes = text.as_bytes();
            let naive = bytes.iter().position(|b| !(0x20..0x7f).contains(b) || matches!(b, b'"' | b'\\'));
            prop_assert_eq!(bytes.len() - skip_plain(bytes).len(), naive.unwrap_or(bytes.len()));
        }

        #[test]
        fn decode_undoes_encode(text in any::<String>()) {
            let mut out = Vec::new();
            encode(text.as_bytes(), &mut out);
            prop_assert!(out.is_ascii());
            let decoded = decode(&out);
            prop_assert_eq!(decoded.as_ref(), text.as_bytes());
        }
    }
}
