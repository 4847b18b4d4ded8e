//! Times as hosts write them: RFC 3339 in UTC, with any number of decimals.

use interview_core::event::Timestamp;

/// The time, its decimals cut or filled up to three; `None` where it isn't one in UTC.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.strip_suffix('Z').or_else(|| text.strip_suffix("+00:00"))?;
    let (seconds, decimals) = text.split_once('.').unwrap_or((text, ""));
    if !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Timestamp::parse(format!("{seconds}.{:0<3.3}Z", decimals).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_any_precision_are_read() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(parse(text).map(|time| time.to_string()).as_deref(), expected, "{text}");
        };
        check("2025-06-14T11:00:00Z", Some("2025-06-14T11:00:00.000Z"));
        check("2025-06-14T11:00:00.5Z", Some("2025-06-14T11:00:00.500Z"));
        check("2025-06-14T11:00:00.123456Z", Some("2025-06-14T11:00:00.123Z"));
        check("2025-06-14T11:00:00.1+00:00", Some("2025-06-14T11:00:00.100Z"));
        check("2025-06-14T11:00:00+02:00", None);
        check("2025-06-14T11:00:00.é00Z", None);
        check("yesterday", None);
    }
}
