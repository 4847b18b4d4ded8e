//! A disk in memory that fails: it fills up, takes half a write, refuses to sync, and loses power.
//! A power cut keeps any of the pages and lengths that weren't synced, in any order; a page that a
//! file is long enough for and that was lost reads as NULs.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use interview_journal::disk::{Disk, DiskFile, Open, Stat};

const PAGE: usize = 512;

/// Pseudo-random numbers (xorshift64*), so that a seed tells all.
#[derive(Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below the bound.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % bound
    }
}

/// The disk. Clones share it.
#[derive(Clone)]
pub(crate) struct FaultyDisk(Arc<Mutex<Inner>>);

struct Inner {
    random: Random,
    boot: u64,
    /// Names, and changes of names that aren't on the disk yet, in their order.
    names: BTreeMap<PathBuf, usize>,
    durable_names: BTreeMap<PathBuf, usize>,
    pending: Vec<(PathBuf, Option<usize>)>,
    files: Vec<Content>,
    faults: Faults,
    /// Changes that still succeed before the machine stops; `None` for all.
    fuse: Option<u64>,
}

/// How many of a hundred operations fail, and how.
#[derive(Clone, Copy, Default)]
pub(crate) struct Faults {
    /// Writes that take only a part, the next of which finds the disk full.
    pub(crate) full: u64,
    /// Writes that take only a part and go on.
    pub(crate) short: u64,
    /// Syncs of files that fail.
    pub(crate) sync: u64,
    /// Cuts that fail, so that a half-written line stays.
    pub(crate) truncate: u64,
}

#[derive(Default)]
struct Content {
    bytes: Vec<u8>,
    durable: Vec<u8>,
    dirty: BTreeSet<usize>,
    locked_by: Option<u64>,
    is_full: bool,
}

struct Handle {
    disk: FaultyDisk,
    file: usize,
    path: PathBuf,
    boot: u64,
    id: u64,
}

