//! `round((end - start) / 60, 1)` as Python computes it on any two JSON values. Times are seconds.

use super::{
    number,
    value::{Number, Value},
};

/// Elapsed minutes, or the name of the exception that Python raises.
///
/// `None` unless both are true in Python's sense.
pub(super) fn elapsed_minutes(
    start: &Value<'_>,
    end: &Value<'_>,
) -> Result<Option<f64>, &'static str> {
    if !start.is_true() || !end.is_true() {
        return Ok(None);
    }
    let (Some(start), Some(end)) = (start.as_number(), end.as_number()) else {
        return Err("TypeError");
    };
    let minutes = match (start, end) {
        (Number::Int(start), Number::Int(end)) => divide_by_60(&subtract(end, start))?,
        _ => (to_float(end)? - to_float(start)?) / 60.0,
    };
    Ok(Some(round_to_tenth(minutes)))
}

/// Python's `round(float, 1)`: the exact value to the nearest tenth, half to even.
fn round_to_tenth(float: f64) -> f64 {
    // From here on every float is an integer.
    if !float.is_finite() || float.abs() >= 9_007_199_254_740_992.0 {
        return float;
    }
    format!("{float:.1}").parse().unwrap_or(float)
}

/// Python's `float(int)`, which overflows.
fn to_float(number: Number<'_>) -> Result<f64, &'static str> {
    let float = number.to_float();
    let overflows = matches!(number, Number::Int(_)) && float.is_infinite();
    if overflows { Err("OverflowError") } else { Ok(float) }
}

/// Python's `int / 60`: the float nearest to the exact quotient.
fn divide_by_60(digits: &[u8]) -> Result<f64, &'static str> {
    let mut quotient = Vec::with_capacity(digits.len() + 44);
    let mut remainder = 0;
    for digit in digits {
        if *digit == b'-' {
            quotient.push(b'-');
            continue;
        }
        remainder = remainder * 10 + u32::from(digit - b'0');
        push_digit(&mut quotient, remainder / 60);
        remainder %= 60;
    }
    quotient.push(b'.');
    // A point halfway between two floats is a multiple of 2^-59 or larger, so these places and one
    // more digit for what is left over tell on which side of it the quotient lies.
    for _ in 0..40 {
        remainder *= 10;
        push_digit(&mut quotient, remainder / 60);
        remainder %= 60;
    }
    quotient.push(if remainder > 0 { b'1' } else { b'0' });
    let float = number::parse_float(&quotient);
    // Python's integers have no negative zero.
    if float.is_infinite() { Err("OverflowError") } else { Ok(float + 0.0) }
}

/// `a - b` in decimal digits.
pub(super) fn subtract(a: &[u8], b: &[u8]) -> Vec<u8> {
    let ((a_negative, a), (b_negative, b)) = (split_sign(a), split_sign(b));
    let (negative, reversed) = if a_negative != b_negative {
        (
            a_negative,
            combine(a, b, |a, b, carry| {
                let sum = a + b + carry;
                (sum % 10, sum / 10)
            }),
        )
    } else {
        let a_is_larger = (a.len(), a) >= (b.len(), b);
        let (large, small) = if a_is_larger { (a, b) } else { (b, a) };
        (
            a_negative == a_is_larger,
            combine(large, small, |a, b, borrow| {
                let lack = u8::from(a < b + borrow);
                (a + 10 * lack - b - borrow, lack)
            }),
        )
    };
    let mut out = if negative { b"-".to_vec() } else { Vec::new() };
    out.extend(reversed.iter().rev().map(|digit| b'0' + digit));
    out
}

fn split_sign(digits: &[u8]) -> (bool, &[u8]) {
    match digits {
        [b'-', magnitude @ ..] => (true, magnitude),
        magnitude => (false, magnitude),
    }
}

/// Digit by digit from the last one, with a carry; the result has its last digit first.
fn combine(a: &[u8], b: &[u8], step: impl Fn(u8, u8, u8) -> (u8, u8)) -> Vec<u8> {
    let value = |digits: &[u8], place| digits.iter().rev().nth(place).map_or(0, |d| d - b'0');
    let mut carry = 0;
    let length = a.len().max(b.len()) + 1;
    let mut out = Vec::with_capacity(length);
    for place in 0..length {
        let (digit, next) = step(value(a, place), value(b, place), carry);
        out.push(digit);
        carry = next;
    }
    out
}

fn push_digit(out: &mut Vec<u8>, digit: u32) {
    out.extend(char::from_digit(digit, 10).map(|digit| digit as u8));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(start: &str, end: &str, expected: Result<Option<&str>, &str>) {
        let [from, to] = [start, end].map(|text| Value::read(text.as_bytes()).unwrap());
        let elapsed = elapsed_minutes(&from, &to).map(|minutes| minutes.map(|m| format!("{m:?}")));
        assert_eq!(elapsed, expected.map(|text| text.map(str::to_owned)), "{end} - {start}");
    }

    #[test]
    fn minutes_are_those_of_python() {
        check("1000.0", "1015.0", Ok(Some("0.2")));
        check("1000.0", "1045.0", Ok(Some("0.8")));
        check("1000", "1003", Ok(Some("0.1")));
        check("2000.0", "500.0", Ok(Some("-25.0")));
        check("true", "2.5", Ok(Some("0.0")));
        check("5", "3", Ok(Some("-0.0")));
        check("5", "5", Ok(Some("0.0")));
        check("-1", "9007199254740993", Ok(Some("150119987579016.6")));
        check("1.0", "9007199254740993", Ok(Some("150119987579016.5")));
        check("NaN", "1", Ok(Some("NaN")));
        check("1", "Infinity", Ok(Some("inf")));
    }

    #[test]
    fn nothing_is_computed_unless_both_are_true() {
        check("0", "5", Ok(None));
        check("\"a\"", "null", Ok(None));
        check("[]", "5", Ok(None));
    }

    #[test]
    fn what_python_raises_is_named() {
        let huge = |digit: u8| format!("{digit}{}", "0".repeat(400));
        check("\"a\"", "5", Err("TypeError"));
        check("{\"a\": 1}", &huge(1), Err("TypeError"));
        check(&huge(1), &huge(2), Err("OverflowError"));
        check(&huge(1), &huge(1), Ok(Some("0.0")));
        check(&huge(1), "1.5", Err("OverflowError"));
        check("NaN", &huge(1), Err("OverflowError"));
    }

    #[test]
    fn integers_are_subtracted_exactly() {
        let numbers = [0_i64, 1, -1, 9, 10, -10, 99, 100, 101, -12345, 999_999_999, i64::MAX / 2];
        for a in numbers {
            for b in numbers {
                let digits = subtract(a.to_string().as_bytes(), b.to_string().as_bytes());
                let text = String::from_utf8(digits).unwrap();
                assert_eq!(text.parse::<i64>().unwrap(), a - b, "{a} - {b} = {text}");
            }
        }
    }
}
