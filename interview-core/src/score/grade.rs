//! A grade as a grader gave it, and whether it can be one: scores in range, the rubric's dimensions,
//! events that there are. Whether it is a good grade is not decided here, and nothing is recomputed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Decimal;
use crate::{Error, ErrorCode, limits};

/// A grade.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Grade {
    /// The whole score, as a decimal.
    pub overall: String,
    /// What it comes to, in a sentence or two.
    #[serde(default)]
    pub summary: String,
    /// A score for each dimension of the rubric.
    pub dimensions: Vec<DimensionGrade>,
    /// What stood out.
    #[serde(default)]
    pub standouts: Vec<String>,
    /// What gave concern.
    #[serde(default)]
    pub concerns: Vec<String>,
}

/// The grade in one dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DimensionGrade {
    /// Name of the dimension, as in the rubric.
    pub name: String,
    /// Its score, as a decimal.
    pub score: String,
    /// Why, in words.
    #[serde(default)]
    pub justification: String,
    /// `seq` of the events that it rests on.
    #[serde(default)]
    pub evidence: Vec<u64>,
}

/// What a grade is held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rubric {
    /// Lowest score, as a decimal.
    pub min: String,
    /// Highest score, as a decimal.
    pub max: String,
    /// Names of the dimensions.
    pub dimensions: Vec<String>,
}

/// What makes a grade unusable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum GradeFinding {
    /// A score isn't a plain decimal.
    ScoreInvalid {
        /// The dimension, null for the whole score.
        dimension: Option<String>,
    },
    /// A score lies outside the rubric's range.
    ScoreOutOfRange {
        /// The dimension, null for the whole score.
        dimension: Option<String>,
        /// The score.
        score: String,
    },
    /// The rubric has no such dimension.
    DimensionUnknown {
        /// The dimension.
        dimension: String,
    },
    /// A dimension is graded twice.
    DimensionTwice {
        /// The dimension.
        dimension: String,
    },
    /// A dimension of the rubric isn't graded.
    DimensionMissing {
        /// The dimension.
        dimension: String,
    },
    /// The log has no such event.
    EventMissing {
        /// The dimension that rests on it.
        dimension: String,
        /// Its number.
        seq: u64,
    },
}

/// What makes a grade unusable; empty where nothing does. `lines` is how many the log has. At most
/// [`limits::FINDINGS`] are listed.
///
/// # Errors
/// `invalid_options` where the rubric's range isn't one.
pub fn check_grade(grade: &Grade, rubric: &Rubric, lines: u64) -> Result<Vec<GradeFinding>, Error> {
    let (min, max) = (bound(&rubric.min)?, bound(&rubric.max)?);
    if min > max {
        let message = format!("`{}` to `{}` is no range of scores", rubric.min, rubric.max);
        return Err(Error::new(ErrorCode::InvalidOptions, message));
    }
    let score = |dimension: Option<&str>, score: &str| {
        let dimension = dimension.map(str::to_owned);
        match Decimal::parse(score) {
            Err(_) => Some(GradeFinding::ScoreInvalid { dimension }),
            Ok(value) if (min..=max).contains(&value.millionths()) => None,
            Ok(_) => Some(GradeFinding::ScoreOutOfRange { dimension, score: score.to_owned() }),
        }
    };
    let mut findings: Vec<_> = score(None, &grade.overall).into_iter().collect();
    let known: BTreeSet<&String> = rubric.dimensions.iter().collect();
    let mut graded = BTreeSet::new();
    for given in &grade.dimensions {
        let dimension = || given.name.clone();
        let is_new = graded.insert(&given.name);
        if !known.contains(&given.name) {
            findings.push(GradeFinding::DimensionUnknown { dimension: dimension() });
        } else if !is_new {
            findings.push(GradeFinding::DimensionTwice { dimension: dimension() });
        }
        findings.extend(score(Some(&given.name), &given.score));
        let missing = given.evidence.iter().filter(|seq| **seq >= lines).take(limits::FINDINGS);
        let event = |seq: &u64| GradeFinding::EventMissing { dimension: dimension(), seq: *seq };
        findings.extend(missing.map(event));
    }
    let missing = rubric.dimensions.iter().filter(|name| !graded.contains(name));
    findings.extend(missing.map(|name| GradeFinding::DimensionMissing { dimension: name.clone() }));
    findings.truncate(limits::FINDINGS);
    Ok(findings)
}

