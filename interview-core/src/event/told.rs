//! An event as what reads a log sees it: its envelope without link and salt, its payload as text.

use super::Timestamp;

/// An event of a log, or one that an import made and that stands in no log.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// Its number in the log.
    pub seq: u64,
    /// Local time at which it was written.
    pub at: Timestamp,
    /// Name of its kind.
    pub kind: &'a str,
    /// Whose act it tells.
    pub origin: &'a str,
    /// Its payload: one JSON object that fits the kind.
    pub data: &'a str,
}

impl<'a> Event<'a> {
    /// Its payload as the struct of a kind; `None` where it doesn't fit.
    pub(crate) fn payload<T: serde::Deserialize<'a>>(&self) -> Option<T> {
        serde_json::from_str(self.data).ok()
    }
}
