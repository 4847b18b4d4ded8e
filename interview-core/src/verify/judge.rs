//! From a log that was read to its evidence, score and flags. What stands here puts together what
//! other modules compute; no line of it changes the verdict.

use super::{VerifyOptions, log::Log};
use crate::{
    evidence::Evidence,
    flags::{self, ClockStep, Known, Stretch},
    policy::Policy,
    report::{FindingCode, Param, Report},
    score::{self, Facts, Pause, Score, TrustedAnchor},
    seal::Artefacts,
    session::Session,
};

/// Fills the Report's evidence, score and flags.
pub(super) fn judge(
    report: &mut Report,
    mut log: Log,
    artefacts: &Artefacts<'_>,
    options: &VerifyOptions,
) {
    let is_session = log.start.as_ref().is_some_and(|start| start.is_session);
    let Some(collector) = log.collector.take().filter(|_| is_session) else { return };
    let (evidence, session) = collector.finish(artefacts.diff, artefacts.commits);
    let activity = session.activity();
    let score = score(&log, &session, options);
    if options.policy.profile == "standard" {
        report.flags = Some(raise(report, &log, &session, &activity, &evidence, &score, options));
    }
    if let Some(facts) = &mut report.session {
        facts.activity = Some(activity);
    }
    report.evidence = Some(evidence);
    report.score = Some(score);
}

fn score(log: &Log, session: &Session, options: &VerifyOptions) -> Score {
    let anchors: Vec<_> = log
        .times
        .iter()
        .filter(|time| time.line.is_some())
        .map(|time| TrustedAnchor { time_ms: time.ms, at_ms: time.at_ms })
        .collect();
    let whole = log.times.iter().filter(|time| time.size >= log.lines);
    let facts = Facts {
        ticket_ms: log.start.as_ref().and_then(|start| start.ticket_ms),
        started_ms: session.start.map_or(0, |start| start.at_ms),
        ended_ms: session.end.map(|end| end.at_ms),
        cosigned_ms: whole.map(|time| time.ms).min(),
        anchors: &anchors,
        received_ms: options.context.received_at.map(crate::event::Timestamp::ms),
        pauses: &pauses(log, session),
    };
    let elapsed = score::elapsed(&facts);
    let extended = log.vouched.iter().filter_map(|(_, vouched)| vouched.extension_ms);
    let limit_ms = match session.limit_ms {
        0 => 0,
        limit_ms => extended.fold(limit_ms, u64::saturating_add),
    };
    let policy: &Policy = &options.policy;
    let overtime = elapsed.and_then(|elapsed| {
        score::overtime(elapsed.elapsed_ms, limit_ms, None, &policy.overtime).ok()
    });
    Score { elapsed, overtime }
}

/// Pauses for which a trusted statement vouches, each until the session goes on.
fn pauses(log: &Log, session: &Session) -> Vec<Pause> {
    let granted = log.vouched.iter().filter_map(|(at, vouched)| Some((*at, vouched.granted_ms?)));
    granted
        .map(|(from_ms, granted_ms)| {
            let pause = session.pauses.iter().find(|pause| pause.from.at_ms == from_ms);
            let until_ms = pause.and_then(|pause| pause.until).map(|until| until.at_ms);
            Pause { from_ms, until_ms, granted_ms }
        })
        .collect()
}

fn raise(
    report: &Report,
    log: &Log,
    session: &Session,
    activity: &crate::session::Activity,
    evidence: &Evidence,
    score: &Score,
    options: &VerifyOptions,
) -> Vec<flags::Flag> {
    let is_clock = |code| matches!(code, FindingCode::ClockStepped | FindingCode::ClockWentBack);
    let clock: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| is_clock(finding.code))
        .filter_map(|finding| match finding.params.get("ms") {
            Some(Param::Number(ms)) => Some(ClockStep { seq: finding.place.line?, ms: *ms }),
            _ => None,
        })
        .collect();
    let bracketed = report.brackets.bracketed(log.lines).into_iter();
    let stretches: Vec<_> = bracketed
        .map(|(events, width_ms)| Stretch {
            from: events.start,
            to: events.end,
            width_ms: width_ms.unsigned_abs(),
        })
        .collect();
    let facts = log.start.as_ref().map(|start| &start.facts);
    let own = [
        facts.and_then(|facts| facts.session.as_deref()),
        facts.and_then(|facts| facts.continues.as_ref()).map(|earlier| earlier.session.as_str()),
    ];
    let others = options.context.sessions.iter();
    let other_sessions: Vec<_> = others
        .filter(|other| !own.contains(&Some(other.session.as_str())))
        .map(|other| other.size)
        .collect();
    let known = Known {
        session,
        activity,
        evidence,
        score,
        clock: &clock,
        drift: log.clock.drift.map(|(seq, ms)| ClockStep { seq, ms }),
        stretches: &stretches,
        other_sessions: &other_sessions,
    };
    flags::standard(&known, &options.policy.flags)
}
