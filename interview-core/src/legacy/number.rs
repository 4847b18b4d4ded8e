//! Numbers as Python reads and writes them: `float.__repr__`, and integers of any size as their
//! decimal digits.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

/// Length of the number at the start of the text, and whether it is a float.
pub(super) fn scan(text: &[u8]) -> Option<(usize, bool)> {
    let unsigned = text.strip_prefix(b"-").unwrap_or(text);
    let (first, more) = unsigned.split_first().filter(|(first, _)| first.is_ascii_digit())?;
    let mut rest = if *first == b'0' { more } else { skip_digits(more) };
    let integer = rest;
    if let [b'.', b'0'..=b'9', fraction @ ..] = rest {
        rest = skip_digits(fraction);
    }
    if let [b'e' | b'E', b'0'..=b'9', digits @ ..]
    | [b'e' | b'E', b'+' | b'-', b'0'..=b'9', digits @ ..] = rest
    {
        rest = skip_digits(digits);
    }
    Some((text.len() - rest.len(), rest.len() != integer.len()))
}

/// The float that a token spells, correctly rounded, infinite where it is too large.
pub(super) fn parse_float(token: &[u8]) -> f64 {
    // The standard parser saturates exponents at five digits, so a long run of zeros that a long
    // exponent undoes is taken away first.
    let text = if token.len() <= 64 { Cow::Borrowed(token) } else { Cow::Owned(normalise(token)) };
    std::str::from_utf8(&text).ok().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
}

/// Writes `float.__repr__`, with `NaN` and `Infinity` as `json.dumps` spells them.
pub(super) fn write_float(float: f64, out: &mut Vec<u8>) {
    if float.is_nan() {
        return out.extend_from_slice(b"NaN");
    }
    if float.is_sign_negative() {
        out.push(b'-');
    }
    if float.is_infinite() {
        return out.extend_from_slice(b"Infinity");
    }
    let mut buffer = [0; 32];
    let Some((digits, exponent)) = shortest(float.abs(), &mut buffer) else { return };
    // Digits before the point.
    let point = usize::try_from(exponent + 1).unwrap_or(0);
    match (exponent, digits.split_at_checked(point)) {
        (-4..0, _) => {
            out.extend_from_slice(b"0.");
            out.extend((exponent..-1).map(|_| b'0'));
            out.extend_from_slice(digits);
        }
        (0..16, Some((whole, decimals @ [_, ..]))) => {
            out.extend_from_slice(whole);
            out.push(b'.');
            out.extend_from_slice(decimals);
        }
        (0..16, _) => {
            out.extend_from_slice(digits);
            out.extend((digits.len()..point).map(|_| b'0'));
            out.extend_from_slice(b".0");
        }
        _ => {
            let (first, decimals) = digits.split_at_checked(1).unwrap_or((digits, &[]));
            out.extend_from_slice(first);
            if !decimals.is_empty() {
                out.push(b'.');
                out.extend_from_slice(decimals);
            }
            let sign = if exponent < 0 { '-' } else { '+' };
            out.extend_from_slice(format!("e{sign}{:02}", exponent.unsigned_abs()).as_bytes());
        }
    }
}

/// The fewest digits that read back as the float, nearest to it among those, and the power of ten
/// of the first one.
fn shortest(float: f64, buffer: &mut [u8; 32]) -> Option<(&[u8], i32)> {
    // Only the digits are taken: where the JSON writer puts point and exponent is its own matter.
    let text = write_shortest(float, buffer)?;
    let exponent_at = text.iter().position(|byte| *byte == b'e').unwrap_or(text.len());
    let (mantissa, exponent) = text.split_at_mut(exponent_at);
    let mut scale = 0;
    for byte in exponent.iter().filter(|byte| byte.is_ascii_digit()) {
        scale = scale * 10 + i32::from(byte - b'0');
    }
    if exponent.get(1) == Some(&b'-') {
        scale = -scale;
    }
    if let Some(point) = mantissa.iter().position(|byte| *byte == b'.') {
        mantissa.get_mut(..=point)?.rotate_right(1);
        scale += i32::try_from(point).ok()?;
    } else {
        return trim(mantissa, scale + i32::try_from(mantissa.len()).ok()?);
    }
    trim(mantissa.get(1..)?, scale)
}

/// What the JSON writer writes for the float. Its formatter is several times faster than the
/// standard one.
fn write_shortest(float: f64, buffer: &mut [u8; 32]) -> Option<&mut [u8]> {
    let mut unused: &mut [u8] = buffer;
    serde_json::to_writer(&mut unused, &float).ok()?;
    let length = 32 - unused.len();
    buffer.get_mut(..length)
}

/// Digits without zeros around them, given that the point stands behind the first `point`.
fn trim(digits: &[u8], point: i32) -> Option<(&[u8], i32)> {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    let Some(significant) = digits.get(zeros..).filter(|rest| !rest.is_empty()) else {
        return Some((b"0", 0));
    };
    let end = significant.iter().rposition(|digit| *digit != b'0')? + 1;
    Some((significant.get(..end)?, point - i32::try_from(zeros).ok()? - 1))
}

