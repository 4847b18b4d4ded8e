//! Keeps the arrows between the crates, and what the pure crates may depend on, as `cargo tree`
//! sees them on this platform. What the pure crates may call is clippy.toml's business.

use std::{
    collections::BTreeSet,
    env,
    process::{Command, Stdio},
};

use interview_conformance::generated::root;

/// What the core may depend on without its features.
const CORE: &[&str] = &[
    "base64",
    "chrono",
    "ed25519-dalek",
    "memchr",
    "regex",
    "serde",
    "serde_json",
    "sha2",
    "similar",
    "thiserror",
    "zeroize",
];

/// What the capture crate may depend on.
const CAPTURE: &[&str] = &["interview-core", "serde", "serde_json"];

/// First-party crates that each crate may depend on; a name that ends in `-` is a beginning.
const ARROWS: &[(&str, &[&str])] = &[
    ("interview-core", &[]),
    ("interview-journal", &["interview-core"]),
    ("interview-capture", &["interview-core"]),
    ("bindings-", &["interview-core", "interview-journal", "interview-capture"]),
    ("examples/", &["interview-core", "interview-journal", "interview-capture"]),
    ("interview-conformance", &["interview-core", "interview-journal", "interview-capture"]),
];

/// Crates that reach disk, network, clock, threads, processes or the system's randomness; none
/// stands anywhere below a pure crate.
const IMPURE: &[&str] = &[
    "async-std",
    "curl",
    "dirs",
    "fs4",
    "getrandom",
    "home",
    "hyper",
    "iana-time-zone",
    "memmap2",
    "mio",
    "nix",
    "num_cpus",
    "rand",
    "reqwest",
    "rusqlite",
    "rustix",
    "smol",
    "socket2",
    "sqlx",
    "tar",
    "tempfile",
    "time",
    "tokio",
    "ureq",
    "walkdir",
    "web-time",
    "zstd",
];

/// A line of `cargo tree`: a package below the root, at most once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    /// Folder from the root of the repository, where it is first-party.
    folder: Option<String>,
    features: Vec<String>,
}

#[test]
fn the_core_has_the_allowed_dependencies_and_no_others() {
    let named = |arguments: &[&str]| -> BTreeSet<String> {
        let all = [&["-p", "interview-core", "-e", "normal,build", "--depth", "1"], arguments];
        below("interview-core", &all.concat()).into_iter().map(|package| package.name).collect()
    };
    let plain = named(&["--no-default-features"]);
    let surplus: Vec<_> = plain.iter().filter(|name| !CORE.contains(&name.as_str())).collect();
    assert!(surplus.is_empty(), "not allowed: {surplus:?}");
    assert_eq!(named(&[]), plain, "default features of the core bring no dependency");
    for (feature, brings) in [("parallel", "rayon"), ("schema", "schemars")] {
        let mut expected = plain.clone();
        expected.insert(brings.to_owned());
        assert_eq!(named(&["--features", feature]), expected, "feature `{feature}`");
    }
}

#[test]
fn the_capture_crate_has_the_allowed_dependencies_and_no_others() {
    let arguments =
        ["-p", "interview-capture", "-e", "normal,build", "--depth", "1", "--all-features"];
    let direct = below("interview-capture", &arguments);
    let names: Vec<_> = direct.iter().map(|package| package.name.as_str()).collect();
    assert_eq!(names, CAPTURE);
}

#[test]
fn nothing_below_a_pure_crate_does_io() {
    for pure in members().iter().filter(|name| is_pure(name)) {
        let packages = below(pure, &["-p", pure, "-e", "normal,build", "--all-features"]);
        assert!(packages.len() > 5, "{pure}: {packages:?}");
        assert_eq!(impure(&packages), Vec::<String>::new(), "below {pure}");
    }
}

#[test]
fn chrono_has_no_clock() {
    for name in members().iter().filter(|name| name.starts_with("interview-")) {
        for package in below(name, &["-p", name, "-e", "normal,build,dev", "--all-features"]) {
            let clock = package.name == "chrono" && has(&package.features, &["clock", "now"]);
            assert!(!clock, "below {name}: {package:?}");
        }
    }
}

#[test]
fn arrows_between_the_crates_hold() {
    let folders: Vec<Package> = members().iter().map(|name| itself(name)).collect();
    assert!(folders.len() >= 5, "{folders:?}");
    for package in &folders {
        let arguments = ["-p", &package.name, "-e", "normal,build,dev", "--depth", "1"];
        let direct = below(&package.name, &[&arguments[..], &["--all-features"]].concat());
        assert_eq!(crossing(package, &direct), Vec::<String>::new());
    }
}

