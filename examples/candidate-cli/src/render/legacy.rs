//! What the original's own verifier says of a log of interviewsignal 0.9.

use interview_core::report::Report;
use serde_json::value::RawValue;

use super::page::Page;
use crate::term::{clip, visible};

/// Characters of a value; a time may have thousands of digits.
const VALUE: usize = 60;

/// The section on a legacy log: its assurance, and the original's verdict field by field.
pub(super) fn section(page: &mut Page, report: &Report) {
    page.head("assurance");
    let summary = visible(&report.assurance.summary);
    page.plain(format_args!("  {summary}: whoever has the file could write it anew"));
    page.head("verdict of interviewsignal 0.9");
    let Some(verdict) = &report.legacy else {
        page.plain("  none: it ends with an error on this log");
        return;
    };
    for (name, value) in members(verdict.get()) {
        page.fact(&format!("{name:<20}"), clip(value.get().trim_matches('"'), VALUE));
    }
}

/// The value of a member of the original's verdict, as it is written.
pub(super) fn member(verdict: &str, name: &str) -> Option<String> {
    members(verdict)
        .into_iter()
        .find(|(member, _)| *member == name)
        .map(|(_, value)| clip(value.get(), VALUE))
}

/// Members in their order, numbers as Python wrote them.
fn members(verdict: &str) -> Vec<(&'static str, Box<RawValue>)> {
    const NAMES: [&str; 11] = [
        "ok",
        "event_count",
        "chain_intact",
        "manifest_ok",
        "broken_at",
        "broken_event_type",
        "hash_mismatch_count",
        "session_start",
        "session_end",
        "elapsed_minutes",
        "final_hash",
    ];
    let mut read: std::collections::BTreeMap<String, Box<RawValue>> =
        serde_json::from_str(verdict).unwrap_or_default();
    NAMES.into_iter().filter_map(|name| read.remove(name).map(|value| (name, value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_as_python_wrote_them() {
        let verdict = r#"{"ok":false,"event_count":3,"session_start":1e+16,"final_hash":"ab"}"#;
        assert_eq!(member(verdict, "session_start").as_deref(), Some("1e+16"));
        assert_eq!(member(verdict, "event_count").as_deref(), Some("3"));
        assert_eq!(member(verdict, "absent"), None);
    }
}