/// The value of a float's token, if the token is what `float.__repr__` writes for it.
pub(super) fn float_of_repr(token: &[u8]) -> Option<f64> {
    // The longest is `-2.2250738585072014e-308`; a token of a megabyte need not be parsed.
    if token.len() > 24 {
        return None;
    }
    let float = parse_float(token);
    // From 1 up to 16 digits before the point, the JSON writer lays floats out as Python does.
    let unsigned = token.strip_prefix(b"-").unwrap_or(token);
    if let [b'1'..=b'9', rest @ ..] = unsigned
        && memchr(b'.', rest).is_some_and(|point| point < 16)
        && memchr2(b'e', b'E', rest).is_none()
    {
        let mut buffer = [0; 32];
        let written = write_shortest(float, &mut buffer)?;
        return (written == token).then_some(float);
    }
    let mut repr = Vec::with_capacity(32);
    write_float(float, &mut repr);
    (repr == token).then_some(float)
}

/// An integer's token as `int.__repr__` writes its value.
pub(super) fn integer_repr(token: &[u8]) -> &[u8] {
    if token == b"-0" { b"0" } else { token }
}

fn skip_digits(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    text.get(end..).unwrap_or_default()
}

/// The same number as `0.DIGITSeX` with a digit other than 0 first and X small.
fn normalise(token: &[u8]) -> Vec<u8> {
    let is_negative = token.starts_with(b"-");
    let unsigned = token.strip_prefix(b"-").unwrap_or(token);
    let exponent_at = unsigned.iter().position(|byte| matches!(byte, b'e' | b'E'));
    let (mantissa, exponent) = unsigned.split_at(exponent_at.unwrap_or(unsigned.len()));
    let point = mantissa.iter().position(|byte| *byte == b'.').unwrap_or(mantissa.len());
    let digits = || mantissa.iter().filter(|byte| **byte != b'.');
    let zeros = digits().take_while(|digit| **digit == b'0').count();

    let mut out = if is_negative { b"-0.".to_vec() } else { b"0.".to_vec() };
    out.extend(digits().skip(zeros));
    let scale = (point as i64 - zeros as i64).saturating_add(parse_exponent(exponent));
    // Beyond these every number is infinite or zero.
    out.extend_from_slice(format!("0e{}", scale.clamp(-400, 400)).as_bytes());
    out
}

/// The exponent with its `e` and sign, saturating far beyond what a line's digits could undo.
fn parse_exponent(text: &[u8]) -> i64 {
    let magnitude = text.iter().filter(|byte| byte.is_ascii_digit()).fold(0_i64, |value, digit| {
        (value.saturating_mul(10)).saturating_add(i64::from(digit - b'0')).min(1 << 40)
    });
    if text.get(1) == Some(&b'-') { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_written_as_python_writes_them() {
        let check = |token: &str, expected: &str| {
            let mut out = Vec::new();
            write_float(parse_float(token.as_bytes()), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), expected, "{token}");
            assert_eq!(float_of_repr(token.as_bytes()).is_some(), token == expected, "{token}");
        };
        check("0.0", "0.0");
        check("-0.0", "-0.0");
        check("-0e5", "-0.0");
        check("1.00", "1.0");
        check("1e0", "1.0");
        check("0.1", "0.1");
        check("123.456", "123.456");
        check("1e-5", "1e-05");
        check("0.0001", "0.0001");
        check("0.00012", "0.00012");
        check("1e15", "1000000000000000.0");
        check("9999999999999998.0", "9999999999999998.0");
        check("1e16", "1e+16");
        check("123456789012345680.0", "1.2345678901234568e+17");
        check("1e22", "1e+22");
        check("1e100", "1e+100");
        check("5e-324", "5e-324");
        check("2e-324", "0.0");
        check("1.7976931348623157e308", "1.7976931348623157e+308");
        check("1e400", "Infinity");
        check("-1e400", "-Infinity");
        check("0.30000000000000004", "0.30000000000000004");
        check("1790000000.5525854", "1790000000.5525854");
        check("-2.2250738585072014e-308", "-2.2250738585072014e-308");
    }

    #[test]
    fn long_numbers_keep_their_value() {
        let zeros = "0".repeat(1_000_000);
        let check = |token: String, expected: f64| {
            assert_eq!(parse_float(token.as_bytes()).to_bits(), expected.to_bits());
        };
        check(format!("0.{zeros}15e1000001"), 1.5);
        check(format!("-15{zeros}e-1000001"), -1.5);
        check(format!("1{zeros}.0e-1000000"), 1.0);
        check(format!("0.{zeros}"), 0.0);
        check(format!("1e{}", "9".repeat(100)), f64::INFINITY);
        check(format!("1e-{}", "9".repeat(100)), 0.0);
        check(format!("0.{zeros}1e{zeros}"), 0.0);
        // Halfway between two floats, and just above it.
        check(format!("9007199254740993.0{zeros}"), 9007199254740992.0);
        check(format!("9007199254740993.0{zeros}1"), 9007199254740994.0);
    }

    #[test]
    fn a_number_ends_where_python_ends_it() {
        let check = |text: &str, expected| assert_eq!(scan(text.as_bytes()), expected, "{text}");
        check("0", Some((1, false)));
        check("-12,", Some((3, false)));
        check("01", Some((1, false)));
        check("1.", Some((1, false)));
        check("1.5]", Some((3, true)));
        check("1e5", Some((3, true)));
        check("1E+05x", Some((5, true)));
        check("1e", Some((1, false)));
        check("1.5e-", Some((3, true)));
        check("-", None);
        check(".5", None);
    }
}
