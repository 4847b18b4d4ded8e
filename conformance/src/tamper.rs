//! Exhaustive tampering: every small damage to a sealed session, each of which must be found, and
//! found where it is.

use std::{
    collections::BTreeMap,
    num::NonZero,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use interview_core::api::{Bundle, Finding, FindingCode, Report, Verdict, VerifyOptions, verify};

use crate::vectors::Submission;

/// What was done to the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// A byte of the log became another.
    Byte {
        /// Offset.
        at: usize,
        /// The new byte.
        to: u8,
    },
    /// A byte of another file became another.
    OtherByte {
        /// Which.
        file: Other,
        /// Offset.
        at: usize,
        /// The new byte.
        to: u8,
    },
    /// A line is gone.
    Dropped(usize),
    /// A line stands twice.
    Doubled(usize),
    /// Two lines changed places, the first named first.
    Swapped(usize, usize),
    /// The log ends at this offset.
    Cut(usize),
}

/// A file beside the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// `manifest.json`.
    Manifest,
    /// `changes.diff`.
    Diff,
    /// `commits.json`.
    Commits,
}

impl Other {
    const ALL: [Self; 3] = [Self::Manifest, Self::Diff, Self::Commits];

    fn name(self) -> &'static str {
        match self {
            Self::Manifest => "manifest.json",
            Self::Diff => "changes.diff",
            Self::Commits => "commits.json",
        }
    }

    fn of(self, submission: &Submission) -> &[u8] {
        match self {
            Self::Manifest => &submission.manifest,
            Self::Diff => &submission.diff,
            Self::Commits => &submission.commits,
        }
    }
}

impl Damage {
    /// The row of the printed table that it belongs to.
    #[must_use]
    pub fn row(self) -> &'static str {
        match self {
            Self::Byte { .. } => "bytes of events.jsonl changed",
            Self::OtherByte { file: Other::Manifest, .. } => "bytes of manifest.json changed",
            Self::OtherByte { file: Other::Diff, .. } => "bytes of changes.diff changed",
            Self::OtherByte { file: Other::Commits, .. } => "bytes of commits.json changed",
            Self::Dropped(_) => "lines dropped",
            Self::Doubled(_) => "lines doubled",
            Self::Swapped(..) => "lines swapped",
            Self::Cut(_) => "log cut",
        }
    }
}

/// A session and every damage to it.
#[derive(Debug)]
pub struct Tampering {
    submission: Submission,
    options: VerifyOptions,
    sound: Report,
    /// Start of each line, and the end of the last.
    starts: Vec<usize>,
}

impl Tampering {
    /// The damages of a session, which must be intact.
    ///
    /// # Errors
    ///
    /// Where it isn't, or the options can't be used.
    pub fn of(submission: Submission) -> Result<Self, String> {
        let options = VerifyOptions::from_json(&submission.options.to_string());
        let options = options.map_err(|error| error.to_string())?;
        let sound = verify(&bundle(&submission, &submission.events), &options);
        let sound = sound.map_err(|error| error.to_string())?;
        if sound.verdict != Verdict::Intact || !sound.findings.is_empty() {
            return Err(format!("the session isn't sound: {}", sound.to_json()));
        }
        let ends = submission.events.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let starts = [0].into_iter().chain(ends.map(|(at, _)| at + 1)).collect();
        Ok(Self { submission, options, sound, starts })
    }

