//! Runs generators of committed files: writes what they make, or tells which committed file
//! differs. What is generated is the generators' business; a new one is a line in [`GENERATORS`].

use std::{fs, io, path::Path};

use crate::{docs, generated::Generated, surface, vectors};

/// A generator: its name on the command line, and what it makes of the repository at a root.
#[derive(Clone, Copy, Debug)]
pub struct Generator {
    /// Name on the command line.
    pub name: &'static str,
    /// Makes the files. It may read the repository and changes nothing.
    pub run: fn(&Path) -> io::Result<Vec<Generated>>,
}

/// Every generator, in the order in which they run.
pub const GENERATORS: &[Generator] = &[
    Generator { name: "docs", run: docs::generate },
    #[cfg(feature = "schema")]
    Generator { name: "schemas", run: crate::schemas::generate },
    #[cfg(feature = "schema")]
    Generator { name: "typed", run: crate::typed::generate },
    Generator { name: "surface", run: surface::generate },
    Generator { name: "vectors", run: vectors::generate },
];

/// Paths of the committed files that differ from what the generator makes.
///
/// # Errors
///
/// Where the generator can't read what it needs.
pub fn differing(generator: Generator, root: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for file in (generator.run)(root)? {
        if fs::read(root.join(&file.path)).ok().as_ref() != Some(&file.bytes) {
            paths.push(file.path);
        }
    }
    Ok(paths)
}

/// Writes the files that differ and returns their paths.
///
/// # Errors
///
/// Where the generator can't read what it needs, or a file can't be written.
pub fn write(generator: Generator, root: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for file in (generator.run)(root)? {
        let path = root.join(&file.path);
        if fs::read(&path).ok().as_ref() != Some(&file.bytes) {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, &file.bytes)?;
            paths.push(file.path);
        }
    }
    Ok(paths)
}
