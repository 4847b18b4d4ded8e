//! What `session_end` says, held against the log before it and the files beside it.

use std::collections::BTreeMap;

use crate::{
    event::{Artefact, SessionEnd},
    hash::sha256,
    limits,
    report::{COMMITS, DIFF, FindingCode, Findings, Place, params},
    seal::Artefacts,
};

/// The payload of session_end.
#[derive(Debug)]
pub(super) struct Ended {
    end: SessionEnd,
}

impl Ended {
    pub(super) fn read(data: &str) -> Option<Self> {
        serde_json::from_str(data).ok().map(|end| Self { end })
    }

    /// The files that it names.
    pub(super) fn artefacts(&self) -> &[Artefact] {
        &self.end.artefacts
    }

    /// Compares its counts with the log.
    pub(super) fn check_counts(
        &self,
        counted: &Counted<'_>,
        place: &Place,
        findings: &mut Findings,
    ) {
        let counts = &self.end.counts;
        if counts.lines != counted.lines {
            findings.add(FindingCode::CountsDiffer, place.clone(), params! { member: "lines" });
        }
        let uncounted = if counted.redacted > 0 {
            Some("lines are redacted")
        } else if counted.overflow {
            Some("there are too many kinds")
        } else {
            None
        };
        match uncounted {
            Some(reason) => findings.add(
                FindingCode::KindsNotCounted,
                place.clone(),
                params! { reason: reason },
            ),
            None if counts.kinds != *counted.kinds => {
                findings.add(FindingCode::CountsDiffer, place.clone(), params! { member: "kinds" });
            }
            None => {}
        }
    }

    /// Compares the files beside the log with the digests.
    pub(super) fn check_artefacts(
        &self,
        given: &Artefacts<'_>,
        place: &Place,
        findings: &mut Findings,
    ) {
        for (position, artefact) in self.end.artefacts.iter().enumerate() {
            let name = artefact.name.as_str();
            let is_known = name == DIFF || name == COMMITS;
            let is_again =
                self.end.artefacts.iter().take(position).any(|earlier| earlier.name == name);
            if !is_known || is_again {
                let params = params! { kind: "session_end", member: "artefacts" };
                findings.add(FindingCode::FrameMisfit, place.clone(), params);
            }
        }
        for (name, bytes) in [(DIFF, given.diff), (COMMITS, given.commits)] {
            let listed = self.end.artefacts.iter().find(|artefact| artefact.name == name);
            let code = match (listed, bytes) {
                (None, None) => continue,
                (Some(_), None) => FindingCode::ArtefactMissing,
                (None, Some(_)) => FindingCode::ArtefactUnlisted,
                (Some(listed), Some(bytes)) => {
                    let length = bytes.len() as u64;
                    // A reader stops behind the bound, so what is longer was never seen whole.
                    if length <= limits::ARTEFACT_BYTES
                        && listed.bytes == length
                        && listed.sha256 == sha256(bytes)
                    {
                        continue;
                    }
                    FindingCode::ArtefactDiffers
                }
            };
            findings.add(code, Place::file(name), params! {});
        }
    }
}

/// What was counted in the log.
pub(super) struct Counted<'a> {
    pub(super) lines: u64,
    pub(super) kinds: &'a BTreeMap<String, u64>,
    pub(super) redacted: u64,
    pub(super) overflow: bool,
}
