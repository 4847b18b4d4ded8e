//! Every bound on what hostile input can grow.

/// Bytes in one line of a transcript. Screenshots stand in it as text.
pub const LINE_BYTES: usize = 16 << 20;
/// Bytes of the lines that one import holds at a time.
pub const IMPORT_BYTES: usize = 1 << 30;
/// Flaws that an import lists; more are counted.
pub const FLAWS: usize = 1_000;
/// Bytes of a file whose lines are followed.
pub const FILE_BYTES: usize = 8 << 20;
/// Bytes in a path; a longer one is not told.
pub const PATH_BYTES: usize = 4_096;
/// Attachments that a prompt lists.
pub const ATTACHMENTS: usize = 256;
/// Bytes of all files that are followed at a time.
pub const FOLLOWED_BYTES: usize = 256 << 20;
/// Bytes of files that may be edited and compared, for each byte of the transcript. It keeps the
/// work linear where small edits of large files follow each other.
pub const WORK_PER_BYTE: usize = 64;
/// Bytes of files that may be edited and compared however short the transcript is.
pub const WORK_BYTES: usize = 64 << 20;
/// Names of failed tests that a `test_run` lists.
pub const FAILING: usize = 50;
/// Bytes of a command's output in which the summary of a test run is looked for, at its end.
pub const OUTPUT_BYTES: usize = 1 << 20;
