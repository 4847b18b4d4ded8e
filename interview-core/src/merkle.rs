//! RFC 6962 Merkle tree: running root, inclusion and consistency proofs.
