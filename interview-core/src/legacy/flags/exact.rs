//! Mean and standard deviation as Python 3.11 computes them. The deviation comes from `statistics`:
//! exact sums, rounded once to the nearest float at the end. The mean comes from `sum`, which adds
//! integers exactly, and from the first float on rounds after each step.

use std::cmp::Ordering;

/// Digits of a gap beyond which neither mean nor deviation of any log fits a float.
const DIGITS: usize = 340;

/// A natural number of any size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Natural(
    // INVARIANT: base 2^32, lowest first, the last one isn't 0.
    Vec<u32>,
);

impl Natural {
    fn of(value: u64) -> Self {
        Self::trimmed(vec![value as u32, (value >> 32) as u32])
    }

    fn of_digits(digits: &[u8]) -> Self {
        let mut value = Self::default();
        for digit in digits {
            let mut carry = u64::from(digit - b'0');
            for limb in &mut value.0 {
                carry += u64::from(*limb) * 10;
                *limb = carry as u32;
                carry >>= 32;
            }
            if carry > 0 {
                value.0.push(carry as u32);
            }
        }
        value
    }

    fn trimmed(mut limbs: Vec<u32>) -> Self {
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        Self(limbs)
    }

    fn add(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut carry = 0;
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        for (limb, other) in self.0.iter_mut().zip(others) {
            carry += u64::from(*limb) + u64::from(other);
            *limb = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// `self - other`, where `other` isn't the larger one.
    fn less(mut self, other: &Self) -> Self {
        let mut borrow = 0;
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        for (limb, other) in self.0.iter_mut().zip(others) {
            let difference = i64::from(*limb) - i64::from(other) - borrow;
            *limb = difference as u32;
            borrow = i64::from(difference < 0);
        }
        Self::trimmed(self.0)
    }

    fn times(&self, other: &Self) -> Self {
        let mut product = vec![0; self.0.len() + other.0.len()];
        for (place, a) in self.0.iter().enumerate() {
            let mut carry = 0;
            let others = other.0.iter().copied().chain([0]);
            for (limb, b) in product.iter_mut().skip(place).zip(others) {
                carry += u64::from(*limb) + u64::from(*a) * u64::from(b);
                *limb = carry as u32;
                carry >>= 32;
            }
        }
        Self::trimmed(product)
    }

    fn shifted(&self, by: usize) -> Self {
        let mut limbs = vec![0; by / 32];
        let mut carry = 0;
        for limb in &self.0 {
            carry |= u64::from(*limb) << (by % 32);
            limbs.push(carry as u32);
            carry >>= 32;
        }
        limbs.push(carry as u32);
        Self::trimmed(limbs)
    }

    /// The number as a float times a power of two, nearly.
    fn leading(&self) -> (f64, i64) {
        let top =
            self.0.iter().rev().take(3).fold(0_u128, |top, limb| top << 32 | u128::from(*limb));
        (top as f64, 32 * self.0.len().saturating_sub(3) as i64)
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_length = self.0.len().cmp(&other.0.len());
        by_length.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

/// An exact number: a magnitude times a power of two.
#[derive(Clone, Debug)]
pub(super) struct Signed {
    is_negative: bool,
    magnitude: Natural,
    exponent: i32,
    /// The same where Python holds it as a float.
    float: Option<f64>,
}

impl Signed {
    pub(super) fn of_integer(value: i64) -> Self {
        let magnitude = Natural::of(value.unsigned_abs());
        Self { is_negative: value < 0, magnitude, exponent: 0, float: None }
    }

    /// `None` where it is too large for any mean or deviation to fit a float.
    pub(super) fn of_digits(digits: &[u8]) -> Option<Self> {
        let unsigned = digits.strip_prefix(b"-").unwrap_or(digits);
        let zeros = unsigned.iter().take_while(|digit| **digit == b'0').count();
        let significant = unsigned.get(zeros..).filter(|rest| rest.len() <= DIGITS)?;
        let magnitude = Natural::of_digits(significant);
        let is_negative = unsigned.len() < digits.len();
        Some(Self { is_negative, magnitude, exponent: 0, float: None })
    }

    /// `None` where it isn't finite.
    pub(super) fn of_float(value: f64) -> Option<Self> {
        let (mantissa, exponent) = value.is_finite().then(|| parts(value.abs()))?;
        let zeros = if mantissa == 0 { 0 } else { mantissa.trailing_zeros() };
        let exponent = if mantissa == 0 { 0 } else { exponent + zeros as i32 };
        let magnitude = Natural::of(mantissa >> zeros);
        Some(Self { is_negative: value < 0.0, magnitude, exponent, float: Some(value) })
    }

    /// The nearest float; infinite where the number is too large for one.
    fn to_float(&self) -> f64 {
        self.float.unwrap_or_else(|| signed_float(&self.magnitude, self.exponent, self.is_negative))
    }
}

/// Sums of numbers and of their squares.
#[derive(Clone, Debug, Default)]
pub(super) struct Moments {
    count: u64,
    // All in units of 2^exponent, the squares in units of its square.
    exponent: i32,
    positive: Natural,
    negative: Natural,
    squares: Natural,
    /// What `sum` holds since the first float.
    rounded: Option<f64>,
}

impl Moments {
    /// Adds a number. `false` where `sum` raises: an integer too large for a float, beside a float.
    #[must_use]
    pub(super) fn add(&mut self, number: &Signed) -> bool {
        if self.rounded.is_some() || number.float.is_some() {
            let before = self.rounded.unwrap_or_else(|| {
                let (sum, is_negative) = self.sum();
                signed_float(&sum, self.exponent, is_negative)
            });
            let number = number.to_float();
            if before.is_infinite() && self.rounded.is_none() || number.is_infinite() {
                return false;
            }
            self.rounded = Some(before + number);
        }
        self.count += 1;
        if let Ok(finer @ 1..) = usize::try_from(self.exponent - number.exponent) {
            self.positive = self.positive.shifted(finer);
            self.negative = self.negative.shifted(finer);
            self.squares = self.squares.shifted(2 * finer);
            self.exponent = number.exponent;
        }
        let coarser = usize::try_from(number.exponent - self.exponent).unwrap_or(0);
        let magnitude = number.magnitude.shifted(coarser);
        self.squares.add(&magnitude.times(&magnitude));
        if number.is_negative { &mut self.negative } else { &mut self.positive }.add(&magnitude);
        true
    }

    /// The exact sum, and whether it is negative.
    fn sum(&self) -> (Natural, bool) {
        let is_negative = self.positive < self.negative;
        let (large, small) = if is_negative {
            (&self.negative, &self.positive)
        } else {
            (&self.positive, &self.negative)
        };
        (large.clone().less(small), is_negative)
    }

    /// Sample standard deviation and mean. `None` for fewer than two numbers, a mean of 0, and where
    /// one of the two is too large for a float.
    pub(super) fn deviation_and_mean(&self) -> Option<(f64, f64)> {
        if self.count < 2 {
            return None;
        }
        let (sum, is_negative) = self.sum();
        let (count, exponent) = (Natural::of(self.count), i64::from(self.exponent));
        let mean = match self.rounded {
            Some(rounded) => rounded / self.count as f64,
            None => {
                let mean = nearest(&sum, &count, exponent, false)?;
                if is_negative { -mean } else { mean }
            }
        };
        let spread = count.times(&self.squares).less(&sum.times(&sum));
        let pairs = count.times(&Natural::of(self.count - 1));
        let deviation = nearest(&spread, &pairs, 2 * exponent, true)?;
        (mean != 0.0).then_some((deviation, mean))
    }
}

fn signed_float(magnitude: &Natural, exponent: i32, is_negative: bool) -> f64 {
    let float = nearest(magnitude, &Natural::of(1), i64::from(exponent), false);
    let float = float.unwrap_or(f64::INFINITY);
    if is_negative { -float } else { float }
}

/// The float nearest to `numerator / denominator * 2^exponent` or to its square root, half to even;
/// `None` where that is too large.
fn nearest(numerator: &Natural, denominator: &Natural, exponent: i64, root: bool) -> Option<f64> {
    if numerator.0.is_empty() {
        return Some(0.0);
    }
    // Whether the exact value lies below, on or above the middle between a float and the next one.
    let against = |lower: f64| {
        let (mantissa, scale) = parts(lower);
        let mut middle = Natural::of(2 * mantissa + 1);
        let mut scale = i64::from(scale) - 1;
        if root {
            (middle, scale) = (middle.times(&middle), 2 * scale);
        }
        let middle = middle.times(denominator);
        match usize::try_from(scale - exponent) {
            Ok(up) => numerator.cmp(&middle.shifted(up)),
            Err(_) => {
                let up = usize::try_from(exponent - scale).unwrap_or(0);
                numerator.shifted(up).cmp(&middle)
            }
        }
    };
    let is_odd = |float: f64| float.to_bits() & 1 == 1;
    let mut float = near(numerator, denominator, exponent, root);
    while float.is_finite() {
        match against(float) {
            Ordering::Greater => float = float.next_up(),
            Ordering::Equal if is_odd(float) => float = float.next_up(),
            _ if float > 0.0 => match against(float.next_down()) {
                Ordering::Less => float = float.next_down(),
                Ordering::Equal if is_odd(float) => float = float.next_down(),
                _ => return Some(float),
            },
            _ => return Some(float),
        }
    }
    None
}

/// The same within a few units of the last place.
fn near(numerator: &Natural, denominator: &Natural, exponent: i64, root: bool) -> f64 {
    let ((a, a_scale), (b, b_scale)) = (numerator.leading(), denominator.leading());
    let mut scale = a_scale - b_scale + exponent;
    let mut quotient = a / b;
    if root {
        if scale % 2 != 0 {
            quotient *= 2.0;
            scale -= 1;
        }
        (quotient, scale) = (quotient.sqrt(), scale / 2);
    }
    // Half at a time, so that nothing overflows on the way.
    let half = i32::try_from((scale / 2).clamp(-1200, 1200)).unwrap_or(0);
    let rest = i32::try_from((scale - scale / 2).clamp(-1200, 1200)).unwrap_or(0);
    quotient * 2.0_f64.powi(half) * 2.0_f64.powi(rest)
}

/// A float of at least 0 as an integer times a power of two.
fn parts(float: f64) -> (u64, i32) {
    let bits = float.to_bits();
    let (exponent, fraction) = (bits >> 52 & 0x7ff, bits & ((1 << 52) - 1));
    if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent as i32 - 1075) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(numbers: &[f64]) -> Option<(f64, f64)> {
        let mut moments = Moments::default();
        numbers.iter().for_each(|number| assert!(moments.add(&Signed::of_float(*number).unwrap())));
        moments.deviation_and_mean()
    }

    /// Expected figures are those of Python 3.11.
    #[test]
    fn mean_and_deviation_are_those_of_python() {
        let check = |numbers: &[f64], expected: Option<(f64, f64)>| {
            assert_eq!(moments(numbers), expected, "{numbers:?}");
        };
        check(&[1.0, 2.0, 4.0], Some((1.5275252316519468, 2.3333333333333335)));
        check(&[850.0, 1150.0, 850.0, 1150.0, 1000.0], Some((150.0, 1000.0)));
        check(&[0.1, 0.2, 0.4], Some((0.15275252316519466, 0.23333333333333336)));
        check(&[1e300, 2e300], Some((7.071067811865476e299, 1.5e300)));
        check(&[5e-324, 1e-323], Some((5e-324, 1e-323)));
        check(&[-3.0, -5.0, -7.0], Some((2.0, -5.0)));
        check(&[1.0, -1.0], None);
        check(&[1.0], None);
        check(&[f64::MAX, f64::MAX], Some((0.0, f64::INFINITY)));
    }

    /// A sum of floats loses what a large one swallowed: here 1 of 1 + 1e30 - 1e30.
    #[test]
    fn the_mean_rounds_from_the_first_float_on() {
        let mut gaps = Moments::default();
        let large = b"1000000000000000000000000000000";
        for gap in [Signed::of_integer(1), Signed::of_digits(large).unwrap()] {
            assert!(gaps.add(&gap));
        }
        assert!(gaps.add(&Signed::of_float(-1e30).unwrap()));
        assert_eq!(gaps.deviation_and_mean(), None);
        assert!(gaps.add(&Signed::of_integer(8)));
        assert_eq!(gaps.deviation_and_mean(), Some((8.16496580927726e29, 2.0)));
    }

    #[test]
    fn integers_of_any_size_are_added() {
        let mut moments = Moments::default();
        let digits = |zeros: usize| [b"1".to_vec(), b"0".repeat(zeros)].concat();
        for zeros in [40, 41] {
            assert!(moments.add(&Signed::of_digits(&digits(zeros)).unwrap()));
        }
        assert_eq!(moments.deviation_and_mean(), Some((6.363961030678928e40, 5.5e40)));
        assert!(moments.add(&Signed::of_digits(&digits(339)).unwrap()));
        assert_eq!(moments.deviation_and_mean(), None);
        assert!(!moments.add(&Signed::of_float(1.0).unwrap()), "an integer too large for a float");
        assert!(Signed::of_digits(&digits(340)).is_none());
        assert!(
            Signed::of_digits(&[b"-".to_vec(), b"0".repeat(500), b"7".to_vec()].concat()).is_some()
        );
    }
}
