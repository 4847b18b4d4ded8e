//! What a call reads: a path, the bytes of a log or archive, or the files of a bundle.

use std::{borrow::Cow, path::PathBuf};

use interview_core::api::{self, Bundle, Error, ErrorCode, Report, VerifyOptions};
use interview_journal::{
    Each, read_bundle_from_with, read_bundle_with, verify_bytes_with, verify_path_with,
};
use napi::bindgen_prelude::BufferSlice;
use napi_derive::napi;

use crate::outcome::Failure;

/// Exactly one of `path`, `bytes` and `events` is there; the rest belongs to `events`.
#[napi(object, object_to_js = false)]
pub struct Source<'a> {
    /// A bundle, session folder, log or archive on disk.
    pub path: Option<String>,
    /// A log or an archive.
    pub bytes: Option<BufferSlice<'a>>,
    /// `events.jsonl`.
    pub events: Option<BufferSlice<'a>>,
    /// `manifest.json`.
    pub manifest: Option<BufferSlice<'a>>,
    /// `changes.diff`.
    pub diff: Option<BufferSlice<'a>>,
    /// `commits.json`.
    pub commits: Option<BufferSlice<'a>>,
}

/// The same, with bytes that are borrowed from Node or, for another thread, copied once.
pub(crate) enum Input<'a> {
    Path(PathBuf),
    Bytes(Cow<'a, [u8]>),
    Files {
        events: Cow<'a, [u8]>,
        manifest: Option<Cow<'a, [u8]>>,
        diff: Option<Cow<'a, [u8]>>,
        commits: Option<Cow<'a, [u8]>>,
    },
}

impl Source<'_> {
    /// What a call on this thread reads.
    pub(crate) fn borrowed(&self) -> Input<'_> {
        let Self { path, bytes, events, manifest, diff, commits } = self;
        if let Some(path) = path {
            return Input::Path(path.into());
        }
        if let Some(bytes) = bytes {
            return Input::Bytes(Cow::Borrowed(bytes));
        }
        Input::Files {
            events: events.as_deref().unwrap_or_default().into(),
            manifest: manifest.as_deref().map(Cow::Borrowed),
            diff: diff.as_deref().map(Cow::Borrowed),
            commits: commits.as_deref().map(Cow::Borrowed),
        }
    }

    /// What a call on another thread reads.
    pub(crate) fn owned(&self) -> Result<Input<'static>, Failure> {
        Ok(match self.borrowed() {
            Input::Path(path) => Input::Path(path),
            Input::Bytes(bytes) => Input::Bytes(copy(&bytes)?.into()),
            Input::Files { events, manifest, diff, commits } => Input::Files {
                events: copy(&events)?.into(),
                manifest: copied(manifest.as_deref())?.map(Cow::Owned),
                diff: copied(diff.as_deref())?.map(Cow::Owned),
                commits: copied(commits.as_deref())?.map(Cow::Owned),
            },
        })
    }
}

/// A copy, which no other thread can change. Where there is no memory for it, that is an error, and
/// not the end of the process.
fn copy(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(bytes.len()).map_err(|_| {
        Failure::new(ErrorCode::Io, format!("no memory for a copy of {} bytes", bytes.len()))
    })?;
    copy.extend_from_slice(bytes);
    Ok(copy)
}

/// A copy of what may be left out.
pub(crate) fn copied(bytes: Option<&[u8]>) -> Result<Option<Vec<u8>>, Failure> {
    bytes.map(copy).transpose()
}

impl Input<'_> {
    /// Verifies it; a log on disk passes by without being loaded. `each` is asked after every piece
    /// of a log.
    pub(crate) fn verify(&self, options: &VerifyOptions, each: Each<'_>) -> Result<Report, Error> {
        match self {
            Self::Path(path) => verify_path_with(path, options, each),
            Self::Bytes(bytes) => verify_bytes_with(bytes, options, each),
            Self::Files { .. } => self.bundle(each, |bundle| api::verify(bundle, options)),
        }
    }

    /// Does something with the whole bundle. `each` is asked before it is loaded and
    /// while it is.
    pub(crate) fn bundle<T>(
        &self,
        each: Each<'_>,
        work: impl FnOnce(&Bundle<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        each(0)?;
        match self {
            Self::Path(path) => work(&read_bundle_with(path, each)?.bundle()),
            Self::Bytes(bytes) => work(&read_bundle_from_with(bytes.as_ref(), each)?.bundle()),
            Self::Files { events, manifest, diff, commits } => work(&Bundle {
                events,
                manifest: manifest.as_deref(),
                diff: diff.as_deref(),
                commits: commits.as_deref(),
            }),
        }
    }
}
