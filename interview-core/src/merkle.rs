//! RFC 6962 Merkle tree over leaf hashes: running root, inclusion and consistency proofs.
//!
//! Knows nothing of lines, checkpoints or files. Proofs are checked by the algorithms of RFC 9162
//! sections 2.1.3.2 and 2.1.4.2, which never read more than the proof itself.

use crate::hash::{Hash, node_hash, sha256};

/// The state of a growing tree: its size, and the roots of the perfect subtrees that it is made of.
///
/// Enough to append and to give the root, in memory logarithmic in the size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompactRange {
    // INVARIANT: hashes.len() == size.count_ones().
    size: u64,
    hashes: Vec<Hash>,
}

impl CompactRange {
    /// The empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The state that [`size`](Self::size) and [`hashes`](Self::hashes) described; `None` if the
    /// number of hashes isn't the number of one bits in the size, or the size is over 2^63 - 1.
    #[must_use]
    pub fn from_parts(size: u64, hashes: Vec<Hash>) -> Option<Self> {
        let fits = i64::try_from(size).is_ok() && hashes.len() == size.count_ones() as usize;
        fits.then_some(Self { size, hashes })
    }

    /// Adds one leaf; one node hash on average.
    pub fn append(&mut self, leaf: Hash) {
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.hashes.pop() {
                node = node_hash(left, node);
            }
        }
        self.hashes.push(node);
        self.size += 1;
    }

    /// Number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Root of the tree; of the empty tree, SHA-256 of no bytes.
    #[must_use]
    pub fn root(&self) -> Hash {
        let fold = self.hashes.iter().rev().copied();
        fold.reduce(|right, left| node_hash(left, right)).unwrap_or_else(|| sha256(b""))
    }

    /// Consistency proof from this tree to the one with these leaves behind it (RFC 6962 section
    /// 2.1.2), without the leaves of this one: whatever the proof needs of them stands among the
    /// perfect subtrees.
    #[must_use]
    pub fn consistency_proof(&self, later: &[Hash]) -> Vec<Hash> {
        let mut proof = Vec::new();
        let mut peaks = self.hashes.iter();
        // The subtree in hand: how many of its leaves are old, and all of them.
        let mut old = self.size;
        let mut all = self.size.saturating_add(later.len() as u64);
        let mut starts_at_zero = true;
        // Leaves of `later` that the subtree in hand leaves out at its end.
        let mut tail = later;
        while old > 0 && old < all {
            let left = 1 << (all - 1).ilog2();
            if old <= left {
                let right = usize::try_from(all - left).unwrap_or(usize::MAX);
                let (rest, leaves) = tail.split_at(tail.len().saturating_sub(right));
                proof.push(root(leaves));
                tail = rest;
                all = left;
            } else {
                proof.extend(peaks.next());
                old -= left;
                all -= left;
                starts_at_zero = false;
            }
        }
        if !starts_at_zero {
            proof.extend(peaks.next());
        }
        proof.reverse();
        proof
    }

    /// Roots of the perfect subtrees, from the largest to the smallest.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }
}

impl Extend<Hash> for CompactRange {
    fn extend<I: IntoIterator<Item = Hash>>(&mut self, leaves: I) {
        leaves.into_iter().for_each(|leaf| self.append(leaf));
    }
}

/// Root of the tree over these leaf hashes.
#[must_use]
pub fn root(leaves: &[Hash]) -> Hash {
    let mut range = CompactRange::new();
    range.extend(leaves.iter().copied());
    range.root()
}

/// Inclusion proof of the leaf at `index`, from its sibling up to the root's child
/// (RFC 6962 section 2.1.1); `None` if there is no such leaf.
#[must_use]
pub fn inclusion_proof(leaves: &[Hash], index: u64) -> Option<Vec<Hash>> {
    let mut index = usize::try_from(index).ok().filter(|index| *index < leaves.len())?;
    let mut subtree = leaves;
    let mut proof = Vec::new();
    while subtree.len() > 1 {
        let (left, right) = split(subtree);
        if index < left.len() {
            proof.push(root(right));
            subtree = left;
        } else {
            proof.push(root(left));
            index -= left.len();
            subtree = right;
        }
    }
    proof.reverse();
    Some(proof)
}

/// Consistency proof from the first `old` leaves to all of them (RFC 6962 section 2.1.2).
///
/// It is empty where there is nothing to prove: `old` is 0 or the number of leaves. `None` if `old`
/// is more than that.
#[must_use]
pub fn consistency_proof(leaves: &[Hash], old: u64) -> Option<Vec<Hash>> {
    let mut old = usize::try_from(old).ok().filter(|old| *old <= leaves.len())?;
    let mut proof = Vec::new();
    if old == 0 {
        return Some(proof);
    }
    let mut subtree = leaves;
    let mut starts_at_zero = true;
    while old < subtree.len() {
        let (left, right) = split(subtree);
        if old <= left.len() {
            proof.push(root(right));
            subtree = left;
        } else {
            proof.push(root(left));
            old -= left.len();
            subtree = right;
            starts_at_zero = false;
        }
    }
    // The verifier holds the root of the old tree itself, so only another subtree is told.
    if !starts_at_zero {
        proof.push(root(subtree));
    }
    proof.reverse();
    Some(proof)
}

