//! The adversary suite: honest sessions of very different kinds, none of which may have a red flag,
//! and attacks on them, each of which must be found by the detector or finding that claims it, with
//! the events that it rests on. Nothing of it is read from files but transcripts: sessions are
//! written by the recorder, anchored by the relay's own decisions, and diffs are real git's.
//!
//! It shows what is found, not that nothing else can be done: a recorder that lies as it goes and
//! whose lies fit each other is not found by anything in a log (docs/threat-model.md).
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::unreachable,
    reason = "a generator that meets what it didn't make must stop"
)]

mod random;
mod code;
mod tree;
mod story;
mod work;
mod relay;
mod record;
mod stories;
mod mishaps;
mod honest;
mod transcripts;
mod forged;
mod cheats;
mod attack;
mod table;

pub use attack::{ATTACKS, Attack, Finder};
pub use honest::{HONEST, Honest};
pub use table::{AttackRow, HonestRow, attack_row, honest_row, print, transcript_row};
pub use transcripts::{TRANSCRIPTS, Transcript};
