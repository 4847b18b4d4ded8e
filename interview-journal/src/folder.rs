//! Where the files of a session stand. `bundle/` holds exactly what is submitted, so that no key can
//! be packed by mistake; `private/` holds lock, key and state.

use std::path::{Path, PathBuf};

/// The paths below a session's folder.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(crate) fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn bundle(&self) -> PathBuf {
        self.root.join("bundle")
    }

    /// A file of the bundle.
    pub(crate) fn submitted(&self, name: &str) -> PathBuf {
        self.bundle().join(name)
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.submitted(interview_core::report::EVENTS)
    }

    pub(crate) fn private(&self) -> PathBuf {
        self.root.join("private")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.private().join("lock")
    }

    pub(crate) fn anchor_lock(&self) -> PathBuf {
        self.private().join("anchor.lock")
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.private().join("session.key")
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.private().join("session.state")
    }

    /// A place in which a file is made before it gets its name.
    pub(crate) fn temp(&self) -> PathBuf {
        self.private().join("submitted.new")
    }

    /// What was moved aside for the n-th time, as events name it.
    pub(crate) fn torn_name(n: u32) -> String {
        format!("private/events.torn.{n}")
    }

    pub(crate) fn torn(&self, n: u32) -> PathBuf {
        self.private().join(format!("events.torn.{n}"))
    }
}
