//! Tests of `merkle` through its public names: against other people's probes, against the
//! ct-merkle crate, and by the laws of the tree.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use interview_core::hash::{Hash, leaf_hash, node_hash, sha256};
use interview_core::merkle::{self, CompactRange, verify_consistency, verify_inclusion};
use proptest::prelude::*;
use serde_json::Value;
use sha2::Sha256;

use crate::shared;

/// A probe's hash; an empty one is none, which the type of a hash refuses. Other values that aren't
/// 32 bytes long ("don't care 1") only stand for being equal or different, so a hash of them,
/// unlike any that a probe may hold, does as well.
fn probe_hash(value: &Value) -> Option<Hash> {
    let bytes = STANDARD.decode(value.as_str().unwrap()).unwrap();
    if bytes.is_empty() {
        return None;
    }
    let stand_in = |_| sha256(&[b"probe ", bytes.as_slice()].concat());
    Some(<[u8; 32]>::try_from(bytes.as_slice()).map_or_else(stand_in, Hash))
}

fn probe_proof(value: &Value) -> Option<Vec<Hash>> {
    value.as_array().map_or(Some(Vec::new()), |hashes| hashes.iter().map(probe_hash).collect())
}

fn check_probes(test: &str, folder: &str, expected: usize, verify: fn(&Value) -> Option<bool>) {
    let folder = format!("vectors/transparency-dev_merkle/testdata/{folder}");
    let Some(folder) = shared::third_party(test, &folder) else { return };
    let probes = shared::files_below(&folder);
    for path in &probes {
        let probe = shared::read_json(path);
        let wanted = !probe["wantErr"].as_bool().unwrap();
        assert_eq!(verify(&probe).unwrap_or(false), wanted, "{}", path.display());
    }
    assert_eq!(probes.len(), expected);
}

#[test]
fn inclusion_probes_agree() {
    check_probes("inclusion_probes_agree", "inclusion", 98, |probe| {
        Some(verify_inclusion(
            probe_hash(&probe["leafHash"])?,
            probe["leafIdx"].as_u64().unwrap(),
            probe["treeSize"].as_u64().unwrap(),
            &probe_proof(&probe["proof"])?,
            probe_hash(&probe["root"])?,
        ))
    });
}

#[test]
fn consistency_probes_agree() {
    check_probes("consistency_probes_agree", "consistency", 98, |probe| {
        Some(verify_consistency(
            probe["size1"].as_u64().unwrap(),
            probe["size2"].as_u64().unwrap(),
            &probe_proof(&probe["proof"])?,
            probe_hash(&probe["root1"])?,
            probe_hash(&probe["root2"])?,
        ))
    });
}

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|index| leaf_hash(&index.to_be_bytes())).collect()
}

#[test]
fn roots_and_proofs_equal_those_of_ct_merkle() {
    let mut other = MemoryBackedTree::<Sha256, [u8; 8]>::new();
    let mut roots = vec![merkle::root(&[])];
    let mut range = CompactRange::new();
    for size in 1..=200_u64 {
        other.push((size - 1).to_be_bytes());
        let leaves = leaves(size);
        let root = merkle::root(&leaves);
        assert_eq!(root.0, <[u8; 32]>::from(*other.root().as_bytes()));
        range.append(leaves[leaves.len() - 1]);
        assert_eq!(range.root(), root);
        roots.push(root);

        for index in 0..size {
            let proof = merkle::inclusion_proof(&leaves, index).unwrap();
            let expected = other.prove_inclusion(usize::try_from(index).unwrap());
            assert_eq!(flat(&proof), expected.as_bytes(), "leaf {index} of {size}");
            assert!(verify_inclusion(leaves[index as usize], index, size, &proof, root));
        }
        for old in 1..size {
            let proof = merkle::consistency_proof(&leaves, old).unwrap();
            let expected = other.prove_consistency(usize::try_from(size - old).unwrap());
            assert_eq!(flat(&proof), expected.as_bytes(), "{old} to {size}");
            assert!(verify_consistency(old, size, &proof, roots[old as usize], root));
        }
    }
}

