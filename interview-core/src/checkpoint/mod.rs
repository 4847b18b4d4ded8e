//! Signed notes and what is written in them: checkpoints, cosignatures, tickets, statements,
//! proofs, and the keys that sign.
//!
//! Every text here has exactly one accepted spelling: what is parsed and written again gives the
//! same bytes. Whom to trust is not decided here: a parsed note is a claim until a signature of a
//! known key was checked.

mod keys;
mod name;
mod note;
mod verifier_key;

mod cosignature;
mod proof;
mod statement;
mod ticket;
mod tree_head;

pub(crate) mod base64;
pub(crate) mod lines;

pub use cosignature::{cosign, verify_cosignature};
pub use keys::{PublicKey, SigningKey};
pub use name::KeyName;
pub use note::{NoteSignature, SignatureStatus, SignedNote};
pub use proof::TlogProof;
pub use statement::Statement;
pub use ticket::Ticket;
pub use tree_head::Checkpoint;
pub use verifier_key::{Algorithm, VerifierKey};
