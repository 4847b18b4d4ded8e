//! The answer of interviewsignal's own verifier, as data.

use serde::Serialize;

use super::{
    finding::{LegacyFinding, Place},
    flags::LegacyFlag,
    told::PythonJson,
    value::Value,
};

/// What came of verifying a legacy log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// The verdict, or why there is none.
    pub outcome: Outcome,
    /// What the verdict leaves open, in the order in which it was met.
    pub findings: Vec<LegacyFinding>,
    /// Findings that were met but not listed.
    pub findings_omitted: u64,
    /// The flags that the original gives; `None` where the log or manifest couldn't be read whole.
    pub flags: Option<Vec<LegacyFlag>>,
}

/// Whether the original gives a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It does, and this is it.
    Verified(LegacyVerdict),
    /// It raises an exception instead.
    Raises {
        /// The exception's class in Python.
        exception: &'static str,
        /// What it raises at.
        place: Place,
    },
    /// A line or the manifest is longer than what is read here, so its verdict isn't known.
    BeyondLimits {
        /// The line; empty where it is the manifest.
        place: Place,
    },
}

/// The members of the original's verdict, in its order, without its prose and its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LegacyVerdict {
    /// Chain and manifest hold.
    pub ok: bool,
    /// Lines that were read as JSON.
    pub event_count: u64,
    /// Every link and hash holds.
    pub chain_intact: bool,
    /// The manifest's `final_hash` is the last stored hash, or there is none to compare.
    pub manifest_ok: bool,
    /// The first event whose link or hash doesn't hold, or the line that isn't JSON.
    pub broken_at: Option<u64>,
    /// The `type` of that event, or `parse_error`.
    pub broken_event_type: PythonJson,
    /// Links and hashes that don't hold.
    pub hash_mismatch_count: u64,
    /// `timestamp` of the last session_start.
    pub session_start: PythonJson,
    /// `timestamp` of the last session_end.
    pub session_end: PythonJson,
    /// Minutes between the two, to one decimal.
    pub elapsed_minutes: PythonJson,
    /// The stored hash of the last event.
    pub final_hash: PythonJson,
}

impl LegacyVerdict {
    /// The verdict on a log without events.
    pub(super) fn empty() -> Self {
        Self {
            ok: false,
            event_count: 0,
            chain_intact: false,
            manifest_ok: false,
            broken_at: None,
            broken_event_type: PythonJson::null(),
            hash_mismatch_count: 0,
            session_start: PythonJson::null(),
            session_end: PythonJson::null(),
            elapsed_minutes: PythonJson::null(),
            final_hash: PythonJson::of(&Value::Text(b"".into())),
        }
    }

    /// The verdict on a log whose line behind `events` events isn't JSON.
    pub(super) fn parse_error(events: u64) -> Self {
        Self {
            event_count: events,
            broken_at: Some(events),
            broken_event_type: PythonJson::of(&Value::Text(b"parse_error".into())),
            hash_mismatch_count: 1,
            ..Self::empty()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_keeps_its_members_order_and_python_numbers() {
        let verdict = LegacyVerdict {
            session_start: PythonJson::of(&Value::Float(1e16)),
            session_end: PythonJson::of(&Value::Int(b"123456789012345678901".into())),
            elapsed_minutes: PythonJson::minutes(Some(f64::NAN)),
            ..LegacyVerdict::parse_error(3)
        };
        assert_eq!(
            serde_json::to_string(&verdict).unwrap(),
            concat!(
                r#"{"ok":false,"event_count":3,"chain_intact":false,"manifest_ok":false,"#,
                r#""broken_at":3,"broken_event_type":"parse_error","hash_mismatch_count":1,"#,
                r#""session_start":1e+16,"session_end":123456789012345678901,"#,
                r#""elapsed_minutes":"NaN","final_hash":""}"#
            )
        );
    }
}
