//! `manifest.json`: one line of JSON that follows from the log and the final note, so that it can
//! say nothing that the log doesn't.

use serde::{Deserialize, Serialize};

use crate::{event::Artefact, hash::Hash, limits, report::SessionFacts, wire::scan_object};

/// The manifest, members in this order.
#[derive(Serialize)]
struct Manifest<'a> {
    format: &'a str,
    session: &'a str,
    log_origin: &'a str,
    lines: u64,
    head: Hash,
    artefacts: &'a [Artefact],
    final_note: &'a str,
}

/// The bytes of the manifest, its LF included.
///
/// `facts` are those of the first line, `lines` and `head` the log's length and the leaf hash of
/// its last line, `artefacts` what session_end names.
#[must_use]
pub fn derive_manifest(
    facts: &SessionFacts,
    lines: u64,
    head: Hash,
    artefacts: &[Artefact],
    final_note: &str,
) -> Vec<u8> {
    let manifest = Manifest {
        format: "interview-log/1",
        session: facts.session.as_deref().unwrap_or_default(),
        log_origin: &facts.log_origin,
        lines,
        head,
        artefacts,
        final_note,
    };
    // INVARIANT: plain data with string keys can't fail to serialise.
    let mut bytes = serde_json::to_vec(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The final note in a manifest's bytes, or `None` where they aren't a manifest.
#[must_use]
pub fn final_note_of(manifest: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Noted {
        final_note: String,
    }
    let line = manifest.strip_suffix(b"\n").filter(|line| line.len() < limits::MANIFEST_BYTES)?;
    scan_object(line).ok()?;
    serde_json::from_slice::<Noted>(line).ok().map(|noted| noted.final_note)
}
