//! The Report on a log of interviewsignal 0.9: the original's verdict beside ours.

use serde_json::value::RawValue;

use crate::{
    flags,
    legacy::{LegacyFinding, Outcome, Verification},
    report::{EVENTS, FindingCode, Findings, MANIFEST, Param, Params, Place, Report, params},
    verify::{VerifyOptions, conclude, format::LEGACY},
};

/// The Report. Its verdict is ours; `legacy` holds the original's, or null where it gives none.
pub(super) fn report(verification: Verification, options: &VerifyOptions) -> Report {
    let mut findings = Findings::default();
    let open_line = verification.findings.iter().find_map(open_line);
    for finding in &verification.findings {
        // A crash leaves a line without an end; that is no alteration.
        let is_torn = open_line.is_some() && finding.place.line == open_line;
        match FindingCode::parse(finding.code) {
            Some(FindingCode::LegacyParseError) if is_torn => {
                add(FindingCode::LegacyTornTail, finding, &mut findings);
            }
            Some(code) => add(code, finding, &mut findings),
            None => {}
        }
    }
    findings.omit(verification.findings_omitted);
    if options.context.expected_ticket.is_some() {
        findings.add(FindingCode::TicketUnexpected, Place::file(EVENTS), params! {});
    }
    findings.add(FindingCode::LegacyUnsigned, Place::default(), params! {});
    let demands = conclude::unmet(options, &mut findings);
    let mut report = conclude::empty(options, findings);
    report.format = Some(LEGACY);
    report.assurance.summary = "unsigned, 64-bit hashes, 0 % anchored".to_owned();
    report.demands = demands;
    report.flags = (!options.only_log)
        .then(|| verification.flags.map(|flags| flags.into_iter().map(flags::of_legacy).collect()))
        .flatten();
    report.legacy = match verification.outcome {
        Outcome::Verified(verdict) => {
            serde_json::to_string(&verdict).ok().and_then(|json| RawValue::from_string(json).ok())
        }
        Outcome::Raises { .. } | Outcome::BeyondLimits { .. } => None,
    };
    report
}

/// The last line, where nothing ends it.
fn open_line(finding: &LegacyFinding) -> Option<u64> {
    let has_no_end = finding.params.iter().any(|(name, value)| *name == "end" && value == "none");
    finding.place.line.filter(|_| finding.code == "legacy_line_end" && has_no_end)
}

fn add(code: FindingCode, finding: &LegacyFinding, findings: &mut Findings) {
    let place = Place {
        file: Some(if finding.file == MANIFEST { MANIFEST } else { EVENTS }),
        line: finding.place.line,
        seq: finding.place.event,
        offset: finding.place.offset,
    };
    let params: Params =
        finding.params.iter().map(|(name, value)| (*name, Param::Text(value.clone()))).collect();
    findings.add(code, place, params);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finding_of_the_reader_has_a_code() {
        for (code, _) in crate::legacy::CODES {
            assert!(FindingCode::parse(code).is_some(), "{code}");
        }
    }
}
