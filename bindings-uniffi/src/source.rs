//! Where a log comes from.

use interview_core::api::{self, Bundle, Error, Report, VerifyOptions};
use interview_journal::{read_bundle, read_bundle_from, verify_bytes_with, verify_path};

/// Where a log comes from.
#[derive(Clone, Debug, uniffi::Enum)]
pub enum Source {
    /// A session's folder, a bundle's folder, an archive or a bare log on disk. The library opens it
    /// and verifies it piece by piece: memory doesn't grow with the log.
    Path {
        /// The path.
        path: String,
    },
    /// The bytes of a log or of an archive.
    Bytes {
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// The files of a bundle.
    Files {
        /// `events.jsonl`.
        events: Vec<u8>,
        /// `manifest.json`.
        #[uniffi(default = None)]
        manifest: Option<Vec<u8>>,
        /// `changes.diff`.
        #[uniffi(default = None)]
        diff: Option<Vec<u8>>,
        /// `commits.json`.
        #[uniffi(default = None)]
        commits: Option<Vec<u8>>,
    },
}

impl Source {
    /// Verifies it; a log on disk passes by without being loaded.
    pub(crate) fn verify(&self, options: &VerifyOptions) -> Result<Report, Error> {
        match self {
            Self::Path { path } => verify_path(path.as_ref(), options),
            Self::Bytes { bytes } => verify_bytes_with(bytes, options, &mut |_| Ok(())),
            Self::Files { .. } => self.bundle(|bundle| api::verify(bundle, options)),
        }
    }

    /// Does something with the whole bundle.
    pub(crate) fn bundle<T>(
        &self,
        work: impl FnOnce(&Bundle<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match self {
            Self::Path { path } => work(&read_bundle(path.as_ref())?.bundle()),
            Self::Bytes { bytes } => work(&read_bundle_from(bytes.as_slice())?.bundle()),
            Self::Files { events, manifest, diff, commits } => work(&Bundle {
                events,
                manifest: manifest.as_deref(),
                diff: diff.as_deref(),
                commits: commits.as_deref(),
            }),
        }
    }
}
