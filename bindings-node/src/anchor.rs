//! A checkpoint on its way to a witness, and a session that waits for its last one. Each is used up
//! by the call that takes it.

use std::sync::{Mutex, PoisonError};

use interview_core::api::Refusal;
use interview_journal::{self as shell, AfterRefusal, Break};
use napi_derive::napi;

use crate::outcome::{Failure, Outcome, guarded, number};

/// A checkpoint on its way to a witness. While it lives, no other process anchors.
#[napi]
pub struct AnchorRequest(Mutex<Option<shell::AnchorRequest>>);

/// What to do where a witness refused a request.
#[napi(object, object_from_js = false)]
pub struct Advice {
    /// `ask_again`, `give_up` or `leave`.
    pub action: String,
    /// Size of the head that the witness holds.
    pub size: Option<i64>,
}

/// What a request says.
#[napi(object, object_from_js = false)]
pub struct Asked {
    /// The body of the `add-checkpoint` request.
    pub body: String,
    /// The signed checkpoint.
    pub note: String,
    /// Lines under it.
    pub size: i64,
    /// Size of the head that the witness is believed to hold.
    pub old_size: i64,
}

impl From<&shell::AnchorRequest> for Asked {
    fn from(request: &shell::AnchorRequest) -> Self {
        Self {
            body: request.body().to_owned(),
            note: request.note().to_string(),
            size: number(request.size()),
            old_size: number(request.old_size()),
        }
    }
}

#[napi]
impl AnchorRequest {
    /// What it says.
    #[napi(catch_unwind)]
    pub fn asked(&self) -> Outcome<Asked> {
        guarded(|| self.with(|request| Ok(request.into())))
    }

    /// What an answer that isn't a cosignature calls for.
    #[napi(catch_unwind)]
    pub fn refused(&self, status: u16, body: String) -> Outcome<Advice> {
        guarded(|| self.with(|request| Ok(advice(request, Refusal::of(status, &body)))))
    }

    /// Gives the request up.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl AnchorRequest {
    pub(crate) fn of(request: shell::AnchorRequest) -> Self {
        Self(Mutex::new(Some(request)))
    }

    pub(crate) fn take(&self) -> Result<shell::AnchorRequest, Failure> {
        let request = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        request.ok_or_else(|| Failure::closed("request"))
    }

    fn with<T>(
        &self,
        work: impl FnOnce(&shell::AnchorRequest) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let request = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        work(request.as_ref().ok_or_else(|| Failure::closed("request"))?)
    }
}

/// A session that has ended and waits for its last cosignature.
#[napi]
pub struct Sealing(Mutex<Option<shell::SealRequest>>);

#[napi]
impl Sealing {
    /// The final checkpoint as a signed note.
    #[napi(catch_unwind)]
    pub fn note(&self) -> Outcome<String> {
        guarded(|| self.with(|sealing| Ok(sealing.note().to_string())))
    }

    /// What the request for a last cosignature says; none where another process anchors just now.
    #[napi(catch_unwind)]
    pub fn asked(&self) -> Outcome<Option<Asked>> {
        guarded(|| self.with(|sealing| Ok(sealing.request().map(Asked::from))))
    }

    /// What an answer that isn't a cosignature calls for.
    #[napi(catch_unwind)]
    pub fn refused(&self, status: u16, body: String) -> Outcome<Advice> {
        let refusal = Refusal::of(status, &body);
        guarded(|| {
            self.with(|sealing| match sealing.request() {
                Some(request) => Ok(advice(request, refusal)),
                None => Ok(Advice { action: "leave".to_owned(), size: None }),
            })
        })
    }

    /// Gives it up; the session can be sealed again.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl Sealing {
    pub(crate) fn of(sealing: shell::SealRequest) -> Self {
        Self(Mutex::new(Some(sealing)))
    }

    pub(crate) fn take(&self) -> Result<shell::SealRequest, Failure> {
        let sealing = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        sealing.ok_or_else(|| Failure::closed("seal request"))
    }

    fn with<T>(
        &self,
        work: impl FnOnce(&shell::SealRequest) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let sealing = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        work(sealing.as_ref().ok_or_else(|| Failure::closed("seal request"))?)
    }
}

fn advice(request: &shell::AnchorRequest, refusal: Option<Refusal>) -> Advice {
    let after = refusal.map_or(AfterRefusal::Leave, |refusal| request.refused(refusal));
    let (action, size) = match after {
        AfterRefusal::AskAgain { old_size } => ("ask_again", Some(old_size)),
        AfterRefusal::GiveUp(Break::HeadUnknown { head_size }) => ("give_up", Some(head_size)),
        AfterRefusal::GiveUp(Break::KeyLost) => ("give_up", None),
        AfterRefusal::Leave => ("leave", None),
    };
    Advice { action: action.to_owned(), size: size.map(number) }
}
