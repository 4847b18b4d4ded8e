//! Attribution held against the truth: scripts of real edits in a real repository, recorded by an
//! honest recorder, and attributed by the library from the sealed session alone. The truth comes
//! from the bytes of the work tree and from who ran each step, never from an event.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench that meets what it didn't make must stop"
)]

mod random;
mod script;
mod code;
mod edit;
mod repository;
mod recorder;
mod align;
mod owner;
mod truth;
mod stage;
mod assistant;
mod candidate;
mod play;
mod paths;
mod judge;
mod shrink;

pub use judge::{HARD_PER_MILLE, HEAD_SEEDS, RATE_PER_MILLE, SEEDS, Tally, Wrong};
pub use owner::{Added, Owner, Owners};
pub use play::{Played, play};
pub use recorder::Sealed;
pub use script::{Act, Script, Step, derived};
pub use shrink::shrink;
