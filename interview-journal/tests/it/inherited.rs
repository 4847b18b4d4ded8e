//! A handle that another process shares for a moment, as a child does between its birth and its own
//! program: a lock that was let go must not stay with it.

use std::{
    io,
    path::Path,
    sync::{Arc, Mutex},
};

use interview_journal::{
    Journal, Options,
    disk::{Disk, DiskFile, Open, RealDisk, Stat},
};

use crate::session::{prompt, start};

/// The real disk, and a second owner of every handle.
#[derive(Default)]
struct Inheriting(Mutex<Vec<Shared>>);

#[derive(Clone)]
struct Shared(Arc<Mutex<Box<dyn DiskFile>>>);

impl Disk for Inheriting {
    fn open(&self, path: &Path, how: Open) -> io::Result<Box<dyn DiskFile>> {
        let file = Shared(Arc::new(Mutex::new(RealDisk.open(path, how)?)));
        self.0.lock().unwrap().push(file.clone());
        Ok(Box::new(file))
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        RealDisk.create_dir(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        RealDisk.sync_dir(path)
    }

    fn boot_id(&self) -> Option<String> {
        RealDisk.boot_id()
    }
}

impl DiskFile for Shared {
    fn stat(&self) -> io::Result<Stat> {
        self.0.lock().unwrap().stat()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.lock().unwrap().read_at(offset, buffer)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().append(bytes)
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.0.lock().unwrap().truncate(len)
    }

    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.lock().unwrap().overwrite(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.lock().unwrap().sync()
    }

    fn try_lock(&self) -> io::Result<bool> {
        self.0.lock().unwrap().try_lock()
    }

    fn unlock(&self) -> io::Result<()> {
        self.0.lock().unwrap().unlock()
    }
}

#[test]
fn a_lock_that_was_let_go_is_free_whoever_shares_its_handle() {
    let dir = tempfile::tempdir().unwrap();
    let mut options = Options::default();
    options.disk = Arc::new(Inheriting::default());
    let mut journal = Journal::start(dir.path(), start(), options).unwrap();
    prompt(&mut journal, "a");
    for _ in 0..2 {
        let request = journal.anchor_request().unwrap().unwrap();
        let mut other = Journal::open(dir.path(), Options::default()).unwrap();
        assert!(other.anchor_request().unwrap().is_none());
        drop(request);
    }
}
