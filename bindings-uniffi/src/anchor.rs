//! A checkpoint on its way to a witness, and a session that waits for its last one. Each is used up
//! by the call that takes it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use interview_core::api::Refusal;
use interview_journal::{self as shell, Break};

use crate::failure::{InterviewError, guarded, number};

/// A checkpoint on its way to a witness. While it lives, no other process anchors: use it up with
/// `Journal.applyAnchor`, or close it.
#[derive(uniffi::Object)]
pub struct AnchorRequest(Mutex<Option<shell::AnchorRequest>>);

/// A session that has ended and waits for its last cosignature: use it up with `Journal.finish`.
#[derive(uniffi::Object)]
pub struct SealRequest(Mutex<Option<shell::SealRequest>>);

/// What a request says.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Asked {
    /// The body of the `add-checkpoint` request.
    pub body: String,
    /// The checkpoint as a note that the session's key signed.
    pub note: String,
    /// Lines under the checkpoint.
    pub size: i64,
    /// Size of the head that the witness is believed to hold.
    pub old_size: i64,
}

/// What a witness's refusal calls for.
#[derive(Clone, Debug, uniffi::Enum)]
pub enum AfterRefusal {
    /// Close the request, and make another with this `oldSize`.
    AskAgain {
        /// Size of the head that the witness holds.
        old_size: i64,
    },
    /// Go on with `Journal.continueAsNew`.
    GiveUp {
        /// Size of a head that only the witness knows; null where the key is lost.
        head_size: Option<i64>,
    },
    /// Nothing that concerns the log.
    Leave,
}

#[uniffi::export]
impl AnchorRequest {
    /// What it says.
    pub fn asked(&self) -> Result<Asked, InterviewError> {
        guarded(|| Ok(asked(self.lock().as_ref().ok_or_else(closed)?)))
    }

    /// What to do where the witness answered with this HTTP status and body, and not with a
    /// cosignature.
    pub fn refused(&self, status: i32, body: String) -> Result<AfterRefusal, InterviewError> {
        guarded(|| Ok(after(self.lock().as_ref().ok_or_else(closed)?, status, &body)))
    }
}

impl AnchorRequest {
    pub(crate) fn new(request: shell::AnchorRequest) -> Self {
        Self(Mutex::new(Some(request)))
    }

    pub(crate) fn take(&self) -> Result<shell::AnchorRequest, InterviewError> {
        self.lock().take().ok_or_else(closed)
    }

    fn lock(&self) -> MutexGuard<'_, Option<shell::AnchorRequest>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[uniffi::export]
impl SealRequest {
    /// The final checkpoint as a note that the session's key signed.
    pub fn note(&self) -> Result<String, InterviewError> {
        guarded(|| Ok(self.lock().as_ref().ok_or_else(closed)?.note().to_string()))
    }

    /// What the request for a last cosignature says; null where another process anchors just now,
    /// after which the session can be sealed again.
    pub fn asked(&self) -> Result<Option<Asked>, InterviewError> {
        guarded(|| Ok(self.lock().as_ref().ok_or_else(closed)?.request().map(asked)))
    }

    /// What to do where the witness answered with this HTTP status and body, and not with a
    /// cosignature.
    pub fn refused(&self, status: i32, body: String) -> Result<AfterRefusal, InterviewError> {
        guarded(|| {
            let held = self.lock();
            let request = held.as_ref().ok_or_else(closed)?.request();
            Ok(request.map_or(AfterRefusal::Leave, |request| after(request, status, &body)))
        })
    }
}

impl SealRequest {
    pub(crate) fn new(request: shell::SealRequest) -> Self {
        Self(Mutex::new(Some(request)))
    }

    pub(crate) fn take(&self) -> Result<shell::SealRequest, InterviewError> {
        self.lock().take().ok_or_else(closed)
    }

    fn lock(&self) -> MutexGuard<'_, Option<shell::SealRequest>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn closed() -> InterviewError {
    InterviewError::closed("request")
}

fn asked(request: &shell::AnchorRequest) -> Asked {
    Asked {
        body: request.body().to_owned(),
        note: request.note().to_string(),
        size: number(request.size()),
        old_size: number(request.old_size()),
    }
}

fn after(request: &shell::AnchorRequest, status: i32, body: &str) -> AfterRefusal {
    let refusal = u16::try_from(status).ok().and_then(|status| Refusal::of(status, body));
    let after = refusal.map_or(shell::AfterRefusal::Leave, |refusal| request.refused(refusal));
    match after {
        shell::AfterRefusal::AskAgain { old_size } => {
            AfterRefusal::AskAgain { old_size: number(old_size) }
        }
        shell::AfterRefusal::GiveUp(Break::HeadUnknown { head_size }) => {
            AfterRefusal::GiveUp { head_size: Some(number(head_size)) }
        }
        shell::AfterRefusal::GiveUp(Break::KeyLost) => AfterRefusal::GiveUp { head_size: None },
        shell::AfterRefusal::Leave => AfterRefusal::Leave,
    }
}
