//! The folder in which the demo works: a named one that stays, or one of the system's temporary
//! ones that goes.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use interview_core::api::Hash;

use super::relay::random;
use crate::outcome::Failure;

/// A new folder.
pub(super) struct Folder {
    path: PathBuf,
    stays: bool,
}

impl Folder {
    /// Makes the folder.
    pub(super) fn new(named: Option<&Path>) -> Result<Self, Failure> {
        let stays = named.is_some();
        let path = match named {
            Some(path) => path.to_owned(),
            None => {
                let name: String = Hash(random()?).to_string().chars().take(16).collect();
                env::temp_dir().join(format!("interview-demo-{name}"))
            }
        };
        fs::create_dir(&path).map_err(|error| Failure::of_file(&path, &error))?;
        Ok(Self { path, stays })
    }

    /// A name in the folder.
    pub(super) fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The folder, where it stays.
    pub(super) fn kept(&self) -> Option<&Path> {
        self.stays.then_some(self.path.as_path())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.stays {
            // What can't be removed is left to the system, as everything in its temporary folder.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}
