//! What of a Report and a grade a candidate is shown, by the level that the hiring team chose. It
//! takes members out and changes none. A candidate's own log is theirs at every level.
//!
//! | level | what is shown |
//! |---|---|
//! | `none` | the level alone |
//! | `overall` | verdict; time, raw score, deduction and final score; the grade's whole score and summary |
//! | `breakdown` | that, findings and flags, line attribution, and the score in each dimension |
//! | `breakdown+notes` | that, and why: justifications with their events, what stood out, what gave concern |

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Grade;
use crate::{Error, ErrorCode, report::Report};

/// How much a candidate is shown; each level shows what the one before does.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Sharing {
    /// Nothing.
    #[default]
    None,
    /// The score.
    Overall,
    /// And what it is made of.
    Breakdown,
    /// And the grader's words.
    #[serde(rename = "breakdown+notes")]
    BreakdownNotes,
}

impl Sharing {
    /// Every level, the one that shows least first.
    pub const ALL: [Self; 4] = [Self::None, Self::Overall, Self::Breakdown, Self::BreakdownNotes];

    /// The level of this name.
    ///
    /// # Errors
    /// `invalid_options` where there is none.
    pub fn parse(name: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|level| level.as_str() == name).ok_or_else(|| {
            Error::new(ErrorCode::InvalidOptions, format!("`{name}` is no level of sharing"))
        })
    }

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Overall => "overall",
            Self::Breakdown => "breakdown",
            Self::BreakdownNotes => "breakdown+notes",
        }
    }
}

/// Each member that is shown, and from which level on; `*` is every item of a list. What isn't here
/// is never shown.
const MEMBERS: &[(&[&str], Sharing)] = &[
    (&["sharing"], Sharing::None),
    (&["verdict"], Sharing::Overall),
    (&["score"], Sharing::Overall),
    (&["grade", "overall"], Sharing::Overall),
    (&["grade", "summary"], Sharing::Overall),
    (&["findings"], Sharing::Breakdown),
    (&["findings_omitted"], Sharing::Breakdown),
    (&["evidence"], Sharing::Breakdown),
    (&["flags"], Sharing::Breakdown),
    (&["grade", "dimensions", "*", "name"], Sharing::Breakdown),
    (&["grade", "dimensions", "*", "score"], Sharing::Breakdown),
    (&["grade", "dimensions", "*", "justification"], Sharing::BreakdownNotes),
    (&["grade", "dimensions", "*", "evidence"], Sharing::BreakdownNotes),
    (&["grade", "standouts"], Sharing::BreakdownNotes),
    (&["grade", "concerns"], Sharing::BreakdownNotes),
];

