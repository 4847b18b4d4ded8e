//! Paths of the host, made relative to the work tree. What lies outside it is not told.
//!
//! Paths are compared as text: links are not followed, and nothing is asked of a disk.

use interview_core::event::Path;

use crate::limits;

/// The root of a work tree.
#[derive(Clone, Debug)]
pub(crate) struct Worktree {
    names: Vec<String>,
    windows: bool,
}

impl Worktree {
    /// The work tree below an absolute path; `None` where it isn't one.
    pub(crate) fn new(root: &str) -> Option<Self> {
        let windows = is_drive(root) || root.starts_with('\\');
        let names = is_absolute(root).then(|| names(&[], root, windows))??;
        Some(Self { names, windows })
    }

    /// The path in the log's spelling; a relative one is taken from the working directory, or the
    /// root where that isn't known.
    pub(crate) fn path(&self, cwd: Option<&str>, path: &str) -> Option<Path> {
        if path.len() > limits::PATH_BYTES {
            return None;
        }
        let names = if is_absolute(path) {
            names(&[], path, self.windows)?
        } else {
            let base = match cwd.filter(|cwd| is_absolute(cwd)) {
                Some(cwd) => names(&[], cwd, self.windows)?,
                None => self.names.clone(),
            };
            names(&base, path, self.windows)?
        };
        let (above, below) = names.split_at_checked(self.names.len())?;
        let is_below = above.iter().zip(&self.names).all(|(a, b)| match self.windows {
            true => a.eq_ignore_ascii_case(b),
            false => a == b,
        });
        match below {
            _ if !is_below => None,
            [] => Some(Path(".".into())),
            below => Path::from_bytes(below.join("/").as_bytes()),
        }
    }
}

/// The names of a path after those of its base, `.` and `..` resolved; `None` where it leads above
/// the top, or is empty.
fn names(base: &[String], path: &str, windows: bool) -> Option<Vec<String>> {
    let mut names = base.to_vec();
    for name in path.split(|c| c == '/' || windows && c == '\\') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()?),
            name => names.push(name.to_owned()),
        }
    }
    (!path.is_empty()).then_some(names)
}

fn is_absolute(path: &str) -> bool {
    path.starts_with(['/', '\\']) || is_drive(path)
}

fn is_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', b'/' | b'\\', ..] if letter.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_from_the_root_or_not_at_all() {
        let check = |root: &str, cwd: &str, path: &str, expected: Option<&str>| {
            let path = Worktree::new(root).unwrap().path(Some(cwd), path);
            assert_eq!(path.as_ref().map(|path| path.0.as_str()), expected);
        };
        check("/home/c/w", "/", "/home/c/w/src/a.rs", Some("src/a.rs"));
        check("/home/c/w/", "/", "/home/c/w", Some("."));
        check("/home/c/w", "/home/c/w/src", "../b%.rs", Some("b%25.rs"));
        check("/home/c/w", "/", "/home/c/w/../w/./a", Some("a"));
        check("/home/c/w", "/", "/home/c/wide/a", None);
        check("/home/c/w", "/", "/home/c/w/../../etc/passwd", None);
        check("/home/c/w", "/home/c", "a", None);
        check("/home/c/w", "not absolute", "a", Some("a"));
        check("/home/c/w", "/", "/../../a", None);
        check("/home/c/w", "/", "", None);
        check("/home/c/w", "/", &"a/".repeat(limits::PATH_BYTES), None);
        check("/home/c/w", "/", "/home/c/w/a\\b", Some("a\\b"));
        check(r"C:\Users\c\w", r"C:\", r"c:\users\c\w\src\a.rs", Some("src/a.rs"));
        check(r"C:\Users\c\w", r"C:\Users\c\w", r"src\a.rs", Some("src/a.rs"));
        assert!(Worktree::new("w").is_none());
    }
}
