//! Diffs by hand: every special case of headers and hunks, and every flaw with its line.

use interview_core::diff::{DiffReason, FileDiff, Status, apply, parse};

fn one(diff: &str) -> FileDiff<'_> {
    let mut files = parse(diff.as_bytes()).unwrap_or_else(|flaw| panic!("{flaw:?}\n{diff}")).files;
    assert_eq!(files.len(), 1, "{diff}");
    files.remove(0)
}

/// Status and paths of the one file.
fn check_file(diff: &str, expected: (Status, Option<&str>, Option<&str>)) {
    let file = one(diff);
    let (old, new) = (file.old.as_deref(), file.new.as_deref());
    let (status, from, to) = expected;
    assert_eq!(file.status, status, "{diff}");
    assert_eq!((old, new), (from.map(str::as_bytes), to.map(str::as_bytes)), "{diff}");
}

/// A modified file with this header, sides and one hunk.
fn modified(both: &str, old: &str, new: &str) -> String {
    format!(
        "diff --git {both}\nindex 1111..2222 100644\n--- {old}\n+++ {new}\n@@ -1 +1 @@\n-x\n+y\n"
    )
}

#[test]
fn paths_are_those_of_the_tree() {
    let check = |both: &str, old: &str, new: &str, path: &str| {
        check_file(&modified(both, old, new), (Status::Modified, Some(path), Some(path)));
    };
    check("a/x b/x", "a/x", "b/x", "x");
    check("a/x b/y b/x b/y", "a/x b/y\t", "b/x b/y\t", "x b/y");
    check("a/b/x b/b/x", "a/b/x", "b/b/x", "b/x");
    check("a/x a/x", "a/x", "a/x", "a/x");
    check("i/x w/x", "i/x", "w/x", "x");
    check("one/src/x two/src/x", "one/src/x", "two/src/x", "src/x");
    check("original/x y new/x y", "original/x y\t", "new/x y\t", "x y");
    check("x.rs b/x.rs", "x.rs", "b/x.rs", "x.rs");
    check(
        r#""a/\"\\\t\303\251" "b/\"\\\t\303\251""#,
        r#""a/\"\\\t\303\251""#,
        r#""b/\"\\\t\303\251""#,
        "\"\\\té",
    );
}

