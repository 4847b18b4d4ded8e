//! Files of a work tree, and the options of the diff that a session is sealed with (docs/format.md,
//! "The diff"). Who runs git, and where, is the business of the generators.

use std::collections::BTreeMap;

/// Files with their bytes by path, relative, with `/`.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Arguments of git before the two trees.
pub(crate) const DIFF: [&str; 19] = [
    "-c",
    "core.quotePath=true",
    "-c",
    "diff.noprefix=false",
    "-c",
    "diff.mnemonicPrefix=false",
    "diff",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-renames",
    "--full-index",
    "--binary",
    "--diff-algorithm=myers",
    "--indent-heuristic",
    "--inter-hunk-context=0",
    "-U3",
    "--src-prefix=a/",
    "--dst-prefix=b/",
];