impl FaultyDisk {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(Inner {
            random: Random::new(seed),
            boot: 0,
            names: BTreeMap::new(),
            durable_names: BTreeMap::new(),
            pending: Vec::new(),
            files: Vec::new(),
            faults: Faults::default(),
            fuse: None,
        })))
    }

    pub(crate) fn set_faults(&self, faults: Faults) {
        self.inner().faults = faults;
    }

    /// Lets so many changes succeed and no more, or all again.
    pub(crate) fn set_fuse(&self, fuse: Option<u64>) {
        self.inner().fuse = fuse;
    }

    /// Bytes of a file as a reader sees them.
    pub(crate) fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        let inner = self.inner();
        inner.names.get(path).map(|file| inner.files[*file].bytes.clone())
    }

    /// Every name.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        self.inner().names.keys().cloned().collect()
    }

    /// Ends every process; nothing is lost but their locks.
    pub(crate) fn crash(&self) {
        self.inner().files.iter_mut().for_each(|file| file.locked_by = None);
    }

    /// Takes the power away.
    pub(crate) fn cut_power(&self) {
        let inner = &mut *self.inner();
        inner.boot += 1;
        for file in &mut inner.files {
            file.lose(&mut inner.random);
        }
        // Names change in the order in which they were changed, as a journalling file system does.
        let kept = inner.random.below(inner.pending.len() as u64 + 1);
        let mut names = inner.durable_names.clone();
        for (path, file) in inner.pending.drain(..).take(usize::try_from(kept).unwrap()) {
            match file {
                Some(file) => names.insert(path, file),
                None => names.remove(&path),
            };
        }
        inner.names = names.clone();
        inner.durable_names = names;
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn burn(&mut self) -> io::Result<()> {
        match &mut self.fuse {
            Some(0) => Err(ErrorKind::Other.into()),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl Content {
    fn write(&mut self, at: usize, bytes: &[u8]) {
        if self.bytes.len() < at + bytes.len() {
            self.bytes.resize(at + bytes.len(), 0);
        }
        self.bytes[at..at + bytes.len()].copy_from_slice(bytes);
        self.dirty.extend(at / PAGE..=(at + bytes.len().max(1) - 1) / PAGE);
    }

    fn sync(&mut self) {
        self.durable.clone_from(&self.bytes);
        self.dirty.clear();
    }

    fn lose(&mut self, random: &mut Random) {
        let (old, new) = (self.durable.len(), self.bytes.len());
        // The length may be the old one, the new one, or any between.
        let len = match random.below(3) {
            0 => old,
            1 => new,
            _ => {
                old.min(new) + usize::try_from(random.below(old.abs_diff(new) as u64 + 1)).unwrap()
            }
        };
        let mut kept = self.durable.clone();
        kept.resize(len, 0);
        for page in std::mem::take(&mut self.dirty) {
            let end = (page * PAGE + PAGE).min(len).min(new);
            if random.below(2) == 0 && page * PAGE < end {
                kept[page * PAGE..end].copy_from_slice(&self.bytes[page * PAGE..end]);
            }
        }
        self.bytes.clone_from(&kept);
        self.durable = kept;
        self.locked_by = None;
    }
}

impl Disk for FaultyDisk {
    fn open(&self, path: &Path, how: Open) -> io::Result<Box<dyn DiskFile>> {
        let inner = &mut *self.inner();
        let file = match (inner.names.get(path), how) {
            (Some(_), Open::New) => return Err(ErrorKind::AlreadyExists.into()),
            (Some(file), _) => *file,
            (None, Open::Existing) => return Err(ErrorKind::NotFound.into()),
            (None, Open::New | Open::Lock) => {
                inner.burn()?;
                inner.files.push(Content::default());
                let file = inner.files.len() - 1;
                inner.names.insert(path.to_owned(), file);
                inner.pending.push((path.to_owned(), Some(file)));
                file
            }
        };
        let id = inner.random.below(u64::MAX);
        let (disk, path, boot) = (self.clone(), path.to_owned(), inner.boot);
        Ok(Box::new(Handle { disk, file, path, boot, id }))
    }

    fn create_dir(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let inner = &mut *self.inner();
        inner.burn()?;
        let file = inner.names.remove(from).ok_or(ErrorKind::NotFound)?;
        inner.names.insert(to.to_owned(), file);
        inner.pending.push((to.to_owned(), Some(file)));
        inner.pending.push((from.to_owned(), None));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let inner = &mut *self.inner();
        inner.burn()?;
        inner.names.remove(path).ok_or(ErrorKind::NotFound)?;
        inner.pending.push((path.to_owned(), None));
        Ok(())
    }

    fn sync_dir(&self, _path: &Path) -> io::Result<()> {
        let inner = &mut *self.inner();
        inner.burn()?;
        inner.durable_names = inner.names.clone();
        inner.pending.clear();
        Ok(())
    }

    fn boot_id(&self) -> Option<String> {
        Some(self.inner().boot.to_string())
    }
}

impl Handle {
    /// Does something with the file, unless the machine was started again since it was opened.
    fn with<T>(
        &self,
        work: impl FnOnce(&mut Content, &mut Random, &Faults) -> io::Result<T>,
    ) -> io::Result<T> {
        let inner = &mut *self.disk.inner();
        if inner.boot != self.boot {
            return Err(ErrorKind::BrokenPipe.into());
        }
        work(&mut inner.files[self.file], &mut inner.random, &inner.faults)
    }
}

impl DiskFile for Handle {
    fn stat(&self) -> io::Result<Stat> {
        let is_linked = self.disk.inner().names.get(&self.path) == Some(&self.file);
        self.with(|content, _, _| Ok(Stat { len: content.bytes.len() as u64, is_linked }))
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.with(|content, _, _| {
            let from = usize::try_from(offset).unwrap().min(content.bytes.len());
            let bytes = &content.bytes[from..];
            let read = bytes.len().min(buffer.len());
            buffer[..read].copy_from_slice(&bytes[..read]);
            Ok(read)
        })
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk.inner().burn()?;
        self.with(|content, random, faults| {
            if std::mem::take(&mut content.is_full) {
                return Err(ErrorKind::StorageFull.into());
            }
            let is_full = random.below(100) < faults.full;
            let is_short = is_full || random.below(100) < faults.short;
            let most = bytes.len() as u64;
            let taken = if is_short && most > 1 { 1 + random.below(most - 1) } else { most };
            let taken = usize::try_from(taken).unwrap();
            content.is_full = is_full && taken < bytes.len();
            content.write(content.bytes.len(), &bytes[..taken]);
            Ok(taken)
        })
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.disk.inner().burn()?;
        self.with(|content, random, faults| {
            if random.below(100) < faults.truncate {
                return Err(ErrorKind::Other.into());
            }
            let len = usize::try_from(len).unwrap();
            content.bytes.truncate(len);
            // What is cut inside a page is written again with it.
            content.dirty.insert(len / PAGE);
            Ok(())
        })
    }

    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.disk.inner().burn()?;
        self.with(|content, _, _| {
            content.write(0, bytes);
            Ok(())
        })
    }

    fn sync(&mut self) -> io::Result<()> {
        self.disk.inner().burn()?;
        self.with(|content, random, faults| {
            if random.below(100) < faults.sync {
                // As some systems do: the data are let go, and the next sync succeeds.
                content.dirty.clear();
                return Err(ErrorKind::Other.into());
            }
            content.sync();
            Ok(())
        })
    }

    fn try_lock(&self) -> io::Result<bool> {
        let id = self.id;
        self.with(|content, _, _| Ok(*content.locked_by.get_or_insert(id) == id))
    }

    fn unlock(&self) -> io::Result<()> {
        let id = self.id;
        self.with(|content, _, _| {
            content.locked_by = content.locked_by.filter(|by| *by != id);
            Ok(())
        })
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let id = self.id;
        // After another start there is nothing to let go.
        let _ = self.with(|content, _, _| {
            if content.locked_by == Some(id) {
                content.locked_by = None;
            }
            Ok(())
        });
    }
}
