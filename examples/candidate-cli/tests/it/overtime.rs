use crate::fixture::interview;

fn check(elapsed: &str, limit: &str, score: &str, expected: &str) {
    let arguments = ["--elapsed", elapsed, "--limit", limit, "--score", score, "--json"];
    let run = interview(&[&["overtime"], &arguments[..]].concat());
    assert_eq!((run.code, run.out.trim_end()), (0, expected), "{}", run.err);
}

#[test]
fn minutes_are_converted_exactly() {
    check(
        "67",
        "60",
        "7.5",
        r#"{"limit_ms":3600000,"over_ms":420000,"raw":"7.5","deduction":"0.245","final":"7.26"}"#,
    );
    check(
        "67.5",
        "60.00",
        "7.50",
        r#"{"limit_ms":3600000,"over_ms":450000,"raw":"7.50","deduction":"0.2813","final":"7.22"}"#,
    );
    check(
        "0.00005",
        "0",
        "7",
        r#"{"limit_ms":null,"over_ms":null,"raw":"7","deduction":null,"final":"7"}"#,
    );
}

#[test]
fn it_is_shown_as_a_table() {
    let run = interview(&["overtime", "--elapsed", "67", "--limit", "60", "--score", "7.5"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, "raw        7.5\nover       7 min\ndeduction  0.245\nfinal      7.26\n")
    );
}

#[test]
fn what_is_no_number_is_refused_with_a_hint() {
    let check = |elapsed: &str, score: &str, expected: &str| {
        let arguments = ["overtime", "--elapsed", elapsed, "--limit", "60", "--score", score];
        let run = interview(&arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{elapsed} {score}");
        assert!(run.err.contains(expected) && run.err.contains("hint: "), "{}", run.err);
    };
    check("67", "-7.5", "error: a score is digits");
    check("67", "7e0", "error: a score is digits");
    check("67", "7.1234567", "more than 6 decimals");
    check("-1", "7.5", "`-1` is no number of minutes");
    check("1e2", "7.5", "`1e2` is no number of minutes");
    check("0.000001", "7.5", "`0.000001` is no number of minutes");
}

#[test]
fn a_policy_says_what_overtime_costs() {
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("policy.json");
    let overtime = |policy: &str| {
        std::fs::write(&file, policy).unwrap();
        let arguments = ["--elapsed", "67", "--limit", "60", "--score", "7.5", "--policy"];
        interview(&[&["overtime"], &arguments[..], &[file.to_str().unwrap()]].concat())
    };
    let run = overtime(r#"{"overtime":{"bands":[{"until_min":7,"deduction":"3"}],"beyond":"4"}}"#);
    assert!(run.out.contains("deduction  3\nfinal      4.5\n"), "{}{}", run.out, run.err);
    for policy in ["{}}", r#"{"overtime":{"bands":[],"beyond":"x"}}"#] {
        let run = overtime(policy);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.contains("policy.json`: ") && run.err.contains("hint: "), "{}", run.err);
    }
}