fn flat(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

#[test]
fn trees_of_one_size_need_no_proof() {
    let leaves = leaves(5);
    let root = merkle::root(&leaves);
    assert_eq!(merkle::consistency_proof(&leaves, 5), Some(vec![]));
    assert_eq!(merkle::consistency_proof(&leaves, 0), Some(vec![]));
    assert!(verify_consistency(5, 5, &[], root, root));
    assert!(!verify_consistency(5, 5, &[root], root, root));
    assert!(!verify_consistency(0, 5, &[], merkle::root(&[]), root));
    assert!(!verify_consistency(0, 0, &[], root, root));
}

/// Everything that is one step away from a proof: a hash dropped, doubled, swapped with the next,
/// or one bit of it changed.
fn damaged(proof: &[Hash]) -> Vec<Vec<Hash>> {
    let mut all = Vec::new();
    for place in 0..proof.len() {
        let mut dropped = proof.to_vec();
        let hash = dropped.remove(place);
        let mut doubled = proof.to_vec();
        doubled.insert(place, hash);
        let mut changed = proof.to_vec();
        changed[place].0[place % 32] ^= 1 << (place % 8);
        all.extend([dropped, doubled, changed]);
        if place + 1 < proof.len() {
            let mut swapped = proof.to_vec();
            swapped.swap(place, place + 1);
            all.push(swapped);
        }
    }
    let longer = proof.iter().copied().chain([Hash::ZERO]).collect();
    all.push(longer);
    all
}

#[test]
fn damaged_proofs_are_refused() {
    for size in 1..=40 {
        let leaves = leaves(size);
        let root = merkle::root(&leaves);
        for index in 0..size {
            let proof = merkle::inclusion_proof(&leaves, index).unwrap();
            let leaf = leaves[index as usize];
            for proof in damaged(&proof) {
                assert!(!verify_inclusion(leaf, index, size, &proof, root));
            }
            for other in (0..size + 2).filter(|other| *other != index) {
                assert!(!verify_inclusion(leaf, other, size, &proof, root));
            }
            assert!(!verify_inclusion(sha256(b"other"), index, size, &proof, root));
            assert!(!verify_inclusion(leaf, index, size, &proof, sha256(b"other")));
        }
        for old in 1..size {
            let old_root = merkle::root(&leaves[..old as usize]);
            let proof = merkle::consistency_proof(&leaves, old).unwrap();
            for proof in damaged(&proof) {
                assert!(!verify_consistency(old, size, &proof, old_root, root));
            }
            assert!(!verify_consistency(old, size, &proof, sha256(b"other"), root));
            assert!(!verify_consistency(old, size, &proof, old_root, sha256(b"other")));
        }
    }
}

#[test]
fn a_proof_longer_than_the_path_is_refused_for_every_root() {
    let leaves = leaves(5);
    let [a, b, c, d, x] = leaves[..] else { panic!("five leaves") };
    for root in [node_hash(x, a), node_hash(a, x)] {
        assert!(!verify_inclusion(a, 0, 1, &[x], root));
    }
    let (ab, cd) = (node_hash(a, b), node_hash(c, d));
    let (old, new) = (node_hash(ab, c), node_hash(ab, cd));
    assert!(verify_consistency(3, 4, &[c, d, ab], old, new));
    assert!(!verify_consistency(3, 4, &[c, d, ab, x], node_hash(x, old), node_hash(x, new)));
    assert!(!verify_consistency(3, 4, &[c, d, ab, x], old, node_hash(new, x)));
}

proptest! {
    #[test]
    fn a_compact_range_goes_on_where_it_was_stored(first in 0..300_u64, more in 0..300_u64) {
        let all = leaves(first + more);
        let (head, tail) = all.split_at(first as usize);
        let mut range = CompactRange::new();
        range.extend(head.iter().copied());
        prop_assert_eq!(range.size(), first);
        let mut stored = CompactRange::from_parts(range.size(), range.hashes().to_vec()).unwrap();
        prop_assert_eq!(&stored, &range);
        stored.extend(tail.iter().copied());
        prop_assert_eq!(stored.root(), merkle::root(&all));
    }

    #[test]
    fn a_compact_range_has_a_hash_for_each_one_bit(size in 0..=u64::MAX, hashes in 0..65_usize) {
        let fits = size < 1 << 63 && size.count_ones() as usize == hashes;
        let range = CompactRange::from_parts(size, vec![Hash::ZERO; hashes]);
        prop_assert_eq!(range.is_some(), fits);
    }

    #[test]
    fn the_order_of_leaves_matters(size in 2..80_u64, first: prop::sample::Index, second: prop::sample::Index) {
        let mut swapped = leaves(size);
        let (first, second) = (first.index(size as usize), second.index(size as usize));
        swapped.swap(first, second);
        prop_assert_eq!(merkle::root(&swapped) == merkle::root(&leaves(size)), first == second);
    }

    #[test]
    fn no_input_makes_the_verifiers_panic(
        a: u64, b: u64, proof in prop::collection::vec(any::<[u8; 32]>().prop_map(Hash), 0..70),
    ) {
        let hash = sha256(b"x");
        prop_assert!(!verify_inclusion(hash, a, b, &proof, hash) || (a, b, proof.len()) == (0, 1, 0));
        prop_assert!(!verify_consistency(a, b, &proof, hash, hash) || (a == b && proof.is_empty()));
    }
}

#[test]
fn a_compact_range_proves_what_all_leaves_prove() {
    let leaves: Vec<_> = (0..70_u8).map(|n| sha256(&[n])).collect();
    for size in 0..=leaves.len() {
        for old in 0..=size {
            let mut range = CompactRange::new();
            range.extend(leaves[..old].iter().copied());
            let proof = range.consistency_proof(&leaves[old..size]);
            assert_eq!(
                Some(proof),
                merkle::consistency_proof(&leaves[..size], old as u64),
                "{old} {size}"
            );
        }
    }
}
