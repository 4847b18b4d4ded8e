//! Which files the policy takes for generated: patterns of paths, never anything that a candidate
//! submits.

use regex::RegexSet;

use crate::policy::EvidencePolicy;

/// The patterns of a policy, ready to be held against paths.
#[derive(Debug)]
pub(super) struct Generated {
    generated: Option<RegexSet>,
    solution: Option<RegexSet>,
}

impl Generated {
    pub(super) fn new(policy: &EvidencePolicy) -> Self {
        Self { generated: set(&policy.generated), solution: set(&policy.solution) }
    }

    pub(super) fn contains(&self, path: &str) -> bool {
        let is = |set: &Option<RegexSet>| set.as_ref().is_some_and(|set| set.is_match(path));
        is(&self.generated) && !is(&self.solution)
    }
}

fn set(patterns: &[String]) -> Option<RegexSet> {
    (!patterns.is_empty()).then(|| RegexSet::new(patterns.iter().map(|p| expression(p))).ok())?
}

/// A pattern as a regular expression.
fn expression(pattern: &str) -> String {
    let mut made = String::from(if pattern.contains('/') { "^" } else { "(?:^|/)" });
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("**/") {
            made.push_str("(?:.*/)?");
            rest = after;
        } else if let Some(after) = rest.strip_prefix("**") {
            made.push_str(".*");
            rest = after;
        } else if let Some(after) = rest.strip_prefix('*') {
            made.push_str("[^/]*");
            rest = after;
        } else {
            let (head, after) = rest.split_at(c.len_utf8());
            made.push_str(&regex::escape(head));
            rest = after;
        }
    }
    made.push('$');
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_name_files_and_folders() {
        let solution = vec!["src/dist/**".to_owned()];
        let policy = EvidencePolicy { solution, ..EvidencePolicy::default() };
        let generated = Generated::new(&policy);
        let check = |path: &str, expected: bool| {
            assert_eq!(generated.contains(path), expected, "{path}");
        };
        check("Cargo.lock", true);
        check("web/package-lock.json", true);
        check("web/node_modules/a/b.js", true);
        check("node_modules/a", true);
        check("app.min.js", true);
        check("dist/app.js", true);
        check("src/dist/app.js", false);
        check("src/main.rs", false);
        check("NotCargo.lock", false);
        check("Cargo.lock.rs", false);
        check("distance.rs", false);
    }
}
