//! The end of a session: what the caller decides, and the payload that follows from it.

use std::collections::BTreeMap;

use crate::{
    Error, ErrorCode,
    event::{Artefact, Counts, GitTrees, SessionEnd, Token},
    hash::sha256,
    limits,
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
    /// Whether each file is small enough for a bundle: a verifier reads none that is larger.
    ///
    /// # Errors
    /// `invalid_event` where one has more bytes than [`limits::ARTEFACT_BYTES`].
    pub fn fits(&self) -> Result<(), Error> {
        for (name, bytes) in [(DIFF, self.diff), (COMMITS, self.commits)] {
            let length = bytes.map_or(0, |bytes| bytes.len() as u64);
            if length > limits::ARTEFACT_BYTES {
                let most = limits::ARTEFACT_BYTES;
                let message = format!("`{name}` has {length} bytes; a bundle's has at most {most}");
                return Err(Error::new(ErrorCode::InvalidEvent, message));
            }
        }
        Ok(())
    }

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
