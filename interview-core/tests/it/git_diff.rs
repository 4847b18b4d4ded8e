//! Diffs by real git of generated trees: what is read is what git says elsewhere, and a file's hunks
//! lead from the blob before to the blob after.

use interview_core::{
    diff::{DiffReason, FileDiff, LineKind, Status, apply, parse},
    digest,
    event::Path,
};
use proptest::prelude::*;

use crate::git::{Repository, Tree};

/// Names that a header has trouble with.
const NAMES: &[&[u8]] = &[
    b"plain.txt",
    b"with space.txt",
    b"tab\there",
    b"quo\"te",
    b"back\\slash",
    b"caf\xc3\xa9",
    b"caf\xe9.txt",
    b"new\nline",
    b"return\r",
    b"p b/x b/y",
    b"dir b/dir b",
    b"x b/x",
    b"a/x",
    b"b/x",
    b"a/b/x",
    b"dev/null",
    b" lead",
    b"trail ",
    b"-- ",
    b"100%",
    b"\x01\x7f",
    b"deep/er/and/deeper",
];

/// Lines that look like parts of a diff, and such that occur often.
const LINES: &[&[u8]] = &[
    b"",
    b"}",
    b"    return x",
    b"fn f() {",
    b"one",
    b"two",
    b"with CR\r",
    b"-- ",
    b"--- a/x",
    b"+++ b/x",
    b"@@ -1 +1 @@",
    b"diff --git a/x b/x",
    b"\\ No newline at end of file",
    b"\xff\xfe not UTF-8",
    b"commit 0123456789",
];

/// Options of which each diff takes one a row.
const OPTIONS: &[&[&str]] = &[
    &["-U3", "-U0", "-U1", "-U999", "--function-context"],
    &["--no-renames", "-M", "-M10%", "-C", "-C --find-copies-harder", "-B --no-renames", "-B -M"],
    &["--no-color", "--binary", "--text", "--full-index"],
    &["--diff-algorithm=myers", "--histogram", "--patience", "--minimal"],
    &["--src-prefix=a/", "--no-prefix", "--src-prefix=old/ --dst-prefix=new/"],
];
const SETTINGS: &[&[&str]] = &[
    &["core.quotePath=true", "core.quotePath=false"],
    &["diff.mnemonicPrefix=false", "diff.mnemonicPrefix=true"],
    &["diff.suppressBlankEmpty=false", "diff.suppressBlankEmpty=true"],
];

/// What is above and below the diff: as git diff, git show and git format-patch print it.
const COMMANDS: &[&[&str]] = &[
    &["diff", "base", "end"],
    &["diff-tree", "-p", "-r", "base", "end"],
    &["show", "--format=medium", "end"],
    &["format-patch", "--stdout", "-1", "end"],
];

fn text() -> impl Strategy<Value = Vec<u8>> {
    let line = prop::sample::select(LINES);
    (prop::collection::vec(line, 0..25), any::<bool>()).prop_map(|(lines, ended)| {
        let mut text = lines.join(b"\n".as_slice());
        if ended && !lines.is_empty() {
            text.push(b'\n');
        }
        text
    })
}

/// Mode and contents.
fn file() -> impl Strategy<Value = (u32, Vec<u8>)> {
    let binary = prop::collection::vec(any::<u8>(), 0..80).prop_map(|mut bytes| {
        bytes.push(0);
        bytes
    });
    let link = prop::sample::select(NAMES).prop_map(<[u8]>::to_vec);
    let submodule = "[0-9a-f]{39}1".prop_map(|id| format!("Subproject commit {id}\n"));
    prop_oneof![
        8 => text().prop_map(|text| (0o100_644, text)),
        2 => text().prop_map(|text| (0o100_755, text)),
        2 => binary.prop_map(|bytes| (0o100_644, bytes)),
        1 => link.prop_map(|path| (0o120_000, path)),
        1 => submodule.prop_map(|line| (0o160_000, line.into_bytes())),
    ]
}

/// What happens to a file from one tree to the other.
#[derive(Clone, Debug)]
enum Fate {
    Stays,
    Goes,
    Becomes(u32, Vec<u8>),
    Changes(usize, usize, Vec<u8>),
    Moves(usize),
    Flips,
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        2 => Just(Fate::Stays),
        1 => Just(Fate::Goes),
        2 => file().prop_map(|(mode, contents)| Fate::Becomes(mode, contents)),
        4 => (0..20_usize, 0..4_usize, text()).prop_map(|(at, gone, new)| Fate::Changes(at, gone, new)),
        3 => (0..NAMES.len()).prop_map(Fate::Moves),
        1 => Just(Fate::Flips),
    ]
}

fn trees() -> impl Strategy<Value = (Tree, Tree)> {
    let named = (prop::sample::select(NAMES), file(), fate());
    let fresh = (prop::sample::select(NAMES), file());
    let files = prop::collection::vec(named, 0..12);
    (files, prop::collection::vec(fresh, 0..3)).prop_map(|(files, fresh)| {
        let mut base = Tree::new();
        let mut end = Tree::new();
        for (name, (mode, contents), fate) in files {
            if base.contains_key(name) {
                continue;
            }
            base.insert(name.to_vec(), (mode, contents.clone()));
            let plain = mode & 0o170_000 == 0o100_000;
            let (name, file) = match fate {
                Fate::Goes => continue,
                Fate::Becomes(mode, contents) => (name, (mode, contents)),
                Fate::Moves(to) => (NAMES[to], (mode, contents)),
                Fate::Flips if plain => (name, (mode ^ 0o111, contents)),
                Fate::Changes(at, gone, new) if plain => {
                    let mut lines: Vec<_> = contents.split(|byte| *byte == b'\n').collect();
                    let at = at.min(lines.len());
                    lines.splice(at..(at + gone).min(lines.len()), [new.as_slice()]);
                    (name, (mode, lines.join(b"\n".as_slice())))
                }
                Fate::Stays | Fate::Flips | Fate::Changes(..) => (name, (mode, contents)),
            };
            end.insert(name.to_vec(), file);
        }
        for (name, file) in fresh {
            end.entry(name.to_vec()).or_insert(file);
        }
        (base, end)
    })
}

