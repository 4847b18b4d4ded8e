//! Every bound on what hostile input can grow. Each has a conformance vector at its edge.

/// Bytes in one line of `events.jsonl`, without its LF.
pub const LINE_BYTES: usize = 1_048_576;
/// Depth of nesting in `data`, with `data` itself at 1.
pub const DATA_DEPTH: usize = 32;
/// Largest absolute value of an integer in `data`: 2^53 - 1, exact in every JSON reader.
pub const INTEGER_MAX: u64 = (1 << 53) - 1;
/// Digits of `seq`.
pub const SEQ_DIGITS: usize = 16;
/// Bytes in one signed note.
pub const NOTE_BYTES: usize = 16_384;
/// Signatures in one signed note.
pub const NOTE_SIGNATURES: usize = 16;
/// Bytes in the name of a key and in a log origin.
pub const NAME_BYTES: usize = 255;
/// Bytes in an interview code.
pub const INTERVIEW_CODE_BYTES: usize = 64;
/// Last second of the year 9999, in Unix seconds: the latest time that an RFC 3339 date can show.
pub const UNIX_SECONDS_MAX: u64 = 253_402_300_799;
/// Latest time of a cosignature, in Unix seconds: 2^63 - 1, as C2SP tlog-cosignature bounds it.
pub const COSIGNATURE_SECONDS_MAX: u64 = (1 << 63) - 1;
/// Lines between the size of an anchor's checkpoint and the anchor itself.
pub const ANCHOR_LAG: u64 = 4096;
/// Hashes in one inclusion or consistency proof: enough for 2^63 leaves.
pub const PROOF_HASHES: usize = 63;
/// Bytes in one tlog-proof file.
pub const PROOF_BYTES: usize = 65_536;
/// Bytes in `manifest.json`.
pub const MANIFEST_BYTES: usize = 65_536;
/// Findings listed in a Report; the verdict counts all of them.
pub const FINDINGS: usize = 1_000;
/// Statements of one log that vouch for an event; more are shown as claimed.
pub const STATEMENTS: usize = 1_000;
/// Line changes listed in one file event before it is split into parts, in bytes of its line.
pub const FILE_PART_BYTES: usize = 262_144;
/// Pairs of lines that one alignment of two files may compare; beyond, lines are taken as replaced.
pub const ALIGN_PAIRS: usize = 1 << 24;
/// Files in one diff.
pub const DIFF_FILES: usize = 100_000;
/// Hunks in one diff.
pub const DIFF_HUNKS: usize = 1_000_000;
/// Lines in the hunks of one diff, those of the file before and of the file after each counted:
/// attribution holds what it knows of each line of a file.
pub const DIFF_LINES: u64 = 4_000_000;
/// Bytes in one header line of a diff: two paths of 4,096 bytes with every byte escaped, twice over.
pub const DIFF_HEADER_BYTES: usize = 65_536;
/// Lines that a transcript keeps; more are counted.
pub const TRANSCRIPT_EVENTS: usize = 100_000;
/// Bytes of the log's texts that a transcript keeps; more are counted.
pub const TRANSCRIPT_TEXT_BYTES: usize = 32 << 20;
/// Bytes in one line of a legacy log.
pub const LEGACY_LINE_BYTES: usize = 16_777_216;
/// Bytes in a legacy manifest.
pub const LEGACY_MANIFEST_BYTES: usize = 67_108_864;
/// Bytes of `events.jsonl` in an archive.
pub const ARCHIVE_EVENTS_BYTES: u64 = 4 << 30;
/// Bytes of `changes.diff` or `commits.json`.
pub const ARTEFACT_BYTES: u64 = 256 << 20;
/// log2 of the largest zstd window that an archive may ask for: 8 MiB.
pub const ZSTD_WINDOW_LOG: u32 = 23;
/// Verifier keys that a caller may trust, and heads that a context may name.
pub const TRUSTED_KEYS: usize = 1_024;
/// Depth of nesting in a legacy line, the outermost container at 1. The original ends where its
/// Python runs out of stack, between 900 and 1,100 according to build and caller.
pub const LEGACY_DEPTH: usize = 995;
/// Digits of a score before its point.
pub const SCORE_DIGITS: usize = 6;
/// Decimals of a score.
pub const SCORE_DECIMALS: usize = 6;
/// Bands of an overtime policy.
pub const OVERTIME_BANDS: usize = 64;
/// Minutes over the limit at which the last band may end: a year, so that exact fractions fit 128
/// bits.
pub const OVERTIME_MINUTES: u32 = 525_600;
/// Files and spans of lines that the evidence of a Report lists; lines beyond them are counted.
pub const SPANS: usize = 100_000;
/// Commits and files of commits that the evidence of a Report lists.
pub const COMMIT_PLACES: usize = 1_000;
/// Events that one flag points at; the nearest to what it is about where there are more.
pub const FLAG_EVIDENCE: usize = 50;
/// Patterns in one list of a policy.
pub const PATTERNS: usize = 256;
/// Bytes in one pattern of a policy.
pub const PATTERN_BYTES: usize = 256;
/// Pairs of lines that all alignments of one attribution may look at together; what is beyond is
/// matched by unique lines alone.
pub const REPLAY_PAIRS: usize = 1 << 28;
/// Runs of neighbouring lines that all edits of one log may go through together; a file that is edited
/// beyond is out of step until an event tells all of it.
pub const REPLAY_RUNS: usize = 1 << 28;
/// How often one path is looked up for one diff; a diff of git has a path twice at most.
pub const DIFF_PATHS: u8 = 2;
