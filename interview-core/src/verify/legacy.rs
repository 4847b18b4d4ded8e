//! The Report on a log of interviewsignal 0.9: the original's verdict beside ours.

use serde_json::value::RawValue;

use crate::{
    legacy::{LegacyFinding, Outcome, Verification},
    report::{EVENTS, FindingCode, Findings, MANIFEST, Param, Params, Place, Report, params},
    verify::{VerifyOptions, conclude, verifier::LEGACY},
};

/// The Report. Its verdict is ours; `legacy` holds the original's, or null where it gives none.
pub(super) fn report(verification: Verification, options: &VerifyOptions) -> Report {
    let mut findings = Findings::default();
    verification.findings.iter().for_each(|finding| add(finding, &mut findings));
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
    report.legacy = match verification.outcome {
        Outcome::Verified(verdict) => {
            serde_json::to_string(&verdict).ok().and_then(|json| RawValue::from_string(json).ok())
        }
        Outcome::Raises { .. } | Outcome::BeyondLimits { .. } => None,
    };
    report
}

fn add(finding: &LegacyFinding, findings: &mut Findings) {
    let Some(code) = FindingCode::parse(finding.code) else { return };
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
