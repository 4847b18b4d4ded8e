//! The end of a verification: torn tail, final note, manifest, heads, demands, and the Report.

use crate::{
    checkpoint::VerifierKey,
    report::{
        Assurance, Brackets, Demand, EVENTS, FindingCode, Findings, HeadsChecked, MANIFEST, Place,
        PolicyRef, REPORT_FORMAT, Report, SessionFacts, TicketState, TrustedTime, params,
    },
    seal::{self, Artefacts},
    share::Share,
    verify::{
        VerifyOptions, anchor,
        end::Counted,
        format::FORMAT,
        judge,
        log::Log,
        options,
        read::{Feed, Torn},
    },
};

/// The Report on a log of format 1.
pub(super) fn report(
    mut log: Log,
    torn: Option<Torn>,
    feed: &Feed,
    artefacts: &Artefacts<'_>,
    options: &VerifyOptions,
) -> Report {
    if let Some(report) = unreadable_log(&log, feed, options) {
        return report;
    }
    tail(&mut log, torn);
    let root = log.tree.root();
    let is_session = log.start.as_ref().is_none_or(|start| start.is_session);
    let mut assurance = Assurance::default();
    if is_session {
        counts(&mut log);
        sealed(&mut log, artefacts, &mut assurance);
        if let Some(ended) = &log.ended {
            ended.check_artefacts(artefacts, &log.last_place(), &mut log.findings);
        }
    }
    assurance.heads = heads(&mut log, options);
    continues(&mut log, options);
    let brackets = assure(&mut assurance, &mut log);
    let demands = demands(&mut log, &assurance, options);
    let session = session_facts(&mut log, root);
    let mut report = empty(options, std::mem::take(&mut log.findings));
    report.format = Some(FORMAT);
    report.assurance = assurance;
    report.demands = demands;
    report.session = session;
    report.brackets = brackets;
    judge::judge(&mut report, log, artefacts, options);
    report
}

/// The Report on input of which no line could be read.
pub(super) fn unreadable(mut findings: Findings, options: &VerifyOptions) -> Report {
    let demands = unmet(options, &mut findings);
    let mut report = empty(options, findings);
    report.demands = demands;
    report.assurance.summarise();
    report
}

/// A Report with its findings and nothing else.
pub(super) fn empty(options: &VerifyOptions, findings: Findings) -> Report {
    let verdict = findings.verdict();
    let (findings, findings_omitted) = findings.into_parts();
    Report {
        report: REPORT_FORMAT,
        library: env!("CARGO_PKG_VERSION"),
        format: None,
        policy: PolicyRef {
            profile: options.policy.profile.clone(),
            sha256: options.policy.sha256(),
        },
        verdict,
        findings,
        findings_omitted,
        assurance: Assurance::default(),
        demands: Vec::new(),
        session: None,
        evidence: None,
        flags: None,
        score: None,
        legacy: None,
        brackets: Brackets::default(),
    }
}

fn unreadable_log(log: &Log, feed: &Feed, options: &VerifyOptions) -> Option<Report> {
    let mut findings = Findings::default();
    let other_format = log.start.as_ref().and_then(|start| start.other_format.as_ref());
    if feed.is_empty() {
        findings.add(FindingCode::EmptyLog, Place::file(EVENTS), params! {});
    } else if let Some(format) = other_format {
        // The name stands in a candidate's file: only a known spelling is repeated.
        let is_version = format.strip_prefix("interview-log/").is_some_and(|version| {
            !version.is_empty() && version.len() < 8 && version.bytes().all(|b| b.is_ascii_digit())
        });
        let name = if is_version { format.as_str() } else { "unknown" };
        findings.add(FindingCode::UnsupportedFormat, Place::line(0, 0), params! { format: name });
    } else if log.good == 0 {
        let code =
            if feed.begins_as_legacy() { FindingCode::LegacyFormat } else { FindingCode::NotALog };
        findings.add(code, Place::file(EVENTS), params! {});
    } else {
        return None;
    }
    Some(unreadable(findings, options))
}