#[test]
fn paths_without_sides_come_from_the_first_line() {
    let check = |both: &str, path: &str| {
        let mode = format!("diff --git {both}\nold mode 100644\nnew mode 100755\n");
        check_file(&mode, (Status::ModeChanged, Some(path), Some(path)));
        let added = format!("diff --git {both}\nnew file mode 100644\nindex 0000000..e69de29\n");
        check_file(&added, (Status::Added, None, Some(path)));
        let gone = format!("diff --git {both}\ndeleted file mode 100644\nindex e69de29..0000000\n");
        check_file(&gone, (Status::Deleted, Some(path), None));
    };
    check("a/x b/x", "x");
    check("a/x b/x b/x b/x", "x b/x");
    check("a/a b a b b/a b a b", "a b a b");
    check("x y x y", "x y");
    check(r#""a/\001" "b/\001""#, "\u{1}");
    check("original/x new/x", "x");
}

#[test]
fn renames_and_copies_say_both_paths() {
    let check = |verb: &str, status| {
        let diff = format!(
            "diff --git a/x y b/b b/c\nsimilarity index 97%\n{verb} from x y\n{verb} to b b/c\n"
        );
        check_file(&diff, (status, Some("x y"), Some("b b/c")));
        let file = one(&diff);
        assert_eq!((file.similarity, file.new_mode), (Some(97), None));
        assert_eq!(file.from().unwrap().0, "x y");
        let changed = format!(
            "{diff}index 1111..2222 100644\n--- a/x y\t\n+++ b/b b/c\t\n@@ -1 +1 @@\n-x\n+y\n"
        );
        assert_eq!(one(&changed).hunks.len(), 1);
    };
    check("rename", Status::Renamed);
    check("copy", Status::Copied);
}

#[test]
fn binary_files_have_no_hunks() {
    let head = "diff --git a/x b/x\nindex 1111..2222 100644\n";
    let check = |below: &str| {
        let diff = format!("{head}{below}{}", modified("a/y b/y", "a/y", "b/y"));
        let files = parse(diff.as_bytes()).unwrap().files;
        assert_eq!(files.len(), 2);
        assert!(files[0].binary && files[0].hunks.is_empty() && !files[1].binary);
        assert_eq!(apply(b"", &files[0]).unwrap_err().reason, DiffReason::Binary);
    };
    check("Binary files a/x and b/x differ\n");
    check("GIT binary patch\nliteral 3\nKcmZQzWMT#Y01f~L\n\nliteral 1\nIcmZPo000310RR91\n\n");
    check("GIT binary patch\ndelta 3\nKcmZQzWMT#Y01f~L\n\ndelta 1\nIcmZPo000310RR91\n\n");
}

#[test]
fn text_around_the_diff_of_one_commit_is_passed() {
    let diff = modified("a/x b/x", "a/x", "b/x");
    let check = |above: &str, below: &str| {
        check_file(&format!("{above}{diff}{below}"), (Status::Modified, Some("x"), Some("x")));
    };
    check("", "");
    check("commit 0123456789abcdef\nAuthor: A <a@example.org>\n\n    diff --git a/z b/z\n\n", "");
    check(
        "From 0123456789abcdef Mon Sep 17 00:00:00 2001\nSubject: [PATCH] x\n---\n x | 2 +-\n\n",
        "-- \n2.47.3\n\n",
    );
    assert!(parse(b"").unwrap().files.is_empty());
    assert!(parse(b"\n").unwrap().files.is_empty());
    assert!(parse(b"commit 0123456789abcdef\nAuthor: A\n\n    empty\n").unwrap().files.is_empty());
}

#[test]
fn hunks_are_applied_where_they_say() {
    let head = "diff --git a/x b/x\nindex 1111..2222 100644\n--- a/x\n+++ b/x\n";
    let check = |base: &str, hunks: &str, expected: Result<&str, (DiffReason, u64)>| {
        let diff = format!("{head}{hunks}");
        let made = apply(base.as_bytes(), &one(&diff)).map_err(|flaw| (flaw.reason, flaw.line));
        assert_eq!(made, expected.map(|text| text.as_bytes().to_vec()), "{hunks}");
    };
    let none = "\\ No newline at end of file\n";
    check("a\nb\nc\n", "@@ -2 +2,2 @@ section\n-b\n+x\n+y\n", Ok("a\nx\ny\nc\n"));
    check("a\nb\n", "@@ -1,0 +2 @@\n+x\n", Ok("a\nx\nb\n"));
    check("a\nb\n", "@@ -0,0 +1 @@\n+x\n", Ok("x\na\nb\n"));
    check("a\nb\n", "@@ -1 +0,0 @@\n-a\n", Ok("b\n"));
    check("a\r\n\n", "@@ -1,2 +1,2 @@\n-a\r\n+b\r\n\n", Ok("b\r\n\n"));
    check("a", &format!("@@ -1 +1 @@\n-a\n{none}+a\n"), Ok("a\n"));
    check("a\n", &format!("@@ -1 +1 @@\n-a\n+a\n{none}"), Ok("a"));
    check("x\na", &format!("@@ -1,2 +1,2 @@\n-x\n+y\n a\n{none}"), Ok("y\na"));
    check("a\nb\n", "@@ -1,2 +1 @@\n-a\n x\n", Err((DiffReason::LineDiffers, 7)));
    check("a", "@@ -1 +1 @@\n-a\n+b\n", Err((DiffReason::LineDiffers, 6)));
    check("a\n", "@@ -3 +3 @@\n-a\n+b\n", Err((DiffReason::LineDiffers, 5)));
    check("a\nb\n", "@@ -2 +1 @@\n-b\n+x\n", Err((DiffReason::Misplaced, 5)));
    check("a", "@@ -1,0 +2 @@\n+x\n", Err((DiffReason::AfterTheEnd, 6)));
    check("a\nb", &format!("@@ -0,0 +1 @@\n+x\n{none}"), Err((DiffReason::AfterTheEnd, 5)));
}

#[test]
fn new_lines_have_their_numbers() {
    let file = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,3 @@\n a\n+b\n c\n@@ -9 +10,0 @@\n-z\n@@ -20,0 +21 @@\n+y\n";
    let file = one(file);
    assert_eq!(file.added().collect::<Vec<_>>(), [(2, b"b".as_slice()), (21, b"y")]);
    let numbers: Vec<_> = file.new_side().map(|(number, _)| number).collect();
    assert_eq!(numbers, [1, 2, 3, 21]);
}

#[test]
fn a_flaw_is_told_with_its_line() {
    let check = |diff: &str, reason: DiffReason, line: u64| {
        let flaw = parse(diff.as_bytes()).map(|_| ()).unwrap_err();
        assert_eq!((flaw.reason, flaw.line), (reason, line), "{diff}");
        let above = diff.split_inclusive('\n').take(usize::try_from(line).unwrap() - 1);
        assert_eq!(flaw.offset, above.map(str::len).sum::<usize>() as u64);
    };
    let whole = modified("a/x b/x", "a/x", "b/x");
    let hunk = |text: &str| {
        format!("diff --git a/x b/x\nindex 1111..2222 100644\n--- a/x\n+++ b/x\n{text}")
    };
    let head = |text: &str| format!("diff --git a/x b/x\n{text}");
    check("words\n", DiffReason::NotADiff, 1);
    check("\u{1b}[1mdiff --git a/x b/x\u{1b}[m\n", DiffReason::NotADiff, 1);
    check("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-x\n+y\n", DiffReason::NotADiff, 1);
    check("diff --cc x\nindex 1,2..3\n", DiffReason::Combined, 1);
    check(&format!("{whole}diff --combined x\n"), DiffReason::Combined, 8);
    check(&hunk("@@@ -1 -1 +1 @@@\n"), DiffReason::Combined, 5);
    check(&format!("{whole}\ncommit 0123456789\n"), DiffReason::SeveralCommits, 9);
    check(&format!("{whole}-- \n2.47.3\n\nFrom 0123456789 M\n"), DiffReason::SeveralCommits, 11);
    check(&whole.replace('\n', "\r\n"), DiffReason::LineEndsConverted, 1);
    check(whole.trim_end(), DiffReason::Cut, 7);
    check("diff --git a/x b/x", DiffReason::Cut, 1);
    check(&format!("{whole}* Unmerged path y\n"), DiffReason::UnexpectedLine, 8);
    check(&format!("{whole}-- \n+x\n"), DiffReason::UnexpectedLine, 9);
    check(&head("new file mode 100644\nnew file mode 100644\n"), DiffReason::Header, 3);
    check(&head("new file mode 100644\ndeleted file mode 100644\n"), DiffReason::Header, 1);
    check(&head("rename from x\n"), DiffReason::Header, 1);
    check(&head(""), DiffReason::Header, 1);
    check(&head("old mode 100644\n"), DiffReason::Header, 1);
    check(&head("--- a/x\n"), DiffReason::Header, 3);
    check(&head("similarity index 101%\n"), DiffReason::Header, 2);
    check(&head("old mode 10064\n"), DiffReason::Mode, 2);
    check(&head("index 1111..222g\n"), DiffReason::BlobId, 2);
    check(&head("GIT binary patch\nliteral 3\nKcmZQz\n"), DiffReason::BinaryPatch, 5);
    check(&head("GIT binary patch\nliteral 3\nKcm ZQz\n\n"), DiffReason::BinaryPatch, 4);
    let long = "x".repeat(interview_core::limits::DIFF_HEADER_BYTES);
    check(&format!("diff --git a/{long} b/x\n"), DiffReason::HeaderTooLong, 1);
    let mode = "old mode 100644\nnew mode 100755\n";
    check(&format!("diff --git \"a/x b/x\n{mode}"), DiffReason::Quoting, 1);
    check(&format!("diff --git \"a/\\400\" \"b/\\400\"\n{mode}"), DiffReason::Quoting, 1);
    check(&format!("diff --git original/x y new/x y\n{mode}"), DiffReason::AmbiguousPaths, 1);
    check(&modified("a/x b/x", "a/y", "b/x"), DiffReason::PathsDisagree, 1);
    check(&modified("a/x b/x", "/dev/null", "b/x"), DiffReason::PathsDisagree, 1);
    check(&hunk("@@ -1 +1\n"), DiffReason::HunkHeader, 5);
    check(&hunk("@@ -0 +1 @@\n"), DiffReason::HunkHeader, 5);
    check(&hunk("@@ -1,0 +1,0 @@\n"), DiffReason::HunkHeader, 5);
    check(&hunk("@@ -1,99999999999 +1 @@\n"), DiffReason::HunkHeader, 5);
    check(&hunk(""), DiffReason::HunkHeader, 5);
    check(&hunk("@@ -1,2 +1 @@\n-x\n+y\n"), DiffReason::HunkCut, 8);
    check(&hunk("@@ -1,2 +1 @@\n-x\n+y\ndiff --git a/z b/z\n"), DiffReason::HunkCut, 8);
    check(&hunk("@@ -1 +1 @@\n-x\n-z\n"), DiffReason::HunkTooLong, 7);
    check(&hunk("@@ -1 +1 @@\n-x\n+y\n+z\n"), DiffReason::HunkTooLong, 8);
    check(&hunk("@@ -1 +1 @@\n-x\n+y\n-- x\n"), DiffReason::HunkTooLong, 8);
    check(&hunk("@@ -5 +5 @@\n-x\n+y\n@@ -5 +6 @@\n-x\n+y\n"), DiffReason::HunkOrder, 8);
    check(&hunk("@@ -1,2 +0,0 @@\n-x\n\\ No newline\n-y\n"), DiffReason::AfterTheEnd, 8);
    // A line without bytes and without LF is none.
    for empty in ["@@ -1 +0,0 @@\n-\n", "@@ -0,0 +1 @@\n+\n", "@@ -1 +1 @@\n \n", "@@ -1 +1 @@\n\n"]
    {
        check(&hunk(&format!("{empty}\\ No newline\n")), DiffReason::UnexpectedLine, 7);
    }
    check(
        &hunk("@@ -1 +0,0 @@\n-x\n\\ No newline\n@@ -2 +1 @@\n-x\n+y\n"),
        DiffReason::AfterTheEnd,
        8,
    );
}

#[test]
fn files_hunks_and_lines_are_bounded() {
    use interview_core::limits::{DIFF_FILES, DIFF_HUNKS, DIFF_LINES};
    let file = "diff --git a/x b/x\nold mode 100644\nnew mode 100755\n";
    assert_eq!(parse(file.repeat(DIFF_FILES).as_bytes()).unwrap().files.len(), DIFF_FILES);
    let flaw = parse(file.repeat(DIFF_FILES + 1).as_bytes()).unwrap_err();
    assert_eq!((flaw.reason, flaw.line), (DiffReason::TooManyFiles, 300_001));
    let mut diff = "diff --git a/x b/x\n--- a/x\n+++ b/x\n".to_owned();
    for line in 1..=DIFF_HUNKS {
        diff += &format!("@@ -{line} +{line} @@\n-x\n+y\n");
    }
    assert_eq!(parse(diff.as_bytes()).unwrap().files[0].hunks.len(), DIFF_HUNKS);
    diff += "@@ -2000000 +2000000 @@\n-x\n+y\n";
    let flaw = parse(diff.as_bytes()).unwrap_err();
    assert_eq!((flaw.reason, flaw.line), (DiffReason::TooManyHunks, 3_000_004));
    let mut diff = format!("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1,{DIFF_LINES} @@\n");
    diff += &"+\n".repeat(usize::try_from(DIFF_LINES).unwrap());
    assert_eq!(parse(diff.as_bytes()).unwrap().files[0].hunks[0].new_lines, DIFF_LINES);
    diff += "diff --git a/y b/y\n--- a/y\n+++ b/y\n@@ -0,0 +1 @@\n+\n";
    let flaw = parse(diff.as_bytes()).unwrap_err();
    assert_eq!((flaw.reason, flaw.line), (DiffReason::TooManyLines, DIFF_LINES + 8));
}
