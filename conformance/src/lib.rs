//! Conformance vectors: the seeded generator and the runner that holds every implementation against them.
