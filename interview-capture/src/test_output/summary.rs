//! The summaries of the frameworks: one reader each, in one table. A reader that finds no summary of
//! its own answers `None`, and the next one is asked.

use interview_core::limits::INTEGER_MAX;

use super::Counts;
use crate::limits;

/// A framework, and what finds its summary among the lines of an output.
type Reader = (&'static str, fn(&[String]) -> Option<Counts>);

const READERS: &[Reader] = &[
    ("cargo", cargo),
    ("nextest", nextest),
    ("jest", jest),
    ("vitest", vitest),
    ("mocha", mocha),
    ("node", node),
    ("rspec", rspec),
    ("junit", junit),
    ("gradle", gradle),
    ("unittest", unittest),
    ("go", go),
    ("pytest", pytest),
];

/// The framework whose summary the output has, the runner's own first.
pub(super) fn read(output: &str, runner: Option<&str>) -> Option<(&'static str, Counts)> {
    let lines: Vec<String> = output.lines().map(|line| plain(line).trim_end().to_owned()).collect();
    let own = READERS.iter().filter(|(name, _)| Some(*name) == runner);
    let others = READERS.iter().filter(|(name, _)| Some(*name) != runner);
    own.chain(others).find_map(|(name, reader)| {
        let mut counts = reader(&lines)?;
        counts.failing.truncate(limits::FAILING);
        Some((*name, counts))
    })
}

/// `= 1 failed, 2 passed in 0.12s =`
fn pytest(lines: &[String]) -> Option<Counts> {
    let summary = lines.iter().rev().find_map(|line| {
        let (counts, time) = line.trim_matches(['=', ' ']).rsplit_once(" in ")?;
        let is_time = time.split(' ').next()?.strip_suffix('s')?.parse::<f64>().is_ok();
        let named = counts.split(", ").all(|item| {
            let (number, word) = item.split_once(' ').unwrap_or_default();
            number.bytes().all(|b| b.is_ascii_digit()) && PYTEST_WORDS.contains(&word)
        });
        (is_time && (named || counts == "no tests ran")).then_some(counts)
    })?;
    let failing = named_after(lines, &["FAILED ", "ERROR "], |rest| {
        let name = rest.split(" - ").next().unwrap_or(rest);
        name.contains(".py").then_some(name)
    });
    Some(Counts {
        passed: before(summary, "passed"),
        failed: before(summary, "failed"),
        errored: before(summary, "error").or_else(|| before(summary, "errors")),
        skipped: before(summary, "skipped"),
        failing,
    })
}

const PYTEST_WORDS: &[&str] = &[
    "passed",
    "failed",
    "error",
    "errors",
    "skipped",
    "xfailed",
    "xpassed",
    "warning",
    "warnings",
    "deselected",
    "rerun",
    "subtests passed",
];

/// `test result: ok. 3 passed; 0 failed; 1 ignored; …`, once for each binary.
fn cargo(lines: &[String]) -> Option<Counts> {
    let results: Vec<&str> =
        lines.iter().filter_map(|line| line.trim_start().strip_prefix("test result: ")).collect();
    let sum = |word: &str| {
        let all = results.iter().filter_map(|line| before(line, word));
        all.reduce(u64::saturating_add).filter(|sum| *sum <= INTEGER_MAX)
    };
    let failing = named_after(lines, &["test "], |rest| rest.strip_suffix(" ... FAILED"));
    (!results.is_empty()).then(|| Counts {
        passed: sum("passed"),
        failed: sum("failed"),
        errored: None,
        skipped: sum("ignored"),
        failing,
    })
}

/// `Summary [   0.1s] 3 tests run: 2 passed, 1 failed, 0 skipped`
fn nextest(lines: &[String]) -> Option<Counts> {
    let summary = last(lines, |line| {
        line.trim_start().strip_prefix("Summary [")?.split_once(" run: ").map(|(_, rest)| rest)
    })?;
    Some(Counts {
        passed: before(summary, "passed"),
        failed: before(summary, "failed"),
        skipped: before(summary, "skipped"),
        ..Counts::default()
    })
}

/// `--- FAIL: TestX (0.00s)`; without `-v` only packages are told.
fn go(lines: &[String]) -> Option<Counts> {
    let named = |mark: &str| {
        let mark = format!("--- {mark}: ");
        named_after(lines, &[&mark], |rest| rest.split(' ').next())
    };
    let number = |names: &[String]| Some(names.len() as u64).filter(|n| *n > 0);
    let (passed, failing, skipped) = (named("PASS"), named("FAIL"), named("SKIP"));
    let package = |line: &String| ["ok  \t", "FAIL\t"].iter().any(|mark| line.starts_with(mark));
    lines.iter().any(package).then(|| Counts {
        passed: number(&passed),
        failed: number(&failing),
        errored: None,
        skipped: number(&skipped),
        failing,
    })
}

/// `Tests:       1 failed, 2 passed, 3 total`
fn jest(lines: &[String]) -> Option<Counts> {
    let summary = last(lines, |line| {
        line.trim_start().strip_prefix("Tests:").filter(|rest| rest.ends_with(" total"))
    })?;
    Some(Counts {
        passed: before(summary, "passed"),
        failed: before(summary, "failed"),
        skipped: before(summary, "skipped"),
        errored: None,
        failing: named_after(lines, &["● "], |rest| rest.contains(" › ").then_some(rest)),
    })
}

/// `     Tests  1 failed | 2 passed (3)`
fn vitest(lines: &[String]) -> Option<Counts> {
    let summary = last(lines, |line| {
        line.trim_start().strip_prefix("Tests ").filter(|rest| rest.ends_with(')'))
    })?;
    Some(Counts {
        passed: before(summary, "passed"),
        failed: before(summary, "failed"),
        skipped: before(summary, "skipped"),
        ..Counts::default()
    })
}

/// `  3 passing (10ms)`, then `  1 failing` and `  1 pending`
fn mocha(lines: &[String]) -> Option<Counts> {
    let line = |word: &str| last(lines, |line| before(line, word).map(|_| line.as_str()));
    let summary = line("passing").filter(|line| line.ends_with(')'))?;
    Some(Counts {
        passed: before(summary, "passing"),
        failed: line("failing").and_then(|line| before(line, "failing")),
        skipped: line("pending").and_then(|line| before(line, "pending")),
        ..Counts::default()
    })
}

/// `# pass 2`, `# fail 1`, or with `ℹ`
fn node(lines: &[String]) -> Option<Counts> {
    let value = |word: &str| {
        last(lines, |line| {
            let rest = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ "))?;
            rest.strip_prefix(word)?.strip_prefix(' ').and_then(number)
        })
    };
    value("tests")?;
    Some(Counts {
        passed: value("pass"),
        failed: value("fail"),
        skipped: value("skipped"),
        ..Counts::default()
    })
}

/// `3 examples, 1 failure, 1 pending`
fn rspec(lines: &[String]) -> Option<Counts> {
    let summary = last(lines, |line| {
        let (all, _) = line.split_once(" example")?;
        (number(all).is_some() && line.contains(" failure")).then_some(line)
    })?;
    let examples = before(summary, "example").or_else(|| before(summary, "examples"));
    let failed = before(summary, "failure").or_else(|| before(summary, "failures"));
    let skipped = before(summary, "pending");
    let others = failed.unwrap_or(0).saturating_add(skipped.unwrap_or(0));
    Some(Counts {
        passed: examples.and_then(|all| all.checked_sub(others)),
        failed,
        errored: None,
        skipped,
        failing: named_after(lines, &["rspec "], |rest| rest.split(" # ").next()),
    })
}

/// `Tests run: 5, Failures: 1, Errors: 0, Skipped: 0`, the last one without a time
fn junit(lines: &[String]) -> Option<Counts> {
    let summary = last(lines, |line| {
        let at = line.find("Tests run: ")?;
        line.get(at..).filter(|rest| !rest.contains("Time elapsed"))
    })?;
    let value = |name: &str| {
        summary.split(", ").find_map(|item| number(item.strip_prefix(name)?.strip_prefix(": ")?))
    };
    let (failed, errored, skipped) = (value("Failures"), value("Errors"), value("Skipped"));
    let others = [failed, errored, skipped].into_iter().flatten().fold(0, u64::saturating_add);
    let passed = value("Tests run").and_then(|all| all.checked_sub(others));
    Some(Counts { passed, failed, errored, skipped, failing: Vec::new() })
}

/// `4 tests completed, 1 failed, 1 skipped`
fn gradle(lines: &[String]) -> Option<Counts> {
    let summary = last(lines, |line| line.contains(" completed, ").then_some(line))?;
    let all = summary.split_once(" test").and_then(|(all, _)| number(all))?;
    let (failed, skipped) = (before(summary, "failed"), before(summary, "skipped"));
    let others = failed.unwrap_or(0).saturating_add(skipped.unwrap_or(0));
    Some(Counts { passed: all.checked_sub(others), failed, skipped, ..Counts::default() })
}

/// `Ran 3 tests in 0.001s`, then `OK` or `FAILED (failures=1, errors=1, skipped=1)`
fn unittest(lines: &[String]) -> Option<Counts> {
    let all = last(lines, |line| number(line.strip_prefix("Ran ")?.split_once(" test")?.0))?;
    let result =
        last(lines, |line| (line.starts_with("OK") || line.starts_with("FAILED")).then_some(line))?;
    let value = |name: &str| {
        let items = result.split(['(', ')', ',']).map(str::trim);
        items.filter_map(|item| item.strip_prefix(name)?.strip_prefix('=')).find_map(number)
    };
    let [failed, errored, skipped] =
        ["failures", "errors", "skipped"].map(|name| value(name).unwrap_or(0));
    let others = failed.saturating_add(errored).saturating_add(skipped);
    Some(Counts {
        passed: all.checked_sub(others),
        failed: Some(failed),
        errored: Some(errored),
        skipped: Some(skipped),
        failing: named_after(lines, &["FAIL: ", "ERROR: "], |rest| rest.split(' ').next()),
    })
}

/// What a closure finds in the last line in which it finds something.
fn last<'a, T>(lines: &'a [String], find: impl Fn(&'a String) -> Option<T>) -> Option<T> {
    lines.iter().rev().find_map(find)
}

/// Names that stand after a mark at the beginning of a line.
fn named_after<'a>(
    lines: &'a [String],
    marks: &[&str],
    name: impl Fn(&'a str) -> Option<&'a str>,
) -> Vec<String> {
    let rest = |line: &'a String| {
        let line = line.trim_start();
        marks.iter().find_map(|mark| line.strip_prefix(mark))
    };
    lines.iter().filter_map(|line| name(rest(line)?)).map(str::to_owned).collect()
}

/// The number before a word.
fn before(text: &str, word: &str) -> Option<u64> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '(' | ')' | '.'))
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(2).find_map(|pair| match pair {
        [digits, next] if *next == word => number(digits),
        _ => None,
    })
}

/// A number that the log can hold.
fn number(digits: &str) -> Option<u64> {
    let is_plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_plain.then(|| digits.parse().ok()).flatten().filter(|number| *number <= INTEGER_MAX)
}

/// The line without the colours of a terminal: `ESC [ … letter`.
fn plain(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |mut text, part| {
        let end = part.find(|c: char| c.is_ascii_alphabetic()).map_or(part.len(), |at| at + 1);
        text.push_str(part.get(end..).unwrap_or_default());
        text
    })
}
