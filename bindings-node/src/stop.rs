//! Tells work on another thread that nobody wants it any more.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use interview_core::api::{Error, ErrorCode};
use napi_derive::napi;

/// Whether work was called off.
#[derive(Clone)]
#[napi]
pub struct Stop(Arc<AtomicBool>);

#[napi]
impl Stop {
    /// Not called off.
    #[napi(catch_unwind)]
    pub fn create() -> Stop {
        Self(Arc::new(AtomicBool::new(false)))
    }

    /// Calls the work off.
    #[napi(catch_unwind)]
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Stop {
    /// An error that nobody sees, where the work was called off.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.0.load(Ordering::Relaxed) {
            return Err(Error::new(ErrorCode::Io, "the work was called off"));
        }
        Ok(())
    }
}
