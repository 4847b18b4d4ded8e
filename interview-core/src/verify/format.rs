//! Which format a log has, told by its beginning and its manifest.

/// How an event of format 1 begins.
const BEGINNING: &[u8] = b"{\"prev\":\"";

/// Which format the beginning of a log and its manifest show: `interview-log/1` or `legacy`.
///
/// Format 1 if the manifest has a member `format`, or one of the first two lines begins as an event
/// of format 1 does; else legacy.
#[must_use]
pub fn sniff(events: &[u8], manifest: Option<&[u8]>) -> &'static str {
    let first_two = events.splitn(3, |byte| *byte == b'\n').take(2);
    let is_one = first_two.into_iter().any(begins);
    if is_one || manifest.is_some_and(names_format) { FORMAT } else { LEGACY }
}

/// Value of the Report's `format` for format 1.
pub(crate) const FORMAT: &str = "interview-log/1";
/// Value of the Report's `format` for logs of interviewsignal 0.9.
pub(crate) const LEGACY: &str = "legacy";

/// Whether a line begins as an event of format 1 does.
pub(crate) fn begins(line: &[u8]) -> bool {
    line.starts_with(BEGINNING)
}

/// Whether a manifest has the member `format`.
pub(super) fn names_format(manifest: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Sniffed {
        format: Option<serde::de::IgnoredAny>,
    }
    manifest.len() <= crate::limits::MANIFEST_BYTES
        && serde_json::from_slice::<Sniffed>(manifest).is_ok_and(|sniffed| sniffed.format.is_some())
}
