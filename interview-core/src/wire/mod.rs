//! Bytes: line grammar, strict reader and writer.
