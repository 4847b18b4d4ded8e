//! What the fuzz targets share: how one input holds the files of a bundle.

use interview_core::{
    api::{Bundle, Verifier, VerifyOptions},
    policy::FormatPolicy,
    seal::Artefacts,
};

/// Stands between the parts of an input; `scripts/fuzz_seeds.py` writes the same.
pub const SEPARATOR: &[u8] = b"\xff\xfe\xfd\n";

/// The files of a bundle, and the options as JSON.
pub struct Input<'a> {
    /// Format asked for.
    pub format: FormatPolicy,
    /// Options as JSON.
    pub options: &'a [u8],
    /// The bundle.
    pub bundle: Bundle<'a>,
}

impl<'a> Input<'a> {
    /// Takes an input apart: one character for the format, then options, events, manifest, diff and
    /// commits, of which the last ones may be missing.
    #[must_use]
    pub fn of(bytes: &'a [u8]) -> Self {
        let (format, mut rest) = bytes.split_at(bytes.len().min(1));
        let mut parts = Vec::new();
        while let Some(end) = rest.windows(SEPARATOR.len()).position(|part| part == SEPARATOR) {
            parts.push(&rest[..end]);
            rest = &rest[end + SEPARATOR.len()..];
        }
        parts.push(rest);
        let part = |index: usize| parts.get(index).copied();
        Self {
            format: match format {
                b"1" => FormatPolicy::One,
                b"l" => FormatPolicy::Legacy,
                _ => FormatPolicy::Auto,
            },
            options: part(0).unwrap_or_default(),
            bundle: Bundle {
                events: part(1).unwrap_or_default(),
                manifest: part(2),
                diff: part(3),
                commits: part(4),
            },
        }
    }

    /// The options, those by default where the input's can't be used.
    #[must_use]
    pub fn options(&self) -> VerifyOptions {
        let json = std::str::from_utf8(self.options).unwrap_or_default();
        let mut options = VerifyOptions::from_json(json).unwrap_or_default();
        if Verifier::new(&options).is_err() {
            options = VerifyOptions::default();
        }
        options.policy.format = self.format;
        options
    }
}

/// The Report's JSON on a log that comes in chunks.
#[must_use]
pub fn streamed(bundle: &Bundle<'_>, options: &VerifyOptions, chunk: usize) -> String {
    let mut verifier = Verifier::new(options).unwrap();
    for chunk in bundle.events.chunks(chunk) {
        verifier.push(chunk).unwrap();
    }
    let Bundle { manifest, diff, commits, .. } = *bundle;
    verifier.finish(&Artefacts { manifest, diff, commits }).unwrap().to_json()
}
