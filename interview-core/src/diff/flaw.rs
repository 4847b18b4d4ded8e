//! Why bytes are not a diff as git prints it, or a diff doesn't fit the file it is applied to.

/// A place in a diff that can't be read, or can't be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiffFlaw {
    /// What is wrong.
    pub reason: DiffReason,
    /// 1-based line of the diff.
    pub line: u64,
    /// Byte offset of that line in the diff.
    pub offset: u64,
}

macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $variant:ident, $name:literal;)+) => {
        /// Every way in which a diff can be flawed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum DiffReason { $($(#[doc = $doc])+ $variant,)+ }

        impl DiffReason {
            /// The name that stands in `params.reason` of a finding.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// All reasons.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// What it means.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc,)+).trim_ascii(),)+ }
            }
        }
    };
}

reasons! {
    /// The bytes hold no diff of git, and aren't the text of a commit without one.
    NotADiff, "not_a_diff";
    /// A combined diff of a merge, which has no single state before.
    Combined, "combined";
    /// A second commit begins; a diff is that of one pair of trees.
    SeveralCommits, "several_commits";
    /// A header ends in CR: something converted the diff's line ends.
    LineEndsConverted, "line_ends_converted";
    /// The diff ends in the middle of a line.
    Cut, "cut";
    /// A line that no part of a diff begins with, or that can't stand where it does.
    UnexpectedLine, "unexpected_line";
    /// A header that git doesn't print, or that stands twice.
    Header, "header";
    /// A header is longer than any path makes it.
    HeaderTooLong, "header_too_long";
    /// A quoted path has a bad escape or no end.
    Quoting, "quoting";
    /// The two paths of a header can't be told apart.
    AmbiguousPaths, "ambiguous_paths";
    /// The headers of one file name different paths.
    PathsDisagree, "paths_disagree";
    /// A mode is not six octal digits.
    Mode, "mode";
    /// The ids of an `index` line are not hexadecimal.
    BlobId, "blob_id";
    /// A binary patch ends before its blank line, or holds what is no data.
    BinaryPatch, "binary_patch";
    /// A hunk's header is not `@@ -a,b +c,d @@`, or its numbers are too large.
    HunkHeader, "hunk_header";
    /// A hunk has fewer lines than its header says.
    HunkCut, "hunk_cut";
    /// A hunk has more lines than its header says.
    HunkTooLong, "hunk_too_long";
    /// A hunk begins before the one above it ends.
    HunkOrder, "hunk_order";
    /// Lines follow on one that is said to end the file.
    AfterTheEnd, "after_the_end";
    /// More files than a diff may have.
    TooManyFiles, "too_many_files";
    /// More hunks than a diff may have.
    TooManyHunks, "too_many_hunks";
    /// More lines in hunks than a diff may have.
    TooManyLines, "too_many_lines";
    /// A context or removed line isn't the line of the file there.
    LineDiffers, "line_differs";
    /// A hunk's place after isn't where the changes above put it.
    Misplaced, "misplaced";
    /// A binary file has no hunks that could be applied.
    Binary, "binary";
}
