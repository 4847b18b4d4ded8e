//! C2SP signed notes: a text, an empty line, signature lines. Bytes in, bytes out, one spelling;
//! what the text says is the business of the modules beside this one.

use std::fmt;

use crate::checkpoint::verifier_key::key_id;
use crate::checkpoint::{Algorithm, KeyName, SigningKey, VerifierKey, base64};
use crate::limits;
use crate::{Error, ErrorCode};

/// A text and the signatures below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNote {
    // INVARIANT: not empty, ends in LF, no other control character below U+0020.
    text: String,
    // INVARIANT: 1 to limits::NOTE_SIGNATURES; the note written out has at most limits::NOTE_BYTES.
    signatures: Vec<NoteSignature>,
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    name: KeyName,
    key_id: u32,
    // INVARIANT: not empty.
    signature: Vec<u8>,
}

/// What a note holds of one key's signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureStatus {
    /// No signature line has the key's name and id.
    Absent,
    /// Every signature line with the key's name and id verifies.
    Valid,
    /// A signature line has the key's name and id and doesn't verify.
    Invalid,
}

impl SignedNote {
    /// A note from its parts.
    ///
    /// # Errors
    /// `invalid_note` if the text is empty, doesn't end in LF or has another control character below
    /// U+0020, if there is no signature, or if a bound of [`limits`] is passed.
    pub fn new(text: String, signatures: Vec<NoteSignature>) -> Result<Self, Error> {
        check_text(&text)?;
        if !text.ends_with('\n') {
            return Err(refused("the note's text does not end in a line feed"));
        }
        if signatures.is_empty() {
            return Err(refused("the note has no signature"));
        }
        if signatures.len() > limits::NOTE_SIGNATURES {
            return Err(too_many_signatures());
        }
        let note = Self { text, signatures };
        if note.to_string().len() > limits::NOTE_BYTES {
            return Err(too_long());
        }
        Ok(note)
    }

    /// A note from parts that are within its bounds, as those of a checkpoint always are.
    pub(super) fn from_parts(text: String, signatures: Vec<NoteSignature>) -> Self {
        Self { text, signatures }
    }

    /// Signs a text with an Ed25519 key (type 0x01).
    ///
    /// # Errors
    /// As [`SignedNote::new`].
    pub fn sign(text: String, key: &SigningKey, name: &KeyName) -> Result<Self, Error> {
        let signature = NoteSignature::sign(&text, key, name);
        Self::new(text, vec![signature])
    }

    /// Reads a note in the only spelling that it has.
    ///
    /// # Errors
    /// `invalid_note` for everything else.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > limits::NOTE_BYTES {
            return Err(too_long());
        }
        let note = std::str::from_utf8(bytes).map_err(|_| refused("the note is not UTF-8"))?;
        check_text(note)?;
        // The text may have empty lines of its own: the last one ends it.
        let end = note.rfind("\n\n").ok_or_else(|| refused("the note has no empty line"))?;
        let (text, rest) = note.split_at(end + 1);
        let lines = rest.strip_prefix('\n').and_then(|lines| lines.strip_suffix('\n'));
        let lines = lines.ok_or_else(|| refused("the note does not end in a signature line"))?;
        let mut signatures = Vec::new();
        for line in lines.split('\n') {
            if signatures.len() == limits::NOTE_SIGNATURES {
                return Err(too_many_signatures());
            }
            signatures.push(NoteSignature::parse(line)?);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The text that is signed, with the LF that ends it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines, in their order.
    #[must_use]
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Adds a signature line at the end.
    ///
    /// # Errors
    /// `invalid_note` if a bound of [`limits`] is passed.
    pub fn with_signature(mut self, signature: NoteSignature) -> Result<Self, Error> {
        self.signatures.push(signature);
        Self::new(self.text, self.signatures)
    }

    /// Checks every signature that bears the key's name and id. For a key of type
    /// [`Algorithm::CosignatureV1`] the time is not looked at.
    #[must_use]
    pub fn status(&self, key: &VerifierKey) -> SignatureStatus {
        let mut status = SignatureStatus::Absent;
        for signature in self.signatures.iter().filter(|signature| signature.is_by(key)) {
            if !signature.verify(&self.text, key) {
                return SignatureStatus::Invalid;
            }
            status = SignatureStatus::Valid;
        }
        status
    }

    /// Whether the key signed this text: at least one signature bears its name and id, and all that
    /// do verify.
    #[must_use]
    pub fn is_signed_by(&self, key: &VerifierKey) -> bool {
        self.status(key) == SignatureStatus::Valid
    }
}

