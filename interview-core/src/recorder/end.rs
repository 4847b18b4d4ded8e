//! The end of a session: what the caller decides, and the payload that follows from it.

use std::collections::BTreeMap;

use crate::{
    event::{Artefact, Counts, GitTrees, SessionEnd, Token},
    hash::sha256,
    report::{COMMITS, DIFF},
};

/// What a session ends with.
#[derive(Clone, Debug)]
pub struct End<'a> {
    /// Why, such as `submitted`.
    pub reason: &'a str,
    /// Bytes of `changes.diff`, where there is one.
    pub diff: Option<&'a [u8]>,
    /// Bytes of `commits.json`, where there is one.
    pub commits: Option<&'a [u8]>,
    /// The trees that the diff compares.
    pub git: Option<GitTrees>,
}

impl End<'_> {
    /// The payload, for a log that has so many lines once it is appended.
    pub(super) fn payload(&self, lines: u64, kinds: BTreeMap<String, u64>) -> SessionEnd {
        let files = [(DIFF, self.diff), (COMMITS, self.commits)];
        let artefact = |(name, bytes): (&str, Option<&[u8]>)| {
            bytes.map(|bytes| Artefact {
                name: name.to_owned(),
                bytes: bytes.len() as u64,
                sha256: sha256(bytes),
            })
        };
        SessionEnd {
            reason: Token(self.reason.to_owned()),
            counts: Counts { lines, kinds },
            artefacts: files.into_iter().filter_map(artefact).collect(),
            git: self.git.clone(),
        }
    }
}
