//! Lines attributed by the log of a session, as the Report on it has them.

use std::{io::Write as _, path::Path};

use interview_core::api::{self, Policy, Verdict, VerifyOptions};

use super::{Attributed, unread};
use crate::{
    outcome::{Failure, quoted},
    source,
    term::{WARN, paint},
};

/// Attributes the lines of the bundle's own diff.
pub(super) fn attribute(path: &Path, policy: Option<Policy>) -> Result<Attributed, Failure> {
    let session = source::read(path)?;
    let bundle = session.bundle();
    let mut options = VerifyOptions::default();
    options.policy = policy.unwrap_or_else(super::any_format);
    let report = api::verify(&bundle, &options).map_err(|error| Failure::about(path, &error))?;
    let Some(evidence) = report.evidence else {
        return Err(Failure::new(
            format!("{}: it is no session whose lines can be attributed", quoted(path)),
            "only logs of format 1 have line digests; `interview verify` tells what it is",
        ));
    };
    if evidence.added.is_none() {
        let name = match evidence.flaws.is_empty() {
            true => quoted(path),
            false => format!("{}: changes.diff", quoted(path)),
        };
        return Err(unread(&name, &evidence.flaws));
    }
    if report.verdict != Verdict::Intact {
        let verdict = report.verdict.as_str();
        let mut err = anstream::stderr().lock();
        // Talk on standard error may get lost; the lines are what was asked for.
        let _ = writeln!(
            err,
            "{} the session is {verdict}: `interview verify` tells why",
            paint(WARN, "warning:")
        );
    }
    Ok(Attributed { evidence, diff: bundle.diff.unwrap_or_default().to_vec() })
}