/// What stands behind the last whole line.
fn tail(log: &mut Log, torn: Option<Torn>) {
    let suspect = log.suspect.take();
    let reason = match (&suspect, torn) {
        (Some(suspect), _) => suspect.flaw.reason.as_str(),
        (None, Some(_)) => "no_line_end",
        (None, None) => return,
    };
    if log.end_line.is_some() {
        let place = Place::line(log.lines, log.offset);
        return log.findings.add(FindingCode::AfterEnd, place, params! {});
    }
    let bytes = suspect.map_or(0, |suspect| suspect.bytes) + torn.map_or(0, |torn| torn.bytes);
    let mut place = log.last_place();
    place.offset = Some(log.offset);
    log.findings.add(FindingCode::TornTail, place, params! { reason: reason, bytes: bytes });
}

fn counts(log: &mut Log) {
    let place = log.last_place();
    let Some(ended) = &log.ended else {
        if log.end_line.is_none() {
            log.findings.add(FindingCode::NoSessionEnd, place, params! {});
        }
        return;
    };
    let counted = Counted {
        lines: log.lines,
        kinds: &log.kinds,
        redacted: log.redacted,
        overflow: log.kinds_overflow,
    };
    ended.check_counts(&counted, &place, &mut log.findings);
}

/// Checks the manifest and the final note in it. The note comes first: what it says against the
/// last line names that line.
fn sealed(log: &mut Log, artefacts: &Artefacts<'_>, assurance: &mut Assurance) {
    let place = Place::file(MANIFEST);
    let Some(manifest) = artefacts.manifest else {
        return log.findings.add(FindingCode::ManifestMissing, place, params! {});
    };
    let Some(start) = &log.start else { return };
    let note = seal::final_note_of(manifest);
    let (Some(note), Some(key)) = (note, start.key.clone()) else {
        return log.findings.add(FindingCode::ManifestDiffers, place, params! {});
    };
    final_note(log, &note, &key, assurance);
    if let (Some(start), Some(ended)) = (&log.start, &log.ended) {
        let derived =
            seal::derive_manifest(&start.facts, log.lines, log.head, ended.artefacts(), &note);
        if derived != manifest {
            log.findings.add(FindingCode::ManifestDiffers, place, params! {});
        }
    }
}

fn final_note(log: &mut Log, note: &str, key: &VerifierKey, assurance: &mut Assurance) {
    let place = Place::file(MANIFEST);
    let checked = match anchor::check(note, key, &log.known, &place, &mut log.findings) {
        Ok(checked) => checked,
        Err(reason) => {
            return log.findings.add(
                FindingCode::FinalNoteInvalid,
                place,
                params! { reason: reason },
            );
        }
    };
    let size = checked.checkpoint.size;
    let last = log.last_place();
    if log.end_line.is_none() && size > log.lines {
        let params = params! { size: size, lines: log.lines };
        return log.findings.add(FindingCode::Truncated, last, params);
    }
    if size != log.lines {
        return log.findings.add(FindingCode::FinalNoteInvalid, place, params! { reason: "size" });
    }
    if log.tree.root() != checked.checkpoint.root {
        return log.findings.add(FindingCode::RootDiffers, last, params! { size: size });
    }
    assurance.self_signed = log.end_line.is_some();
    assurance.final_cosigned = !checked.cosigned.is_empty();
    log.final_cosigners = checked.cosigned.iter().map(|(key, _)| *key).collect();
    log.trust(&checked, size, None, &place);
}

/// Compares the heads that witnesses keep.
fn heads(log: &mut Log, options: &VerifyOptions) -> HeadsChecked {
    let mut state = HeadsChecked::NotChecked;
    let last = log.last_place();
    for head in &options.context.heads {
        let size = head.size;
        let finding = if size > log.lines {
            let sealed = log.end_line.is_some();
            Some(if sealed { FindingCode::HeadBeyondEnd } else { FindingCode::HeadAhead })
        } else {
            (log.tree.kept(size) != Some(head.root)).then_some(FindingCode::HeadConflict)
        };
        match finding {
            Some(code) => {
                state = HeadsChecked::Conflict;
                log.findings.add(code, last.clone(), params! { size: size, lines: log.lines });
            }
            None if state == HeadsChecked::NotChecked => state = HeadsChecked::Checked,
            None => {}
        }
    }
    state
}