/// What the candidate is shown, as JSON.
#[must_use]
pub fn share(report: &Report, grade: Option<&Grade>, level: Sharing) -> Value {
    let source: Map<String, Value> = [
        ("sharing", json(&level)),
        ("verdict", json(&report.verdict)),
        ("score", json(&report.score)),
        ("findings", json(&report.findings)),
        ("findings_omitted", json(&report.findings_omitted)),
        ("evidence", json(&report.evidence)),
        ("flags", json(&report.flags)),
        ("grade", json(&grade)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    let source = Value::Object(source);
    let mut shown = Value::Null;
    for (path, from) in MEMBERS {
        if *from <= level {
            copy(&source, path, &mut shown);
        }
    }
    shown
}

fn json(member: &impl Serialize) -> Value {
    // INVARIANT: plain data with string keys can't fail to serialise.
    serde_json::to_value(member).unwrap_or_default()
}

fn copy(from: &Value, path: &[&str], to: &mut Value) {
    match (path, from) {
        ([], _) => *to = from.clone(),
        (["*", rest @ ..], Value::Array(items)) => {
            if !to.is_array() {
                *to = items.iter().map(|_| Value::Null).collect();
            }
            let shown = to.as_array_mut().into_iter().flatten();
            items.iter().zip(shown).for_each(|(item, shown)| copy(item, rest, shown));
        }
        ([name, rest @ ..], Value::Object(members)) => {
            let Some(member) = members.get(*name) else { return };
            if !to.is_object() {
                *to = Value::Object(Map::new());
            }
            if let Value::Object(shown) = to {
                copy(member, rest, shown.entry((*name).to_owned()).or_insert(Value::Null));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        score::DimensionGrade,
        seal::Bundle,
        verify::{VerifyOptions, verify},
    };

    fn report(events: &[u8]) -> Report {
        verify(&Bundle { events, ..Bundle::default() }, &VerifyOptions::default()).unwrap()
    }

    fn grade() -> Grade {
        Grade {
            overall: "7.5".into(),
            summary: "a sum".into(),
            dimensions: vec![DimensionGrade {
                name: "tests".into(),
                score: "8".into(),
                justification: "because".into(),
                evidence: vec![3],
            }],
            standouts: vec!["a standout".into()],
            concerns: vec!["a concern".into()],
        }
    }

    #[test]
    fn each_level_shows_what_its_table_says() {
        let check = |level: &str, shows: &[&str]| {
            let level = Sharing::parse(level).unwrap();
            let shown = share(&report(b"no log\n"), Some(&grade()), level);
            assert_eq!(shown["sharing"], level.as_str());
            let text = shown.to_string();
            let words = [
                "\"verdict\":\"unreadable\"",
                "\"score\":",
                "\"overall\":\"7.5\"",
                "a sum",
                "\"findings\":[{",
                "\"flags\":",
                "\"evidence\":",
                "\"name\":\"tests\"",
                "\"score\":\"8\"",
                "because",
                "\"evidence\":[3]",
                "a standout",
                "a concern",
            ];
            let found: Vec<_> = words.into_iter().filter(|word| text.contains(word)).collect();
            assert_eq!(found, shows, "{text}");
        };
        let overall = ["\"verdict\":\"unreadable\"", "\"score\":", "\"overall\":\"7.5\"", "a sum"];
        let breakdown = [
            "\"findings\":[{",
            "\"flags\":",
            "\"evidence\":",
            "\"name\":\"tests\"",
            "\"score\":\"8\"",
        ];
        let notes = ["because", "\"evidence\":[3]", "a standout", "a concern"];
        check("none", &[]);
        check("overall", &overall);
        check("breakdown", &[&overall[..], &breakdown].concat());
        check("breakdown+notes", &[&overall[..], &breakdown, &notes].concat());
    }

    #[test]
    fn every_member_of_a_grade_has_its_level() {
        let shown = share(&report(b""), Some(&grade()), Sharing::BreakdownNotes);
        assert_eq!(shown["grade"], json(&grade()));
        assert_eq!(share(&report(b""), None, Sharing::BreakdownNotes)["grade"], Value::Null);
    }

    #[test]
    fn levels_have_the_names_that_json_has() {
        for level in Sharing::ALL {
            assert_eq!(json(&level), level.as_str());
        }
        for name in ["", "None", "all", "breakdown_notes", "overall "] {
            let error = Sharing::parse(name).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidOptions, "{name}");
            assert!(serde_json::from_value::<Sharing>(name.into()).is_err(), "{name}");
        }
    }

    /// Every value that isn't a container, by its path.
    fn leaves(value: &Value, path: &str, all: &mut BTreeMap<String, Value>) {
        match value {
            Value::Object(members) => {
                members.iter().for_each(|(name, it)| leaves(it, &format!("{path}/{name}"), all));
            }
            Value::Array(items) => items
                .iter()
                .enumerate()
                .for_each(|(place, it)| leaves(it, &format!("{path}/{place}"), all)),
            leaf => {
                all.insert(path.to_owned(), leaf.clone());
            }
        }
    }

    fn any_grade() -> impl Strategy<Value = Grade> {
        let text = || "[a-z ]{0,5}";
        let texts = || prop::collection::vec(text(), 0..3);
        let dimension = (text(), text(), text(), prop::collection::vec(any::<u64>(), 0..3))
            .prop_map(|(name, score, justification, evidence)| DimensionGrade {
                name,
                score,
                justification,
                evidence,
            });
        let dimensions = prop::collection::vec(dimension, 0..4);
        (text(), text(), dimensions, texts(), texts()).prop_map(
            |(overall, summary, dimensions, standouts, concerns)| Grade {
                overall,
                summary,
                dimensions,
                standouts,
                concerns,
            },
        )
    }

    proptest! {
        #[test]
        fn a_level_shows_all_that_a_lower_one_does(
            grade in prop::option::of(any_grade()),
            events in prop::collection::vec(any::<u8>(), 0..40),
        ) {
            let report = report(&events);
            let shown = Sharing::ALL.map(|level| {
                let mut all = BTreeMap::new();
                leaves(&share(&report, grade.as_ref(), level), "", &mut all);
                all.remove("/sharing");
                all
            });
            for (lower, higher) in shown.iter().zip(shown.iter().skip(1)) {
                prop_assert!(lower.iter().all(|(path, value)| higher.get(path) == Some(value)));
            }
            prop_assert!(shown[0].is_empty() && shown[1].contains_key("/verdict"));
        }
    }
}
