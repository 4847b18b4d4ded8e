//! Secrets out of every verbatim string before it is hashed.
