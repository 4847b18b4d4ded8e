//! The bundle: the files of a submission, the manifest that follows from the log, and redaction.
//! Archives are the journal's business; here a bundle is byte slices.

mod manifest;
mod redact;
mod prove;

pub use manifest::{derive_manifest, final_note_of};
pub use prove::{Cosigned, Disclosed, log_key, prove, verify_proof};
pub use redact::redact;

/// The files of a submission as bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bundle<'a> {
    /// `events.jsonl`.
    pub events: &'a [u8],
    /// `manifest.json`.
    pub manifest: Option<&'a [u8]>,
    /// `changes.diff`.
    pub diff: Option<&'a [u8]>,
    /// `commits.json`.
    pub commits: Option<&'a [u8]>,
}

/// The files of a bundle beside the log.
#[derive(Clone, Copy, Debug, Default)]
pub struct Artefacts<'a> {
    /// `manifest.json`.
    pub manifest: Option<&'a [u8]>,
    /// `changes.diff`.
    pub diff: Option<&'a [u8]>,
    /// `commits.json`.
    pub commits: Option<&'a [u8]>,
}

impl<'a> Bundle<'a> {
    /// The files beside the log.
    #[must_use]
    pub fn artefacts(&self) -> Artefacts<'a> {
        Artefacts { manifest: self.manifest, diff: self.diff, commits: self.commits }
    }
}
