//! Sealing: artefacts, session_end, sync, final checkpoint, cosignature, manifest, key wiped. Broken
//! off at any moment, it is taken up where it stopped; session_end is never written twice.

use std::path::PathBuf;

use interview_core::{
    Error, ErrorCode,
    api::{End, SignedNote},
    hash::sha256,
    report::{COMMITS, DIFF, MANIFEST},
};

use crate::{
    anchor::AnchorRequest,
    disk::{self, Open},
    failure,
    journal::{Journal, SyncPolicy},
    key,
    log::{Ending, Log},
    source::{Source, System},
};

/// A session that has ended and waits for its last cosignature.
#[derive(Debug)]
pub struct SealRequest {
    note: SignedNote,
    request: Option<AnchorRequest>,
}

impl SealRequest {
    /// The request for a last cosignature; `None` where another process anchors just now, after
    /// which the session can be sealed again.
    #[must_use]
    pub fn request(&self) -> Option<&AnchorRequest> {
        self.request.as_ref()
    }

    /// The final checkpoint as a note that the session's key signed.
    #[must_use]
    pub fn note(&self) -> &SignedNote {
        &self.note
    }
}

impl Journal {
    /// Ends the session: artefacts and session_end are on the disk when this returns. Called again
    /// after a crash it goes on; a session_end that is there stands, and the artefacts that it names
    /// must be there or be given again.
    ///
    /// # Errors
    /// `invalid_event` where a file is too large for a bundle, and then the log goes on; `sealed`
    /// where the manifest is written; `key_lost`; `invalid_log` where session_end names
    /// other artefacts than there are; else as [`Journal::append`].
    pub fn seal(&mut self, end: &End<'_>) -> Result<SealRequest, Error> {
        self.seal_with(end, None, &mut System)
    }

    /// As [`Journal::seal`], for a witness that holds a head of another size than the newest anchor,
    /// and with time and salt from a source.
    ///
    /// # Errors
    /// As [`Journal::seal`].
    pub fn seal_with(
        &mut self,
        end: &End<'_>,
        old_size: Option<u64>,
        source: &mut dyn Source,
    ) -> Result<SealRequest, Error> {
        let anchor_lock = self.anchor_lock()?;
        self.locked(|journal| {
            journal.unsealed()?;
            journal.writable()?;
            journal.reload()?;
            let has_ended = matches!(journal.log.ending()?, Ending::Whole(last) if last.has_ended);
            if has_ended {
                journal.fold(journal.log.len()?)?;
                journal.artefacts_again(end)?;
            } else {
                journal.finish_log(end, source)?;
            }
            journal.make_durable(source)?;
            if let Some(lock) = anchor_lock {
                let request = journal.request(old_size, lock, source)?;
                return Ok(SealRequest { note: request.note().clone(), request: Some(request) });
            }
            let key = journal.key.as_ref();
            let key = key.ok_or_else(|| Error::new(ErrorCode::KeyLost, "no key"))?;
            Ok(SealRequest { note: journal.folded.progress.head().sign(key), request: None })
        })
    }

    /// Completes the bundle, with the cosignatures that came back, one on each line, or `None`. They
    /// are held against the witnesses' keys as in [`Journal::apply_anchor`]. Gives the bundle's
    /// folder; the key is wiped.
    ///
    /// # Errors
    /// `invalid_note` or `bad_signature` where the answer can't be used (the request is lost then;
    /// seal again); `sealed`, `io`, `disk_full`, `locked`.
    pub fn finish(
        &mut self,
        request: SealRequest,
        response: Option<&str>,
    ) -> Result<PathBuf, Error> {
        let note = match response {
            Some(response) => self.cosigned(&request.note, response)?,
            None => request.note.clone(),
        };
        self.locked(|journal| {
            journal.unsealed()?;
            journal.fold(journal.log.len()?)?;
            let manifest = journal.folded.progress.manifest(&note)?;
            journal.submit(MANIFEST, &manifest)?;
            journal.key = None;
            key::wipe(journal.options.disk.as_ref(), &journal.folder.key())?;
            Ok(journal.folder.bundle())
        })
    }

