//! The shell around `interview-core`: disk, clock, randomness and threads, and nothing else.
