//! Which runner of tests a command line starts. Not a shell: quotes are only good enough to keep
//! a runner's name in an argument from counting.

/// What a command line tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// Framework of the runner that it starts; `unknown` for one that starts another.
    pub(super) runner: Option<&'static str>,
    /// Whether all that it starts only shows text or keeps files, so that its output is nothing
    /// that it ran.
    pub(super) only_shows: bool,
}

/// Programs and their first arguments, by framework.
const RUNNERS: &[(&[&str], &str)] = &[
    (&["pytest"], "pytest"),
    (&["py.test"], "pytest"),
    (&["python", "-m", "pytest"], "pytest"),
    (&["python", "-m", "unittest"], "unittest"),
    (&["cargo", "nextest"], "nextest"),
    (&["cargo", "test"], "cargo"),
    (&["cargo", "t"], "cargo"),
    (&["go", "test"], "go"),
    (&["jest"], "jest"),
    (&["vitest"], "vitest"),
    (&["mocha"], "mocha"),
    (&["node", "--test"], "node"),
    (&["rspec"], "rspec"),
    (&["mvn", "test"], "junit"),
    (&["mvn", "verify"], "junit"),
    (&["gradle", "test"], "gradle"),
    (&["npm", "test"], "unknown"),
    (&["npm", "t"], "unknown"),
    (&["npm", "run", "test"], "unknown"),
    (&["yarn", "test"], "unknown"),
    (&["pnpm", "test"], "unknown"),
    (&["pnpm", "run", "test"], "unknown"),
    (&["bun", "test"], "unknown"),
    (&["tox"], "unknown"),
    (&["nox"], "unknown"),
];

/// Words that stand before a program and start it.
const WRAPPERS: &[&[&str]] = &[
    &["uv", "run"],
    &["poetry", "run"],
    &["pipenv", "run"],
    &["bundle", "exec"],
    &["npx"],
    &["bunx"],
    &["pnpm", "exec"],
    &["yarn", "exec"],
    &["time"],
    &["sudo"],
    &["env"],
    &["timeout"],
    &["exec"],
];

/// Programs that show text, or keep files without running them.
const SHOWING: &[&str] = &[
    "awk", "cat", "cd", "cut", "curl", "diff", "echo", "find", "gh", "git", "grep", "head", "jq",
    "less", "ls", "printf", "pwd", "rg", "sed", "sort", "tail", "tee", "tree", "true", "uniq",
    "wc",
];

/// Looks at each command of the line.
pub(super) fn look(line: &str) -> Seen {
    let mut seen = Seen { runner: None, only_shows: true };
    for words in commands(line) {
        let words = unwrapped(&words);
        let Some(program) = words.first() else { continue };
        if !SHOWING.contains(&program.as_str()) {
            seen.only_shows = false;
        }
        seen.runner = seen.runner.or_else(|| runner(words));
    }
    seen
}

/// The framework of the runner that these words start. Options may stand between its words.
fn runner(words: &[String]) -> Option<&'static str> {
    let starts = |name: &&[&str]| {
        let mut rest = words.iter();
        name.iter().enumerate().all(|(place, expected)| match place {
            0 => rest.next().is_some_and(|word| word == expected),
            _ => rest
                .find(|word| word == expected || !word.starts_with(['-', '+']))
                .is_some_and(|word| word == expected),
        })
    };
    RUNNERS.iter().find(|(name, _)| starts(name)).map(|(_, framework)| *framework)
}

/// The words from the program on: without variables, and without what starts another program.
/// A program is its bare name: `./gradlew` is `gradle`, `python3` is `python`.
fn unwrapped(words: &[String]) -> &[String] {
    let mut words = words;
    loop {
        let wrapper = WRAPPERS.iter().find(|wrapper| {
            words.iter().map(String::as_str).take(wrapper.len()).eq(wrapper.iter().copied())
        });
        let skipped = match (wrapper, words.first()) {
            (Some(wrapper), _) => wrapper.len(),
            (None, Some(first)) if is_prefix(first) => 1,
            (None, _) => return words,
        };
        words = words.get(skipped..).unwrap_or_default();
    }
}

/// A variable, an option or a number of seconds before the program.
fn is_prefix(word: &str) -> bool {
    word.contains('=') || word.starts_with('-') || word.starts_with(|c: char| c.is_ascii_digit())
}

/// The commands of a line, each as its words; the first word of each as a bare name.
fn commands(line: &str) -> Vec<Vec<String>> {
    let mut commands = vec![Vec::new()];
    let mut word = String::new();
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), c) => word.push(c),
            (None, '\'' | '"') => quote = Some(c),
            (None, '&' | '|' | ';' | '\n' | '(' | ')') => {
                end_word(&mut word, &mut commands);
                commands.push(Vec::new());
            }
            (None, c) if c.is_whitespace() => end_word(&mut word, &mut commands),
            (None, c) => word.push(c),
        }
    }
    end_word(&mut word, &mut commands);
    commands
}

fn end_word(word: &mut String, commands: &mut [Vec<String>]) {
    if let (false, Some(command)) = (word.is_empty(), commands.last_mut()) {
        command.push(bare(&std::mem::take(word)));
    }
}

/// `/usr/bin/python3.12` as `python`, `./gradlew` as `gradle`; other words as they are.
fn bare(word: &str) -> String {
    let name = word.rsplit('/').next().unwrap_or(word);
    match name {
        "gradlew" | "gradlew.bat" => "gradle".into(),
        "mvnw" => "mvn".into(),
        _ if name
            .strip_prefix("python")
            .is_some_and(|version| version.bytes().all(|b| b.is_ascii_digit() || b == b'.')) =>
        {
            "python".into()
        }
        _ if RUNNERS.iter().any(|(runner, _)| runner.first() == Some(&name)) => name.into(),
        _ => word.into(),
    }
}