impl SignedNote {
    /// Whether the first signature line is the key's and verifies, and no other line is the key's:
    /// the one place of a log's own signature under its checkpoints.
    #[must_use]
    pub fn is_signed_first_by(&self, key: &VerifierKey) -> bool {
        let mut lines = self.signatures.iter().map(|signature| signature.is_by(key));
        lines.next() == Some(true) && !lines.any(|is_by| is_by) && self.is_signed_by(key)
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

impl NoteSignature {
    /// A signature of the text by an Ed25519 key (type 0x01).
    #[must_use]
    pub fn sign(text: &str, key: &SigningKey, name: &KeyName) -> Self {
        Self {
            name: name.clone(),
            key_id: key_id(name, Algorithm::Ed25519, &key.public()),
            signature: key.sign(text.as_bytes()).to_vec(),
        }
    }

    /// A signature from its parts, of which the last is not empty.
    pub(super) fn from_parts(name: KeyName, key_id: u32, signature: Vec<u8>) -> Self {
        Self { name, key_id, signature }
    }

    /// A signature from its parts; the signature is what stands behind the key id.
    ///
    /// # Errors
    /// `invalid_note` if the signature is empty.
    pub fn new(name: KeyName, key_id: u32, signature: Vec<u8>) -> Result<Self, Error> {
        if signature.is_empty() {
            return Err(refused("a signature is empty"));
        }
        Ok(Self { name, key_id, signature })
    }

    /// Reads a signature line, without the LF that ends it.
    ///
    /// # Errors
    /// `invalid_note` for every spelling but the one that `Display` writes.
    pub fn parse(line: &str) -> Result<Self, Error> {
        let malformed = || refused("a signature line does not have the form `— name base64`");
        let (name, signature) =
            line.strip_prefix("— ").and_then(|line| line.split_once(' ')).ok_or_else(malformed)?;
        let name = KeyName::new(name).map_err(|_| malformed())?;
        let signature = base64::decode(signature).ok_or_else(malformed)?;
        let (key_id, signature) = signature.split_first_chunk().ok_or_else(malformed)?;
        Self::new(name, u32::from_be_bytes(*key_id), signature.to_vec())
    }

    /// Name of the key.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// Id of the key.
    #[must_use]
    pub fn key_id(&self) -> u32 {
        self.key_id
    }

    /// The signature itself, as its type defines it.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Whether it bears the key's name and id. It may still be a forgery.
    #[must_use]
    pub fn is_by(&self, key: &VerifierKey) -> bool {
        self.key_id == key.key_id() && self.name == *key.name()
    }

    fn verify(&self, text: &str, key: &VerifierKey) -> bool {
        match key.algorithm() {
            Algorithm::Ed25519 => self
                .signature
                .as_slice()
                .try_into()
                .is_ok_and(|signature| key.public_key().verify(text.as_bytes(), signature)),
            Algorithm::CosignatureV1 => {
                crate::checkpoint::verify_cosignature(text, self, key).is_some()
            }
        }
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = self.key_id.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.signature);
        write!(f, "— {} {}", self.name, base64::encode(&bytes))
    }
}

fn check_text(text: &str) -> Result<(), Error> {
    match text.bytes().find(|byte| *byte < 0x20 && *byte != b'\n') {
        Some(byte) => Err(refused(&format!("the note has the control character `{byte:#04x}`"))),
        None => Ok(()),
    }
}

fn refused(reason: &str) -> Error {
    Error::new(ErrorCode::InvalidNote, reason)
}

fn too_long() -> Error {
    refused(&format!("the note has more than {} bytes", limits::NOTE_BYTES))
}

fn too_many_signatures() -> Error {
    refused(&format!("the note has more than {} signatures", limits::NOTE_SIGNATURES))
}
