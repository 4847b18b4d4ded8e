//! A witness in the same process, as strict as the real one.

use interview_core::{
    api::{SigningKey, VerifyOptions},
    checkpoint::{Algorithm, KeyName, VerifierKey},
    verify,
    witness::{AddCheckpoint, Cosigner, Head, Refusal, add_checkpoint},
};

/// A witness of one log.
pub(crate) struct Witness {
    key: SigningKey,
    name: KeyName,
    log: VerifierKey,
    pub(crate) held: Option<Head>,
    now_s: u64,
}

impl Witness {
    /// A witness of the log that begins with this line.
    pub(crate) fn of(events: &[u8]) -> Self {
        let first = events.split(|byte| *byte == b'\n').next().unwrap();
        Self {
            key: SigningKey::from_seed(&[3; 32]),
            name: KeyName::new("witness.example/w1").unwrap(),
            log: interview_core::api::log_key(first).unwrap(),
            held: None,
            now_s: 1_790_000_000,
        }
    }

    /// Decides on a request; the answer is a cosignature line.
    pub(crate) fn answer(&mut self, body: &str) -> Result<String, Refusal> {
        let request = AddCheckpoint::parse(body.as_bytes()).unwrap();
        self.now_s += 1;
        let cosigner = Cosigner { key: &self.key, name: &self.name };
        let held = self.held.as_ref();
        let cosigned = add_checkpoint(&request, held, Some(&self.log), self.now_s, cosigner)?;
        self.held = Some(cosigned.head);
        Ok(format!("{}\n", cosigned.cosignature))
    }

    pub(crate) fn key(&self) -> VerifierKey {
        VerifierKey::new(self.name.clone(), Algorithm::CosignatureV1, self.key.public())
    }

    /// Options of a verifier that trusts this witness and knows its head.
    pub(crate) fn options(&self) -> VerifyOptions {
        let mut options = VerifyOptions::default();
        options.trusted_keys = vec![self.key().to_string()];
        let head = |head: &Head| verify::Head { size: head.size, root: head.root, time: None };
        options.context.heads = self.held.as_ref().map(head).into_iter().collect();
        options
    }
}
