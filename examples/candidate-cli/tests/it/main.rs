//! The command as users meet it: the real program, real folders, exit statuses and both streams.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod attribute;
mod demo;
mod fixture;
mod judged;
mod overtime;
mod prove;
mod redact;
mod show;
mod verify;
