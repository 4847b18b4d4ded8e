//! Text that speaks to whoever grades and asks for something.

use super::{
    Detector, Flag, Known,
    flag::{Colour, Measure, count},
};
use crate::policy::FlagPolicy;

pub(super) struct GraderInjection;

impl Detector for GraderInjection {
    fn id(&self) -> &'static str {
        "grader_injection"
    }

    fn detect(&self, known: &Known<'_>, _: &FlagPolicy) -> Option<Flag> {
        let (said, written) = (&known.session.addressed, &known.evidence.addressed);
        let found = (said.len() + written.len()) as u64;
        if found == 0 {
            return None;
        }
        let places: Vec<_> = written.iter().take(3).map(|(_, place)| place.as_str()).collect();
        let at =
            if places.is_empty() { String::new() } else { format!(" ({})", places.join(", ")) };
        let detail = format!(
            "{} of prompts, commits or added lines{at} speak to whoever grades and ask for a result.",
            count(found, "place")
        );
        let written = written.iter().filter_map(|(seq, _)| *seq);
        let evidence = said.iter().copied().chain(written).collect();
        let measure = Measure::of(found, 0, "places");
        Some(Flag::new(self.id(), Colour::Red, "speaks to the grader", detail, evidence, measure))
    }
}
