//! `interview redact`: a copy without the content of some events. The session itself is only read.

use std::{fs, io::Write};

use interview_core::{
    api,
    report::{COMMITS, DIFF, EVENTS, MANIFEST},
};

use crate::{
    args::Redact,
    outcome::{Failure, Status, quoted},
    render::count,
    source::{self, create},
};

/// Writes the copy: a folder for a bundle, a file for a bare log.
pub(crate) fn run(args: &Redact) -> Result<Status, Failure> {
    let session = source::read(&args.path)?;
    let bundle = session.bundle();
    let copy = api::redact(bundle.events, &args.seqs)
        .map_err(|error| Failure::about(&args.path, &error))?;
    let beside = [(MANIFEST, bundle.manifest), (DIFF, bundle.diff), (COMMITS, bundle.commits)];
    if beside.iter().all(|(_, bytes)| bytes.is_none()) {
        create(&args.output, &copy)?;
    } else {
        fs::create_dir(&args.output).map_err(|error| Failure::of_file(&args.output, &error))?;
        create(&args.output.join(EVENTS), &copy)?;
        for (name, bytes) in beside {
            if let Some(bytes) = bytes {
                create(&args.output.join(name), bytes)?;
            }
        }
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
