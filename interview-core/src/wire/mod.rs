//! Bytes of the log: the line grammar of format 1, a strict reader and the writer.
//!
//! What is read is never written again in order to be checked: the bytes of a line are what is
//! hashed. What an event means is [`crate::event`]'s business.

mod flaw;
mod line;
mod scan;
mod spelling;
mod draft;
mod cleaning;
mod clip;
mod tree;
mod pointer;
mod fit;
mod strings;

pub use draft::{Draft, Prepared, Salt};
pub use flaw::{Flaw, Misfit, Reason};
pub use line::{EventLine, Line, data_of, read_line};
pub(crate) use scan::data as scan_payload;
pub use scan::scan_object;
