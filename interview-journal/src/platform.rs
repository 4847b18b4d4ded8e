//! Everything that differs between operating systems, and nothing else: how a file is opened
//! without following links, who may read it, and which start of the machine this is.

use std::{
    fs::{File, OpenOptions},
    io,
    path::Path,
};

/// Whether a link at the end of a path is followed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Links {
    /// As a user's own path on a command line.
    Follow,
    /// As any name that somebody else may have put there.
    Refuse,
}

/// Opens a file for reading; a pipe or device never makes it wait.
pub(crate) fn open_to_read(path: &Path, links: Links) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    system::guard(&mut options, links);
    options.open(path)
}

#[cfg(unix)]
mod system {
    use std::{fs::OpenOptions, os::unix::fs::OpenOptionsExt};

    use super::Links;

    pub(super) fn guard(options: &mut OpenOptions, links: Links) {
        let refuse = if links == Links::Refuse { libc::O_NOFOLLOW } else { 0 };
        options.custom_flags(libc::O_NONBLOCK | refuse);
    }
}

#[cfg(windows)]
mod system {
    use std::{fs::OpenOptions, os::windows::fs::OpenOptionsExt};

    use super::Links;

    /// `FILE_FLAG_OPEN_REPARSE_POINT`: the link itself is opened, and is no regular file.
    const OPEN_REPARSE_POINT: u32 = 0x0020_0000;

    pub(super) fn guard(options: &mut OpenOptions, links: Links) {
        if links == Links::Refuse {
            options.custom_flags(OPEN_REPARSE_POINT);
        }
    }
}

#[cfg(not(any(unix, windows)))]
mod system {
    use std::fs::OpenOptions;

    use super::Links;

    pub(super) fn guard(_options: &mut OpenOptions, _links: Links) {}
}
