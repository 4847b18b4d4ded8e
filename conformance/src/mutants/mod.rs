//! The mutation check: a copy of the library in which every rule can be switched off by itself, and
//! the vectors, at least one of which must turn red each time.
//!
//! The library that ships has no switches. They are written into a copy of its sources: each
//! finding that the verifier adds can be kept back, and each condition of [`RULES`] can be overruled.

mod rules;

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

pub use rules::{RULES, Rule};

/// The variable that tells the copy which rule is off, or `trace`.
const SWITCH: &str = "INTERVIEW_MUTANT";
/// Crates that are copied, and what of them isn't.
const CRATES: [&str; 4] =
    ["interview-core", "interview-capture", "interview-journal", "conformance"];
/// Marks a line of standard error that names a rule which took effect.
const REACHED: &str = "reached ";

/// The module that is added to the copy.
const MODULE: &str = r#"//! Switches of the mutation check.
use std::{collections::BTreeSet, sync::{Mutex, OnceLock}};

static SEEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

pub fn off(rule: &str) -> bool {
    static SWITCH: OnceLock<Option<String>> = OnceLock::new();
    let switch = SWITCH.get_or_init(|| std::env::var("INTERVIEW_MUTANT").ok());
    if switch.as_deref() == Some("trace") && SEEN.lock().unwrap().insert(rule.to_owned()) {
        eprintln!("reached {rule}");
    }
    switch.as_deref() == Some(rule)
}

#[track_caller]
pub fn finding_off(code: &str) -> bool {
    let at = std::panic::Location::caller();
    let file = at.file().rsplit_once("src/").map_or(at.file(), |(_, file)| file);
    off(&format!("{file}:{} {code}", at.line()))
}
"#;

/// A copy of the library with switches, built, and the program that runs the vectors with it.
#[derive(Debug)]
pub struct Mutants {
    program: PathBuf,
    vectors: PathBuf,
    /// `<file>:<line>` of each place that adds a finding.
    places: BTreeSet<String>,
}

impl Mutants {
    /// Copies, instruments and builds. `scratch` is kept from run to run, so that only what changed
    /// is built.
    ///
    /// # Errors
    ///
    /// Where a file can't be copied, a rule isn't where the table says, or the copy doesn't build.
    pub fn build(root: &Path, vectors: &Path, scratch: &Path) -> io::Result<Self> {
        let workspace = scratch.join("workspace");
        for name in CRATES {
            copy(&root.join(name), &workspace.join(name))?;
        }
        for name in ["Cargo.lock", "clippy.toml"] {
            replace(&workspace.join(name), &fs::read(root.join(name))?)?;
        }
        let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
        let members =
            manifest.lines().find(|line| line.starts_with("members = ")).unwrap_or_default();
        let ours = format!("members = {CRATES:?}");
        replace(&workspace.join("Cargo.toml"), manifest.replace(members, &ours).as_bytes())?;
        let core = workspace.join("interview-core/src");
        let places = instrument(&root.join("interview-core/src"), &core)?;
        let built = Command::new(env!("CARGO"))
            .args([
                "build",
                "--offline",
                "--quiet",
                "-p",
                "interview-conformance",
                "--bin",
                "vectors",
            ])
            .env("CARGO_TARGET_DIR", scratch.join("target"))
            .env("RUSTFLAGS", "--cap-lints=allow")
            .current_dir(&workspace)
            .stdin(Stdio::null())
            .status()?;
        if !built.success() {
            return Err(io::Error::other("the copy with switches doesn't build"));
        }
        let program = scratch.join("target/debug/vectors");
        Ok(Self { program, vectors: vectors.to_owned(), places })
    }

    /// Every switch that took effect on some vector, with nothing switched off.
    ///
    /// # Errors
    ///
    /// Where the vectors can't be run, or one is red.
    pub fn trace(&self) -> io::Result<BTreeSet<String>> {
        let output = self.command("trace").output()?;
        if !output.status.success() {
            let told = String::from_utf8_lossy(&output.stdout).into_owned();
            return Err(io::Error::other(format!("a vector is red without a mutant: {told}")));
        }
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        Ok(told.lines().filter_map(|line| line.strip_prefix(REACHED)).map(str::to_owned).collect())
    }