/// Whether the proof shows that `leaf` stands at `index` in the tree of `size` leaves with `root`.
#[must_use]
pub fn verify_inclusion(leaf: Hash, index: u64, size: u64, proof: &[Hash], root: Hash) -> bool {
    if index >= size {
        return false;
    }
    let mut path = Path { node: index, last: size - 1 };
    let mut hash = leaf;
    for sibling in proof {
        match path.climb() {
            None => return false,
            Some(Side::Left) => hash = node_hash(*sibling, hash),
            Some(Side::Right) => hash = node_hash(hash, *sibling),
        }
    }
    path.last == 0 && hash == root
}

/// Whether the proof shows that the tree of `new_size` leaves with `new_root` begins with the tree
/// of `old_size` leaves with `old_root`.
///
/// An empty old tree proves nothing and is refused; trees of one size are consistent if their roots
/// are equal and the proof is empty.
#[must_use]
pub fn verify_consistency(
    old_size: u64,
    new_size: u64,
    proof: &[Hash],
    old_root: Hash,
    new_root: Hash,
) -> bool {
    if old_size == 0 || old_size > new_size {
        return false;
    }
    if old_size == new_size {
        return proof.is_empty() && old_root == new_root;
    }
    let (seed, rest) = match proof.split_first() {
        None => return false,
        // A perfect old tree is a node of the new one, and the verifier holds its root.
        Some(_) if old_size.is_power_of_two() => (old_root, proof),
        Some((first, rest)) => (*first, rest),
    };
    let perfect = (old_size - 1).trailing_ones();
    let shift = |node: u64| node.checked_shr(perfect).unwrap_or(0);
    let mut path = Path { node: shift(old_size - 1), last: shift(new_size - 1) };
    let (mut old_hash, mut new_hash) = (seed, seed);
    for sibling in rest {
        match path.climb() {
            None => return false,
            Some(Side::Left) => {
                old_hash = node_hash(*sibling, old_hash);
                new_hash = node_hash(*sibling, new_hash);
            }
            Some(Side::Right) => new_hash = node_hash(new_hash, *sibling),
        }
    }
    path.last == 0 && old_hash == old_root && new_hash == new_root
}

/// Splits two or more leaves where RFC 6962 does: the left side has the largest power of two that
/// is less than their number.
fn split(leaves: &[Hash]) -> (&[Hash], &[Hash]) {
    leaves.split_at(leaves.len().div_ceil(2).next_power_of_two())
}

/// The way from a node up to the root, on one level of the tree at a time.
struct Path {
    node: u64,
    last: u64,
}

/// On which side of the path a proof's next hash stands.
enum Side {
    Left,
    Right,
}

impl Path {
    /// Goes up past the next sibling and says on which side that is; `None` at the root.
    fn climb(&mut self) -> Option<Side> {
        if self.last == 0 {
            return None;
        }
        let side = if self.node & 1 == 1 {
            Side::Left
        } else if self.node == self.last {
            // The last node has no right sibling on this level: it is carried up to where it has
            // a left one.
            self.up(self.node.trailing_zeros());
            Side::Left
        } else {
            Side::Right
        };
        self.up(1);
        Some(side)
    }

    fn up(&mut self, levels: u32) {
        self.node = self.node.checked_shr(levels).unwrap_or(0);
        self.last = self.last.checked_shr(levels).unwrap_or(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;

    fn leaves(count: u8) -> Vec<Hash> {
        (0..count).map(|index| leaf_hash(&[index])).collect()
    }

    #[test]
    fn the_left_subtree_is_the_largest_power_of_two_below_the_size() {
        let check = |count: u8, left: usize| assert_eq!(split(&leaves(count)).0.len(), left);
        check(2, 1);
        check(3, 2);
        check(4, 2);
        check(5, 4);
        check(8, 4);
        check(9, 8);
        check(200, 128);
    }

    #[test]
    fn a_tree_of_three_has_the_shape_of_rfc_6962() {
        let [a, b, c] = leaves(3)[..] else { panic!("three leaves") };
        assert_eq!(root(&[]), sha256(b""));
        assert_eq!(root(&[a]), a);
        assert_eq!(root(&[a, b, c]), node_hash(node_hash(a, b), c));
        assert_eq!(inclusion_proof(&[a, b, c], 2), Some(vec![node_hash(a, b)]));
        assert_eq!(inclusion_proof(&[a, b, c], 3), None);
        assert_eq!(consistency_proof(&[a, b, c], 2), Some(vec![c]));
        assert_eq!(consistency_proof(&[a, b, c], 4), None);
    }

    #[test]
    fn sizes_at_the_end_of_u64_are_answered() {
        let hash = sha256(b"x");
        for size in [u64::MAX, u64::MAX - 1, 1 << 63, (1 << 63) - 1] {
            for proof in [vec![], vec![hash; 63], vec![hash; 64], vec![hash; 65]] {
                assert!(!verify_inclusion(hash, size, size, &proof, hash));
                assert!(!verify_inclusion(hash, size - 1, size, &proof, hash));
                assert!(!verify_consistency(size - 1, size, &proof, hash, hash));
                assert!(!verify_consistency(1 << 62, size, &proof, hash, hash));
            }
        }
        assert_eq!(CompactRange::from_parts(u64::MAX, vec![hash; 64]), None);
    }
}
