//! Decimals as they were written, and exact fractions of them. No floats, and no numbers that could
//! grow: every input has a bound in `limits`, so 128 bits hold every numerator.

use crate::{Error, ErrorCode, limits};

/// 10^6: what a decimal's value is counted in.
const MILLIONTHS: u128 = 10_u128.pow(limits::SCORE_DECIMALS as u32);

/// A decimal of at least 0, exactly as it was written: digits, and perhaps a point with digits
/// behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    text: String,
    // INVARIANT: the value of `text` in millionths.
    millionths: u64,
}

impl Decimal {
    /// Reads `0|[1-9][0-9]*`, perhaps with a point and 1 to 6 decimals.
    ///
    /// # Errors
    /// `invalid_score` for a sign, an exponent, more than 6 decimals, more than 6 digits before the
    /// point, a leading zero, or what isn't a number.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match millionths(text) {
            Ok(millionths) => Ok(Self { text: text.to_owned(), millionths }),
            Err(reason) => Err(Error::new(ErrorCode::InvalidScore, reason)),
        }
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its value in millionths.
    #[must_use]
    pub fn millionths(&self) -> u64 {
        self.millionths
    }
}

fn millionths(text: &str) -> Result<u64, String> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !are_digits(whole) || !are_digits(decimals) {
        return Err("a score is digits, and perhaps a point with digits behind it".to_owned());
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Err("the score begins with a zero that says nothing".to_owned());
    }
    if whole.len() > limits::SCORE_DIGITS {
        return Err(format!("the score has more than {} digits", limits::SCORE_DIGITS));
    }
    if decimals.len() > limits::SCORE_DECIMALS {
        return Err(format!("the score has more than {} decimals", limits::SCORE_DECIMALS));
    }
    let padding = "0".repeat(limits::SCORE_DECIMALS - decimals.len());
    format!("{whole}{decimals}{padding}").parse().map_err(|_| "the score is too large".to_owned())
}

/// An exact fraction of at least 0. What would not fit 128 bits is `None`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fraction {
    numerator: u128,
    // INVARIANT: greater than 0.
    denominator: u128,
}

impl Fraction {
    /// A decimal's value.
    pub(super) fn of(decimal: &Decimal) -> Self {
        Self { numerator: u128::from(decimal.millionths), denominator: MILLIONTHS }
    }

    /// The point of a curve from `from` to `to` at the square of `position` / `length`. `None` where
    /// `to` is the smaller one, or `length` is 0.
    pub(super) fn on_curve(
        from: &Decimal,
        to: &Decimal,
        position: u64,
        length: u64,
    ) -> Option<Self> {
        let square = |ms: u64| u128::from(ms).checked_mul(u128::from(ms));
        let (position, length) = (square(position)?, square(length).filter(|length| *length > 0)?);
        let rise = u128::from(to.millionths.checked_sub(from.millionths)?);
        let start = u128::from(from.millionths).checked_mul(length)?;
        Some(Self {
            numerator: start.checked_add(rise.checked_mul(position)?)?,
            denominator: length.checked_mul(MILLIONTHS)?,
        })
    }

    /// What is left of a decimal, at least 0.
    pub(super) fn taken_from(self, decimal: &Decimal) -> Option<Self> {
        let scale = self.denominator / MILLIONTHS;
        let numerator = u128::from(decimal.millionths).checked_mul(scale)?;
        Some(Self { numerator: numerator.saturating_sub(self.numerator), ..self })
    }

    /// Rounded half away from zero to so many decimals, without zeros at the end.
    pub(super) fn rounded(self, decimals: u32) -> Option<String> {
        let unit = 10_u128.checked_pow(decimals)?;
        let twice = self.numerator.checked_mul(unit)?.checked_mul(2)?;
        let units = twice.checked_add(self.denominator)? / self.denominator.checked_mul(2)?;
        let (whole, rest) = (units / unit, units % unit);
        if rest == 0 {
            return Some(whole.to_string());
        }
        let width = decimals as usize;
        let digits = format!("{rest:0width$}");
        Some(format!("{whole}.{}", digits.trim_end_matches('0')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_what_was_written() {
        let check = |text: &str, millionths: u64| {
            let decimal = Decimal::parse(text).unwrap();
            assert_eq!((decimal.as_str(), decimal.millionths()), (text, millionths));
        };
        check("0", 0);
        check("7.5", 7_500_000);
        check("7.50", 7_500_000);
        check("0.000001", 1);
        check("999999.999999", 999_999_999_999);
    }

    #[test]
    fn what_is_no_plain_decimal_is_refused() {
        for text in [
            "",
            ".",
            "7.",
            ".5",
            "+7",
            "-7",
            "-0",
            "7e0",
            "7E1",
            "7,5",
            " 7",
            "7 ",
            "07",
            "00",
            "0x7",
            "NaN",
            "inf",
            "Infinity",
            "7.1234567",
            "7.0000000",
            "1000000",
            "٧",
            "7_0",
            "1.2.3",
        ] {
            let error = Decimal::parse(text).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidScore, "{text}");
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let check = |numerator, denominator, decimals, expected: &str| {
            let shown = Fraction { numerator, denominator }.rounded(decimals);
            assert_eq!(shown.as_deref(), Some(expected));
        };
        check(7_255, 1_000, 2, "7.26");
        check(7_245, 1_000, 2, "7.25");
        check(72_549_999, 10_000_000, 2, "7.25");
        check(1, 2, 0, "1");
        check(5, 2, 0, "3");
        check(1, 3, 4, "0.3333");
        check(7, 1, 2, "7");
        check(705, 100, 2, "7.05");
        check(9_995, 1_000, 2, "10");
        check(0, 9, 4, "0");
    }

    #[test]
    fn the_largest_values_are_computed() {
        let largest = Decimal::parse("999999.999999").unwrap();
        let zero = Decimal::parse("0").unwrap();
        let length = u64::from(limits::OVERTIME_MINUTES) * 60_000;
        let fraction = Fraction::on_curve(&largest, &largest, length, length).unwrap();
        assert_eq!(fraction.rounded(4).as_deref(), Some("1000000"));
        let left = Fraction::on_curve(&zero, &largest, 1, length).unwrap().taken_from(&largest);
        assert_eq!(left.unwrap().rounded(2).as_deref(), Some("1000000"));
    }
}
