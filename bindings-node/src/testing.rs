//! What only tests need: work that panics.

use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;

use crate::outcome::{Job, Outcome, guarded, later};

/// Panics where nothing but the macro's guard catches it.
#[napi(catch_unwind)]
pub fn panic_bare() {
    panics();
}

/// Panics on this thread.
#[napi(catch_unwind)]
pub fn panic() -> Outcome<()> {
    guarded(|| {
        panics();
        Ok(())
    })
}

/// Panics on another thread.
#[napi(catch_unwind)]
pub fn panic_async() -> AsyncTask<Job<()>> {
    later(|| {
        panics();
        Ok(())
    })
}

#[expect(clippy::panic, reason = "this is how a fault of the library looks")]
fn panics() {
    panic!("a test asked for this");
}
