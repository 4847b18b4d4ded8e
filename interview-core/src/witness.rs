//! The pure add-checkpoint decision of a witness.
