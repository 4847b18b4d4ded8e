//! A share of a whole, without floating-point numbers.

use serde::Serialize;

/// A share as two whole numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Share {
    /// The part.
    pub n: u64,
    /// The whole.
    pub of: u64,
}
