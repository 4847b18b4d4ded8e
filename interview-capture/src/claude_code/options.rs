//! What the one who imports must say.

/// What an importer must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Root of the work tree as an absolute path of the host; the first working directory that the
    /// transcript names where it is absent.
    pub root: Option<String>,
    /// Salt of the line digests: that of the session which the events are for.
    pub line_salt: [u8; 32],
}