    /// Lines of the log.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.starts.len() - 1
    }

    /// Every damage.
    #[must_use]
    pub fn damages(&self) -> Vec<Damage> {
        let mut damages = Vec::new();
        for (at, byte) in self.submission.events.iter().enumerate() {
            damages.extend(others(*byte).into_iter().map(|to| Damage::Byte { at, to }));
        }
        for file in Other::ALL {
            for (at, byte) in file.of(&self.submission).iter().enumerate() {
                let change = |to| Damage::OtherByte { file, at, to };
                damages.extend(others(*byte).into_iter().map(change));
            }
        }
        for line in 0..self.lines() {
            damages.extend([Damage::Dropped(line), Damage::Doubled(line)]);
            damages.extend((line + 1..self.lines()).map(|other| Damage::Swapped(line, other)));
        }
        damages.extend((0..self.submission.events.len()).map(Damage::Cut));
        damages
    }

    /// Whether a damage is found, and where it is.
    ///
    /// # Errors
    ///
    /// One line that says what was seen instead.
    pub fn check(&self, damage: Damage) -> Result<(), String> {
        let mut files = self.submission.clone();
        match damage {
            Damage::OtherByte { file, at, to } => {
                let bytes = match file {
                    Other::Manifest => &mut files.manifest,
                    Other::Diff => &mut files.diff,
                    Other::Commits => &mut files.commits,
                };
                bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = to);
            }
            other => files.events = self.damaged(other),
        }
        let report = verify(&bundle(&files, &files.events), &self.options);
        let report = report.map_err(|error| error.to_string())?;
        if !self.is_found(&report) {
            return Err(format!("{damage:?}: not found: {}", report.to_json()));
        }
        if !self.is_placed(damage, &report) {
            let found: Vec<_> = report
                .findings
                .iter()
                .map(|finding| format!("{} {:?}", finding.code.as_str(), finding.place))
                .collect();
            return Err(format!("{damage:?}: at another place: {}", found.join(", ")));
        }
        Ok(())
    }

    /// Checks damages on all cores: how many of each row there are, and what went wrong.
    #[must_use]
    pub fn check_all(&self, damages: &[Damage]) -> (BTreeMap<&'static str, u64>, Vec<String>) {
        let next = AtomicUsize::new(0);
        let work = || {
            let (mut counts, mut wrong) = (BTreeMap::new(), Vec::new());
            while let Some(damage) = damages.get(next.fetch_add(1, Ordering::Relaxed)) {
                *counts.entry(damage.row()).or_default() += 1;
                wrong.extend(self.check(*damage).err());
            }
            (counts, wrong)
        };
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            let mut all = (BTreeMap::<&'static str, u64>::new(), Vec::new());
            for worker in workers {
                match worker.join() {
                    Ok((counts, wrong)) => {
                        for (row, count) in counts {
                            let _: u64 = count;
                            *all.0.entry(row).or_default() += count;
                        }
                        all.1.extend(wrong);
                    }
                    Err(_) => all.1.push("a verification panicked".into()),
                }
            }
            all
        })
    }

    fn line(&self, line: usize) -> &[u8] {
        let bounds = self.starts.get(line).zip(self.starts.get(line + 1));
        bounds.and_then(|(start, end)| self.submission.events.get(*start..*end)).unwrap_or_default()
    }

    /// The log after a damage.
    fn damaged(&self, damage: Damage) -> Vec<u8> {
        let mut order: Vec<usize> = (0..self.lines()).collect();
        match damage {
            Damage::Byte { at, to } => {
                let mut events = self.submission.events.clone();
                events.iter_mut().skip(at).take(1).for_each(|byte| *byte = to);
                return events;
            }
            Damage::Cut(at) => return self.submission.events.iter().take(at).copied().collect(),
            Damage::Dropped(line) => drop(order.remove(line)),
            Damage::Doubled(line) => order.insert(line, line),
            Damage::Swapped(a, b) => order.swap(a, b),
            Damage::OtherByte { .. } => {}
        }
        order.into_iter().flat_map(|line| self.line(line)).copied().collect()
    }

    /// Found: the log isn't intact, or it is proved by less and a finding says so.
    fn is_found(&self, report: &Report) -> bool {
        let (now, before) = (&report.assurance, &self.sound.assurance);
        let is_less = now.cosigned_by.len() < before.cosigned_by.len()
            || now.ticket != before.ticket
            || before.final_cosigned && !now.final_cosigned
            || now.anchored.n < before.anchored.n;
        report.verdict != Verdict::Intact || is_less && !report.findings.is_empty()
    }

    fn is_placed(&self, damage: Damage, report: &Report) -> bool {
        let cause = match report.verdict {
            Verdict::Intact => report.findings.first(),
            _ => report.first_cause(),
        };
        let Some(cause) = cause else { return false };
        let place = &cause.place;
        let at_line =
            |line: usize| place.file == Some("events.jsonl") && place.line == Some(line as u64);
        let last = self.lines() - 1;
        match damage {
            Damage::OtherByte { file, .. } => place.file == Some(file.name()),
            Damage::Byte { at, .. } => {
                let line = self.line_of(at);
                at_line(line) || at_line(line + 1) || self.is_torn_at(cause, line)
            }
            Damage::Doubled(line) => at_line(line) || at_line(line + 1),
            Damage::Dropped(line) if line == last => at_line(last - 1),
            Damage::Dropped(line) | Damage::Swapped(line, _) => at_line(line),
            Damage::Cut(at) => match self.line_of(at) {
                0 => place.file == Some("events.jsonl") && place.line.is_none(),
                line => at_line(line - 1),
            },
        }
    }

    /// Damage that makes the last line no event looks like what a crash leaves: the finding names
    /// the last whole line, and the damaged one by its offset.
    fn is_torn_at(&self, cause: &Finding, line: usize) -> bool {
        let start = self.starts.get(line).map(|start| *start as u64);
        cause.code == FindingCode::TornTail && start.is_some() && cause.place.offset == start
    }

    /// The line that a byte belongs to.
    fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }
}

fn bundle<'a>(files: &'a Submission, events: &'a [u8]) -> Bundle<'a> {
    Bundle {
        events,
        manifest: Some(&files.manifest),
        diff: Some(&files.diff),
        commits: Some(&files.commits),
    }
}

/// Each bit flipped, the other case, a space and a digit, without the byte itself.
fn others(byte: u8) -> Vec<u8> {
    let mut others: Vec<u8> = (0..8).map(|bit| byte ^ 1 << bit).collect();
    let case = if byte.is_ascii_lowercase() {
        byte.to_ascii_uppercase()
    } else {
        byte.to_ascii_lowercase()
    };
    others.extend([case, b' ', if byte == b'7' { b'8' } else { b'7' }]);
    others.retain(|other| *other != byte);
    others.sort_unstable();
    others.dedup();
    others
}