/// Compares the session that this one continues with what the caller knows of it.
fn continues(log: &mut Log, options: &VerifyOptions) {
    let Some(earlier) = log.start.as_ref().and_then(|start| start.facts.continues.clone()) else {
        return;
    };
    let Some(known) =
        options.context.sessions.iter().find(|other| other.session == earlier.session)
    else {
        return;
    };
    let differs = known.size.is_some_and(|size| size != earlier.size)
        || known.leaf_hash.is_some_and(|hash| hash != earlier.leaf_hash);
    if differs {
        log.findings.add(FindingCode::ContinuesDiffers, Place::line(0, 0), params! {});
    }
}

fn assure(assurance: &mut Assurance, log: &mut Log) -> Brackets {
    let start = log.start.as_ref();
    assurance.ticket = start.map_or(TicketState::None, |start| start.ticket);
    let ticket_ms = start.and_then(|start| start.ticket_ms);
    assurance.anchors = log.anchors;
    assurance.unknown_signatures = log.unknown_signatures;
    assurance.cosigned_by = log
        .cosigners
        .iter()
        .filter_map(|key| log.known.get(*key))
        .map(options::KnownKey::label)
        .collect();
    let covered = log.times.iter().map(|time: &TrustedTime| time.size).max().unwrap_or(0);
    assurance.anchored = Share { n: covered.min(log.lines), of: log.lines };
    let brackets = Brackets::new(ticket_ms, &log.times);
    let (both, widest) = brackets.widest(log.lines);
    assurance.bracketed = Share { n: both, of: log.lines };
    assurance.widest_bracket_ms = widest;
    assurance.summarise();
    if log.times.is_empty() {
        let place = log.last_place();
        log.findings.add(FindingCode::NotAnchored, place, params! {});
    }
    brackets
}

fn demands(log: &mut Log, assurance: &Assurance, options: &VerifyOptions) -> Vec<Demand> {
    let wanted = &options.policy.demands;
    let mut demands = Vec::new();
    if wanted.ticket {
        let met = assurance.ticket == TicketState::Verified;
        demands.push(Demand { demand: "ticket", wanted: "verified".to_owned(), met });
    }
    for vkey in &wanted.cosigned {
        let met = options::parse_key(vkey).is_ok_and(|key| {
            log.final_cosigners
                .iter()
                .filter_map(|index| log.known.get(*index))
                .any(|known| known.key == key)
        });
        demands.push(Demand { demand: "cosigned", wanted: vkey.clone(), met });
    }
    if let Some(seconds) = wanted.max_unanchored_s {
        let most = i64::try_from(seconds.saturating_mul(1000)).unwrap_or(i64::MAX);
        let met = assurance.bracketed.n == assurance.bracketed.of
            && assurance.widest_bracket_ms.is_some_and(|widest| widest <= most);
        demands.push(Demand { demand: "max_unanchored", wanted: format!("{seconds} s"), met });
    }
    for demand in demands.iter().filter(|demand| !demand.met) {
        log.findings.add(
            FindingCode::DemandUnmet,
            Place::default(),
            params! { demand: demand.demand },
        );
    }
    demands
}

/// The policy's demands on a log that can't meet any.
pub(super) fn unmet(options: &VerifyOptions, findings: &mut Findings) -> Vec<Demand> {
    let mut log = Log::default();
    std::mem::swap(&mut log.findings, findings);
    let demands = demands(&mut log, &Assurance::default(), options);
    std::mem::swap(&mut log.findings, findings);
    demands
}

fn session_facts(log: &mut Log, root: crate::hash::Hash) -> Option<SessionFacts> {
    let start = log.start.as_ref()?;
    Some(SessionFacts {
        sealed: log.end_line.is_some(),
        lines: log.lines,
        head: log.head,
        root,
        started_at: log.clock.first,
        ended_at: log.clock.last,
        kinds: std::mem::take(&mut log.kinds),
        redacted: log.redacted,
        ..start.facts.clone()
    })
}