/// One of each row.
fn chosen(rows: &'static [&'static [&'static str]]) -> impl Strategy<Value = Vec<&'static str>> {
    rows.iter().map(|row| prop::sample::select(*row)).collect::<Vec<_>>()
}

/// A file as `git diff --raw` tells it: modes, ids, status, paths before and after.
#[derive(Debug)]
struct Raw {
    modes: [u32; 2],
    ids: [String; 2],
    status: char,
    paths: [Vec<u8>; 2],
}

fn raw(bytes: &[u8]) -> Vec<Raw> {
    let mut fields = bytes.split(|byte| *byte == 0);
    let mut files = Vec::new();
    while let Some([b':', head @ ..]) = fields.next() {
        let head = String::from_utf8(head.to_vec()).unwrap();
        let head: Vec<&str> = head.split(' ').collect();
        let mode = |text: &str| u32::from_str_radix(text, 8).unwrap();
        let status = head[4].chars().next().unwrap();
        let old = fields.next().unwrap().to_vec();
        let new = match status {
            'R' | 'C' => fields.next().unwrap().to_vec(),
            _ => old.clone(),
        };
        let file = |modes, ids, status, paths| Raw { modes, ids, status, paths };
        let modes = [mode(head[0]), mode(head[1])];
        let ids = [head[2].to_owned(), head[3].to_owned()];
        if status == 'T' {
            let none = "0".repeat(40);
            let ([a, b], [c, d]) = (modes, ids);
            files.push(file([a, 0], [c, none.clone()], 'D', [old.clone(), new.clone()]));
            files.push(file([0, b], [none, d], 'A', [old, new]));
        } else {
            files.push(file(modes, ids, status, [old, new]));
        }
    }
    files
}

fn check_file(file: &FileDiff<'_>, raw: &Raw, base: &Tree, end: &Tree) {
    let status = match file.status {
        Status::Added => 'A',
        Status::Deleted => 'D',
        Status::Modified | Status::ModeChanged => 'M',
        Status::Renamed => 'R',
        Status::Copied => 'C',
    };
    assert_eq!(status, raw.status, "{raw:?}");
    let [old, new] = &raw.paths;
    assert_eq!(file.old.as_deref(), (status != 'A').then_some(old.as_slice()));
    assert_eq!(file.new.as_deref(), (status != 'D').then_some(new.as_slice()));
    assert_eq!(file.path(), Path::from_bytes(new));
    for (said, told) in [(file.old_mode, raw.modes[0]), (file.new_mode, raw.modes[1])] {
        assert_eq!(said.unwrap_or(told), told, "{raw:?}");
    }
    for (said, told) in [(file.old_blob, &raw.ids[0]), (file.new_blob, &raw.ids[1])] {
        assert!(told.starts_with(said.unwrap_or_default()), "{raw:?}: {said:?}");
    }
    let blob = |tree: &Tree, path, there| match there {
        true => tree[path].1.clone(),
        false => Vec::new(),
    };
    let before = blob(base, old, status != 'A');
    let after = blob(end, new, status != 'D');
    match apply(&before, file) {
        Ok(made) => assert_eq!(made.escape_ascii().to_string(), after.escape_ascii().to_string()),
        Err(flaw) => {
            assert!(flaw.reason == DiffReason::Binary && file.binary, "{flaw:?} {raw:?}");
            assert!(digest::is_binary(&before) || digest::is_binary(&after), "{raw:?}");
        }
    }
    let lines: Vec<_> = digest::lines(&after).collect();
    for (number, line) in file.new_side() {
        assert_eq!(lines[usize::try_from(number).unwrap() - 1], line.bytes);
    }
    let added = file.new_side().filter(|(_, line)| line.kind == LineKind::Added);
    assert!(added.map(|(number, line)| (number, line.bytes)).eq(file.added()));
    let is_submodule = raw.modes[usize::from(status != 'D')] == 0o160_000;
    assert_eq!(file.is_submodule(), is_submodule && !file.hunks.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn diffs_are_read_as_git_means_them(
        (base, end) in trees(),
        options in chosen(OPTIONS),
        settings in chosen(SETTINGS),
        command in prop::sample::select(COMMANDS),
    ) {
        let repository = Repository::new(&base, &end);
        let options: Vec<&str> = options.iter().flat_map(|option| option.split(' ')).collect();
        let mut arguments: Vec<&str> = settings.iter().flat_map(|set| ["-c", *set]).collect();
        arguments.push(command[0]);
        arguments.extend(&options);
        arguments.extend(&command[1..]);
        let bytes = repository.git(&arguments, &[]);
        let shown = bytes.escape_ascii().to_string().replace("\\n", "\n");
        let diff = parse(&bytes).map_err(|flaw| TestCaseError::fail(format!("{flaw:?}\n{shown}")))?;
        let plain = ["diff", "--raw", "-z", "--no-abbrev"].iter().chain(&options).chain(&["base", "end"]);
        let told = raw(&repository.git(&plain.collect::<Vec<_>>(), &[]));
        prop_assert_eq!(diff.files.len(), told.len(), "{}", shown);
        for (file, told) in diff.files.iter().zip(&told) {
            check_file(file, told, &base, &end);
        }
    }
}
