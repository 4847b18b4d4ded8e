//! C2SP tlog-checkpoint: what a log had at one size, as the text of a signed note.

use crate::checkpoint::{
    Algorithm, KeyName, NoteSignature, SignedNote, SigningKey, VerifierKey, base64, lines,
};
use crate::hash::Hash;
use crate::{Error, ErrorCode};

/// The head of a log at one size. Extension lines are refused: nobody could audit them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Origin of the log, which is also the name of the key that signs first.
    pub origin: KeyName,
    /// Number of leaves.
    pub size: u64,
    /// RFC 6962 root of that many leaves.
    pub root: Hash,
}

impl Checkpoint {
    /// Reads the text of a note: origin, size, root, each on its line, and no more.
    ///
    /// # Errors
    /// `invalid_checkpoint` for every other text.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let refused = |reason: &str| Error::new(ErrorCode::InvalidCheckpoint, reason);
        let mut parts = text.split('\n');
        let (Some(origin), Some(size), Some(root), Some(""), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(refused("a checkpoint has the three lines origin, size and root"));
        };
        Ok(Self {
            origin: KeyName::new(origin)
                .map_err(|_| refused("the checkpoint's origin is not a key name"))?,
            size: lines::decimal(size)
                .ok_or_else(|| refused("the checkpoint's size is not a plain decimal"))?,
            root: lines::hash(root)
                .ok_or_else(|| refused("the checkpoint's root is not a hash in base64"))?,
        })
    }

    /// The text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, base64::encode(&self.root.0))
    }

    /// A note signed by the log's key (type 0x01), under the log's origin.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> SignedNote {
        let text = self.text();
        let signature = NoteSignature::sign(&text, key, &self.origin);
        SignedNote::from_parts(text, vec![signature])
    }

    /// The checkpoint of a note that the log's key signed.
    ///
    /// # Errors
    /// `invalid_checkpoint` if the text isn't a checkpoint of the log that the key is named for, or
    /// the key isn't one of type 0x01; `bad_signature` if the key's signature is missing or doesn't
    /// verify.
    pub fn open(note: &SignedNote, key: &VerifierKey) -> Result<Self, Error> {
        let checkpoint = Self::parse(note.text())?;
        if checkpoint.origin != *key.name() || key.algorithm() != Algorithm::Ed25519 {
            return Err(Error::new(
                ErrorCode::InvalidCheckpoint,
                "the checkpoint is not one of the key's log",
            ));
        }
        if !note.is_signed_by(key) {
            return Err(Error::new(
                ErrorCode::BadSignature,
                "the checkpoint is not signed by the log's key",
            ));
        }
        Ok(checkpoint)
    }
}
