//! `interview redact`: a copy without the content of some events. The session itself is only read.

use std::io::Write;

use interview_core::api::{self, Bundle};

use crate::{
    args::Redact,
    outcome::{Failure, Status, quoted},
    render::count,
    source::{self, create, create_bundle},
};

/// Writes the copy: a folder for a bundle, a file for a bare log.
pub(crate) fn run(args: &Redact) -> Result<Status, Failure> {
    let session = source::read(&args.path)?;
    let bundle = session.bundle();
    let copy = api::redact(bundle.events, &args.seqs)
        .map_err(|error| Failure::about(&args.path, &error))?;
    let copy = Bundle { events: &copy, ..bundle };
    if matches!(copy, Bundle { manifest: None, diff: None, commits: None, .. }) {
        create(&args.output, copy.events)?;
    } else {
        create_bundle(&args.output, &copy)?;
    }
    let mut seqs = args.seqs.clone();
    seqs.sort_unstable();
    seqs.dedup();
    let mut err = anstream::stderr().lock();
    // Talk on standard error may get lost; the copy is written.
    let _ = writeln!(
        err,
        "{} redacted in {}; its verdict will be `incomplete`",
        count(seqs.len() as u64, "event"),
        quoted(&args.output),
    );
    Ok(Status::Holds)
}