    /// Artefacts, session_end, sync.
    fn finish_log(&mut self, end: &End<'_>, source: &mut dyn Source) -> Result<(), Error> {
        end.fits()?;
        self.end(source)?;
        // Once the log has ended, a manifest that is there is the session's own.
        self.withdraw(MANIFEST)?;
        for (name, bytes) in [(DIFF, end.diff), (COMMITS, end.commits)] {
            match bytes {
                Some(bytes) => self.submit(name, bytes)?,
                None => self.withdraw(name)?,
            }
        }
        // A disk that fails is noticed while the log can still say so.
        if self.options.sync != SyncPolicy::Never && self.log.sync().is_err() {
            self.sync_failed(source)?;
        }
        let last = self.end(source)?;
        self.fold(last.len)?;
        let (event, _) = self.folded.progress.end(end)?;
        let stamp = crate::source::stamp(source)?;
        let mut tip = last.tip;
        let mut line = tip.append(&event, stamp.at, stamp.salt).into_bytes();
        line.push(b'\n');
        self.log.write(last.len, &line)?;
        self.fold(self.log.len()?)
    }

    /// Makes sure that the log is on the disk. Where a sync failed, the system may have let go of
    /// what it couldn't write, so the log is checked, copied and put in its own place. Nobody
    /// appends to it any more.
    fn make_durable(&mut self, source: &mut dyn Source) -> Result<(), Error> {
        if self.options.sync == SyncPolicy::Never {
            return Ok(());
        }
        if self.state.sync_failed || self.log.sync().is_err() {
            self.sync_failed(source)?;
            let len = self.log.len()?;
            self.unfold()?;
            self.fold(len)?;
            let disk = self.options.disk.as_ref();
            let temp = self.folder.temp();
            let failed = |error: &std::io::Error| failure::io("can't write", &temp, error);
            let _ = disk.remove(&temp);
            let mut copy = disk.open(&temp, Open::New).map_err(|error| failed(&error))?;
            self.chunks(0, len, &mut |chunk| {
                disk::append_all(copy.as_mut(), chunk).map_err(|error| failed(&error))
            })?;
            copy.sync().map_err(|error| failed(&error))?;
            drop(copy);
            disk.rename(&self.folder.temp(), &self.folder.log())
                .and_then(|()| disk.sync_dir(&self.folder.bundle()))
                .map_err(|error| failure::io("can't replace", self.log.path(), &error))?;
            self.log = Log::open(disk, &self.folder)?;
            self.state.sync_failed = false;
        }
        self.state.synced = self.mark();
        self.save()
    }

    /// Holds the artefacts of an earlier call against session_end; writes them again where needed.
    fn artefacts_again(&self, end: &End<'_>) -> Result<(), Error> {
        for artefact in self.folded.progress.artefacts() {
            let path = self.folder.submitted(&artefact.name);
            let most = usize::try_from(artefact.bytes).unwrap_or(usize::MAX - 1);
            let there = match self.options.disk.open(&path, Open::Existing) {
                Ok(file) => disk::read_from(file.as_ref(), 0, most).ok(),
                Err(_) => None,
            };
            if there.is_some_and(|bytes| sha256(&bytes) == artefact.sha256) {
                continue;
            }
            let given = if artefact.name == DIFF { end.diff } else { end.commits };
            match given.filter(|bytes| sha256(bytes) == artefact.sha256) {
                Some(bytes) => self.submit(&artefact.name, bytes)?,
                None => {
                    let message =
                        format!("`{}` isn't the file that session_end names", artefact.name);
                    return Err(Error::new(ErrorCode::InvalidLog, message));
                }
            }
        }
        Ok(())
    }

    fn unsealed(&mut self) -> Result<(), Error> {
        if !self.is_sealed()? {
            return Ok(());
        }
        key::wipe(self.options.disk.as_ref(), &self.folder.key())?;
        Err(Error::new(ErrorCode::Sealed, "the session is sealed"))
    }

    fn submit(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.folder.submitted(name);
        disk::replace(self.options.disk.as_ref(), &path, &self.folder.temp(), bytes)
            .map_err(|error| failure::io("can't write", &path, &error))
    }

    fn withdraw(&self, name: &str) -> Result<(), Error> {
        let path = self.folder.submitted(name);
        let disk = self.options.disk.as_ref();
        match disk.remove(&path).and_then(|()| disk.sync_dir(&self.folder.bundle())) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(failure::io("can't remove", &path, &error))
            }
            _ => Ok(()),
        }
    }
}
