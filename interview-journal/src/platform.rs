//! Everything that differs between operating systems, and nothing else: how a file is opened
//! without following links, who may read it, and which start of the machine this is.

use std::{
    fs::{File, Metadata, OpenOptions},
    io,
    path::Path,
};

/// How a file is opened. Links are never followed, only regular files are taken, and new ones are
/// readable by their owner alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// A file that is there, to read and append.
    Existing,
    /// A file that isn't there yet, to read and append.
    New,
    /// A file that may be there, to lock and to write anywhere.
    Lock,
}

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

/// Opens a file of the journal's own.
pub(crate) fn open_private(path: &Path, how: Open) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    match how {
        Open::Existing => options.append(true),
        Open::New => options.append(true).create_new(true),
        Open::Lock => options.write(true).create(true).truncate(false),
    };
    system::guard(&mut options, Links::Refuse);
    system::keep_private(&mut options);
    if how == Open::Existing { system::open_unmarked(&options, path) } else { options.open(path) }
}

/// Makes a folder for its owner alone.
pub(crate) fn create_private_dir(path: &Path) -> io::Result<()> {
    system::create_private_dir(path)
}

/// Reads at an offset without moving anything.
pub(crate) fn read_at(file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match system::read_at(file, offset, buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            outcome => return outcome,
        }
    }
}

/// Cuts a file.
pub(crate) fn truncate(file: &File, path: &Path, len: u64) -> io::Result<()> {
    system::truncate(file, path, len)
}

/// Whether the system tells if an open file still has a name.
pub(crate) const TELLS_LINKS: bool = cfg!(unix);

/// Whether an open file still has a name; where the system doesn't tell, it has.
pub(crate) fn is_linked(kind: &Metadata) -> bool {
    system::is_linked(kind)
}

/// Waits until the names in a folder are on the disk, where the system can be asked for that.
pub(crate) fn sync_dir(path: &Path) -> io::Result<()> {
    system::sync_dir(path)
}

/// Which start of the machine this is, where the system tells.
pub(crate) fn boot_id() -> Option<String> {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Some(id.trim().to_owned()).filter(|id| !id.is_empty())
}

#[cfg(unix)]
mod system {
    use std::{
        fs::{DirBuilder, File, Metadata, OpenOptions},
        io,
        os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt},
        path::Path,
    };

    use super::Links;

    pub(super) fn guard(options: &mut OpenOptions, links: Links) {
        options.custom_flags(guarded(links));
    }

    fn guarded(links: Links) -> i32 {
        libc::O_NONBLOCK | if links == Links::Refuse { libc::O_NOFOLLOW } else { 0 }
    }

    pub(super) fn keep_private(options: &mut OpenOptions) {
        options.mode(0o600);
    }

    /// Opens a file so that reading it leaves no time of access, which would have to be noted with
    /// every append. Where that isn't granted, as to all but the file's owner, it is opened as usual.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    pub(super) fn open_unmarked(options: &OpenOptions, path: &Path) -> io::Result<File> {
        let unmarked = guarded(Links::Refuse) | libc::O_NOATIME;
        match options.clone().custom_flags(unmarked).open(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => options.open(path),
            outcome => outcome,
        }
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    pub(super) fn open_unmarked(options: &OpenOptions, path: &Path) -> io::Result<File> {
        options.open(path)
    }

    pub(super) fn create_private_dir(path: &Path) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(path)
    }

    pub(super) fn read_at(file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        file.read_at(buffer, offset)
    }

    pub(super) fn truncate(file: &File, _path: &Path, len: u64) -> io::Result<()> {
        file.set_len(len)
    }

    pub(super) fn is_linked(kind: &Metadata) -> bool {
        kind.nlink() > 0
    }

    pub(super) fn sync_dir(path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }
}

#[cfg(windows)]
mod system {
    use std::{
        fs::{File, Metadata, OpenOptions},
        io,
        os::windows::fs::{FileExt, OpenOptionsExt},
        path::Path,
    };

    use super::Links;

    /// `FILE_FLAG_OPEN_REPARSE_POINT`: the link itself is opened, and is no regular file.
    const OPEN_REPARSE_POINT: u32 = 0x0020_0000;

    pub(super) fn guard(options: &mut OpenOptions, links: Links) {
        if links == Links::Refuse {
            options.custom_flags(OPEN_REPARSE_POINT);
        }
    }

    /// Below a user's profile, folders are the user's own by inheritance.
    pub(super) fn keep_private(_options: &mut OpenOptions) {}

    pub(super) fn open_unmarked(options: &OpenOptions, path: &Path) -> io::Result<File> {
        options.open(path)
    }

    pub(super) fn create_private_dir(path: &Path) -> io::Result<()> {
        std::fs::create_dir_all(path)
    }

    pub(super) fn read_at(file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        match file.seek_read(buffer, offset) {
            // `ERROR_HANDLE_EOF`
            Err(error) if error.raw_os_error() == Some(38) => Ok(0),
            outcome => outcome,
        }
    }

    /// A handle that may only append can't cut; one that may do more can.
    pub(super) fn truncate(file: &File, path: &Path, len: u64) -> io::Result<()> {
        file.set_len(len).or_else(|_| OpenOptions::new().write(true).open(path)?.set_len(len))
    }

    pub(super) fn is_linked(_kind: &Metadata) -> bool {
        true
    }

    /// The file system's own journal keeps the order of names.
    pub(super) fn sync_dir(_path: &Path) -> io::Result<()> {
        Ok(())
    }
}
