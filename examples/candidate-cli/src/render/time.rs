//! Times and durations in words.

use interview_core::event::Timestamp;

/// A time as `2026-11-20 12:34:56`, UTC.
pub(crate) fn clock(time: Timestamp) -> String {
    let text = time.to_string();
    let (date, of_day) = text.split_once('T').unwrap_or((&text, ""));
    format!("{date} {}", of_day.split_once('.').map_or(of_day, |(seconds, _)| seconds))
}

/// A duration by its two largest units: `1 h 02 min`, `3 min 20 s`, `4.250 s`.
pub(crate) fn span(ms: i64) -> String {
    let sign = if ms < 0 { "-" } else { "" };
    let ms = ms.unsigned_abs();
    let (seconds, minutes, hours) = (ms / 1000, ms / 60_000, ms / 3_600_000);
    if hours > 0 {
        format!("{sign}{hours} h {:02} min", minutes % 60)
    } else if minutes > 0 {
        format!("{sign}{minutes} min {:02} s", seconds % 60)
    } else {
        format!("{sign}{seconds}.{:03} s", ms % 1000)
    }
}

/// A duration that can't be negative, by its two largest units.
pub(crate) fn lasting(ms: u64) -> String {
    span(i64::try_from(ms).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_two_units() {
        let check = |ms, expected: &str| assert_eq!(span(ms), expected);
        check(0, "0.000 s");
        check(4_250, "4.250 s");
        check(200_000, "3 min 20 s");
        check(3_725_000, "1 h 02 min");
        check(-4_250, "-4.250 s");
    }

    #[test]
    fn times_lose_their_milliseconds() {
        let time = Timestamp::parse(b"2026-11-20T12:34:56.789Z").unwrap();
        assert_eq!(clock(time), "2026-11-20 12:34:56");
    }
}
