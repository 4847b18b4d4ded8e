//! `interview demo`: a session recorded and verified, and two attempts to change it, told in a page.
//! Every sentence about an outcome is checked before it is believed: the exit status says so.

mod attack;
mod folder;
mod record;
mod relay;
mod script;
mod tell;

use std::io::Write as _;

use interview_core::{
    api::{Policy, Report, VerifyOptions},
    policy::{Demands, PolicyKey},
    report::{TicketState, Verdict},
};
use interview_journal::{read_bundle, verify_path};

use crate::{
    args::Demo,
    outcome::{Failure, Status},
    source::create,
};
use folder::Folder;
use record::{Clock, identity, record};
use relay::Relay;
use script::{LEFT_OUT, STEPS};

/// A sentence, and whether it is so.
type Claim = (&'static str, bool);

/// Runs the demo.
pub(crate) fn run(args: &Demo) -> Result<Status, Failure> {
    let folder = Folder::new(args.dir.as_deref())?;
    let mut out = anstream::stdout().lock();

    let mut relay = Relay::new()?;
    let clock = Clock::before_script()?;
    let name = identity(&clock, None)?;
    let session = folder.join("session");
    record(&session, &name, clock.clone(), STEPS, &mut relay)?;
    tell::recording(&mut out, &relay)?;

    let options = trusting(&relay);
    create(&folder.join("policy.json"), options.policy.to_json().as_bytes())?;
    let honest = verify_path(&session, &options)?;
    tell::honest(&mut out, &honest)?;

    let changed = folder.join("changed");
    let line = attack::change_byte(&read_bundle(&session)?.bundle(), &changed)?;
    let found = verify_path(&changed, &options)?;
    tell::change(&mut out, line, &found)?;

    let rewritten = folder.join("rewritten");
    let mut invented = Relay::new()?;
    let without = STEPS.iter().enumerate().filter(|(step, _)| *step != LEFT_OUT);
    let without: Vec<_> = without.map(|(_, step)| *step).collect();
    let forged = identity(&clock, Some(&name))?;
    record(&rewritten, &forged, clock, &without, &mut invented)?;
    let plain = verify_path(&rewritten, &options)?;
    let mut knowing = options.clone();
    knowing.context.heads.extend(relay.head());
    let remembered = verify_path(&rewritten, &knowing)?;
    tell::rewriting(&mut out, (&relay, &invented), &plain, &remembered)?;

    let claims: [Claim; 4] = [
        ("the session passes", honest.passes()),
        ("the changed byte is found where it is", is_located(&found, line)),
        ("a log by invented keys proves nothing", proves_nothing(&plain)),
        ("the witness remembers the old log", remembered.verdict == Verdict::Altered),
    ];
    tell::end(&mut out, &claims, folder.kept())?;
    out.flush()?;
    let all = claims.iter().all(|(_, holds)| *holds);
    Ok(if all { Status::Holds } else { Status::Fails })
}

/// Options of somebody who trusts this relay and its witness, and wants to hear from both.
fn trusting(relay: &Relay) -> VerifyOptions {
    let (ticket, witness) = (relay.ticket_vkey().to_string(), relay.witness_vkey().to_string());
    let key = |vkey| PolicyKey { vkey, not_before: None, not_after: None };
    let mut policy = Policy::default();
    policy.demands =
        Demands { ticket: true, cosigned: vec![witness.clone()], max_unanchored_s: None };
    policy.keys = vec![key(ticket), key(witness)];
    let mut options = VerifyOptions::default();
    options.policy = policy;
    options
}

/// Whether a change is found in its line or the next.
fn is_located(report: &Report, line: u64) -> bool {
    let at = report.first_cause().and_then(|finding| finding.place.line);
    report.verdict == Verdict::Altered && (at == Some(line) || at == Some(line + 1))
}

/// Whether nobody who is trusted stands behind the log, though all in it fits.
fn proves_nothing(report: &Report) -> bool {
    let assurance = &report.assurance;
    report.verdict == Verdict::Intact
        && !report.passes()
        && assurance.ticket == TicketState::Unverified
        && assurance.cosigned_by.is_empty()
        && assurance.unknown_signatures > 0
        && report.demands.iter().all(|demand| !demand.met)
}
