//! The streaming verifier.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use interview_core::api::{self, Artefacts};

use crate::{
    failure::{InterviewError, guarded},
    json::recorded,
    operations::verify_options,
    results::Report,
};

/// A verification that takes the log in chunks of any size, in constant memory.
#[derive(uniffi::Object)]
pub struct Verifier(Mutex<Option<api::Verifier>>);

#[uniffi::export]
impl Verifier {
    /// A verifier with its options, `VerifyOptions` as JSON.
    #[uniffi::constructor(default(options = None))]
    pub fn new(options: Option<String>) -> Result<Arc<Self>, InterviewError> {
        guarded(|| {
            let verifier = api::Verifier::new(&verify_options(options.as_deref())?)?;
            Ok(Arc::new(Self(Mutex::new(Some(verifier)))))
        })
    }

    /// Takes the next bytes of `events.jsonl`.
    pub fn push(&self, chunk: Vec<u8>) -> Result<(), InterviewError> {
        guarded(|| {
            let mut held = self.lock();
            let verifier = held.as_mut().ok_or_else(|| InterviewError::closed("verifier"))?;
            Ok(verifier.push(&chunk)?)
        })
    }

    /// Takes the other files and gives the Report. It is closed from then on.
    #[uniffi::method(default(manifest = None, diff = None, commits = None))]
    pub fn finish(
        &self,
        manifest: Option<Vec<u8>>,
        diff: Option<Vec<u8>>,
        commits: Option<Vec<u8>>,
    ) -> Result<Report, InterviewError> {
        guarded(|| {
            let verifier = self.lock().take();
            let mut verifier = verifier.ok_or_else(|| InterviewError::closed("verifier"))?;
            let (manifest, diff, commits) =
                (manifest.as_deref(), diff.as_deref(), commits.as_deref());
            recorded(&verifier.finish(&Artefacts { manifest, diff, commits })?.to_json())
        })
    }
}

impl Verifier {
    fn lock(&self) -> MutexGuard<'_, Option<api::Verifier>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
