//! Signed notes, checkpoints, cosignatures, tickets, statements and keys.