#[test]
fn a_wrong_arrow_and_a_clock_are_seen() {
    let package = |line: &str| parse(line).unwrap();
    let core = package("interview-core v0.1.0 (/r/interview-core)|parallel");
    let journal = package("interview-journal v0.1.0 (/r/interview-journal)|");
    let example = package("relay v0.1.0 (/r/examples/relay)|");
    let stranger = package("other v0.1.0 (/r/other)|");
    let serde = package("serde v1.0.0|derive");
    let check = |from: &Package, to: &[&Package], expected: &[&str]| {
        let to: Vec<Package> = to.iter().map(|package| (*package).clone()).collect();
        assert_eq!(crossing(from, &to), expected);
    };
    check(&core, &[&serde], &[]);
    check(&journal, &[&core, &serde], &[]);
    check(&example, &[&core, &journal], &[]);
    check(&core, &[&journal], &["interview-core -> interview-journal"]);
    check(&journal, &[&example], &["interview-journal -> relay"]);
    check(&stranger, &[&serde], &["other has no place among the arrows"]);
    assert_eq!(impure(&[serde, package("getrandom v0.4.3|")]), ["getrandom"]);
    let chrono = package("chrono v0.4.45|alloc,clock,now (*)");
    assert!(has(&chrono.features, &["clock"]));
    assert_eq!(core.folder.as_deref(), Some("interview-core"));
    assert_eq!(example.folder.as_deref(), Some("examples/relay"));
    assert_eq!(parse("no package"), None);
}

/// First-party dependencies that the arrows don't allow, or that there is no arrow for the crate.
fn crossing(package: &Package, direct: &[Package]) -> Vec<String> {
    let folder = package.folder.as_deref().unwrap_or_default();
    let allowed = ARROWS.iter().find(|(from, _)| match from.ends_with(['-', '/']) {
        true => folder.starts_with(from),
        false => package.name == *from,
    });
    let Some((_, allowed)) = allowed else {
        return vec![format!("{} has no place among the arrows", package.name)];
    };
    direct
        .iter()
        .filter(|to| to.folder.is_some() && !allowed.contains(&to.name.as_str()))
        .map(|to| format!("{} -> {}", package.name, to.name))
        .collect()
}

/// Names of the packages that aren't pure.
fn impure(packages: &[Package]) -> Vec<String> {
    let impure = packages.iter().filter(|package| IMPURE.contains(&package.name.as_str()));
    impure.map(|package| package.name.clone()).collect()
}

fn has(features: &[String], any: &[&str]) -> bool {
    features.iter().any(|feature| any.contains(&feature.as_str()))
}

fn is_pure(name: &str) -> bool {
    matches!(name, "interview-core" | "interview-capture")
}

/// Names of the workspace's own packages.
fn members() -> Vec<String> {
    let packages = tree(&["--workspace", "--depth", "0"]);
    packages.into_iter().map(|package| package.name).collect()
}

/// A package of the workspace.
fn itself(name: &str) -> Package {
    tree(&["-p", name, "--depth", "0"]).into_iter().find(|package| package.name == name).unwrap()
}

/// The packages below one, without itself.
fn below(name: &str, arguments: &[&str]) -> Vec<Package> {
    tree(arguments).into_iter().filter(|package| package.name != name).collect()
}

/// What `cargo tree` prints, each package once.
fn tree(arguments: &[&str]) -> Vec<Package> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["tree", "--offline", "--locked", "--prefix", "none", "--format", "{p}|{f}"])
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo tree {arguments:?}: {error}");
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: BTreeSet<Package> =
        text.lines().filter(|line| !line.is_empty()).map(|line| parse(line).unwrap()).collect();
    lines.into_iter().collect()
}

/// Reads `name v1.2.3 (folder)|feature,feature (*)`.
fn parse(line: &str) -> Option<Package> {
    let (package, features) = line.trim_end_matches(" (*)").split_once('|')?;
    let (name, rest) = package.split_once(' ')?;
    let folder = rest.split_once(" (").and_then(|(_, rest)| rest.strip_suffix(')'));
    let folder = folder.filter(|folder| folder.contains(['/', '\\'])).map(in_repository);
    let features = features.split(',').filter(|feature| !feature.is_empty());
    Some(Package { name: name.into(), folder, features: features.map(str::to_owned).collect() })
}

/// A package's folder from the root of the repository: its last name, and `examples/` before it.
fn in_repository(folder: &str) -> String {
    let folder = folder.replace('\\', "/");
    let mut names = folder.rsplit('/');
    let (name, parent) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
    if parent == "examples" { format!("examples/{name}") } else { name.to_owned() }
}
