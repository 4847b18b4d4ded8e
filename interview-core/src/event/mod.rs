//! Meaning: kinds, origins and payload structs of the log.