fn bound(text: &str) -> Result<u64, Error> {
    let read = Decimal::parse(text).map(|decimal| decimal.millionths());
    read.map_err(|error| Error::new(ErrorCode::InvalidOptions, format!("a rubric's end: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(change: impl FnOnce(&mut Grade), expected: &str) {
        let dimension = |name: &str, evidence: &[u64]| DimensionGrade {
            name: name.into(),
            score: "7.5".into(),
            evidence: evidence.into(),
            ..DimensionGrade::default()
        };
        let mut grade = Grade {
            overall: "8".into(),
            dimensions: vec![dimension("design", &[0, 9]), dimension("tests", &[])],
            ..Grade::default()
        };
        change(&mut grade);
        let rubric = Rubric {
            min: "1".into(),
            max: "10.0".into(),
            dimensions: vec!["design".into(), "tests".into()],
        };
        let findings = check_grade(&grade, &rubric, 10).unwrap();
        assert_eq!(serde_json::to_string(&findings).unwrap(), expected);
    }

    #[test]
    fn what_can_be_no_grade_is_found() {
        check(|_| {}, "[]");
        check(|grade| grade.overall = "10".into(), "[]");
        check(
            |grade| grade.overall = "10.000001".into(),
            r#"[{"code":"score_out_of_range","dimension":null,"score":"10.000001"}]"#,
        );
        check(
            |grade| grade.dimensions[1].score = "0.999999".into(),
            r#"[{"code":"score_out_of_range","dimension":"tests","score":"0.999999"}]"#,
        );
        check(
            |grade| grade.dimensions[0].score = "-7".into(),
            r#"[{"code":"score_invalid","dimension":"design"}]"#,
        );
        check(
            |grade| grade.dimensions[0].evidence = vec![9, 10, u64::MAX],
            concat!(
                r#"[{"code":"event_missing","dimension":"design","seq":10},"#,
                r#"{"code":"event_missing","dimension":"design","seq":18446744073709551615}]"#
            ),
        );
        check(
            |grade| grade.dimensions[1].name = "Tests".into(),
            concat!(
                r#"[{"code":"dimension_unknown","dimension":"Tests"},"#,
                r#"{"code":"dimension_missing","dimension":"tests"}]"#
            ),
        );
        check(
            |grade| grade.dimensions.push(grade.dimensions[0].clone()),
            r#"[{"code":"dimension_twice","dimension":"design"}]"#,
        );
    }

    #[test]
    fn a_rubric_without_a_range_is_an_error() {
        let check = |min: &str, max: &str, ok: bool| {
            let rubric = Rubric { min: min.into(), max: max.into(), dimensions: vec![] };
            let grade = Grade { overall: min.into(), ..Grade::default() };
            let code = check_grade(&grade, &rubric, 0).err().map(|error| error.code());
            assert_eq!(code, (!ok).then_some(ErrorCode::InvalidOptions));
        };
        check("1", "1", true);
        check("2", "1.9", false);
        check("low", "10", false);
        check("0", "1e1", false);
    }

    #[test]
    fn findings_have_a_bound() {
        let evidence = vec![7; 3 * limits::FINDINGS];
        let dimension = DimensionGrade { score: "1".into(), evidence, ..DimensionGrade::default() };
        let grade =
            Grade { overall: "1".into(), dimensions: vec![dimension; 3], ..Grade::default() };
        let rubric = Rubric { min: "0".into(), max: "1".into(), dimensions: vec![] };
        assert_eq!(check_grade(&grade, &rubric, 7).unwrap().len(), limits::FINDINGS);
    }
}
