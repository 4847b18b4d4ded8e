//! The streaming verifier.

use std::sync::{Arc, Mutex, PoisonError};

use interview_core::api::{self, Artefacts};
use napi::bindgen_prelude::{AsyncTask, BufferSlice};
use napi_derive::napi;

use crate::{
    operations::verify_options,
    outcome::{Failure, Job, Outcome, guarded, later},
    source::copied,
};

/// A verification that takes the log in chunks.
#[napi]
pub struct Verifier(Arc<Mutex<api::Verifier>>);

#[napi]
impl Verifier {
    /// A verifier with its options.
    #[napi(catch_unwind)]
    pub fn create(options: Option<String>) -> Outcome<Verifier> {
        guarded(|| {
            let verifier = api::Verifier::new(&verify_options(options.as_deref())?)?;
            Ok(Self(Arc::new(Mutex::new(verifier))))
        })
    }

    /// Takes the next bytes.
    #[napi(catch_unwind)]
    pub fn push(&self, chunk: BufferSlice<'_>) -> Outcome<()> {
        guarded(|| Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).push(&chunk)?))
    }

    /// Takes the other files and gives the Report as JSON.
    #[napi(catch_unwind)]
    pub fn finish(
        &self,
        manifest: Option<BufferSlice<'_>>,
        diff: Option<BufferSlice<'_>>,
        commits: Option<BufferSlice<'_>>,
    ) -> Outcome<String> {
        let (manifest, diff, commits) = (manifest.as_deref(), diff.as_deref(), commits.as_deref());
        guarded(|| finish(&self.0, &Artefacts { manifest, diff, commits }))
    }

    /// As `finish`, on another thread.
    #[napi(catch_unwind)]
    pub fn finish_async(
        &self,
        manifest: Option<BufferSlice<'_>>,
        diff: Option<BufferSlice<'_>>,
        commits: Option<BufferSlice<'_>>,
    ) -> AsyncTask<Job<String>> {
        let files = [manifest, diff, commits].map(|slice| copied(slice.as_deref()));
        let verifier = Arc::clone(&self.0);
        later(move || {
            let [manifest, diff, commits] = files;
            let (manifest, diff, commits) = (manifest?, diff?, commits?);
            let (manifest, diff, commits) =
                (manifest.as_deref(), diff.as_deref(), commits.as_deref());
            finish(&verifier, &Artefacts { manifest, diff, commits })
        })
    }
}

fn finish(verifier: &Mutex<api::Verifier>, files: &Artefacts<'_>) -> Result<String, Failure> {
    let mut verifier = verifier.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(verifier.finish(files)?.to_json())
}
