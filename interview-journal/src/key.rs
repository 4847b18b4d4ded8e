//! `private/session.key`: the seed of the session's key, 32 bytes. It is written once and wiped by
//! sealing. It protects from nobody at the candidate's machine; it says `the same recorder`.

use std::{io, path::Path};

use interview_core::{Error, api::SigningKey};
use zeroize::Zeroizing;

use crate::{
    disk::{self, Disk, Open},
    failure,
};

/// Reads the key; `None` where it is lost or no seed.
pub(crate) fn read(disk: &dyn Disk, path: &Path) -> Result<Option<SigningKey>, Error> {
    let file = match disk.open(path, Open::Existing) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failure::io("can't open", path, &error)),
    };
    let mut seed = Zeroizing::new([0; 33]);
    let read = file.read_at(0, seed.as_mut_slice());
    let read = read.map_err(|error| failure::io("can't read", path, &error))?;
    let seed = seed.first_chunk().filter(|_| read == 32);
    Ok(seed.map(SigningKey::from_seed))
}

/// Writes the key before anything is signed with it.
pub(crate) fn write(disk: &dyn Disk, path: &Path, key: &SigningKey) -> Result<(), Error> {
    disk::replace(disk, path, &path.with_extension("new"), key.seed())
        .map_err(|error| failure::io("can't write", path, &error))
}

/// Wipes the key: its bytes are overwritten before its name goes.
pub(crate) fn wipe(disk: &dyn Disk, path: &Path) -> Result<(), Error> {
    let wiped = match disk.open(path, Open::Existing) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => Err(error),
        Ok(file) => {
            drop(file);
            disk.open(path, Open::Lock).and_then(|mut file| {
                file.overwrite(&[0; 32])?;
                file.sync()
            })
        }
    };
    wiped.and_then(|()| disk.remove(path)).map_err(|error| failure::io("can't wipe", path, &error))
}
