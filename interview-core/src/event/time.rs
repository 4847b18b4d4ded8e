//! Times of the log: UTC with exactly three decimals. Not a calendar library; the days of a date
//! are counted by `chrono`.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, Timelike};

/// Milliseconds since 1970-01-01T00:00:00Z, in the years 1970 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(
    // INVARIANT: 0 <= value <= MAX.
    i64,
);

impl Timestamp {
    /// 9999-12-31T23:59:59.999Z.
    pub const MAX: Self = Self(253_402_300_799_999);
    /// 1970-01-01T00:00:00.000Z.
    pub const EPOCH: Self = Self(0);

    /// The time at so many milliseconds, or `None` outside the years 1970 to 9999.
    #[must_use]
    pub fn from_ms(ms: i64) -> Option<Self> {
        (0..=Self::MAX.0).contains(&ms).then_some(Self(ms))
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub fn ms(self) -> i64 {
        self.0
    }

    /// Reads `YYYY-MM-DDTHH:MM:SS.mmmZ`: a real date, seconds 00 to 59.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Self> {
        let [
            y1,
            y2,
            y3,
            y4,
            b'-',
            mo1,
            mo2,
            b'-',
            d1,
            d2,
            b'T',
            h1,
            h2,
            b':',
            mi1,
            mi2,
            b':',
            s1,
            s2,
            b'.',
            f1,
            f2,
            f3,
            b'Z',
        ] = text
        else {
            return None;
        };
        let year = digits(&[*y1, *y2, *y3, *y4])?;
        let (month, day) = (digits(&[*mo1, *mo2])?, digits(&[*d1, *d2])?);
        let (hour, minute, second) =
            (digits(&[*h1, *h2])?, digits(&[*mi1, *mi2])?, digits(&[*s1, *s2])?);
        let milli = digits(&[*f1, *f2, *f3])?;
        if year < 1970 || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        let midnight = date.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis();
        let of_day = i64::from((hour * 60 + minute) * 60 + second) * 1000 + i64::from(milli);
        Self::from_ms(midnight + of_day)
    }
}

/// Value of decimal digits, or `None` where one isn't.
fn digits(text: &[u8]) -> Option<u32> {
    text.iter().try_fold(0, |value, digit| match digit {
        b'0'..=b'9' => Some(value * 10 + u32::from(digit - b'0')),
        _ => None,
    })
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = DateTime::from_timestamp_millis(self.0).unwrap_or_default();
        let mut text = *b"0000-00-00T00:00:00.000Z";
        let parts = [
            (0..4, time.year().unsigned_abs()),
            (5..7, time.month()),
            (8..10, time.day()),
            (11..13, time.hour()),
            (14..16, time.minute()),
            (17..19, time.second()),
            (20..23, time.timestamp_subsec_millis()),
        ];
        for (places, mut value) in parts {
            for digit in text.get_mut(places).unwrap_or_default().iter_mut().rev() {
                // INVARIANT: a remainder of ten fits into a byte.
                *digit = b'0' + (value % 10) as u8;
                value /= 10;
            }
        }
        // INVARIANT: digits and signs are UTF-8.
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(text.as_bytes())
            .ok_or_else(|| serde::de::Error::custom("not a UTC time with three decimals"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_back_as_written() {
        for text in
            ["1970-01-01T00:00:00.000Z", "2024-02-29T12:34:56.789Z", "9999-12-31T23:59:59.999Z"]
        {
            assert_eq!(Timestamp::parse(text.as_bytes()).unwrap().to_string(), text);
        }
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in [
            "1969-12-31T23:59:59.999Z",
            "0000-01-01T00:00:00.000Z",
            "2023-02-29T00:00:00.000Z",
            "2024-01-01T24:00:00.000Z",
            "2024-01-01T00:00:60.000Z",
            "2024-01-01T00:00:00Z",
            "2024-01-01T00:00:00.0000Z",
            "2024-01-01T00:00:00.000z",
            "2024-01-01 00:00:00.000Z",
            "2024-13-01T00:00:00.000Z",
            "99999-01-01T00:00:00.000Z",
            "",
        ] {
            assert_eq!(Timestamp::parse(text.as_bytes()), None, "{text}");
        }
    }
}