    /// Switches that never took effect: no vector can turn red for them.
    #[must_use]
    pub fn unreached(&self, reached: &BTreeSet<String>) -> Vec<String> {
        let place = |switch: &str| switch.split(' ').next().unwrap_or_default().to_owned();
        let places: BTreeSet<String> = reached.iter().map(|switch| place(switch)).collect();
        let findings = self.places.difference(&places).cloned();
        let rules = RULES.iter().map(Rule::name).filter(|name| !reached.contains(name));
        findings.chain(rules).collect()
    }

    /// The first vector that is red with a switch off; `None` where all are green.
    ///
    /// # Errors
    ///
    /// Where the vectors can't be run.
    pub fn killer(&self, switch: &str) -> io::Result<Option<String>> {
        let output = self.command(switch).output()?;
        match output.status.code() {
            Some(0) => Ok(None),
            Some(1) => {
                let told = String::from_utf8_lossy(&output.stdout).into_owned();
                Ok(Some(told.split(':').next().unwrap_or_default().to_owned()))
            }
            // A panic is as red as can be.
            _ => Ok(Some("(the program ended)".to_owned())),
        }
    }

    fn command(&self, switch: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(&self.vectors).arg("--first").env(SWITCH, switch).stdin(Stdio::null());
        command
    }
}

/// Writes switches into the copy; gives the places that add findings.
fn instrument(original: &Path, copy: &Path) -> io::Result<BTreeSet<String>> {
    replace(&copy.join("mutants.rs"), MODULE.as_bytes())?;
    let mut files: Vec<String> = RULES.iter().map(|rule| rule.file.to_owned()).collect();
    files.extend(["lib.rs".to_owned(), "report/mod.rs".to_owned()]);
    files.sort();
    files.dedup();
    for file in files {
        let mut source = fs::read_to_string(original.join(&file))?;
        for rule in RULES.iter().filter(|rule| rule.file == file) {
            if source.matches(rule.condition).count() != 1 {
                let what = format!("{file}: `{}` doesn't stand there once", rule.condition);
                return Err(io::Error::other(what));
            }
            source = source.replace(rule.condition, &rule.switched());
        }
        if file == "lib.rs" {
            source += "\n#[allow(missing_docs, clippy::all)]\npub mod mutants;\n";
        }
        if file == "report/mod.rs" {
            let add =
                "    pub fn add(&mut self, code: FindingCode, place: Place, params: Params) {\n";
            if !source.contains(add) {
                return Err(io::Error::other("report/mod.rs: findings are added in another way"));
            }
            let kept_back = "        if crate::mutants::finding_off(code.as_str()) {\n            return;\n        }\n";
            source = source.replace(add, &format!("    #[track_caller]\n{add}{kept_back}"));
        }
        replace(&copy.join(&file), source.as_bytes())?;
    }
    let mut places = BTreeSet::new();
    for entry in fs::read_dir(copy.join("verify"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for (number, line) in fs::read_to_string(&path)?.lines().enumerate() {
            if line.contains("findings.add(") {
                places.insert(format!("verify/{name}:{}", number + 1));
            }
        }
    }
    Ok(places)
}

/// Copies a crate, leaving alone what is the same.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name());
        if name == "vectors" && from.ends_with("conformance") {
            continue;
        }
        names.insert(name.clone());
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else if !RULES.iter().any(|rule| path.ends_with(rule.file)) {
            replace(&to.join(name), &fs::read(path)?)?;
        }
    }
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        if !names.contains(&entry.file_name())
            && entry.path().is_file()
            && entry.file_name() != "mutants.rs"
        {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Writes a file where its bytes differ, so that cargo builds no more than it must.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(path).ok().as_deref() == Some(bytes) {
        return Ok(());
    }
    fs::write(path, bytes)
}
