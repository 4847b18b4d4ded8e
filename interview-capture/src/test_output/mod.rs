//! Recognises a run of tests by its command and its output.
//!
//! A command that names a runner is a run of tests, whatever it printed. Any other command is one if
//! its output ends like that of a framework, unless it only shows text. Counts are those of the
//! framework's own summary; what the summary doesn't tell is absent.

mod command;
mod summary;

use interview_core::event::TestRun;

use crate::limits;

/// What a summary tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: Option<u64>,
    failed: Option<u64>,
    errored: Option<u64>,
    skipped: Option<u64>,
    failing: Vec<String>,
}

/// The run of tests that a shell command was, from its command line and all it printed; `None`
/// where it was none. Exit code and duration are the caller's to fill in.
#[must_use]
pub fn recognise(command: &str, output: &str) -> Option<TestRun> {
    let seen = command::look(command);
    if seen.only_shows {
        return None;
    }
    let counted = summary::read(end_of(output), seen.runner);
    let framework = match (&counted, seen.runner) {
        (Some((framework, _)), _) => framework,
        (None, Some(runner)) => runner,
        (None, None) => return None,
    };
    let mut run = TestRun::new(framework.to_owned());
    let counts = counted.map(|(_, counts)| counts).unwrap_or_default();
    run.passed = counts.passed;
    run.failed = counts.failed;
    run.errored = counts.errored;
    run.skipped = counts.skipped;
    run.command = Some(command.to_owned());
    run.failing = Some(counts.failing).filter(|names| !names.is_empty());
    Some(run)
}

/// The end of the output: summaries stand there, and the work stays bounded.
fn end_of(output: &str) -> &str {
    let mut start = output.len().saturating_sub(limits::OUTPUT_BYTES);
    while !output.is_char_boundary(start) {
        start += 1;
    }
    output.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Framework, and passed, failed, errored, skipped with `-` for absent, then the failing ones.
    fn check(command: &str, output: &str, expected: &str) {
        let shown = recognise(command, output).map_or("none".to_owned(), |run| {
            let number = |n: Option<u64>| n.map_or("-".to_owned(), |n| n.to_string());
            let counts = [run.passed, run.failed, run.errored, run.skipped].map(number).join(" ");
            let failing = run.failing.unwrap_or_default().join(" ");
            format!("{} {counts} {failing}", run.framework).trim_end().to_owned()
        });
        assert_eq!(shown, expected, "{command}: {output}");
    }

    #[test]
    fn pytest() {
        check("pytest", "===== 3 passed in 0.12s =====\n", "pytest 3 - - -");
        check(
            "uv run pytest -q",
            "FAILED tests/test_a.py::test_b - assert 1 == 2\nERROR tests/test_c.py\n\
             1 failed, 2 passed, 1 skipped, 4 warnings, 2 errors in 1.20s (0:01:02)\n",
            "pytest 2 1 2 1 tests/test_a.py::test_b tests/test_c.py",
        );
        check("make test", "== 1 xfailed, 1 passed in 0.1s ==", "pytest 1 - - -");
        check("pytest -q", "no tests ran in 0.01s", "pytest - - - -");
        check("pytest -q", "E   ModuleNotFoundError: ledger", "pytest - - - -");
    }

    #[test]
    fn cargo() {
        let one = "test a::b ... FAILED\n\
                   test result: FAILED. 2 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out\n";
        check("cargo test", &format!("{one}{one}"), "cargo 4 2 - 6 a::b a::b");
        check(
            "cargo nextest run",
            "Summary [   0.1s] 3 tests run: 2 passed, 1 failed, 4 skipped",
            "nextest 2 1 - 4",
        );
        check("cargo test", "error[E0425]: cannot find value", "cargo - - - -");
    }

    #[test]
    fn go() {
        check("go test ./...", "ok  \texample.org/a\t0.01s\n", "go - - - -");
        check(
            "go test -v",
            "--- PASS: TestA (0.00s)\n    --- FAIL: TestB/x (0.00s)\n--- FAIL: TestB (0.00s)\n\
             --- SKIP: TestC (0.00s)\nFAIL\texample.org/a\t0.01s\n",
            "go 1 2 - 1 TestB/x TestB",
        );
    }

    #[test]
    fn javascript() {
        check(
            "npx jest",
            "  ● adds › twice\nTests:       1 failed, 1 skipped, 2 passed, 4 total\n",
            "jest 2 1 - 1 adds › twice",
        );
        check("npm test", "      Tests  1 failed | 2 passed (3)\n", "vitest 2 1 - -");
        check("npx vitest run", "\u{1b}[2m Tests \u{1b}[22m 2 passed (2)\n", "vitest 2 - - -");
        check("npm test", "  3 passing (10ms)\n  1 pending\n  2 failing\n", "mocha 3 2 - 1");
        check("node --test", "# tests 3\n# pass 2\n# fail 1\n# skipped 0\n", "node 2 1 - 0");
        check("node --test", "ℹ tests 1\nℹ pass 1\nℹ fail 0\n", "node 1 0 - -");
        check("npm test", "> tsc\n", "unknown - - - -");
    }

    #[test]
    fn ruby_and_java_and_unittest() {
        check(
            "bundle exec rspec",
            "3 examples, 1 failure, 1 pending\nrspec ./spec/a_spec.rb:3 # A adds\n",
            "rspec 1 1 - 1 ./spec/a_spec.rb:3",
        );
        check(
            "mvn -q test",
            "Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s - in A\n\
             Tests run: 5, Failures: 1, Errors: 1, Skipped: 1\n",
            "junit 2 1 1 1",
        );
        check("./gradlew test", "4 tests completed, 1 failed, 1 skipped\n", "gradle 2 1 - 1");
        check(
            "python -m unittest",
            "FAIL: test_a (t.T.test_a)\nRan 4 tests in 0.001s\n\nFAILED (failures=1, errors=1, skipped=1)\n",
            "unittest 1 1 1 1 test_a",
        );
        check("python3 t.py", "Ran 1 test in 0.001s\n\nOK\n", "unittest 1 0 0 0");
    }

    #[test]
    fn what_only_shows_text_or_names_a_runner_is_no_run() {
        check("cat log.txt", "3 passed in 0.12s", "none");
        check("cd a && grep -r passed . | tail", "3 passed in 0.12s", "none");
        check("git commit -m 'pytest'", "3 passed in 0.12s", "none");
        check("pip install pytest", "Successfully installed pytest", "none");
        check("echo pytest", "pytest", "none");
        check("ls", "", "none");
        check("", "", "none");
        check("cd a && CI=1 timeout 60 python -m pytest", "", "pytest - - - -");
        check("bash run.sh", "3 passed in 0.12s", "pytest 3 - - -");
    }

    #[test]
    fn numbers_that_no_log_can_hold_are_left_out() {
        check("pytest", "99999999999999999999 passed in 0.12s", "pytest - - - -");
        check("pytest", "9007199254740993 passed in 0.12s", "pytest - - - -");
    }
}
