//! The file operations that a journal needs, and no others, so that a test can stand in for the
//! disk and let it fail.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

pub use crate::platform::Open;

use crate::platform;

/// What is known of an open file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// Its length in bytes.
    pub len: u64,
    /// Whether it still has a name; one that was deleted has none.
    pub is_linked: bool,
}

/// An open file.
pub trait DiskFile: Send {
    /// Its length, and whether it still has a name.
    ///
    /// # Errors
    /// What the system says.
    fn stat(&self) -> io::Result<Stat>;

    /// Reads at an offset, at most to the end of the buffer; 0 bytes at the end of the file.
    ///
    /// # Errors
    /// What the system says.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;

    /// One write at the end; it may take less than it was given.
    ///
    /// # Errors
    /// What the system says; then nothing was written.
    fn append(&mut self, bytes: &[u8]) -> io::Result<usize>;

    /// Cuts the file.
    ///
    /// # Errors
    /// What the system says.
    fn truncate(&mut self, len: u64) -> io::Result<()>;

    /// Overwrites the beginning of a file that was opened as [`Open::Lock`].
    ///
    /// # Errors
    /// What the system says.
    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Waits until content and length are on the disk.
    ///
    /// # Errors
    /// What the system says; it must not be tried again, for the system may have let go of the data.
    fn sync(&mut self) -> io::Result<()>;

    /// Takes the exclusive lock if nobody has it. It falls with the handle or the process.
    ///
    /// # Errors
    /// What the system says.
    fn try_lock(&self) -> io::Result<bool>;

    /// Lets the lock go.
    ///
    /// # Errors
    /// What the system says.
    fn unlock(&self) -> io::Result<()>;
}

/// A disk.
pub trait Disk: Send + Sync {
    /// Opens a file.
    ///
    /// # Errors
    /// What the system says; `InvalidInput` where it is no regular file.
    fn open(&self, path: &Path, how: Open) -> io::Result<Box<dyn DiskFile>>;

    /// Makes a folder that its owner alone may enter, and those above it; one that is there is kept.
    ///
    /// # Errors
    /// What the system says.
    fn create_dir(&self, path: &Path) -> io::Result<()>;

    /// Gives a file a new name, in place of another that may have it.
    ///
    /// # Errors
    /// What the system says.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Takes away a file's name.
    ///
    /// # Errors
    /// What the system says.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Waits until the names in a folder are on the disk.
    ///
    /// # Errors
    /// What the system says.
    fn sync_dir(&self, path: &Path) -> io::Result<()>;

    /// Which start of the machine this is, where the system tells. Data that weren't synced can be
    /// lost only between two starts.
    fn boot_id(&self) -> Option<String>;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

struct RealFile {
    file: File,
    path: PathBuf,
}

impl Disk for RealDisk {
    fn open(&self, path: &Path, how: Open) -> io::Result<Box<dyn DiskFile>> {
        let file = platform::open_private(path, how)?;
        if !file.metadata()?.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "no regular file"));
        }
        Ok(Box::new(RealFile { file, path: path.to_owned() }))
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        platform::create_private_dir(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        platform::sync_dir(path)
    }

    fn boot_id(&self) -> Option<String> {
        platform::boot_id()
    }
}

impl DiskFile for RealFile {
    fn stat(&self) -> io::Result<Stat> {
        let kind = self.file.metadata()?;
        Ok(Stat { len: kind.len(), is_linked: platform::is_linked(&kind) })
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        platform::read_at(&self.file, offset, buffer)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.file.write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                outcome => return outcome,
            }
        }
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        platform::truncate(&self.file, &self.path, len)
    }

    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }

    fn try_lock(&self) -> io::Result<bool> {
        match self.file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn unlock(&self) -> io::Result<()> {
        self.file.unlock()
    }
}

/// All bytes of a file from an offset, or as many as `most` and one more.
pub(crate) fn read_from(file: &dyn DiskFile, offset: u64, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 8192];
    while bytes.len() <= most {
        let read = file.read_at(offset + bytes.len() as u64, &mut chunk)?;
        if read == 0 {
            break;
        }
        bytes.extend_from_slice(chunk.get(..read).unwrap_or_default());
    }
    bytes.truncate(most + 1);
    Ok(bytes)
}

/// Appends all of the bytes to a file that nobody else writes.
pub(crate) fn append_all(file: &mut dyn DiskFile, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = file.append(bytes)?;
        bytes = bytes.get(written..).filter(|_| written > 0).ok_or(io::ErrorKind::WriteZero)?;
    }
    Ok(())
}

/// Puts a file in place of another at once: whoever reads it sees the old bytes or the new ones.
pub(crate) fn replace(disk: &dyn Disk, path: &Path, temp: &Path, bytes: &[u8]) -> io::Result<()> {
    match disk.remove(temp) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = disk.open(temp, Open::New)?;
    let written = append_all(file.as_mut(), bytes).and_then(|()| file.sync());
    drop(file);
    if let Err(error) = written {
        // Half a file is worth nothing; that it can't be removed changes nothing.
        let _ = disk.remove(temp);
        return Err(error);
    }
    disk.rename(temp, path)?;
    path.parent().map_or(Ok(()), |folder| disk.sync_dir(folder))
}
