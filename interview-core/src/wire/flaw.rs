//! Why a line is not a line of format 1, and why a payload doesn't fit its kind.

/// A place in a line where it leaves the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong.
    pub reason: Reason,
    /// Byte offset in the line.
    pub offset: usize,
}

/// A member of a payload that isn't what its kind says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// Name of the member.
    pub member: &'static str,
    /// Whether it is missing, or else of another shape.
    pub missing: bool,
    /// Byte offset in the line, or in the object that was scanned.
    pub offset: usize,
}

macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $variant:ident, $name:literal;)+) => {
        /// Every way in which a line can leave the grammar.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Reason { $($(#[doc = $doc])+ $variant,)+ }

        impl Reason {
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
    /// The line is longer than the format allows.
    TooLong, "too_long";
    /// The line is not UTF-8.
    NotUtf8, "not_utf8";
    /// The line is empty.
    Empty, "empty";
    /// The envelope's members, order or punctuation differ.
    Envelope, "envelope";
    /// `prev` is not 64 lower-case hexadecimal digits.
    Prev, "prev";
    /// `seq` is not a whole number of at most 16 digits without leading zeros.
    Seq, "seq";
    /// `at` is not a real UTC time with three decimals in the years 1970 to 9999.
    At, "at";
    /// `kind` is not a kind's name.
    Kind, "kind";
    /// `origin` is not an origin's name.
    Origin, "origin";
    /// `salt` is not 16 bytes base64url.
    Salt, "salt";
    /// `data` is not JSON of the format.
    Json, "json";
    /// A string holds a control character, a bad escape or no end.
    String, "string";
    /// A string holds half of a surrogate pair.
    Surrogate, "surrogate";
    /// A number is not a whole number within 2^53 - 1.
    Number, "number";
    /// An object has a key twice.
    DuplicateKey, "duplicate_key";
    /// `data` is nested deeper than the format allows.
    TooDeep, "too_deep";
    /// Bytes follow the line's closing brace.
    Trailing, "trailing";
    /// A redacted line is not `~` and 64 lower-case hexadecimal digits.
    Redacted, "redacted";
}
