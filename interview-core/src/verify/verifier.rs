//! The streaming verifier: bytes in chunks of any size, the same Report as in one piece.

use crate::{
    Error, ErrorCode, legacy as original,
    policy::FormatPolicy,
    report::{Finding, FindingCode, Findings, Place, Report, Verdict, params},
    seal::Artefacts,
    verify::{VerifyOptions, conclude, format, legacy, log::Log, options, read::Feed},
};

/// A verification that takes the log in chunks and needs constant memory.
pub struct Verifier {
    options: VerifyOptions,
    feed: Feed,
    log: Log,
    legacy: Option<original::Verifier>,
    closed: bool,
}

impl Verifier {
    /// A verifier with its options.
    ///
    /// # Errors
    /// `invalid_options` where a key, a time or a bound of the options can't be used.
    pub fn new(options: &VerifyOptions) -> Result<Self, Error> {
        options.policy.check()?;
        let log = Log::new(options::known_keys(options)?, options)?;
        let legacy = (options.policy.format != FormatPolicy::One).then(original::Verifier::new);
        Ok(Self { options: options.clone(), feed: Feed::default(), log, legacy, closed: false })
    }

    /// Takes the next bytes of `events.jsonl`.
    ///
    /// # Errors
    /// `closed` after [`Verifier::finish`].
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), Error> {
        self.open()?;
        if let Some(legacy) = &mut self.legacy {
            legacy.push(chunk);
        }
        if self.options.policy.format != FormatPolicy::Legacy {
            self.feed.push(chunk, &mut self.log);
            if self.options.policy.format == FormatPolicy::Auto && self.feed.begins_as_format_1() {
                self.legacy = None;
            }
        }
        Ok(())
    }

    /// Takes the other files and gives the Report. The verifier is closed from then on.
    ///
    /// # Errors
    /// `closed` after an earlier call.
    pub fn finish(&mut self, artefacts: &Artefacts<'_>) -> Result<Report, Error> {
        self.open()?;
        self.closed = true;
        let is_legacy = match self.options.policy.format {
            FormatPolicy::One => false,
            FormatPolicy::Legacy => true,
            FormatPolicy::Auto => {
                !self.feed.begins_as_format_1()
                    && !artefacts.manifest.is_some_and(format::names_format)
            }
        };
        if let Some(legacy) = self.legacy.take().filter(|_| is_legacy) {
            return Ok(legacy::report(legacy.finish(artefacts.manifest), &self.options));
        }
        let torn = self.feed.finish(&mut self.log);
        let log = std::mem::take(&mut self.log);
        Ok(conclude::report(log, torn, &self.feed, artefacts, &self.options))
    }

    fn open(&self) -> Result<(), Error> {
        if self.closed {
            return Err(Error::new(ErrorCode::Closed, "the verifier has given its report already"));
        }
        Ok(())
    }
}

/// The Report on an archive that isn't in the form of a bundle.
///
/// # Errors
/// `invalid_options` where the options can't be used.
pub fn unreadable_archive(reason: &str, options: &VerifyOptions) -> Result<Report, Error> {
    options::known_keys(options)?;
    let mut findings = Findings::default();
    findings.add(FindingCode::BadArchive, Place::default(), params! { reason: reason });
    Ok(conclude::unreadable(findings, options))
}

impl std::fmt::Debug for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verifier").field("closed", &self.closed).finish_non_exhaustive()
    }
}

impl Report {
    /// The first finding, in the order of the log, that makes the verdict what it is; none where
    /// the log is intact.
    #[must_use]
    pub fn first_cause(&self) -> Option<&Finding> {
        let decides = |finding: &&Finding| finding.code.effect() == self.verdict;
        self.findings.iter().find(decides).filter(|_| self.verdict != Verdict::Intact)
    }
}
