//! The addon below the npm package `interview-core`: converts what Node gives to the types of the
//! library and back, and does nothing else. Typed classes, checks of arguments and whatever else is
//! JavaScript's own stand in `lib/`, which alone loads this.
//!
//! No error is thrown here: whatever can fail gives an `Outcome`. No panic gets out.

#![cfg_attr(test, allow(dead_code, reason = "in a test napi's macros register nothing"))]

mod outcome;
mod stop;
mod source;
mod operations;
mod facts;
mod verifier;
mod many;
mod fixed;
mod session;
mod journal;
mod anchor;
mod recorder;
mod testing;
